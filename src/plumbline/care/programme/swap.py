"""Something else instead of a planned exercise: like for like, and never more than was planned.

A swap may only keep or lower what the plan asks for. More load needs evidence and a yes, so that
an exercise is too easy is noted here and answered by the next check-in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from plumbline.care.cautions import Objection
from plumbline.care.programme.first_week import LOADS
from plumbline.care.programme.fit import fit
from plumbline.care.programme.model import Planned
from plumbline.care.record import Facts
from plumbline.knowledge.schema import Exercise, FirstWeek
from plumbline.logic.rulebook import Rulebook

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
) -> tuple[Planned, ...]:
    """What could be done instead of an exercise today, the most alike first.

    Each is possible for this person at this stage, shares a purpose, has no higher level or load
    class, and begins at its gentlest dose within `minutes`. `taken` are exercises that the session
    holds already.
    """
    offers = [
        (other, against)
        for other, against in fit(rulebook, known, week).possible
        if other.id != exercise.id
        and other.id not in taken
        and other.doses[0].minutes <= minutes
        and _like(other, exercise)
        and _no_harder(other, exercise)
        and not (reason == "no_kit" and set(other.kit) & set(exercise.kit))
        and not (reason == "hurts" and _leads_to(rulebook, exercise.id, other))
    ]
    offers.sort(key=lambda offer: _rank(offer[0], offer[1], exercise, reason))
    return tuple(_begun(other, against, exercise) for other, against in offers)


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
    id: str


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
        id=other.id,
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
