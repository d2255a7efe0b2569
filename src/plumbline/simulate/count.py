"""What a simulation comes to, in numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import fmean, median
from typing import Any

from plumbline.simulate.log import Change, Life
from plumbline.simulate.model import Counting

MONTH = 30.44
"""Days."""
DIFFERENT = "different"
"""Why a programme was stored, where the last days looked different."""


@dataclass(frozen=True, slots=True)
class Delays:
    """How one serious cause was noticed. Days run from its first sign until told to be seen."""

    cause: str
    people: int
    told: int
    missed: int
    """The app was used long enough after the first sign, and nobody was told to be seen."""
    not_there: int
    """The app was not used (long enough) after the first sign: nobody was there to ask."""
    median_days: float | None
    nine_in_ten_days: int | None
    longest_days: int | None


@dataclass(frozen=True, slots=True)
class Safety:
    """What must not happen, and how often people are sent for nothing."""

    raised_after_worse: int
    raised_without_yes: int
    raised: int
    """All changes by which anything became more."""
    false_alarms: int
    false_alarms_per_100_months: float
    delays: tuple[Delays, ...]

    @property
    def missed(self) -> int:
        return sum(one.missed for one in self.delays)


@dataclass(frozen=True, slots=True)
class Following:
    """How the following went, over all lives of a policy."""

    lives: int
    days: int
    days_opened: int
    check_ins: int
    questions: int
    got_a_plan: int
    days_stopped: int
    """Days with the advice to do nothing until somebody has looked or the questions are done."""
    days_rested: int
    """Days on which a check-in was answered with leaving the exercises."""
    days_emptied: int
    """Days on which a plan that was made lighter again and again held nothing any more."""
    good_check_ins: int
    steps_on_time: int
    steps_never: int
    """Good check-ins after which no step was offered in time: all are at their fullest, or what
    is left hurts or may not become more."""
    silences: int
    """Times that somebody came back after a week of silence, to a plan they may follow."""
    silences_noticed: int
    never_back: int
    """People who stopped using the app for good: it tells nobody, so that nobody can notice."""
    looked_different: int
    """Check-ins after which every symptom was asked again, because the last days looked other than
    those before."""
    well: int
    """People who took the lighter plan after recovery."""
    reviews: dict[str, int]
    """Reviews by the level of what they said comes next."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Pain of one policy by day: the mean, and where the middle eight of ten people lie."""

    policy: str
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """One policy, counted."""

    policy: str
    safety: Safety
    following: Following

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def count(policy: str, lives: Sequence[Life], sizes: Counting) -> Counts:
    """Everything that is counted of the lives under one policy."""
    return Counts(policy, _safety(lives, sizes), _following(lives, sizes))


def curve(policy: str, lives: Iterable[Life]) -> Curve:
    """The pain of people without a serious cause; those with one leave before the end."""
    pains = [life.pain for life in lives if life.cause is None]
    days = list(zip(*pains, strict=True))
    return Curve(
        policy,
        tuple(round(fmean(day), 3) for day in days),
        tuple(round(_part(sorted(day), 0.1), 3) for day in days),
        tuple(round(_part(sorted(day), 0.9), 3) for day in days),
    )


def after_worse(changes: Iterable[Change]) -> list[Change]:
    """Changes that ask for more while the last check-in told of worse."""
    return [change for change in changes if change.raised and change.worse]


def without_yes(changes: Iterable[Change]) -> list[Change]:
    """Changes that ask for more without a yes."""
    return [change for change in changes if change.raised and not change.agreed]


def delay(life: Life) -> int | None:
    """Days from the first sign of a serious cause until told to be seen; None where never."""
    if life.declared is None:
        return None
    days = [told.day - life.declared for told in life.told if told.day >= life.declared]
    return min(days, default=None)


def could_be_asked(life: Life, sizes: Counting) -> bool:
    """Whether the app was used so many days after the first sign or later."""
    first = (life.declared or 0) + sizes.reachable_days
    return any(life.opened[first:])


def _safety(lives: Sequence[Life], sizes: Counting) -> Safety:
    false = sum(told.harmless for life in lives for told in life.told)
    months = sum(len(life.pain) for life in lives) / MONTH
    causes = sorted({life.cause for life in lives if life.cause})
    return Safety(
        raised_after_worse=sum(len(after_worse(life.changes)) for life in lives),
        raised_without_yes=sum(len(without_yes(life.changes)) for life in lives),
        raised=sum(change.raised for life in lives for change in life.changes),
        false_alarms=false,
        false_alarms_per_100_months=round(100 * false / months, 2) if months else 0.0,
        delays=tuple(_delays(cause, lives, sizes) for cause in causes),
    )


def _delays(cause: str, lives: Sequence[Life], sizes: Counting) -> Delays:
    ill = [life for life in lives if life.cause == cause]
    days = sorted(days for life in ill if (days := delay(life)) is not None)
    untold = [life for life in ill if delay(life) is None]
    missed = sum(could_be_asked(life, sizes) or life.policy != "plumbline" for life in untold)
    return Delays(
        cause=cause,
        people=len(ill),
        told=len(days),
        missed=missed,
        not_there=len(untold) - missed,
        median_days=median(days) if days else None,
        nine_in_ten_days=days[ceil(0.9 * len(days)) - 1] if days else None,
        longest_days=days[-1] if days else None,
    )


def _following(lives: Sequence[Life], sizes: Counting) -> Following:
    good = [(life, place) for life in lives for place in range(len(life.steps))]
    on_time = sum(_on_time(life, place, sizes) for life, place in good)
    every = (one for life in lives for one in life.silences)
    silences = [one for one in every if one.days >= sizes.silence_days]
    changes = [change for life in lives for change in life.changes]
    return Following(
        lives=len(lives),
        days=sum(len(life.pain) for life in lives),
        days_opened=sum(sum(life.opened) for life in lives),
        check_ins=sum(life.check_ins for life in lives),
        questions=sum(life.questions for life in lives),
        got_a_plan=sum(life.planned is not None for life in lives),
        days_stopped=sum(sum(life.stopped) for life in lives),
        days_rested=sum(sum(life.rested) for life in lives),
        days_emptied=sum(sum(life.emptied) for life in lives),
        good_check_ins=len(good),
        steps_on_time=on_time,
        steps_never=len(good) - on_time,
        silences=len(silences),
        silences_noticed=sum(silence.noticed for silence in silences),
        never_back=sum(life.dropped is not None and any(life.opened) for life in lives),
        looked_different=sum(change.because == DIFFERENT for change in changes),
        well=sum(life.well is not None for life in lives),
        reviews=dict(sorted(Counter(one.level for life in lives for one in life.reviews).items())),
    )


def _on_time(life: Life, place: int, sizes: Counting) -> bool:
    """Whether a step was offered within so many days of a good check-in."""
    since = life.steps[place].day
    later = [step.offered for step in life.steps[place:] if step.offered is not None]
    return any(day - since <= sizes.on_time_days for day in later)


def _part(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
