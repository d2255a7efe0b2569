"""What is stored: entries of the journal, with the knowledge that they rested on."""

from collections.abc import Mapping, Sequence
from datetime import date

from plumbline.care.decision import dump
from plumbline.care.programme import Programme
from plumbline.care.record import Origin
from plumbline.journal.journal import Entry, Journal
from plumbline.journal.values import JSON
from plumbline.knowledge import Knowledge
from plumbline.logic.schema import Value


def store(
    journal: Journal,
    knowledge: Knowledge,
    profile_id: str,
    entries: Sequence[Entry],
    request_id: str | None = None,
) -> None:
    """Store entries all together, and before them the whole of what is known. What a form stored
    under its `request_id` is stored once."""
    journal.remember_knowledge(knowledge.version, knowledge.snapshot)
    journal.append_many(
        profile_id, entries, knowledge_version=knowledge.version, request_id=request_id
    )


def answers_entry(values: Mapping[str, Value], today: date, origin: Origin) -> Entry:
    """Answers as an entry of the journal."""
    told: dict[str, JSON] = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
    return "answers", {"on": today.isoformat(), "origin": origin, "values": told}


def programme_entry(programme: Programme, because: str) -> Entry:
    """A programme as an entry of the journal, and why it was stored."""
    return "programme", {"because": because, "programme": dump(programme)}
