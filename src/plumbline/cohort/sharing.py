"""What several decisions rest on, worked out once: a column of its own for every shared part.

Polars finds shared parts by itself. Spark compiles each decision as a whole, and without this the
text of a plan is so long that compiling it takes longer than deciding.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, cast

from plumbline.cohort.plan import Plan
from plumbline.cohort.terms import Filled, Fresh, Ref, Rule, Score, Term, Worked
from plumbline.logic.expression import columns

SHARED = "zz_"
_MOST_PARTS = 40
"""A term with more parts is cut up, shared or not: engines compile short pieces well."""


def shared(plan: Plan) -> Plan:
    """The same plan with shared parts as columns. Layers that change a column stay as they are:
    there the same words mean another thing before and after."""
    first = _first_stable(plan)
    found = _Parts()
    every = [*plan.layers[first:], plan.decisions]
    found.count(term for layer in every for term in layer.values())
    named = {name: term for layer in plan.layers[first:] for name, term in layer.items()}
    for name, term in named.items():
        found.place(name, found.cut(term, top=True))
    decided = {name: found.cut(term, top=True) for name, term in plan.decisions.items()}
    return replace(plan, layers=(*plan.layers[:first], *found.layers()), decisions=decided)


def _first_stable(plan: Plan) -> int:
    """The first layer after which no column changes."""
    known = {column.name for column in plan.inputs}
    first = 0
    for number, layer in enumerate(plan.layers):
        if known & layer.keys():
            first = number + 1
        known |= layer.keys()
    return first


@dataclass
class _Parts:
    """Parts that get a column, and how deep each column stands."""

    depth: dict[str, int] = field(default_factory=dict[str, int])
    seen: Counter[Term] = field(default_factory=Counter[Term])
    columns: dict[Term, str] = field(default_factory=dict[Term, str])
    placed: dict[str, Term] = field(default_factory=dict[str, Term])

    def count(self, terms: Iterable[Term]) -> None:
        """How often each part stands somewhere; what is inside a shared part counts once."""
        for term in terms:
            self.seen[term] += 1
            if self.seen[term] == 1:
                self.count(_inside(term))

    def cut(self, term: Term, *, top: bool = False) -> Term:
        """The term, its shared parts replaced by their columns."""
        if not isinstance(term, Rule) and not _inside(term):
            return term
        if term in self.columns:
            return Ref(self.columns[term])
        short = _over(term, self.cut)
        if top or (self.seen[term] < 2 and _parts(short) <= _MOST_PARTS):
            return short
        name = f"{SHARED}{len(self.columns)}"
        self.columns[term] = name
        self.place(name, short)
        return Ref(name)

    def place(self, name: str, term: Term) -> None:
        """A column, one deeper than the deepest it reads."""
        self.placed[name] = term
        self.depth[name] = 1 + max((self.depth.get(each, 0) for each in _reads(term)), default=0)

    def layers(self) -> tuple[Mapping[str, Term], ...]:
        deepest = max(self.depth.values(), default=0)
        return tuple(
            {name: term for name, term in self.placed.items() if self.depth[name] == level}
            for level in range(1, deepest + 1)
        )


def _inside(value: Any) -> list[Term]:
    """The terms directly inside a term."""
    if isinstance(value, Rule | Ref | Worked | Fresh | Filled | Score):
        return []
    found: list[Term] = []
    for name in _names(value):
        found += _terms(getattr(value, name))
    return found


def _terms(value: Any) -> list[Any]:
    if isinstance(value, Term):
        return [value]
    if not isinstance(value, tuple):
        return []
    return [term for each in cast("tuple[Any, ...]", value) for term in _terms(each)]


def _over(term: Any, change: Any) -> Any:
    """The term with every term directly inside it changed."""
    if isinstance(term, Rule):
        return term

    def changed(value: Any) -> Any:
        if isinstance(value, Term):
            return change(value)
        if not isinstance(value, tuple):
            return value
        return tuple(changed(each) for each in cast("tuple[Any, ...]", value))

    return replace(term, **{name: changed(getattr(term, name)) for name in _names(term)})


def _names(term: Any) -> list[str]:
    return [each.name for each in fields(term)]


def _parts(term: Any) -> int:
    return 1 + sum(_parts(each) for each in _inside(term))


def _reads(term: Any) -> set[str]:
    match term:
        case Rule(rule):
            return set(columns(rule))
        case Ref(name):
            return {name}
        case Filled(names) | Score(names):
            return set(names)
        case _:
            return set[str]().union(*(_reads(each) for each in _inside(term)))
