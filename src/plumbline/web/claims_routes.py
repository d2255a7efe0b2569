"""What you may have read: a search, all claims by topic, and where articles disagree.

What somebody searches for tells of their health, so it comes in a form and never stands in an
address.
"""

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.errors import BadInput
from plumbline.present.claims_search import LONGEST, Found, search
from plumbline.web import claims_view, learn_view
from plumbline.web.case import HouseDep, SessionDep, open_case
from plumbline.web.forms import Form, text
from plumbline.web.pages import render

router = APIRouter()


@router.get("/read")
async def read(request: Request, house: HouseDep, session: SessionDep) -> Response:
    """Every claim by topic, and the contradictions; safety first, where a profile is open."""
    return _page(request, house, session)


@router.post("/read")
async def find(request: Request, house: HouseDep, session: SessionDep, form: Form) -> Response:
    """The claims that hold the words of a search, on the same page."""
    words = text(form, "words")
    try:
        return _page(request, house, session, words, search(house.knowledge, words))
    except BadInput as error:
        return _page(request, house, session, words[:LONGEST], problem=str(error))


def _page(
    request: Request,
    house: HouseDep,
    session: SessionDep,
    words: str = "",
    found: Found | None = None,
    problem: str = "",
) -> Response:
    knowledge, case = house.knowledge, open_case(request)
    every = sorted(knowledge.contradictions.values(), key=lambda one: min(one.claims))
    return render(
        request,
        "read.html",
        status=422 if problem else 200,
        safe=case is None or learn_view.safe(case),
        words=words,
        problem=problem,
        longest=LONGEST,
        found=found,
        results=claims_view.shown(knowledge, session, found.claims if found else ()),
        both=claims_view.disputed(knowledge, session, found.contradictions if found else ()),
        topics=claims_view.topics(knowledge, session),
        contradictions=claims_view.disputed(knowledge, session, every),
    )
