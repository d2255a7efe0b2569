"""The course that people like this one had on average: a published curve, never a forecast."""

from dataclasses import dataclass

from plumbline.care.record import Facts
from plumbline.knowledge.schema import Basis, Course
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class PointOnCourse:
    """Mean pain (0 to 100) weeks after the start, with its 95 % interval where one was read."""

    week: int
    pain: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Factor:
    """A verified prognostic factor this person has; named, not counted into a score."""

    say: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Prognosis:
    course: str
    points: tuple[PointOnCourse, ...]
    has_band: bool
    factors: tuple[Factor, ...]
    basis: Basis


def prognosis(rulebook: Rulebook, known: Facts) -> Prognosis | None:
    """The expected course, or None where it is not known how long the pain has lasted."""
    decided = known.outcomes
    for course in rulebook.knowledge.courses.values():
        if decided[f"courses/{course.id}"]:
            held = [
                factor
                for index, factor in enumerate(course.factors)
                if decided[f"courses/{course.id}/factors/{index}"]
            ]
            factors = tuple(Factor(factor.say, factor.basis) for factor in held)
            points = _points(course)
            has_band = all(point.low is not None for point in points)
            return Prognosis(course.id, points, has_band, factors, course.basis)
    return None


def _points(course: Course) -> tuple[PointOnCourse, ...]:
    shown = [point for point in course.points if point.pain_0_100.basis.status != "unverified"]
    return tuple(
        PointOnCourse(p.week, p.pain_0_100.value, p.pain_0_100.low, p.pain_0_100.high)
        for p in shown
    )
