"""Before an operation, an injection or a scan: does it match, and was what comes first tried?

A procedure matches only where its rule is true; what is not known is said to be so, with the
question that decides. What is urgent comes before all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plumbline.care.record import Facts
from plumbline.care.treatment_options import Option, option
from plumbline.knowledge.schema.second_opinions import FirstTry, Procedure, SecondOpinion, Urgent
from plumbline.logic.expression import columns
from plumbline.logic.rulebook import Rulebook

Match = Literal["matches", "does_not", "cannot_say", "never_shown"]
"""`never_shown`: no pattern is known for which it was shown to do good."""
_ORDER: tuple[Match, ...] = ("matches", "cannot_say", "does_not", "never_shown")


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that should come first, and whether it was tried for long enough."""

    first: FirstTry
    done: bool | None


@dataclass(frozen=True, slots=True)
class ProcedureState:
    """One procedure for one person."""

    procedure: Procedure
    match: Match
    questions: tuple[str, ...]
    """Findings that would decide the match, or what was tried."""
    tried: tuple[Tried, ...]
    option: Option | None
    """What the treatment's own rules say; a scan has none."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet for one person; `urgent` holds what is open and cannot wait."""

    opinion: SecondOpinion
    urgent: tuple[Urgent, ...]
    procedures: tuple[ProcedureState, ...]


def sheet(
    rulebook: Rulebook,
    known: Facts,
    bands: Mapping[str, str],
    open_flags: frozenset[str],
    opinion: SecondOpinion,
) -> Sheet:
    """The sheet for somebody; `bands` as `treatment_options.fitting` gives them, `open_flags` the
    red flags that are open."""
    states = (_state(rulebook, known, bands, opinion, one) for one in opinion.procedures)
    return Sheet(
        opinion,
        tuple(one for one in opinion.urgent if open_flags & set(one.red_flags)),
        tuple(sorted(states, key=lambda state: _ORDER.index(state.match))),
    )


def _state(
    rulebook: Rulebook,
    known: Facts,
    bands: Mapping[str, str],
    opinion: SecondOpinion,
    procedure: Procedure,
) -> ProcedureState:
    here = f"second_opinions/{opinion.id}/{procedure.id}"
    holds = known.outcomes[f"{here}/match"] if procedure.matches_when else None
    tried = tuple(Tried(one, known.outcomes[f"{here}/{one.id}"]) for one in procedure.first)
    open_rules = [f"{here}/{one.first.id}" for one in tried if one.done is None]
    if procedure.matches_when and holds is None:
        open_rules.insert(0, f"{here}/match")
    missing = [
        name
        for rule in open_rules
        for name in sorted(rulebook.behind(columns(rulebook.rules[rule])))
        if known.values.get(name) is None
    ]
    treatment = rulebook.knowledge.treatments.get(procedure.treatment or "")
    return ProcedureState(
        procedure=procedure,
        match=_match(procedure, holds),
        questions=tuple(dict.fromkeys(missing)),
        tried=tried,
        option=option(rulebook, known, bands, treatment) if treatment else None,
    )


def _match(procedure: Procedure, holds: bool | None) -> Match:
    if procedure.matches_when is None:
        return "never_shown"
    return {True: "matches", False: "does_not", None: "cannot_say"}[holds]  # type: ignore[return-value]
