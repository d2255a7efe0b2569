"""What must hold of every review, on random people: worse in, never less help out."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.care.pathway import severity
from plumbline.care.record import Answer, Record
from plumbline.care.triage import triage
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, knowledge, random_answer, rulebook
from tests.unit.care.reviews import AT_REVIEW, SCIATICA, STENOSIS, at_review, of

SEEDS = st.integers(0, 2**32 - 1)
JOURNAL = tuple(name for name in AT_REVIEW if name != "onset_date")
SIGNS = (
    *(name for name in (*SCIATICA, *STENOSIS) if name != "age_years"),
    *("leg_numbness_left", "leg_numbness_right", "leg_weakness_left", "leg_weakness_right"),
    *("leg_pain_cough", "both_legs_symptoms_new", "saddle_numbness", "bladder_trouble"),
    *("gait_unsteady_stiff", "hands_clumsy", "calf_pain_walking_stops_standing"),
)
"""Signs of nerves, and of the legs."""
WORSE = ("improving", "not_yet", "cannot_tell", "not_improving")


def somebody(rng: random.Random) -> Record:
    """Somebody at a review: mostly well enough to exercise, with gaps in what is known."""
    findings = knowledge().findings
    told: dict[str, Value] = {
        "plan_weeks": rng.choice([0, 1, 2, 3, 5, 6, 8, 11, 12, 20, 24, 30, 100]),
        "improvement": rng.choice(WORSE),
        "sessions_of_planned_percent": rng.choice([0, 49, 50, 100]),
        "flares_in_plan": rng.choice([0, 2, 3, 9]),
        "plan_changed_since_review": rng.random() < 0.5,
        "pain_usual_nrs": rng.randint(0, 10),
        "pain_getting_worse": rng.random() < 0.1,
        "pain_severe": rng.random() < 0.1,
        "spread_down_limb": rng.random() < 0.05,
        "pain_main_place": random_answer(rng, findings["pain_main_place"]),
        "age_years": rng.choice([30, 47, 48, 49, 59, 60, 66, 71, 80]),
    }
    told |= {name: rng.random() < 0.2 for name in SIGNS[:8]}
    for name in JOURNAL:
        if rng.random() < 0.15:
            told[name] = None
    return at_review(**told)


def told(record: Record, name: str, value: Value) -> Record:
    return replace(record, answers={**record.answers, name: Answer(value, TODAY, order=1)})


@given(SEEDS, st.integers(0, 200))
def test_more_weeks_never_lower_the_level(seed: int, more: int) -> None:
    record = somebody(random.Random(seed))
    weeks = record.answers["plan_weeks"].value
    later = told(record, "plan_weeks", (weeks if isinstance(weeks, int) else 0) + more)
    if weeks is not None:
        assert severity(of(later).level) >= severity(of(record).level)


@given(SEEDS)
def test_less_gain_never_lowers_the_level(seed: int) -> None:
    record = somebody(random.Random(seed))
    levels = [severity(of(told(record, "improvement", how)).level) for how in WORSE]
    assert levels == sorted(levels)


@pytest.mark.hazard("step_up_missed")
@pytest.mark.hazard("danger_undercalled")
@settings(max_examples=200)
@given(SEEDS, st.sampled_from(SIGNS))
def test_a_sign_more_never_lowers_the_level(seed: int, sign: str) -> None:
    record = somebody(random.Random(seed))
    without, with_it = told(record, sign, False), told(record, sign, True)
    assert severity(of(with_it).level) >= severity(of(without).level)


@pytest.mark.hazard("unknown_as_no")
@given(SEEDS, st.sampled_from(JOURNAL))
def test_what_is_not_known_never_calms(seed: int, name: str) -> None:
    """Nobody is told to carry on for want of an entry who would not be with every answer."""
    record = somebody(random.Random(seed))
    if of(told(record, name, None)).level != "carry_on":
        return
    finding, rng = knowledge().findings[name], random.Random(seed + 1)
    for _ in range(3):
        value = random_answer(rng, finding)
        assert of(told(record, name, value)).level == "carry_on"


@pytest.mark.hazard("step_up_missed")
@pytest.mark.hazard("danger_undercalled")
@given(SEEDS, st.sampled_from(SIGNS))
def test_while_somebody_has_to_look_nothing_is_said_of_plans(seed: int, sign: str) -> None:
    record = told(somebody(random.Random(seed)), sign, True)
    found = of(record)
    safe = triage(rulebook(), record, TODAY).exercise_allowed
    if not safe:
        assert found.level == "look_first"
        assert found.question == ""
    if found.rule.startswith("red_flags/"):
        assert not safe
