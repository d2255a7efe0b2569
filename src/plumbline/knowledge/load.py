"""From a folder of YAML files to one frozen `Knowledge`, with every problem named by file and line.

No cache: reading is fast enough, and a cache that can be
stale is a hazard of its own.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from plumbline.errors import KnowledgeError
from plumbline.knowledge.model import SINGLE, Knowledge
from plumbline.knowledge.schema import (
    Advice,
    Audit,
    ClaimFile,
    Condition,
    Contact,
    Course,
    Exercise,
    FirstWeek,
    Hazard,
    ImpairmentModel,
    Instrument,
    Lifting,
    Model,
    Module,
    Monitoring,
    MovementFile,
    NextStep,
    Pattern,
    PhysicalTest,
    ProgrammeRules,
    ProgrammeValue,
    RedFlag,
    Rhythm,
    SecondOpinion,
    Source,
    SourceFile,
    StayingWell,
    Topic,
    Treatment,
    TrendModel,
    Trial,
)
from plumbline.knowledge.yaml_file import Document, parse

FOLDERS: dict[str, type[Model]] = {
    "findings": Topic,
    "red_flags": RedFlag,
    "patterns": Pattern,
    "instruments": Instrument,
    "exercises": Exercise,
    "treatments": Treatment,
    "contacts": Contact,
    "sources": SourceFile,
    "hazards": Hazard,
    "advice": Advice,
    "courses": Course,
    "programme": FirstWeek,
    "monitoring": Monitoring,
    "tests": PhysicalTest,
    "impairments": ImpairmentModel,
    "movements": MovementFile,
    "following": TrendModel,
    "next_steps": NextStep,
    "modules": Module,
    "trials": Trial,
    "claims": ClaimFile,
    "conditions": Condition,
    "second_opinions": SecondOpinion,
    "lifting": Lifting,
    "audits": Audit,
}
SINGLE_FILES: dict[str, type[Model]] = {
    "programme/rules.yaml": ProgrammeRules,
    "programme/value.yaml": ProgrammeValue,
    "monitoring/pain_monitoring.yaml": Monitoring,
    "impairments/model.yaml": ImpairmentModel,
    "following/trend.yaml": TrendModel,
    "following/rhythm.yaml": Rhythm,
    "following/staying_well.yaml": StayingWell,
    "lifting/niosh.yaml": Lifting,
}
"""Files of which there is one, in the order of `SINGLE`."""
PRIMARY: dict[str, type[Model]] = {
    "topics": Topic,
    "red_flags": RedFlag,
    "patterns": Pattern,
    "instruments": Instrument,
    "exercises": Exercise,
    "treatments": Treatment,
    "contacts": Contact,
    "sources": Source,
    "hazards": Hazard,
    "advice": Advice,
    "courses": Course,
    "first_weeks": FirstWeek,
    "programme": ProgrammeRules,
    "value": ProgrammeValue,
    "monitoring": Monitoring,
    "tests": PhysicalTest,
    "impairments": ImpairmentModel,
    "movements": MovementFile,
    "trend": TrendModel,
    "rhythm": Rhythm,
    "staying_well": StayingWell,
    "next_steps": NextStep,
    "modules": Module,
    "trials": Trial,
    "claim_files": ClaimFile,
    "conditions": Condition,
    "second_opinions": SecondOpinion,
    "lifting": Lifting,
    "audits": Audit,
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a knowledge file, where it stands."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True)
class Loaded:
    """A validated file: its model and the lines of its values."""

    kind: str
    document: Document
    model: Model


def shipped() -> Traversable:
    """The folder of knowledge files inside this package."""
    return resources.files("plumbline.knowledge")


def read_all(root: Traversable) -> tuple[list[Loaded], list[Problem]]:
    """Read and validate every file below `root`; problems are collected, not raised."""
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for path, text in _files(root):
        try:
            document = parse(text, path)
            loaded.append(Loaded(path.split("/")[0], document, as_model(document)))
        except KnowledgeError as error:
            problems.append(_from_message(path, str(error)))
        except ValidationError as error:
            problems.extend(_from_validation(document, error))  # pyright: ignore[reportPossiblyUnboundVariable]
    return loaded, problems


def as_model(document: Document) -> Model:
    """What a file says, as the model of its folder. Raises pydantic's ValidationError."""
    folder, name = document.path.split("/")
    if folder == "movements":
        # Its name is that of its file: the movement belongs to whoever names it.
        return MovementFile.model_validate({"id": name.removesuffix(".yaml"), **document.value})
    model = SINGLE_FILES.get(document.path, FOLDERS[folder])
    return model.model_validate(document.value)


def assemble(loaded: Sequence[Loaded]) -> Knowledge:
    """Put validated files together. Raises KnowledgeError where a single file is missing."""
    by_kind: dict[str, dict[str, Any]] = {folder: {} for folder in FOLDERS}
    for item in loaded:
        if item.document.path in SINGLE_FILES:
            continue
        if isinstance(item.model, SourceFile):
            by_kind["sources"].update({s.id: s for s in item.model.sources})
        else:
            by_kind[item.kind][item.model.id] = item.model  # type: ignore[attr-defined]
    first_weeks = sorted(by_kind["programme"].values(), key=lambda week: week.order)
    return Knowledge(
        version=_version(loaded),
        topics=by_kind["findings"],
        red_flags=by_kind["red_flags"],
        patterns=by_kind["patterns"],
        instruments=by_kind["instruments"],
        exercises=by_kind["exercises"],
        treatments=by_kind["treatments"],
        contacts=by_kind["contacts"],
        sources=by_kind["sources"],
        hazards=by_kind["hazards"],
        advice=by_kind["advice"],
        courses=by_kind["courses"],
        first_weeks={week.id: week for week in first_weeks},
        tests=dict(sorted(by_kind["tests"].items(), key=lambda pair: _battery_order(pair[1]))),
        movements=by_kind["movements"],
        next_steps=by_kind["next_steps"],
        modules=by_kind["modules"],
        trials=by_kind["trials"],
        claim_files=by_kind["claims"],
        conditions=by_kind["conditions"],
        second_opinions=by_kind["second_opinions"],
        audits=by_kind["audits"],
        **_single(loaded),
    )


def _single(loaded: Sequence[Loaded]) -> dict[str, Any]:
    """The things of which there is exactly one, by kind."""
    models = {item.document.path: item.model for item in loaded}
    missing = [path for path in SINGLE_FILES if path not in models]
    if missing:
        raise KnowledgeError(f"{' and '.join(missing)} must be there")
    return dict(zip(SINGLE, (models[path] for path in SINGLE_FILES), strict=True))


def load(root: Traversable | None = None) -> Knowledge:
    """Load what ships with Plumbline (or another folder). Raises KnowledgeError on any problem."""
    loaded, problems = read_all(root or shipped())
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise KnowledgeError(f"{problems[0]}{more}")
    return assemble(loaded)


def from_snapshot(text: str) -> Knowledge:
    """The knowledge a snapshot holds. Raises KnowledgeError when this version cannot read it."""
    try:
        data = json.loads(text)
        parts: dict[str, Any] = {
            kind: {thing["id"]: model.model_validate(thing) for thing in data["content"][kind]}
            for kind, model in PRIMARY.items()
        }
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"this snapshot cannot be read ({type(error).__name__})") from None
    single = {kind: next(iter(parts.pop(kind).values())) for kind in SINGLE}
    return Knowledge(version=data["version"], **single, **parts)


def _battery_order(test: PhysicalTest) -> tuple[bool, int, str]:
    """The home battery first, in the order it is done."""
    return test.battery != "home", test.order, test.id


def _files(root: Traversable) -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        directory = root / folder
        if not directory.is_dir():
            continue
        for item in sorted(directory.iterdir(), key=lambda entry: entry.name):
            if item.name.endswith(".yaml"):
                yield f"{folder}/{item.name}", item.read_text(encoding="utf-8")


def _version(loaded: Sequence[Loaded]) -> str:
    content = [
        (item.document.path, item.model.model_dump(mode="json", exclude_defaults=True))
        for item in loaded
    ]
    return hashlib.sha256(_canonical(content).encode()).hexdigest()[:16]


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _from_message(path: str, message: str) -> Problem:
    _, line, text = message.split(":", 2)
    return Problem(path, int(line), text.strip())


def _from_validation(document: Document, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors():
        place = tuple(part for part in detail["loc"])
        shown = ".".join(str(part) for part in place)
        yield Problem(document.path, document.line(place), f"{shown}: {detail['msg']}")
