"""The first pages: what this is, who is here, the PIN, and help for anybody."""

import math
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.errors import BadInput, ProfileLocked
from plumbline.journal import Profile
from plumbline.journal.casebook import Casebook
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Choice
from plumbline.present.words import _, ngettext
from plumbline.web.case import (
    House,
    HouseDep,
    SessionDep,
    contact_for,
    house_of,
    open_case,
    today_of,
)
from plumbline.web.forms import Form, file_bytes, text
from plumbline.web.pages import go, render
from plumbline.web.sessions import Session

router = APIRouter()
LONGEST_NAME = 80


@dataclass(frozen=True)
class NewProfile:
    """The form for a new profile, as typed."""

    name: str = ""
    country: str = ""


def countries(knowledge: Knowledge) -> tuple[Choice, ...]:
    return knowledge.findings["country"].choices


@router.get("/")
async def start(request: Request) -> Response:
    """Home: to the open profile's pages, or the welcome page."""
    case = open_case(request)
    if case is None:
        return _welcome(request, NewProfile(), {})
    standing = case.book.standing(case.today)
    if case.book.programme() is not None:
        return go("/today")
    return go("/check" if standing.next_page else "/verdict")


@router.post("/profiles")
async def create(request: Request, house: HouseDep, session: SessionDep, form: Form) -> Response:
    """Make a profile and open it."""
    typed = NewProfile(text(form, "name"), text(form, "country"))
    pin = text(form, "pin")
    problems = _problems(house, typed, pin, text(form, "pin_again"))
    if problems:
        return _welcome(request, typed, problems, status=422)
    profile = house.journal.create_profile(typed.name, pin or None)
    if typed.country:
        book = Casebook(house.journal, house.rulebook, profile.id)
        book.answer({"country": typed.country}, today_of(request))
    _enter(request, house, session, profile)
    return go("/check")


@router.post("/open")
async def choose(request: Request, house: HouseDep, session: SessionDep, form: Form) -> Response:
    """Choose a profile; one with a PIN asks for it."""
    profile = house.journal.profile(text(form, "profile"))
    if profile.has_pin:
        session.unlocking = profile.id
        return go("/unlock")
    _enter(request, house, session, house.journal.unlock(profile.id, None))
    return go("/")


@router.get("/unlock")
async def unlock_page(request: Request, house: HouseDep, session: SessionDep) -> Response:
    """Ask for the PIN."""
    return _unlock(request, house, session)


@router.post("/unlock")
async def unlock(request: Request, house: HouseDep, session: SessionDep, form: Form) -> Response:
    """Open the profile, or say kindly that the PIN was wrong and how long to wait."""
    if session.unlocking is None:
        return go("/")
    try:
        profile = house.journal.unlock(session.unlocking, text(form, "pin"))
    except ProfileLocked:
        line = pin_was_wrong(request, session.unlocking)
        return _unlock(request, house, session, problem=line, status=403)
    _enter(request, house, session, profile)
    return go("/")


@router.post("/lock")
async def lock(house: HouseDep, session: SessionDep) -> Response:
    """Close the profile in this browser."""
    house.sessions.end(session)
    return go("/")


@router.post("/import")
async def import_record(
    request: Request, house: HouseDep, session: SessionDep, form: Form
) -> Response:
    """Take in a record that was exported; it becomes a profile of its own."""
    data = await file_bytes(form, "record")
    if not data:
        raise BadInput(_("record"), _("no file was chosen"), allowed=_("a file exported here"))
    profile = house.journal.import_(data)
    _enter(request, house, session, profile)
    request.state.session.notice = _("The record of {name} is here now.").format(name=profile.name)
    return go("/settings")


@router.get("/about")
async def about(request: Request, house: HouseDep) -> Response:
    """What Plumbline is, what it is not, and where the data stays."""
    return render(request, "about.html", version=house.knowledge.version, home=house.journal.home)


@router.get("/help")
async def help_page(request: Request, country: str = "") -> Response:
    """Numbers to call, also for somebody without a profile."""
    case = open_case(request)
    house = house_of(request)
    contact = case.contact() if case and not country else contact_for(house.knowledge, country)
    return render(
        request,
        "help.html",
        contact=contact,
        countries=countries(house.knowledge),
        country=contact.id,
    )


def _enter(request: Request, house: House, session: Session, profile: Profile) -> None:
    request.state.session = house.sessions.enter(session, profile.id, has_pin=profile.has_pin)


def _problems(house: House, typed: NewProfile, pin: str, again: str) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not typed.name:
        problems["name"] = _("Please type a name. Any name you like will do.")
    elif len(typed.name) > LONGEST_NAME:
        problems["name"] = _("Please choose a shorter name: up to 80 letters.")
    elif not typed.name.isprintable():
        problems["name"] = _("Please type a name of ordinary letters, on one line.")
    elif typed.name in (profile.name for profile in house.journal.profiles()):
        problems["name"] = _("There is a profile of that name already. Please choose another.")
    if typed.country not in {choice.id for choice in countries(house.knowledge)}:
        problems["country"] = _("Please choose a country, so that we show you the right numbers.")
    problems |= pin_problems(pin, again)
    return problems


def pin_was_wrong(request: Request, profile_id: str) -> str:
    """What to say after a wrong PIN, and how long to wait if one must."""
    until = house_of(request).journal.profile(profile_id).locked_until
    seconds = (until - request.app.state.clock()).total_seconds() if until else 0
    if seconds <= 0:
        return _("That PIN is not right. Please try again.")
    if seconds < 120:
        n = max(1, round(seconds))
        line = ngettext("Please wait {n} second.", "Please wait {n} seconds.", n)
    else:
        n = math.ceil(seconds / 60)
        line = ngettext("Please wait {n} minute.", "Please wait {n} minutes.", n)
    reason = _("The PIN was wrong several times. To keep guessing slow, there is a pause now.")
    return f"{reason} {line.format(n=n)}"


def pin_problems(pin: str, again: str) -> dict[str, str]:
    """What is wrong with a new PIN that was typed twice; empty is no PIN."""
    if pin != again:
        return {"pin_again": _("The two PINs are not the same. Please type them once more.")}
    if pin and not 4 <= len(pin) <= 64:
        return {"pin": _("Please use 4 to 64 digits or letters.")}
    return {}


def _welcome(
    request: Request, typed: NewProfile, problems: dict[str, str], *, status: int = 200
) -> Response:
    house = house_of(request)
    return render(
        request,
        "welcome.html",
        status=status,
        profiles=house.journal.profiles(),
        countries=countries(house.knowledge),
        typed=typed,
        problems=problems,
    )


def _unlock(
    request: Request, house: House, session: Session, *, problem: str = "", status: int = 200
) -> Response:
    if session.unlocking is None:
        return go("/")
    profile = house.journal.profile(session.unlocking)
    return render(request, "unlock.html", status=status, profile=profile, problem=problem)
