"""Trials that were stored and what the knowledge of today still has of them."""

from datetime import UTC, date, datetime

import pytest

from plumbline.care.decision import dump
from plumbline.care.n_of_1 import Design, Power
from plumbline.journal import Event
from plumbline.journal.own_trials import DAY, TRIAL, own_trials
from tests.unit.care.people import knowledge

BEGUN = date(2026, 3, 1)
SURE = Power(28, 7, 1.0, 0.6, 0.5, 1.2, 0, False)


def event(number: int, kind: str, payload: dict[str, object]) -> Event:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    return Event(number, "sam", at, kind, payload, "k", "a")  # type: ignore[arg-type]


def begun(trial: str, outcome: str, seed: int) -> Event:
    design = Design(trial, outcome, date(2026, 3, 2), seed, 2, 0, ("a", "b", "b", "a"))
    told = {"on": BEGUN.isoformat(), "design": dump(design), "power": dump(SURE)}
    return event(seed, TRIAL, told)


@pytest.mark.parametrize(
    ("trial", "outcome"), [("gone", "pain_day_nrs"), ("heat", "gone"), ("heat", "age_years")]
)
def test_a_trial_that_is_known_no_more_is_passed_over(trial: str, outcome: str) -> None:
    day = event(8, DAY, {"of": 7, "day": "2026-03-02", "kept": True})
    old = (begun(trial, outcome, 7), day)
    assert own_trials(knowledge(), old) == ()
    [found] = own_trials(knowledge(), (*old, begun("heat", "pain_day_nrs", 9), day))
    assert found.design.seed == 9
    assert found.kept == {}
