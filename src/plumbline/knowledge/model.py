"""All that is known, loaded once: frozen, and named by a hash of its content."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from plumbline.knowledge.schema import (
    Advice,
    Audit,
    Chain,
    Claim,
    ClaimFile,
    Condition,
    Contact,
    Contradiction,
    Course,
    Derived,
    Exercise,
    Finding,
    FirstWeek,
    Hazard,
    ImpairmentModel,
    Instrument,
    Lifting,
    Model,
    Module,
    Monitoring,
    MovementFile,
    MuscleGroup,
    NextStep,
    Pattern,
    PhysicalTest,
    ProgrammeRules,
    ProgrammeValue,
    RedFlag,
    Rhythm,
    SecondOpinion,
    Source,
    StayingWell,
    TickList,
    Topic,
    Treatment,
    TrendModel,
    Trial,
)


@dataclass(frozen=True)
class Knowledge:
    """Every knowledge file, by id. `version` is a hash of all of it."""

    version: str
    topics: Mapping[str, Topic]
    red_flags: Mapping[str, RedFlag]
    patterns: Mapping[str, Pattern]
    instruments: Mapping[str, Instrument]
    exercises: Mapping[str, Exercise]
    treatments: Mapping[str, Treatment]
    contacts: Mapping[str, Contact]
    sources: Mapping[str, Source]
    hazards: Mapping[str, Hazard]
    advice: Mapping[str, Advice]
    courses: Mapping[str, Course]
    first_weeks: Mapping[str, FirstWeek]
    programme: ProgrammeRules
    value: ProgrammeValue
    monitoring: Monitoring
    tests: Mapping[str, PhysicalTest]
    impairments: ImpairmentModel
    movements: Mapping[str, MovementFile]
    trend: TrendModel
    rhythm: Rhythm
    staying_well: StayingWell
    lifting: Lifting
    next_steps: Mapping[str, NextStep]
    modules: Mapping[str, Module]
    trials: Mapping[str, Trial]
    claim_files: Mapping[str, ClaimFile]
    conditions: Mapping[str, Condition]
    second_opinions: Mapping[str, SecondOpinion]
    audits: Mapping[str, Audit]

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Every finding by id, in the order of the files."""
        return {f.id: f for topic in self.topics.values() for f in topic.findings}

    @cached_property
    def derived(self) -> Mapping[str, Derived]:
        return {d.id: d for topic in self.topics.values() for d in topic.derived}

    @cached_property
    def lists(self) -> Mapping[str, TickList]:
        return {li.id: li for topic in self.topics.values() for li in topic.lists}

    @cached_property
    def muscles(self) -> Mapping[str, MuscleGroup]:
        return {muscle.id: muscle for muscle in self.impairments.muscles}

    @cached_property
    def chains(self) -> Mapping[str, Chain]:
        return {chain.id: chain for chain in self.impairments.chains}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Every claim by id, in the order of the articles' list."""
        found = (c for file in self.claim_files.values() for c in file.claims)
        return {claim.id: claim for claim in sorted(found, key=lambda claim: claim.id)}

    @cached_property
    def contradictions(self) -> Mapping[str, Contradiction]:
        return {c.id: c for file in self.claim_files.values() for c in file.contradictions}

    @cached_property
    def test_findings(self) -> Mapping[str, PhysicalTest]:
        """The test behind each finding that holds a result, or that it was stopped by pain."""
        return {
            name: test
            for test in self.tests.values()
            for result in test.results
            for name in (result.value, result.pain)
            if name
        }

    def primary(self) -> Mapping[str, Mapping[str, Model]]:
        """What is stored, by kind; all else is made from it."""
        stored: dict[str, Mapping[str, Model]] = {
            kind: getattr(self, kind) for kind in ("topics", "movements", "claim_files", *_STORED)
        }
        for kind in SINGLE:
            one: Model = getattr(self, kind)
            stored[kind] = {getattr(one, "id", kind): one}
        return stored

    @cached_property
    def snapshot(self) -> str:
        """All of it as canonical JSON, kept with decisions so that they can be replayed."""
        content = {
            kind: [
                thing.model_dump(mode="json", exclude_defaults=True) for thing in things.values()
            ]
            for kind, things in self.primary().items()
        }
        whole = {"version": self.version, "content": content}
        return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def things(self) -> Iterator[tuple[str, str, Model]]:
        """Every thing as (kind, id, model): what `explain` and `knowledge list` walk over."""
        for kind in THING_KINDS:
            for name, thing in getattr(self, kind).items():
                yield kind, name, thing


SINGLE = (
    "programme",
    "value",
    "monitoring",
    "impairments",
    "trend",
    "rhythm",
    "staying_well",
    "lifting",
)
"""Kinds of which there is exactly one thing."""
THING_KINDS = (
    "findings",
    "derived",
    "lists",
    "red_flags",
    "patterns",
    "instruments",
    "exercises",
    "treatments",
    "contacts",
    "sources",
    "hazards",
    "advice",
    "courses",
    "first_weeks",
    "next_steps",
    "modules",
    "trials",
    "conditions",
    "second_opinions",
    "audits",
    "claims",
    "contradictions",
    "tests",
    "muscles",
    "chains",
)
_MADE = ("findings", "derived", "lists", "muscles", "chains", "claims", "contradictions")
"""Kinds that stand inside another file."""
_STORED = tuple(kind for kind in THING_KINDS if kind not in _MADE)
