"""Exercises, what speaks against them, and the rules of the programme."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from plumbline.knowledge.schema.base import Basis, Expression, Id, Model, Number, Prose, Thing

Direction = Literal["neutral", "flexion", "extension", "rotation", "lateral"]
Position = Literal[
    "supine", "prone", "side_lying", "quadruped", "kneeling", "sitting", "standing", "walking"
]
Kit = Literal[
    "chair", "wall", "bed", "doorway", "towel", "weight", "strap",
    "band", "step", "stick", "mat", "bike", "pool", "gym",
]  # fmt: skip
Purpose = Literal["comfort", "mobility", "control", "strength", "balance", "aerobic", "stretch"]


class Muscle(Model):
    """A muscle group at work: its published activation where one was verified, else its rank."""

    name: Prose
    anatomical: str
    rank: Literal["prime", "secondary"]
    percent_mvic: Number | None = None


class Load(Model):
    """Spinal load class: A very low, B low, C moderate, D high, E avoid by default."""

    spine: Literal["A", "B", "C", "D", "E"]
    basis: Basis


class Caution(Model):
    """A rule that keeps an exercise or treatment away from somebody.

    absolute: never; relative: not unless a clinician has cleared it; caution: shown with a
    warning. Unknown counts as true for the first two.
    """

    id: Id
    level: Literal["absolute", "relative", "caution"]
    when: Expression
    say: Prose
    swap: Id | None = None
    scope: Literal["systemic", "local"] = "local"
    basis: Basis


class Dose(Model):
    """How much, in the exercise's own terms; `minutes` is the time one session of it takes."""

    sets: int = Field(default=1, ge=1)
    repetitions: int | None = Field(default=None, ge=1)
    hold_seconds: int | None = Field(default=None, ge=1)
    minutes: float = Field(gt=0)
    each_side: bool = False


class WhyNot(Model):
    """Why an exercise that people will have heard of is in no plan, and what to do instead."""

    say: Prose
    instead: Id
    basis: Basis


class SpokenCue(Model):
    """Words said at a moment of every repetition, in seconds."""

    at: float = Field(ge=0)
    say: Prose


class MovementFile(Model):
    """A movement as it is written: key poses, read by `plumbline.motion`.

    Its name is that of its file; exercises have one of their own name, tests name theirs.
    """

    model_config = ConfigDict(extra="allow")

    id: Id
    cues: tuple[SpokenCue, ...] = ()

    @property
    def authored(self) -> dict[str, Any]:
        """The movement without its name."""
        return {**(self.model_extra or {}), "cues": [cue.model_dump() for cue in self.cues]}


class Exercise(Thing):
    """One exercise, whole. Its movement stands in `movements/`, under the same name."""

    steps: tuple[Prose, ...] = Field(min_length=1, max_length=5)
    cues: tuple[Prose, ...] = Field(min_length=2, max_length=2)
    error: Prose
    """The one common error and how to mend it."""
    purpose: tuple[Purpose, ...] = Field(min_length=1)
    muscles: tuple[Muscle, ...] = ()
    chains: tuple[Id, ...] = ()
    """The chains it trains, the one it is mostly for first."""
    load: Load
    direction: Direction
    end_range: bool = False
    position: Position
    seated_or_bed: bool = False
    """Possible on a chair or in bed."""
    kit: tuple[Kit, ...] = ()
    level: int = Field(ge=1, le=5)
    regression: Id | None = None
    progression: Id | None = None
    doses: tuple[Dose, ...] = Field(min_length=1)
    """From the gentlest to the fullest dose at this level."""
    treatment_groups: tuple[Id, ...]
    """Treatments (`exercise_any`, `exercise_supine`...) whose contraindications hold here too."""
    cautions: tuple[Caution, ...]
    camera: Literal["none", "side", "front"] = "none"
    why: Prose
    """What it is for, honestly."""
    why_not: WhyNot | None = None
    """Never planned; told about all the same."""
    basis: Basis


class Need(Model):
    """A finding the programme has to know before it can be made."""

    finding: Id
    when: Expression | None = None


class AerobicFirst(Model):
    """What somebody moves with before anything else, where a rule holds."""

    when: Expression
    exercise: Id
    basis: Basis


class Goal(Model):
    """How many exercises of which purposes a session holds."""

    purposes: tuple[Purpose, ...]
    at_least: int = Field(ge=0)
    at_most: int = Field(ge=0)


class FirstWeek(Thing):
    """How the first week is put together for one stage of pain; the first that is true holds."""

    order: int
    when: Expression
    plain: Prose
    max_level: int
    exercises: Goal
    session_days: int = Field(ge=1, le=7)
    walking: bool
    why: Prose
    basis: Basis


class ProgrammeRules(Thing):
    """What the programme needs to know, and the numbers it is bound by."""

    needs: tuple[Need, ...]
    aerobic: tuple[Id, ...] = Field(min_length=1)
    """What a person can do to get moving, the simplest first; the first that suits is planned."""
    aerobic_first: tuple[AerobicFirst, ...] = ()
    minutes_default: Number
    days_default: Number
    """Used for a person who cannot say; gentle on purpose."""
    walk_start_percent: Number
    walk_default_minutes: Number
    walk_shortest_minutes: Number
    """A shorter walk than this is not planned."""
    walk_step_percent: Number
    """How much a walk grows at a time, and by a minute at least."""


class Response(Model):
    """One rule of the pain-monitoring model; the first that is true answers a check-in."""

    id: Id
    when: Expression
    action: Literal["stop_and_check", "step_back", "hold", "may_progress", "quota"]
    say: Prose
    why: Prose
    rest_days: int = Field(default=0, ge=0, le=2)
    """Days without a session that follow; walking stays. Never more than a day or two."""
    asks_again_within_days: int = Field(default=0, ge=0)
    """Where it is answered again within so many days, every symptom is asked again instead."""
    asks_again_say: Prose | None = None
    """What is said then."""
    drops_direction: bool = False
    """What is in the plan because one way of bending drew the pain in rests as well."""
    basis: Basis


class Monitoring(Thing):
    """The pain-monitoring model: how the plan answers a check-in."""

    plain: Prose
    needs: tuple[Id, ...]
    responses: tuple[Response, ...] = Field(min_length=1)
    otherwise: Response
    basis: Basis


class Source(Model):
    """Where something was read."""

    id: Id
    authors: str
    year: int | None = None
    title: str
    journal: str = ""
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    seen: str
    """What was read: the paper, its abstract, a table, the issuing body's page, a summary."""


class SourceFile(Model):
    """A sources file: the sources of one topic."""

    id: Id
    sources: tuple[Source, ...]
