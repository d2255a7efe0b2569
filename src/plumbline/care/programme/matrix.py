"""A week's problem as columns and rows for a solver of mixed-integer programmes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import highspy
import numpy as np

from plumbline.care.programme.model import Template
from plumbline.care.programme.problem import AEROBIC, Candidate, Choice, Option, Pick, Problem

TIES = 1e-3
"""Points that the order of the exercises may move in all: below what any two weeks differ by."""
EVEN = 1e-5
"""Points lost for each minute by which the walks of two sessions differ: it decides ties only."""
INFINITY = highspy.kHighsInf

Terms = list[tuple[int, float]]


@dataclass(slots=True)
class Matrix:
    """The problem as columns and rows; rows are (lowest, highest, terms)."""

    problem: Problem
    lower: list[float] = field(default_factory=list[float])
    upper: list[float] = field(default_factory=list[float])
    points: list[float] = field(default_factory=list[float])
    whole: list[bool] = field(default_factory=list[bool])
    rows: list[tuple[float, float, Terms]] = field(default_factory=list[tuple[float, float, Terms]])
    used: dict[tuple[str, int], int] = field(default_factory=dict[tuple[str, int], int])
    """Column of (exercise, dose): it is part of the week."""
    held: dict[tuple[str, int, Template], int] = field(
        default_factory=dict[tuple[str, int, Template], int]
    )
    """Column of (exercise, dose, session): it is part of that session."""
    walk_with: list[int] = field(default_factory=list[int])
    walk_alone: int | None = None

    def __post_init__(self) -> None:
        self._exercises()
        self._walks()
        self._needs()
        self._sessions()
        self._whole_week()

    def column(self, upper: float, points: float = 0.0, *, whole: bool = False) -> int:
        self.lower.append(0.0)
        self.upper.append(upper)
        self.points.append(points)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, terms: Terms, *, least: float = -INFINITY, most: float = INFINITY) -> None:
        if terms:
            self.rows.append((least, most, terms))

    def _exercises(self) -> None:
        """Each exercise has at most one dose; it is used if, and only if, a session holds it."""
        candidates, slots = self.problem.candidates, self.problem.slots
        # Spread over what a week can hold, not over all there is: a step has to stay above the gap.
        most = max(1, len(candidates) * self.problem.limits.at_most)
        step = TIES / most / (len(slots) + 1)
        for place, candidate in enumerate(candidates):
            for option in candidate.options:
                key = (candidate.exercise, option.dose)
                points = candidate.points - step * place * len(slots)
                used = self.used[key] = self.column(1, points, whole=True)
                held: Terms = []
                for turn, slot in enumerate(slots):
                    late = step * turn * (len(candidates) - place)
                    one = self.held[(*key, slot.template)] = self.column(1, -late, whole=True)
                    self.row([(one, 1.0), (used, -1.0)], most=0)
                    held.append((one, 1.0))
                self.row([*held, (used, -1.0)], least=0)
            doses = self._sum(lambda one, _, this=candidate: float(one is this))
            self.row(doses, least=float(candidate.pinned), most=1)

    def _walks(self) -> None:
        walk = self.problem.walk
        self.walk_with = [self._walk() for _ in self.problem.slots]
        if walk.alone:
            self.walk_alone = self._walk()
            self.row([(self.walk_alone, 1.0)], most=self.problem.limits.minutes)
        if len(self.walk_with) > 1:
            one, other = self.walk_with
            uneven = self.column(INFINITY, -EVEN)
            self.row([(one, 1.0), (other, -1.0), (uneven, -1.0)], most=0)
            self.row([(other, 1.0), (one, -1.0), (uneven, -1.0)], most=0)
        if walk.week is not None:
            self.row(self._walked(), most=walk.week)

    def _walk(self) -> int:
        """A walk of `least` to `most` minutes, or none."""
        walk = self.problem.walk
        minutes = self.column(walk.most, whole=True)
        goes = self.column(1, whole=True)
        self.row([(minutes, 1.0), (goes, -float(walk.most))], most=0)
        self.row([(minutes, 1.0), (goes, -float(walk.least))], least=0)
        return minutes

    def _needs(self) -> None:
        """Steps of falling worth fill up in their order by themselves."""
        for need in self.problem.needs:
            steps: Terms = [
                (self.column(width, points / width), 1.0) for width, points in need.steps
            ]
            minutes = self._held_sum(
                lambda one, option, name=need.name: one.serves.get(name, 0.0) * option.minutes
            )
            if need.name == AEROBIC:
                minutes += self._walked()
            self.row([*steps, *((column, -much) for column, much in minutes)], most=0)

    def _walked(self) -> Terms:
        slots = zip(self.problem.slots, self.walk_with, strict=True)
        walked: Terms = [(column, float(slot.times)) for slot, column in slots]
        if self.walk_alone is not None:
            walked.append((self.walk_alone, float(self.problem.walk.alone)))
        return walked

    def _sessions(self) -> None:
        limits, costs = self.problem.limits, self.problem.costs
        names = sorted({candidate.station for candidate in self.problem.candidates})
        for slot, walk in zip(self.problem.slots, self.walk_with, strict=True):
            here = (slot.template,)
            minutes = self._held_sum(lambda _, option: option.minutes, here, weekly=False)
            self.row([*minutes, (walk, 1.0)], most=limits.minutes)
            units = self._held_sum(lambda one, _: float(one.load), here, weekly=False)
            self.row(units, most=limits.load)
            for column, much in units:
                self.points[column] -= costs.load * much * slot.times
            if limits.new_a_session is not None:
                new = self._held_sum(lambda one, _: float(one.new), here, weekly=False)
                self.row(new, most=limits.new_a_session)
            places = [self._station(name, slot.template) for name in names]
            more = self.column(INFINITY, -costs.station * slot.times)
            self.row([*((place, 1.0) for place in places), (more, -1.0)], most=1)
            self.row([(place, 1.0) for place in places], most=limits.stations)

    def _station(self, name: str, template: Template) -> int:
        """Whether a session needs a place."""
        needed = self.column(1, whole=True)
        for candidate in self.problem.candidates:
            if candidate.station == name:
                doses = [
                    (self.held[candidate.exercise, option.dose, template], 1.0)
                    for option in candidate.options
                ]
                self.row([*doses, (needed, -1.0)], most=0)
        return needed

    def _whole_week(self) -> None:
        limits = self.problem.limits
        everything = self._sum(lambda _one, _option: 1.0)
        self.row(everything, most=limits.at_most)
        missing = self.column(limits.at_least, -self.problem.costs.missing)
        self.row([*everything, (missing, 1.0)], least=limits.at_least)
        self.row(self._sum(lambda _, option: float(option.raised)), most=limits.raises)
        if limits.new_a_week is not None:
            self.row(self._sum(lambda one, _: float(one.new)), most=limits.new_a_week)
        if limits.week_minutes is not None:
            minutes = self._held_sum(lambda _, option: option.minutes)
            self.row(minutes, most=limits.week_minutes)
        for family in sorted({candidate.family for candidate in self.problem.candidates}):
            self.row(self._sum(lambda one, _, name=family: float(one.family == name)), most=1)
        for bound in self.problem.bounds:
            counted = self._held_sum(
                lambda one, option, bound=bound: (
                    (option.sets if bound.counts == "sets" else option.minutes)
                    * float(bound.group in one.groups)
                )
            )
            self.row(counted, most=bound.most)

    def _sum(self, of: Callable[[Candidate, Option], float]) -> Terms:
        """Over what the week uses."""
        return [
            (self.used[candidate.exercise, option.dose], much)
            for candidate in self.problem.candidates
            for option in candidate.options
            if (much := of(candidate, option))
        ]

    def _held_sum(
        self,
        of: Callable[[Candidate, Option], float],
        templates: Iterable[Template] | None = None,
        *,
        weekly: bool = True,
    ) -> Terms:
        """Over what the sessions hold, as often as they are done in a week."""
        wanted = None if templates is None else set(templates)
        return [
            (
                self.held[candidate.exercise, option.dose, slot.template],
                much * (slot.times if weekly else 1),
            )
            for candidate in self.problem.candidates
            for option in candidate.options
            for slot in self.problem.slots
            if (wanted is None or slot.template in wanted) and (much := of(candidate, option))
        ]

    def model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.points), len(self.rows)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.array(self.points)
        model.col_lower_, model.col_upper_ = np.array(self.lower), np.array(self.upper)
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in self.whole]
        model.row_lower_ = np.array([least for least, _, _ in self.rows])
        model.row_upper_ = np.array([most for _, most, _ in self.rows])
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(terms) for _, _, terms in self.rows)], dtype=np.int32)
        matrix.index_ = np.array(
            [column for _, _, terms in self.rows for column, _ in terms], dtype=np.int32
        )
        matrix.value_ = np.array([much for _, _, terms in self.rows for _, much in terms])
        return model

    def read(self, columns: np.ndarray) -> Choice:
        """The week that a solution means."""
        picks: list[Pick] = []
        for (exercise, dose), used in self.used.items():
            if columns[used] > 0.5:
                held: tuple[Template, ...] = tuple(
                    slot.template
                    for slot in self.problem.slots
                    if columns[self.held[exercise, dose, slot.template]] > 0.5
                )
                picks.append(Pick(exercise, dose, held))
        alone = 0 if self.walk_alone is None else round(float(columns[self.walk_alone]))
        with_sessions = tuple(round(float(columns[column])) for column in self.walk_with)
        return Choice(tuple(picks), with_sessions, alone)
