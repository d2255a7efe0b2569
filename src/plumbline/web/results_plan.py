"""What would change in the plan if it were turned to what the tests found: shown before the yes."""

from dataclasses import dataclass
from typing import Literal

from plumbline.web.case import Case
from plumbline.web.plan_words import BY_TESTS, changes

State = Literal["no_plan", "not_now", "stepped_back", "same", "later", "ready"]


@dataclass(frozen=True)
class Turn:
    """Whether the plan can be turned now, and what would then be different."""

    state: State
    changes: tuple[str, ...] = ()


def turn(case: Case) -> Turn:
    """The change that is on offer. Nothing is stored."""
    before = case.book.programme()
    if before is None:
        return Turn("no_plan")
    if before.suspended or not case.book.standing(case.today).may_plan:
        return Turn("not_now")
    if not case.book.practice(case.today).may_grow:
        return Turn("stepped_back")
    after = case.book.would_be(case.today, case.book.wishes())
    if not any(planned.because.startswith(BY_TESTS) for planned in after.exercises):
        # This stage, or this person's cautions, leave no room for what was found.
        return Turn("later")
    told = tuple(changes(case.knowledge, before, after))
    by_rule = {planned.exercise: planned.because for planned in before.exercises}
    reasons = any(by_rule.get(p.exercise) != p.because for p in after.exercises)
    return Turn("ready" if told or reasons else "same", told)
