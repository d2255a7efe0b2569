"""Before the start: would this trial find anything in this person?

Their own days of late say how much their score goes up and down by itself; where there are few,
what is usual for others fills in. Trials with such days are then played through with the very
rules that will judge the real one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from plumbline.care.n_of_1.analysis import method_of, outcome_of
from plumbline.care.n_of_1.evidence import (
    CORRELATIONS,
    Array,
    Mask,
    Series,
    believe,
    prior_of,
)
from plumbline.care.n_of_1.stopping import A_BETTER, NO_DIFFERENCE, Days, Sizes, run
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Trial
from plumbline.knowledge.schema.trials import Method

IMAGINED = 400
"""Trials played through: the chance is right to about 5 in 100."""
LOOK_BACK = 42
"""Days before the start whose scores are used."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody's days: each pair of autocorrelation and scatter with its weight
    (F x S), the level the score is at, and how many days it rests on."""

    weight: Array
    scatters: Array
    level: float
    days: int

    @property
    def scatter(self) -> float:
        """Typical distance of a day from the person's own line, in points."""
        return float((self.weight * self.scatters).sum())


@dataclass(frozen=True, slots=True)
class Power:
    """What a trial of this length can do for this person.

    `finds`: the chance that it says so where a is better by `difference` points;
    `says_none`: the chance that it says "no difference" where there is none.
    """

    days: int
    blocks: int
    difference: float
    finds: float
    says_none: float
    scatter: float
    rests_on_days: int
    low: bool
    """The chance is under what a trial should have: to be said before the start."""


def person_of(method: Method, scores: Mapping[date, float], before: date, middle: float) -> Person:
    """What the scores of the last weeks say of somebody's days; `middle` stands for a level
    nobody has told."""
    prior = prior_of(method)
    when = [before - timedelta(days=ago) for ago in range(LOOK_BACK, 0, -1)]
    told = np.array([[day in scores for day in when]])
    values = np.array([[scores.get(day, 0.0) for day in when]])
    belief = believe(prior, Series(values, np.zeros_like(values), told))
    level = float(values[told].mean()) if told.any() else middle
    return Person(belief.weight[:, :, 0], prior.scatters, level, int(told.sum()))


def power(
    knowledge: Knowledge,
    trial: Trial,
    outcome: str,
    scores: Mapping[date, float],
    before: date,
    seed: int,
    blocks: int | None = None,
) -> Power:
    """The chance that a trial beginning on `before` settles for somebody with these daily scores.

    The same seed gives the same chance. Days are taken to be told as often as they were lately,
    and kept.
    """
    method, chosen = method_of(knowledge, trial), outcome_of(trial, outcome)
    finding = knowledge.findings[outcome]
    low, high = finding.min or 0.0, finding.max or 10.0
    person = person_of(method, scores, before, (low + high) / 2)
    length = trial.blocks if blocks is None else blocks
    sizes = Sizes.of(method, chosen.matters.value, 2 * trial.period_days, length)
    told = _share_told(scores, before)
    source = np.random.default_rng(seed)
    worth = method.worth_finding.value
    way = -1.0 if chosen.better == "lower" else 1.0
    room = (low, high) if way > 0 else (-high, -low)
    ends = {
        effect: run(sizes, imagine(source, sizes, trial, person, room, way, effect, told))[0]
        for effect in (worth, 0.0)
    }
    finds = float((ends[worth] == A_BETTER).mean())
    return Power(
        days=length * sizes.block_days,
        blocks=length,
        difference=worth,
        finds=finds,
        says_none=float((ends[0.0] == NO_DIFFERENCE).mean()),
        scatter=person.scatter,
        rests_on_days=person.days,
        low=finds < method.least_power.value,
    )


def long_enough(
    knowledge: Knowledge,
    trial: Trial,
    outcome: str,
    scores: Mapping[date, float],
    before: date,
    seed: int,
) -> Power | None:
    """The shortest longer trial whose chance is no longer low; None where there is none."""
    short, long = trial.blocks, trial.most_blocks
    found = power(knowledge, trial, outcome, scores, before, seed, long)
    if found.low:
        return None
    while long - short > 1:  # each further block makes it likelier
        middle = (short + long) // 2
        tried = power(knowledge, trial, outcome, scores, before, seed, middle)
        if tried.low:
            short = middle
        else:
            long, found = middle, tried
    return found


def imagine(
    source: Generator,
    sizes: Sizes,
    trial: Trial,
    person: Person,
    room: tuple[float, float],
    way: float,
    effect: float,
    told: float,
) -> Days:
    """Trials as this person might live them: a is better than b by `effect`, b is as now."""
    arm, may_count = imagined_orders(source, IMAGINED, trial, sizes.blocks)
    pair = source.choice(person.weight.size, IMAGINED, p=person.weight.ravel())
    correlation, scatter = np.unravel_index(pair, person.weight.shape)
    noise = autocorrelated(
        source, CORRELATIONS[correlation], person.scatters[scatter], arm.shape[1]
    )
    score = np.rint(way * person.level + effect * (arm > 0) + noise)
    scored = source.random(arm.shape) < told
    return Days(
        score=np.clip(score, *room),
        arm=arm,
        scored=scored,
        kept=np.ones_like(scored),
        may_count=may_count,
    )


def imagined_orders(
    source: Generator, people: int, trial: Trial, blocks: int
) -> tuple[Array, Mask]:
    """The arm of every day (+0.5 a, -0.5 b) and whether it may count, of many trials (P x T)."""
    first = np.where(source.random((people, blocks)) < 0.5, 0.5, -0.5)
    periods = np.stack([first, -first], axis=-1).reshape(people, -1)
    changed = np.zeros(periods.shape, dtype=np.bool_)
    changed[:, 1:] = periods[:, 1:] != periods[:, :-1]
    since = np.tile(np.arange(trial.period_days), periods.shape[1])
    early = np.repeat(changed, trial.period_days, axis=1) & (since < trial.washout_days)
    return np.repeat(periods, trial.period_days, axis=1), ~early


def autocorrelated(source: Generator, correlation: Array, scatter: Array, days: int) -> Array:
    """Noise (P x T) of each trial's own scatter, each day leaning on the day before."""
    fresh = source.standard_normal((len(scatter), days))
    noise = np.empty_like(fresh)
    noise[:, 0] = fresh[:, 0]
    for day in range(1, days):
        new = np.sqrt(1 - correlation**2) * fresh[:, day]
        noise[:, day] = correlation * noise[:, day - 1] + new
    return noise * scatter[:, None]


def _share_told(scores: Mapping[date, float], before: date) -> float:
    """The share of days told since the first of the last weeks; all where nothing is known."""
    lately = [day for day in scores if 0 < (before - day).days <= LOOK_BACK]
    if not lately:
        return 1.0
    return len(lately) / (before - min(lately)).days
