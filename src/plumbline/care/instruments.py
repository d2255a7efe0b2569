"""Questionnaire scores. A score is never shown as complete when it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from plumbline.care.record import Facts
from plumbline.knowledge.schema import Cutoff, Instrument
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value


@dataclass(frozen=True, slots=True)
class Score:
    """A questionnaire's result.

    `total` is None while too few items are answered; `complete` is true only when every item
    is. `low` and `high` bound what the total would be if the blanks were answered.
    """

    instrument: str
    total: float | None
    answered: int
    items: int
    complete: bool
    low: float
    high: float
    subscale: float | None
    cutoff: Cutoff | None
    rule: str | None
    next: str | None
    """The instrument to ask next."""


def scores(rulebook: Rulebook, known: Facts) -> tuple[Score, ...]:
    """Every questionnaire of which something was answered."""
    every = (score(rulebook, i, known.values) for i in rulebook.knowledge.instruments.values())
    return tuple(each for each in every if each.answered)


def score(rulebook: Rulebook, instrument: Instrument, values: Mapping[str, Value]) -> Score:
    """Score one questionnaire on a person's values."""
    given = [_number(values.get(item)) for item in instrument.items]
    told = [value for value in given if value is not None]
    low, high = _bounds(rulebook, instrument, given)
    total: float | None = None
    enough = len(told) >= instrument.needs
    if enough and instrument.score == "sum":
        whole = len(told) == len(given) or instrument.blank_as_zero
        total = sum(told) if whole else None
    elif enough and instrument.score == "mean":
        total = sum(told) / len(told)
    rule = _rule(rulebook, instrument, values)
    reached = [c for c in instrument.cutoffs if total is not None and total >= c.at_least]
    due = instrument.follow_up_at
    asks_next = due is not None and (total if total is not None else low) >= due
    return Score(
        instrument=instrument.id,
        total=total,
        answered=len(told),
        items=len(given),
        complete=len(told) == len(given),
        low=low,
        high=high,
        subscale=_subscale(instrument, values),
        cutoff=max(reached, key=lambda c: c.at_least, default=None),
        rule=rule,
        next=instrument.follow_up if asks_next else None,
    )


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, bool | int | float) else None


def _bounds(
    rulebook: Rulebook, instrument: Instrument, given: list[float | None]
) -> tuple[float, float]:
    """The least and the most the score can be, whatever the blanks would have been."""
    low = high = 0.0
    for name, value in zip(instrument.items, given, strict=True):
        finding = rulebook.knowledge.findings[name]
        least, most = (0.0, 1.0) if finding.type == "boolean" else (finding.min, finding.max)
        low += value if value is not None else least or 0.0
        high += value if value is not None else most or 0.0
    size = len(given) if instrument.score == "mean" else 1
    return low / size, high / size


def _subscale(instrument: Instrument, values: Mapping[str, Value]) -> float | None:
    given = [_number(values.get(item)) for item in instrument.subscale]
    told = [value for value in given if value is not None]
    return sum(told) if given and len(told) == len(given) else None


def _rule(rulebook: Rulebook, instrument: Instrument, values: Mapping[str, Value]) -> str | None:
    for rule in instrument.rules:
        held = rulebook.decide(values)[f"instruments/{instrument.id}/{rule.id}"]
        if rule.basis.status != "unverified" and held:
            return rule.id
    return None
