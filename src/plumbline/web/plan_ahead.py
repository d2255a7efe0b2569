"""The weeks ahead: this one exactly, the next three in outline, if all goes well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.care.programme import Programme
from plumbline.care.programme.outline import outline
from plumbline.care.today import Barred, able, may_follow
from plumbline.errors import NotReady
from plumbline.present import wording
from plumbline.present.words import _, ngettext
from plumbline.web import plan_words
from plumbline.web.case import Case, CaseDep
from plumbline.web.pages import go, render

router = APIRouter()


@dataclass(frozen=True)
class Session:
    """One session of a week: its letter where there are two, its exercises and doses."""

    name: str
    exercises: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Week:
    """One week in words."""

    begins: date
    sums: tuple[str, ...]
    sessions: tuple[Session, ...]
    changes: tuple[str, ...]
    barred: tuple[Barred, ...] = ()
    """What must not be done as things stand today: it is in none of the sessions."""


@router.get("/plan/ahead")
def ahead(request: Request, case: CaseDep) -> Response:
    """What may come. Not async: three weeks are solved for it."""
    programme = case.book.programme()
    if programme is None or not may_follow(case.book.standing(case.today), programme):
        return go("/today")
    weeks = [programme, *_outline(case, programme)]
    exercises = case.knowledge.exercises
    return render(
        request, "plan/ahead.html", weeks=list(_in_words(case, weeks)), exercises=exercises
    )


def _outline(case: Case, programme: Programme) -> tuple[Programme, ...]:
    try:
        done = case.book.practice(case.today)
        return outline(case.rulebook, case.book.record(), programme, done, case.book.wishes())
    except NotReady:
        return ()


def _in_words(case: Case, weeks: list[Programme]) -> Iterator[Week]:
    known = case.book.standing(case.today).known
    before: Programme | None = None
    for week in weeks:
        told = plan_words.week_changes(case.knowledge, before, week) if before else []
        now = able(case.rulebook, known, week)
        left = now.programme
        sums, sessions = tuple(_sums(left)), tuple(_sessions(case, left))
        yield Week(week.start, sums, sessions, tuple(told), now.barred)
        before = week


def _sums(week: Programme) -> Iterator[str]:
    sessions = sum(day.session for day in week.days)
    count = ngettext("%(n)s session", "%(n)s sessions", sessions) % {"n": sessions}
    yield _("%(sessions)s, up to %(minutes)s each") % {
        "sessions": count,
        "minutes": wording.minutes(ceil(week.session_minutes)),
    }
    longest = plan_words.longest_walk(week)
    if longest:
        walks = sum(day.walk_minutes > 0 for day in week.days)
        days = ngettext("on %(n)s day", "on %(n)s days", walks) % {"n": walks}
        yield _("%(minutes)s on the move, %(days)s") % {
            "minutes": wording.minutes(longest),
            "days": days,
        }


def _sessions(case: Case, week: Programme) -> Iterator[Session]:
    for template in week.templates:
        name = _("Session %(name)s") % {"name": template} if len(week.templates) > 1 else ""
        exercises = case.knowledge.exercises
        yield Session(
            name,
            tuple(
                (
                    _(exercises[one.exercise].title),
                    wording.dose(exercises[one.exercise].doses[one.dose], one.more_on),
                )
                for one in week.session(template)
            ),
        )
