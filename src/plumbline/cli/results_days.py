"""Days of test results in an answers file: a list under `results`, each with its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from plumbline.care.answers import accept_all
from plumbline.errors import BadInput, TooLarge
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value

RESULTS = "results"
ON = "on"
MOST_DAYS = 500
A_LIST = "a list of days such as `- {on: 2026-01-31, supine_bridge_s: 60}`"
A_DAY = "a date such as 2026-01-31"


@dataclass(frozen=True, slots=True)
class ResultsDay:
    """Results of one day. A day that stands twice holds two attempts."""

    on: date
    values: Mapping[str, Value]


def read_days(
    raw: object, findings: Mapping[str, Finding], as_of: date, where: str
) -> tuple[ResultsDay, ...]:
    """The days of a file, oldest first. Raises BadInput naming the day, the field and what is
    allowed."""
    if not isinstance(raw, list):
        raise BadInput(RESULTS, "is not a list", allowed=A_LIST, where=where)
    days = cast("list[object]", raw)
    if len(days) > MOST_DAYS:
        raise TooLarge(RESULTS, "holds too many days", allowed=f"up to {MOST_DAYS}", where=where)
    found = [_day(item, place, findings, as_of, where) for place, item in enumerate(days, 1)]
    return tuple(sorted(found, key=lambda day: day.on))


def is_result(finding: Finding) -> bool:
    """Whether a finding holds the result of a physical test, or that pain stopped it."""
    return finding.asked_of == "test"


def a_date(raw: object) -> date | None:
    """The day that is meant, or None where it is none."""
    try:
        found = date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None


def _day(
    item: object, place: int, findings: Mapping[str, Finding], as_of: date, where: str
) -> ResultsDay:
    what = f"{RESULTS}, day {place}"
    if not isinstance(item, dict):
        raise BadInput(what, "is not a day with results", allowed=A_LIST, where=where)
    given = dict(cast("dict[str, Any]", item))
    if ON not in given:
        raise BadInput(what, f"has no `{ON}`", allowed=A_DAY, where=where)
    told = given.pop(ON)
    on = a_date(told)
    if on is None:
        raise BadInput(what, f"{str(told)[:40]!r} is not a date", allowed=A_DAY, where=where)
    if on > as_of:
        problem = f"{on} is in the future"
        raise BadInput(what, problem, allowed=f"{as_of} or earlier", where=where)
    if not given:
        raise BadInput(what, "holds no results", allowed=A_LIST, where=where)
    values = accept_all(findings, given, on, f"{where}: {what}")
    others = [name for name in values if not is_result(findings[name])]
    if others:
        problem = "is not the result of a test, so it stands outside the days"
        hint = "names that `plumbline test --list` shows"
        raise BadInput(others[0], problem, allowed=hint, where=f"{where}: {what}")
    return ResultsDay(on, values)
