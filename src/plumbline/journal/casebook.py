"""One person's case: what the journal says read as a record, and the only way to add to it.

Everything is derived from the events, in their order. A decision is stored whole together with
what it rested on; the knowledge it used is kept beside it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal, cast

from pydantic import TypeAdapter

from plumbline.care.decision import (
    Decision,
    decide,
    dump,
    read_programme,
    read_review,
)
from plumbline.care.monitoring import NEW_OR_WORSE, Review, told_at_check_in
from plumbline.care.pathway import Standing, standing
from plumbline.care.programme import Programme, adapt, next_step, resume, step_back, suspend
from plumbline.care.record import Clearance, Origin, Record
from plumbline.errors import NotReady
from plumbline.journal.journal import Entry, Journal
from plumbline.journal.values import JSON, Event
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

BASELINE, USUAL = "pain_usual_before_nrs", "pain_usual_nrs"
STARTS_FROM = (USUAL, "pain_now_nrs")
"""What a check-in compares with: the usual pain told before the programme began, else the pain
of that day."""
OF_THE_RECORD = ("answers", "recheck", "clearance")
FLARE = "programme/flare"
RECHECK = "programme/recheck"


class Casebook:
    """A profile's journal seen through the care it serves."""

    def __init__(self, journal: Journal, rulebook: Rulebook, profile_id: str) -> None:
        self._journal = journal
        self._rulebook = rulebook
        self._profile_id = profile_id
        self._told, self._order = Record(), 1
        """What was read so far, and the place after it: only what is new is read again."""

    # Reading

    def events(self) -> list[Event]:
        """Everything that happened, oldest first."""
        return self._journal.events(self._profile_id)

    def record(self) -> Record:
        """Answers and clearances as they stand now."""
        return self._record_and_order()[0]

    def programme(self) -> Programme | None:
        """The programme as it stands now."""
        event = self._journal.latest(self._profile_id, "programme")
        return read_programme(_data(event)["programme"]) if event else None

    def last_review(self) -> Review | None:
        """The answer to the last check-in."""
        event = self._journal.latest(self._profile_id, "review")
        return read_review(_data(event)["outcome"]["review"]) if event else None

    def standing(self, today: date) -> Standing:
        """Where the person stands today."""
        return standing(self._rulebook, self.record(), today)

    def series(self, finding: str) -> list[tuple[date, Value]]:
        """Every answer to one finding, oldest first."""
        found: list[tuple[date, Value]] = []
        for event in self.events():
            if event.kind == "answers" and finding in _data(event)["values"]:
                told = _data(event)
                found.append((date.fromisoformat(told["on"]), told["values"][finding]))
        return found

    def offer(self) -> Programme | None:
        """The one step up that the last review allows and nobody has answered yet."""
        programme = self.programme()
        kinds = ("review", "offer_answered", "programme", "recheck", "flare")
        events = self._journal.events(self._profile_id, kinds=kinds)
        if programme is None or programme.suspended or not events or events[-1].kind != "review":
            return None
        allowed = read_review(_data(events[-1])["outcome"]["review"]).action == "may_progress"
        return next_step(self._rulebook.knowledge, programme) if allowed else None

    # Adding

    def answer(
        self,
        values: Mapping[str, Value],
        today: date,
        *,
        request_id: str | None = None,
        origin: Origin = "person",
    ) -> None:
        """Store answers (None: "I don't know")."""
        self._add([_answers(values, today, origin)], request_id)

    def verdict(self, today: date) -> Standing:
        """Where the person stands, stored as a decision."""
        record = self.record()
        self._add([("verdict", decide(self._rulebook, "verdict", record, today).to_json())])
        return standing(self._rulebook, record, today)

    def make_plan(self, today: date) -> Programme:
        """The first week, stored. Raises NotReady where there may be none."""
        record = self.record()
        decision = decide(self._rulebook, "programme", record, today)
        if decision.outcome is None:
            raise NotReady("a programme cannot be made yet: the check comes first")
        programme = read_programme(decision.outcome)
        told = (record.answers.get(name) for name in STARTS_FROM)
        usual = next((answer for answer in told if answer and answer.value is not None), None)
        baseline = _answers({BASELINE: usual.value if usual else None}, today, "journal")
        self._add([("decision", decision.to_json()), _programme(programme, "made"), baseline])
        return programme

    def check_in(
        self, values: Mapping[str, Value], today: date, *, request_id: str | None = None
    ) -> Review:
        """Store a check-in and its answer; backing off happens at once, stepping up never."""
        sent_before = self._review_of(request_id)
        if sent_before:
            return sent_before
        before, order = self._record_and_order()
        programme = self.programme()
        if programme is None:
            raise NotReady("a check-in needs a programme")
        entries: list[Entry] = [_answers(values, today, "person")]
        findings = self._rulebook.knowledge.findings
        record = told_at_check_in(findings, before, values, today, order)
        decision = decide(self._rulebook, "review", record, today, programme)
        outcome = cast(dict[str, Any], decision.outcome)
        answer, after = read_review(outcome["review"]), read_programme(outcome["programme"])
        entries.append(("review", decision.to_json()))
        if answer.action == "stop_and_check":
            entries.append(("recheck", {"on": today.isoformat()}))
        if after != programme:
            entries.append(_programme(after, answer.action))
        self._add(entries, request_id)
        return answer

    def accept_offer(self, today: date) -> Programme:
        """Take the offered step up: the person said yes, and today it is safe."""
        programme, offered, answer = self.programme(), self.offer(), self.last_review()
        if programme is None or offered is None or answer is None:
            raise NotReady("there is no step up on offer")
        now = self.standing(today)
        if not now.triage.exercise_allowed or any(o.blocks for o in now.against_any_plan):
            raise NotReady("the safety questions come first")
        stepped = adapt(self._rulebook.knowledge, programme, answer, yes=True)
        answered: Entry = ("offer_answered", {"on": today.isoformat(), "yes": True})
        self._add([answered, _programme(stepped, "accepted")])
        return stepped

    def decline_offer(self, today: date) -> None:
        """Stay as it is."""
        self._add([("offer_answered", {"on": today.isoformat(), "yes": False})])

    def recheck(self, today: date) -> None:
        """Something is new or worse: symptoms are asked again, and exercise waits for that."""
        entries: list[Entry] = [("recheck", {"on": today.isoformat()})]
        programme = self.programme()
        if programme and not programme.suspended:
            entries.append(_programme(suspend(programme, RECHECK), "recheck"))
        self._add(entries)

    def resume(self, today: date) -> Programme:
        """Take the programme up again after a stop. Raises NotReady while safety is open."""
        programme = self.programme()
        if programme is None:
            raise NotReady("there is no programme to take up again")
        if not self.standing(today).may_plan:
            raise NotReady("the safety questions come first")
        again = resume(programme)
        self._add([_programme(again, "resumed")])
        return again

    def clear(
        self,
        red_flag: str,
        seen_by: str,
        on: date,
        result: Literal["cleared", "not_cleared"],
        note: str = "",
    ) -> None:
        """Somebody has seen the person about a red flag."""
        clearance = Clearance(red_flag, seen_by, on, result, note)
        self._add([("clearance", dump(clearance))])

    def session_done(
        self, today: date, done: Mapping[str, str], *, request_id: str | None = None
    ) -> None:
        """Which exercises were done: done, part, skipped or stopped_pain."""
        self._add([("session", {"on": today.isoformat(), "done": dict(done)})], request_id)

    def flare(self, today: date) -> Programme | None:
        """It flared up: noted, and the programme steps back at once."""
        entries: list[Entry] = [("flare", {"on": today.isoformat()})]
        programme = self.programme()
        eased = step_back(self._rulebook.knowledge, programme, FLARE) if programme else None
        if eased:
            entries.append(_programme(eased, "flare"))
        self._add(entries)
        return eased

    # Inside

    def _review_of(self, request_id: str | None) -> Review | None:
        """The review of a check-in that was sent twice."""
        if request_id is None:
            return None
        events = self._journal.events_of_request(self._profile_id, request_id)
        reviews = [event for event in events if event.kind == "review"]
        return read_review(_data(reviews[0])["outcome"]["review"]) if reviews else None

    def _record_and_order(self) -> tuple[Record, int]:
        """The record, and a place in the order after all that is in it."""
        after = self._order - 1
        for event in self._journal.events(self._profile_id, kinds=OF_THE_RECORD, after=after):
            self._told, self._order = self._read(self._told, event), event.id + 1
        return self._told, self._order

    def _add(self, entries: list[Entry], request_id: str | None = None) -> None:
        version = self._rulebook.knowledge.version
        self._journal.remember_knowledge(version, self._rulebook.knowledge.snapshot)
        self._journal.append_many(
            self._profile_id, entries, knowledge_version=version, request_id=request_id
        )

    def _read(self, record: Record, event: Event) -> Record:
        findings = self._rulebook.knowledge.findings
        told = _data(event)
        if event.kind == "answers":
            on = date.fromisoformat(told["on"])
            values = {
                name: date.fromisoformat(value)
                if value is not None and findings[name].type == "date"
                else value
                for name, value in told["values"].items()
                if name in findings
            }
            if NEW_OR_WORSE in values:
                return told_at_check_in(findings, record, values, on, event.id)
            return record.tell_all(values, on, order=event.id, origin=told["origin"])
        if event.kind == "recheck":
            return record.forget(f.id for f in findings.values() if f.valid_days is not None)
        if event.kind == "clearance":
            clearance = TypeAdapter(Clearance).validate_python(told)
            return record.clear(replace(clearance, order=event.id))
        return record


def replayable(event: Event) -> Decision | None:
    """The decision an event holds, if it holds one."""
    held = event.kind in ("verdict", "decision", "review")
    return Decision.from_json(_data(event)) if held else None


def _answers(values: Mapping[str, Value], today: date, origin: Origin) -> Entry:
    told: dict[str, JSON] = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
    return "answers", {"on": today.isoformat(), "origin": origin, "values": told}


def _programme(programme: Programme, because: str) -> Entry:
    return "programme", {"because": because, "programme": dump(programme)}


def _data(event: Event) -> dict[str, Any]:
    return cast(dict[str, Any], event.payload)
