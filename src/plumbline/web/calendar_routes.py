"""The calendar: week, month, moving a session, and days off. Everything works without scripts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from plumbline.errors import BadInput
from plumbline.journal.changed_days import LONGEST_OFF
from plumbline.present import days as said
from plumbline.present import wording
from plumbline.present.words import _, ngettext
from plumbline.web import calendar_view, calendar_words
from plumbline.web.calendar_words import why_not
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render

router = APIRouter()
KINDS = ("rest", "travel")
VIEWS = ("week", "month")
ALONG = "along:"


@router.get("/calendar")
async def calendar(request: Request, case: CaseDep) -> Response:
    """The week today falls into, or the week or month that was asked for."""
    return _page(request, case, {})


@router.get("/calendar/move")
async def move(request: Request, case: CaseDep) -> Response:
    """Where a session may go, and for every other day why not."""
    since = _day(case, request.query_params.get("from", ""), _("the day of the session"))
    return _ask_where(request, case, since, "")


@router.post("/calendar/move")
async def do_move(request: Request, case: CaseDep, form: Form) -> Response:
    """Move a session; the limits of the plan are looked at again."""
    since = _day(case, text(form, "from"), _("the day of the session"))
    if not text(form, "to"):
        return _ask_where(request, case, since, _("Please choose a day."), status=422)
    # "along:" and a day: the later sessions of that week move on with it.
    chosen = text(form, "to")
    to = _day(case, chosen.removeprefix(ALONG), _("the day it goes to"))
    along = chosen.startswith(ALONG)
    agenda, request_id = case.book.agenda, text(form, "request_id") or None
    if not agenda.was_sent(request_id):
        found = agenda.problems(since, to, case.today)
        problem = "" if along and agenda.along(since, to, case.today) else why_not(found)
        if problem or calendar_view.waits(case, agenda.programme):
            return _ask_where(request, case, since, problem, status=422)
        agenda.move_session(since, to, case.today, along=along, request_id=request_id)
    case.session.notice = calendar_words.moved(since, to)
    return go(f"/calendar?on={to.isoformat()}")


@router.post("/calendar/off")
async def take_off(request: Request, case: CaseDep, form: Form) -> Response:
    """Days with nothing on them, or away from home."""
    problems, span = _read_off(case, form)
    kind = text(form, "kind")
    if problems or span is None or kind not in KINDS:
        return _page(request, case, problems, form=form, status=422)
    first, last = span
    before = case.book.agenda.sessions(last)
    request_id = text(form, "request_id") or None
    case.book.agenda.set_off(
        first, "rest" if kind == "rest" else "travel", case.today, last=last, request_id=request_id
    )
    after = case.book.agenda.sessions(last)
    days = (last - first).days + 1
    case.session.notice = calendar_words.taken_off(days, before, after)
    return go(f"/calendar?on={first.isoformat()}")


@router.post("/calendar/off/clear")
async def give_back(case: CaseDep, form: Form) -> Response:
    """A day off is as the plan says again."""
    day = _day(case, text(form, "day"), _("the day off"))
    before = case.book.agenda.sessions(day)
    if day in case.book.agenda.changes().off:
        case.book.agenda.clear_off(day, case.today, request_id=text(form, "request_id") or None)
    went = calendar_words.taken_off(0, before, case.book.agenda.sessions(day))
    line = _("%(day)s is as your plan says again.") % {"day": said.day_name(day)}
    case.session.notice = f"{line} {went}".strip()
    return go(f"/calendar?on={day.isoformat()}")


def _read_off(case: Case, form: FormData) -> tuple[dict[str, str], tuple[date, date] | None]:
    """The days of the form, or what is wrong with each field."""
    problems: dict[str, str] = {}
    days: list[date] = []
    for name in ("first", "last"):
        # One day is one day: the last may be left empty.
        given = text(form, name) or (text(form, "first") if name == "last" else "")
        try:
            days.append(date.fromisoformat(given))
        except ValueError:
            problems[name] = _("Please give a day.")
    if text(form, "kind") not in KINDS:
        problems["kind"] = _("Please choose one.")
    if len(days) < 2:
        return problems, None
    first, last = days
    far = _("That is too far ahead. Please choose a day within a year of today.")
    if first < case.today:
        problems["first"] = _("That day is over. Please choose today or a later day.")
    elif last < first:
        problems["last"] = _("The last day is before the first.")
    elif calendar_view.clamped(case, first) != first:
        problems["first"] = far
    elif (last - first).days >= LONGEST_OFF:
        line = ngettext(
            "At most %(n)s day at a time.", "At most %(n)s days at a time.", LONGEST_OFF
        )
        problems["last"] = line % {"n": LONGEST_OFF}
    elif calendar_view.clamped(case, last) != last:
        problems["last"] = far
    elif any(first <= done <= last for done in case.book.agenda.changes().done):
        problems["first"] = _("You have done a session on one of these days already.")
    return problems, (first, last)


def _page(
    request: Request,
    case: Case,
    problems: Mapping[str, str],
    *,
    form: FormData | None = None,
    status: int = 200,
) -> Response:
    asked = request.query_params.get("on", "")
    on = calendar_view.clamped(case, _day(case, asked, _("the day")) if asked else case.today)
    kind = request.query_params.get("view", VIEWS[0])
    if kind not in VIEWS:
        raise BadInput(_("the view"), _("is not one of ours"), allowed=", ".join(VIEWS))
    given = {name: text(form, name) if form else "" for name in ("first", "last", "kind")}
    return _show(
        request,
        case,
        f"calendar/{kind}.html",
        status=status,
        view=calendar_view.month(case, on) if kind == "month" else calendar_view.week(case, on),
        on=on,
        kind=kind,
        problems=problems,
        given=given,
    )


def _ask_where(
    request: Request, case: Case, since: date, problem: str, *, status: int = 200
) -> Response:
    waits = calendar_view.waits(case, case.book.programme())
    return _show(
        request,
        case,
        "calendar/move.html",
        status=status,
        since=since,
        problem=problem,
        targets=() if waits else calendar_view.targets(case, since),
    )


def _day(case: Case, given: str, what: str) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise BadInput(what, _("cannot be read"), allowed=_("a day such as 2026-03-02")) from None
    if calendar_view.clamped(case, day) != day:
        raise BadInput(what, _("is too far away"), allowed=_("a day within a year of today"))
    return day


def _show(
    request: Request, case: Case, template: str, *, status: int = 200, **more: Any
) -> Response:
    return render(
        request,
        template,
        status=status,
        today=case.today,
        wording=wording,
        said=said,
        off_says=calendar_words.OFF_SAYS,
        has_programme=case.book.programme() is not None,
        **more,
    )
