"""The best week found by trying every week: slow in principle, obvious, and without a solver.

Written from what `Problem` says of itself, not from the code that reads it. Every exercise is
left out, or taken at one dose into some of the sessions. Walks are as long as they may be, since a
longer walk never takes a point away.
"""

from collections.abc import Callable
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from plumbline.care.programme.problem import AEROBIC, Candidate, Option, Problem

State = tuple[Option, tuple[bool, ...]]
"""A dose, and which sessions hold it."""
Numbers = NDArray[np.float64]
EPS = 1e-9


def best_points(problem: Problem) -> float | None:
    """Points of the best week; None where no week keeps the limits."""
    weeks = _Weeks(problem)
    allowed = weeks.allowed()
    return float(weeks.points()[allowed].max()) if allowed.any() else None


class _Weeks:
    """Every week there is, one place of an array for each."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.states = [_states(problem, candidate) for candidate in problem.candidates]
        self.grid = np.indices([len(each) for each in self.states]).reshape(len(self.states), -1)
        self.minutes = [
            self.total(lambda _, option, held, k=k: option.minutes * held[k]) for k in self.slots
        ]

    @property
    def slots(self) -> range:
        return range(len(self.problem.slots))

    def total(self, of: Callable[[Candidate, Option, tuple[bool, ...]], float]) -> Numbers:
        """The sum of something over all that a week holds."""
        found = np.zeros(self.grid.shape[1])
        for candidate, states, chosen in zip(
            self.problem.candidates, self.states, self.grid, strict=True
        ):
            worth = [0.0 if state is None else float(of(candidate, *state)) for state in states]
            if any(worth):
                found += np.array(worth)[chosen]
        return found

    def weekly(self, of: Callable[[Candidate, Option], float]) -> Numbers:
        """The same, as often as the sessions are done in a week."""
        times = [slot.times for slot in self.problem.slots]
        return self.total(
            lambda one, option, held: (
                of(one, option) * sum(t for t, here in zip(times, held, strict=True) if here)
            )
        )

    def allowed(self) -> NDArray[np.bool_]:
        limits, problem = self.problem.limits, self.problem
        most: list[tuple[Numbers, float | None]] = [
            (self.total(lambda *_: 1), limits.at_most),
            (self.total(lambda _, option, __: option.raised), limits.raises),
            (self.total(lambda one, *_: one.new), limits.new_a_week),
            (self.weekly(lambda _, option: option.minutes), limits.week_minutes),
        ]
        for k in self.slots:
            new = self.total(lambda one, _, held, k=k: one.new and held[k])
            most += [
                (self.minutes[k], limits.minutes),
                (self.load(k), limits.load),
                (self.places(k), limits.stations),
                (new, limits.new_a_session),
            ]
        for bound in problem.bounds:
            most.append((self.weekly(_counted(bound.group, bound.counts)), bound.most))
        for family in {candidate.family for candidate in problem.candidates}:
            most.append((self.total(lambda one, *_, name=family: one.family == name), 1))
        fine = np.ones(self.grid.shape[1], dtype=bool)
        for found, limit in most:
            if limit is not None:
                fine &= found <= limit + EPS
        for place, candidate in enumerate(problem.candidates):
            if candidate.pinned:
                fine &= self.grid[place] > 0
        return fine

    def load(self, k: int) -> Numbers:
        return self.total(lambda one, _, held: one.load * held[k])

    def places(self, k: int) -> Numbers:
        found = np.zeros(self.grid.shape[1])
        for name in {candidate.station for candidate in self.problem.candidates}:
            here = self.total(lambda one, _, held, name=name: held[k] and one.station == name)
            found += here > 0
        return found

    def walked(self) -> Numbers:
        walk, limits = self.problem.walk, self.problem.limits

        def longest(room: Numbers) -> Numbers:
            minutes = np.minimum(np.floor(room + EPS), walk.most)
            return np.where(minutes >= max(1, walk.least), minutes, 0.0)

        alone = float(longest(np.array(limits.minutes))) * walk.alone
        return alone + sum(
            slot.times * longest(limits.minutes - self.minutes[k])
            for k, slot in enumerate(self.problem.slots)
        )

    def points(self) -> Numbers:
        problem, costs = self.problem, self.problem.costs
        found = self.total(lambda one, *_: one.points)
        for need in problem.needs:
            served = self.weekly(
                lambda one, option, need=need: one.serves.get(need.name, 0.0) * option.minutes
            )
            served = served + self.walked() if need.name == AEROBIC else served
            widths, gains = zip(*need.steps, strict=True)
            found += np.interp(served, [0.0, *accumulate(widths)], [0.0, *accumulate(gains)])
        for k, slot in enumerate(problem.slots):
            found -= slot.times * costs.station * np.maximum(0.0, self.places(k) - 1)
            found -= slot.times * costs.load * self.load(k)
        held = self.total(lambda *_: 1)
        return found - costs.missing * np.maximum(0.0, problem.limits.at_least - held)


def _states(problem: Problem, candidate: Candidate) -> list[State | None]:
    """Left out, or each dose in each choice of sessions but none."""
    count = len(problem.slots)
    sets = [tuple(bool(mask >> k & 1) for k in range(count)) for mask in range(1, 2**count)]
    return [None, *((option, held) for option in candidate.options for held in sets)]


def _counted(group: str, counts: str) -> Callable[[Candidate, Option], float]:
    def of(candidate: Candidate, option: Option) -> float:
        much = option.sets if counts == "sets" else option.minutes
        return much if group in candidate.groups else 0.0

    return of
