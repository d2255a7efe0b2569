"""When wishes cannot all be kept: which of them conflict, and the most that can be kept."""

from collections.abc import Sequence
from dataclasses import replace

from plumbline.care.programme.problem import Problem
from plumbline.care.programme.solve import SECONDS, Solved, solve
from plumbline.errors import PlumblineError


class NoWeek(PlumblineError):
    """No week keeps the limits, not even an empty one: a fault of the limits themselves."""


def within_wishes(problem: Problem, *, seconds: float = SECONDS) -> tuple[Solved, tuple[str, ...]]:
    """The best week, and the exercises somebody asked for that it cannot hold: as few as can be.

    Raises NoWeek for limits that nothing can keep.
    """
    solved = solve(problem, seconds=seconds)
    if solved is not None:
        return solved, ()
    dropped = _fewest(problem)
    solved = solve(_without(problem, dropped), seconds=seconds)
    if solved is None:
        raise NoWeek("the limits of this week contradict each other")
    return solved, dropped


def conflicting(problem: Problem) -> tuple[str, ...]:
    """The exercises asked for that cannot all be in one week, none of which could be left out of
    the list: without any one of them the others fit. Empty where all fit."""
    if _feasible(problem):
        return ()
    core = _pinned(problem)
    for name in core:
        fewer = tuple(other for other in core if other != name)
        if not _feasible(_only(problem, fewer)):
            core = fewer
    return core


def minutes_needed(problem: Problem, longest: int) -> int | None:
    """The fewest minutes a day in which all that was asked for fits; None up to `longest`."""
    if not _feasible(_longer(problem, longest)):
        return None
    low, high = int(problem.limits.minutes), longest
    while low < high:
        middle = (low + high) // 2
        if _feasible(_longer(problem, middle)):
            high = middle
        else:
            low = middle + 1
    return high


def _fewest(problem: Problem) -> tuple[str, ...]:
    """The fewest wishes to drop: each that is kept is worth more than all else together."""
    everything = 1.0 + sum(need.points for need in problem.needs)
    everything += sum(abs(candidate.points) for candidate in problem.candidates)
    wished = tuple(
        replace(one, pinned=False, points=one.points + everything) if one.pinned else one
        for one in problem.candidates
    )
    solved = solve(replace(problem, candidates=wished))
    kept = {pick.exercise for pick in solved.choice.picks} if solved else set[str]()
    return tuple(name for name in _pinned(problem) if name not in kept)


def _pinned(problem: Problem) -> tuple[str, ...]:
    return tuple(one.exercise for one in problem.candidates if one.pinned)


def _without(problem: Problem, names: Sequence[str]) -> Problem:
    return _only(problem, tuple(name for name in _pinned(problem) if name not in names))


def _only(problem: Problem, names: Sequence[str]) -> Problem:
    """The problem with only these wishes."""
    candidates = tuple(
        replace(one, pinned=one.pinned and one.exercise in names) for one in problem.candidates
    )
    return replace(problem, candidates=candidates)


def _longer(problem: Problem, minutes: int) -> Problem:
    return replace(problem, limits=replace(problem.limits, minutes=minutes))


def _feasible(problem: Problem) -> bool:
    """Whether any week keeps the limits: worth is left aside, so that this takes no time."""
    return solve(replace(problem, needs=())) is not None
