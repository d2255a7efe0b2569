"""A week put together step by step: the best next addition for its minutes, while there is room.

It is what most programmes are made by, and so the baseline the optimum is measured against; and it
always answers.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

from plumbline.care.programme.check import broken
from plumbline.care.programme.model import Template
from plumbline.care.programme.problem import Candidate, Choice, Pick, Problem
from plumbline.care.programme.value import session_minutes, worth


def greedy(problem: Problem) -> Choice | None:
    """A good week, not proved to be the best: by what each minute brings, or by what each exercise
    brings, whichever comes to more. None where what was asked for breaks a limit."""
    weeks = [_grown(problem, by_minute=by_minute) for by_minute in (True, False)]
    found = [week for week in weeks if week is not None]
    return max(found, key=lambda week: worth(problem, week), default=None)


def _grown(problem: Problem, *, by_minute: bool) -> Choice | None:
    week = Choice((), tuple(0 for _ in problem.slots), 0)
    for candidate in problem.candidates:
        if candidate.pinned:
            able = [w for w in _with(problem, week, candidate) if not _breaks(problem, w)]
            if not able:
                return None
            week = max(able, key=lambda one: worth(problem, one))
    while True:
        better = _best_addition(problem, week, by_minute=by_minute)
        if better is None:
            return _walking(problem, week) if not broken(problem, week) else None
        week = better


def _best_addition(problem: Problem, week: Choice, *, by_minute: bool) -> Choice | None:
    now, spent = worth(problem, week), _spent(problem, week)
    used = {pick.exercise for pick in week.picks}
    best: tuple[float, Choice] | None = None
    for candidate in problem.candidates:
        if candidate.exercise in used:
            continue
        for longer in _with(problem, week, candidate):
            gain = worth(problem, longer) - now
            minutes = _spent(problem, longer) - spent
            rate = gain / max(minutes, 0.1) if by_minute else gain
            better = gain > 0 and (best is None or rate > best[0])
            if better and not _breaks(problem, longer):
                best = (rate, longer)
    return best[1] if best else None


def _with(problem: Problem, week: Choice, candidate: Candidate) -> Iterator[Choice]:
    """The week with one more exercise, at every dose, in every set of sessions."""
    names: list[Template] = [slot.template for slot in problem.slots]
    sets = chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1))
    for templates in sets:
        for option in candidate.options:
            pick = Pick(candidate.exercise, option.dose, templates)
            yield replace(week, picks=(*week.picks, pick))


def _breaks(problem: Problem, week: Choice) -> bool:
    """Whether more than a missing wish is wrong with a week that is still being put together."""
    free = tuple(replace(candidate, pinned=False) for candidate in problem.candidates)
    return bool(broken(replace(problem, candidates=free), week))


def _spent(problem: Problem, week: Choice) -> float:
    return sum(session_minutes(problem, week, slot) * slot.times for slot in problem.slots)


def _walking(problem: Problem, week: Choice) -> Choice:
    """Walks fill what is left of each day."""
    walk, limits = problem.walk, problem.limits
    rooms = [limits.minutes - session_minutes(problem, week, slot) for slot in problem.slots]
    each = tuple(_walk(problem, room) for room in rooms)
    alone = _walk(problem, limits.minutes) if walk.alone else 0
    none = tuple(0 for _ in each)
    tried = (replace(week, walk_with=walks, walk_alone=alone) for walks in (each, none))
    return next((longer for longer in tried if not broken(problem, longer)), week)


def _walk(problem: Problem, room: float) -> int:
    minutes = min(problem.walk.most, int(room))
    return minutes if minutes >= max(1, problem.walk.least) else 0
