"""What the days before say of a check-in: was it sent already, does it last, is rest due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plumbline.care.decision import read_review
from plumbline.care.monitoring.check_in import Review
from plumbline.journal.changed_days import OFF
from plumbline.journal.entries import answers_entry
from plumbline.journal.journal import Entry
from plumbline.journal.practice import Trace
from plumbline.journal.reading import data_of
from plumbline.journal.values import Event
from plumbline.knowledge import Knowledge
from plumbline.logic.schema import Value


def answered(sent: Sequence[Event], values: Mapping[str, Value], today: date) -> Review | None:
    """The answer to a check-in that was sent before with the same answers."""
    _, told = answers_entry(values, today, "person")
    if not any(event.kind == "answers" and event.payload == told for event in sent):
        return None
    reviews = [event for event in sent if event.kind == "review"]
    return read_review(data_of(reviews[0])["outcome"]["review"]) if reviews else None


def lasts(traces: Iterable[Trace], answer: Review, today: date) -> bool:
    """Whether the same answer was given on one of the days just before, so that it is none any
    more and every symptom is asked again."""
    days = [
        date.fromisoformat(one.data["as_of"])
        for one in traces
        if one.kind == "review" and one.data["rule"] == answer.rule
    ]
    return any(0 < (today - on).days <= answer.asks_again_within_days for on in days)


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What is said where every symptom is asked again though the answer itself does not ask."""

    say: str
    why: str


def asked_again(knowledge: Knowledge, answer: Review, events: Sequence[Event]) -> AskedAgain | None:
    """What is said of a check-in that led to the safety questions, by its `recheck` events; None
    where its own answer says it, or it led to none."""
    if answer.action == "stop_and_check" or not events:
        return None
    worsening = knowledge.trend.worsening
    if data_of(events[-1]).get("seen"):
        return AskedAgain(worsening.say, worsening.why)
    responses = {f"monitoring/{one.id}": one for one in knowledge.monitoring.responses}
    say = responses[answer.rule].asks_again_say or worsening.say
    return AskedAgain(say, answer.why)


def rest(traces: Iterable[Trace], today: date, days: int) -> Entry:
    """Days without a session, from today, or from tomorrow where today's was done."""
    told = (one.data["on"] for one in traces if one.kind == "session")
    first = today + timedelta(days=1 if today.isoformat() in told else 0)
    last = first + timedelta(days=days - 1)
    span = {"first": first.isoformat(), "last": last.isoformat(), "kind": "rest"}
    return OFF, {"on": today.isoformat(), **span, "by": "plan"}
