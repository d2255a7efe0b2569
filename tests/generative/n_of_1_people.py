"""Many people's trials as they might be lived, for the tests and the bench: the truth is known."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.random import Generator

from plumbline.care.n_of_1.analysis import method_of
from plumbline.care.n_of_1.power import autocorrelated, imagined_orders
from plumbline.care.n_of_1.stopping import Days, Sizes
from plumbline.knowledge.schema import Trial
from tests.unit.care.people import knowledge

Array = np.ndarray
"""Numbers of people x days."""


@dataclass(frozen=True)
class World:
    """How people's days come about. Points of a 0 to 10 score on which less is better."""

    name: str = "as usual"
    effect: float = 0.0
    """How much lower the score is on a day of arm a."""
    scatter: float = 1.2
    correlation: float = 0.3
    recovery: float = 0.0
    """Points lost from the first day to the last."""
    course: Literal["line", "early"] = "line"
    missing: float = 0.0
    not_kept: float = 0.0
    """Share of days on which the other arm was done, whatever the pain."""
    not_kept_when_bad: float = 0.0
    """Share of days of arm b, a point above the person's own line, on which a was done."""
    flares: float = 0.0
    """Chance of a day to begin three days that are three points worse."""
    carry_over: float = 0.0
    """Share of the effect of a that is left on the day after a change to b."""
    level: float = 5.0


def sizes_of(trial: Trial, blocks: int | None = None) -> Sizes:
    """What is judged by for the first outcome of a trial."""
    matters = trial.outcomes[0].matters.value
    length = trial.blocks if blocks is None else blocks
    return Sizes.of(method_of(knowledge(), trial), matters, 2 * trial.period_days, length)


def live(source: Generator, world: World, trial: Trial, people: int, blocks: int = 0) -> Days:
    """The days of so many trials, told day by day in whole points."""
    arm, may_count = imagined_orders(source, people, trial, blocks or trial.blocks)
    days = arm.shape[1]
    each = np.full(people, 1.0)
    noise = autocorrelated(source, each * world.correlation, each * world.scatter, days)
    noise += 3.0 * _flaring(source, world.flares, noise.shape)
    done, kept = _done(source, world, arm, noise)
    works = (done > 0) * 1.0
    works[:, 1:] = np.maximum(works[:, 1:], world.carry_over * works[:, :-1])
    time = np.arange(days) / days
    passed = time if world.course == "line" else (1 - np.exp(-4 * time)) / (1 - np.exp(-4))
    pain = world.level - world.recovery * passed - world.effect * works + noise
    scored = source.random(arm.shape) >= world.missing
    return Days(-np.clip(np.rint(pain), 0, 10), arm, scored, kept, may_count)


def _done(source: Generator, world: World, arm: Array, noise: Array) -> tuple[Array, Array]:
    """The arm that was really done on each day, and whether it was that of the plan."""
    other = source.random(arm.shape) < world.not_kept
    bad = (arm < 0) & (noise > 1)
    other |= bad & (source.random(arm.shape) < world.not_kept_when_bad)
    return np.where(other, -arm, arm), ~other


def _flaring(source: Generator, chance: float, shape: tuple[int, ...]) -> Array:
    begins = source.random(shape) < chance
    found = begins.copy()
    for later in (1, 2):
        found[:, later:] |= begins[:, :-later]
    return found


def quiet(world: World) -> World:
    """The same people where the two ways do not differ."""
    return replace(world, effect=0.0)
