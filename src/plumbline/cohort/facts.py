"""What each row says on its day: the columns that rules read, in the three forms triage needs.

As `care.record` has it for one person. `now` is what is known: an answer that is too old or was
never given is null, and where a question makes no sense its value is what the finding says
(`otherwise`). `settled` leaves out answers of which nobody yet knows whether they apply.
`cautious` takes something calming that nobody was asked about as absent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal as OneOf

from plumbline.cohort.partial import NOBODY_KNOWS, rename, settle
from plumbline.cohort.terms import (
    NULL,
    Blank,
    Day,
    Fresh,
    Grown,
    Literal,
    Ref,
    Settled,
    Term,
    Worked,
    outcome,
    pick,
    yes,
)
from plumbline.errors import KnowledgeError
from plumbline.logic import operators as ops
from plumbline.logic.expression import Expression, IsNull, columns, leaves
from plumbline.logic.expression import Not as NotRule
from plumbline.logic.rulebook import DerivedStep, FindingStep, Rulebook
from plumbline.logic.schema import Column, Value

Form = OneOf["now", "settled", "cautious"]
USED = ("red_flags/", "patterns/", "instruments/", "courses/", "next_steps/")
"""Whose rules a population is asked."""
Blanks = OneOf["not_asked", "dont_know"]


@dataclass(frozen=True, slots=True)
class Days:
    """The day that decisions are made for, and the day on which the answers were told: each a
    date, or a column of dates. None: told on the same day. `blanks` says what an empty cell
    means: that nobody asked, or that somebody was asked and could not say."""

    as_of: Day
    told_on: Day | None = None
    blanks: Blanks = "not_asked"


@dataclass
class _Columns:
    """One form of the facts: what is the same for every row, and where the others stand."""

    fixed: dict[str, Value] = field(default_factory=dict[str, Value])
    names: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class FactColumns:
    """The layers that make a frame's facts, and rules over them."""

    rulebook: Rulebook
    days: Days
    inputs: tuple[Column, ...] = ()
    layers: list[dict[str, Term]] = field(default_factory=list[dict[str, Term]])
    forms: dict[Form, _Columns] = field(
        default_factory=lambda: {"now": _Columns(), "settled": _Columns(), "cautious": _Columns()}
    )
    not_separable: set[str] = field(default_factory=set[str])
    """Columns whose null can mean two things: that nobody asked, or that it has no answer."""
    _depth: dict[str, int] = field(default_factory=lambda: defaultdict(lambda: 1))

    def rule(self, name: str, form: Form = "now") -> Settled:
        """A rule of the rulebook over a form of the facts."""
        return self.over(self.rulebook.rules[name], form)

    def over(self, rule: Expression, form: Form = "now") -> Settled:
        """Any rule over a form of the facts."""
        held = self.forms[form]
        left = settle(rule, held.fixed)
        return left if left is None or isinstance(left, bool) else rename(left, held.names)

    def check_separable(self, name: str) -> None:
        """Raises KnowledgeError for a rule of which a table cannot tell whether an unknown
        outcome is still open or final."""
        rule = self.rulebook.rules[name]
        asks_null = any(isinstance(leaf, IsNull) for leaf in leaves(rule))
        if self.days.blanks == "not_asked" and (asks_null or columns(rule) & self.not_separable):
            raise KnowledgeError(f"{name}: tables cannot yet tell whether this rule is still open")

    def put(self, name: str, term: Term, reads: Iterable[str]) -> None:
        """A column of the frame, in the first layer where all that it reads is there."""
        depth = 1 + max((self._depth[each] for each in reads), default=1)
        while len(self.layers) < depth:
            self.layers.append({})
        self.layers[depth - 1][name] = term
        self._depth[name] = depth


def fact_columns(rulebook: Rulebook, present: frozenset[str], days: Days) -> FactColumns:
    """The facts of a table that has these findings."""
    needed = needed_findings(rulebook)
    known = FactColumns(rulebook, days)
    known.inputs = tuple(
        rulebook.columns[name]
        for name in rulebook.knowledge.findings
        if name in present and name in needed
    )
    there = frozenset(column.name for column in known.inputs)
    known.layers.append({NOBODY_KNOWS.column.name: Blank(NOBODY_KNOWS.column.kind)})
    for step in rulebook.steps:
        if isinstance(step, DerivedStep):
            if step.name in needed:
                _derived(known, step.name, step.operator)
        elif step.finding.id in needed:
            _finding(known, step, step.finding.id in there)
    return known


def needed_findings(rulebook: Rulebook) -> frozenset[str]:
    """Columns that decisions rest on, and all that these rest on."""
    found: set[str] = set()
    wanted = set[str]().union(*(columns(rule) for rule in rulebook.under(*USED).values()))
    for instrument in rulebook.knowledge.instruments.values():
        wanted |= {*instrument.items, *instrument.subscale}
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.add(name)
        if name in rulebook.derived:
            wanted |= {column.name for column in rulebook.derived[name].reads}
        elif name in rulebook.applies:
            wanted |= columns(rulebook.applies[name])
    return frozenset(found)


def _finding(known: FactColumns, step: FindingStep, present: bool) -> None:
    finding, name = step.finding, step.finding.id
    rule = known.rulebook.applies.get(name)
    gate: Settled = True if rule is None else known.over(rule)
    otherwise = Literal(finding.otherwise)
    usable = _usable(known, step) if present else NULL
    if gate is False:
        for form in known.forms.values():
            form.fixed[name] = finding.otherwise
        return
    reads = (name, *columns(gate)) if not isinstance(gate, bool | None) else (name,)
    barred = [] if isinstance(gate, bool | None) else [(yes(outcome(NotRule(gate))), otherwise)]
    asked = known.days.blanks == "not_asked"
    _place(known, ("now", "settled", "cautious"), name, name, pick(barred, usable), reads)
    if barred and finding.otherwise is None and asked:
        known.not_separable.add(name)
    if asked and present and gate is not True:
        applies = [(yes(outcome(gate)), usable), *barred]
        _place(known, ("settled",), name, f"zs_{name}", pick(applies, NULL), reads)
    if asked and name in known.rulebook.calming:
        if finding.otherwise is False:
            barred = []
        _place(known, ("cautious",), name, f"zc_{name}", pick(barred, yes(usable)), reads)


def _place(
    known: FactColumns,
    forms: tuple[Form, ...],
    name: str,
    place: str,
    term: Term,
    reads: tuple[str, ...],
) -> None:
    """A finding's column in some forms, or its value where that is the same for every row."""
    for form in forms:
        held = known.forms[form]
        held.fixed.pop(name, None)
        held.names.pop(name, None)
        if term == NULL or isinstance(term, Literal):
            held.fixed[name] = term.value if isinstance(term, Literal) else None
        elif place != name:
            held.names[name] = place
    if not isinstance(term, Literal) and term != Ref(place):
        known.put(place, term, reads)


def _usable(known: FactColumns, step: FindingStep) -> Term:
    """The answer in the table, where it still stands."""
    finding, days = step.finding, known.days
    told = days.told_on
    if told is None or told == days.as_of:
        return Ref(finding.id)
    term: Term = Ref(finding.id)
    if finding.valid_days is not None:
        term = Fresh(finding.id, told, days.as_of, finding.valid_days)
    return Grown(term, told, days.as_of) if finding.grows_with == "year" else term


def _derived(known: FactColumns, name: str, how: ops.Operator) -> None:
    now = known.forms["now"]
    reads = tuple(column.name for column in how.reads)
    if isinstance(how, ops.Holds):
        term = outcome(known.over(how.expression))
    elif all(now.fixed.get(each, each) is None for each in reads):
        as_of = known.days.as_of
        day = as_of if isinstance(as_of, date) else date.min
        term = Literal(how.compute({}, day))  # type: ignore[arg-type]
    else:
        _write_out(known, how.reads)
        term = Worked(how, known.days.as_of)
    _place(known, ("now", "settled", "cautious"), name, name, term, reads)
    settled = known.forms["settled"]
    doubtful = {each for each in reads if each in settled.names or _differs(known, each)}
    if doubtful or known.not_separable & set(reads) or isinstance(how, ops.LikelihoodRatio):
        known.not_separable.add(name)


def _differs(known: FactColumns, name: str) -> bool:
    now, settled = known.forms["now"].fixed, known.forms["settled"].fixed
    return (name in now) != (name in settled)


def _write_out(known: FactColumns, reads: Iterable[Column]) -> None:
    """Columns that are the same for every row, for an operator that reads some that are not."""
    fixed: Mapping[str, Value] = known.forms["now"].fixed
    for column in reads:
        if column.name in fixed:
            value = fixed[column.name]
            term: Term = Blank(column.kind) if value is None else Literal(value)  # type: ignore[arg-type]
            known.put(column.name, term, ())
