"""What a decision is made of, as one small tree that every table engine reads.

A rule's own text is never written anew: it stands in a tree as a `Rule`, which Polars gets from
`logic.to_polars` and SQL engines from `logic.to_sql`. Around the rules there is only what triage
and the other decisions do with them: is it true, is it unknown, the first that holds, the largest
code. `yes`, `no`, `unknown`, `both`, `either` and `no_one` keep trees small: what is known when
the plan is made is worked out when the plan is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plumbline.logic.expression import Expression
from plumbline.logic.operators import Operator
from plumbline.logic.schema import Kind

Settled = bool | Expression | None
"""A rule with everything worked out that is known beforehand: an outcome, or what is left."""
Day = date | str
"""A day, or the name of the column that holds it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over the columns of the frame: true, false or null."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Ref:
    """A column made by an earlier layer."""

    name: str


@dataclass(frozen=True, slots=True)
class Yes:
    """True where the operand is true, else false; never null."""

    operand: "Term"


@dataclass(frozen=True, slots=True)
class Unknown:
    """True where the operand is null, else false; never null."""

    operand: "Term"


@dataclass(frozen=True, slots=True)
class Not:
    operand: "Term"


@dataclass(frozen=True, slots=True)
class All:
    """Of terms that are never null."""

    operands: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Of terms that are never null."""

    operands: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant, or null."""

    value: bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Blank:
    """Null, in a column of a kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Pick:
    """The value of the first case whose condition is true."""

    cases: tuple[tuple["Term", "Term"], ...]
    otherwise: "Term"


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest of whole numbers; none of them is null."""

    operands: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Below:
    """Whether a whole number that is never null lies below a constant."""

    operand: "Term"
    limit: int


@dataclass(frozen=True, slots=True)
class Code:
    """Names of whole numbers, by their place; null where there is none."""

    operand: "Term"
    names: tuple[tuple[int, str | int | None], ...]


@dataclass(frozen=True, slots=True)
class Fresh:
    """A column's value where it was told on a day from which it still stands; else null."""

    name: str
    told_on: Day
    as_of: Day
    valid_days: int


@dataclass(frozen=True, slots=True)
class Grown:
    """An age, told on one day, on another."""

    operand: "Term"
    told_on: Day
    as_of: Day


@dataclass(frozen=True, slots=True)
class Worked:
    """A derived column, as its operator says; `as_of` is the day it is worked out for."""

    how: Operator
    as_of: Day


@dataclass(frozen=True, slots=True)
class Filled:
    """How many of these columns are not null."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The sum or mean of those columns that are not null; null where fewer than `needs` are."""

    names: tuple[str, ...]
    needs: int
    mean: bool


Term = (
    Rule
    | Ref
    | Yes
    | Unknown
    | Not
    | All
    | Any
    | Literal
    | Blank
    | Pick
    | Largest
    | Below
    | Code
    | Fresh
    | Grown
    | Worked
    | Filled
    | Score
)
TRUE, FALSE, NULL = Literal(True), Literal(False), Literal(None)


def outcome(settled: Settled) -> Term:
    """A settled rule as a term."""
    return Literal(settled) if settled is None or isinstance(settled, bool) else Rule(settled)


def yes(operand: Term) -> Term:
    """Whether it is true."""
    if isinstance(operand, Literal):
        return TRUE if operand.value is True else FALSE
    return Yes(operand)


def unknown(operand: Term) -> Term:
    """Whether it is null."""
    if isinstance(operand, Literal):
        return TRUE if operand.value is None else FALSE
    return Unknown(operand)


def negated(operand: Term) -> Term:
    """Not, of a term that is never null."""
    if isinstance(operand, Literal):
        return FALSE if operand.value else TRUE
    return operand.operand if isinstance(operand, Not) else Not(operand)


def both(operands: Iterable[Term]) -> Term:
    """Whether all are true, of terms that are never null; of none it is true."""
    kept: dict[Term, None] = {}
    for operand in operands:
        if operand == FALSE:
            return FALSE
        if operand != TRUE:
            kept[operand] = None
    if not kept:
        return TRUE
    return next(iter(kept)) if len(kept) == 1 else All(tuple(kept))


def either(operands: Iterable[Term]) -> Term:
    """Whether any is true, of terms that are never null; of none it is false."""
    kept: dict[Term, None] = {}
    for operand in operands:
        if operand == TRUE:
            return TRUE
        if operand != FALSE:
            kept[operand] = None
    if not kept:
        return FALSE
    return next(iter(kept)) if len(kept) == 1 else Any(tuple(kept))


def pick(cases: Iterable[tuple[Term, Term]], otherwise: Term) -> Term:
    """The first case that holds; cases that never can are left out."""
    kept: list[tuple[Term, Term]] = []
    for condition, value in cases:
        if condition == FALSE:
            continue
        if condition == TRUE:
            otherwise = value
            break
        kept.append((condition, value))
    return Pick(tuple(kept), otherwise) if kept else otherwise


def largest(operands: Iterable[Term]) -> Term:
    """The largest of whole numbers; of none it is 0."""
    kept = tuple(operand for operand in operands if operand != Literal(0))
    if not kept:
        return Literal(0)
    return kept[0] if len(kept) == 1 else Largest(kept)


def below(operand: Term, limit: int) -> Term:
    """Whether a whole number lies below a constant."""
    if isinstance(operand, Literal) and isinstance(operand.value, int):
        return TRUE if operand.value < limit else FALSE
    return Below(operand, limit)


def named(term: Term) -> Term:
    """Names that are picked, as whole numbers with names: numbers are quicker to pick."""
    names: dict[str, int] = {}
    coded = _coded(term, names)
    return term if coded is None or not names else Code(coded, _pairs(names))


def _coded(term: Term, names: dict[str, int]) -> Term | None:
    """The term with a number in the place of every name; None where it is no choice of names."""
    if isinstance(term, Literal) and (term.value is None or isinstance(term.value, str)):
        if term.value is None:
            return term
        return Literal(names.setdefault(term.value, len(names)))
    if not isinstance(term, Pick):
        return None
    cases: list[tuple[Term, Term]] = []
    for condition, value in term.cases:
        coded = _coded(value, names)
        if coded is None:
            return None
        cases.append((condition, coded))
    otherwise = _coded(term.otherwise, names)
    return None if otherwise is None else Pick(tuple(cases), otherwise)


def _pairs(names: dict[str, int]) -> tuple[tuple[int, str], ...]:
    return tuple((place, name) for name, place in names.items())
