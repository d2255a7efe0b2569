"""The solver by hand: what wins, what is tied, what is impossible, and what time does to it."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations, product
from pathlib import Path

import pytest

from plumbline.care.programme.build import ask
from plumbline.care.programme.check import broken
from plumbline.care.programme.conflict import (
    NoWeek,
    conflicting,
    minutes_needed,
    within_wishes,
)
from plumbline.care.programme.greedy import greedy
from plumbline.care.programme.model import Proof
from plumbline.care.programme.problem import Bound, Choice, Limits, Option, Pick, Problem, Slot
from plumbline.care.programme.solve import solve
from plumbline.care.programme.value import worth
from plumbline.care.record import facts
from tests.generative.programme_cases import small_problem
from tests.generative.two_processes import said_in_two_processes
from tests.unit.care.people import TODAY, calm_record, rulebook
from tests.unit.care.weeks import WIDE, exercise, problem

ROOT = Path(__file__).resolve().parents[3]


def names(choice: Choice) -> list[str]:
    return [pick.exercise for pick in choice.picks]


def every_week(asked: Problem) -> list[Choice]:
    """Every week there is, walk by walk, that keeps the limits."""
    slots = [slot.template for slot in asked.slots]
    sets = list(chain.from_iterable(combinations(slots, size) for size in range(1, len(slots) + 1)))
    walks = [0, *range(asked.walk.least, asked.walk.most + 1)]
    each = [
        [None, *(Pick(one.exercise, o.dose, s) for o, s in product(one.options, sets))]
        for one in asked.candidates
    ]
    weeks = (
        Choice(tuple(pick for pick in picks if pick), with_, alone)
        for picks in product(*each)
        for with_ in product(walks, repeat=len(slots))
        for alone in (walks if asked.walk.alone else [0])
    )
    return [week for week in weeks if not broken(asked, week)]


@pytest.mark.parametrize("seed", range(25))
def test_no_week_of_all_is_better(seed: int) -> None:
    """With every walk tried too, by the reference value and limits alone."""
    asked = small_problem(random.Random(1000 + seed), most=3)
    asked = replace(asked, walk=replace(asked.walk, most=min(asked.walk.most, 4)))
    weeks = every_week(asked)
    solved = solve(asked)
    if solved is None:
        assert weeks == []
        return
    best = max(worth(asked, week) for week in weeks)
    assert worth(asked, solved.choice) == pytest.approx(best, abs=1e-3)
    assert solved.proof == Proof(solved.proof.value, solved.proof.value, True, "solved")
    assert solved.proof.gap == 0


def test_two_short_ones_beat_a_long_one_of_the_same_points() -> None:
    """Six minutes hold the long one, or both short ones that bring as much each."""
    long_one = exercise("long", 6, points=2.0, serves={})
    short = [exercise(name, 3, points=2.0, serves={}) for name in ("short", "other")]
    solved = solve(problem(long_one, *short, limits=replace(WIDE, minutes=6)))
    assert solved is not None
    assert sorted(names(solved.choice)) == ["other", "short"]
    assert solved.proof.value == 4


def test_of_equals_the_first_in_order_wins_whatever_its_name() -> None:
    for order in (("a", "b", "c"), ("c", "b", "a"), ("b", "c", "a")):
        asked = problem(
            *(exercise(name, points=1.0, family="one") for name in order),
            slots=(Slot("A", 1), Slot("B", 1)),
        )
        solved = solve(asked)
        assert solved is not None
        assert names(solved.choice) == [order[0]]


@pytest.mark.parametrize("minutes", [10, 30])
def test_of_many_equals_the_first_wins_too(minutes: int) -> None:
    """A whole person's week, in which every exercise has a twin that stands right after it."""
    record = calm_record(onset_date=TODAY - timedelta(days=200), minutes_per_day=minutes)
    asked = ask(rulebook(), facts(rulebook(), record, TODAY)).problem
    twins = [
        one
        for candidate in asked.candidates
        for one in (candidate, replace(candidate, exercise=f"{candidate.exercise}_twin"))
    ]
    solved = solve(replace(asked, candidates=tuple(twins)))
    assert solved is not None
    assert not [name for name in names(solved.choice) if name.endswith("_twin")]


def test_of_equal_sessions_the_first_gets_it() -> None:
    asked = problem(
        exercise("bridge", points=1.0, groups=("sets/front",)),
        slots=(Slot("A", 1), Slot("B", 1)),
        bounds=(Bound("sets/front", "sets", 1),),
    )
    solved = solve(asked)
    assert solved is not None
    assert solved.choice.picks == (Pick("bridge", 0, ("A",)),)


def test_less_is_taken_where_more_brings_nothing() -> None:
    """An exercise worth nothing at all stays out."""
    solved = solve(problem(exercise("bridge"), exercise("idle", serves={})))
    assert solved is not None
    assert names(solved.choice) == ["bridge"]


@pytest.mark.parametrize(
    "limits",
    [
        replace(WIDE, minutes=1),
        replace(WIDE, at_most=0),
        replace(WIDE, new_a_week=0),
        replace(WIDE, load=1),
        replace(WIDE, week_minutes=3),
    ],
)
def test_where_nothing_keeps_the_limits_there_is_no_week(limits: Limits) -> None:
    wanted = exercise("bridge", new=True, load=2, pinned=True)
    assert solve(problem(wanted)) is not None
    assert solve(problem(wanted, limits=limits)) is None
    assert greedy(problem(wanted, limits=limits)) is None


def test_nothing_to_choose_from_is_an_empty_week() -> None:
    asked = problem(limits=replace(WIDE, at_least=3))
    solved = solve(replace(asked, costs=replace(asked.costs, missing=5)))
    assert solved is not None
    assert solved.choice == Choice((), (0,), 0)
    assert solved.proof.value == -15


def large() -> Problem:
    """Forty exercises that compete for every limit there is."""
    rng = random.Random(7)
    candidates = tuple(
        exercise(
            f"exercise_{place}",
            options=tuple(Option(dose, 1.0 + dose + rng.random(), 1 + dose) for dose in range(2)),
            serves={f"purpose/{rng.randrange(9)}": 1.0, f"chain/{rng.randrange(9)}": 0.5},
            groups=(f"sets/{rng.randrange(6)}",),
            station=rng.choice(["feet", "chair", "floor"]),
            load=rng.randrange(5),
            points=rng.random(),
        )
        for place in range(40)
    )
    plain = problem(*candidates)
    kinds = [f"purpose/{i}" for i in range(9)] + [f"chain/{i}" for i in range(9)]
    return replace(
        plain,
        needs=tuple(replace(plain.needs[0], name=kind) for kind in kinds),
        bounds=tuple(Bound(f"sets/{i}", "sets", 7) for i in range(6)),
        slots=(Slot("A", 2), Slot("B", 1)),
        limits=Limits(minutes=17, at_least=6, at_most=12, load=13, stations=2, raises=0),
    )


def test_a_search_cut_short_says_so_and_how_much_may_be_missing() -> None:
    """The week may be shown all the same; what is best lies within the gap it tells."""
    asked = large()
    cut = solve(asked, seconds=0.001)
    assert cut is not None
    assert broken(asked, cut.choice) == ()
    assert not cut.proof.proven
    assert cut.proof.method in ("best_found", "greedy")
    assert 0 < cut.proof.gap < 1
    assert cut.proof.value == pytest.approx(worth(asked, cut.choice))
    simple = greedy(asked)
    assert simple is not None
    assert worth(asked, simple) <= cut.proof.best


def test_the_same_problem_gives_the_same_week_in_two_processes() -> None:
    """Whatever order Python hashes names in."""
    said = said_in_two_processes(
        "import random\n"
        "from tests.generative.programme_cases import small_problem\n"
        "from plumbline.care.programme.solve import solve\n"
        "print([solve(small_problem(random.Random(s))) for s in range(30)])\n"
    )
    assert len(said) == 1
    here = str([solve(small_problem(random.Random(seed))) for seed in range(30)])
    assert said == {here + "\n"}


# Wishes that conflict


def pinned(*minutes: float, **limits: float) -> Problem:
    """An exercise of so many minutes for each number, all of them asked for."""
    wanted = [exercise(f"e{i}", much, pinned=True) for i, much in enumerate(minutes)]
    return problem(*wanted, limits=replace(WIDE, **limits))


def test_wishes_that_fit_do_not_conflict() -> None:
    assert conflicting(pinned(2, 3, minutes=5)) == ()
    solved, dropped = within_wishes(pinned(2, 3, minutes=5))
    assert names(solved.choice) == ["e0", "e1"]
    assert dropped == ()


def test_the_conflict_names_no_more_than_it_needs() -> None:
    """Seven and six do not fit into ten; one minute is in nobody's way."""
    core = conflicting(pinned(7, 1, 6, minutes=10))
    assert set(core) == {"e0", "e2"}


def test_the_most_wishes_are_kept() -> None:
    """Of 7, 4 and 5 minutes in ten only the two shorter ones go together."""
    solved, dropped = within_wishes(pinned(7, 4, 5, minutes=10))
    assert dropped == ("e0",)
    assert names(solved.choice) == ["e1", "e2"]


def test_two_forms_of_one_exercise_conflict_whatever_the_time() -> None:
    forms = [exercise(name, pinned=True, family="bridge") for name in ("one", "two")]
    asked = problem(exercise("plank", pinned=True), *forms)
    assert set(conflicting(asked)) == {"one", "two"}
    assert minutes_needed(asked, 90) is None


@pytest.mark.parametrize(("minutes", "needed"), [((7, 6), 13), ((7, 6, 2.5), 16), ((4,), 4)])
def test_how_many_minutes_would_be_enough(minutes: tuple[float, ...], needed: int) -> None:
    assert minutes_needed(pinned(*minutes, minutes=2), 60) == needed
    assert minutes_needed(pinned(*minutes, minutes=2), needed - 1) is None


def test_limits_that_nothing_keeps_are_a_fault_of_ours() -> None:
    with pytest.raises(NoWeek):
        within_wishes(problem(exercise("bridge"), limits=replace(WIDE, minutes=-1)))
