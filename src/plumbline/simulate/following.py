"""A made-up person looked after by the real code: the same doors as the pages and the commands.

They come, answer what is asked, check in, say yes or no, do their session, fall silent, are sent
to be seen and come back with an answer. Nothing of a decision is copied here.
"""

from collections.abc import Mapping

from plumbline.care.decision import read_programme
from plumbline.care.monitoring.check_in import Review, questions
from plumbline.care.programme import Programme
from plumbline.care.standing import Standing
from plumbline.care.today import able, may_follow
from plumbline.care.triage import BLOCKS_EXERCISE
from plumbline.errors import NotReady, PlumblineError
from plumbline.journal.reading import data_of
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value
from plumbline.simulate.body import Body
from plumbline.simulate.house import Case, day_of
from plumbline.simulate.log import Change, Load, Log, Step, Told, load_of
from plumbline.simulate.model import People
from plumbline.simulate.policy import effort_on
from plumbline.simulate.voice import Voice
from plumbline.simulate.weeks import Weeks

MOST_PAGES = 300
BASELINE = "pain_usual_before_nrs"


class EndlessQuestions(PlumblineError):
    """The questions of a check do not end: a fault of the rules, not of the person."""


class Following:
    """One person who follows Plumbline."""

    name = "plumbline"

    def __init__(
        self, people: People, rulebook: Rulebook, body: Body, voice: Voice, log: Log, case: Case
    ) -> None:
        self._people, self._rulebook, self._body = people, rulebook, body
        self._voice, self._log, self._case = voice, log, case
        self._book = case.book
        self._weeks = Weeks(
            body, log, case, rulebook.knowledge.rhythm.silence, self._notice_changes
        )
        self._plan: Programme | None = None
        """What they do: the plan as they last saw it."""
        self._told_off = False
        """Whether they last heard to do nothing."""
        self._stored: Programme | None = None
        """The plan that the journal holds, as it was last read."""
        self._last_change = 0
        self._load: Load | None = None
        self._worse = False
        self._reported: int | None = None
        """The day of the last check-in."""
        self._last_told = 0
        """The day on which they last told of a session, a check-in or a flare-up."""
        self._rests: set[int] = set()
        self._seen_on: int | None = None
        """The day on which somebody will look at them."""
        self._waiting = self._told_ill = False
        """Whether somebody has to look at them; and whether they heard so since they fell ill."""

    def day(self, day: int) -> bool:
        """Live one day."""
        person, habits = self._body.person, self._body.person.habits
        self._case.clock.today = day_of(day)
        opened = day == 0 or (person.open_to(day) and person.luck.opens[day] < habits.opens)
        if opened and not self._visit(day):
            return False
        does = person.luck.does[day] < habits.does
        without = person.luck.does[day] < habits.does * self._people.habits.does_without_app
        gone = person.dropped is not None and day >= person.dropped
        effort = 0.0
        free = day in self._rests or self._told_off or gone
        if self._plan and not free and (does if opened else without):
            effort = self._session(day, self._plan, opened=opened)
        self._log.effort.append(effort)
        self._log.opened.append(opened)
        self._log.stopped.append(self._told_off)
        self._log.rested.append(day in self._rests)
        self._log.emptied.append(self._load is not None and self._load.nothing)
        return True

    # A visit

    def _visit(self, day: int) -> bool:
        if self._seen_on is not None and day >= self._seen_on and not self._looked_at(day):
            return False
        if self._safe(day) is not None:
            self._go_on(day)
        self._notice_changes(day, agreed=False)
        self._remember(day)
        return True

    def _go_on(self, day: int) -> None:
        """Safety is settled: the plan is made or taken up, a check-in told, a week answered."""
        if self._stored is None:
            self._make_plan(day)
            return
        if self._suspended():
            self._resume(day)
        if self._suspended():
            return
        self._weeks.come_back(day, self._last_told)
        if self._body.flare_begins and self._body.person.luck.tells[day] < self._people.flares.told:
            self._book.flare(day_of(day))
            self._last_told = day
            self._notice_changes(day, agreed=False)
        if self._checks_in(day):
            self._check_in(day)
        if not self._suspended():
            self._weeks.answer(day)

    def _safe(self, day: int) -> Standing | None:
        """Answer all that is asked. None where somebody has to look first, which is noted."""
        now = self._ask(day)
        urgency = now.triage.urgency
        if urgency not in BLOCKS_EXERCISE:
            self._waiting = False
            return now
        ill = self._ill(day)
        if not self._waiting or (ill and not self._told_ill):
            flags = tuple(flag.id for flag in now.triage.open_flags)
            self._log.told.append(Told(day, urgency, flags, not ill))
        self._waiting, self._told_ill = True, ill
        if self._seen_on is None:
            care = self._people.care
            goes = self._body.person.luck.agrees[day] < care.goes
            wait = care.waits_days[urgency] if goes else care.again_after_days
            self._seen_on = day + max(1, wait) if goes else None
        return None

    def _ask(self, day: int) -> Standing:
        on = day_of(day)
        for _ in range(MOST_PAGES):
            now = self._book.standing(on)
            if now.next_page is None:
                return now
            asked = now.next_page.findings
            self._log.questions += len(asked)
            self._book.answer({name: self._voice.answer(name) for name in asked}, on)
        raise EndlessQuestions("the questions of a check do not end")

    def _looked_at(self, day: int) -> bool:
        """Somebody qualified looks: a serious cause is found and cared for elsewhere, else every
        open flag is cleared. False where the life under this policy ends."""
        self._seen_on = None
        if self._ill(day):
            self._log.found = day
            return False
        self._voice.seen = day
        on = day_of(day)
        for flag in self._book.standing(on).triage.open_flags:
            self._book.clear(flag.id, "a doctor", on, "cleared")
        return True

    # The plan

    def _make_plan(self, day: int) -> None:
        if self._book.standing(day_of(day)).may_plan:
            self._book.make_plan(day_of(day))
            self._log.planned = self._log.planned if self._log.planned is not None else day
            self._notice_changes(day, agreed=True)

    def _resume(self, day: int) -> None:
        try:
            self._book.resume(day_of(day))
        except NotReady:
            return
        self._notice_changes(day, agreed=False)

    # Checking in

    def _checks_in(self, day: int) -> bool:
        """After a session that was not told of yet, by habit; else once in a while."""
        person = self._body.person
        since = self._body.session_day
        new = since is not None and (self._reported is None or since >= self._reported)
        late = self._reported is not None and day - self._reported >= 7
        return (new or late) and person.luck.checks_in[day] < person.habits.checks_in

    def _check_in(self, day: int) -> Review | None:
        on = day_of(day)
        record = self._book.record()
        due = self._book.following.due(record, on).questions
        asked = dict.fromkeys((*questions(self._rulebook, record, on), *due))
        values: dict[str, Value] = {name: self._voice.answer(name) for name in asked}
        self._log.check_ins += 1
        self._log.questions += len(asked)
        self._worse = self._is_worse(values)
        review = self._book.check_in(values, on)
        self._reported = self._last_told = day
        self._rests |= set(range(day, day + review.rest_days))
        self._notice_changes(day, agreed=False)
        if review.action == "stop_and_check":
            if self._safe(day) is not None:
                self._resume(day)
        elif review.action == "may_progress":
            self._offered(day)
        return review

    def _offered(self, day: int) -> None:
        on = day_of(day)
        offered = self._book.offer(on)
        self._log.steps.append(Step(day, day if offered else None))
        if offered is None:
            return
        if self._agrees(day):
            self._book.accept_offer(on)
            self._notice_changes(day, agreed=True)
        else:
            self._book.decline_offer(on)

    def _is_worse(self, values: Mapping[str, Value]) -> bool:
        """Worse by what they said, judged here anew and not by the review."""
        feels = self._people.feels
        pains = [told for name, told in values.items() if feels.get(name) == "now"]
        before = self._book.record().answers.get(BASELINE)
        known = before.value if before else None
        up = isinstance(known, int) and any(
            isinstance(now, int) and now - known >= self._people.counting.worse_points
            for now in pains
        )
        told = values.get("spread_down_limb") is True or values.get("anything_new_or_worse") is True
        heavy = values.get("session_felt") == "too_hard" or values.get("next_morning") == "worse"
        return up or told or heavy

    # A session

    def _session(self, day: int, plan: Programme, *, opened: bool) -> float:
        """Do what is planned today; told of only where the app is open."""
        effort = effort_on(self._people, self._rulebook.knowledge, plan, day)
        self._body.do(effort)
        exercises = plan.exercises_on(day_of(day))
        if opened and exercises:
            hurts = self._body.pain >= self._people.habits.stops_for_pain_from
            done = {planned.exercise: "done" for planned in exercises}
            if hurts:
                done[exercises[-1].exercise] = "stopped_pain"
            self._book.session_done(day_of(day), done)
            self._last_told = day
        return effort

    def _remember(self, day: int) -> None:
        """The plan as it may be done today is what they go by until they look again."""
        plan, now = self._stored, self._book.standing(day_of(day))
        self._told_off = plan is not None and not may_follow(now, plan)
        follows = plan is not None and not self._told_off
        self._plan = able(self._rulebook, now.known, plan).programme if plan and follows else None

    # Inside

    def _notice_changes(self, day: int, *, agreed: bool) -> None:
        """Every programme that was stored since, whoever stored it."""
        events = self._case.journal.events(
            self._case.profile, kinds=("programme",), after=self._last_change
        )
        for event in events:
            data, before = data_of(event), self._load
            self._stored = read_programme(data["programme"])
            self._load = load_of(self._stored)
            change = Change(day, data["because"], before, self._load, self._worse, agreed)
            self._log.changes.append(change)
            self._last_change = event.id

    def _suspended(self) -> bool:
        return self._stored is None or self._stored.suspended

    def _agrees(self, day: int) -> bool:
        return self._body.person.luck.agrees[day] < self._body.person.habits.agrees

    def _ill(self, day: int) -> bool:
        serious = self._body.person.serious
        return serious is not None and day >= serious.day
