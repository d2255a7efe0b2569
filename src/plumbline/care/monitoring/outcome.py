"""Which score is followed: the one in which a change would matter most to this person.

It is chosen once, when a plan begins, and kept: whoever may choose afterwards finds what they want.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from plumbline.care.monitoring.local_trend import Scale
from plumbline.care.monitoring.trend import Better
from plumbline.care.patterns import PatternState
from plumbline.errors import KnowledgeError
from plumbline.knowledge import Knowledge
from plumbline.logic.schema import Value

Because = Literal["nerve_pain_likely", "little_pain", "usual"]
DAY_PAIN = "pain_day_nrs"
LEG_PAIN = "leg_pain_day_nrs"
USUAL_PAIN = ("pain_usual_before_nrs", "pain_usual_nrs")
"""What tells the usual pain before the plan, the better one first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The score that is followed, and the smallest change in it that matters."""

    findings: tuple[str, ...]
    """Their mean is the score."""
    instrument: str
    """Where scale and change come from."""
    scale: Scale
    better: Better
    points: float
    percent: float
    """Of the first score; the larger of both counts."""
    because: Because


def outcome(
    knowledge: Knowledge, fits: Sequence[PatternState], first: Mapping[str, Value]
) -> Outcome:
    """What is followed: leg pain where it likely comes from a nerve, what somebody can do where
    the first usual pain is low, else the day's pain. `first` holds what was told at the start."""
    if any(fit.id == "radicular" and fit.band == "likely" for fit in fits):
        return _of(knowledge, "nrs", (LEG_PAIN,), "nerve_pain_likely")
    pain = next((first[name] for name in USUAL_PAIN if _number(first.get(name)) is not None), None)
    activities = tuple(
        name for name in knowledge.instruments["psfs"].items if _number(first.get(name)) is not None
    )
    usual = _number(pain)
    if usual is not None and usual < knowledge.trend.function_below.value and activities:
        return _of(knowledge, "psfs", activities, "little_pain")
    return day_pain(knowledge)


def day_pain(knowledge: Knowledge) -> Outcome:
    """The day's average pain, whatever else is followed."""
    return _of(knowledge, "nrs", (DAY_PAIN,), "usual")


def score(chosen: Outcome, values: Mapping[str, Value]) -> float | None:
    """The score of one day. None unless each of its findings was told: a mean of fewer would jump
    without anything having changed."""
    told = [_number(values.get(name)) for name in chosen.findings]
    numbers = [value for value in told if value is not None]
    return sum(numbers) / len(numbers) if numbers and len(numbers) == len(told) else None


def _of(
    knowledge: Knowledge, instrument: str, findings: tuple[str, ...], because: Because
) -> Outcome:
    known = knowledge.instruments[instrument]
    change = known.change
    if change is None or change.points is None or change.basis.status == "unverified":
        raise KnowledgeError(f"instruments/{instrument}: the change that matters is not known")
    return Outcome(
        findings=findings,
        instrument=instrument,
        scale=Scale(known.min, known.max, 1 / len(findings)),
        better="lower" if known.danger == "higher" else "higher",
        points=change.points,
        percent=change.percent or 0.0,
        because=because,
    )


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
