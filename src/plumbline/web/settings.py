"""Settings: country, the whole record out and in, the PIN, and erasing for good."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.errors import BadInput, ProfileLocked
from plumbline.present.words import _
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.welcome import countries, pin_problems, pin_was_wrong

router = APIRouter()


@router.get("/settings")
async def settings(request: Request, case: CaseDep) -> Response:
    return _page(request, case, {})


@router.post("/settings/country")
async def set_country(request: Request, case: CaseDep, form: Form) -> Response:
    """The country decides the telephone numbers; it is asked nowhere else."""
    chosen = text(form, "country")
    if chosen not in {choice.id for choice in countries(case.knowledge)}:
        return _page(request, case, {"country": _("Please choose a country.")}, status=422)
    case.book.answer({"country": chosen}, case.today, request_id=text(form, "request_id") or None)
    case.session.notice = _("Saved. These are now the numbers for your country.")
    return go("/verdict" if text(form, "back") == "verdict" else "/settings")


@router.post("/settings/pin")
async def set_pin(request: Request, case: CaseDep, form: Form) -> Response:
    """Set, change or remove the PIN."""
    pin = text(form, "pin")
    problems = pin_problems(pin, text(form, "pin_again"))
    if problems:
        return _page(request, case, problems, status=422)
    try:
        profile = case.house.journal.set_pin(
            case.profile.id, pin or None, current=text(form, "current") or None
        )
    except ProfileLocked:
        line = pin_was_wrong(request, case.profile.id)
        return _page(request, case, {"current": line}, status=403)
    # Whoever else had it open must know the new PIN.
    case.house.sessions.end_all_of(case.profile.id)
    fresh = case.house.sessions.enter(case.session, profile.id, has_pin=profile.has_pin)
    fresh.notice = _("Your PIN is set.") if pin else _("This profile has no PIN now.")
    request.state.session = fresh
    return go("/settings")


@router.post("/settings/export")
async def export(case: CaseDep) -> Response:
    """The whole record as one file."""
    name = f"plumbline-record-{case.today.isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    data = case.house.journal.export(case.profile.id)
    return Response(data, media_type="application/json", headers=headers)


@router.post("/settings/erase")
async def erase(request: Request, case: CaseDep, form: Form) -> Response:
    """Remove every trace of the profile, once its name was typed."""
    try:
        case.house.journal.erase(case.profile.id, text(form, "typed_name"))
    except BadInput:
        line = _("That is not the name of this profile, so nothing was erased.")
        return _page(request, case, {"typed_name": line}, status=422)
    case.house.sessions.end_all_of(case.profile.id)
    request.state.session = case.house.sessions.start()
    request.state.session.notice = _("Everything in that profile has been erased.")
    return go("/")


def _page(request: Request, case: Case, problems: dict[str, str], *, status: int = 200) -> Response:
    return render(
        request,
        "settings.html",
        status=status,
        profile=case.profile,
        problems=problems,
        countries=countries(case.knowledge),
        country=case.contact().id,
        version=case.knowledge.version,
    )
