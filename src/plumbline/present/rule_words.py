"""A rule in plain words: the same tree as the expression, with the findings' own questions."""

from dataclasses import dataclass
from typing import assert_never

from plumbline.knowledge import Knowledge
from plumbline.logic.expression import (
    And,
    AtLeast,
    Between,
    Compare,
    Comparison,
    Constant,
    Expression,
    In,
    IsNull,
    Known,
    Not,
    Or,
)
from plumbline.present.wording import fact, value
from plumbline.present.words import N_, _

_COMPARED: dict[Comparison, str] = {
    "=": N_("%(what)s is %(value)s"),
    "<>": N_("%(what)s is not %(value)s"),
    "<": N_("%(what)s is less than %(value)s"),
    "<=": N_("%(what)s is %(value)s or less"),
    ">": N_("%(what)s is more than %(value)s"),
    ">=": N_("%(what)s is %(value)s or more"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of a rule in words, with the lines that belong under it."""

    text: str
    parts: tuple["Clause", ...] = ()

    def lines(self, depth: int = 0) -> tuple[tuple[int, str], ...]:
        """All lines with their depth, for an indented list."""
        below = (line for part in self.parts for line in part.lines(depth + 1))
        return ((depth, self.text), *below)


def in_words(knowledge: Knowledge, rule: Expression) -> Clause:
    """The rule as nested plain statements, in the language in use."""
    match rule:
        case And(args):
            return _list(knowledge, _("all of these:"), args)
        case Or(args):
            return _list(knowledge, _("any of these:"), args)
        case AtLeast(k, args):
            return _list(knowledge, _("at least %(k)s of these:") % {"k": k}, args)
        case Not(Known(column)):
            return Clause(_("not: %(fact)s") % {"fact": name_of(knowledge, column.name)})
        case Not(operand):
            return Clause(_("not this:"), (in_words(knowledge, operand),))
        case Known() | Compare() | In() | Between() | IsNull():
            return Clause(_leaf(knowledge, rule))
    assert_never(rule)


def name_of(knowledge: Knowledge, column: str) -> str:
    """What a finding or derived finding is called in a rule."""
    if column in knowledge.findings:
        return f"“{fact(knowledge.findings[column])}”"
    return f"“{_(knowledge.derived[column].meaning)}”" if column in knowledge.derived else column


def _list(knowledge: Knowledge, text: str, args: tuple[Expression, ...]) -> Clause:
    return Clause(text, tuple(in_words(knowledge, arg) for arg in args))


def _leaf(knowledge: Knowledge, leaf: Known | Compare | In | Between | IsNull) -> str:
    what = name_of(knowledge, leaf.column.name)

    def shown(literal: Constant) -> str:
        finding = knowledge.findings.get(leaf.column.name)
        return value(finding, literal) if finding else str(literal)

    match leaf:
        case Known():
            return what
        case Compare(_column, comparison, literal):
            return _(_COMPARED[comparison]) % {"what": what, "value": shown(literal)}
        case In(_column, items):
            values = ", ".join(shown(item) for item in items)
            return _("%(what)s is one of %(values)s") % {"what": what, "values": values}
        case Between(_column, low, high):
            ends = {"what": what, "low": shown(low), "high": shown(high)}
            return _("%(what)s is from %(low)s to %(high)s") % ends
        case IsNull(_column, negated):
            return (_("%(what)s is known") if negated else _("%(what)s is not known")) % {
                "what": what
            }
    assert_never(leaf)
