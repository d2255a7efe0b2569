"""Tiny weeks for the tests of the solver: two exercises that anybody could weigh by hand."""

from dataclasses import replace
from typing import Any

from plumbline.care.programme.problem import (
    Candidate,
    Costs,
    Limits,
    Need,
    Option,
    Problem,
    Slot,
    Walk,
)

NO_COSTS = Costs(station=0, load=0, missing=0)
WIDE = Limits(minutes=60, at_least=0, at_most=9, load=99, stations=3, raises=9)
"""Limits that nothing here comes near to."""


def exercise(name: str, minutes: float = 2, **other: Any) -> Candidate:
    """An exercise of one dose that trains control, done on the feet, with no load."""
    plain = Candidate(
        exercise=name,
        options=(Option(0, minutes, 1),),
        serves={"purpose/control": 1.0},
        groups=(),
        family=name,
        station="feet",
        load=0,
        new=False,
        points=0.0,
    )
    return replace(plain, **other)


def problem(*candidates: Candidate, **other: Any) -> Problem:
    """One session twice a week, no walks; ten points for the first ten minutes of control, five
    for ten more."""
    plain = Problem(
        candidates=candidates,
        needs=(Need("purpose/control", ((10, 10), (10, 5))),),
        bounds=(),
        slots=(Slot("A", 2),),
        walk=Walk(2, 0, 0),
        limits=WIDE,
        costs=NO_COSTS,
    )
    return replace(plain, **other)
