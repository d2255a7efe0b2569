"""Wishes about exercises: shown first with what they would change, stored only with a yes."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, QueryParams
from starlette.responses import Response

from plumbline.care.programme import By, Programme, Wish, WishKind
from plumbline.care.today import may_follow
from plumbline.errors import BadInput
from plumbline.journal.wishing import Weighed, settle, weigh
from plumbline.knowledge.schema import Exercise
from plumbline.present import left_words, wish_words, wording
from plumbline.present.words import N_, _
from plumbline.web import plan_words
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.plan_why import cards, given, says_wish, wishable

router = APIRouter()
KINDS: Mapping[str, WishKind | None] = {
    "like": "like",
    "pin": "pin",
    "ban": "ban",
    "dose": "dose",
    "none": None,
}
ASKS: Mapping[str, str] = {
    "like": N_("You like “%(exercise)s”"),
    "pin": N_("Keep “%(exercise)s” always?"),
    "ban": N_("Leave “%(exercise)s” out?"),
    "dose": N_("Keep “%(exercise)s” at this dose?"),
    "none": N_("Take back what was asked about “%(exercise)s”?"),
}
MEANS: Mapping[str, str] = {
    "like": N_("Among exercises that do as much for you, this one then comes first."),
    "pin": N_("It stays in your plan as long as it suits you. The rest is put together around it."),
    "ban": N_("It stays out of your plan until you take that back."),
    "dose": N_("It stays in your plan at %(dose)s, and does not grow."),
    "none": N_("It is then chosen like every other exercise, the next time a week is made."),
}


@dataclass(frozen=True)
class Asked:
    """A wish as a form or an address says it."""

    exercise: str
    kind: str
    by: By
    dose: int | None

    @property
    def address(self) -> str:
        """Where what it would do is shown; to be filled with the exercise's opaque name."""
        dose = f"&dose={self.dose}" if self.dose is not None else ""
        return f"/plan/wish?exercise=%s&wish={self.kind}&by={self.by}{dose}"


@router.get("/plan/wish")
def ask(request: Request, case: CaseDep) -> Response:
    """What a wish would change; nothing is stored. Not async: a week is solved."""
    if _programme(case) is None:
        return go("/today")
    asked = _read(case, request.query_params)
    return _show(request, case, asked, _weigh(case, asked))


@router.post("/plan/wish")
def keep(request: Request, case: CaseDep, form: Form) -> Response:
    """Store a wish, and change the plan, as it was shown."""
    if _programme(case) is None:
        return go("/today")
    asked = _read(case, form)
    if text(form, "ticket") != _ticket(case, asked):
        case.session.notice = _("Something has changed since. Please look at it once more.")
        return go(asked.address % case.session.name_for(f"exercises/{asked.exercise}"))
    weighed = _weigh(case, asked)
    if not weighed.possible:
        return _show(request, case, asked, weighed, status=422)
    settle(case.book, weighed, case.today)
    case.session.notice = _done(weighed)
    return go("/plan/wishes?by=clinician" if asked.by == "clinician" else "/plan/why")


@router.get("/plan/wishes")
def wishes(request: Request, case: CaseDep) -> Response:
    """All wishes that stand, and a place for a doctor or physiotherapist to add theirs."""
    programme = _programme(case)
    if programme is None:
        return go("/today")
    by = _by(request.query_params.get("by", "person"))
    return render(
        request,
        "plan/wishes.html",
        by=by,
        standing=standing(case),
        cards=cards(case, programme, by),
        others=wishable(case, programme),
    )


def standing(case: Case) -> list[tuple[Exercise, str]]:
    """The wishes that stand, in words."""
    exercises = case.knowledge.exercises
    return [
        (exercises[wish.exercise], says_wish(case, wish))
        for wish in case.book.wishes().all
        if wish.exercise in exercises
    ]


def _programme(case: Case) -> Programme | None:
    """The plan, where wishes can be told: not while safety is open."""
    programme, today = case.book.programme(), case.book.standing(case.today)
    return programme if today.may_plan and may_follow(today, programme) else None


def _read(case: Case, told: FormData | QueryParams) -> Asked:
    def field(name: str) -> str:
        value = told.get(name)
        return value if isinstance(value, str) else ""

    exercise, kind, dose = given(case, field("exercise")), field("wish"), field("dose")
    if not exercise:
        raise BadInput(_("the exercise"), _("is not one of ours"))
    if kind not in KINDS:
        raise BadInput(_("the wish"), _("is not one of ours"))
    number = int(dose) if kind == "dose" and dose.isdecimal() and len(dose) < 3 else None
    return Asked(exercise, kind, _by(field("by") or "person"), number)


def _by(given: str) -> By:
    if given not in ("person", "clinician"):
        raise BadInput(_("who asks"), _("is not one of ours"))
    return "clinician" if given == "clinician" else "person"


def _weigh(case: Case, asked: Asked) -> Weighed:
    kind = KINDS[asked.kind]
    return weigh(
        case.book, case.rulebook, case.today, asked.exercise, kind, by=asked.by, dose=asked.dose
    )


def _show(
    request: Request, case: Case, asked: Asked, weighed: Weighed, *, status: int = 200
) -> Response:
    exercise = case.knowledge.exercises[asked.exercise]
    dose = wording.dose(exercise.doses[asked.dose]) if asked.dose is not None else ""
    after = weighed.after
    changed = plan_words.week_changes(case.knowledge, weighed.before, after) if after else []
    return render(
        request,
        "plan/wish.html",
        status=status,
        asked=asked,
        weighed=weighed,
        exercise=exercise,
        title=_(ASKS[asked.kind]) % {"exercise": _(exercise.title)},
        means=_(MEANS[asked.kind]) % {"dose": dose},
        changes=changed,
        left=_left(case, weighed),
        told=_told(case, weighed),
        conflict=[case.knowledge.exercises[name] for name in weighed.conflict],
        says_conflict=wish_words.conflict(case.knowledge, weighed.conflict),
        ways_out=wish_words.ways_out(weighed.conflict, weighed.minutes, forms=weighed.forms),
        ticket=_ticket(case, asked),
        minutes=case.knowledge.findings["minutes_per_day"],
        wording=wording,
    )


def _left(case: Case, weighed: Weighed) -> str:
    """Why the exercise cannot be in the plan, if it cannot."""
    if weighed.left is None or (weighed.wish is not None and weighed.wish.kind == "ban"):
        return ""
    hurt = case.book.hurt_on(case.today).get(weighed.exercise)
    return left_words.reason(case.knowledge, weighed.left, by=weighed.by, hurt_on=hurt)


def _told(case: Case, weighed: Weighed) -> list[str]:
    if weighed.left is None:
        return []
    known = case.book.standing(case.today).known
    return list(left_words.told_behind(case.rulebook, known, weighed.left))


def _ticket(case: Case, asked: Asked) -> str:
    """A name for exactly what was shown: after another event it is shown again."""
    last = case.book.place()
    told = f"{asked.exercise}/{asked.kind}/{asked.dose}/{asked.by}"
    return case.session.name_for(f"wish/{last}/{told}/{case.today}")


def _done(weighed: Weighed) -> str:
    if weighed.after is not None:
        return _("Done. Your plan has changed as you saw it.")
    match weighed.wish:
        case Wish():
            return _("Noted. Your exercises stay as they are, and it counts from now on.")
        case _:
            return _("Taken back. It counts the next time a week is made.")
