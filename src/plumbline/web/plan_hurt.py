"""What hurt in the last sessions, said where it comes up again: a plan stands until it is changed,
so the exercise is still there."""

from collections.abc import Mapping
from datetime import date, timedelta

from plumbline.present import wording
from plumbline.present.days import weekday_name
from plumbline.present.words import _
from plumbline.web.case import Case

WEEK = timedelta(days=7)


def says_hurt(case: Case) -> Mapping[str, str]:
    """For each exercise that would stay out of a new plan, the last day on which it hurt."""
    hurt, days = case.book.practice(case.today).hurt, case.book.hurt_on(case.today)
    return {name: _says(days[name], case.today) for name in hurt}


def _says(on: date, today: date) -> str:
    if on >= today:
        return _("It hurt today.")
    if today - on < WEEK:
        return _("It hurt on %(weekday)s.") % {"weekday": weekday_name(on)}
    return _("It hurt on %(day)s.") % {"day": wording.day(on)}
