"""Treatments: compared for this person, one by one, and beside the plan."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbline.errors import BadInput
from plumbline.journal.beside import Beside
from plumbline.knowledge.schema import Treatment
from plumbline.present import treatment_words as words
from plumbline.present.words import _
from plumbline.web import learn_view, options_view
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render

router = APIRouter()


@router.get("/treatments")
async def compare(request: Request, case: CaseDep, order: str = "", kind: str = "") -> Response:
    """What fits, side by side; what a question decides; what is not for this person, and why."""
    return render(
        request,
        "options/list.html",
        crisis=learn_view.pages(case).crisis(case.today),
        contact=case.contact(),
        safe=learn_view.safe(case),
        view=options_view.look(case, order, kind),
        orders=options_view.ORDERS,
        words=words,
    )


@router.get("/treatments/{name}")
async def one(request: Request, case: CaseDep, name: str) -> Response:
    """Would it help me, might it harm me, and what would a fair trial on myself look like?"""
    return render(
        request,
        "options/one.html",
        crisis=learn_view.pages(case).crisis(case.today),
        contact=case.contact(),
        safe=learn_view.safe(case),
        view=options_view.one(case, _treatment(case, name)),
        words=words,
    )


@router.post("/treatments/{name}/ask")
async def ask(case: CaseDep, name: str) -> Response:
    """The questions that decide whether it can be an option."""
    treatment = _treatment(case, name)
    back = f"/treatments/{name}"
    found = Beside(case.book).option(treatment.id, case.today)
    asked = options_view.first_questions(case, found.questions)
    if not asked:
        return go(back)
    case.session.revisit, case.session.return_to = asked, back
    return go("/check")


@router.post("/treatments/{name}/beside")
async def beside(case: CaseDep, name: str, form: Form) -> Response:
    """Use it beside the plan, or leave it."""
    treatment, chosen = _treatment(case, name), text(form, "answer")
    companions = Beside(case.book)
    if chosen == "leave":
        companions.remove(treatment.id, case.today)
        case.session.notice = _("It no longer stands beside your plan.")
    elif chosen != "use":
        raise BadInput(_("your answer"), _("is not one of ours"), allowed=_("use or leave"))
    elif companions.may_add(companions.option(treatment.id, case.today), case.today):
        companions.add(treatment.id, case.today)
        case.session.notice = _("It stands beside your plan now. The plan itself does the work.")
    else:
        case.session.notice = _("That is not possible just now. Nothing has changed.")
    return go(f"/treatments/{name}")


def _treatment(case: Case, name: str) -> Treatment:
    treatment = options_view.named(case, name)
    if treatment is None:
        raise HTTPException(404)
    return treatment
