"""What must hold of every verdict, on random people with unknowns and questions not asked.

Length: all invariants of one decision over one family of people, read side by side.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.programme import Planned, Programme
from plumbline.care.record import Answer, Clearance, Record, facts
from plumbline.care.standing import plan, standing
from plumbline.care.triage import (
    BLOCKS_EXERCISE,
    CALM,
    FlagState,
    Rank,
    Triage,
    level_names,
    rank,
    triage,
)
from plumbline.knowledge.schema import Finding
from plumbline.logic import Column, Expression, Kind, Value, evaluate
from plumbline.logic.expression import columns_of
from tests.unit.care.flags import unknown_rank, values_of
from tests.unit.care.people import (
    TODAY,
    calm_record,
    calm_value,
    calm_values,
    knowledge,
    random_answer,
    random_record,
    record_of,
    rulebook,
)

SEEDS = st.integers(0, 2**32 - 1)
LEVELS = [
    (flag.id, index) for flag in knowledge().red_flags.values() for index in range(len(flag.levels))
]


def verdict(record: Record) -> Triage:
    return triage(rulebook(), record, TODAY)


def whole(found: Triage) -> Rank:
    """How alarming a verdict is."""
    return max((flag.rank for flag in found.flags), default=CALM)


def told(record: Record, name: str, value: Value, order: int = 1) -> Record:
    """The record with one answer exchanged; None is "don't know", said twice."""
    answer = Answer(value, TODAY, times=2 if value is None else 1, order=order)
    return replace(record, answers={**record.answers, name: answer})


def used(record: Record) -> Iterator[Finding]:
    """The booleans a red flag reads, of this record, that were answered yes or no."""
    read = {column.name for column in columns_of(rulebook().under("red_flags/").values())}
    for name in sorted(read & record.answers.keys()):
        finding = knowledge().findings[name]
        if finding.type == "boolean" and record.answers[name].value is not None:
            yield finding


@pytest.mark.hazard("danger_undercalled")
@given(SEEDS, st.sampled_from([1, 2]))
def test_more_danger_in_never_less_urgency_out(seed: int, order: int) -> None:
    """A danger changed from no to yes, now or as a new answer, never lowers the verdict.

    Also while questions are still open, and it never frees exercise.
    """
    rng = random.Random(seed)
    record = random_record(rng, blank=rng.choice([0.0, 0.3, 0.7]))
    before = verdict(record)
    worse = [f for f in used(record) if f.danger == "yes" and not record.answers[f.id].value]
    for finding in rng.sample(worse, min(len(worse), 8)):
        after = verdict(told(record, finding.id, True, order))
        assert whole(after) >= whole(before), finding.id
        assert before.exercise_allowed or not after.exercise_allowed, finding.id


@pytest.mark.hazard("danger_undercalled")
@given(SEEDS)
def test_a_mitigator_withdrawn_never_lowers_the_urgency(seed: int) -> None:
    """ "A doctor has looked at it" taken back, or never said, is never less urgent.

    Where the sign itself is told: while nobody knows of the sign, there is nothing to calm.
    """
    rng = random.Random(seed)
    record = random_record(rng, blank=0.0, unsure=0.0)
    for finding in [f for f in used(record) if f.danger == "no"]:
        calmed = verdict(told(record, finding.id, True))
        assert whole(verdict(told(record, finding.id, False))) >= whole(calmed), finding.id
        forgotten = verdict(record.forget([finding.id]))
        assert whole(forgotten) >= whole(calmed), finding.id


def in_order(record: Record) -> Record:
    """Without answers to questions that nobody is asked before the question they hang on."""
    open_ = facts(rulebook(), record, TODAY).unanswered
    early = [name for name, gate in rulebook().applies.items() if _base(gate) & open_]
    return in_order(record.forget(early)) if record.answers.keys() & set(early) else record


def _base(rule: Expression) -> set[str]:
    """The findings behind a rule, through derived values."""
    found: set[str] = set()
    for column in columns_of([rule]):
        derived = rulebook().derived.get(column.name)
        found |= {read.name for read in derived.reads} if derived else {column.name}
    return found


def completions(record: Record, rng: random.Random) -> Iterator[Record]:
    """Ways the open questions may be answered: all dangers, all calm, all unknown, at random."""
    blank = [f for f in knowledge().findings.values() if f.id not in record.answers]

    def filled(choose: Mapping[str, Value]) -> Record:
        answers = {name: Answer(v, TODAY, times=2, order=1) for name, v in choose.items()}
        return replace(record, answers={**record.answers, **answers})

    calm = {finding.id: calm_value(finding) for finding in blank}
    yield filled({f.id: calm[f.id] for f in blank})
    yield filled({f.id: f.danger != "no" if f.type == "boolean" else calm[f.id] for f in blank})
    yield filled({f.id: None for f in blank})
    for danger in (0.02, 0.2, 0.6):
        yield filled({f.id: random_answer(rng, f, danger) for f in blank})


@pytest.mark.hazard("unknown_as_no")
@given(SEEDS)
def test_complete_means_that_no_open_question_can_change_it(seed: int) -> None:
    """A complete verdict is the verdict of every way to answer what is still open."""
    rng = random.Random(seed)
    record = in_order(random_record(rng, blank=rng.choice([0.05, 0.3, 0.6]), unsure=0.02))
    now = verdict(record)
    if not now.complete:
        assert now.still_matter
        assert not now.exercise_allowed
        assert now.urgency != "self_care"
        return
    for answered in completions(record, rng):
        then = verdict(answered)
        assert (then.urgency, then.see_within_hours) == (now.urgency, now.see_within_hours)
        assert then.exercise_allowed is now.exercise_allowed


@pytest.mark.hazard("unknown_as_no")
@given(SEEDS)
def test_one_blank_in_a_whole_record_is_never_reassuring(seed: int) -> None:
    """Take one answer away: the verdict is incomplete, or what every answer would give."""
    rng = random.Random(seed)
    answers = {**calm_values(), "age_years": rng.choice([30, 52, 66, 80])}
    for name in rng.sample(sorted(answers), 4):
        answers[name] = random_answer(rng, knowledge().findings[name])
    record = record_of(answers)
    read = sorted(f.id for f in used(record))
    for name in rng.sample(read, 12):
        gap = record.forget([name])
        now = verdict(gap)
        every = [verdict(told(gap, name, value)) for value in (False, True, None)]
        if now.complete:
            assert {whole(each) for each in every} == {whole(now)}, name
        else:
            assert whole(now) >= min(whole(each) for each in every), name
            assert not now.exercise_allowed, name


@pytest.mark.hazard("unknown_as_no")
@given(SEEDS)
def test_dont_know_never_falls_below_what_the_file_says_it_means(seed: int) -> None:
    """An answer changed to "don't know": each flag stays, or goes to its "don't know"."""
    rng = random.Random(seed)
    record = random_record(rng, blank=0.0, unsure=0.03)
    before = verdict(record)
    for finding in rng.sample(list(used(record)), 10):
        after = verdict(told(record, finding.id, None))
        for flag in before.flags:
            floor = min(flag.rank, unknown_rank(knowledge().red_flags[flag.id]))
            assert after.flag(flag.id).rank >= floor, (finding.id, flag.id)


@pytest.mark.hazard("exercise_with_open_flag")
@given(SEEDS)
def test_no_exercise_while_a_flag_is_open(seed: int) -> None:
    """No flag of within_days or above, and no open question, or no exercise and no programme."""
    rng = random.Random(seed)
    record = random_record(rng, blank=rng.choice([0.0, 0.0, 0.3]), unsure=rng.choice([0.0, 0.05]))
    today = standing(rulebook(), record, TODAY)
    blocking = [f.id for f in today.triage.open_flags if f.urgency in BLOCKS_EXERCISE]
    assert today.triage.exercise_allowed is (today.triage.complete and not blocking)
    if blocking or not today.triage.complete:
        assert not today.may_plan
        assert plan(rulebook(), record, today) is None


def gates(rule: Expression) -> tuple[Column, ...]:
    """The columns that say whether the findings of a rule apply, and their own gates."""
    applies = rulebook().applies
    found = columns_of([applies[c.name] for c in columns_of([rule]) if c.name in applies])
    more = columns_of([applies[c.name] for c in found if c.name in applies])
    return tuple(column for column in (*found, *more) if column.kind is Kind.BOOLEAN)


def firing(flag_id: str, index: int) -> dict[str, Value]:
    """Answers, beside the calm ones, with which one level of one flag fires."""
    rng = random.Random(f"{flag_id}{index}")
    levels = [rulebook().rules[name] for name in level_names(knowledge().red_flags[flag_id])]
    read = [*columns_of([levels[index]]), *gates(levels[index])]
    onset = {"onset_date": TODAY - timedelta(days=200)}
    for _ in range(3_000):
        values: dict[str, Value] = {}
        for column in read:
            if column.name in knowledge().findings:
                options = [v for v in values_of(column, levels) if v is not None]
                weights = (
                    [1 + 3 * (o is True) for o in options] if column.kind is Kind.BOOLEAN else None
                )
                values[column.name] = rng.choices(options, weights)[0]
        record = calm_record(**values, **onset)
        known = facts(rulebook(), record, TODAY).values
        held = [evaluate(level, known) for level in levels]
        if held[index] and not any(held[:index]):
            return {**values, **onset}
    raise AssertionError(f"{flag_id}: nothing makes level {index} fire")


@pytest.mark.hazard("exercise_with_open_flag")
@pytest.mark.parametrize(("flag_id", "index"), LEVELS)
def test_only_a_clearance_closes_a_flag_and_a_new_answer_reopens_it(
    flag_id: str, index: int
) -> None:
    """Each level of each flag: it fires, one clearance closes it, the same sign anew opens it."""
    record = calm_record(**firing(flag_id, index))
    fired = verdict(record).flag(flag_id)
    level = knowledge().red_flags[flag_id].levels[index]
    assert fired.level == index
    assert fired.rank >= rank(level.urgency, level.see_within_hours)

    def seen(result: str, order: int, flag: str = flag_id) -> FlagState:
        entry = Clearance(flag, "Dr Shah", TODAY, result, order=order)  # type: ignore[arg-type]
        return verdict(record.clear(entry)).flag(flag_id)

    assert not seen("cleared", 5).open
    assert seen("not_cleared", 5).open
    assert seen("cleared", 5, "another_flag").open
    findings = knowledge().findings
    signs = [n for n in fired.because if n in findings and findings[n].danger == "yes"]
    if signs:
        assert seen("cleared", 0).open, "a clearance from before the sign does not cover it"
    cleared = record.clear(Clearance(flag_id, "Dr Shah", TODAY, "cleared", order=5))
    undone = cleared.clear(Clearance(flag_id, "Dr Shah", TODAY, "not_cleared", order=6))
    assert verdict(undone).flag(flag_id).open, "the last clearance counts"
    for name in signs:
        again = verdict(told(cleared, name, True, order=9))
        # A sign told anew may also open the row beside it: what calmed it speaks of the old sign.
        assert again.flag(flag_id).open or whole(again) >= fired.rank, name
        assert fired.urgency == "routine" or not again.exercise_allowed, name


@pytest.mark.hazard("exercise_with_open_flag")
def test_time_alone_closes_nothing() -> None:
    """While a sign is neither asked again nor seen, no day to come frees exercise."""
    record = calm_record(saddle_numbness=True)
    for days in range(400):
        now = triage(rulebook(), record, TODAY + timedelta(days=days))
        assert not now.exercise_allowed, f"after {days} days"


def mirrored(record: Record) -> Record:
    """The same person seen in a mirror."""
    findings = knowledge().findings
    answers: dict[str, Answer] = {}
    for name, answer in record.answers.items():
        value = findings[name].mirror_choices.get(str(answer.value), answer.value)
        answers[findings[name].mirror or name] = replace(answer, value=value)
    return replace(record, answers=answers)


def mirrored_week(week: Programme) -> Programme:
    """A programme with left and right exchanged."""
    other: dict[str | None, Literal["left", "right"] | None]
    other = {"left": "right", "right": "left", None: None}
    exercises: list[Planned] = []
    for planned in week.exercises:
        *path, last = planned.because.split("/")
        because = "/".join((*path, other.get(last) or last))
        exercises.append(replace(planned, more_on=other[planned.more_on], because=because))
    return replace(week, exercises=tuple(exercises))


def mirrored_names(names: tuple[str, ...]) -> set[str]:
    findings = knowledge().findings
    return {(findings[name].mirror or name) if name in findings else name for name in names}


@pytest.mark.hazard("side_matters")
@given(SEEDS)
def test_a_mirrored_person_gets_the_mirrored_verdict(seed: int) -> None:
    """Left and right exchanged: same urgency, same flags for the mirrored reasons, same week."""
    rng = random.Random(seed)
    record = random_record(rng, blank=rng.choice([0.0, 0.3]), unsure=0.02)
    here = standing(rulebook(), record, TODAY)
    there = standing(rulebook(), mirrored(record), TODAY)
    assert whole(there.triage) == whole(here.triage)
    assert there.triage.exercise_allowed is here.triage.exercise_allowed
    assert mirrored_names(there.triage.still_matter) == set(here.triage.still_matter)
    for flag in here.triage.flags:
        twin = there.triage.flag(flag.id)
        assert (twin.state, twin.level, twin.rank) == (flag.state, flag.level, flag.rank), flag.id
        assert mirrored_names(twin.because) == set(flag.because), flag.id
    bands = {fit.id: fit.band for fit in here.patterns}
    assert {fit.id: fit.band for fit in there.patterns} == bands
    assert there.may_plan is here.may_plan
    time_known = None not in (
        here.known.values["minutes_per_day"],
        here.known.values["days_per_week"],
    )
    if here.may_plan and time_known:
        week, twin = plan(rulebook(), record, here), plan(rulebook(), mirrored(record), there)
        assert week is not None
        assert twin is not None
        assert mirrored_week(twin) == week


@pytest.mark.hazard("side_matters")
def test_mirror_pairs_are_pairs() -> None:
    """Every mirror points back, its twin is alike, and a name with a side has a twin."""
    findings = knowledge().findings
    for name, finding in findings.items():
        if finding.mirror:
            twin = findings[finding.mirror]
            assert twin.mirror == name
            assert (twin.type, twin.danger, twin.valid_days) == (
                finding.type,
                finding.danger,
                finding.valid_days,
            )
        else:
            assert not name.endswith(("_left", "_right")), f"{name} has no mirror"


@pytest.mark.hazard("single_weak_flag_escalates")
def test_no_single_fact_of_ordinary_life_escalates() -> None:
    """Age, sex and place of pain, each alone over its whole range, send no adult anywhere."""
    for age, sex in product(range(18, 121, 3), ("female", "male", "unsaid")):
        assert verdict(calm_record(age_years=age, sex_at_birth=sex)).urgency == "self_care"
    for place in knowledge().findings["pain_main_place"].choices:
        assert verdict(calm_record(pain_main_place=place.id)).urgency == "self_care"
