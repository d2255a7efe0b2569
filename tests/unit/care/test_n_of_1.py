"""Try it on yourself: what may be tried, and whose day is whose."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.care.n_of_1 import (
    choices,
    draw,
    may_try,
    method_of,
    outcome_of,
)
from plumbline.care.standing import standing
from plumbline.errors import KnowledgeError
from plumbline.knowledge.schema import Trial
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook
from tests.unit.care.trials import HEAT, LASTING, TAPE, asked, heat_plan

TRIALS = sorted(knowledge().trials.values(), key=lambda trial: trial.order)
NOTHING_SAID = {f.id for f in knowledge().topics["trying"].findings if f.type == "boolean"}


# What ships


@pytest.mark.parametrize("trial", TRIALS, ids=lambda t: t.id)
def test_a_trial_names_only_what_there_is(trial: Trial) -> None:
    assert set(trial.treatments) <= knowledge().treatments.keys()
    assert trial.treatments, "something is tried, and its contraindications are known"
    for outcome in trial.outcomes:
        finding = knowledge().findings[outcome.finding]
        assert (finding.type, finding.min, finding.max) == ("integer", 0, 10)
        assert finding.valid_days == 1, "a score of a day"
        assert finding.danger == ("higher" if outcome.better == "lower" else "lower")
    assert method_of(knowledge(), trial) == HEAT.method
    assert trial.days == 28
    assert trial.known, "what is known of many people is told first"


def test_an_arm_as_usual_has_nothing_to_weigh() -> None:
    assert HEAT.b.treatments == ()
    assert set(knowledge().trials["heat_or_cold"].treatments) == {"heat", "cold"}


def test_a_method_that_is_not_there_is_named() -> None:
    lost = HEAT.model_copy(update={"method": None, "method_of": "nothing"})
    with pytest.raises(KnowledgeError, match="heat"):
        method_of(knowledge(), lost)
    with pytest.raises(KeyError):
        outcome_of(HEAT, "pain_now_nrs")


# May it be tried?


@pytest.mark.parametrize("trial", TRIALS, ids=lambda t: t.id)
def test_a_person_with_nothing_against_it_may_try(trial: Trial) -> None:
    found = asked(trial.id)
    assert found.allowed
    assert found.questions == ()


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    ("trial", "sign"),
    [
        ("heat", "skin_numb_there"),
        ("heat", "medicine_patch_there"),
        ("heat", "drowsy_or_cannot_tell"),
        ("heat", "clot_deep"),
        ("cold", "cold_raynaud"),
        ("cold", "cold_reaction"),
        ("cold", "circulation_poor"),
        ("heat_or_cold", "skin_numb_there"),
        ("heat_or_cold", "cold_raynaud"),
        ("heat_or_cold", "medicine_patch_there"),
        ("tens", "implant_electric"),
        ("tens", "heart_rhythm"),
        ("tens", "epilepsy"),
        ("tape", "plaster_allergy"),
        ("tape", "skin_fragile"),
        ("massage", "clot_deep"),
        ("massage", "blood_thinner"),
        ("massage", "osteoporosis"),
        ("morning_or_evening", "spine_surgery_recent"),
    ],
)
def test_a_contraindication_comes_first(trial: str, sign: str) -> None:
    found = asked(trial, **{sign: True})
    assert not found.allowed
    assert found.barred
    assert all(objection.basis.status != "unverified" for objection in found.objections)


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("trial", ["heat", "cold", "tens", "tape", "massage"])
def test_unknown_never_acts_as_no(trial: str) -> None:
    record = calm_record(**LASTING).forget(NOTHING_SAID)
    today = standing(rulebook(), record, TODAY)
    found = may_try(rulebook(), today, knowledge().trials[trial])
    assert not found.allowed
    assert not found.barred
    assert found.questions, "what is not known is asked"
    blocking = {name for each in found.objections if each.blocks for name in each.missing}
    assert blocking <= set(found.questions)
    for name in found.questions:
        record = record.tell(name, None, TODAY, times=2)
    after = may_try(rulebook(), standing(rulebook(), record, TODAY), knowledge().trials[trial])
    assert not after.allowed, "somebody who does not know is not offered it"
    assert after.questions == ()


def test_nobody_is_asked_more_when_it_is_out_of_the_question() -> None:
    record = calm_record(**LASTING, implant_electric=True).forget(
        NOTHING_SAID - {"implant_electric"}
    )
    found = may_try(rulebook(), standing(rulebook(), record, TODAY), knowledge().trials["tens"])
    assert not found.allowed
    assert found.questions == ()


@pytest.mark.parametrize(("days", "allowed"), [(20, False), (41, False), (42, True)])
def test_none_in_the_acute_stage(days: int, allowed: bool) -> None:
    assert asked("heat", onset_date=TODAY - timedelta(days=days)).allowed is allowed


@pytest.mark.hazard("unknown_as_no")
def test_a_pain_of_unknown_age_counts_as_young() -> None:
    assert not asked("heat", onset_date=None).allowed


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    "sign", ["saddle_numbness", "fever_or_rigors", "suicidal_thoughts", "trauma_major"]
)
def test_an_open_red_flag_comes_before_any_trial(sign: str) -> None:
    for trial in TRIALS:
        found = asked(trial.id, **{sign: True})
        assert found.safety_first, trial.id
        assert not found.allowed
        assert found.questions == ()


def test_safety_questions_that_are_open_come_first() -> None:
    record = calm_record(**LASTING).forget({"saddle_numbness"})
    for found in choices(rulebook(), standing(rulebook(), record, TODAY)):
        assert found.safety_first
        assert not found.allowed


def test_a_caution_is_shown_and_does_not_block() -> None:
    found = asked("heat", multiple_sclerosis=True)
    assert found.allowed
    assert [each.level for each in found.objections] == ["caution"]


# Whose day is it?


def test_every_planned_day_has_an_arm_and_no_other_day_has() -> None:
    design = heat_plan()
    assert design.days == 28
    assert design.last_day == TODAY + timedelta(days=27)
    assert design.arm_on(TODAY) in ("a", "b")
    assert design.arm_on(TODAY - timedelta(days=1)) is None
    assert design.arm_on(design.last_day + timedelta(days=1)) is None
    assert not design.counts(design.last_day + timedelta(days=1))
    assert not design.counts(TODAY - timedelta(days=1))


def test_only_a_change_of_arm_takes_days_away() -> None:
    design = replace(draw(TAPE, "pain_day_nrs", TODAY, 1), periods=("a", "b", "b", "a"))
    counted = [design.counts(TODAY + timedelta(days=i)) for i in range(design.days)]
    assert counted == [True, True, False, True, True, True, False, True]


def test_what_a_trial_does_not_allow_is_refused() -> None:
    with pytest.raises(ValueError, match="no outcome"):
        draw(HEAT, "pain_now_nrs", TODAY, 1)
    for blocks in (0, 1, HEAT.most_blocks + 1):
        with pytest.raises(ValueError, match="Allowed"):
            draw(HEAT, "pain_day_nrs", TODAY, 1, blocks)
