"""A made-up person: what is true of them, and the luck that they will have on each day.

Drawn whole before their life begins: whatever policy they live under, the natural course, the
flares, the silent spells and a serious cause come on the same days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Course
from plumbline.logic.schema import Value
from plumbline.simulate.chance import drawn, one_of, stream
from plumbline.simulate.model import Cause, Pattern, People

WORST = 10.0
WEEK = 7


@dataclass(frozen=True, slots=True)
class Flare:
    """Pain that comes up and settles."""

    day: int
    lasts: int
    height: float


@dataclass(frozen=True, slots=True)
class Serious:
    """A serious cause and the day on which its signs begin."""

    cause: Cause
    day: int


@dataclass(frozen=True, slots=True)
class Luck:
    """Shares of 1 drawn for each day beforehand: under a habit's share, it happens."""

    opens: tuple[float, ...]
    does: tuple[float, ...]
    checks_in: tuple[float, ...]
    at_once: tuple[float, ...]
    agrees: tuple[float, ...]
    tells: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How this person uses the app: shares of days, sessions and offers."""

    opens: float
    does: float
    checks_in: float
    agrees: float


@dataclass(frozen=True, slots=True)
class Person:
    """Everything about one made-up person. `course` is the pain of each day without any care, 0 to
    10, before a serious cause adds to it."""

    seed: int
    number: int
    days: int
    pattern: str
    stage: str
    age: int
    sex: str
    onset_days: int
    """Days that the pain had lasted when the simulation began."""
    truth: Mapping[str, Value]
    """What is true throughout, as far as it is not drawn question by question."""
    course: tuple[float, ...]
    flares: tuple[Flare, ...]
    silent: frozenset[int]
    dropped: int | None
    """The day from which they never open the app again."""
    passing: tuple[tuple[str, int, int], ...]
    """Harmless signs: a finding, true from a day until another."""
    serious: Serious | None
    capacity: float
    habits: Habits
    luck: Luck

    def open_to(self, day: int) -> bool:
        """Whether they might use the app on a day at all."""
        gone = self.dropped is not None and day >= self.dropped
        return not gone and day not in self.silent


def draw(people: People, knowledge: Knowledge, seed: int, number: int, days: int) -> Person:
    """Person `number` of a simulation: the same for the same seed, people and days."""

    def rng(name: str) -> Random:
        return stream(seed, number, name)

    who = rng("who")
    pattern = one_of(who, people.patterns, [one.share for one in people.patterns])
    stage = one_of(who, people.stages, [one.share for one in people.stages])
    serious = _serious(people, rng("cause"), days)
    age = round(drawn(who, pattern.age_years))
    if serious:
        age = max(age, serious.cause.least_age)
    onset_days = round(drawn(who, stage.onset_days))
    return Person(
        seed=seed,
        number=number,
        days=days,
        pattern=pattern.id,
        stage=stage.course,
        age=age,
        sex=one_of(who, ("female", "male"), (1, 1)),
        onset_days=onset_days,
        truth=_truth(people, pattern, serious, rng("time")),
        course=_course(people, knowledge.courses[stage.course], onset_days, days, rng("course")),
        flares=_flares(people, rng("flares"), days),
        silent=_silent(people, rng("silent"), days),
        dropped=_first(rng("dropped"), people.habits.drops_out_per_day, days),
        passing=_passing(people, knowledge, rng("passing"), days),
        serious=serious,
        capacity=drawn(who, people.dose.capacity_minutes),
        habits=_habits(people, who),
        luck=Luck(*(_shares(rng(name), days) for name in Luck.__dataclass_fields__)),
    )


def published(course: Course, day: float) -> float:
    """The published mean pain (0 to 10) so many days after the study's first: straight between its
    points, and level after the last."""
    points = [(point.week * WEEK, point.pain_0_100.value / 10) for point in course.points]
    for (first, a), (last, b) in pairwise(points):
        if day <= last:
            return a + (b - a) * max(0.0, day - first) / (last - first)
    return points[-1][1]


def _course(
    people: People, course: Course, onset_days: int, days: int, rng: Random
) -> tuple[float, ...]:
    sizes = people.course
    begins = onset_days if course.weeks_from == "onset" else 0
    start = published(course, begins)
    differs, speed = drawn(rng, sizes.between_people), drawn(rng, sizes.speed)
    keep = sizes.autocorrelation
    fresh = sizes.scatter_sd * (1 - keep**2) ** 0.5
    noise, pains = rng.gauss(0, sizes.scatter_sd), list[float]()
    for day in range(days):
        fall = (published(course, begins + day) / start) ** speed
        pains.append(max(0.0, start + differs) * fall + noise)
        noise = keep * noise + rng.gauss(0, fresh)
    return tuple(pains)


def _habits(people: People, rng: Random) -> Habits:
    sizes = people.habits
    drawn_of = (sizes.opens, sizes.does_session, sizes.answers_check_in, sizes.says_yes)
    return Habits(*(drawn(rng, one) for one in drawn_of))


def _truth(
    people: People, pattern: Pattern, serious: Serious | None, rng: Random
) -> dict[str, Value]:
    elsewhere = {
        name for one in people.patterns for name, told in one.signs.items() if told is True
    }
    truth: dict[str, Value] = {**dict.fromkeys(sorted(elsewhere), False), **pattern.signs}
    truth |= {name: round(drawn(rng, what)) for name, what in people.time.items()}
    if serious:
        truth |= serious.cause.always
    return truth


def _flares(people: People, rng: Random, days: int) -> tuple[Flare, ...]:
    sizes = people.flares
    return tuple(
        Flare(day, round(drawn(rng, sizes.lasts_days)), drawn(rng, sizes.height))
        for day in range(days)
        if rng.random() < sizes.per_day
    )


def _silent(people: People, rng: Random, days: int) -> frozenset[int]:
    found: set[int] = set()
    for day in range(1, days):
        if rng.random() < people.habits.silent_per_day:
            found |= set(range(day, day + round(drawn(rng, people.habits.silent_days))))
    return frozenset(found)


def _passing(
    people: People, knowledge: Knowledge, rng: Random, days: int
) -> tuple[tuple[str, int, int], ...]:
    """Harmless signs that come and go: a few are there on the first day, some come later."""
    rare = rare_signs(people, knowledge)
    begin = [(name, 0) for name in rare if rng.random() < people.signs.rare_share]
    begin += [
        (rng.choice(rare), day) for day in range(1, days) if rng.random() < people.signs.new_per_day
    ]
    return tuple(
        (name, day, day + round(drawn(rng, people.signs.rare_days))) for name, day in begin
    )


def rare_signs(people: People, knowledge: Knowledge) -> list[str]:
    """Signs of danger that are no part of a questionnaire, of the check-in, or common."""
    items = {name for one in knowledge.instruments.values() for name in one.items}
    named = items | people.signs.common.keys() | people.signs.severe_from.keys()
    named |= people.feels.keys()
    return sorted(
        finding.id
        for finding in knowledge.findings.values()
        if finding.type == "boolean"
        and finding.danger == "yes"
        and finding.asked_of == "person"
        and finding.valid_days is not None
        and finding.id not in named
    )


def _serious(people: People, rng: Random, days: int) -> Serious | None:
    causes = people.causes
    share = rng.random()
    last = max(causes.declares_from_day + 1, int(days * causes.declares_to_share))
    day = rng.randrange(causes.declares_from_day, last)
    for cause in causes.each:
        share -= cause.share
        if share < 0:
            return Serious(cause, day)
    return None


def _first(rng: Random, per_day: float, days: int) -> int | None:
    return next((day for day in range(1, days) if rng.random() < per_day), None)


def _shares(rng: Random, days: int) -> tuple[float, ...]:
    return tuple(rng.random() for _ in range(days))
