"""Something else instead of a planned exercise: like for like, and never more than was planned.

A swap may only keep or lower what the plan asks for. More load needs evidence and a yes, so that
an exercise is too easy is noted here and answered by the next check-in.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Literal, get_args

from plumbline.care.cautions import Objection
from plumbline.care.programme.fit import LOADS, fit
from plumbline.care.programme.model import Planned
from plumbline.care.record import Facts
from plumbline.knowledge.schema import Exercise, FirstWeek
from plumbline.logic.rulebook import Rulebook
from plumbline.motion.load_order import lighter

Reason = Literal["hurts", "too_easy", "no_kit"]
REASONS: tuple[Reason, ...] = get_args(Reason)


def instead(
    rulebook: Rulebook,
    known: Facts,
    week: FirstWeek,
    exercise: Exercise,
    reason: Reason,
    *,
    minutes: float,
    taken: Collection[str] = (),
    never: Collection[str] = (),
    ratios: Mapping[str, float | None] | None = None,
    most: int | None = None,
) -> tuple[Planned, ...]:
    """What could be done instead of an exercise today, the most alike first.

    Each is possible for this person at this stage, shares a purpose, has no higher level or load
    class, and begins at its gentlest dose within `minutes`. `taken` are exercises that the session
    holds already, `never` those that the person does not want or that hurt lately. `ratios` are
    spinal loads as multiples of standing by exercise: after pain, what is known to be heavier is
    not offered, and the lighter of equals comes first. No more than `most` are given.
    """
    offers = [
        (other, against)
        for other, against in fit(rulebook, known, week, lambda _: exercise.level).possible
        if other.id != exercise.id
        and other.id not in taken
        and other.id not in never
        and other.doses[0].minutes <= minutes
        and _like(other, exercise)
        and _no_harder(other, exercise)
        and not (reason == "no_kit" and set(other.kit) & set(exercise.kit))
        and not (reason == "hurts" and _leads_to(rulebook, exercise.id, other))
    ]
    offers.sort(key=lambda offer: (_rank(*offer, exercise, reason), offer[0].id))
    gentle = iter(offers)
    if reason == "hurts" and ratios is not None:
        gentle = _lighter_first(offers, exercise, ratios)
    return tuple(_begun(other, against, exercise) for other, against in islice(gentle, most))


def _like(other: Exercise, exercise: Exercise) -> bool:
    """Of the same kind: what it is mostly for is among what the other is for, or the reverse."""
    return exercise.purpose[0] in other.purpose or other.purpose[0] in exercise.purpose


def _no_harder(other: Exercise, exercise: Exercise) -> bool:
    return other.level <= exercise.level and _load(other) <= _load(exercise)


def _leads_to(rulebook: Rulebook, gentler: str, other: Exercise) -> bool:
    """Whether `other` is a step on from `gentler`, however many steps."""
    exercises, seen = rulebook.knowledge.exercises, {other.id}
    before = other.regression
    while before is not None and before in exercises and before not in seen:
        if before == gentler:
            return True
        seen.add(before)
        before = exercises[before].regression
    return False


@dataclass(frozen=True, slots=True, order=True)
class _Rank:
    """The order of offers, from first to last consideration."""

    warned: bool
    """A caution holds or may hold."""
    other_chain: bool
    strains: bool
    """After pain: goes to the end of a movement, or the way that has just hurt."""
    unlike: int
    """Purposes that only one of the two has."""
    not_the_step_back: bool
    effort: tuple[int, int]
    """After pain the gentlest first, else the nearest to what was planned."""


_Offer = tuple[Exercise, tuple[Objection, ...]]


def _lighter_first(
    ranked: Iterable[_Offer], exercise: Exercise, ratios: Mapping[str, float | None]
) -> Iterator[_Offer]:
    """Equals by their load on the spine, the lighter first, last what the model cannot tell; and
    none that is heavier than what hurt. One by one: each ratio costs a moment the first time."""

    def weight(offer: _Offer) -> tuple[float, str]:
        ratio = ratios.get(offer[0].id)
        return float("inf") if ratio is None else ratio, offer[0].id

    for _same, group in groupby(ranked, lambda offer: _rank(*offer, exercise, "hurts")):
        for offer in sorted(group, key=weight):
            if not lighter(ratios.get(exercise.id), ratios.get(offer[0].id)):
                yield offer


def _rank(
    other: Exercise, against: tuple[Objection, ...], exercise: Exercise, reason: Reason
) -> _Rank:
    hurts = reason == "hurts"
    same_way = exercise.direction == other.direction != "neutral"
    sign = 1 if hurts else -1
    return _Rank(
        warned=bool(against),
        other_chain=not _same_chain(other, exercise),
        strains=hurts and (other.end_range or same_way),
        unlike=len(set(other.purpose) ^ set(exercise.purpose)),
        not_the_step_back=hurts and other.id != exercise.regression,
        effort=(sign * _load(other), sign * other.level),
    )


def _same_chain(other: Exercise, exercise: Exercise) -> bool:
    return not exercise.chains or bool(set(exercise.chains[:1]) & set(other.chains))


def _load(exercise: Exercise) -> int:
    return LOADS.index(exercise.load.spine)


def _begun(other: Exercise, against: tuple[Objection, ...], exercise: Exercise) -> Planned:
    return Planned(
        exercise=other.id,
        dose=0,
        minutes=other.doses[0].minutes,
        warnings=tuple(objection.rule for objection in against),
        because=f"exercises/{exercise.id}",
    )
