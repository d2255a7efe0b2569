"""After recovery: is somebody well, what is the lighter plan, and is it coming back?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from plumbline.care.programme import Day, Programme
from plumbline.knowledge.schema import StayingWell

RULE = "following/staying_well"


def is_well(rule: StayingWell, pain: Mapping[date, float], today: date) -> bool:
    """Whether the day's pain (0 to 10) stayed at or below the mark on every day told in the last
    weeks, with enough of them told, in both halves: silence is not being well."""
    length = int(rule.held_days.value)
    first, halfway = today - timedelta(days=length - 1), today - timedelta(days=length // 2)
    told = {on: level for on, level in pain.items() if first <= on <= today}
    if len(told) < rule.least_entries.value or not any(on <= halfway for on in told):
        return False
    quiet = all(level <= rule.pain_at_most.value for level in told.values())
    return quiet and any(on > halfway for on in told)


def comes_back(rule: StayingWell, pain: Mapping[date, float], today: date) -> bool:
    """Whether what was told last speaks of a new spell; asked of people who were well."""
    last = max((on for on in pain if on <= today), default=None)
    return last is not None and pain[last] >= rule.back_from.value


def lighter(rule: StayingWell, programme: Programme) -> Programme:
    """The programme with fewer sessions a week, as far apart as they were; walks stay as they are.
    Nothing becomes more."""
    sessions = [place for place, day in enumerate(programme.days) if day.session]
    most = int(rule.sessions_a_week.value)
    if len(sessions) <= most:
        return replace(programme, version=programme.version + 1, changed_by=RULE, proof=None)
    kept = {sessions[round(step * len(sessions) / most)] for step in range(most)}
    days = tuple(_day(day, keep=place in kept) for place, day in enumerate(programme.days))
    changed = replace(programme, days=days, proof=None)
    return replace(changed, version=programme.version + 1, changed_by=RULE)


def _day(day: Day, *, keep: bool) -> Day:
    return day if keep else replace(day, session=False)
