"""A new week on offer: what it would change and why, and the person's yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from plumbline.errors import BadInput
from plumbline.journal.new_week import NewWeek, Occasion, Offer
from plumbline.present import programme_words
from plumbline.present.words import N_, _
from plumbline.web import plan_words
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go

router = APIRouter()
WHY: Mapping[Occasion, str] = {
    "week": N_("A week of your plan is over."),
    "barred": N_("An exercise does not suit you any more, so there may be room for another."),
    "answers": N_("You changed an answer that your plan is made of."),
}


@dataclass(frozen=True)
class Shown:
    """An offer in words; `ticket` says which one it was."""

    why: tuple[str, ...]
    changes: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    """Titles of new exercises, and why each."""
    ticket: str


def look(case: Case) -> Shown | None:
    """The offer of today, if there is one. A week is solved for it: let it run beside the loop."""
    offer = _weeks(case).offer(case.today)
    if offer is None:
        return None
    before = {one.exercise for one in offer.before.exercises}
    new = [one for one in offer.after.exercises if one.exercise not in before]
    found = plan_words.reasons(case, new)
    return Shown(
        why=tuple(_(WHY[occasion]) for occasion in offer.occasions),
        changes=tuple(plan_words.week_changes(case.knowledge, offer.before, offer.after)),
        reasons=tuple(
            (
                _(case.knowledge.exercises[one.exercise].title),
                programme_words.because(case.knowledge, one.because, found),
            )
            for one in new
        ),
        ticket=_ticket(case, offer),
    )


@router.post("/plan/new-week")
def answer(case: CaseDep, form: Form) -> Response:
    """Yes or stay, to the very week that was shown. Not async: a week is solved."""
    said, weeks = text(form, "answer"), _weeks(case)
    if said not in ("yes", "stay"):
        raise BadInput(_("your answer"), _("is not one of ours"), allowed=_("yes or stay"))
    offer = weeks.offer(case.today)
    if offer is None or text(form, "ticket") != _ticket(case, offer):
        case.session.notice = _("That offer is no longer open. Your plan is unchanged.")
    elif said == "yes":
        weeks.accept(case.today)
        case.session.notice = _("Done. Your new week begins today.")
    else:
        weeks.stay(case.today)
        case.session.notice = _("Your plan stays as it is. That is a good choice too.")
    return go("/today")


def _weeks(case: Case) -> NewWeek:
    return NewWeek(case.book)


def _ticket(case: Case, offer: Offer) -> str:
    """A name for exactly this offer: another event, and it is another one."""
    last = case.book.place()
    return case.session.name_for(f"new_week/{last}/{'/'.join(offer.occasions)}/{case.today}")
