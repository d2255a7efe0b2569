"""The plan as a PDF to print."""

from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from plumbline.present.paper import PlanToPrint, form_for, may_print, plan_paper
from plumbline.web.case import CaseDep
from plumbline.web.pages import go

WEEK = timedelta(days=6)

router = APIRouter()


@router.get("/plan.pdf")
async def plan_pdf(request: Request, case: CaseDep) -> Response:
    """The week from today on paper: `?paper=a4` or `us-letter`, `?large=1` for larger words.

    Where there is no plan that may be followed today, today's page says why.
    """
    standing, programme = case.book.standing(case.today), case.book.programme()
    if programme is None or not may_print(standing, programme):
        return go("/today")
    told = request.query_params
    form = form_for(standing.known, told.get("paper"), large=told.get("large") == "1")
    plan = PlanToPrint(
        rulebook=case.rulebook,
        record=case.book.record(),
        standing=standing,
        programme=programme,
        on=case.today,
        days=case.book.agenda.days(case.today, case.today + WEEK),
        name=case.profile.name,
    )
    # Typesetting takes a second: off the loop, so that nobody else waits.
    content = await run_in_threadpool(plan_paper, plan, form)
    # No name in the file's name: it lies in a folder that others may see.
    named = f'inline; filename="plan-{case.today.isoformat()}.pdf"'
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": named})
