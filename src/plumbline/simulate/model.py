"""What the made-up people are drawn from: `people.yaml`, read and checked."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from plumbline.errors import KnowledgeError
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis
from plumbline.knowledge.schema.base import Id, Model
from plumbline.knowledge.yaml_file import read
from plumbline.logic.schema import Value

FILE = Path(__file__).with_name("people.yaml")
Feeling = Literal[
    "now", "usual", "worst", "day_worst", "spread", "felt", "morning", "new", "onset", "age", "sex"
]
"""What of a person's state a finding asks about."""


class Drawn(Model):
    """A normal curve, cut off at both ends."""

    mean: float
    sd: float = Field(ge=0)
    least: float
    most: float

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.least <= self.mean <= self.most:
            raise ValueError("the mean lies between least and most")
        return self


class Pattern(Model):
    id: Id
    share: float = Field(gt=0, le=1)
    age_years: Drawn
    signs: dict[Id, bool | str]


class Stage(Model):
    """How long the pain has lasted; `course` is a file of knowledge/courses."""

    course: Id
    share: float = Field(gt=0, le=1)
    onset_days: Drawn


class NaturalCourse(Model):
    between_people: Drawn
    speed: Drawn
    scatter_sd: float
    autocorrelation: float = Field(ge=0, lt=1)
    basis: Basis


class Flares(Model):
    per_day: float
    height: Drawn
    lasts_days: Drawn
    told: float
    spreads_down: float
    basis: Basis


class Dose(Model):
    effort_per_level: float
    walk_effort: float
    capacity_minutes: Drawn
    grows_by: float
    fades_by: float
    most_times: float
    fits_from: float
    fits_to: float
    too_much_pain: float
    settles_by: float
    worse_morning_from: float
    helps_by: float
    helps_most: float
    feels_right_from: float
    feels_hard_from: float
    feels_too_hard_from: float
    basis: Basis


class Habits(Model):
    opens: Drawn
    does_session: Drawn
    answers_check_in: Drawn
    checks_in_at_once: float
    says_yes: Drawn
    does_without_app: float
    drops_out_per_day: float
    silent_per_day: float
    silent_days: Drawn
    unsure_first: float
    unsure_for_good: float
    stops_for_pain_from: float
    basis: Basis


class Signs(Model):
    common: dict[Id, float]
    severe_from: dict[Id, float]
    other_share: float
    item_share: float
    rare_share: float
    rare_days: Drawn
    new_per_day: float
    says_new: float
    says_new_for_nothing: float
    basis: Basis


class Cause(Model):
    """A serious cause: what is true of the person always, and what becomes true late."""

    id: Id
    share: float
    says: float
    signs: tuple[Id, ...] = Field(min_length=1)
    always: dict[Id, bool] = {}
    least_age: int = 18


class Causes(Model):
    declares_from_day: int
    declares_to_share: float
    pain_more: float
    basis: Basis
    each: tuple[Cause, ...]


class Care(Model):
    goes: float
    waits_days: dict[str, int]
    again_after_days: int
    basis: Basis


class Counting(Model):
    worse_points: float
    on_time_days: int
    reachable_days: int
    silence_days: int
    basis: Basis


class People(Model):
    """Everything a simulated life is drawn from."""

    id: Id
    title: str
    patterns: tuple[Pattern, ...]
    patterns_basis: Basis
    stages: tuple[Stage, ...]
    stages_basis: Basis
    course: NaturalCourse
    flares: Flares
    dose: Dose
    habits: Habits
    signs: Signs
    causes: Causes
    care: Care
    feels: dict[Id, Feeling]
    time: dict[Id, Drawn]
    time_basis: Basis
    counting: Counting

    def blocks(self) -> dict[str, Basis]:
        """What each block of numbers rests on, by its name."""
        return {
            "patterns": self.patterns_basis,
            "stages": self.stages_basis,
            "course": self.course.basis,
            "flares": self.flares.basis,
            "dose": self.dose.basis,
            "habits": self.habits.basis,
            "signs": self.signs.basis,
            "causes": self.causes.basis,
            "care": self.care.basis,
            "time": self.time_basis,
            "counting": self.counting.basis,
        }


@cache
def people() -> People:
    """The people that ship. Raises KnowledgeError naming the file where it is wrong."""
    try:
        return People.model_validate(read(FILE).value)
    except ValueError as error:
        raise KnowledgeError(f"{FILE.name}: {error}") from None


def missing_findings(made_up: People, knowledge: Knowledge) -> list[str]:
    """Findings that `people.yaml` names and the knowledge does not have (or not yet)."""
    signs: dict[str, Value] = {name: True for one in made_up.patterns for name in one.signs}
    named = {*signs, *made_up.signs.common, *made_up.signs.severe_from, *made_up.time}
    for cause in made_up.causes.each:
        named |= {*cause.signs, *cause.always}
    return sorted(named - knowledge.findings.keys())
