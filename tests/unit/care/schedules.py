"""Small programmes for the tests of days: a pattern of a week as a line of letters."""

from datetime import date, timedelta
from functools import cache

from plumbline.care.programme.model import Day, Planned, Programme, Template
from tests.unit.care.people import knowledge

MONDAY = date(2026, 3, 2)


@cache
def _exercise(strong: bool) -> str:
    every = knowledge().exercises.values()
    return next(one.id for one in every if ("strength" in one.purpose) is strong)


def programme(
    pattern: str, start: date = MONDAY, *, walk: str = "", strong: str = "AB"
) -> Programme:
    """`pattern` has A, B or . for each day; `walk` digits of ten minutes; `strong` names the
    sessions with strength in them."""
    names: dict[str, Template] = {"A": "A", "B": "B"}
    walks = [int(digit) * 10 for digit in walk] or [0] * len(pattern)
    days = tuple(
        Day(start + timedelta(days=n), letter in names, walks[n], names.get(letter, "A"))
        for n, letter in enumerate(pattern)
    )
    exercises = tuple(
        Planned(_exercise(letter in strong), 0, 5, (), "test", templates=(names[letter],))
        for letter in sorted(set(pattern) & set(names))
    )
    return Programme(start, "later", exercises, days, (), 30)


def line(days: tuple[Day, ...]) -> str:
    """Days as a line of letters again."""
    return "".join(day.template if day.session else "." for day in days)


def day(n: int) -> date:
    """The day `n` days after the first Monday."""
    return MONDAY + timedelta(days=n)
