"""The closed list of typed operators that derive a column from others.

Each operator says which columns it reads, what kind it gives, and how one person's value is
computed; `table.derived_to_polars` is the second, independent form. Kinds are checked when an
operator is made. Unknown in means unknown out, except in a likelihood-ratio product, where what
is unknown has no weight (a factor of 1).

Length: one list, closed on purpose, is read and reviewed as a whole.
"""

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import pairwise
from typing import Any, ClassVar, assert_never, cast

from plumbline.errors import ExpressionError
from plumbline.logic.expression import Expression, columns_of
from plumbline.logic.reference import evaluate, known
from plumbline.logic.schema import Column, Kind, Value

Values = Mapping[str, Value]
Decide = Callable[[Expression, Values], bool | None]
"""How an operator asks whether an expression holds."""

PREGNANCY_DAYS = 280
"""Forty weeks, from the first day of the last period to the due date."""


def _check(operator_name: str, given: Iterable[Column], *kinds: Kind) -> None:
    read = tuple(given)
    if not read:
        raise ExpressionError(f"{operator_name}: reads nothing. Allowed: one column or more.")
    for column in read:
        if column.kind not in kinds:
            raise ExpressionError(
                f"{operator_name}: {column.name} is {column.kind}. Allowed: {' or '.join(kinds)}."
            )


def _check_numbers(operator_name: str, numbers: Iterable[object]) -> None:
    given = tuple(numbers)
    if not given:
        raise ExpressionError(f"{operator_name}: lists nothing. Allowed: one item or more.")
    for number in given:
        if type(number) not in (int, float) or not math.isfinite(cast(float, number)):
            raise ExpressionError(f"{operator_name}: {number!r}. Allowed: plain numbers.")


def _numeric_kind(given: Iterable[Column]) -> Kind:
    whole = all(column.kind is Kind.INTEGER for column in given)
    return Kind.INTEGER if whole else Kind.NUMBER


def _read(given: Iterable[Column], values: Values) -> list[Any]:
    return [known(values, column.name) for column in given]


def _total(numbers: Iterable[int | float]) -> int | float:
    # Left to right: from Python 3.12 on sum() rounds floats otherwise than a table engine does.
    return reduce(operator.add, numbers)


class _Derivation:
    __slots__ = ()

    @property
    def reads(self) -> tuple[Column, ...]:
        """The columns it works from, derived ones included."""
        return _reads(cast(Operator, self))


@dataclass(frozen=True, slots=True)
class Holds(_Derivation):
    """Whether an expression holds (boolean); `inline` writes it into the rules that use it."""

    kind: ClassVar[Kind] = Kind.BOOLEAN
    expression: Expression

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        return decide(self.expression, values)


@dataclass(frozen=True, slots=True)
class Sum(_Derivation):
    """The sum of numeric columns, all in one unit; unknown if any is."""

    items: tuple[Column, ...]

    def __post_init__(self) -> None:
        _check("Sum", self.items, Kind.INTEGER, Kind.NUMBER)

    @property
    def kind(self) -> Kind:
        return _numeric_kind(self.items)

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        given = _read(self.items, values)
        return None if None in given else _total(given)


@dataclass(frozen=True, slots=True)
class Count(_Derivation):
    """How many of these boolean columns are true (integer); unknown if any is."""

    kind: ClassVar[Kind] = Kind.INTEGER
    items: tuple[Column, ...]

    def __post_init__(self) -> None:
        _check("Count", self.items, Kind.BOOLEAN)

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        given = _read(self.items, values)
        return None if None in given else given.count(True)


@dataclass(frozen=True, slots=True)
class Points(_Derivation):
    """The points of all expressions that are true; unknown if any expression is."""

    items: tuple[tuple[Expression, int | float], ...]

    def __post_init__(self) -> None:
        _check_numbers("Points", [points for _, points in self.items])

    @property
    def kind(self) -> Kind:
        whole = all(type(points) is int for _, points in self.items)
        return Kind.INTEGER if whole else Kind.NUMBER

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        total: int | float = 0
        for expression, points in self.items:
            outcome = decide(expression, values)
            if outcome is None:
                return None
            total += points if outcome else 0
        return total


@dataclass(frozen=True, slots=True)
class Bands(_Derivation):
    """The band a numeric column lies in (choice).

    `lowest` names what is under the first cut; each cut names the band that begins at it, the
    cut itself included. Cuts rise.
    """

    kind: ClassVar[Kind] = Kind.CHOICE
    column: Column
    lowest: str
    cuts: tuple[tuple[int | float, str], ...]

    def __post_init__(self) -> None:
        _check("Bands", (self.column,), Kind.INTEGER, Kind.NUMBER)
        _check_numbers("Bands", [cut for cut, _ in self.cuts])
        if any(low >= high for (low, _), (high, _) in pairwise(self.cuts)):
            raise ExpressionError("Bands: cuts are out of order. Allowed: rising cuts.")

    @property
    def choices(self) -> frozenset[str]:
        """The names of the bands."""
        return frozenset({self.lowest, *(name for _, name in self.cuts)})

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        value = known(values, self.column.name)
        if value is None:
            return None
        return ([self.lowest] + [name for cut, name in self.cuts if value >= cut])[-1]


@dataclass(frozen=True, slots=True)
class DaysSince(_Derivation):
    """Whole days from a date until `as_of` (integer); negative for a date still to come."""

    kind: ClassVar[Kind] = Kind.INTEGER
    column: Column

    def __post_init__(self) -> None:
        _check("DaysSince", (self.column,), Kind.DATE)

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        then = known(values, self.column.name)
        return None if then is None else (as_of - then).days


@dataclass(frozen=True, slots=True)
class DaysUntil(_Derivation):
    """Whole days from `as_of` until a date (integer); negative for a date gone by."""

    kind: ClassVar[Kind] = Kind.INTEGER
    column: Column

    def __post_init__(self) -> None:
        _check("DaysUntil", (self.column,), Kind.DATE)

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        then = known(values, self.column.name)
        return None if then is None else (then - as_of).days


@dataclass(frozen=True, slots=True)
class WeeksPregnant(_Derivation):
    """Completed weeks of pregnancy (integer): 40 weeks less the time until the due date.

    Plain arithmetic: whether someone is pregnant is another finding's business.
    """

    kind: ClassVar[Kind] = Kind.INTEGER
    due_date: Column

    def __post_init__(self) -> None:
        _check("WeeksPregnant", (self.due_date,), Kind.DATE)

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        due = known(values, self.due_date.name)
        return None if due is None else (PREGNANCY_DAYS - (due - as_of).days) // 7


@dataclass(frozen=True, slots=True)
class Difference(_Derivation):
    """`a` less `b`, both in one unit; unknown if either is."""

    a: Column
    b: Column

    def __post_init__(self) -> None:
        _check("Difference", (self.a, self.b), Kind.INTEGER, Kind.NUMBER)

    @property
    def kind(self) -> Kind:
        return _numeric_kind((self.a, self.b))

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        a, b = _read((self.a, self.b), values)
        return None if a is None or b is None else a - b


@dataclass(frozen=True, slots=True)
class PercentChange(_Derivation):
    """Change from `before` to `now`, in per cent of `before`; unknown when `before` is 0."""

    kind: ClassVar[Kind] = Kind.NUMBER
    now: Column
    before: Column

    def __post_init__(self) -> None:
        _check("PercentChange", (self.now, self.before), Kind.INTEGER, Kind.NUMBER)

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        now, before = _read((self.now, self.before), values)
        if now is None or before is None or before == 0:
            return None
        return (float(now) - float(before)) / float(before) * 100.0


@dataclass(frozen=True, slots=True)
class BodyMassIndex(_Derivation):
    """Weight in kilograms over the square of height in metres (given in cm)."""

    kind: ClassVar[Kind] = Kind.NUMBER
    weight_kg: Column
    height_cm: Column

    def __post_init__(self) -> None:
        _check("BodyMassIndex", (self.weight_kg, self.height_cm), Kind.INTEGER, Kind.NUMBER)

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        weight, height = _read((self.weight_kg, self.height_cm), values)
        if weight is None or height is None or height <= 0:
            return None
        metres = float(height) / 100.0
        return float(weight) / (metres * metres)


@dataclass(frozen=True, slots=True)
class LikelihoodRatio(_Derivation):
    """Product of likelihood ratios: `(expression, when true, when false or None)`.

    What is unknown, or has no ratio for being false, weighs nothing (a factor of 1). The
    product takes the expressions as independent; whether they are is the author's judgement.
    """

    kind: ClassVar[Kind] = Kind.NUMBER
    items: tuple[tuple[Expression, float, float | None], ...]

    def __post_init__(self) -> None:
        ratios = [ratio for _, *both in self.items for ratio in both if ratio is not None]
        _check_numbers("LikelihoodRatio", ratios)
        if min(ratios) <= 0:
            raise ExpressionError("LikelihoodRatio: a ratio is not above 0. Allowed: above 0.")

    def compute(self, values: Values, as_of: date, decide: Decide = evaluate) -> Value:
        product = 1.0
        for expression, when_true, when_false in self.items:
            outcome = decide(expression, values)
            if outcome is True:
                product *= when_true
            elif outcome is False and when_false is not None:
                product *= when_false
        return product


Operator = (
    Holds
    | Sum
    | Count
    | Points
    | Bands
    | DaysSince
    | DaysUntil
    | WeeksPregnant
    | Difference
    | PercentChange
    | BodyMassIndex
    | LikelihoodRatio
)


def expressions_of(how: Operator) -> tuple[Expression, ...]:
    """The expressions inside an operator."""
    match how:
        case Holds(expression):
            return (expression,)
        case Points(items):
            return tuple(expression for expression, _ in items)
        case LikelihoodRatio(items):
            return tuple(expression for expression, _, _ in items)
        case _:
            return ()


def _reads(how: Operator) -> tuple[Column, ...]:
    match how:
        case Holds() | Points() | LikelihoodRatio():
            return columns_of(expressions_of(how))
        case Sum(items) | Count(items):
            return items
        case Bands(column) | DaysSince(column) | DaysUntil(column) | WeeksPregnant(column):
            return (column,)
        case Difference(a, b) | PercentChange(a, b) | BodyMassIndex(a, b):
            return (a, b)
    assert_never(how)
