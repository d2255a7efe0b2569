"""Bands of the patterns, and that a pattern is never called unlikely on what is not known."""

import random

import pytest

from plumbline.care.patterns import Band, PatternState, patterns
from plumbline.care.record import Record, facts
from plumbline.knowledge.schema import Pattern
from plumbline.logic.schema import Value
from tests.unit.care.people import (
    TODAY,
    calm_record,
    calm_values,
    knowledge,
    random_record,
    record_of,
    rulebook,
)


def fit(name: str, record: Record) -> PatternState:
    states = patterns(rulebook(), facts(rulebook(), record, TODAY))
    return next(state for state in states if state.id == name)


SIGNS = (
    "leg_symptoms_both_sides",
    "leg_pain_worse_than_back",
    "symptoms_on_walking_standing",
    "relief_sitting",
)


@pytest.mark.parametrize(
    ("present", "age", "band"),
    [
        (0, 48, "unlikely"),
        (0, 49, "cannot_say"),
        (4, 30, "likely"),
        (4, 70, "likely"),
        (3, 49, "likely"),
    ],
)
def test_the_five_signs_of_a_narrowed_canal(present: int, age: int, band: Band) -> None:
    """Cook 2010: none of five makes it unlikely, four of five likely."""
    signs: dict[str, Value] = {name: place < present for place, name in enumerate(SIGNS)}
    state = fit("stenosis", calm_record(age_years=age, **signs))
    assert state.band == band
    if band == "likely":
        assert set(state.because) <= {*SIGNS, "both_legs_symptoms_new", "age_years"}
        assert state.basis is not None
        assert state.basis.status == "verified"


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("name", SIGNS)
def test_one_unknown_sign_is_not_a_no(name: str) -> None:
    """None of five, one not known: that is not "none of five"."""
    state = fit("stenosis", calm_record(age_years=40, **{name: None}))
    assert state.band == "cannot_say"
    not_asked = fit("stenosis", calm_record(age_years=40).forget([name]))
    assert not_asked.band == "cannot_say"
    assert name in not_asked.unanswered


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("pattern", knowledge().patterns.values(), ids=lambda p: p.id)
def test_nothing_known_says_nothing(pattern: Pattern) -> None:
    state = fit(pattern.id, Record())
    assert state.band == "cannot_say"
    assert state.rule is None
    assert (state.why, state.because, state.basis) == ("", (), None)


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("seed", range(60))
def test_unlikely_is_never_said_while_likely_is_still_open(seed: int) -> None:
    """Whatever the open questions turn out to be, "unlikely" does not become "likely"."""
    rng = random.Random(seed)
    values = {
        **calm_values(),
        **{name: a.value for name, a in random_record(rng, blank=0.8).answers.items()},
    }
    for name in rng.sample(sorted(values), 60):
        del values[name]
    record = record_of(values)
    known = facts(rulebook(), record, TODAY)
    decided = rulebook().decide(known.values)
    for state in patterns(rulebook(), known):
        if state.band == "unlikely":
            rules = knowledge().patterns[state.id].bands
            for index, rule in enumerate(rules):
                if rule.band == "likely":
                    assert decided[f"patterns/{state.id}/bands/{index}"] is False, state.id


def test_likely_ones_come_first() -> None:
    order = ["likely", "possible", "cannot_say", "unlikely"]
    states = patterns(rulebook(), facts(rulebook(), calm_record(), TODAY))
    assert [s.band for s in states] == sorted((s.band for s in states), key=order.index)
    assert {s.id for s in states} == set(knowledge().patterns)
    assert states[0].id == "non_specific"


def test_no_percentage_is_ever_said() -> None:
    """A band, never a spurious number."""
    for pattern in knowledge().patterns.values():
        for band in pattern.bands:
            assert "%" not in band.why + pattern.plain + pattern.helps, pattern.id
