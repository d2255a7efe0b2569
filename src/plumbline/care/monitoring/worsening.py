"""Sudden worsening: are the last days' scores clearly worse than this person's days before?

Two detectors side by side: the mean of the last days against what the trend foresaw before them
finds a jump soon; a sum of all that lies above the usual (CUSUM) finds what lasts. What is seen is
no verdict: it only asks the safety questions again, which every check-in asks anyway, for no
detector of scores is fast or sure enough to be what safety rests on.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plumbline.care.monitoring.local_trend import Scale, Sizes, State, ahead, filtered
from plumbline.care.monitoring.trend import Better, by_day, sizes_for
from plumbline.knowledge.schema import TrendModel
from plumbline.knowledge.schema.trend import WorseningRule

Detector = Literal["last_days", "lasting"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a detector saw: first on which day, and since when it may have been so."""

    detector: Detector
    on: date
    since: date


@dataclass(frozen=True, slots=True)
class Signal:
    """How far one score's day is from the person's usual, in standard deviations."""

    day: int
    last_days: float
    """Of the last days' mean above the forecast; minus infinity with too few scores."""
    lasting: float
    """The sum of what lay above the usual."""
    lasting_from: int
    """The day on which that sum began to grow."""


def worsening(
    model: TrendModel,
    scale: Scale,
    better: Better,
    scores: Mapping[date, float],
    as_of: date,
    answered: date | None = None,
) -> tuple[Seen, ...]:
    """What either detector has seen by `as_of`, each for the first time; empty while it is calm.

    `answered` is the day on which the questions after the last alarm were answered calmly: from
    then on it starts afresh, knowing only later scores.
    """
    days = [on for on in scores if on <= as_of and (answered is None or on > answered)]
    if not days:
        return ()
    began = min(days)
    told = by_day(scale, scores, began, as_of)
    bad = [_as_bad(scale, better, score) for score in told]
    found: dict[Detector, Seen] = {}
    for signal in signals(model.worsening, scale, sizes_for(model, scale), bad):
        on = began + timedelta(days=signal.day)
        if signal.last_days > model.worsening.window_above.value:
            since = on - timedelta(days=_window(model.worsening) - 1)
            found.setdefault("last_days", Seen("last_days", on, max(began, since)))
        if signal.lasting > model.worsening.sum_above.value:
            since = began + timedelta(days=signal.lasting_from)
            found.setdefault("lasting", Seen("lasting", on, since))
    return tuple(sorted(found.values(), key=lambda seen: (seen.on, seen.detector)))


def signals(
    rule: WorseningRule, scale: Scale, sizes: Sizes, scores: Sequence[float | None]
) -> Iterator[Signal]:
    """Each day with a score, from the least number of scores on; higher scores are worse."""
    states, _ = filtered(scale, sizes, scores)
    scatter = _scatters(rule, scale, sizes, states, scores)
    told, usual, lasting, lasting_from = 0, 0.0, 0.0, 0
    for day, score in enumerate(scores):
        if score is None:
            continue
        told += 1
        if told >= rule.least_entries.value:
            if lasting == 0:
                lasting_from = day
            above = score - min(usual, _earlier(rule, scale, states, day))
            own = math.sqrt(sizes.noise * scatter[day])
            lasting = max(0.0, lasting + above / own - rule.slack.value)
            jump = _last_days(rule, scale, sizes, states, scores, day)
            before = scatter[max(0, day - _window(rule))]
            yield Signal(day, jump / math.sqrt(before), lasting, lasting_from)
        usual += (score - usual) * max(1 / told, rule.usual_share.value)


def _scatters(
    rule: WorseningRule,
    scale: Scale,
    sizes: Sizes,
    states: Sequence[State],
    scores: Sequence[float | None],
) -> list[float]:
    """By day, the person's own scatter so far as a share of the shipped noise (variances): how far
    scores lay from what the day before foresaw. The shipped one counts for some scores too."""
    weight = rule.scatter_weight.value
    apart, count, found = weight, weight, list[float]()
    for day, score in enumerate(scores):
        if score is not None and day:
            foreseen = ahead(sizes, states[day - 1])
            off = score - _within(scale, foreseen[0])
            apart += min(off * off / (foreseen[2] + sizes.noise), rule.scatter_most.value)
            count += 1
        found.append(apart / count)
    return found


def _last_days(
    rule: WorseningRule,
    scale: Scale,
    sizes: Sizes,
    states: Sequence[State],
    scores: Sequence[float | None],
    day: int,
) -> float:
    """How far the mean of the last days lies above what was foreseen before them, in SD."""
    length = _window(rule)
    before = day - length
    if before < 0:
        return -math.inf
    state, count, apart, spread = states[before], 0, 0.0, 0.0
    for score in scores[before + 1 : day + 1]:
        state = ahead(sizes, state)
        if score is not None:
            count, apart = count + 1, apart + score - _within(scale, state[0])
            spread += math.sqrt(state[2])
    if count < rule.window_least.value:
        return -math.inf
    # Errors of the forecast go together over the days, those of the scores do not.
    return apart / count / math.sqrt((spread / count) ** 2 + sizes.noise / count)


def _earlier(rule: WorseningRule, scale: Scale, states: Sequence[State], day: int) -> float:
    """The level some weeks ago, as it was seen then: where somebody recovers, the slow mean still
    holds the bad days, and a fall back to them would count for nothing."""
    before = day - int(rule.usual_days.value)
    return _within(scale, states[before][0]) if before >= 0 else math.inf


def _as_bad(scale: Scale, better: Better, score: float | None) -> float | None:
    """The score turned so that higher is worse."""
    if score is None or better == "lower":
        return score
    return scale.low + scale.high - score


def _within(scale: Scale, level: float) -> float:
    return min(scale.high, max(scale.low, level))


def _window(rule: WorseningRule) -> int:
    return int(rule.window_days.value)
