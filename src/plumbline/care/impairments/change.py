"""Retests: has anything changed by more than measurement noise?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plumbline.care.impairments.error import more_than_noise
from plumbline.care.impairments.readings import every_reading
from plumbline.care.record import Record
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Number, PhysicalTest, Side


@dataclass(frozen=True, slots=True)
class Change:
    """One result against an earlier one. `real` is None where nobody has published how large
    measurement noise is."""

    test: str
    side: Side | None
    since: date
    on: date
    before: float
    now: float
    noise: Number | None
    real: bool | None
    better: bool | None
    """Better or worse; None where it is the same, or neither is better."""


def changes(knowledge: Knowledge, record: Record, as_of: date) -> tuple[Change, ...]:
    """Each test's latest day against its first one."""
    return tuple(
        change
        for test in knowledge.tests.values()
        for change in _of_test(knowledge, test, record, as_of)
    )


def due_on(knowledge: Knowledge, record: Record, test: PhysicalTest) -> date | None:
    """When a test is to be repeated; None while it was never done."""
    days = [r.on for r in every_reading(knowledge, record) if r.test == test.id]
    told = [
        record.answers[result.value].on
        for result in test.results
        if test.measure == "response"
        and result.value in record.answers
        and record.answers[result.value].value is not None
    ]
    last = max([*days, *told], default=None)
    return date.fromordinal(last.toordinal() + test.retest_days) if last else None


def _of_test(
    knowledge: Knowledge, test: PhysicalTest, record: Record, as_of: date
) -> Iterator[Change]:
    own = [r for r in every_reading(knowledge, record) if r.test == test.id and r.on <= as_of]
    for result in test.results:
        days = [reading for reading in own if reading.side == result.side]
        if len(days) < 2:
            continue
        first, last = days[0], days[-1]
        yield Change(
            test=test.id,
            side=result.side,
            since=first.on,
            on=last.on,
            before=first.value,
            now=last.value,
            noise=test.error.detectable,
            real=more_than_noise(test, first.value, last.value),
            better=_is_better(test, first.value, last.value),
        )


def _is_better(test: PhysicalTest, before: float, now: float) -> bool | None:
    if test.better is None or now == before:
        return None
    return (now > before) == (test.better == "higher")
