"""Trials of one person, drawn and lived, for the tests of what they allow, count and say."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from plumbline.care.n_of_1 import (
    Design,
    Entry,
    MayTry,
    TrialState,
    draw,
    follow,
    may_try,
)
from plumbline.care.standing import standing
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

HEAT = knowledge().trials["heat"]
TAPE = knowledge().trials["tape"]
LASTING: dict[str, Value] = {"onset_date": TODAY - timedelta(days=100)}


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
