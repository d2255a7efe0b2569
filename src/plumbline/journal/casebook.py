"""One person's case: what the journal says read as a record, and the only way to add to it.

Everything is derived from the events, in their order. A decision is stored whole together with
what it rested on; the knowledge it used is kept beside it.

Length: the whole of what a face may do with a case, in one place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from threading import Lock
from typing import Any, Literal, TypeVar, cast

from plumbline.care.battery import Battery, battery
from plumbline.care.cautions import objections
from plumbline.care.decision import (
    Decision,
    decide,
    dump,
    read_next_step,
    read_programme,
    read_review,
)
from plumbline.care.impairments import Assessment, Change, assess, changes
from plumbline.care.monitoring.check_in import Review, stopping, told_at_check_in
from plumbline.care.pathway import NextStep
from plumbline.care.programme import (
    By,
    Practice,
    Programme,
    Wish,
    Wishes,
    adapt,
    leave_out,
    next_step,
    resume,
    step_back,
    suspend,
)
from plumbline.care.record import Clearance, Origin, Record, facts
from plumbline.care.standing import Standing, standing
from plumbline.errors import BadInput, NotReady
from plumbline.journal import check_in
from plumbline.journal.agenda import Agenda
from plumbline.journal.check_in import AskedAgain
from plumbline.journal.entries import answers_entry, programme_entry, store
from plumbline.journal.following import BACK, FOLLOWED, REVIEWED, Following, follow
from plumbline.journal.journal import Entry, Journal
from plumbline.journal.practice import (
    OF_A_PLAN,
    Trace,
    hurt_on,
    practice,
    step_open,
    trace,
    wishes,
)
from plumbline.journal.reading import OF_THE_RECORD, data_of, read
from plumbline.journal.values import Event
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

BASELINE, USUAL = "pain_usual_before_nrs", "pain_usual_nrs"
STARTS_FROM = (USUAL, "pain_now_nrs")
"""What a check-in compares with: the usual pain told before the programme began, else the pain
of that day."""
FLARE = "programme/flare"
RECHECK = "programme/recheck"
DIFFERENT = "programme/different"


_Found = TypeVar("_Found")


class Casebook:
    """A profile's journal seen through the care it serves."""

    def __init__(self, journal: Journal, rulebook: Rulebook, profile_id: str) -> None:
        self._journal = journal
        self._rulebook = rulebook
        self._profile_id = profile_id
        self._reading = Lock()
        self._told, self._order = Record(), 1
        """What was read so far, and the place after it: only what is new is read again."""
        self._traces: tuple[Trace, ...] = ()
        self._found: dict[tuple[object, ...], Any] = {}
        """What was worked out of it: a page asks for the same in several places."""

    # Reading

    @property
    def rulebook(self) -> Rulebook:
        """The rules by which it is read."""
        return self._rulebook

    def events(self, *kinds: str, after: int = 0) -> list[Event]:
        """What happened, oldest first: of these kinds, or everything, after an event. A page that
        needs one kind says so, because stored decisions are large."""
        return self._journal.events(self._profile_id, kinds=kinds or None, after=after)

    def sent(self, request_id: str | None) -> list[Event]:
        """What a form stored when it was sent before."""
        if request_id is None:
            return []
        return self._journal.events_of_request(self._profile_id, request_id)

    def latest(self, kind: str) -> Event | None:
        """The event of a kind that was stored last."""
        return self._journal.latest(self._profile_id, kind)

    def place(self) -> int:
        """The number of the last event of all: another one, and something has happened since."""
        return self._journal.place(self._profile_id)

    def record(self) -> Record:
        """Answers and clearances as they stand now."""
        return self._record_and_order()[0]

    def programme(self) -> Programme | None:
        """The programme as it stands now."""
        event = self._journal.latest(self._profile_id, "programme")
        return read_programme(data_of(event)["programme"]) if event else None

    def last_review(self) -> Review | None:
        """The answer to the last check-in."""
        event = self._journal.latest(self._profile_id, "review")
        return read_review(data_of(event)["outcome"]["review"]) if event else None

    def standing(self, today: date) -> Standing:
        """Where the person stands today."""
        return self._stands(today)[2]

    def series(self, finding: str) -> list[tuple[date, Value]]:
        """Every answer to one finding, oldest first."""
        found: list[tuple[date, Value]] = []
        for event in self.events("answers"):
            told = data_of(event)
            if finding in told["values"]:
                found.append((date.fromisoformat(told["on"]), told["values"][finding]))
        return found

    def assessment(self, today: date) -> Assessment:
        """What the physical tests say of what to train first."""
        record, order, now = self._stands(today)
        work = partial(assess, self._rulebook.knowledge, record, now.known)
        return self._once((order, today, "assessment"), work)

    def battery(
        self, today: date, which: Literal["home", "clinic"] = "home", skipped: Iterable[str] = ()
    ) -> Battery:
        """The tests of a day: whether they may be done, and which comes next."""
        (record, order, now), without = self._stands(today), frozenset(skipped)
        work = partial(battery, self._rulebook, record, now, which=which, skipped=without)
        return self._once((order, today, which, without), work)

    def changes(self, today: date) -> tuple[Change, ...]:
        """What has changed since the first time each test was done."""
        return changes(self._rulebook.knowledge, self.record(), today)

    @property
    def agenda(self) -> Agenda:
        """The days as they are: what was moved, days off, what another calendar shows."""
        return Agenda(self._journal, self._rulebook, self._profile_id)

    @property
    def following(self) -> Following:
        """How the weeks go: what is due, the followed score, what a review reads."""
        return Following(self._journal, self._rulebook, self._profile_id, self.traces())

    def practice(self, today: date, *, new_week: bool = False, granted: str = "") -> Practice:
        """What the weeks until now have shown; for a new week also whether a step is earned.
        `granted` is the exercise whose dose a clinician raises by one."""
        days = int(self._rulebook.knowledge.value.hurt_days.value)
        traces, before = self.traces(), self.programme()
        return practice(traces, before, today, days, new_week=new_week, granted=granted)

    def traces(self) -> tuple[Trace, ...]:
        """How the plan went, event by event; only what is new is read."""
        with self._reading:
            after = self._traces[-1].id if self._traces else 0
            new = self._journal.events(self._profile_id, kinds=OF_A_PLAN, after=after)
            self._traces = (*self._traces, *map(trace, new))
            return self._traces

    def hurt_on(self, today: date) -> Mapping[str, date]:
        """The last day on which each exercise hurt."""
        return hurt_on(self.traces(), today)

    def wishes(self) -> Wishes:
        """What somebody wants of single exercises, as it stands."""
        return wishes(self._journal.events(self._profile_id, kinds=("wish",)))

    def offer(self, today: date) -> Programme | None:
        """The one step up that the last check-in of this week allows and nobody has answered yet:
        never without a session since the last step, never for what hurts, is barred or was fixed.
        """
        programme = self.programme()
        if programme is None or programme.suspended or not step_open(self.traces(), today):
            return None
        if self.following.asks_directly(self.record(), today):
            return None  # how safe they are comes before anything that is more
        return next_step(self._rulebook.knowledge, programme, self._no_step(programme, today))

    # Adding

    def store(self, entries: Sequence[Entry], request_id: str | None = None) -> None:
        """Add events, all together: for the rooms that look after a part of the case (weeks,
        breaks, trials...); a face calls what they are for."""
        store(self._journal, self._rulebook.knowledge, self._profile_id, entries, request_id)

    def answer(
        self,
        values: Mapping[str, Value],
        today: date,
        *,
        request_id: str | None = None,
        origin: Origin = "person",
    ) -> None:
        """Store answers (None: "I don't know"). One that stops the plan at a check-in stops it
        here too: it may be told, or put right, on any page."""
        entries: list[Entry] = [answers_entry(values, today, origin)]
        programme = self.programme()
        stops = any(values.get(name) is True for name in stopping(self._rulebook))
        if stops and programme is not None and not programme.suspended:
            entries.append(("recheck", {"on": today.isoformat()}))
            entries.append(programme_entry(suspend(programme, RECHECK), "recheck"))
        self.store(entries, request_id)

    def measure(
        self,
        values: Mapping[str, Value],
        today: date,
        *,
        request_id: str | None = None,
        origin: Origin = "person",
    ) -> None:
        """Store results of physical tests; what they bar leaves the programme at once. Raises
        BadInput for a finding that is no result."""
        others = sorted(values.keys() - self._rulebook.knowledge.test_findings.keys())
        if others:
            raise BadInput(others[0], "is not the result of a test")
        entries: list[Entry] = [answers_entry(values, today, origin)]
        before, order = self._record_and_order()
        programme = self.programme()
        if programme is not None:
            known = facts(self._rulebook, before.measure(values, today, order=order), today)
            after = leave_out(self._rulebook, known, programme)
            if after != programme:
                entries.append(programme_entry(after, "measured"))
        self.store(entries, request_id)

    def refocus(self, today: date) -> Programme:
        """Turn the programme to what the tests found, as the person asked for. Raises NotReady
        while safety is open, or after a check-in that backed off."""
        if not self.practice(today).may_grow:
            raise NotReady("the plan has just stepped back: it stays so until a better check-in")
        return self.replan(today, "refocused")

    def new_week(self, today: date) -> Programme:
        """The next week, as the person said yes to: one step up where the last check-in allows it.
        Raises NotReady while safety is open."""
        return self.replan(today, "new_week")

    def replan(self, today: date, because: str = "replanned", *, granted: str = "") -> Programme:
        """Solve the programme anew with all that is known now: nothing that stays asks for more,
        and after a check-in that backed off nothing at all becomes more. Raises NotReady while
        safety is open."""
        before = self.programme()
        if before is None or before.suspended:
            raise NotReady("the safety questions come first")
        done = self.practice(today, new_week=because == "new_week", granted=granted)
        decision = self._solve(today, done, self.wishes())
        turned = read_programme(cast(dict[str, Any], decision.outcome))
        self.store([("decision", decision.to_json()), programme_entry(turned, because)])
        return turned

    def would_be(
        self, today: date, wishes: Wishes, *, new_week: bool = False, granted: str = ""
    ) -> Programme:
        """The programme as it would be with other wishes, or as a new week; nothing is stored."""
        done = self.practice(today, new_week=new_week, granted=granted)
        decision = self._solve(today, done, wishes)
        return read_programme(cast(dict[str, Any], decision.outcome))

    def wish(self, wish: Wish, today: date) -> None:
        """Store what somebody wants of an exercise; the programme changes with the next solve."""
        exercise = self._rulebook.knowledge.exercises.get(wish.exercise)
        if exercise is None:
            raise BadInput(wish.exercise, "is not one of our exercises")
        if wish.dose is not None and not 0 <= wish.dose < len(exercise.doses):
            raise BadInput("dose", "does not exist", allowed=f"0 to {len(exercise.doses) - 1}")
        self.store([("wish", {"on": today.isoformat(), "wish": dump(wish)})])

    def no_wish(self, exercise: str, by: By, today: date) -> None:
        """Take a wish back."""
        self.store([("wish", {"on": today.isoformat(), "by": by, "without": exercise})])

    def verdict(self, today: date) -> Standing:
        """Where the person stands, stored as a decision."""
        record = self.record()
        self.store([("verdict", decide(self._rulebook, "verdict", record, today).to_json())])
        return standing(self._rulebook, record, today)

    def make_plan(self, today: date) -> Programme:
        """The first week, stored. Raises NotReady where there may be none."""
        record = self.record()
        done = Practice(hurt=self.practice(today).hurt) if self.programme() else Practice()
        decision = self._solve(today, done, self.wishes())
        programme = read_programme(cast(dict[str, Any], decision.outcome))
        told = (record.answers.get(name) for name in STARTS_FROM)
        usual = next((answer for answer in told if answer and answer.value is not None), None)
        before = {BASELINE: usual.value if usual else None}
        baseline = answers_entry(before, today, "journal")
        made = [("decision", decision.to_json()), programme_entry(programme, "made"), baseline]
        first = {name: answer.value for name, answer in record.answers.items()} | before
        fits = self.standing(today).patterns
        self.store([*made, follow(self._rulebook.knowledge, fits, first, programme.start)])
        return programme

    def check_in(
        self, values: Mapping[str, Value], today: date, *, request_id: str | None = None
    ) -> Review:
        """Store a check-in and its answer; backing off happens at once, stepping up never. Where
        the last days look different from those before, every symptom is asked again."""
        sent = self.sent(request_id)
        if told_before := check_in.answered(sent, values, today):
            return told_before
        before, order = self._record_and_order()
        programme = self.programme()
        if programme is None:
            raise NotReady("a check-in needs a programme")
        entries: list[Entry] = [answers_entry(values, today, "person")]
        record = told_at_check_in(self._rulebook.knowledge, before, values, today, order)
        decision = decide(self._rulebook, "review", record, today, programme)
        outcome = cast(dict[str, Any], decision.outcome)
        answer, after = read_review(outcome["review"]), read_programme(outcome["programme"])
        entries.append(("review", decision.to_json()))
        different = self.following.different(today, values)
        lasts = check_in.lasts(self.traces(), answer, today)
        if answer.action == "stop_and_check" or different or lasts:
            entries.append(("recheck", {"on": today.isoformat(), "seen": [*map(dump, different)]}))
            after = after if after.suspended else suspend(after, DIFFERENT)
        if answer.rest_days and not lasts:
            entries.append(check_in.rest(self.traces(), today, answer.rest_days))
        if after != programme:
            entries.append(
                programme_entry(after, "different" if different or lasts else answer.action)
            )
        # The same form with other answers: both are kept.
        self.store(entries, None if sent else request_id)
        return answer

    def asked_again(self) -> AskedAgain | None:
        """What is said where the last check-in led to the safety questions though its own answer
        does not say so."""
        last = self.latest("review")
        if last is None:
            return None
        answer = read_review(data_of(last)["outcome"]["review"])
        asked = self.events("recheck", after=last.id)[:1]
        same = [one for one in asked if data_of(one)["on"] == data_of(last)["as_of"]]
        return check_in.asked_again(self._rulebook.knowledge, answer, same)

    def review_plan(self, today: date) -> NextStep:
        """What comes next after these weeks, stored as a decision. Raises NotReady without a
        plan."""
        if self.programme() is None:
            raise NotReady("a review needs a programme")
        worked_out = self.following.for_review(self.agenda, today)
        record, order = self._record_and_order()
        record = record.tell_all(worked_out, today, order=order, origin="journal")
        decision = decide(self._rulebook, "next_step", record, today)
        self.store([(REVIEWED, decision.to_json())])
        return read_next_step(cast(dict[str, Any], decision.outcome))

    def last_step(self) -> tuple[date, NextStep] | None:
        """The answer of the last review of the plan, and its day."""
        event = self.latest(REVIEWED)
        if event is None:
            return None
        told = data_of(event)
        return date.fromisoformat(told["as_of"]), read_next_step(told["outcome"])

    def accept_offer(self, today: date) -> Programme:
        """Take the offered step up: the person said yes, and today it is safe."""
        programme, offered, answer = self.programme(), self.offer(today), self.last_review()
        if programme is None or offered is None or answer is None:
            raise NotReady("there is no step up on offer")
        now = self.standing(today)
        if not now.triage.exercise_allowed or any(o.blocks for o in now.against_any_plan):
            raise NotReady("the safety questions come first")
        without = self._no_step(programme, today)
        stepped = adapt(self._rulebook.knowledge, programme, answer, yes=True, without=without)
        answered: Entry = ("offer_answered", {"on": today.isoformat(), "yes": True})
        self.store([answered, programme_entry(stepped, "accepted")])
        return stepped

    def decline_offer(self, today: date) -> None:
        """Stay as it is."""
        self.store([("offer_answered", {"on": today.isoformat(), "yes": False})])

    def recheck(self, today: date) -> None:
        """Something is new or worse: symptoms are asked again, and exercise waits for that."""
        entries: list[Entry] = [("recheck", {"on": today.isoformat()})]
        programme = self.programme()
        if programme and not programme.suspended:
            entries.append(programme_entry(suspend(programme, RECHECK), "recheck"))
        self.store(entries)

    def resume(self, today: date) -> Programme:
        """Take the programme up again after a stop, or make a new one where the pain came back.
        Raises NotReady while safety is open."""
        programme = self.programme()
        if programme is None:
            raise NotReady("there is no programme to take up again")
        if not self.standing(today).may_plan:
            raise NotReady("the safety questions come first")
        if self._came_back():
            return self.make_plan(today)
        known = self.standing(today).known
        again = leave_out(self._rulebook, known, resume(programme))
        self.store([programme_entry(again, "resumed")])
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
        self.store([("clearance", dump(clearance))])

    def session_done(
        self,
        today: date,
        done: Mapping[str, str],
        *,
        swapped: Mapping[str, Mapping[str, str | None]] | None = None,
        request_id: str | None = None,
    ) -> None:
        """Which exercises were done: done, part, skipped or stopped_pain; `swapped` names for a
        planned one `because` of what and `to` which other (None: none), as the person said."""
        told: dict[str, Any] = {"on": today.isoformat(), "done": dict(done)}
        if swapped:
            told["swapped"] = {name: dict(swap) for name, swap in swapped.items()}
        self.store([("session", told)], request_id)

    def flare(self, today: date) -> Programme | None:
        """It flared up: noted, and the programme steps back at once."""
        entries: list[Entry] = [("flare", {"on": today.isoformat()})]
        programme = self.programme()
        eased = step_back(self._rulebook.knowledge, programme, FLARE) if programme else None
        if eased:
            entries.append(programme_entry(eased, "flare"))
        self.store(entries)
        return eased

    # Inside

    def _came_back(self) -> bool:
        """Whether the pain came back after the plan was last made anew."""
        back, made = self.latest(BACK), self.latest(FOLLOWED)
        return back is not None and (made is None or back.id > made.id)

    def _no_step(self, programme: Programme, today: date) -> frozenset[str]:
        """What may not become more by a step: barred today, hurt lately, or fixed by a wish."""
        exercises, known = self._rulebook.knowledge.exercises, self.standing(today).known
        names = {planned.exercise for planned in programme.exercises} | {programme.aerobic}
        barred = {
            name
            for name in names
            if any(one.blocks for one in objections(self._rulebook, known, exercises[name]))
        }
        return self.wishes().of("dose") | self.practice(today).hurt | barred

    def _solve(self, today: date, done: Practice, wished: Wishes) -> Decision:
        """A programme as a decision. Raises NotReady where there may be none."""
        decision = decide(
            self._rulebook, "programme", self.record(), today, practice=done, wishes=wished
        )
        if decision.outcome is None:
            raise NotReady("a programme cannot be made yet: the check comes first")
        return decision

    def _once(self, key: tuple[object, ...], work: Callable[[], _Found]) -> _Found:
        """What `work` gives, worked out once. The key begins with the place in the order that its
        record had: the pages of one person run side by side, and what was worked out before an
        answer came in must not stand for what is known after it."""
        if key in self._found:
            return cast(_Found, self._found[key])
        found = self._found[key] = work()
        return found

    def _stands(self, today: date) -> tuple[Record, int, Standing]:
        """The record, the place after it, and where the person stands by that very record."""
        record, order = self._record_and_order()
        work = partial(standing, self._rulebook, record, today)
        return record, order, self._once((order, today), work)

    def _record_and_order(self) -> tuple[Record, int]:
        """The record, and a place in the order after all that is in it."""
        with self._reading:
            after = self._order - 1
            for event in self._journal.events(self._profile_id, kinds=OF_THE_RECORD, after=after):
                self._told = read(self._rulebook.knowledge, self._told, event)
                self._order = event.id + 1
                self._found.clear()
            return self._told, self._order


def replayable(event: Event) -> Decision | None:
    """The decision an event holds, if it holds one."""
    held = event.kind in ("verdict", "decision", "review", REVIEWED)
    return Decision.from_json(data_of(event)) if held else None
