"""What happened in a life, in numbers: what a report counts, and nothing that was told in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from plumbline.care.programme import Programme
from plumbline.knowledge.schema import Urgency

MOST_LESS = 0.01
"""Minutes that count as none: sums of fractions."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a programme asks for in a week."""

    doses: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    session_minutes: float = 0.0
    walk_minutes: int = 0

    @property
    def nothing(self) -> bool:
        return not self.session_minutes and not self.walk_minutes


def load_of(programme: Programme) -> Load:
    """The load of a programme's week, whether or not it is on hold."""
    sessions = (sum(p.minutes for p in programme.exercises_on(day.on)) for day in programme.days)
    return Load(
        doses={planned.exercise: planned.dose for planned in programme.exercises},
        session_minutes=sum(sessions),
        walk_minutes=sum(day.walk_minutes for day in programme.days),
    )


def rises(before: Load, after: Load) -> bool:
    """Whether anything becomes more: an exercise's dose, the minutes of sessions, or of walks."""
    higher = any(dose > before.doses.get(name, dose) for name, dose in after.doses.items())
    longer = after.session_minutes > before.session_minutes + MOST_LESS
    return higher or longer or after.walk_minutes > before.walk_minutes


@dataclass(frozen=True, slots=True)
class Change:
    """The programme became another. `worse`: the last check-in told of more pain, or of something
    new; `agreed`: the person said yes to it."""

    day: int
    because: str
    before: Load | None
    after: Load
    worse: bool
    agreed: bool

    @property
    def raised(self) -> bool:
        return self.before is not None and rises(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Told:
    """Told to be seen, first on this day; `harmless`: no serious cause was there."""

    day: int
    urgency: Urgency
    flags: tuple[str, ...]
    harmless: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A check-in that allowed a step up, and the day on which one was first offered."""

    day: int
    offered: int | None


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody came back after so many silent days; `noticed`: the app said so, and offered a
    smaller plan or made it lighter."""

    day: int
    days: int
    noticed: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review of the plan and the level of what it said comes next."""

    day: int
    level: str


@dataclass(frozen=True, slots=True)
class Life:
    """One person under one policy. What is counted by day has one place for each day lived."""

    number: int
    policy: str
    pattern: str
    stage: str
    cause: str | None
    declared: int | None
    """The day on which a serious cause showed its first sign."""
    dropped: int | None
    pain: tuple[float, ...]
    effort: tuple[float, ...]
    """Minutes of level 1 that were done."""
    opened: tuple[bool, ...]
    stopped: tuple[bool, ...]
    """Days on which the plan said: nothing until somebody has looked, or the questions are done."""
    rested: tuple[bool, ...]
    """Days on which the answer to a check-in was to leave the exercises."""
    emptied: tuple[bool, ...]
    """Days on which a plan held nothing at all any more."""
    changes: tuple[Change, ...] = ()
    told: tuple[Told, ...] = ()
    steps: tuple[Step, ...] = ()
    check_ins: int = 0
    questions: int = 0
    found: int | None = None
    """The day on which the serious cause was found; the life under the policy ends there."""
    planned: int | None = None
    """The day of the first plan."""
    silences: tuple[Silence, ...] = ()
    reviews: tuple[Reviewed, ...] = ()
    well: int | None = None
    """The day on which the lighter plan after recovery was taken."""


@dataclass(slots=True)
class Log:
    """A life while it is lived."""

    pain: list[float] = field(default_factory=list[float])
    effort: list[float] = field(default_factory=list[float])
    opened: list[bool] = field(default_factory=list[bool])
    stopped: list[bool] = field(default_factory=list[bool])
    rested: list[bool] = field(default_factory=list[bool])
    emptied: list[bool] = field(default_factory=list[bool])
    changes: list[Change] = field(default_factory=list[Change])
    told: list[Told] = field(default_factory=list[Told])
    steps: list[Step] = field(default_factory=list[Step])
    silences: list[Silence] = field(default_factory=list[Silence])
    reviews: list[Reviewed] = field(default_factory=list[Reviewed])
    well: int | None = None
    check_ins: int = 0
    questions: int = 0
    found: int | None = None
    planned: int | None = None


def share(of: Iterable[bool]) -> float:
    """The share that is true; 0 of nothing."""
    told = list(of)
    return sum(told) / len(told) if told else 0.0
