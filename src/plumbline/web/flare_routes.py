"""A flare-up: one tap, somebody's own plan for it first, then what helps most people."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.care.advice import occasion
from plumbline.errors import BadInput
from plumbline.journal.flare_plan import FlarePlan
from plumbline.present import wording
from plumbline.present.words import _
from plumbline.web import flare_view, plan_checkin, plan_figures, plan_history, plan_today
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render

router = APIRouter()
MAKING = "/flare/plan"


@router.post("/flare")
async def flare(case: CaseDep) -> Response:
    """It flared up: one tap, once a day."""
    if plan_history.last_flare(case) != case.today:
        case.book.flare(case.today)
    return go("/flare")


@router.get("/flare")
async def flare_advice(request: Request, case: CaseDep) -> Response:
    """What to do in a flare-up, and how the plan stepped back."""
    standing, has_programme = case.book.standing(case.today), case.book.programme() is not None
    see_someone = plan_today.state_of(standing, None) == "see_someone"
    return _show(
        request,
        case,
        "plan/flare.html",
        advice=case.knowledge.advice["flare_up"],
        occasion=occasion(case.rulebook, standing.known, "flare_up"),
        flared=plan_history.last_flare(case) == case.today,
        changed=plan_history.flare_changes(case),
        has_programme=has_programme,
        see_someone=see_someone,
        own=flare_view.own(case),
        what_ifs=plan_checkin.what_ifs(case) if has_programme and not see_someone else [],
    )


@router.get(MAKING)
async def make(request: Request, case: CaseDep) -> Response:
    """The plan for a flare-up, to make or to change."""
    last = flare_view.plans(case).last() or FlarePlan(case.today)
    return _make(request, case, flare_view.Filled(last, {}))


@router.post(MAKING)
async def store(request: Request, case: CaseDep, form: Form) -> Response:
    """Keep the plan; `ask` keeps it too and goes to the questions that heat or cold needs."""
    filled, ask = flare_view.read_form(case, form), text(form, "ask")
    if filled.problems:
        return _make(request, case, filled, status=422)
    flare_view.plans(case).store(filled.plan, request_id=text(form, "request_id") or None)
    if ask:
        return _ask(case, ask, MAKING)
    case.session.notice = _("Your plan for a flare-up is kept. You can change it at any time.")
    return go("/flare")


@router.post("/flare/ask")
async def ask(case: CaseDep, form: Form) -> Response:
    """The questions that heat or cold needs, asked from the page of the flare-up."""
    return _ask(case, text(form, "ask"), "/flare")


def _ask(case: Case, treatment: str, back: str) -> Response:
    if treatment not in flare_view.TREATMENTS:
        raise BadInput(_("your answer"), _("is not one of ours"), allowed=_("heat or cold"))
    first = flare_view.first_question(case, treatment)
    if not first:
        return go(back)
    case.session.revisit, case.session.return_to = first, back
    return go("/check")


def _make(
    request: Request, case: Case, filled: flare_view.Filled, *, status: int = 200
) -> Response:
    standing, has_programme = case.book.standing(case.today), case.book.programme() is not None
    return _show(
        request,
        case,
        "plan/flare_plan.html",
        status=status,
        advice=case.knowledge.advice["flare_plan"],
        occasion=occasion(case.rulebook, standing.known, "flare_plan"),
        choices=flare_view.choices(case),
        filled=filled,
        keeps=flare_view.KEEPS,
        warmth_says=flare_view.WARMTH_SAYS,
        has_programme=has_programme,
        made=flare_view.plans(case).last() is not None,
        what_ifs=plan_checkin.what_ifs(case) if has_programme else [],
        see_someone=plan_today.state_of(standing, None) == "see_someone",
    )


def _show(
    request: Request, case: Case, template: str, *, status: int = 200, **more: Any
) -> Response:
    today: date = case.today
    still_of = plan_figures.still_of(case.house.pictures)
    return render(
        request, template, status=status, today=today, wording=wording, still_of=still_of, **more
    )
