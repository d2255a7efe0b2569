"""The plan day by day: today, the check-in, tonight, and the history."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from plumbline.care.advice import occasion
from plumbline.care.record import Record, facts
from plumbline.errors import BadInput
from plumbline.journal.beside import Beside
from plumbline.present import wording
from plumbline.present.words import _
from plumbline.web import (
    coming_back_routes,
    flare_view,
    learn_view,
    plan_checkin,
    plan_figures,
    plan_history,
    plan_left,
    plan_new_week,
    plan_today,
    plan_told,
    questionnaire_view,
    staying_well_routes,
    testing_view,
    trying_view,
)
from plumbline.web.case import Case, CaseDep, crisis_open, house_of, open_case, today_of
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.plan_words import changes, weekday
from plumbline.web.questions import Reading

router = APIRouter()


@router.get("/today")
async def today(request: Request, case: CaseDep) -> Response:
    """What is this, why, and what comes next."""
    if asks_safety(case):
        return go("/check")
    view = plan_today.look(case)
    # Before the tickets of what is on offer: this may note which pages are open.
    reading = learn_view.suggested(case)
    coming_back = coming_back_routes.look(case) if view.state == "plan" else None
    well = staying_well_routes.look(case)
    # One thing is offered at a time: what makes the plan smaller comes before what makes it more.
    quiet = coming_back is None and well.state not in ("offered", "warns")
    weeks = await run_in_threadpool(plan_new_week.look, case) if quiet else None
    return _show(
        request,
        case,
        "plan/today.html",
        view=view,
        reading=reading,
        coming_back=coming_back,
        undo=coming_back_routes.last_change(case),
        flare_plan_missing=flare_view.missing(case),
        kinds=plan_left.KINDS,
        tests_due=testing_view.due(case),
        new_week=weeks,
        well=well,
        review_week=case.following.review_due(case.today) if quiet else None,
        trying=await run_in_threadpool(trying_view.today, case),
        beside=Beside(case.book).now(case.today),
        questionnaire=questionnaire_view.due(case),
        still_of=plan_figures.still_of(case.house.pictures),
    )


@router.post("/plan")
async def make_plan(case: CaseDep) -> Response:
    """The first week. A plan that is there is never made anew by a second tap."""
    if case.book.programme() is None:
        await run_in_threadpool(case.book.make_plan, case.today)
    return go("/today")


@router.post("/plan/resume")
async def resume(case: CaseDep) -> Response:
    """Take the plan up again after the safety questions."""
    programme = case.book.programme()
    if programme is not None and programme.suspended:
        after = await run_in_threadpool(case.book.resume, case.today)
        anew = after.start != programme.start
        case.session.notice = (
            _("Your new plan begins today.") if anew else _("Your plan is back where it was.")
        )
    return go("/today")


@router.get("/checkin")
async def checkin(request: Request, case: CaseDep) -> Response:
    """A few short questions."""
    return _ask(request, case, Reading({}, {}, {}))


@router.post("/checkin")
async def check_in(request: Request, case: CaseDep, form: Form) -> Response:
    """Store the check-in; the plan backs off at once where that is wise."""
    if _paused(case):
        return go("/today")
    reading = plan_checkin.read_form(case, form)
    if reading.problems:
        return _ask(request, case, reading, did=text(form, "did"), status=422)
    plan_checkin.store(case, form, reading.values)
    case.session.revisit, case.session.return_to = (), ""
    if crisis_open(case):
        return go("/verdict")
    if asks_safety(case):
        again = case.book.asked_again()
        case.session.notice = _(again.say) if again else case.session.notice
        return go("/check")
    return go("/checkin/answer")


@router.get("/checkin/answer")
async def checkin_answer(request: Request, case: CaseDep) -> Response:
    """What the plan says to the last check-in, why, what changed, and the step on offer."""
    answered = plan_checkin.last_answer(case)
    if answered is None:
        return go("/checkin")
    if asks_safety(case):
        return go("/check")
    standing, programme = case.book.standing(case.today), case.book.programme()
    offer = case.book.offer(case.today) if standing.triage.exercise_allowed else None
    return _show(
        request,
        case,
        "plan/answer.html",
        answered=answered,
        offered=changes(case.knowledge, programme, offer) if programme and offer else [],
        ticket=plan_checkin.ticket(case),
        undo=coming_back_routes.last_change(case),
        reading=learn_view.suggested(case),
        questionnaire=questionnaire_view.due(case),
        standing=standing,
        asked_again=case.book.asked_again(),
        suspended=programme is not None and programme.suspended,
    )


@router.post("/offer")
async def offer(case: CaseDep, form: Form) -> Response:
    """Yes or not yet, to the very step that was shown."""
    shown, answer = text(form, "ticket"), text(form, "answer")
    if answer not in ("yes", "no"):
        raise BadInput(_("your answer"), _("is not one of ours"), allowed=_("yes or not yet"))
    if case.book.offer(case.today) is None or shown != plan_checkin.ticket(case):
        case.session.notice = _("That offer is no longer open. Your plan is unchanged.")
    elif answer == "yes":
        case.book.accept_offer(case.today)
        case.session.notice = _("Done. Your next session is a small step up.")
    else:
        case.book.decline_offer(case.today)
        case.session.notice = _("Your plan stays as it is. That is a good choice too.")
    return go("/today")


@router.get("/history")
async def history(request: Request, case: CaseDep) -> Response:
    """What happened, and the pain over time."""
    view = plan_history.look(case, everything="all" in request.query_params)
    return _show(request, case, "plan/history.html", view=view)


@router.get("/tonight")
async def tonight(request: Request) -> Response:
    """Getting through the night: for anybody, at once."""
    case, house = open_case(request), house_of(request)
    record = case.book.record() if case else Record()
    known = facts(house.rulebook, record, today_of(request))
    return render(
        request,
        "plan/tonight.html",
        advice=house.knowledge.advice["tonight"],
        occasion=occasion(house.rulebook, known, "tonight"),
        signs=occasion(house.rulebook, known, "safety_net").steps,
        wording=wording,
    )


def asks_safety(case: Case) -> bool:
    """Whether how safe they are comes next, because their mood is low: it is never just noted."""
    direct = case.following.asks_directly(case.book.record(), case.today)
    if direct is None:
        return False
    case.session.revisit, case.session.return_to = (direct,), "/checkin/answer"
    return True


def _paused(case: Case) -> bool:
    programme = case.book.programme()
    return programme is None or programme.suspended


def _ask(
    request: Request, case: Case, reading: Reading, *, did: str = "", status: int = 200
) -> Response:
    return _show(
        request,
        case,
        "plan/checkin.html",
        did=did,
        status=status,
        asked=plan_checkin.questions(case),
        session=plan_told.last_session(case),
        label=partial(plan_checkin.label, case),
        reading=reading,
        paused=_paused(case),
        has_programme=case.book.programme() is not None,
    )


def _show(
    request: Request, case: Case, template: str, *, status: int = 200, **more: Any
) -> Response:
    shared: Mapping[str, Any] = {
        "today": case.today,
        "wording": wording,
        "weekday": weekday,
        **more,
    }
    return render(request, template, status=status, **shared)
