"""What a wish about an exercise would do to the plan: weighed first, stored only with a yes."""

from dataclasses import dataclass
from datetime import date

from plumbline.care.impairments import assess
from plumbline.care.programme import By, Left, Planned, Programme, Wish, Wishes, WishKind
from plumbline.care.programme.build import ask
from plumbline.care.programme.conflict import conflicting, minutes_needed
from plumbline.care.programme.problem import Problem
from plumbline.errors import BadInput, NotReady
from plumbline.journal.casebook import Casebook
from plumbline.logic.rulebook import Rulebook

MUST_BE_IN: frozenset[WishKind] = frozenset({"pin", "dose"})
"""Wishes that need the exercise to be possible."""
MINUTES = "minutes_per_day"
MOST_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Weighed:
    """One wish and what it would lead to. Nothing is stored yet."""

    exercise: str
    by: By
    wish: Wish | None
    """None: an earlier wish is taken back."""
    before: Programme
    after: Programme | None
    """The plan as it would be; None where it can stay as it is."""
    left: Left | None
    """The rule that keeps the exercise out, if one does."""
    conflict: tuple[str, ...] = ()
    """Exercises asked for that do not fit into one week together; each is part of why."""
    forms: bool = False
    """They are forms of one exercise, of which a week holds one."""
    minutes: int | None = None
    """Minutes a day in which all of them would fit."""

    @property
    def possible(self) -> bool:
        """Whether the wish can be kept at all."""
        must = self.wish is not None and self.wish.kind in MUST_BE_IN
        return not (must and (self.left or self.conflict))


def weigh(
    book: Casebook,
    rulebook: Rulebook,
    today: date,
    exercise: str,
    kind: WishKind | None,
    *,
    by: By = "person",
    dose: int | None = None,
) -> Weighed:
    """What a wish would do; `kind` None takes the wish for an exercise back. `dose` is a place in
    the exercise's doses. Raises BadInput for a wish that makes no sense, NotReady where there is
    no plan to change."""
    before = book.programme()
    if before is None or before.suspended or not book.standing(today).may_plan:
        raise NotReady("a wish needs a plan, and the safety questions come first")
    if exercise not in rulebook.knowledge.exercises:
        raise BadInput("the exercise", f"{exercise[:40]!r} is not one of our exercises")
    allowed = doses_for(rulebook, before, exercise, by, may_grow=book.practice(today).may_grow)
    _check(rulebook, exercise, kind, dose, allowed)
    wish = Wish(kind, exercise, by, dose) if kind else None
    wishes = book.wishes().with_(wish) if wish else book.wishes().without(exercise)
    problem, left_out = _problem(book, rulebook, today, wishes)
    left = next((one for one in left_out if one.exercise == exercise), None)
    must = kind in MUST_BE_IN
    conflict = conflicting(problem) if must and not left else ()
    changes = not (must and (left or conflict)) and not _kept(before, wish)
    return Weighed(
        exercise=exercise,
        by=by,
        wish=wish,
        before=before,
        after=book.would_be(today, wishes, granted=_granted(wish)) if changes else None,
        left=left,
        conflict=conflict,
        forms=len({one.family for one in problem.candidates if one.exercise in conflict}) == 1,
        minutes=minutes_needed(problem, _longest(rulebook)) if conflict else None,
    )


def settle(book: Casebook, weighed: Weighed, today: date) -> None:
    """Store a wish that can be kept, and the plan that follows from it. Raises BadInput for one
    that cannot."""
    if not weighed.possible:
        raise BadInput(weighed.exercise, "cannot be in your plan now")
    if weighed.wish is None:
        book.no_wish(weighed.exercise, weighed.by, today)
    elif weighed.wish != book.wishes().on(weighed.exercise):
        book.wish(weighed.wish, today)
    if weighed.after is not None:
        book.replan(today, f"wished_{weighed.by}", granted=_granted(weighed.wish))


def doses_for(
    rulebook: Rulebook, programme: Programme, exercise: str, by: By, *, may_grow: bool
) -> range:
    """The doses that may be asked for: a person up to what they do now, since more needs a check-in
    that allows it; a clinician one more, unless the last check-in backed off."""
    held = _planned(programme, exercise)
    most = (held.dose if held else 0) + (by == "clinician" and may_grow)
    return range(min(most + 1, len(rulebook.knowledge.exercises[exercise].doses)))


def _check(
    rulebook: Rulebook, exercise: str, kind: WishKind | None, dose: int | None, allowed: range
) -> None:
    if exercise in rulebook.knowledge.programme.aerobic:
        raise BadInput(exercise, "fills your time on the move, and is not wished for here")
    if (kind == "dose") != (dose is not None):
        raise BadInput("dose", "goes with the wish for a dose, and only with that")
    if dose is not None and dose not in allowed:
        raise BadInput("dose", "asks for more than now", allowed=f"1 to {len(allowed)}")


def _granted(wish: Wish | None) -> str:
    """The exercise whose dose a clinician raises by this very wish."""
    return wish.exercise if wish and wish.kind == "dose" and wish.by == "clinician" else ""


def _kept(programme: Programme, wish: Wish | None) -> bool:
    """Whether the plan is already as somebody wants it; then it need not change today."""
    planned = _planned(programme, wish.exercise) if wish else None
    match wish:
        case Wish(kind="pin"):
            return planned is not None
        case Wish(kind="ban"):
            return planned is None
        case Wish(kind="dose", dose=dose):
            return planned is not None and planned.dose == dose
        case _:
            return True


def _planned(programme: Programme, exercise: str) -> Planned | None:
    return next((one for one in programme.exercises if one.exercise == exercise), None)


def _problem(
    book: Casebook, rulebook: Rulebook, today: date, wishes: Wishes
) -> tuple[Problem, tuple[Left, ...]]:
    known = book.standing(today).known
    first = assess(rulebook.knowledge, book.record(), known).priorities
    asked = ask(rulebook, known, first, book.practice(today), wishes)
    return asked.problem, asked.left_out


def _longest(rulebook: Rulebook) -> int:
    """The most minutes a day that somebody can give."""
    most = rulebook.knowledge.findings[MINUTES].max
    return int(most) if most is not None else MOST_MINUTES
