"""Every rule of the knowledge, parsed and checked once, under a name that says where it stands.

A rule's name is its path in the knowledge: `red_flags/cauda_equina/levels/0`. Named parts
(derived `holds`) are written into the rules that use them, so a rule reads findings and derived
numbers only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from plumbline.errors import ExpressionError
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding
from plumbline.knowledge.schema import findings as schema
from plumbline.logic import operators as ops
from plumbline.logic.derived import derived_column, inline
from plumbline.logic.expression import Expression, columns
from plumbline.logic.parsing import parse
from plumbline.logic.person import compile_one, compile_person
from plumbline.logic.relevance import Relevance
from plumbline.logic.schema import Column, Kind, Schema, Value

Rules = Mapping[str, Expression]


@dataclass(frozen=True)
class Rulebook:
    """Knowledge whose rules can be asked: columns, derived columns, and rules by name."""

    knowledge: Knowledge
    columns: Schema
    derived: Mapping[str, ops.Operator]
    rules: Rules
    applies: Rules
    """When each gated finding applies, by finding."""

    @cached_property
    def decide(self) -> Callable[[Mapping[str, Value]], dict[str, bool | None]]:
        """All rules of one person at once (generated code, two planes)."""
        return compile_person(self.rules)

    @cached_property
    def steps(self) -> tuple["FindingStep | DerivedStep", ...]:
        """Findings and derived columns, each after what it needs."""
        return tuple(self._step(name) for name in _order(self))

    def under(self, *prefixes: str) -> Rules:
        """The rules whose name begins with one of `prefixes`."""
        return {name: rule for name, rule in self.rules.items() if name.startswith(prefixes)}

    def relevance(self, *prefixes: str) -> Relevance:
        """What can still change the rules under `prefixes` (prepared once)."""
        if prefixes not in self._prepared:
            self._prepared[prefixes] = Relevance(self.under(*prefixes), self.derived)
        return self._prepared[prefixes]

    def behind(self, names: Iterable[str]) -> frozenset[str]:
        """The findings behind columns: a derived one stands for all that it reads."""
        found: set[str] = set()
        for name in names:
            if name in self.derived:
                found |= self.behind(column.name for column in self.derived[name].reads)
            else:
                found.add(name)
        return frozenset(found)

    @cached_property
    def calming(self) -> frozenset[str]:
        """True-or-false findings whose "yes" makes things less alarming."""
        findings = self.knowledge.findings.values()
        return frozenset(f.id for f in findings if f.type == "boolean" and f.danger == "no")

    @cached_property
    def gate_relevance(self) -> Relevance:
        """What can still change whether a finding applies."""
        return Relevance(self.applies, self.derived)

    @cached_property
    def _prepared(self) -> dict[tuple[str, ...], Relevance]:
        return {}

    def _step(self, name: str) -> "FindingStep | DerivedStep":
        if name in self.derived:
            return DerivedStep(name, self.derived[name])
        gate = self.applies.get(name)
        finding = self.knowledge.findings[name]
        if gate is None:
            return FindingStep(finding, None, frozenset())
        return FindingStep(finding, compile_one(gate), columns(gate))


@dataclass(frozen=True, slots=True)
class FindingStep:
    """A finding, when it applies, and the columns that say so."""

    finding: Finding
    applies: Callable[[Mapping[str, Value]], bool | None] | None
    gate: frozenset[str]


@dataclass(frozen=True, slots=True)
class DerivedStep:
    name: str
    operator: ops.Operator

    def compute(self, values: Mapping[str, Value], as_of: date) -> Value:
        return self.operator.compute(values, as_of)


def compile_rules(knowledge: Knowledge) -> Rulebook:
    """Parse and check every rule. Raises ExpressionError at the first that is wrong."""
    rulebook, problems = try_compile(knowledge)
    if problems:
        raise ExpressionError(f"{problems[0][0]}: {problems[0][1]}")
    return rulebook


def try_compile(knowledge: Knowledge) -> tuple[Rulebook, list[tuple[str, str]]]:
    """The rulebook of all rules that are right, and (name, problem) for those that are not."""
    problems: list[tuple[str, str]] = []
    known: dict[str, Column] = {f.id: column_of(f) for f in knowledge.findings.values()}
    derived: dict[str, ops.Operator] = {}
    for name in _derived_order(knowledge, problems):
        try:
            derived[name] = operator_of(knowledge.derived[name], known)
            known[name] = derived_column(name, derived[name])
        except ExpressionError as error:
            problems.append((f"derived/{name}", str(error)))
    rules: dict[str, Expression] = {}
    for name, text in rule_texts(knowledge):
        try:
            rules[name] = parse(text, known)
        except ExpressionError as error:
            problems.append((name, str(error)))
    whole = inline(rules, derived)
    gates = {
        name.removeprefix("findings/"): rule
        for name, rule in whole.items()
        if name.startswith("findings/")
    }
    asked = {name: rule for name, rule in whole.items() if not name.startswith("findings/")}
    return Rulebook(knowledge, known, derived, asked, gates), problems


def rule_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Every expression in the knowledge under its name (derived ones apart)."""
    for finding in knowledge.findings.values():
        if finding.applies_when:
            yield f"findings/{finding.id}", finding.applies_when
    for flag in knowledge.red_flags.values():
        for index, level in enumerate(flag.levels):
            yield f"red_flags/{flag.id}/levels/{index}", level.when
    for pattern in knowledge.patterns.values():
        for index, band in enumerate(pattern.bands):
            yield f"patterns/{pattern.id}/bands/{index}", band.when
    for treatment in knowledge.treatments.values():
        for caution in treatment.contraindications:
            yield f"treatments/{treatment.id}/{caution.id}", caution.when
    for exercise in knowledge.exercises.values():
        for caution in exercise.cautions:
            yield f"exercises/{exercise.id}/{caution.id}", caution.when
    for test in knowledge.tests.values():
        for caution in test.cautions:
            yield f"tests/{test.id}/{caution.id}", caution.when
    yield from _other_texts(knowledge)
    yield from _following_texts(knowledge)
    yield from _opinion_texts(knowledge)


def _other_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for instrument in knowledge.instruments.values():
        for rule in instrument.rules:
            yield f"instruments/{instrument.id}/{rule.id}", rule.when
    for course in knowledge.courses.values():
        yield f"courses/{course.id}", course.when
        for index, factor in enumerate(course.factors):
            yield f"courses/{course.id}/factors/{index}", factor.when
    for week in knowledge.first_weeks.values():
        yield f"first_weeks/{week.id}", week.when
    for shift in knowledge.value.shifts:
        yield f"value/{shift.id}", shift.when
    for cap in knowledge.value.caps:
        yield f"value/{cap.id}", cap.when
    for first in knowledge.programme.aerobic_first:
        yield f"programme/aerobic_first/{first.exercise}", first.when
    for response in knowledge.monitoring.responses:
        yield f"monitoring/{response.id}", response.when
    for need in knowledge.programme.needs:
        if need.when:
            yield f"programme/needs/{need.finding}", need.when
    for advice in knowledge.advice.values():
        for index, step in enumerate(advice.steps):
            if step.when:
                yield f"advice/{advice.id}/{index}/when", step.when
            if step.not_when:
                yield f"advice/{advice.id}/{index}/not_when", step.not_when


def _following_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The rules of following somebody over the weeks."""
    for step in knowledge.next_steps.values():
        yield f"next_steps/{step.id}", step.when
    for module in knowledge.modules.values():
        yield f"modules/{module.id}", module.when
        for index, step in enumerate(module.steps):
            if step.when:
                yield f"modules/{module.id}/{index}/when", step.when
            if step.not_when:
                yield f"modules/{module.id}/{index}/not_when", step.not_when


def _opinion_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The rules of the sheets before an operation, an injection or a scan."""
    for sheet in knowledge.second_opinions.values():
        for procedure in sheet.procedures:
            here = f"second_opinions/{sheet.id}/{procedure.id}"
            if procedure.matches_when:
                yield f"{here}/match", procedure.matches_when
            for first in procedure.first:
                yield f"{here}/{first.id}", first.when


def column_of(finding: Finding) -> Column:
    """The column a rule sees for a finding."""
    return Column(finding.id, Kind(finding.type), frozenset(c.id for c in finding.choices))


def operator_of(item: schema.Derived, known: Schema) -> ops.Operator:
    """The operator a derived entry describes. Raises ExpressionError for an unknown column."""

    def col(name: str) -> Column:
        if name not in known:
            raise ExpressionError(f"{name}: no such finding. Allowed: the id of a finding.")
        return known[name]

    match item:
        case schema.Holds():
            return ops.Holds(parse(item.when, known))
        case schema.Sum():
            return ops.Sum(tuple(col(name) for name in item.of))
        case schema.Count():
            return ops.Count(tuple(col(name) for name in item.of))
        case schema.Points():
            return ops.Points(tuple((parse(p.when, known), p.points) for p in item.table))
        case schema.Bands():
            cuts = tuple((cut.at, cut.band) for cut in item.cuts)
            return ops.Bands(col(item.of), item.below, cuts)
        case schema.DaysSince():
            return ops.DaysSince(col(item.of))
        case schema.WeeksPregnant():
            return ops.WeeksPregnant(col(item.due))
        case schema.Difference():
            return ops.Difference(col(item.now), col(item.before))
        case schema.PercentChange():
            return ops.PercentChange(col(item.now), col(item.before))
        case schema.BodyMassIndex():
            return ops.BodyMassIndex(col(item.weight_kg), col(item.height_cm))
        case schema.LikelihoodRatio():
            features = item.features
            return ops.LikelihoodRatio(
                tuple((parse(f.when, known), f.present or 1.0, f.absent) for f in features)
            )


def _derived_order(knowledge: Knowledge, problems: list[tuple[str, str]]) -> tuple[str, ...]:
    """Derived ids, each after the derived ids its text names."""
    names = knowledge.derived.keys()
    graph = {
        name: {word for word in _words(item.model_dump_json()) if word in names and word != name}
        for name, item in knowledge.derived.items()
    }
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        loop = " <- ".join(error.args[1])
        problems.append((f"derived/{error.args[1][0]}", f"goes round in a loop: {loop}"))
        return ()


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


def _order(rulebook: Rulebook) -> tuple[str, ...]:
    graph: dict[str, frozenset[str]] = {}
    for name in rulebook.knowledge.findings:
        gate = rulebook.applies.get(name)
        graph[name] = columns(gate) if gate else frozenset()
    for name, operator in rulebook.derived.items():
        graph[name] = frozenset(column.name for column in operator.reads)
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        loop = " <- ".join(error.args[1])
        raise ExpressionError(f"applies_when goes round in a loop: {loop}") from None
