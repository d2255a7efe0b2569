"""Answers and reasons in words, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plumbline.care.record import Record
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding, Source
from plumbline.logic.expression import columns
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value
from plumbline.present.words import N_, _
from plumbline.web.pages import spoken_date

STATUS = {
    "verified": N_("read in the source"),
    "secondary": N_("quoted by others"),
    "derived": N_("worked out from sources"),
    "measured": N_("measured by us"),
    "expert": N_("usual practice"),
    "unverified": N_("not yet checked"),
}
"""How far something was checked, in two or three words."""


@dataclass(frozen=True)
class Told:
    """One thing the person told us, in words."""

    finding: str
    question: str
    answer: str
    on: date | None


def says(finding: Finding, value: Value) -> str:
    """An answer in words."""
    if value is None:
        return _("I’m not sure")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return spoken_date(value)
    if finding.type == "choice":
        return next((_(c.label) for c in finding.choices if c.id == value), str(value))
    number = f"{value:g}" if isinstance(value, float) else str(value)
    if finding.input == "scale":
        return _("{number} on a scale up to {most}").format(number=number, most=f"{finding.max:g}")
    return f"{number} {_(finding.unit)}" if finding.unit else _("{number}").format(number=number)


def asks(finding: Finding) -> str:
    """The question, or its short form on a list."""
    return _(finding.item) if finding.item else _(finding.question)


def told(rulebook: Rulebook, record: Record, names: Iterable[str]) -> list[Told]:
    """What the person said about these findings (and those behind derived ones)."""
    found: dict[str, Told] = {}
    for name in names:
        for base in base_findings(rulebook, (name,)):
            answer = record.answers.get(base)
            if answer is not None:
                finding = rulebook.knowledge.findings[base]
                found[base] = Told(base, asks(finding), says(finding, answer.value), answer.on)
    return list(found.values())


def base_findings(rulebook: Rulebook, names: Iterable[str]) -> list[str]:
    """The findings behind columns, through derived ones, each once."""
    found: dict[str, None] = {}
    for name in names:
        operator = rulebook.derived.get(name)
        if operator is None:
            found[name] = None
        else:
            reads = [column.name for column in operator.reads]
            found.update(dict.fromkeys(base_findings(rulebook, reads)))
    return list(found)


def cited(knowledge: Knowledge, ids: Iterable[str]) -> list[Source]:
    """The sources of these ids, each once, in order."""
    return [knowledge.sources[name] for name in dict.fromkeys(ids) if name in knowledge.sources]


@dataclass(frozen=True)
class Serves:
    """What a question is for: titles of red flags and patterns, and whether it shapes the plan."""

    red_flags: tuple[str, ...]
    patterns: tuple[str, ...]
    plan: bool


def serves(rulebook: Rulebook, findings: Iterable[str]) -> Serves:
    """Why these questions are asked, by the rules that read them."""
    used = _used_in(rulebook)
    names = dict.fromkeys(name for finding in findings for name in used.get(finding, ()))
    things = dict.fromkeys(tuple(name.split("/")[:2]) for name in names)
    knowledge = rulebook.knowledge
    return Serves(
        tuple(knowledge.red_flags[i].title for kind, i in things if kind == "red_flags"),
        tuple(knowledge.patterns[i].title for kind, i in things if kind == "patterns"),
        any(kind not in ("red_flags", "patterns") for kind, _id in things),
    )


_prepared: dict[str, dict[str, list[str]]] = {}


def _used_in(rulebook: Rulebook) -> dict[str, list[str]]:
    version = rulebook.knowledge.version
    if version not in _prepared:
        used: dict[str, list[str]] = {}
        for name, rule in rulebook.rules.items():
            for finding in base_findings(rulebook, sorted(columns(rule))):
                used.setdefault(finding, []).append(name)
        _prepared[version] = used
    return _prepared[version]
