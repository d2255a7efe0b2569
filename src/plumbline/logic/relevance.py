"""Which unanswered question can still change an outcome.

*Not asked* and *don't know* are two states. A column someone answered "don't know" to is
settled as unknown; one not asked yet may still become anything. Each part of a rule is worked
out to the set of outcomes it could still have, as three bits, and a rule with one bit left is
settled. What remains of the others is their residual, and only its columns are worth asking.

The bits are worked out part by part, as if parts were independent. So a set may be too large
(`x OR NOT x`), never too small: a column that matters is never dropped.
"""

from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from plumbline.errors import BadInput
from plumbline.logic.derived import Derived, in_order
from plumbline.logic.expression import (
    And,
    AtLeast,
    Expression,
    IsNull,
    Leaf,
    Not,
    Or,
    columns,
)
from plumbline.logic.operators import (
    Holds,
    LikelihoodRatio,
    Operator,
    Points,
    expressions_of,
)
from plumbline.logic.person import compile_one
from plumbline.logic.schema import Value

Values = Mapping[str, Value]
Residual = tuple[int, frozenset[str]]
"""Outcomes still possible, and the unanswered base columns they hang on (none when settled)."""

Open = Mapping[str, Residual]
"""Every column that is not settled: its possible outcomes, and the base columns to ask."""

_TRUE, _FALSE, _UNKNOWN = 1, 2, 4
_NOTHING: frozenset[str] = frozenset()
_ANY = _TRUE | _FALSE | _UNKNOWN
_BIT: dict[bool | None, int] = {True: _TRUE, False: _FALSE, None: _UNKNOWN}
_SETTLED: dict[int, Residual] = {bit: (bit, _NOTHING) for bit in _BIT.values()}
_SETTLED_AS: dict[bool | None, Residual] = {what: _SETTLED[bit] for what, bit in _BIT.items()}
_SWAPPED = [bits & _UNKNOWN | (bits & _TRUE) << 1 | (bits & _FALSE) >> 1 for bits in range(8)]

Part = Callable[[Values, Open], Residual]


class Undecided(NamedTuple):
    """A rule that could still change: the columns it hangs on, and whether it can be false."""

    asks: frozenset[str]
    may_be_false: bool


class Relevance:
    """The rules prepared once, to be asked after every answer."""

    def __init__(self, rules: Mapping[str, Expression], derived: Derived | None = None) -> None:
        how = derived or {}
        self._derived = [(name, _derived_part(how[name])) for name in in_order(how)]
        self._rules = [(name, columns(rule), _part(rule)) for name, rule in rules.items()]

    def residual(self, values: Values, unanswered: Set[str]) -> dict[str, frozenset[str]]:
        """For each rule that could still change, the unanswered columns it hangs on."""
        return {name: still.asks for name, still in self.undecided(values, unanswered).items()}

    def undecided(self, values: Values, unanswered: Set[str]) -> dict[str, "Undecided"]:
        """Each rule that could still change, and what it could still become.

        `values` holds what was answered (None for "don't know") and the derived values worked
        out from that; `unanswered` the base columns not asked yet. Rules that are settled are
        left out. A column in neither counts as answered "don't know". Raises BadInput when a
        derived value that is settled is missing.
        """
        still_open: dict[str, Residual] = {name: (_ANY, frozenset((name,))) for name in unanswered}
        for name, part in self._derived:
            residual = part(values, still_open)
            if residual[1]:
                still_open[name] = residual
            elif name not in values:
                raise BadInput(name, "has no value", allowed="values with the derived ones in")
        found: dict[str, Undecided] = {}
        for name, reads, part in self._rules:
            if still_open.keys().isdisjoint(reads):
                continue
            bits, asks = part(values, still_open)
            if asks:
                found[name] = Undecided(asks, bool(bits & _FALSE))
        return found


def live_columns(
    rules: Mapping[str, Expression],
    values: Values,
    unanswered: Set[str],
    derived: Derived | None = None,
) -> frozenset[str]:
    """The unanswered base columns that can still change any rule (see `Relevance.residual`)."""
    residual = Relevance(rules, derived).residual(values, unanswered)
    return _NOTHING.union(*residual.values())


def _part(expression: Expression) -> Part:
    match expression:
        case Not(operand):
            return _negated(_part(operand))
        case And(args):
            return _counted(len(args), args)
        case Or(args):
            return _counted(1, args)
        case AtLeast(k, args):
            return _counted(k, args)
        case _:
            return _leaf(expression)


def _negated(inner: Part) -> Part:
    def part(values: Values, still_open: Open) -> Residual:
        bits, asks = inner(values, still_open)
        return _SWAPPED[bits], asks

    return part


def _leaf(leaf: Leaf) -> Part:
    name, outcome = leaf.column.name, compile_one(leaf)
    told = isinstance(leaf, IsNull)  # whether something is known is itself never unknown

    def part(values: Values, still_open: Open) -> Residual:
        residual = still_open.get(name)
        if residual is None:
            return _SETTLED_AS[outcome(values)]
        return (_TRUE | _FALSE, residual[1]) if told else residual

    return part


def _counted(k: int, args: tuple[Expression, ...]) -> Part:
    """`k` of n; OR is 1 of n, and AND is n of n."""
    parts, spare = tuple(_part(arg) for arg in args), len(args) - k

    def part(values: Values, still_open: Open) -> Residual:
        # One pass that ends as soon as the outcome is sure: most parts of a rule are settled.
        surely_true = surely_false = maybe_true = maybe_false = unknown = 0
        asks: list[frozenset[str]] = []
        for each in parts:
            bits, hangs_on = each(values, still_open)
            if bits == _TRUE:
                surely_true += 1
                if surely_true >= k:
                    return _SETTLED[_TRUE]
            elif bits == _FALSE:
                surely_false += 1
                if surely_false > spare:
                    return _SETTLED[_FALSE]
            else:
                maybe_true += bits & _TRUE
                maybe_false += bits & _FALSE
                unknown |= bits & _UNKNOWN
                if hangs_on:
                    asks.append(hangs_on)
        bits = unknown
        if surely_true + maybe_true >= k:
            bits |= _TRUE
        if surely_false + maybe_false // _FALSE > spare:
            bits |= _FALSE
        if bits in _SETTLED:
            return _SETTLED[bits]
        return bits, asks[0] if len(asks) == 1 else _NOTHING.union(*asks)

    return part


def _derived_part(how: Operator) -> Part:
    """A derived column is open while an unanswered column can still change it."""
    match how:
        case Holds(expression):
            return _part(expression)
        case Points():
            return _scored([_part(each) for each in expressions_of(how)], absorbing=True)
        case LikelihoodRatio():
            return _scored([_part(each) for each in expressions_of(how)], absorbing=False)
        case _:
            return _worked_out(tuple(column.name for column in how.reads))


def _scored(parts: list[Part], absorbing: bool) -> Part:
    """A score over expressions; where it is `absorbing`, one settled unknown makes it unknown."""

    def part(values: Values, still_open: Open) -> Residual:
        residuals = [each(values, still_open) for each in parts]
        if absorbing and any(bits == _UNKNOWN for bits, _ in residuals):
            return _SETTLED[_UNKNOWN]
        return _ANY, _NOTHING.union(*[asks for _, asks in residuals])

    return part


def _worked_out(reads: tuple[str, ...]) -> Part:
    """A value that is unknown as soon as any input is."""

    def part(values: Values, still_open: Open) -> Residual:
        inputs = [name for name in reads if name in still_open]
        if any(name not in still_open and values.get(name) is None for name in reads):
            return _SETTLED[_UNKNOWN]
        return _ANY, _NOTHING.union(*[still_open[name][1] for name in inputs])

    return part
