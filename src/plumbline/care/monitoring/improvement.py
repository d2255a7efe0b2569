"""Is somebody clearly better, clearly not, or can it not be told yet? Asked at reviews."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plumbline.care.monitoring.outcome import Outcome
from plumbline.care.monitoring.trend import Better, Trend, at_goal, chance_improved
from plumbline.knowledge.schema import TrendModel

Says = Literal["not_yet", "cannot_tell", "improving", "not_improving"]


@dataclass(frozen=True, slots=True)
class Improvement:
    """What is said of the way since the plan began, and what it rests on."""

    says: Says
    week: int | None
    """The review it belongs to, in weeks of the plan."""
    chance: float | None
    """That the level is better by what matters; None where there is too little to tell from."""
    goal_held: bool
    no_room: bool
    """So little was there to lose, then and now, that no change that matters could show."""
    worse: bool | None = None
    """It is clearly worse than at the start, by the points that matter; None where that cannot be
    told."""


_OTHER: dict[Better, Better] = {"lower": "higher", "higher": "lower"}
NOT_YET = Improvement("not_yet", None, None, goal_held=False, no_room=False)


def improvement(
    model: TrendModel, line: Trend, chosen: Outcome, plan_began: date, goal: float | None = None
) -> Improvement:
    """What the line says of the days since the plan began, on its last day.

    A score that cannot tell asks for more of them; so it is worked out anew while the review lasts.
    """
    rule = model.improvement
    weeks = (line.until - plan_began).days // 7
    week = max((each for each in rule.weeks if each <= weeks), default=None)
    if week is None:
        return NOT_YET
    held = goal is not None and goal_held(model, line, chosen, goal)
    cramped = no_room(line, chosen, plan_began)
    if not _told_enough(model, line, plan_began):
        return Improvement("cannot_tell", week, None, goal_held=held, no_room=cramped)
    since = _day(line, plan_began)
    chance = chance_improved(line, chosen.points, chosen.percent, chosen.better, since)
    if held or chance > rule.improving_above.value:
        says: Says = "improving"
    elif chance < rule.not_improving_below.value and not cramped:
        says = "not_improving"
    else:
        says = "cannot_tell"
    climbed = chance_improved(line, chosen.points, 0.0, _OTHER[chosen.better], since)
    worse = climbed > rule.improving_above.value
    return Improvement(says, week, chance, goal_held=held, no_room=cramped, worse=worse)


def goal_held(model: TrendModel, line: Trend, chosen: Outcome, goal: float) -> bool:
    """Whether the level was surely at the goal or better on each of the last days, and a score was
    told in either half of them."""
    length = int(model.improvement.goal_days.value)
    if len(line.levels) < length:
        return False
    halfway, begin = (line.until - timedelta(days=ago) for ago in (length // 2, length))
    if not any(begin < on <= halfway for on in line.told):
        return False
    if not any(on > halfway for on in line.told):
        return False
    days = zip(line.levels[-length:], line.variances[-length:], strict=True)
    sure = model.improvement.improving_above.value
    return all(at_goal(line.scale, *day, goal, chosen.better) > sure for day in days)


def no_room(line: Trend, chosen: Outcome, plan_began: date) -> bool:
    """Whether the level read, and reads, as no further from the best end than the change that
    matters: nothing short of perfect would count."""
    best = line.scale.low if chosen.better == "lower" else line.scale.high
    ends = (line.levels[_day(line, plan_began)], line.levels[-1])
    sign = 1 if chosen.better == "lower" else -1
    room = chosen.points + line.scale.step / 2
    return all(sign * (level - best) < room for level in ends)


def _told_enough(model: TrendModel, line: Trend, plan_began: date) -> bool:
    rule = model.improvement
    told = [on for on in line.told if on >= plan_began]
    recent = line.until - timedelta(days=int(rule.recent_days.value))
    return len(told) >= rule.least_entries.value and told[-1] > recent


def _day(line: Trend, plan_began: date) -> int:
    """The day of the line on which the plan began; the first one where it began before."""
    return max(0, (plan_began - line.began).days)
