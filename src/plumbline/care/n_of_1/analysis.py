"""What one person's trial says so far, from what they told day by day.

Intention, stated before the start: the days that count are those on which somebody did as the
plan of the day said, without the days right after a change. Days of which this was not told are
left out too. A difference is only called one where all days, kept or not, lean the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import NormalDist
from typing import Literal

import numpy as np

from plumbline.care.n_of_1.design import Design
from plumbline.care.n_of_1.stopping import (
    A_BETTER,
    B_BETTER,
    GO_ON,
    HOPELESS,
    NO_DIFFERENCE,
    Days,
    Look,
    Sizes,
    look,
    looks,
)
from plumbline.errors import KnowledgeError
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Trial
from plumbline.knowledge.schema.trials import Method, Outcome, Saying

Verdict = Literal["a_better", "b_better", "no_difference", "cannot_tell", "too_early"]
Stop = Literal["settled", "hopeless", "planned_end"]
SAYS: dict[int, Verdict] = {
    A_BETTER: "a_better",
    B_BETTER: "b_better",
    NO_DIFFERENCE: "no_difference",
    HOPELESS: "cannot_tell",
}
NINETY = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was told on one day: the score of the outcome, and whether the day's plan was kept."""

    on: date
    score: float | None = None
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class TrialState:
    """Where a trial stands after the last whole block that was looked at.

    `effect`: how much better a is than b, in points (more is better for a, whichever way the
    score runs), with a 90 % interval. `stop` None: it goes on.
    """

    verdict: Verdict
    stop: Stop | None
    blocks_done: int
    blocks: int
    a_better: float
    """The chance that a is better by at least the smallest difference that matters."""
    b_better: float
    no_difference: float
    effect: float
    low: float
    high: float
    mean_a: float | None
    """Mean of the scores that count, as they were told."""
    mean_b: float | None
    counted_a: int
    counted_b: int
    not_scored: int
    """Planned days so far without a score."""
    not_kept: int
    """Scored days on which the plan was not kept, or nobody said whether it was."""
    after_change: int
    """Scored and kept days left out because they follow a change."""


def method_of(knowledge: Knowledge, trial: Trial) -> Method:
    """The method of a trial. Raises KnowledgeError when it shares one that is not there."""
    owner = trial if trial.method_of is None else knowledge.trials.get(trial.method_of)
    if owner is None or owner.method is None:
        raise KnowledgeError(f"the trial {trial.id} names no method that exists")
    return owner.method


def outcome_of(trial: Trial, finding: str) -> Outcome:
    """The outcome that a finding is. Raises KeyError when the trial does not know it."""
    for outcome in trial.outcomes:
        if outcome.finding == finding:
            return outcome
    raise KeyError(finding)


def saying(method: Method, state: TrialState) -> Saying:
    """What is told of a state."""
    words = method.sayings
    if state.verdict in ("a_better", "b_better"):
        return words.better
    if state.stop == "hopeless":
        return words.hopeless
    if state.verdict == "no_difference":
        return words.no_difference
    return words.cannot_tell if state.stop else words.too_early


def sizes_of(knowledge: Knowledge, design: Design) -> Sizes:
    """What a person's trial is judged by."""
    trial = knowledge.trials[design.trial]
    matters = outcome_of(trial, design.outcome).matters.value
    return Sizes.of(method_of(knowledge, trial), matters, 2 * design.period_days, design.blocks)


def follow(
    knowledge: Knowledge, design: Design, entries: Iterable[Entry], as_of: date
) -> TrialState:
    """Where a trial stands at the end of the day `as_of`: the first look at which it ended, or
    the last there was. What is looked at never hangs on how often somebody asks."""
    outcome = outcome_of(knowledge.trials[design.trial], design.outcome)
    sizes = sizes_of(knowledge, design)
    days = _days(design, outcome, entries)
    past = (as_of - design.first_day).days + 1 - outcome.lag_days
    done = min(max(past, 0) // sizes.block_days, design.blocks)
    found: Look | None = None
    block = 0
    for block in (each for each in looks(sizes) if each <= done):
        found = look(sizes, days, block)
        if found.code[0] != GO_ON:
            break
    return _state(sizes, days, outcome, found, block if found else done)


def _days(design: Design, outcome: Outcome, entries: Iterable[Entry]) -> Days:
    """The planned days (1 x T), each with the score that speaks of it. Of two entries of a day
    the later counts."""
    told = {entry.on: entry for entry in entries}
    when = [design.first_day + timedelta(days=i) for i in range(design.days)]
    lag = timedelta(days=outcome.lag_days)
    scores = [told[day + lag].score if day + lag in told else None for day in when]
    way = -1.0 if outcome.better == "lower" else 1.0
    return Days(
        score=np.array([[0.0 if score is None else way * score for score in scores]]),
        arm=np.array([[0.5 if design.arm_on(day) == "a" else -0.5 for day in when]]),
        scored=np.array([[score is not None for score in scores]]),
        kept=np.array([[day in told and told[day].kept is True for day in when]]),
        may_count=np.array([[design.counts(day) for day in when]]),
    )


def _state(
    sizes: Sizes, days: Days, outcome: Outcome, found: Look | None, block: int
) -> TrialState:
    upto = block * sizes.block_days
    seen = found or look(sizes, days if block else _untold(days), max(block, 1))
    code = GO_ON if found is None else int(found.code[0])
    kept = days.as_kept.first(upto)
    scored, held = days.scored[:, :upto], days.kept[:, :upto]
    mean, spread = float(seen.mean[0]), float(seen.spread[0])
    verdict, stop = _ending(sizes, code, block)
    a, b = (kept.score[kept.counted & (kept.arm * way > 0)] for way in (1, -1))
    way = -1.0 if outcome.better == "lower" else 1.0
    return TrialState(
        verdict=verdict,
        stop=stop,
        blocks_done=block,
        blocks=sizes.blocks,
        a_better=_plain(seen.chance[0, 0]),
        b_better=_plain(seen.chance[1, 0]),
        no_difference=_plain(seen.chance[2, 0]),
        effect=_plain(mean),
        low=_plain(mean - NINETY * spread),
        high=_plain(mean + NINETY * spread),
        mean_a=_plain(way * a.mean()) if len(a) else None,
        mean_b=_plain(way * b.mean()) if len(b) else None,
        counted_a=len(a),
        counted_b=len(b),
        not_scored=int((~scored).sum()),
        not_kept=int((scored & ~held).sum()),
        after_change=int((scored & held & ~days.may_count[:, :upto]).sum()),
    )


def _plain(value: float) -> float:
    """A number as it is kept: the last bits may differ from one processor to the next."""
    return round(float(value), 6) + 0.0


def _untold(days: Days) -> Days:
    """The same plan before anything was told."""
    return replace(days, scored=np.zeros_like(days.scored))


def _ending(sizes: Sizes, code: int, block: int) -> tuple[Verdict, Stop | None]:
    if code == HOPELESS:
        return "cannot_tell", "hopeless"
    if code != GO_ON:
        return SAYS[code], "settled"
    if block >= sizes.blocks:
        return "cannot_tell", "planned_end"
    return "too_early", None
