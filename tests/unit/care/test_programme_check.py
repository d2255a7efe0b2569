"""Every limit of a week can be broken, and each is named when it is."""

from dataclasses import replace

import pytest

from plumbline.care.programme.check import broken
from plumbline.care.programme.problem import Bound, Choice, Option, Pick, Problem, Slot, Walk
from tests.unit.care.weeks import WIDE, exercise, problem

TWO = (Pick("bridge", 0, ("A",)), Pick("plank", 0, ("A",)))
PLAIN = problem(exercise("bridge"), exercise("plank"))


def week(*picks: Pick, walk: int = 0, alone: int = 0) -> Choice:
    return Choice(picks or TWO, (walk,), alone)


def limited(**limits: float) -> Problem:
    """Both exercises are new, load two units, and have risen."""
    heavy = {"load": 2, "new": True, "options": (Option(0, 2, 3, raised=True),)}
    pair = (exercise("bridge", **heavy), exercise("plank", **heavy, station="floor"))
    return problem(*pair, limits=replace(WIDE, **limits))


def bound(counts: str, most: float) -> Problem:
    pair = [exercise(n, groups=("sets/front",), options=(Option(0, 2, 3),)) for n in ("bridge",)]
    limit = Bound("sets/front", counts, most)  # type: ignore[arg-type]
    return problem(*pair, exercise("plank"), bounds=(limit,))


def test_a_week_that_breaks_nothing() -> None:
    assert broken(PLAIN, week()) == ()
    assert broken(limited(), week()) == ()


@pytest.mark.parametrize(
    ("asked", "chosen", "said"),
    [
        (PLAIN, week(TWO[0], TWO[0]), "twice"),
        (PLAIN, week(Pick("squat", 0, ("A",))), "not possible"),
        (PLAIN, week(Pick("bridge", 1, ("A",))), "no dose 1"),
        (PLAIN, week(Pick("bridge", 0, ("B",))), "no session"),
        (PLAIN, week(Pick("bridge", 0, ())), "no session"),
        (problem(exercise("bridge"), exercise("plank", family="bridge")), week(), "two forms"),
        (problem(*PLAIN.candidates, exercise("squat", pinned=True)), week(), "asked for"),
        (limited(minutes=3.5), week(), "longer than 3.5"),
        (limited(load=3), week(), "more than 3 units"),
        (limited(stations=1), week(), "more than 1 places"),
        (limited(new_a_session=1), week(), "session A has more than 1 new"),
        (limited(at_most=1), week(), "more than 1 exercises"),
        (limited(raises=1), week(), "more than 1 doses"),
        (limited(new_a_week=1), week(), "the week has more than 1 new"),
        (limited(week_minutes=7), week(), "longer than 7"),
        (bound("sets", 5), week(), "more than 5 sets"),
        (bound("minutes", 3.5), week(), "more than 3.5 minutes"),
    ],
)
def test_each_limit_is_seen(asked: Problem, chosen: Choice, said: str) -> None:
    found = broken(asked, chosen)
    assert said in found[0]
    assert len(found) == 1 or said == "twice", "a second time is also a second form"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (week(walk=1), "not between 2 and 10"),
        (week(walk=11), "not between 2 and 10"),
        (week(alone=11), "not between 2 and 10"),
        (week(walk=5), "session A takes longer than 8"),
        (week(alone=9), "a walk takes longer than 8"),
    ],
)
def test_each_limit_of_a_walk_is_seen(chosen: Choice, said: str) -> None:
    asked = problem(
        exercise("bridge"), exercise("plank"), walk=Walk(2, 10, 2), limits=replace(WIDE, minutes=8)
    )
    assert broken(asked, week(walk=4, alone=8)) == ()
    found = broken(asked, chosen)
    assert any(said in one for one in found), found


def test_what_fits_exactly_fits() -> None:
    """A limit is the most that may be, rounding aside; a session counts as often as it is done."""
    assert broken(limited(minutes=4, load=4, stations=2, raises=2), week()) == ()
    assert broken(bound("sets", 6), week()) == ()
    assert broken(limited(week_minutes=8), week()) == ()
    thirds = problem(
        *(exercise(n, 0.1) for n in "abc"), limits=replace(WIDE, minutes=0.3), slots=(Slot("A", 3),)
    )
    assert broken(thirds, week(*(Pick(n, 0, ("A",)) for n in "abc"))) == ()
