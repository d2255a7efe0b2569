"""Scores over time in a letter: the start, each review, and now."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from plumbline.present import days, wording
from plumbline.present.letter_case import Case, Followed, Row, Table
from plumbline.present.words import N_, _

MOST_SCORES, MOST_DATES = 6, 6
FIRST_DAYS: Final = 7
"""A score first told within this many days of the start stands in the first column."""
FRESH_DAYS: Final = 14
"""A score older than this at a date is not shown as that day's."""
NOTHING: Final = "–"
_NAMES: Mapping[str, str] = {
    "pain_day_nrs": N_("Pain, average of the day"),
    "pain_day_worst_nrs": N_("Pain, worst of the day"),
    "leg_pain_day_nrs": N_("Leg pain, average of the day"),
    "pain_now_nrs": N_("Pain at the time"),
    "pain_usual_nrs": N_("Pain, average of 7 days"),
    "pain_worst_nrs": N_("Pain, worst of 7 days"),
}


def table(case: Case) -> Table | None:
    """Scores at the start, at each review and at the end; None where nothing was followed."""
    followed = [score for score in case.scores if score.points][:MOST_SCORES]
    if not followed:
        return None
    first = min(score.points[0][0] for score in followed)
    last = max(score.points[-1][0] for score in followed)
    between = [day for day in sorted(set(case.reviews)) if first + _week() < day < last]
    dates = (first, *between[-(MOST_DATES - 2) :], *((last,) if last > first else ()))
    return Table(
        title=_("Scores over time"),
        head=_("Score"),
        dates=tuple(days.short_date(day) for day in dates),
        rows=tuple(_row(case, score, dates) for score in followed),
    )


def _week() -> timedelta:
    return timedelta(days=FIRST_DAYS)


def _row(case: Case, score: Followed, dates: Sequence[date]) -> Row:
    """The first value of the first week, then for each date the newest of the two weeks before."""
    name, scale = _scale(case, score.name)
    start, value = score.points[0]
    early = start <= dates[0] + _week()
    values = [_amount(value) if early else NOTHING]
    for before, day in pairwise(dates):
        since = max(before, start if early else before, day - timedelta(days=FRESH_DAYS))
        within = [value for on, value in score.points if since < on <= day]
        values.append(_amount(within[-1]) if within else NOTHING)
    return Row(name, scale, tuple(values))


def _amount(value: float) -> str:
    return f"{round(value, 1):g}"


def _scale(case: Case, name: str) -> tuple[str, str]:
    """A score's name and its scale, with the way that is worse."""
    knowledge = case.rulebook.knowledge
    worse = _("%(least)s to %(most)s, more is worse")
    better = _("%(least)s to %(most)s, more is better")
    if instrument := knowledge.instruments.get(name):
        said = better if instrument.danger == "lower" else worse
        title = f"{_(instrument.title)} ({instrument.abbreviation})"
        return title, said % {"least": f"{instrument.min:g}", "most": f"{instrument.max:g}"}
    finding = knowledge.findings[name]
    said = better if finding.danger == "lower" else worse
    title = _(_NAMES[name]) if name in _NAMES else wording.fact(finding)
    return title, said % {"least": f"{finding.min or 0:g}", "most": f"{finding.max or 0:g}"}
