"""Somebody's own trials as the journal holds them: the plan of each, its days, and how it ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from plumbline.care.n_of_1 import Design, Entry, Power, TrialState
from plumbline.journal.reading import data_of
from plumbline.journal.values import Event
from plumbline.knowledge import Knowledge

TRIAL, DAY, END = "trial", "trial_day", "trial_end"
"""The events: a trial was begun, a day of it was told, it ended."""
Why = Literal["settled", "hopeless", "planned_end", "person", "safety", "barred"]
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a trial ended, and what that rested on: made again from `entries` it is the same."""

    on: date
    why: Why
    rules: tuple[str, ...]
    """The red flags or cautions that ended it."""
    as_of: date
    """The last day that was looked at."""
    entries: tuple[Entry, ...]
    state: TrialState


@dataclass(frozen=True, slots=True)
class OwnTrial:
    """One trial of this person. `kept` says of each day that was told whether the plan was kept."""

    design: Design
    begun: date
    power: Power
    kept: Mapping[date, bool] = field(default_factory=dict[date, bool])
    ended: Ended | None = None


def own_trials(knowledge: Knowledge, events: Iterable[Event]) -> tuple[OwnTrial, ...]:
    """The trials that events tell of, oldest first. One at a time: of two that were begun at once
    the first counts, and so does the first end. A trial that the knowledge no longer has, or no
    longer with what decides it, is passed over."""
    found: list[OwnTrial] = []
    for event in events:
        data, own = data_of(event), found[-1] if found else None
        if event.kind == TRIAL:
            design = design_of(event)
            if _is_known(knowledge, design) and (own is None or own.ended):
                begun = date.fromisoformat(data["on"])
                found.append(OwnTrial(design, begun, _power(data["power"])))
        elif own is None or data["of"] != own.design.seed:
            continue
        elif event.kind == DAY:
            told = {date.fromisoformat(data["day"]): bool(data["kept"])}
            found[-1] = replace(own, kept={**own.kept, **told})
        elif event.kind == END and own.ended is None:
            found[-1] = replace(own, ended=_adapter(Ended).validate_python(data["ended"]))
    return tuple(found)


def design_of(event: Event) -> Design:
    """The plan of a trial that was begun."""
    return _adapter(Design).validate_python(data_of(event)["design"])


def _is_known(knowledge: Knowledge, design: Design) -> bool:
    trial = knowledge.trials.get(design.trial)
    return trial is not None and design.outcome in {one.finding for one in trial.outcomes}


def _power(data: Any) -> Power:
    return _adapter(Power).validate_python(data)


@cache
def _adapter(kind: type[_Kind]) -> TypeAdapter[_Kind]:
    """Made once for each type: making one costs milliseconds."""
    return TypeAdapter(kind)
