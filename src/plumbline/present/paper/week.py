"""The week on paper: one table in which every session and walk has a box to tick."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from plumbline.care.programme import Day, Planned, Programme
from plumbline.care.programme.schedule import Changes, schedule
from plumbline.knowledge import Knowledge
from plumbline.present import wording
from plumbline.present.days import weekday_short
from plumbline.present.paper.sheet import Column, Group, Row
from plumbline.present.words import _, ngettext

WEEK = timedelta(days=6)
"""From the first day to the seventh."""


def days_from(programme: Programme, first: date) -> tuple[Day, ...]:
    """Seven days by the pattern of the programme, from `first` or from its own start."""
    begin = max(first, programme.start)
    return schedule(programme, Changes(), begin, begin + WEEK)


def columns(days: Sequence[Day]) -> tuple[Column, ...]:
    """The heads of the table: weekday and day of the month."""
    return tuple(Column(weekday_short(day.on), str(day.on.day)) for day in days)


def groups(
    knowledge: Knowledge,
    programme: Programme,
    days: Sequence[Day],
    numbers: Mapping[str, int],
) -> tuple[Group, ...]:
    """The sessions with those exercises that have a number, then what gets the person moving."""
    shown: list[Group] = []
    for template in programme.templates:
        planned = [item for item in programme.session(template) if item.exercise in numbers]
        if planned:
            minutes = sum(item.minutes for item in planned)
            on = tuple("" if day.session and day.template == template else None for day in days)
            rows = tuple(_row(knowledge, item, numbers[item.exercise], on) for item in planned)
            shown.append(Group(_heading(programme, template, minutes), rows))
    if any(day.walk_minutes for day in days):
        shown.append(Group(_("Keep moving"), (_moving(knowledge, programme, days),)))
    return tuple(shown)


def sessions(programme: Programme, planned: Planned) -> str:
    """In which sessions an exercise is done; empty where there is one session only."""
    if len(programme.templates) == 1:
        return ""
    letters = _(" and ").join(planned.templates)
    many = len(planned.templates)
    return ngettext("session %(letters)s", "sessions %(letters)s", many) % {"letters": letters}


def _heading(programme: Programme, template: str, minutes: float) -> str:
    two = len(programme.templates) > 1
    name = _("Session %(letter)s") % {"letter": template} if two else _("Your session")
    return _("%(session)s, about %(minutes)s") % {
        "session": name,
        "minutes": wording.minutes(round(minutes)),
    }


def _row(knowledge: Knowledge, planned: Planned, number: int, on: tuple[str | None, ...]) -> Row:
    exercise = knowledge.exercises[planned.exercise]
    dose = wording.dose(exercise.doses[planned.dose], planned.more_on)
    return Row(number, _(exercise.title), dose, on)


def _moving(knowledge: Knowledge, programme: Programme, days: Sequence[Day]) -> Row:
    """Walking, or what stands in its place; the minutes stand in the days where they differ."""
    lengths = {day.walk_minutes for day in days if day.walk_minutes}
    alike = len(lengths) == 1
    dose = wording.minutes(max(lengths)) if alike else _("the minutes stand below each box")
    each = ("" if alike else str(day.walk_minutes) for day in days)
    on = tuple(said if day.walk_minutes else None for said, day in zip(each, days, strict=True))
    return Row(None, _(knowledge.exercises[programme.aerobic].title), dose, on)
