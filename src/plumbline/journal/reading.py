"""Events read as a record: what a person told, measured and was cleared of, in its order."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from pydantic import TypeAdapter

from plumbline.care.monitoring.check_in import NEW_OR_WORSE, told_at_check_in
from plumbline.care.record import Clearance, Record
from plumbline.journal.values import Event
from plumbline.knowledge import Knowledge
from plumbline.logic.schema import Value

OF_THE_RECORD = ("answers", "recheck", "clearance")
"""The kinds of event a record is made of."""


def read(knowledge: Knowledge, record: Record, event: Event) -> Record:
    """The record after one more event."""
    told = data_of(event)
    match event.kind:
        case "answers":
            return _told(knowledge, record, event, told)
        case "recheck":
            passing = (f.id for f in knowledge.findings.values() if f.valid_days is not None)
            return record.forget(name for name in passing if name not in knowledge.test_findings)
        case "clearance":
            clearance = TypeAdapter(Clearance).validate_python(told)
            return record.clear(replace(clearance, order=event.id))
        case _:
            return record


def data_of(event: Event) -> dict[str, Any]:
    """An event's payload."""
    return cast(dict[str, Any], event.payload)


def _told(knowledge: Knowledge, record: Record, event: Event, told: dict[str, Any]) -> Record:
    on, findings = date.fromisoformat(told["on"]), knowledge.findings
    values: dict[str, Value] = {
        name: date.fromisoformat(value)
        if value is not None and findings[name].type == "date"
        else value
        for name, value in told["values"].items()
        if name in findings
    }
    if NEW_OR_WORSE in values:
        return told_at_check_in(knowledge, record, values, on, event.id)
    results = values.keys() & knowledge.test_findings.keys()
    plain = {name: value for name, value in values.items() if name not in results}
    more: dict[str, Any] = {"order": event.id, "origin": told["origin"]}
    record = record.tell_all(plain, on, **more)
    return record.measure({name: values[name] for name in values if name in results}, on, **more)
