"""Try it on yourself: what may be tried, whose day is whose, and what is said at the end.

Length: one trial from the question whether to begin to its end, with the same person and plan.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import TypeAdapter

from plumbline.care.decision import canonical, dump
from plumbline.care.n_of_1 import (
    Design,
    Entry,
    MayTry,
    TrialState,
    choices,
    draw,
    follow,
    long_enough,
    may_try,
    method_of,
    outcome_of,
    power,
    saying,
)
from plumbline.care.standing import standing
from plumbline.errors import KnowledgeError
from plumbline.knowledge.schema import Trial
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

TRIALS = sorted(knowledge().trials.values(), key=lambda trial: trial.order)
HEAT = knowledge().trials["heat"]
TAPE = knowledge().trials["tape"]
LASTING: dict[str, Value] = {"onset_date": TODAY - timedelta(days=100)}
NOTHING_SAID = {f.id for f in knowledge().topics["trying"].findings if f.type == "boolean"}


def asked(trial: str, **answers: Value) -> MayTry:
    record = calm_record(**{**LASTING, **answers})
    return may_try(rulebook(), standing(rulebook(), record, TODAY), knowledge().trials[trial])


def lived(
    design: Design, score: Callable[[int, str], float | None], kept: bool | None = True
) -> list[Entry]:
    """An entry for every planned day; `score` is given the day's number and its arm."""
    days = [design.first_day + timedelta(days=i) for i in range(design.days)]
    return [Entry(day, score(i, str(design.arm_on(day))), kept) for i, day in enumerate(days)]


def at_end(design: Design, entries: Iterable[Entry]) -> TrialState:
    return follow(knowledge(), design, entries, design.last_day)


def heat_plan(seed: int = 1, outcome: str = "pain_day_nrs", **more: int) -> Design:
    return draw(HEAT, outcome, TODAY, seed, **more)


def wobble(day: int) -> int:
    """Ups and downs that fall on both arms alike."""
    return (0, 1, -1, 0, 1, 0, -1)[day % 7]


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


# What is said


def test_a_clear_help_is_said_early() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 3 + wobble(i) if arm == "a" else 6 + wobble(i))
    state = at_end(design, entries)
    assert (state.verdict, state.stop) == ("a_better", "settled")
    assert state.blocks_done < design.blocks
    assert state.effect > 1.5
    assert state.low < state.effect < state.high
    assert state.a_better + state.b_better + state.no_difference == pytest.approx(1, abs=1e-5)


def test_worse_with_it_is_said_as_well() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 6 + wobble(i) if arm == "a" else 3 + wobble(i))
    assert at_end(design, entries).verdict == "b_better"


def test_no_difference_is_said_in_so_many_words() -> None:
    design = heat_plan()
    state = at_end(design, lived(design, lambda i, arm: 4 + (wobble(i) > 0)))
    assert (state.verdict, state.stop) == ("no_difference", "settled")
    assert state.low > -1
    assert state.high < 1


def test_on_a_scale_that_runs_the_other_way_more_is_better() -> None:
    design = heat_plan(outcome="sleep_last_night")
    days = {TODAY + timedelta(days=i) for i in range(design.days + 1)}
    entries = [
        Entry(day, 8 if design.arm_on(day - timedelta(days=1)) == "a" else 4, True)
        for day in sorted(days)
    ]
    state = follow(knowledge(), design, entries, design.last_day + timedelta(days=1))
    assert state.verdict == "a_better"
    assert state.effect > 0
    assert (state.mean_a, state.mean_b) == (8, 4)


def test_a_night_belongs_to_the_day_before() -> None:
    """The last score is told on the morning after the last day; until then a block is missing."""
    design = heat_plan(outcome="sleep_last_night")
    assert follow(knowledge(), design, [], design.last_day).blocks_done == design.blocks - 1
    after = follow(knowledge(), design, [], design.last_day + timedelta(days=1))
    assert after.blocks_done == design.blocks


@pytest.mark.parametrize("days", [0, 1, 7])
def test_nothing_is_said_before_two_whole_blocks(days: int) -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 0 if arm == "a" else 10)
    state = follow(knowledge(), design, entries, TODAY + timedelta(days=days - 1))
    assert (state.verdict, state.stop) == ("too_early", None)


def test_days_after_the_last_whole_block_change_nothing() -> None:
    design = heat_plan()
    upto = TODAY + timedelta(days=4 * 4 - 1)
    entries = lived(design, lambda i, arm: 4 + wobble(3 * i))
    wild = [e if e.on <= upto else replace(e, score=10.0) for e in entries]
    for later in (0, 1, 3):
        day = upto + timedelta(days=later)
        assert follow(knowledge(), design, wild, day) == follow(knowledge(), design, entries, upto)


def test_an_ended_trial_stays_ended() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: 2 if arm == "a" else 6)
    ended = follow(knowledge(), design, entries, TODAY + timedelta(days=11))
    assert ended.stop == "settled"
    assert at_end(design, entries) == ended


@pytest.mark.parametrize("kept", [False, None])
def test_days_not_kept_are_left_out(kept: bool | None) -> None:
    design = heat_plan()
    state = at_end(design, lived(design, lambda i, arm: 2 if arm == "a" else 6, kept))
    assert (state.counted_a, state.counted_b, state.not_kept) == (0, 0, design.days)
    assert (state.verdict, state.stop) == ("cannot_tell", "planned_end")


def test_leaving_out_bad_days_of_one_arm_makes_no_winner() -> None:
    """All days as planned do not lean that way, so nothing is called better."""
    design = heat_plan(blocks=14)
    entries = lived(design, lambda i, arm: (3, 6)[i % 2])
    chosen = [replace(e, kept=not (design.arm_on(e.on) == "a" and e.score == 6)) for e in entries]
    last = follow(knowledge(), design, chosen, design.last_day)
    assert last.a_better > 0.9, "what was kept looks like a success"
    assert last.verdict != "a_better"


def test_what_was_left_out_is_counted() -> None:
    design = replace(draw(TAPE, "pain_day_nrs", TODAY, 1), periods=("a", "b", "b", "a") * 2)
    entries = lived(design, lambda i, arm: None if i == 0 else 4 + wobble(i))
    state = at_end(
        design,
        [replace(e, kept=False) if e.on == TODAY + timedelta(days=1) else e for e in entries],
    )
    assert state.not_scored == 1
    assert state.not_kept == 1
    assert state.after_change == 4
    assert state.counted_a + state.counted_b == 16 - 6


def test_without_any_day_there_is_only_what_was_believed_before() -> None:
    state = follow(knowledge(), heat_plan(), [], TODAY - timedelta(days=1))
    assert state.effect == pytest.approx(0)
    assert state.a_better == pytest.approx(state.b_better)
    assert (state.mean_a, state.mean_b) == (None, None)


def test_a_hopeless_trial_is_given_up_and_says_that_it_cannot_tell() -> None:
    design = heat_plan()
    entries = lived(design, lambda i, arm: (0, 9, 4, 10, 1, 8, 2)[i % 7])
    state = at_end(design, entries)
    assert (state.verdict, state.stop) == ("cannot_tell", "hopeless")
    assert 2 <= state.blocks_done < design.blocks


def test_each_ending_has_its_own_words() -> None:
    method = method_of(knowledge(), TAPE)
    design = heat_plan()
    scores: dict[str, Callable[[int, str], float]] = {
        "better": lambda i, arm: 6 if arm == "a" else 2,
        "no_difference": lambda i, arm: 4 + (wobble(i) > 0),
        "hopeless": lambda i, arm: (0, 9, 4, 10, 1, 8, 2)[i % 7],
    }
    for name, score in scores.items():
        told = saying(method, at_end(design, lived(design, score)))
        assert told == getattr(method.sayings, name)
    silent = at_end(design, lived(design, lambda i, arm: None))
    assert saying(method, silent) == method.sayings.cannot_tell
    soon = follow(knowledge(), design, [], TODAY)
    assert saying(method, soon) == method.sayings.too_early


def test_what_is_kept_can_be_read_again() -> None:
    design = heat_plan()
    state = at_end(design, lived(design, lambda i, arm: 4 + wobble(i)))
    assert TypeAdapter(Design).validate_json(canonical(dump(design))) == design
    assert TypeAdapter(TrialState).validate_json(canonical(dump(state))) == state
    found = asked("heat", multiple_sclerosis=True)
    assert TypeAdapter(MayTry).validate_json(canonical(dump(found))) == found


# Before the start


def daily(*scores: float) -> dict[date, float]:
    return {TODAY - timedelta(days=ago): score for ago, score in enumerate(scores, 1)}


CALM_DAYS = daily(*(4 + (i % 5 == 0) for i in range(28)))
WILD_DAYS = daily(*((1, 8, 3, 9, 5, 2, 7)[i % 7] for i in range(28)))


def test_calm_days_show_more_than_wild_ones() -> None:
    calm = power(knowledge(), HEAT, "pain_day_nrs", CALM_DAYS, TODAY, 1)
    wild = power(knowledge(), HEAT, "pain_day_nrs", WILD_DAYS, TODAY, 1)
    assert calm.scatter < 0.8 < 2 < wild.scatter
    assert calm.finds > 0.6
    assert wild.finds < 0.25
    assert (calm.low, wild.low) == (False, True)
    assert calm.says_none > 0.6
    assert calm.rests_on_days == 28


def test_where_few_days_are_known_what_is_usual_fills_in() -> None:
    nothing = power(knowledge(), HEAT, "pain_day_nrs", {}, TODAY, 1)
    one = power(knowledge(), HEAT, "pain_day_nrs", daily(5), TODAY, 1)
    assert nothing.rests_on_days == 0
    assert nothing.scatter == pytest.approx(1.3, abs=0.3)
    assert one.scatter == pytest.approx(nothing.scatter, abs=0.1)


def test_the_chance_is_the_same_each_time() -> None:
    first = power(knowledge(), HEAT, "pain_day_nrs", WILD_DAYS, TODAY, 3)
    assert power(knowledge(), HEAT, "pain_day_nrs", WILD_DAYS, TODAY, 3) == first


def test_old_and_later_scores_do_not_count() -> None:
    far = {TODAY - timedelta(days=300): 9.0, TODAY: 9.0, TODAY + timedelta(days=2): 1.0}
    assert power(knowledge(), HEAT, "pain_day_nrs", far, TODAY, 1).rests_on_days == 0


def test_seldom_told_days_make_it_harder() -> None:
    seldom = dict(list(CALM_DAYS.items())[::3])
    often = power(knowledge(), HEAT, "pain_day_nrs", CALM_DAYS, TODAY, 1)
    assert power(knowledge(), HEAT, "pain_day_nrs", seldom, TODAY, 1).finds < often.finds


def test_a_longer_trial_is_proposed_where_it_is_enough() -> None:
    some = daily(*(4 + (1, -1, 0, 1, -1, 0, 1, -1)[i % 8] for i in range(28)))
    assert power(knowledge(), TAPE, "pain_day_nrs", some, TODAY, 1).low
    longer = long_enough(knowledge(), TAPE, "pain_day_nrs", some, TODAY, 1)
    assert longer is not None
    assert not longer.low
    assert TAPE.blocks < longer.blocks <= TAPE.most_blocks
    shorter = power(knowledge(), TAPE, "pain_day_nrs", some, TODAY, 1, longer.blocks - 1)
    assert shorter.low
    assert long_enough(knowledge(), TAPE, "pain_day_nrs", WILD_DAYS, TODAY, 1) is None
