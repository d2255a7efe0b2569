"""Why do you say so? Any rule or thing, under an address that says nothing by itself."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbline.present.explain import explain
from plumbline.web.case import open_case
from plumbline.web.pages import render
from plumbline.web.spoken import told

router = APIRouter()


@router.get("/why/{name}")
async def why(request: Request, name: str) -> Response:
    """The rule in words and as written, what it used, its sources, and the knowledge version."""
    case, session = open_case(request), request.state.session
    thing = session.opaque.get(name)
    if case is None or thing is None:
        raise HTTPException(404)
    explained = explain(case.rulebook, thing)
    read = dict.fromkeys(column for rule in explained.rules for column in rule.reads)
    return render(
        request,
        "why.html",
        explained=explained,
        told=told(case.rulebook, case.book.record(), read),
        version=case.knowledge.version,
    )
