"""Why this plan: every exercise, what was asked about, what more time would add, and the proof."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.care.cautions import Objection
from plumbline.care.decision import Decision
from plumbline.care.explanation import MOST_ASKED, Explanation, explain
from plumbline.care.programme import By, Planned, Programme, Wish, Wishes
from plumbline.care.today import Able, able, barring, may_follow
from plumbline.journal.casebook import replayable
from plumbline.journal.wishing import doses_for
from plumbline.knowledge.schema import Exercise
from plumbline.present import left_words, programme_words, wish_words, wording
from plumbline.present.programme_words import WhyIn
from plumbline.present.words import _
from plumbline.web import plan_left, plan_words
from plumbline.web.case import Case, CaseDep
from plumbline.web.pages import go, render

router = APIRouter()
MOST_KEPT = 64
"""Explanations kept at once in this process; never on disk."""
Key = tuple[str, int, tuple[str, ...]]


class Explained:
    """Explanations that were worked out in this process, the latest ones, in memory only."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Key, Explanation] = OrderedDict()

    def of(
        self, case: Case, event_id: int, decision: Decision, about: Sequence[str]
    ) -> Explanation:
        """The explanation of one stored decision: some twenty weeks are solved for a new one."""
        key = (case.profile.id, event_id, tuple(about))
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = explain(case.rulebook, decision, about)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


@dataclass(frozen=True)
class Card:
    """One exercise of the plan, why it is in, and what can be wished for it."""

    exercise: Exercise
    dose: str
    """Empty while `barred`."""
    why: WhyIn
    wish: Wish | None
    says_wish: str
    doses: tuple[tuple[int, str], ...]
    now: int
    """Which dose it has now."""
    barred: Objection | None
    """Why it must not be done today, if it must not."""


@dataclass(frozen=True)
class NotIn:
    """One exercise that was asked about."""

    exercise: Exercise
    say: str
    told: Sequence[str]
    rule: str
    wish: Wish | None
    says_wish: str
    can_be_in: bool


@dataclass(frozen=True)
class View:
    """Everything the page shows."""

    programme: Programme
    cards: tuple[Card, ...]
    aerobic: Exercise | None
    asked: tuple[NotIn, ...]
    others: tuple[Exercise, ...]
    levers: tuple[str, ...]
    proof: str
    changed: str
    """What changed the plan since it was put together; empty where nothing did."""
    left: Mapping[str, tuple[plan_left.LeftOut, ...]]
    full: bool
    """As many exercises as can be asked about at once."""


@router.get("/plan/why")
def why(request: Request, case: CaseDep) -> Response:
    """The explanation of the plan as it is. Not async: it is worked out beside the event loop."""
    programme = case.book.programme()
    made = made_by(case)
    if programme is None or made is None:
        return go("/today")
    if not may_follow(case.book.standing(case.today), programme):
        return go("/today")
    named = [given(case, name) for name in request.query_params.getlist("about")]
    view = _look(request, case, programme, made, [name for name in named if name])
    return render(
        request,
        "plan/why.html",
        view=view,
        kinds=plan_left.KINDS,
        value=programme_words.VALUE,
        shown_by=case.session.name_for,
    )


def given(case: Case, name: str) -> str:
    """The exercise a form or an address means: by its opaque name, or by its own; else empty."""
    thing = case.session.opaque.get(name, name).removeprefix("exercises/")
    return thing if thing in case.knowledge.exercises else ""


def made_by(case: Case) -> tuple[int, Decision] | None:
    """The decision that the plan was last put together by, with the number of its event."""
    made = case.book.latest("decision")
    decision = replayable(made) if made else None
    return (made.id, decision) if made and decision else None


def cards(case: Case, programme: Programme, by: By = "person") -> tuple[Card, ...]:
    """The exercises of a plan with what can be wished for them, without the reasons."""
    now = _now(case, programme, by)
    return tuple(
        _card(case, now, planned, WhyIn(planned.exercise, "", "", ""))
        for planned in programme.exercises
    )


def wishable(case: Case, programme: Programme) -> tuple[Exercise, ...]:
    """The exercises that are not in a plan, by their titles."""
    planned = {one.exercise for one in programme.exercises}
    moving = case.knowledge.programme.aerobic
    every = case.knowledge.exercises.values()
    others = (one for one in every if one.id not in planned and one.id not in moving)
    return tuple(sorted(others, key=lambda one: _(one.title)))


def _look(
    request: Request,
    case: Case,
    programme: Programme,
    made: tuple[int, Decision],
    named: Sequence[str],
) -> View:
    others = wishable(case, programme)
    names = {one.id for one in others}
    about = [name for name in dict.fromkeys(named) if name in names][:MOST_ASKED]
    kept: Explained = request.app.state.explained
    found = kept.of(case, *made, about)
    reasons = plan_words.reasons(case, programme.exercises)
    said = programme_words.why(case.knowledge, found, reasons)
    by_name = {one.exercise: one for one in said.chosen}
    order = {one.exercise: place for place, one in enumerate(said.chosen)}
    planned = sorted(programme.exercises, key=lambda one: order.get(one.exercise, len(order)))
    now = _now(case, programme, "person")
    walks = any(day.walk_minutes for day in now.able.programme.days)
    return View(
        programme=programme,
        cards=tuple(
            _card(case, now, one, by_name.get(one.exercise) or _unsolved(case, one))
            for one in planned
        ),
        aerobic=case.knowledge.exercises[programme.aerobic] if walks else None,
        asked=tuple(_not_in(case, found, programme, one) for one in said.not_chosen),
        others=tuple(one for one in others if one.id not in about),
        levers=said.levers,
        proof=said.proof,
        changed=_changed(case, programme, made[1]),
        left=plan_left.left_out(case.rulebook, programme.left_out, case.book.wishes()),
        full=len(about) >= MOST_ASKED,
    )


@dataclass(frozen=True)
class _Now:
    """What every card needs, looked up once."""

    programme: Programme
    able: Able
    wishes: Wishes
    by: By
    may_grow: bool

    def doses(self, case: Case, exercise: str) -> range:
        """The doses that may be asked for."""
        return doses_for(case.rulebook, self.programme, exercise, self.by, may_grow=self.may_grow)


def _now(case: Case, programme: Programme, by: By) -> _Now:
    may_do = able(case.rulebook, case.book.standing(case.today).known, programme)
    may_grow = case.book.practice(case.today).may_grow
    return _Now(programme, may_do, case.book.wishes(), by, may_grow)


def _card(case: Case, now: _Now, planned: Planned, why: WhyIn) -> Card:
    exercise = case.knowledge.exercises[planned.exercise]
    wish, barred = now.wishes.on(exercise.id), now.able.against(exercise.id)
    may = () if barred else now.doses(case, exercise.id)
    return Card(
        exercise=exercise,
        dose="" if barred else wording.dose(exercise.doses[planned.dose], planned.more_on),
        why=why,
        wish=wish,
        says_wish=says_wish(case, wish) if wish else "",
        doses=tuple((dose, wording.dose(exercise.doses[dose])) for dose in may),
        now=planned.dose,
        barred=barred,
    )


def says_wish(case: Case, wish: Wish) -> str:
    """A wish that stands, in words; a dose is not named while the exercise must not be done."""
    exercise = case.knowledge.exercises[wish.exercise]
    known = case.book.standing(case.today).known
    if wish.kind == "dose" and barring(case.rulebook, known, exercise) is not None:
        return _("A dose was asked for. It counts when this exercise may be done again.")
    return wish_words.says(case.knowledge, wish)


def _unsolved(case: Case, planned: Planned) -> WhyIn:
    """An exercise that no stored solution holds: the rule that chose it is all there is to say."""
    said = programme_words.because(case.knowledge, planned.because, {})
    return WhyIn(planned.exercise, said, planned.because, "")


def _not_in(
    case: Case, found: Explanation, programme: Programme, one: programme_words.WhyNot
) -> NotIn:
    left = next(other.left for other in found.not_chosen if other.exercise == one.exercise)
    gone = next((o for o in programme.left_out if o.exercise == one.exercise), None)
    if left is None and gone is not None and gone.kind == "contraindicated":
        left = gone  # it has left the plan since
    wish = case.book.wishes().on(one.exercise)
    hurt = case.book.hurt_on(case.today).get(one.exercise)
    by = wish.by if wish else "person"
    say = left_words.reason(case.knowledge, left, by=by, hurt_on=hurt) if left else one.say
    known = case.book.standing(case.today).known
    return NotIn(
        exercise=case.knowledge.exercises[one.exercise],
        say=say,
        told=left_words.told_behind(case.rulebook, known, left) if left else (),
        rule=left.rule if left else "",
        wish=wish,
        says_wish=wish_words.says(case.knowledge, wish) if wish else "",
        can_be_in=left is None or left.kind in ("banned", "enough"),
    )


def _changed(case: Case, programme: Programme, decision: Decision) -> str:
    if decision.knowledge_version != case.knowledge.version:
        return _("What we know has been brought up to date since your plan was put together.")
    if programme.proof is not None:
        return ""
    last = case.book.latest("programme")
    because = plan_words.because_of(last) if last else ""
    return _("Since your plan was put together it has changed: %(what)s.") % {"what": because}
