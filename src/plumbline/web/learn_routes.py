"""Short pages to read. While there is any sign of self-harm, crisis help stands in their place;
while exercise has to wait, so do the pages about doing more."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbline.web import learn_view
from plumbline.web.case import CaseDep
from plumbline.web.pages import render

router = APIRouter()
KIND = "modules/"


@router.get("/learn")
async def learn(request: Request, case: CaseDep) -> Response:
    """All pages, those that are open for this person first."""
    return render(
        request,
        "learn.html",
        crisis=learn_view.pages(case).crisis(case.today),
        contact=case.contact(),
        safe=learn_view.safe(case),
        listed=learn_view.look(case),
    )


@router.get("/learn/{name}")
async def page(request: Request, case: CaseDep, name: str) -> Response:
    """One page; that it was opened is noted, so that it is not suggested again soon. Where it has
    to wait, what comes first stands in its place."""
    thing = case.session.opaque.get(name, "")
    module = thing.removeprefix(KIND)
    if not thing.startswith(KIND) or module not in case.knowledge.modules:
        raise HTTPException(404)
    crisis = learn_view.pages(case).crisis(case.today)
    waits = learn_view.waits(case, module)
    if not crisis and not waits:
        learn_view.pages(case).read(module, case.today)
    return render(
        request,
        "learn_page.html",
        crisis=crisis,
        contact=case.contact(),
        safe=learn_view.safe(case),
        waits=waits,
        page=learn_view.shown(case, module),
    )
