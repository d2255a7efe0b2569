"""Somebody with a plan of two sessions on Monday, Wednesday and Friday, at the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from plumbline.care.decision import dump
from plumbline.care.programme import Programme
from plumbline.care.programme.model import Template
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from tests.functional.web_user import Clock, WebUser, book, rulebook
from tests.unit.care.people import TODAY, calm_values

PATTERN: dict[int, Template] = {0: "A", 2: "B", 4: "A"}


def planned(home: Path) -> None:
    """Fill `home` with one profile that has such a plan, begun on the clock's first Monday."""
    with Journal.open(home, clock=Clock()) as journal:
        profile = journal.create_profile("Kim")
        case = Casebook(journal, rulebook(), profile.id)
        case.answer({**calm_values(), "onset_date": TODAY - timedelta(weeks=20)}, TODAY)
        case.verdict(TODAY)
        plan = with_two_sessions(case.make_plan(TODAY))
        payload = {"because": "made", "programme": dump(plan)}
        version = rulebook().knowledge.version
        journal.append(profile.id, "programme", payload, knowledge_version=version)


def with_two_sessions(plan: Programme) -> Programme:
    """One exercise for strength is in both sessions; the others take turns."""
    both: tuple[Template, ...] = ("A", "B")
    known = rulebook().knowledge.exercises
    strong = next(p for p in plan.exercises if "strength" in known[p.exercise].purpose)
    others = [item for item in plan.exercises if item != strong]
    exercises = (
        replace(strong, templates=both),
        *(replace(item, templates=both[n % 2 : n % 2 + 1]) for n, item in enumerate(others)),
    )
    days = tuple(
        replace(one, session=n in PATTERN, template=PATTERN.get(n, "A"), walk_minutes=10)
        for n, one in enumerate(plan.days)
    )
    return replace(plan, exercises=exercises, days=days, proof=None)


def later(user: WebUser, days: int) -> None:
    """Days pass; the profile is opened again."""
    user.clock.pass_time(days=days)
    user.get("/")
    if any(form.action == "/open" for form in user.forms()):
        user.submit("/open")


def iso(user: WebUser, days: int = 0) -> str:
    """A day as a form says it, so many days from today."""
    return (user.clock.today + timedelta(days=days)).isoformat()


def line(user: WebUser, first: date, days: int = 7) -> str:
    """The days as they are, a letter each."""
    found = book(user).agenda.days(first, first + timedelta(days=days - 1))
    return "".join(one.template if one.session else "." for one in found)
