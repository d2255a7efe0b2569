"""Why a week is as it is: found by solving it again with one thing changed, never from a template.

For an exercise that is in: the week without it. For one that is not: the week with it. For the
whole: the week with a little more of what limits it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from plumbline.care.programme.model import Left
from plumbline.care.programme.problem import Choice, Problem, Slot
from plumbline.care.programme.solve import Solved, solve
from plumbline.care.programme.value import terms

SMALL = 0.01
"""Points that are not worth telling."""
MORE_MINUTES = 10
LeverKind = Literal["minutes", "day", "kit"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Why an exercise is in: what the best week without it would be."""

    exercise: str
    because: str
    """The rule that speaks for it."""
    loses: float
    """Points the week loses without it."""
    serves: tuple[tuple[str, float], ...]
    """Needs that would be served less, most first, with their points."""
    displaced: tuple[str, ...]
    """What would stand in its place."""


@dataclass(frozen=True, slots=True)
class NotChosen:
    """Why an exercise is not in: a rule that keeps it out, or what having it would cost."""

    exercise: str
    left: Left | None
    """The rule, where one keeps it out of every week."""
    loses: float | None = None
    """Points the week would lose with it; None where no week can hold it."""
    would_go: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lever:
    """One limit let out a little, and what that would add."""

    kind: LeverKind
    what: str
    """The kit it is about; empty for time."""
    gain: float
    adds: tuple[str, ...]
    goes: tuple[str, ...]


def chosen(problem: Problem, solved: Solved, because: Mapping[str, str]) -> tuple[Chosen, ...]:
    """Every exercise of a week, by what it would lose without it."""
    found = (_without(problem, solved, name, because[name]) for name in _names(solved.choice))
    return tuple(sorted(found, key=lambda one: (-one.loses, one.exercise)))


def not_chosen(
    problem: Problem, solved: Solved, left_out: Iterable[Left], exercise: str
) -> NotChosen:
    """Why one exercise is not in the week."""
    left = next((one for one in left_out if one.exercise == exercise), None)
    there = any(one.exercise == exercise for one in problem.candidates)
    if not there:
        return NotChosen(exercise, left)
    other = solve(_pinned(problem, exercise, pinned=True))
    if other is None:
        return NotChosen(exercise, None)
    loses = solved.proof.value - other.proof.value
    return NotChosen(exercise, None, max(0.0, loses), _gone(solved.choice, other.choice))


def longer_days(problem: Problem, solved: Solved) -> Lever | None:
    """What ten more minutes a day would add."""
    limits = replace(problem.limits, minutes=problem.limits.minutes + MORE_MINUTES)
    return lever("minutes", "", solved, replace(problem, limits=limits))


def one_more_day(problem: Problem, solved: Solved) -> Lever | None:
    """What one more day of walking would add; where nothing is walked, one more session."""
    walk = problem.walk
    if walk.most and walk.alone + _sessions(problem) < 7:
        more = replace(problem, walk=replace(walk, alone=walk.alone + 1))
        return lever("day", "", solved, more)
    first, *others = problem.slots
    slots = (Slot(first.template, first.times + 1), *others)
    return lever("day", "", solved, replace(problem, slots=slots)) if not walk.most else None


def lever(kind: LeverKind, what: str, solved: Solved, wider: Problem) -> Lever | None:
    """The gain of a wider problem, with what it adds; None where it is too small to tell."""
    other = solve(wider)
    if other is None or other.proof.value - solved.proof.value < SMALL:
        return None
    gain = other.proof.value - solved.proof.value
    added = tuple(sorted(set(_names(other.choice)) - set(_names(solved.choice))))
    return Lever(kind, what, gain, added, _gone(solved.choice, other.choice))


def _without(problem: Problem, solved: Solved, exercise: str, because: str) -> Chosen:
    rest = tuple(one for one in problem.candidates if one.exercise != exercise)
    other = solve(replace(problem, candidates=rest))
    assert other is not None, "leaving an exercise out breaks no limit"
    now, then = terms(problem, solved.choice), terms(problem, other.choice)
    less = {name: points - then[name] for name, points in now.items() if "/" in name}
    serves = sorted(less.items(), key=lambda pair: (-pair[1], pair[0]))
    return Chosen(
        exercise=exercise,
        because=because,
        loses=max(0.0, solved.proof.value - other.proof.value),
        serves=tuple((name, points) for name, points in serves if points > SMALL),
        displaced=tuple(sorted(set(_names(other.choice)) - set(_names(solved.choice)))),
    )


def _pinned(problem: Problem, exercise: str, *, pinned: bool) -> Problem:
    candidates = tuple(
        replace(one, pinned=pinned) if one.exercise == exercise else one
        for one in problem.candidates
    )
    return replace(problem, candidates=candidates)


def _names(choice: Choice) -> tuple[str, ...]:
    return tuple(pick.exercise for pick in choice.picks)


def _gone(before: Choice, after: Choice) -> tuple[str, ...]:
    return tuple(sorted(set(_names(before)) - set(_names(after))))


def _sessions(problem: Problem) -> int:
    return sum(slot.times for slot in problem.slots)
