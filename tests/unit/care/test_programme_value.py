"""What a week is worth, weighed by hand."""

import pytest

from plumbline.care.programme.problem import Choice, Costs, Limits, Need, Option, Pick, Slot, Walk
from plumbline.care.programme.value import served, terms, worth
from tests.unit.care.weeks import exercise, problem


@pytest.mark.parametrize(
    ("minutes", "points"), [(0, 0), (5, 5), (10, 10), (14, 12), (20, 15), (90, 15)]
)
def test_the_first_minutes_bring_most_and_more_than_enough_brings_nothing(
    minutes: float, points: float
) -> None:
    need = Need("purpose/control", ((10, 10), (10, 5)))
    assert need.worth(minutes) == points
    assert need.points == 15


def test_a_week_by_hand() -> None:
    """Session A twice: 3 min of bridge, 2 of plank; session B once: plank. A walk of 5 with each A,
    of 4 on two days alone.

    Control: bridge 3 x 2 = 6, plank at half its minutes 2 x 3 x 0.5 = 3: 9 points. Aerobic:
    2 x 5 + 2 x 4 = 18 min, all of a step of 20 for 4 points: 3.6. Points of their own 1 - 0.5.
    Two places in A, twice: -1.6. Load 2 in A, twice: -0.4. One exercise missing of three: -5.
    """
    week = problem(
        exercise("bridge", 3, points=1.0, station="floor", load=2),
        exercise("plank", 2, points=-0.5, serves={"purpose/control": 0.5}),
        needs=(
            Need("purpose/control", ((10, 10), (10, 5))),
            Need("purpose/aerobic", ((20, 4), (20, 2))),
        ),
        slots=(Slot("A", 2), Slot("B", 1)),
        walk=Walk(2, 10, 2),
        limits=Limits(minutes=60, at_least=3, at_most=9, load=99, stations=3, raises=9),
        costs=Costs(station=0.8, load=0.1, missing=5),
    )
    choice = Choice((Pick("bridge", 0, ("A",)), Pick("plank", 0, ("A", "B"))), (5, 0), 4)
    assert served(week, choice) == {"purpose/aerobic": 18, "purpose/control": 9}
    assert terms(week, choice) == {
        "purpose/control": 9,
        "purpose/aerobic": pytest.approx(3.6),
        "exercises": 0.5,
        "stations": pytest.approx(-1.6),
        "load": pytest.approx(-0.4),
        "missing": -5,
    }
    assert worth(week, choice) == pytest.approx(6.1)


def test_a_longer_dose_serves_longer() -> None:
    longer = exercise("bridge", options=(Option(0, 2, 1), Option(1, 4, 2)))
    week = problem(longer)
    points = [worth(week, Choice((Pick("bridge", dose, ("A",)),), (0,), 0)) for dose in (0, 1)]
    assert points == [4, 8]
