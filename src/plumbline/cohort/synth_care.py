"""Made-up care: what is planned for each episode, its claims rows, and what audits must find.

The truth is counted from the plan, never from the rows, so it checks the way from rows to counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
WINDOW = (LAST - FIRST).days
RUN_IN = 180
LONGEST = 150
"""No row of an episode lies later than this, so no gap inside one ends it."""
APART = 400
"""Days from one episode to the next, at least."""
NEVER = 10_000
Array = np.ndarray[Any, Any]
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class _Plan:
    """Episodes, one place each in every array; days count from the episode's start, NEVER where
    it does not happen."""

    person: Array
    start: Array
    provider: Array
    age: Array
    days: Mapping[str, Array]
    opioid_days: Array
    """Days of supply; -1 where the claim does not say."""
    acts: Array
    reason: Array
    """0 none, 1 cancer, 2 nerve loss, 3 trauma, 4 steroids; each 20 days before the start."""

    @property
    def followed(self) -> Array:
        return WINDOW - self.start

    def day(self, kind: str) -> Array:
        """The day of a kind, NEVER where it lies after the end of the data."""
        found = self.days[kind]
        return np.where(found <= self.followed, found, NEVER)


def care(
    chance: np.random.Generator, ids: Array, how: Mapping[str, Any]
) -> tuple[pl.DataFrame, Counts]:
    """Claims rows of these people, and the exact counts of every audit."""
    plan = _planned(chance, ids, how)
    return _rows(plan), _truth(plan)


def _planned(chance: np.random.Generator, ids: Array, how: Mapping[str, Any]) -> _Plan:
    person, start = _starts(chance, ids, how["second_episode"])
    size = len(person)
    # A few providers are large and many small; they differ by up to half of the usual.
    provider = (chance.random(size) ** 2 * how["providers"]).astype(np.int64)
    lean = 0.5 + provider / max(1, how["providers"] - 1)

    def happens(name: str, leaning: bool = False) -> Array:
        return chance.random(size) < how[name] * (lean if leaning else 1.0)

    def between(low: int, high: int) -> Array:
        return chance.integers(low, high + 1, size)

    def on(there: Array, low: int, high: int) -> Array:
        return np.where(there, between(low, high), NEVER)

    operated, soon = happens("surgery"), happens("surgery_soon")
    exercise = on(happens("physiotherapy"), 0, 60)
    opioid = np.where(happens("opioid_first_day"), 0, between(1, 80))
    days = {
        "imaging": on(happens("imaging", True), 0, 100),
        "opioid": np.where(happens("opioid", True), opioid, NEVER),
        "injection": on(happens("injection"), 20, 120),
        "surgery": np.where(soon, on(operated, 10, 50), on(operated, 50, LONGEST)),
        "physiotherapy": np.where(operated & ~soon, 2, exercise),
        "bed_rest": on(happens("bed_rest"), 0, 40),
        "leg_pain": on(happens("leg_pain"), 0, 30),
        "red_flag": on(happens("red_flag"), 0, 100),
    }
    danger = days["red_flag"]
    acts = np.where((danger < NEVER) & happens("acted_on"), danger + between(0, 20), NEVER)
    supply = np.where(happens("opioid_long"), between(8, 30), between(1, 7))
    supply = np.where(happens("opioid_days_missing"), -1, supply)
    reason = np.where(happens("reason"), between(1, 4), 0)
    return _Plan(person, start, provider, between(12, 92), days, supply, acts, reason)


def _starts(chance: np.random.Generator, ids: Array, again: float) -> tuple[Array, Array]:
    """Who has an episode, and on which day of the data it begins."""
    first = chance.integers(0, WINDOW + 1, len(ids))
    # One episode on the first day and one on the last, so that the ends of the data are known.
    first[:1], first[1:2] = 0, WINDOW
    # Far enough away that a reason for the first is none for the second.
    later = first + APART + chance.integers(0, 250, len(ids))
    twice = (chance.random(len(ids)) < again) & (later <= WINDOW)
    return np.concatenate([ids, ids[twice]]), np.concatenate([first, later[twice]])


def _rows(plan: _Plan) -> pl.DataFrame:
    zero = np.zeros(len(plan.person), dtype=np.int64)
    parts = [_part(plan, "visit", zero)]
    parts += [
        _part(plan, kind, day, plan.opioid_days if kind == "opioid" else None)
        for kind, day in plan.days.items()
    ]
    parts.append(_part(plan, "urgent_visit", plan.acts))
    reasons = ("cancer", "nerve_loss", "trauma", "steroid")
    for number, kind in enumerate(reasons, 1):
        before = np.where(plan.reason == number, -20, NEVER)
        parts.append(_part(plan, kind, before, np.full(len(before), 120)))
    # Before the first day of the data nothing is on record.
    rows = pl.concat(parts).filter(pl.col("date").is_between(FIRST, LAST))
    return rows.sort("person", "date", "kind")


def _part(plan: _Plan, kind: str, day: Array, supply: Array | None = None) -> pl.DataFrame:
    """The rows of one kind; the visit of the first day bears the name that sorts last, so another
    row of that day may come first: all of a day have one provider."""
    there = day < NEVER
    when = np.datetime64(FIRST, "D") + (plan.start[there] + day[there]).astype("timedelta64[D]")
    supplied = np.full(there.sum(), -1) if supply is None else supply[there]
    return pl.DataFrame(
        {
            "person": plan.person[there],
            "date": when,
            "kind": pl.Series([kind], dtype=pl.String).new_from_index(0, int(there.sum())),
            "provider": plan.provider[there],
            "days": supplied,
            "age_years": plan.age[there],
        }
    ).with_columns(
        pl.col("date").cast(pl.Date),
        pl.format("p{}", pl.col("provider")).alias("provider"),
        pl.when(pl.col("days") >= 0).then(pl.col("days")).alias("days"),
    )


# Length: every audit once more, in another language, to be read side by side with its file.
def _truth(plan: _Plan) -> Counts:
    """What each audit must count, from the plan."""
    image, opioid = plan.day("imaging"), plan.day("opioid")
    inject, operate = plan.day("injection"), plan.day("surgery")
    exercise, danger = plan.day("physiotherapy"), plan.day("red_flag")
    rest, leg = plan.day("bed_rest"), plan.day("leg_pain")
    acted = np.minimum(np.where(plan.acts <= plan.followed, plan.acts, NEVER), NEVER)
    acted = np.minimum(acted, np.where((image >= danger) & (image < NEVER), image, NEVER))
    acted = np.minimum(acted, np.where((operate >= danger) & (operate < NEVER), operate, NEVER))
    new, followed = plan.start > RUN_IN, plan.followed
    recorded = plan.start >= 20
    cancer, nerve, trauma, steroid = ((plan.reason == n) & recorded for n in (1, 2, 3, 4))
    cancer = _ever(plan, cancer)
    age = (plan.age < 18) | (plan.age > 75)
    early = danger <= 28
    reasons = age | cancer | nerve | trauma | steroid | early
    others = np.minimum.reduce([image, opioid, inject, operate])
    ninety = (followed >= 90) & (opioid <= 90)
    # No exercise before an operation counts as none: no days of it.
    waited = np.where(exercise <= operate, operate - exercise, 0)
    calm = (operate < NEVER) & ~((danger < NEVER) | nerve | trauma)
    started = (np.minimum(others, exercise) <= 90) & (followed >= 90) & ~early
    flagged = (danger < NEVER) & (followed - danger >= 7)
    supply = plan.opioid_days
    year = (followed >= 365) & ~((leg < NEVER) | (danger < NEVER))
    table = {
        "imaging_28_days": ((followed >= 28) & ~reasons, image <= 28),
        "imaging_42_days": ((followed >= 42) & ~reasons, image <= 42),
        "opioid_first_contact": (~(cancer | trauma), opioid == 0),
        "opioid_over_7_days": (ninety & ~cancer & (supply >= 0), supply > 7),
        "injection_non_specific": (year, inject <= 365),
        "surgery_before_6_weeks": (calm, waited < 42),
        "surgery_before_12_weeks": (calm, waited < 84),
        "physiotherapy_first": (started, exercise <= others),
        "bed_rest": ((followed >= 28) & ~early, rest <= 28),
        "red_flag_not_acted_on": (flagged, acted - danger > 7),
    }
    return {
        name: {"among": int((new & about).sum()), "counted": int((new & about & held).sum())}
        for name, (about, held) in table.items()
    }


def _ever(plan: _Plan, held: Array) -> Array:
    """Cancer counts in every later episode of a person too."""
    ill: dict[int, int] = {}
    for person, start in zip(plan.person[held], plan.start[held], strict=True):
        ill[int(person)] = min(ill.get(int(person), NEVER), int(start) - 20)
    known = np.array([ill.get(int(person), NEVER) for person in plan.person])
    return known <= plan.start + 28
