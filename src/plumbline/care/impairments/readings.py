"""From a record to readings: attempts of one day put together, pain kept apart from strength."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from plumbline.care.impairments.model import Reading, Stopped
from plumbline.care.record import Answer, Record
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import PhysicalTest, Result


def readings(knowledge: Knowledge, record: Record, as_of: date) -> tuple[Reading, ...]:
    """Every reading that still counts on `as_of`, oldest first; none that pain stopped."""
    since = as_of - timedelta(days=int(knowledge.impairments.reading_days.value))
    return tuple(r for r in every_reading(knowledge, record) if since <= r.on <= as_of)


def every_reading(knowledge: Knowledge, record: Record) -> tuple[Reading, ...]:
    """Every reading there ever was, oldest first; none that pain stopped."""
    found = (
        reading
        for test in knowledge.tests.values()
        if test.measure != "response"
        for result in test.results
        for reading in _of_result(test, result, record)
    )
    return tuple(sorted(found, key=lambda r: (r.on, r.test, r.side or "")))


def stopped(knowledge: Knowledge, record: Record, as_of: date) -> tuple[Stopped, ...]:
    """Tests whose last attempt was stopped by pain, while that still counts."""
    found: list[Stopped] = []
    for test in knowledge.tests.values():
        for result in test.results:
            last = record.answers.get(result.pain) if result.pain else None
            finding = knowledge.findings.get(result.pain or "")
            if last is None or last.value is not True or finding is None:
                continue
            if finding.valid_days is None or as_of - last.on <= timedelta(finding.valid_days):
                found.append(Stopped(test.id, result.side, last.on))
    return tuple(found)


def told(record: Record, finding: str | None) -> tuple[Answer, ...]:
    """Every answer to a finding, oldest first."""
    if finding is None:
        return ()
    if finding in record.readings:
        return record.readings[finding]
    last = record.answers.get(finding)
    return (last,) if last else ()


def _of_result(test: PhysicalTest, result: Result, record: Record) -> Iterator[Reading]:
    pained = {(a.on, a.order) for a in told(record, result.pain) if a.value is True}
    given = [
        (answer.on, float(answer.value))
        for answer in told(record, result.value)
        if isinstance(answer.value, int | float) and (answer.on, answer.order) not in pained
    ]
    for on, attempts in groupby(sorted(given, key=lambda pair: pair[0]), key=lambda p: p[0]):
        values = [value for _, value in attempts]
        value = _together(test, values)
        yield Reading(test.id, result.side, on, value, len(values), _capped(test, value))


def _together(test: PhysicalTest, values: list[float]) -> float:
    match test.take:
        case "mean":
            return sum(values) / len(values)
        case "last":
            return values[-1]
        case "best":
            return min(values) if test.better == "lower" else max(values)


def _capped(test: PhysicalTest, value: float) -> bool:
    return test.cap is not None and value >= test.cap
