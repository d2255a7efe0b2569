"""The solver against every week there is, on small problems; and what follows from an optimum."""

import os
import random
from dataclasses import replace

import pytest

from plumbline.care.programme.check import broken
from plumbline.care.programme.conflict import conflicting, minutes_needed, within_wishes
from plumbline.care.programme.greedy import greedy
from plumbline.care.programme.matrix import TIES
from plumbline.care.programme.problem import Limits, Problem
from plumbline.care.programme.solve import solve
from plumbline.care.programme.value import worth
from tests.generative.programme_cases import small_problem, tighter
from tests.generative.programme_oracle import best_points

BLOCK = 500
BLOCKS = 20 if os.environ.get("CI") == "true" else 4
"""All ten thousand where a commit is judged; the first of them while somebody works."""
ROUND = 1e-6


def problem_of(seed: int, most: int = 5) -> Problem:
    return small_problem(random.Random(seed), most)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_ten_thousand_small_weeks_are_the_best_there_are(block: int) -> None:
    """Every week is tried. None is better by more than what settles ties, and none is missed."""
    empty = 0
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        problem = problem_of(seed)
        solved, best = solve(problem), best_points(problem)
        if solved is None or best is None:
            assert solved is None, seed
            assert best is None, seed
            empty += 1
            continue
        assert broken(problem, solved.choice) == (), seed
        assert solved.proof.proven, seed
        value = worth(problem, solved.choice)
        assert solved.proof.value == pytest.approx(value), seed
        assert best - TIES <= value <= best + ROUND, (seed, value, best)
    assert 0 < empty < BLOCK / 2, "some are impossible, most are not"


def test_the_greedy_week_keeps_every_limit_and_is_never_better() -> None:
    worse = 0
    for seed in range(300):
        problem = problem_of(seed)
        simple, best = greedy(problem), best_points(problem)
        if simple is not None:
            assert broken(problem, simple) == (), seed
            assert best is not None, seed
            assert worth(problem, simple) <= best + ROUND, seed
            worse += worth(problem, simple) < best - TIES
    assert worse > 5, "the baseline is beaten now and then"


def test_a_tighter_limit_never_makes_a_better_week() -> None:
    """One limit at a time, at proven optimum; the same holds for a ban and for a wish."""
    less = 0
    for seed in range(50):
        problem = problem_of(seed)
        best = solve(problem)
        for name, stricter in tighter(problem):
            other = solve(stricter)
            if other is not None:
                assert best is not None, (seed, name)
                assert other.proof.value <= best.proof.value + TIES, (seed, name)
                less += other.proof.value < best.proof.value - TIES
    assert less > 80, "limits do bite"


def test_what_is_banned_is_never_there_and_what_is_asked_for_always_is() -> None:
    for seed in range(100):
        rng = random.Random(seed)
        problem = problem_of(seed)
        banned = {one.exercise for one in problem.candidates if rng.random() < 0.3}
        left = tuple(one for one in problem.candidates if one.exercise not in banned)
        solved = solve(replace(problem, candidates=left))
        if solved is not None:
            held = {pick.exercise for pick in solved.choice.picks}
            assert held.isdisjoint(banned), seed
            assert {one.exercise for one in left if one.pinned} <= held, seed


def wished(seed: int) -> Problem:
    """A problem in which three of four exercises are asked for."""
    rng = random.Random(seed)
    problem = problem_of(seed)
    return replace(
        problem,
        candidates=tuple(replace(o, pinned=rng.random() < 0.75) for o in problem.candidates),
    )


def pins(problem: Problem) -> tuple[str, ...]:
    return tuple(one.exercise for one in problem.candidates if one.pinned)


def only(problem: Problem, names: tuple[str, ...]) -> Problem:
    return replace(
        problem,
        candidates=tuple(replace(one, pinned=one.exercise in names) for one in problem.candidates),
    )


def test_wishes_in_conflict_are_the_fewest_that_say_why() -> None:
    """Together they do not fit; without any one of them the others do."""
    found = 0
    for seed in range(80):
        problem = wished(seed)
        core = conflicting(problem)
        if best_points(problem) is not None:
            assert core == (), seed
            continue
        found += 1
        assert core, seed
        assert set(core) <= set(pins(problem)), seed
        assert best_points(only(problem, core)) is None, seed
        for name in core:
            others = tuple(other for other in core if other != name)
            assert best_points(only(problem, others)) is not None, (seed, name)
    assert found > 10


def test_as_many_wishes_are_kept_as_can_be() -> None:
    found = 0
    for seed in range(60):
        problem = wished(seed)
        solved, dropped = within_wishes(problem)
        assert broken(only(problem, tuple(set(pins(problem)) - set(dropped))), solved.choice) == ()
        held = {pick.exercise for pick in solved.choice.picks}
        assert held.isdisjoint(dropped), seed
        if not dropped:
            continue
        found += 1
        names = pins(problem)
        sizes = [
            mask.bit_count()
            for mask in range(2 ** len(names))
            if best_points(only(problem, tuple(n for i, n in enumerate(names) if mask >> i & 1)))
            is not None
        ]
        assert len(names) - len(dropped) == max(sizes), seed
    assert found > 8


def test_the_minutes_that_would_be_enough_are_the_fewest() -> None:
    found = 0
    for seed in range(40):
        problem = wished(seed)
        # Nothing else in the way.
        free = Limits(1, at_least=0, at_most=5, load=99, stations=3, raises=9)
        problem = replace(problem, limits=free, bounds=())
        needed = minutes_needed(problem, 15)
        fits = [
            minutes
            for minutes in range(1, 16)
            if best_points(replace(problem, limits=replace(problem.limits, minutes=minutes)))
            is not None
        ]
        assert needed == (fits[0] if fits else None), seed
        found += bool(needed and needed > 1)
    assert found > 15
