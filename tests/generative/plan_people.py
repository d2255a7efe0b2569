"""People a week is solved for: their answers, what they have been doing, and what they wish for."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import get_args

from plumbline.care.impairments import Priority
from plumbline.care.programme import (
    By,
    Practice,
    Programme,
    Wish,
    Wishes,
    WishKind,
    first_week,
    next_step,
    step_back,
)
from plumbline.care.record import Facts, Record, facts
from plumbline.knowledge.schema import Side
from plumbline.logic import Value
from tests.unit.care.people import (
    TODAY,
    calm_values,
    knowledge,
    random_answer,
    record_of,
    rulebook,
)

TRAINED = [name for name, chain in knowledge().chains.items() if chain.shown]
SHAPING = {"features": 0.25, "plan": 0.35, "goals": 0.3, "conditions": 0.04}
"""How often somebody answers a question of a topic otherwise than the calm person."""
WISH_KINDS: tuple[WishKind, ...] = ("like", "pin", "ban", "dose")


@dataclass(frozen=True)
class Person:
    """Somebody whose week is asked for."""

    values: dict[str, Value]
    first: tuple[Priority, ...]
    practice: Practice | None = None
    wishes: Wishes | None = None

    @property
    def record(self) -> Record:
        return record_of(self.values)

    @property
    def known(self) -> Facts:
        return facts(rulebook(), self.record, TODAY)

    def week(self) -> Programme:
        args = (self.known, TODAY, self.first, self.practice, self.wishes)
        return first_week(rulebook(), *args)


def newcomer(rng: random.Random) -> Person:
    """Somebody who begins: most with pain for months, some with new pain or a flare-up."""
    values: dict[str, Value] = dict(calm_values())
    for topic, often in SHAPING.items():
        for finding in knowledge().topics[topic].findings if topic in knowledge().topics else ():
            if rng.random() < often:
                values[finding.id] = random_answer(rng, finding, 0.4)
            elif rng.random() < 0.01:
                values[finding.id] = None
    values |= {
        "minutes_per_day": rng.choice([5, 8, 10, 15, 20, 30, 45, 60]),
        "days_per_week": rng.randint(1, 7),
        "age_years": rng.randint(18, 90),
        "onset_date": TODAY - timedelta(days=rng.choice([10, 60, 200, 200, 700])),
        "pain_getting_worse": rng.random() < 0.1,
        "uses_wheelchair": rng.random() < 0.05,
        "stays_in_bed": rng.random() < 0.05,
        "can_get_to_floor": rng.random() < 0.85,
        "walk_minutes_comfortable": rng.choice([None, 0, 5, 15, 40, 90]),
        "pain_usual_nrs": rng.choice([None, 2, 4, 7]),
    }
    for direction in ("flexion", "extension"):
        if rng.random() < 0.2:
            said = rng.choice(["centralised", "spread", "worse", "same"])
            values[f"repeated_{direction}_response"] = said
    return Person(values, random_priorities(rng) if rng.random() < 0.5 else ())


def random_priorities(rng: random.Random) -> tuple[Priority, ...]:
    """What tests might put first."""
    found: list[Priority] = []
    for name in rng.sample(TRAINED, rng.randint(1, 4)):
        sides: tuple[Side | None, ...] = ("left", "right", None)
        side = rng.choice(sides) if knowledge().chains[name].paired else None
        kind = "side" if side else "low"
        found.append(Priority(name, side, kind, 0.9, next(iter(knowledge().tests))))
    return tuple(found)


def regular(rng: random.Random) -> Person:
    """Somebody some weeks on, with all that may have happened; now and then with less time."""
    person = newcomer(rng)
    before = _grown(rng, person.week())
    doing = [planned.exercise for planned in before.exercises]
    others = rng.sample(sorted(knowledge().exercises), 3)
    may_grow = rng.random() < 0.6
    practice = Practice(
        week=rng.randint(2, 8),
        before=replace(before, start=TODAY - timedelta(days=7)),
        done={name: rng.randint(0, 8) for name in (*doing, *others)},
        hurt=frozenset(name for name in doing if rng.random() < 0.1),
        last_session=rng.choice([None, TODAY, *(TODAY - timedelta(days=d) for d in (1, 1, 2, 4))]),
        may_grow=may_grow,
        earned=may_grow and rng.random() < 0.6,
    )
    values = person.values
    if rng.random() < 0.3:
        values = {**values, "minutes_per_day": rng.choice([5, 10, 20, 60])}
    if rng.random() < 0.3:
        values = {**values, "days_per_week": rng.randint(1, 7)}
    return Person(values, random_priorities(rng) if rng.random() < 0.5 else (), practice)


def wishing(rng: random.Random, person: Person) -> Person:
    """The same person with up to five wishes, some of them for what cannot be."""
    week = person.week()
    likely = [planned.exercise for planned in week.exercises]
    likely += [left.exercise for left in week.left_out if left.kind == "enough"]
    names = set(rng.sample(likely, min(len(likely), rng.randint(1, 4))))
    names |= set(rng.sample(sorted(knowledge().exercises), rng.randint(0, 1)))
    wishes: list[Wish] = []
    for name in sorted(names):
        kind = rng.choice(WISH_KINDS)
        doses = len(knowledge().exercises[name].doses)
        by = rng.choice(get_args(By))
        dose = rng.randrange(doses) if kind == "dose" else None
        wishes.append(Wish(kind, name, by, dose))
    return replace(person, wishes=Wishes(tuple(wishes)))


def _grown(rng: random.Random, programme: Programme) -> Programme:
    """The programme after some weeks: steps up, and now and then one back."""
    for _ in range(rng.randint(0, 8)):
        if rng.random() < 0.15:
            programme = step_back(knowledge(), programme, "monitoring/test")
        else:
            programme = next_step(knowledge(), programme) or programme
    return programme
