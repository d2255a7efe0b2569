"""What the knowledge itself must hold, whoever edits it: walked over every file at run time."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from plumbline.knowledge.schema import Basis, Exercise, Finding, Model, Number, RedFlag
from plumbline.logic import And, AtLeast, Expression, Known, Not, Or, columns
from plumbline.logic.expression import leaves
from tests.unit.care.people import knowledge, rulebook

FINDINGS = list(knowledge().findings.values())
FLAGS = list(knowledge().red_flags.values())
EXERCISES = list(knowledge().exercises.values())


def walk(value: object):
    """Every model inside a thing."""
    if isinstance(value, Model):
        yield value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from walk(item)


@pytest.mark.hazard("number_without_source")
@pytest.mark.hazard("sentence_without_source")
def test_every_basis_names_sources_that_are_there() -> None:
    """Verified and secondary need a source; every source named is a file of ours."""
    wrong: list[str] = []
    for kind, name, thing in knowledge().things():
        for part in walk(thing):
            if not isinstance(part, Basis):
                continue
            wrong += [f"{kind}/{name}: {s}" for s in part.sources if s not in knowledge().sources]
            if part.status in ("verified", "secondary") and not part.sources:
                wrong.append(f"{kind}/{name}: {part.status} without a source")
            if part.status == "derived" and not (part.note or part.sources):
                wrong.append(f"{kind}/{name}: derived without its formula")
    assert not wrong


def _may_wait() -> Iterator[Number]:
    """Numbers of treatments that were not checked may stand in the files, waiting: what shows
    them leaves them out (tests/generative/test_treatment_options.py)."""
    for treatment in knowledge().treatments.values():
        for use in treatment.uses:
            for effect in use.effects:
                yield effect.number
                if effect.points:
                    yield effect.points
            for counts in use.out_of:
                yield counts.with_it
                yield counts.without


@pytest.mark.hazard("number_without_source")
def test_no_published_number_is_expert_opinion() -> None:
    """An effect or an accuracy is read somewhere; only our own settings are usual practice.

    Settings of the tests are which difference of the sides is worth naming, and the measurement
    error of a hold that nobody measured, taken from another hold: said so, with what it rests on.
    """
    settings = {"walk_start_percent", "walk_default_minutes", "walk_step_percent"}
    ours: list[int] = []
    for test in knowledge().tests.values():
        by_analogy = [test.error.log_sem, test.error.detectable] if test.measure == "hold" else []
        for number in (test.side_difference, *by_analogy):
            if number is not None and number.basis.status == "expert":
                assert number.basis.note, test.id
                ours.append(id(number))
    waiting = {id(number) for number in _may_wait()}
    for kind, name, thing in knowledge().things():
        for part in walk(thing):
            if isinstance(part, Number) and id(part) not in ours:
                assert part.basis.status != "expert", (kind, name)
                assert part.basis.status != "unverified" or id(part) in waiting, (kind, name)
    for name in settings:
        assert getattr(knowledge().programme, name).basis.status != "unverified"


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("flag", FLAGS, ids=lambda f: f.id)
def test_a_red_flag_can_be_asked_about_and_says_what_to_do(flag: RedFlag) -> None:
    """Every finding behind it is for the person to answer, and has other words for "don't know"."""
    for index, level in enumerate(flag.levels):
        rule = rulebook().rules[f"red_flags/{flag.id}/levels/{index}"]
        for name in base(columns(rule)):
            finding = knowledge().findings[name]
            assert finding.asked_of == "person", name
            assert finding.again != finding.question, name
        if level.urgency == "emergency_now":
            assert level.see_within_hours == 0
        if level.urgency == "same_day":
            assert level.see_within_hours == 24
        if level.urgency == "within_days":
            assert level.see_within_hours is not None
            assert level.see_within_hours <= 336
    assert flag.do
    assert flag.clearance
    assert flag.unknown_means


def base(names: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        derived = rulebook().derived.get(name)
        found |= base(frozenset(c.name for c in derived.reads)) if derived else {name}
    return found


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("flag", FLAGS, ids=lambda f: f.id)
def test_signs_stand_in_a_red_flag_the_right_way_round(flag: RedFlag) -> None:
    """A danger stands plain and a mitigator under NOT; else more danger would calm.

    "Examined and unchanged" stands plain in the two rows that ask whether it is worse.
    """
    allowed = {"cauda_equina_old": "cauda_assessed_unchanged"}
    allowed["motor_deficit_old"] = "motor_assessed_unchanged"
    for index in range(len(flag.levels)):
        for name, positive in signs(rulebook().rules[f"red_flags/{flag.id}/levels/{index}"], True):
            danger = knowledge().findings[name].danger
            if allowed.get(flag.id) == name:
                continue
            assert danger in ("yes", "no"), f"{name} has no direction of danger"
            assert (danger == "yes") is positive, f"{name} stands the wrong way round"


def signs(rule: Expression, positive: bool):
    match rule:
        case Known(column):
            yield column.name, positive
        case Not(operand):
            yield from signs(operand, not positive)
        case And(args) | Or(args) | AtLeast(_, args):
            for arg in args:
                yield from signs(arg, positive)
        case _:
            pass


def test_only_known_leaves_are_boolean() -> None:
    """The walk above sees every boolean of every red flag."""
    for name, rule in rulebook().under("red_flags/").items():
        seen = {column for column, _ in signs(rule, True)}
        plain = {leaf.column.name for leaf in leaves(rule) if isinstance(leaf, Known)}
        assert seen == plain, name


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("finding", FINDINGS, ids=lambda f: f.id)
def test_a_gated_question_has_a_harmless_plain_answer(finding: Finding) -> None:
    """What makes no sense to ask counts as absent danger and absent calm; dates as unknown."""
    if finding.applies_when is None or finding.type != "boolean":
        return
    young = finding.id in ("started_before_45", "started_before_35")
    assert finding.otherwise is young


@pytest.mark.hazard("danger_undercalled")
def test_an_answer_that_calms_does_not_last() -> None:
    """A sign fades after some weeks at most, and what calms it no later than the sign does."""
    for finding in FINDINGS:
        if finding.danger != "no" or finding.applies_when is None:
            continue
        for sign in base(columns(rulebook().applies[finding.id])):
            life = knowledge().findings[sign].valid_days
            if life is not None and finding.id.endswith("_unchanged"):
                assert finding.valid_days is not None, finding.id
                assert finding.valid_days <= life, finding.id


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_doses_go_from_gentle_to_full(exercise: Exercise) -> None:
    """A lower dose never takes longer, and never asks for more in every way."""
    for lower, higher in pairwise(exercise.doses):
        assert lower.minutes <= higher.minutes
        work = [
            (d.sets or 1) * (d.repetitions or 1) * (d.hold_seconds or 1) for d in (lower, higher)
        ]
        assert work[0] < work[1] or lower.minutes < higher.minutes


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_an_exercise_carries_the_contraindications_of_its_class(exercise: Exercise) -> None:
    groups = set(exercise.treatment_groups)
    assert "exercise_any" in groups
    assert groups <= knowledge().treatments.keys()
    if exercise.position == "supine":
        assert "exercise_supine" in groups
    if exercise.position == "prone":
        assert "exercise_prone_extension" in groups
    for other in (exercise.regression, exercise.progression):
        assert other is None or other in knowledge().exercises
    for caution in exercise.cautions:
        assert caution.swap is None or caution.swap in knowledge().exercises


def test_progressions_have_no_loop_and_rise() -> None:
    for exercise in EXERCISES:
        seen, here = [exercise.id], exercise
        while here.progression:
            above = knowledge().exercises[here.progression]
            assert above.id not in seen, seen
            assert above.level >= here.level, (here.id, above.id)
            seen.append(above.id)
            here = above


@pytest.mark.hazard("danger_undercalled")
def test_every_country_has_an_emergency_number_with_a_source() -> None:
    countries = {choice.id for choice in knowledge().findings["country"].choices}
    assert countries == knowledge().contacts.keys()
    for contact in knowledge().contacts.values():
        assert contact.emergency, contact.id
        assert contact.crisis or contact.id == "unknown", contact.id
        for line in (*contact.emergency, *contact.urgent, *contact.crisis):
            assert line.basis.status != "unverified", contact.id
            if line.phone or line.text:
                assert line.basis.sources, (contact.id, line.name)


@pytest.mark.hazard("load_raised_after_worse")
def test_the_check_in_rules_stand_from_careful_to_bold() -> None:
    """The first that holds decides, so what stops stands before what backs off, and so on."""
    order = ["stop_and_check", "step_back", "hold", "quota", "may_progress"]
    places = [order.index(response.action) for response in knowledge().monitoring.responses]
    assert places == sorted(places)
    assert knowledge().monitoring.otherwise.action == "hold"
