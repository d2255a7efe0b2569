"""Sessions in the person's own calendar: a file to take away, and a feed it can follow."""

from datetime import time, timedelta

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import PlainTextResponse, Response

from plumbline.care.programme.appointment import Times
from plumbline.care.today import may_follow
from plumbline.journal.casebook import Casebook
from plumbline.journal.reminders import profile_of
from plumbline.journal.zone import is_zone, machine_zone, zones
from plumbline.present import days as said
from plumbline.present import wording
from plumbline.present.agenda import calendar_file
from plumbline.present.words import _
from plumbline.web.case import Case, CaseDep, HouseDep, today_of
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render

router = APIRouter()
AHEAD = timedelta(days=27)
LONGEST_TOKEN = 100
REMIND = (0, 5, 10, 15, 30, 60, 120, 24 * 60)
"""Minutes before a session that one can choose to be reminded."""
TYPE = "text/calendar; charset=utf-8"


@router.get("/calendar/reminders")
async def reminders(request: Request, case: CaseDep) -> Response:
    """Choose a time of day, take a file, switch the feed on or off."""
    return _page(request, case, case.book.agenda.reminders.times(), {})


@router.post("/calendar/times")
async def set_times(request: Request, case: CaseDep, form: Form) -> Response:
    """The time of day, the reminder and the zone."""
    times, problems = _read_times(form)
    if problems:
        return _page(request, case, times, problems, status=422)
    case.book.agenda.reminders.set_times(times, case.today)
    case.session.notice = _("Saved. Your own calendar shows it as soon as it looks again.")
    return go("/calendar/reminders")


@router.get("/calendar/sessions.ics")
async def take_file(request: Request, case: CaseDep) -> Response:
    """The sessions of the coming four weeks as a file."""
    headers = {"Content-Disposition": 'attachment; filename="sessions.ics"'}
    return Response(_file(request, case.book), media_type=TYPE, headers=headers)


@router.post("/calendar/feed")
async def switch_feed(request: Request, case: CaseDep, form: Form) -> Response:
    """Switch the feed on or off, or give it a new address. The address is shown this once."""
    own = case.book.agenda.reminders
    if text(form, "feed") == "off":
        own.stop_feed(case.today)
        case.session.notice = _("The feed is off. Its address leads nowhere any more.")
        return go("/calendar/reminders")
    address = f"{request.base_url}calendar/feed/{own.renew_feed(case.today)}.ics"
    return _page(request, case, own.times(), {}, address=address)


@router.get("/calendar/feed/{token}.ics")
async def feed(request: Request, house: HouseDep, token: str) -> Response:
    """The coming four weeks for whoever has the token. No cookie is needed, and none is set."""
    short = token[:LONGEST_TOKEN]
    profile_id = profile_of(house.journal, house.knowledge, short)
    if profile_id is None:
        return PlainTextResponse(_("There is no calendar here.") + "\n", 404)
    book = Casebook(house.journal, house.rulebook, profile_id)
    return Response(_file(request, book), media_type=TYPE)


def _file(request: Request, book: Casebook) -> bytes:
    agenda, today = book.agenda, today_of(request)
    stands = book.standing(today)
    waits = not may_follow(stands, agenda.programme)
    revision = agenda.revision()
    return calendar_file(
        () if waits else agenda.appointments(today, today + AHEAD, stands.known),
        agenda.reminders.times(),
        stamp=revision.at or request.app.state.clock(),
        sequence=revision.count,
    )


def _read_times(form: FormData) -> tuple[Times, dict[str, str]]:
    problems: dict[str, str] = {}
    at: time | None = None
    remind: int | None = None
    if text(form, "at"):
        try:
            at = time.fromisoformat(text(form, "at")).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            problems["at"] = _("Please give a time such as 18:00, or leave it empty.")
    if text(form, "remind"):
        remind = next((one for one in REMIND if str(one) == text(form, "remind")), None)
        if remind is None:
            problems["remind"] = _("Please choose one of the list.")
    zone = text(form, "zone") or None
    if zone is not None and not is_zone(zone):
        problems["zone"] = _("Please choose one of the list.")
        zone = None
    if at is not None and zone is None and "zone" not in problems:
        problems["zone"] = _("Please choose where you are, so that the time is right.")
    return Times(at, remind, zone), problems


def _page(
    request: Request,
    case: Case,
    times: Times,
    problems: dict[str, str],
    *,
    address: str = "",
    status: int = 200,
) -> Response:
    own = case.book.agenda.reminders
    listed = zones()
    zone = times.zone or machine_zone()
    return render(
        request,
        "calendar/reminders.html",
        status=status,
        times=times,
        said=said,
        wording=wording,
        problems=problems,
        zone=zone,
        zones=listed if zone is None or zone in listed else (zone, *listed),
        remind_choices=REMIND,
        feed_is_on=own.feed_is_on,
        address=address,
    )
