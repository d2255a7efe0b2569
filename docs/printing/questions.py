"""Every question, and everything that is worked out from answers, for the clinical manual."""

from plumbline.care.answers import allowed
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding, Topic
from plumbline.logic.rulebook import Rulebook

from . import rules
from .basis import basis_line
from .markdown import bullets, code, heading, join, paragraph, plain

DANGER = {
    "yes": "yes is the alarming answer",
    "no": "yes is the calming answer",
    "higher": "higher is more alarming",
    "lower": "lower is more alarming",
    "none": "",
}


def questions(knowledge: Knowledge) -> str:
    """Every finding by topic: its question, what it accepts, how long an answer holds."""
    return join(*(_topic(topic) for topic in knowledge.topics.values() if topic.findings))


def _topic(topic: Topic) -> str:
    lists = [
        paragraph(f"The list {code(item.id)} asks together:", plain(item.question))
        for item in topic.lists
    ]
    asked = bullets(_question(finding) for finding in topic.findings)
    return join(heading(3, plain(topic.title)), *lists, asked)


def _question(finding: Finding) -> str:
    days = "day" if finding.valid_days == 1 else "days"
    holds = f"holds {finding.valid_days} {days}" if finding.valid_days else "holds until changed"
    notes = [f"accepts {plain(allowed(finding))}", holds, DANGER[finding.danger]]
    if finding.list:
        notes.append(f"on the list {code(finding.list)}")
    if finding.applies_when:
        notes.append(f"asked only when {code(finding.applies_when)}")
    if finding.asked_of == "clinician":
        notes.append("asked of a clinician")
    if finding.asked_of == "journal":
        notes.append("carried over, nobody is asked")
    words = f"{plain(finding.item)}. {plain(finding.question)}" if finding.item else ""
    text = words or plain(finding.question)
    return f"{code(finding.id)} {text} ({'; '.join(note for note in notes if note)})"


def derived_findings(rulebook: Rulebook) -> str:
    """What is worked out from answers, with its rules."""
    blocks: list[str] = []
    for item in rulebook.knowledge.derived.values():
        blocks += [heading(4, plain(item.id)), paragraph(plain(item.meaning), f"({item.op})")]
        explained = rules.rules_of(rulebook, f"derived/{item.id}")
        blocks += [rules.in_words(rule) for rule in explained]
        blocks.append(basis_line(item.basis))
    return join(*blocks)
