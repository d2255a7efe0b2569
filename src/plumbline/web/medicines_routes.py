"""Medicines: a few lists, what does not mix, each class for this person, and a sheet to take
along. While there is any sign of self-harm, crisis help stands in its place."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.web import medicines_view
from plumbline.web.case import Case, CaseDep
from plumbline.web.pages import go, render

router = APIRouter()
HERE = "/medicines"
ASK = "/medicines/ask"


@router.get(HERE)
async def page(request: Request, case: CaseDep) -> Response:
    """What goes badly together first; then what is taken; then the other classes."""
    first = medicines_view.crisis(case)
    return render(
        request,
        "medicines.html",
        crisis=first,
        contact=case.contact(),
        look=None if first else medicines_view.look(case),
        see_someone=bool(case.book.standing(case.today).triage.open_flags),
    )


@router.get("/medicines/sheet")
async def sheet(request: Request, case: CaseDep) -> Response:
    """What to take along to a pharmacist, for print."""
    if medicines_view.crisis(case):
        return go(HERE)
    return render(
        request,
        "medicines_sheet.html",
        sheet=medicines_view.sheet(case),
        profile=case.profile,
        today=case.today,
    )


@router.post(ASK)
async def ask(case: CaseDep) -> Response:
    """The next list, or back where everything was asked."""
    return _next(case)


@router.get(ASK)
async def answered(case: CaseDep) -> Response:
    """After a list that was answered comes the next; after one that was left, the page."""
    trail = case.session.trail
    if not trail or not medicines_view.about_medicines(case, trail[-1]):
        return go(HERE)
    trail.pop()  # "Back" in the check leads to the check's own questions
    return _next(case)


def _next(case: Case) -> Response:
    asked = () if medicines_view.crisis(case) else medicines_view.next_questions(case)
    if not asked:
        return go(HERE)
    case.session.revisit, case.session.return_to = asked, ASK
    return go("/check")
