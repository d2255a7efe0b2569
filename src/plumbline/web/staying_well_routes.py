"""After recovery: the lighter plan, what keeps somebody well, and "it is back"."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.care.advice import occasion
from plumbline.errors import BadInput
from plumbline.journal.staying_well import StayingWell
from plumbline.knowledge.schema import StayingWell as Rule
from plumbline.present.words import _
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render

router = APIRouter()


@dataclass(frozen=True)
class Well:
    """What today's page says of staying well; `state` is empty where it says nothing."""

    state: Literal["", "offered", "well", "warns"]
    rule: Rule
    next_check_in: date | None


def look(case: Case) -> Well:
    """Today, as far as recovery goes."""
    own = of(case)
    if own.warns(case.today):
        return Well("warns", own.rule, None)
    if case.following.is_well:
        return Well("well", own.rule, own.next_check_in(case.today))
    return Well("offered" if own.offered(case.today) else "", own.rule, None)


def of(case: Case) -> StayingWell:
    return StayingWell(case.book)


@router.get("/well")
async def well(request: Request, case: CaseDep) -> Response:
    """What helps to stay well, whoever asks."""
    known = case.book.standing(case.today).known
    return render(
        request,
        "plan/well.html",
        today=case.today,
        advice=case.knowledge.advice["staying_well"],
        occasion=occasion(case.rulebook, known, "staying_well"),
        well=look(case),
    )


@router.post("/well")
async def answer(case: CaseDep, form: Form) -> Response:
    """Yes or no to the lighter plan."""
    said, own = text(form, "answer"), of(case)
    if said not in ("yes", "no"):
        raise BadInput(_("your answer"), _("is not one of ours"), allowed=_("yes or no"))
    if not own.offered(case.today):
        case.session.notice = _("That offer is no longer open. Your plan is unchanged.")
        return go("/today")
    if said == "no":
        own.decline(case.today)
        case.session.notice = _("Your plan stays as it is. That is a good choice too.")
        return go("/today")
    own.accept(case.today)
    case.session.notice = _("Done. Two short sessions a week, your walks, and a check-in a month.")
    return go("/well")


@router.post("/back")
async def back(case: CaseDep) -> Response:
    """It is back: the safety questions first, then a new plan; the history is kept."""
    if case.book.programme() is None:
        return go("/today")
    of(case).is_back(case.today)
    return go("/check")
