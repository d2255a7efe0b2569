"""How it is going: the followed score, sessions, strength and mobility, and what changed."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from plumbline.web import progress_view
from plumbline.web.case import CaseDep
from plumbline.web.pages import render

router = APIRouter()


@router.get("/progress")
async def progress(request: Request, case: CaseDep) -> Response:
    """What can be said, drawn and in words."""
    view = await run_in_threadpool(progress_view.look, case)
    triage = case.book.standing(case.today).triage
    # Before there is a plan, questions that nobody has come to yet are no warning.
    safe = triage.exercise_allowed or not (view.followed or triage.open_flags)
    return render(request, "progress.html", view=view, trend=case.knowledge.trend, safe=safe)
