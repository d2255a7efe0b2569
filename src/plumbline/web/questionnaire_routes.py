"""A questionnaire whose wording a person loaded: asked when it is due, stored once."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.care.today import may_follow
from plumbline.present.words import _
from plumbline.web import questionnaire_view
from plumbline.web.case import Case, CaseDep, crisis_open
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.questionnaire_view import Filled, Page

router = APIRouter()
# Which one it is stands in no address: a browser keeps a history of them.
HERE = "/questionnaire"


@router.get(HERE)
async def ask(request: Request, case: CaseDep) -> Response:
    """The first that is due, in its own words."""
    return _show(request, questionnaire_view.due(case), None)


@router.post(HERE)
async def answer(request: Request, case: CaseDep, form: Form) -> Response:
    """Store the answers; a low mood is never just scored."""
    filled = questionnaire_view.read(case, form)
    if filled.problem:
        page = questionnaire_view.again(case, filled)
        return _show(request, page, filled, status=422) if page else go(HERE)
    questionnaire_view.store(case, filled, text(form, "request_id"))
    case.session.revisit, case.session.return_to = (), ""
    if crisis_open(case):
        return go("/verdict")
    leads = case.following.leads_to(case.book.record(), case.today, case.house.wordings.names())
    after = HERE if leads.instruments and _follows(case) else "/today"
    if leads.direct is not None:
        # How safe they are is asked before anything else, also before the longer form.
        case.session.revisit, case.session.return_to = (leads.direct,), after
        return go("/check")
    if after == "/today":
        case.session.notice = _("Thank you. Your answers are stored.")
    return go(after)


def _follows(case: Case) -> bool:
    return may_follow(case.book.standing(case.today), case.book.programme())


def _show(
    request: Request, page: Page | None, filled: Filled | None, *, status: int = 200
) -> Response:
    return render(
        request,
        "questionnaire.html",
        status=status,
        asked=page,
        chosen=filled.chosen if filled else frozenset[str](),
        nothing=filled.none if filled else False,
        problem=filled.problem if filled else "",
    )
