"""What a table engine has to do, layer after layer; made once for a table's columns.

The frame a plan is carried out on has `inputs` in the types the rules expect, the columns the
plan keeps, and nothing else. Each layer adds columns and reads only what stands before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plumbline.cohort.decisions import decisions
from plumbline.cohort.facts import Days, FactColumns, fact_columns
from plumbline.cohort.terms import Term
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Column

Layer = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Plan:
    """A population's decisions, ready for an engine."""

    inputs: tuple[Column, ...]
    """Columns that are read from the table as findings."""
    kept: tuple[str, ...]
    """Columns of the table that are written as they are (the id, days)."""
    layers: tuple[Layer, ...]
    decisions: Layer
    """What is written, by name."""
    days: Days


def make_plan(
    rulebook: Rulebook, present: Iterable[str], days: Days, *, kept: tuple[str, ...] = ()
) -> Plan:
    """The plan for a table that has these findings. `days` says of what day the decisions are."""
    known: FactColumns = fact_columns(rulebook, frozenset(present), days)
    made = decisions(rulebook, known)
    return Plan(
        inputs=known.inputs,
        kept=kept,
        layers=(*known.layers, *made.layers),
        decisions=made.outputs,
        days=days,
    )
