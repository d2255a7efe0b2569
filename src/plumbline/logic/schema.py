"""What a rule may speak about: named columns, each of one kind.

A column is a finding (or a derived finding) as the logic sees it: a name, a kind, and for a
choice the values it can take. Names and choices are held to plain characters here, once, so that
every engine (Python, Polars, DuckDB, Spark) reads the same text the same way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plumbline.errors import KnowledgeError

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
# No quote and no backslash: Spark reads both differently from DuckDB.
_CHOICE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .+-]*")
_SQL_WORDS = (
    "all analyse analyze and any array as asc asymmetric at_least between both by case cast check "
    "collate column constraint create cross current_date current_time current_timestamp "
    "current_user default deferrable desc describe distinct do else end escape except exists "
    "false fetch filter for foreign from full grant group having ilike in initially inner "
    "intersect interval into is isnull join lambda lateral leading left like limit minus natural "
    "not notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider "
    "placing primary qualify references returning right select semi session_user show similar "
    "some summarize symmetric table then time to trailing true union unique unknown unpivot user "
    "using variadic when where window with "
)
_RESERVED = frozenset(_SQL_WORDS.split())

Value = bool | int | float | str | date | None
"""What is known about one column of one person; None is unknown."""


class Kind(StrEnum):
    """The kinds of column. A date is only ever an input of a derived column."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"

    @property
    def numeric(self) -> bool:
        """Whether values of this kind can be ordered and added."""
        return self in (Kind.INTEGER, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Column:
    """One column a rule can read.

    Raises KnowledgeError when the name is not plain snake_case or is a word of SQL, or when
    `choices` do not fit the kind.
    """

    name: str
    kind: Kind
    choices: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise KnowledgeError(
                f"column {self.name!r}: the name must be snake_case, at most 63 long."
            )
        if self.name in _RESERVED:
            raise KnowledgeError(f"column {self.name!r}: this is a word of SQL; choose another.")
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise KnowledgeError(
                f"column {self.name!r}: a choice needs its choices, and nothing else has any."
            )
        for choice in sorted(self.choices):
            if not _CHOICE.fullmatch(choice):
                raise KnowledgeError(
                    f"column {self.name!r}: choice {choice!r} must be made of letters, digits, "
                    "spaces and _ . + -, and must not begin with a sign or a space."
                )


Schema = Mapping[str, Column]
"""The columns a rule may use, by name."""
