"""From what a person or a file wrote to a value a finding accepts."""

import difflib
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from plumbline.errors import BadInput
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value

DONT_KNOW = ("unknown", "dont_know", "don't know")
_AGO = re.compile(r"^(\d{1,4})\s*(day|week|month|year)s?(\s+ago)?$")
_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
_OLDEST = date(1900, 1, 1)
_DUE_WITHIN = timedelta(days=310)


def allowed(finding: Finding) -> str:
    """What a finding accepts, in one short line."""
    match finding.type:
        case "boolean":
            return "true, false or null (don't know)"
        case "integer" | "number":
            kind = "a whole number" if finding.type == "integer" else "a number"
            unit = f" {finding.unit}" if finding.unit else ""
            return f"{kind} from {finding.min:g} to {finding.max:g}{unit}, or null (don't know)"
        case "choice":
            return ", ".join(choice.id for choice in finding.choices) + ", or null (don't know)"
        case "date":
            return "a date (2026-01-31), a time ago ('3 weeks ago'), or null (don't know)"


def accept(finding: Finding, raw: Any, today: date, where: str = "") -> Value:
    """The value meant by `raw`, or None for "don't know". Raises BadInput naming the finding."""
    named = raw in [choice.id for choice in finding.choices]
    if raw is None or (isinstance(raw, str) and raw.strip().lower() in DONT_KNOW and not named):
        return None
    value = _read(finding, raw, today)
    if value is None:
        shown = repr(raw) if len(repr(raw)) <= 40 else type(raw).__name__
        raise BadInput(finding.id, f"{shown} is not allowed", allowed=allowed(finding), where=where)
    return value


def accept_all(
    findings: Mapping[str, Finding], given: Mapping[Any, Any], today: date, where: str = ""
) -> dict[str, Value]:
    """Every answer of a file. Raises BadInput at the first that cannot be used."""
    answers: dict[str, Value] = {}
    for name, raw in given.items():
        finding = findings.get(str(name))
        if finding is None:
            near = difflib.get_close_matches(str(name), findings, n=3)
            hint = f"did you mean {', '.join(near)}?" if near else "see `plumbline findings`"
            raise BadInput(str(name)[:60], "no such finding", allowed=hint, where=where)
        answers[finding.id] = accept(finding, raw, today, where)
    return answers


def _read(finding: Finding, raw: Any, today: date) -> Value:
    match finding.type:
        case "boolean":
            return raw if isinstance(raw, bool) else None
        case "integer":
            whole = isinstance(raw, int) and not isinstance(raw, bool)
            return raw if whole and _within(finding, raw) else None
        case "number":
            plain = isinstance(raw, int | float) and not isinstance(raw, bool)
            return float(raw) if plain and _within(finding, raw) else None
        case "choice":
            return raw if raw in [choice.id for choice in finding.choices] else None
        case "date":
            return _date(finding, raw, today)


def _within(finding: Finding, value: float) -> bool:
    # NaN compares false with everything, so it never lies within.
    return (
        finding.min is not None and finding.max is not None and finding.min <= value <= finding.max
    )


def _date(finding: Finding, raw: Any, today: date) -> date | None:
    if not isinstance(raw, str):
        return None
    ago = _AGO.match(raw.strip().lower())
    try:
        if ago:
            then = today - timedelta(days=round(int(ago[1]) * _DAYS[ago[2]]))
        else:
            then = date.fromisoformat(raw.strip())
    except (ValueError, OverflowError):
        return None
    latest = today if finding.input == "ago" else today + _DUE_WITHIN
    return then if _OLDEST <= then <= latest else None
