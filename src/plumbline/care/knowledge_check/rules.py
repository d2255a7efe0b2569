"""Can every rule be read, asked and reached?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from plumbline.errors import ExpressionError
from plumbline.knowledge import Knowledge, Problem
from plumbline.logic.expression import (
    Between,
    Compare,
    Expression,
    In,
    IsNull,
    Known,
    columns,
    conjunction,
    disjunction,
    leaves,
    negation,
    repeated_columns,
)
from plumbline.logic.reference import evaluate
from plumbline.logic.rulebook import Rulebook, try_compile
from plumbline.logic.schema import Column, Kind, Value

Lines = Mapping[str, Callable[[str], Problem]]
MOST_TRIES = 20_000
"""A search for a person in whom a rule is true stops here and says so."""


def check_rules(knowledge: Knowledge, lines: Lines) -> Iterator[Problem]:
    """Problems of every rule of the knowledge; `lines` makes them where the rule stands."""
    try:
        rulebook, wrong = try_compile(knowledge)
        for name, text in wrong:
            yield _problem(lines, name, text)
        if wrong:
            return
        _ = rulebook.steps
    except ExpressionError as error:
        yield Problem("findings", 1, str(error))
        return
    yield from _asked_of_somebody_else(rulebook, lines)
    yield from _unreachable(rulebook, lines)
    for name, rule in rulebook.rules.items():
        if repeated := repeated_columns(rule):
            text = f"warning: reads {', '.join(sorted(repeated))} more than once"
            yield _problem(lines, name, text)


def _problem(lines: Lines, name: str, text: str) -> Problem:
    parts = name.split("/")
    for length in range(len(parts), 1, -1):
        if make := lines.get("/".join(parts[:length])):
            return make(text)
    return Problem(f"{parts[0]}/{parts[1]}.yaml", 1, text)


def _asked_of_somebody_else(rulebook: Rulebook, lines: Lines) -> Iterator[Problem]:
    """A red flag may only hang on what the person can be asked."""
    findings = rulebook.knowledge.findings
    for name, rule in rulebook.under("red_flags/").items():
        for read in sorted(_behind(rulebook, columns(rule))):
            if findings[read].asked_of != "person":
                yield _problem(lines, name, f"hangs on {read}, which nobody asks the person")


def _behind(rulebook: Rulebook, names: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        if name in rulebook.derived:
            reads = frozenset(column.name for column in rulebook.derived[name].reads)
            found |= _behind(rulebook, reads)
        else:
            found.add(name)
    return found


def _unreachable(rulebook: Rulebook, lines: Lines) -> Iterator[Problem]:
    """Rules that are true of nobody, alone or because an earlier one always takes their place."""
    before = _earlier(rulebook)
    for name, rule in {**rulebook.rules, **_gates(rulebook)}.items():
        first = before.get(name, ())
        left = conjunction((rule, *(negation(rulebook.rules[other]) for other in first)))
        if any(isinstance(leaf, IsNull) for leaf in leaves(left)):
            continue
        outcome = satisfiable(_with_gates(rulebook, left), rulebook.knowledge)
        if outcome is False:
            why = " that the rules before it leave over" if first else ""
            yield _problem(lines, name, f"can never be true of anybody{why}")
        elif outcome is None:
            yield _problem(lines, name, "warning: too many cases to see whether it can be true")


def _gates(rulebook: Rulebook) -> dict[str, Expression]:
    return {f"findings/{name}": rule for name, rule in rulebook.applies.items()}


def _earlier(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """For rules of which the first that is true holds: those that come before each."""
    knowledge = rulebook.knowledge
    rows = [
        [f"red_flags/{flag.id}/levels/{i}" for i in range(len(flag.levels))]
        for flag in knowledge.red_flags.values()
    ]
    rows += [
        [f"patterns/{pattern.id}/bands/{i}" for i in range(len(pattern.bands))]
        for pattern in knowledge.patterns.values()
    ]
    rows.append([f"first_weeks/{name}" for name in knowledge.first_weeks])
    rows.append([f"courses/{name}" for name in knowledge.courses])
    rows.append([f"monitoring/{response.id}" for response in knowledge.monitoring.responses])
    return {name: tuple(row[:place]) for row in rows for place, name in enumerate(row)}


def _with_gates(rulebook: Rulebook, rule: Expression) -> Expression:
    """The rule together with what its findings are held to where they do not apply."""
    parts: list[Expression] = [rule]
    waiting, done = sorted(columns(rule)), set[str]()
    while waiting:
        name = waiting.pop()
        gate = rulebook.applies.get(name)
        if gate is None or name in done:
            continue
        done.add(name)
        waiting += columns(gate)
        held = rulebook.knowledge.findings[name].otherwise
        if isinstance(held, bool):
            known = Known(rulebook.columns[name])
            parts.append(disjunction((gate, known if held else negation(known))))
    return conjunction(parts)


def satisfiable(rule: Expression, knowledge: Knowledge) -> bool | None:
    """Whether some person makes it true; None where that takes more than `MOST_TRIES` tries.

    Columns are filled in one by one; three-valued logic cuts off what is false already.
    """
    values: dict[str, Value] = {}
    asked = list({leaf.column.name: leaf.column for leaf in leaves(rule)}.values())
    domains = [(column.name, _domain(rule, column, knowledge)) for column in asked]
    tries = 0

    def search(place: int) -> bool:
        nonlocal tries
        tries += 1
        if tries > MOST_TRIES:
            raise _TooMany
        outcome = evaluate(rule, values)
        if outcome is not None or place == len(domains):
            return bool(outcome)
        name, domain = domains[place]
        for value in domain:
            values[name] = value
            if search(place + 1):
                return True
        values.pop(name, None)
        return False

    try:
        return search(0)
    except _TooMany:
        return None


class _TooMany(Exception):
    """The search was given up."""


def _domain(rule: Expression, column: Column, knowledge: Knowledge) -> Sequence[Value]:
    """Values that stand for all others, as far as this rule can tell them apart."""
    if column.kind is Kind.BOOLEAN:
        return (True, False)
    if column.kind is Kind.CHOICE:
        return sorted(column.choices)
    points: set[Any] = set()
    for leaf in leaves(rule):
        if leaf.column.name != column.name:
            continue
        match leaf:
            case Compare(_, _, literal):
                points.add(literal)
            case In(_, items):
                points |= set(items)
            case Between(_, low, high):
                points |= {low, high}
            case _:
                pass
    step = 1 if column.kind is Kind.INTEGER else 0.5
    finding = knowledge.findings.get(column.name)
    low = finding.min if finding and finding.min is not None else float("-inf")
    high = finding.max if finding and finding.max is not None else float("inf")
    near = {point + way for point in points for way in (-step, 0, step)}
    return sorted(value for value in near if low <= value <= high)
