"""What the person told us and what a question is for, in words, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plumbline.care.record import Record
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Source
from plumbline.logic.expression import columns
from plumbline.logic.rulebook import Rulebook
from plumbline.present.wording import fact, value


@dataclass(frozen=True)
class Told:
    """One thing the person told us, in words."""

    finding: str
    question: str
    answer: str
    on: date


def told(rulebook: Rulebook, record: Record, names: Iterable[str]) -> list[Told]:
    """What the person said about these columns; behind a derived one stand its findings."""
    found: list[Told] = []
    for name in base_findings(rulebook, names):
        answer = record.answers.get(name)
        if answer is not None:
            finding = rulebook.knowledge.findings[name]
            found.append(Told(name, fact(finding), value(finding, answer.value), answer.on))
    return found


def base_findings(rulebook: Rulebook, names: Iterable[str]) -> list[str]:
    """The findings behind columns, through derived ones, each once."""
    return list(dict.fromkeys(f for name in names for f in sorted(rulebook.behind([name]))))


def cited(knowledge: Knowledge, ids: Iterable[str]) -> list[Source]:
    """The sources of these ids, each once, in order."""
    return [knowledge.sources[name] for name in dict.fromkeys(ids) if name in knowledge.sources]


@dataclass(frozen=True)
class Serves:
    """What a question is for: titles of red flags and patterns, and whether it shapes the plan."""

    red_flags: tuple[str, ...]
    patterns: tuple[str, ...]
    plan: bool
    crisis: bool
    """One of the red flags is about being in despair."""


def serves(rulebook: Rulebook, findings: Iterable[str]) -> Serves:
    """Why these questions are asked, by the rules that read them."""
    used = _used_in(rulebook)
    names = dict.fromkeys(name for finding in findings for name in used.get(finding, ()))
    things = dict.fromkeys(tuple(name.split("/")[:2]) for name in names)
    knowledge = rulebook.knowledge
    return Serves(
        tuple(knowledge.red_flags[key].title for kind, key in things if kind == "red_flags"),
        tuple(knowledge.patterns[key].title for kind, key in things if kind == "patterns"),
        any(kind not in ("red_flags", "patterns") for kind, _key in things),
        any(kind == "red_flags" and knowledge.red_flags[key].crisis for kind, key in things),
    )


_prepared: dict[str, dict[str, list[str]]] = {}


def _used_in(rulebook: Rulebook) -> dict[str, list[str]]:
    """The rules that read each finding, worked out once for each version of the knowledge."""
    version = rulebook.knowledge.version
    if version not in _prepared:
        used: dict[str, list[str]] = {}
        for name, rule in rulebook.rules.items():
            for finding in base_findings(rulebook, sorted(columns(rule))):
                used.setdefault(finding, []).append(name)
        _prepared[version] = used
    return _prepared[version]
