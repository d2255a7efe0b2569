"""The shape of every knowledge file, as frozen pydantic models."""

from plumbline.knowledge.schema.assessment import (
    BandRule,
    Course,
    CoursePoint,
    Cutoff,
    Instrument,
    Pattern,
)
from plumbline.knowledge.schema.audits import Audit
from plumbline.knowledge.schema.base import (
    Basis,
    Expression,
    Id,
    Model,
    Number,
    Prose,
    Statement,
    Status,
    Thing,
    Urgency,
)
from plumbline.knowledge.schema.claims import Claim, ClaimFile, Contradiction
from plumbline.knowledge.schema.conditions import Condition
from plumbline.knowledge.schema.findings import Choice, Derived, Finding, TickList, Topic
from plumbline.knowledge.schema.lifting import Lifting
from plumbline.knowledge.schema.modules import Module
from plumbline.knowledge.schema.movement import (
    Caution,
    Dose,
    Exercise,
    FirstWeek,
    Monitoring,
    MovementFile,
    ProgrammeRules,
    Response,
    Source,
    SourceFile,
    WhyNot,
)
from plumbline.knowledge.schema.next_steps import NextStep
from plumbline.knowledge.schema.planning import GoalValue, ProgrammeValue, Shift
from plumbline.knowledge.schema.rhythm import Rhythm
from plumbline.knowledge.schema.safety import (
    URGENCY_ORDER,
    Advice,
    Contact,
    Hazard,
    Level,
    Line,
    RedFlag,
    Step,
)
from plumbline.knowledge.schema.second_opinions import SecondOpinion
from plumbline.knowledge.schema.staying_well import StayingWell
from plumbline.knowledge.schema.testing import (
    Band,
    Chain,
    ImpairmentModel,
    LoadRow,
    MeasurementError,
    Norm,
    PhysicalTest,
    Result,
    Side,
)
from plumbline.knowledge.schema.testing import Muscle as MuscleGroup
from plumbline.knowledge.schema.treatments import Effect, OutOf, Position, Treatment, Use
from plumbline.knowledge.schema.trend import TrendModel
from plumbline.knowledge.schema.trials import Trial

__all__ = [
    "URGENCY_ORDER",
    "Advice",
    "Audit",
    "Band",
    "BandRule",
    "Basis",
    "Caution",
    "Chain",
    "Choice",
    "Claim",
    "ClaimFile",
    "Condition",
    "Contact",
    "Contradiction",
    "Course",
    "CoursePoint",
    "Cutoff",
    "Derived",
    "Dose",
    "Effect",
    "Exercise",
    "Expression",
    "Finding",
    "FirstWeek",
    "GoalValue",
    "Hazard",
    "Id",
    "ImpairmentModel",
    "Instrument",
    "Level",
    "Lifting",
    "Line",
    "LoadRow",
    "MeasurementError",
    "Model",
    "Module",
    "Monitoring",
    "MovementFile",
    "MuscleGroup",
    "NextStep",
    "Norm",
    "Number",
    "OutOf",
    "Pattern",
    "PhysicalTest",
    "Position",
    "ProgrammeRules",
    "ProgrammeValue",
    "Prose",
    "RedFlag",
    "Response",
    "Result",
    "Rhythm",
    "SecondOpinion",
    "Shift",
    "Side",
    "Source",
    "SourceFile",
    "Statement",
    "Status",
    "StayingWell",
    "Step",
    "Thing",
    "TickList",
    "Topic",
    "Treatment",
    "TrendModel",
    "Trial",
    "Urgency",
    "Use",
    "WhyNot",
]
