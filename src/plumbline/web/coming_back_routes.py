"""Coming back after silent days, and the last change of the plan taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.errors import BadInput
from plumbline.journal.coming_back import LIGHTER, SMALLER, ComingBack, Smaller
from plumbline.journal.undo import ACCEPTED, NEW_WEEK, Undo, Undoable
from plumbline.knowledge.schema import Status
from plumbline.present.words import N_, _
from plumbline.web import plan_words
from plumbline.web.case import Case, CaseDep, open_case, today_of
from plumbline.web.forms import Form, text
from plumbline.web.pages import go

router = APIRouter()
COMES_IN = ("/today", "/session", "/checkin")
"""The pages on which somebody begins a day."""
BREAK = "advice/coming_back"
WHY: Mapping[str, str] = {
    ACCEPTED: N_("Your check-in allowed it, and you said yes."),
    NEW_WEEK: N_("A new week was put together, and you said yes."),
    SMALLER: N_("After some days away you said yes to a smaller plan."),
    LIGHTER: N_("After a longer break the plan takes one step back by itself."),
}


@dataclass(frozen=True)
class Break:
    """What is said to somebody who comes back: an offer, or that the plan is lighter already."""

    offered: bool
    days: int
    changes: tuple[str, ...]
    ticket: str


@dataclass(frozen=True)
class LastChange:
    """The last change of the plan, why, and what taking it back would do."""

    because: str
    title: str
    why: str
    back: tuple[str, ...]
    rule: str
    status: Status
    ticket: str


async def greet(request: Request) -> None:
    """After a longer break the plan is lighter before the first page shows it."""
    if request.method != "GET" or request.url.path not in COMES_IN:
        return
    case = open_case(request)
    if case is not None and case.book.programme() is not None:
        _breaks(case).ease(today_of(request))


def look(case: Case) -> Break | None:
    """What is said today about a break; None where nothing is to be said."""
    breaks = _breaks(case)
    offer = breaks.offer(case.today)
    if offer is not None:
        ticket = _ticket(case, f"smaller/{offer.before.version}")
        return Break(True, offer.silent_days, tuple(_left(case, offer)), ticket)
    pair = _undo(case).stored() if breaks.eased(case.today) else None
    if pair is None:
        return None
    changes = plan_words.changes(case.knowledge, *pair)
    return Break(False, breaks.silent_days(case.today), tuple(changes), "")


def last_change(case: Case) -> LastChange | None:
    """The last change of the plan, where it can be taken back."""
    last = _undo(case).last(case.today)
    if last is None:
        return None
    rule, status = _rests_on(case, last)
    back = plan_words.week_changes(case.knowledge, last.before, last.after)
    return LastChange(
        because=last.because,
        title=_(plan_words.WHY_CHANGED[last.because]),
        why=_(WHY[last.because]),
        back=tuple(back),
        rule=rule,
        status=status,
        ticket=_ticket(case, f"undo/{last.event}"),
    )


@router.post("/plan/smaller")
async def smaller(case: CaseDep, form: Form) -> Response:
    """Yes to the smaller plan, or keep it as it is."""
    said, breaks = text(form, "answer"), _breaks(case)
    if said not in ("yes", "keep"):
        raise BadInput(_("your answer"), _("is not one of ours"), allowed=_("yes or keep it"))
    offer = breaks.offer(case.today)
    version = offer.before.version if offer else 0
    if text(form, "ticket") != _ticket(case, f"smaller/{version}"):
        case.session.notice = _("That offer is no longer open. Your plan is unchanged.")
    elif said == "yes":
        breaks.accept(case.today)
        case.session.notice = _("Done. Your plan is about half as long now. Any part of it counts.")
    else:
        breaks.keep(case.today)
        case.session.notice = _("Your plan stays as it is. Good to have you back.")
    return go("/today")


@router.post("/plan/undo")
async def undo(case: CaseDep, form: Form) -> Response:
    """Take back the very change that was shown."""
    undoing = _undo(case)
    last = undoing.last(case.today)
    if last is None or text(form, "ticket") != _ticket(case, f"undo/{last.event}"):
        case.session.notice = _("That change can no longer be undone. Your plan is unchanged.")
    else:
        undoing.undo(case.today)
        case.session.notice = _("Undone. Your plan is as it was before.")
    return go("/today")


def _left(case: Case, offer: Smaller) -> Iterator[str]:
    """What a smaller plan would hold, and what of that would be less."""
    kept = {one.exercise for one in offer.after.exercises}
    exercises = (case.knowledge.exercises[one.exercise] for one in offer.after.exercises)
    titles = [_(one.title) for one in exercises]
    if titles:
        yield _("Exercises: %(titles)s.") % {"titles": ", ".join(titles)}
    those = tuple(one for one in offer.before.exercises if one.exercise in kept)
    before = replace(offer.before, exercises=those)
    yield from plan_words.changes(case.knowledge, before, offer.after)


def _rests_on(case: Case, last: Undoable) -> tuple[str, Status]:
    """The rule behind a change, and how far it was checked."""
    if last.because == ACCEPTED:
        review = case.book.last_review()
        if review is not None:
            steady = review.rule == "monitoring/steady"
            return "monitoring/pain_monitoring" if steady else review.rule, review.basis.status
    if last.because == NEW_WEEK:
        week = case.knowledge.first_weeks[last.before.stage]
        return f"first_weeks/{week.id}", week.basis.status
    return BREAK, case.knowledge.rhythm.silence.basis.status


def _ticket(case: Case, what: str) -> str:
    """A name for exactly this offer, on this day."""
    return case.session.name_for(f"{what}/{case.today}")


def _breaks(case: Case) -> ComingBack:
    return ComingBack(case.book)


def _undo(case: Case) -> Undo:
    return Undo(case.book)
