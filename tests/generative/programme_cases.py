"""Small weeks to be put together: bare numbers, drawn at random from a seeded source.

Sizes are whole or half units, so that a limit is often met exactly.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from plumbline.care.programme.problem import (
    AEROBIC,
    Bound,
    Candidate,
    Costs,
    Limits,
    Need,
    Option,
    Problem,
    Slot,
    Walk,
)

NEEDS = (AEROBIC, "purpose/control", "chain/side", "goal/stairs")
GROUPS = ("sets/side", "stretch/calf")
STATIONS = ("feet", "chair", "floor")


def small_problem(rng: random.Random, most: int = 5) -> Problem:
    """Two to five exercises, one or two sessions; about half of the limits bite."""
    slots = (Slot("A", rng.randint(1, 4)), Slot("B", rng.randint(1, 2)))[: rng.randint(1, 2)]
    return Problem(
        candidates=tuple(_candidate(rng, place) for place in range(rng.randint(2, most))),
        needs=tuple(_need(rng, name) for name in NEEDS if rng.random() < 0.6),
        bounds=tuple(_bound(rng, group) for group in GROUPS if rng.random() < 0.6),
        slots=slots,
        walk=Walk(2, rng.choice([0, 1, 4, 15]), rng.choice([0, 2, 4])),
        limits=_limits(rng),
        costs=Costs(rng.choice([0.0, 0.8]), rng.choice([0.0, 0.1]), rng.choice([0.0, 5.0])),
    )


def _candidate(rng: random.Random, place: int) -> Candidate:
    return Candidate(
        exercise=f"exercise_{place}",
        options=tuple(_options(rng)),
        serves={name: rng.choice([0.5, 1.0]) for name in NEEDS if rng.random() < 0.5},
        groups=tuple(group for group in GROUPS if rng.random() < 0.5),
        family=f"family_{rng.choice([place, place, 0])}",
        station=rng.choice(STATIONS),
        load=rng.randint(0, 4),
        new=rng.random() < 0.5,
        points=round(rng.uniform(-1.5, 3), 1),
        pinned=rng.random() < 0.12,
    )


def _options(rng: random.Random) -> Iterator[Option]:
    """One to two doses, each longer than the one before."""
    minutes = 0.0
    begin = rng.choice([0, 0, 1])
    for dose in range(begin, begin + rng.choice([1, 1, 2])):
        minutes += rng.choice([0.5, 1.0, 2.5])
        yield Option(dose, minutes, rng.randint(1, 3), raised=rng.random() < 0.3)


def _need(rng: random.Random, name: str) -> Need:
    """Two steps, the second worth less a minute."""
    first, second = rng.choice([2.0, 6.0, 20.0]), rng.choice([3.0, 10.0])
    rate = rng.uniform(0.1, 1.5)
    return Need(name, ((first, first * rate), (second, second * rate * rng.random())))


def _bound(rng: random.Random, group: str) -> Bound:
    counts = "sets" if group.startswith("sets") else "minutes"
    return Bound(group, counts, rng.choice([2, 4, 9]))


def _limits(rng: random.Random) -> Limits:
    return Limits(
        minutes=rng.choice([1.0, 3.5, 6.0, 20.0]),
        at_least=rng.randint(0, 4),
        at_most=rng.randint(1, 5),
        load=rng.choice([0, 3, 6, 20]),
        stations=rng.randint(1, 3),
        raises=rng.randint(0, 2),
        new_a_session=rng.choice([None, 0, 1]),
        new_a_week=rng.choice([None, 1, 2]),
        week_minutes=rng.choice([None, 4.0, 12.0]),
    )


def tighter(problem: Problem) -> Iterator[tuple[str, Problem]]:
    """The problem with each of its limits one stricter, each exercise banned or asked for, each
    dose taken away, and with one bound more."""
    limits, walk = problem.limits, problem.walk
    for name in ("minutes", "at_most", "load", "stations", "raises"):
        less = max(0, getattr(limits, name) - 1)
        yield name, replace(problem, limits=replace(limits, **{name: less}))
    for name in ("new_a_session", "new_a_week", "week_minutes"):
        now = getattr(limits, name)
        less = 2 if now is None else max(0, now - 1)
        yield name, replace(problem, limits=replace(limits, **{name: less}))
    yield "least", replace(problem, limits=replace(limits, at_least=limits.at_least + 1))
    yield "walk", replace(problem, walk=replace(walk, most=max(0, walk.most - 1)))
    yield "days", replace(problem, walk=replace(walk, alone=max(0, walk.alone - 1)))
    for place, bound in enumerate(problem.bounds):
        bounds = list(problem.bounds)
        bounds[place] = replace(bound, most=max(0, bound.most - 1))
        yield bound.group, replace(problem, bounds=tuple(bounds))
    for group in sorted({group for one in problem.candidates for group in one.groups}):
        more = Bound(group, "minutes", 3)
        yield f"{group} anew", replace(problem, bounds=(*problem.bounds, more))
    for place, one in enumerate(problem.candidates):
        before, after = problem.candidates[:place], problem.candidates[place + 1 :]
        if not one.pinned:
            yield f"ban {one.exercise}", replace(problem, candidates=before + after)
        pinned = (*before, replace(one, pinned=True), *after)
        yield f"pin {one.exercise}", replace(problem, candidates=pinned)
        if len(one.options) > 1:
            fewer = (*before, replace(one, options=one.options[1:]), *after)
            yield f"dose {one.exercise}", replace(problem, candidates=fewer)
