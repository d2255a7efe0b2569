"""Three-valued logic: the one language all rules are written in.

A rule is parsed once into an `Expression` and from then on has several forms that agree exactly:
`evaluate` (slow, obvious), `compile_person` (one person, fast), `evaluate_table` (Polars) and
`to_sql` (DuckDB, Spark). Derived columns are worked out before the rules; `Relevance` says which
unanswered column can still change an outcome.
"""

from typing import TYPE_CHECKING, Any

from plumbline.logic.derived import (
    Derived,
    compile_derived,
    derived_column,
    evaluate_derived,
    in_order,
    inline,
)
from plumbline.logic.expression import (
    And,
    AtLeast,
    Between,
    Compare,
    Expression,
    In,
    IsNull,
    Known,
    Not,
    Or,
    columns,
    repeated_columns,
    substitute,
)
from plumbline.logic.operators import (
    Bands,
    BodyMassIndex,
    Count,
    DaysSince,
    DaysUntil,
    Difference,
    Holds,
    LikelihoodRatio,
    Operator,
    PercentChange,
    Points,
    Sum,
    WeeksPregnant,
)
from plumbline.logic.parsing import parse
from plumbline.logic.person import compile_one, compile_person
from plumbline.logic.reference import evaluate
from plumbline.logic.relevance import Relevance, live_columns
from plumbline.logic.schema import Column, Kind, Schema, Value
from plumbline.logic.sql import to_sql, to_text

if TYPE_CHECKING:
    from plumbline.logic.table import (
        derived_to_polars,
        evaluate_table,
        read_table,
        to_polars,
        with_derived,
    )

__all__ = [
    "And",
    "AtLeast",
    "Bands",
    "Between",
    "BodyMassIndex",
    "Column",
    "Compare",
    "Count",
    "DaysSince",
    "DaysUntil",
    "Derived",
    "Difference",
    "Expression",
    "Holds",
    "In",
    "IsNull",
    "Kind",
    "Known",
    "LikelihoodRatio",
    "Not",
    "Operator",
    "Or",
    "PercentChange",
    "Points",
    "Relevance",
    "Schema",
    "Sum",
    "Value",
    "WeeksPregnant",
    "columns",
    "compile_derived",
    "compile_one",
    "compile_person",
    "derived_column",
    "derived_to_polars",
    "evaluate",
    "evaluate_derived",
    "evaluate_table",
    "in_order",
    "inline",
    "live_columns",
    "parse",
    "read_table",
    "repeated_columns",
    "substitute",
    "to_polars",
    "to_sql",
    "to_text",
    "with_derived",
]

# Polars is loaded only when a table is asked for: one person never needs it.
_OF_TABLES = frozenset(
    {"derived_to_polars", "evaluate_table", "read_table", "to_polars", "with_derived"}
)


def __getattr__(name: str) -> Any:
    if name in _OF_TABLES:
        from plumbline.logic import table

        return getattr(table, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
