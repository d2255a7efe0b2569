"""What the tests say: one page of it, to look at, to print, and to take into the plan."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from plumbline.present import wording
from plumbline.web import results_view
from plumbline.web.case import CaseDep
from plumbline.web.pages import render

router = APIRouter()


@router.get("/tests/results")
async def results(request: Request, case: CaseDep) -> Response:
    """What to train first, why, and what is not clear."""
    return render(
        request,
        "testing/results.html",
        view=await run_in_threadpool(results_view.look, case),
        model=case.knowledge.impairments,
        today=case.today,
        profile=case.profile,
        wording=wording,
    )
