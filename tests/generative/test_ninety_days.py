"""Somebody lives ninety days at random through the real casebook, and the promises hold each day.

Check-ins of all kinds, silence, flares, sessions with marks and swaps, wishes, new weeks, offers,
new signs, a look by a doctor, a clock that jumps, and the program closed and opened again.

Length: one life; its rules share what they know of it.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from plumbline.care.cautions import objections
from plumbline.care.decision import canonical, read_programme, record_to_json, replay
from plumbline.care.monitoring.check_in import questions
from plumbline.care.programme import Programme
from plumbline.care.today import able, may_follow
from plumbline.care.triage import BLOCKS_EXERCISE, CALM, Triage
from plumbline.errors import BadInput, NotReady
from plumbline.journal import Journal
from plumbline.journal.casebook import BASELINE, Casebook, replayable
from plumbline.journal.coming_back import ComingBack
from plumbline.journal.new_week import NewWeek
from plumbline.journal.reading import data_of
from plumbline.journal.staying_well import StayingWell
from plumbline.journal.wishing import settle, weigh
from plumbline.logic.schema import Value
from plumbline.simulate.log import Load, load_of, rises
from tests.unit.care.people import TODAY, calm_value, calm_values, rulebook

DAYS = 90
STARTS: dict[str, dict[str, Value]] = {
    "mild": {},
    "strong": {"pain_usual_nrs": 6, "pain_now_nrs": 6},
    "old": {"age_years": 74, "onset_date": TODAY - timedelta(days=150), "minutes_per_day": 35},
    "leg": {
        "pain_leg_left": True,
        "pain_below_knee": True,
        "leg_pins_needles": True,
        "leg_pain_cough": True,
    },
}
SIGNS = sorted(
    finding.id
    for finding in rulebook().knowledge.findings.values()
    if finding.type == "boolean" and finding.danger == "yes" and finding.asked_of == "person"
)
EXERCISES = sorted(rulebook().knowledge.exercises.keys() - rulebook().knowledge.programme.aerobic)
MARKS = st.sampled_from(["done", "done", "done", "part", "skipped", "stopped_pain"])
RANKS = {"self_care": 0, "routine": 1, "within_days": 2, "same_day": 3, "emergency_now": 4}


class Clock:
    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self) -> datetime:
        return datetime.combine(self.today, time(9), UTC)


@cache
def begun(start: str) -> Path:
    """A journal of somebody who has just got a plan, made once and copied for each life."""
    home = Path(tempfile.mkdtemp(prefix="plumbline-begun-"))
    with Journal.open(home, clock=Clock()) as journal:
        book = Casebook(journal, rulebook(), journal.create_profile("Somebody").id)
        book.answer(calm_values() | STARTS[start], TODAY)
        for _ in range(20):
            if (page := book.standing(TODAY).next_page) is None:
                break
            book.answer({name: calm_answer(name) for name in page.findings}, TODAY)
        book.make_plan(TODAY)
    return home


def calm_answer(name: str) -> Value:
    return calm_value(rulebook().knowledge.findings[name])


def how_urgent(triage: Triage) -> int:
    """Nothing has fired yet counts like nothing will: a question is open, and exercise waits."""
    return RANKS[triage.urgency or "self_care"]


class NinetyDays(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="plumbline-days-"))
        self.clock = Clock()
        self.seen = 0
        self.load: Load | None = None
        self.worse = False
        """The last that was told was worse: nothing may become more."""
        self.agreed = False
        """The person says yes in this step."""
        self.acknowledged: list[tuple[str, dict[str, Any]]] = []
        self.checked: tuple[int, date] | None = None

    @initialize(start=st.sampled_from(sorted(STARTS)))
    def begin(self, start: str) -> None:
        shutil.copytree(begun(start), self.home, dirs_exist_ok=True)
        self.agreed = True
        self.open()

    def open(self) -> None:
        self.journal = Journal.open(self.home, clock=self.clock)
        self.profile = self.journal.profiles()[0].id
        self.book = Casebook(self.journal, rulebook(), self.profile)
        self.weeks = NewWeek(self.book)

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
        shutil.rmtree(self.home)

    @property
    def today(self) -> date:
        return self.clock.today

    @property
    def plan(self) -> Programme:
        plan = self.book.programme()
        assert plan is not None
        return plan

    def lived(self) -> bool:
        return (self.today - TODAY).days < DAYS

    # Time, and the machine it runs on

    @precondition(lived)
    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.clock.today += timedelta(days=days)

    @rule()
    def the_clock_jumps_back(self) -> None:
        self.clock.today -= timedelta(days=1)

    @rule()
    def closed_and_opened_again(self) -> None:
        before = self.what_stands()
        self.journal.close()
        self.open()
        assert self.what_stands() == before
        stored = [(event.kind, data_of(event)) for event in self.book.events()]
        for told in self.acknowledged:
            assert told in stored, "something that was acknowledged is gone"

    def what_stands(self) -> tuple[object, ...]:
        return canonical(record_to_json(self.book.record())), self.plan, len(self.book.events())

    # What is told

    @rule(true=st.sampled_from(SIGNS), share=st.sampled_from([0, 0, 0, 1, 2]), pages=st.just(60))
    def the_questions_are_answered(self, true: str, share: int, pages: int) -> None:
        """All of them: calmly, or with one sign, or now and then with a "don't know"."""
        for _ in range(pages):
            page = self.book.standing(self.today).next_page
            if page is None:
                return
            told = {name: calm_answer(name) for name in page.findings}
            if share == 1 and true in told:
                told[true] = True
            if share == 2:
                told[page.findings[0]] = None
            self.answer(told)
        raise AssertionError("the questions do not end")

    @rule(sign=st.sampled_from(SIGNS))
    def something_is_wrong(self, sign: str) -> None:
        before = self.book.standing(self.today).triage
        self.answer({sign: True})
        after = self.book.standing(self.today).triage
        assert how_urgent(after) >= how_urgent(before), sign
        assert before.exercise_allowed or not after.exercise_allowed, sign
        worst = [max((flag.rank for flag in one.flags), default=CALM) for one in (before, after)]
        assert worst[1] >= worst[0], sign

    def answer(self, told: dict[str, Value]) -> None:
        self.book.answer(told, self.today)
        event = self.book.latest("answers")
        assert event is not None
        self.acknowledged.append((event.kind, data_of(event)))

    @rule(
        pain=st.integers(0, 10) | st.integers(0, 4),
        felt=st.sampled_from(["easy", "right", "right", "hard", "too_hard", None]),
        morning=st.sampled_from(["better", "same", "same", "not_yet", "worse", None]),
        sign=st.sampled_from(["", "", "", "", "spread_down_limb", "anything_new_or_worse"]),
    )
    def a_check_in(self, pain: int, felt: str | None, morning: str | None, sign: str) -> None:
        if self.plan.suspended:
            return
        asked = questions(rulebook(), self.book.record(), self.today)
        values = {name: calm_answer(name) for name in asked}
        values |= {
            "pain_day_nrs": pain,
            "pain_now_nrs": pain,
            "session_felt": felt,
            "next_morning": morning,
        }
        if sign:
            values[sign] = True
        told = self.book.record().answers.get(BASELINE)
        usual = told.value if told and isinstance(told.value, int) else 0
        up = pain - usual >= 2
        self.book.check_in(values, self.today)
        self.worse = up or bool(sign) or felt == "too_hard" or morning == "worse"
        self.acknowledged.append(("answers", data_of(self.newest("answers"))))

    @rule()
    def it_flares_up(self) -> None:
        self.book.flare(self.today)
        self.worse = True

    @rule()
    def something_is_new_or_worse(self) -> None:
        self.book.recheck(self.today)

    @rule(marks=st.lists(MARKS, min_size=12, max_size=12), swapped=st.booleans())
    def a_session(self, marks: list[str], swapped: bool) -> None:
        """Only what may be done today is done."""
        now = self.book.standing(self.today)
        if not may_follow(now, self.plan):
            return
        planned = able(rulebook(), now.known, self.plan).programme.exercises
        done = {one.exercise: mark for one, mark in zip(planned, marks, strict=False)}
        first = next(iter(done), None)
        swap = {first: {"because": "hurts", "to": None}} if swapped and first else None
        self.book.session_done(self.today, done, swapped=swap)
        self.acknowledged.append(("session", data_of(self.newest("session"))))

    def newest(self, kind: str) -> Any:
        event = self.book.latest(kind)
        assert event is not None
        return event

    # What is offered

    @rule(yes=st.booleans())
    def an_offer_is_answered(self, yes: bool) -> None:
        if self.book.offer(self.today) is None:
            return
        self.agreed = yes
        if not yes:
            self.book.decline_offer(self.today)
            return
        try:
            self.book.accept_offer(self.today)
        except NotReady:
            now = self.book.standing(self.today)
            against = any(one.blocks for one in now.against_any_plan)
            assert against or not now.triage.exercise_allowed

    @rule(yes=st.booleans())
    def a_new_week_is_answered(self, yes: bool) -> None:
        if not self.weeks.occasions(self.today):
            return
        self.agreed = yes
        if yes:
            self.weeks.accept(self.today)
        else:
            self.weeks.stay(self.today)

    @rule(exercise=st.sampled_from(EXERCISES), kind=st.sampled_from(["pin", "ban", None]))
    def a_wish(self, exercise: str, kind: Any) -> None:
        self.agreed = True
        try:
            weighed = weigh(self.book, rulebook(), self.today, exercise, kind)
            settle(self.book, weighed, self.today)
        except (NotReady, BadInput):
            return

    @rule(yes=st.booleans())
    def back_after_silent_days(self, yes: bool) -> None:
        door = ComingBack(self.book)
        door.ease(self.today)
        if door.offer(self.today) is None:
            return
        self.agreed = yes
        if yes:
            door.accept(self.today)
        else:
            door.keep(self.today)

    @rule(yes=st.booleans())
    def well_again_and_back(self, yes: bool) -> None:
        door = StayingWell(self.book)
        if door.warns(self.today):
            door.is_back(self.today)
        elif door.offered(self.today):
            self.agreed = yes
            (door.accept if yes else door.decline)(self.today)

    @rule()
    def the_plan_is_reviewed(self) -> None:
        self.book.review_plan(self.today)

    # Somebody looks

    @rule(result=st.sampled_from(["cleared", "cleared", "not_cleared"]))
    def a_doctor_looks(self, result: Any) -> None:
        for flag in self.book.standing(self.today).triage.open_flags:
            self.book.clear(flag.id, "a doctor", self.today, result)

    @rule()
    def taken_up_again(self) -> None:
        if not self.plan.suspended:
            return
        allowed = self.book.standing(self.today).may_plan
        try:
            self.book.resume(self.today)
        except NotReady:
            assert not allowed
        else:
            assert allowed

    # What brings a life forward: most of it is ordinary

    @precondition(lived)
    @rule(days=st.integers(1, 3), yes=st.booleans())
    def ordinary_days(self, days: int, yes: bool) -> None:
        """A session on each, a good check-in the morning after, and what is offered answered."""
        for _ in range(days):
            self.a_session(["done"] * 12, swapped=False)
            self.clock.today += timedelta(days=1)
            self.a_check_in(2, "easy", "better", "")
            self.an_offer_is_answered(yes)
            self.more_only_with_a_yes_and_never_after_worse()

    @rule()
    def all_is_settled(self) -> None:
        """A doctor has looked, the questions are answered calmly, and the plan goes on."""
        self.a_doctor_looks("cleared")
        self.the_questions_are_answered(SIGNS[0], 0, 60)
        self.taken_up_again()

    # The promises

    @invariant()
    def no_exercise_while_somebody_has_to_look(self) -> None:
        if not hasattr(self, "book"):
            return
        now = self.book.standing(self.today)
        open_ = [f for f in now.triage.flags if f.open and f.urgency in BLOCKS_EXERCISE]
        if open_ or not now.triage.complete or self.plan.suspended:
            assert not may_follow(now, self.plan)
            assert not self.weeks.occasions(self.today)

    @invariant()
    def nothing_contraindicated_may_be_done(self) -> None:
        if not hasattr(self, "book"):
            return
        known = self.book.standing(self.today).known
        may = able(rulebook(), known, self.plan)
        walks = [may.programme.aerobic] * any(d.walk_minutes for d in may.programme.days)
        for name in [*(one.exercise for one in may.programme.exercises), *walks]:
            against = objections(rulebook(), known, rulebook().knowledge.exercises[name])
            assert not any(one.blocks for one in against), name

    @invariant()
    def more_only_with_a_yes_and_never_after_worse(self) -> None:
        if not hasattr(self, "book"):
            return
        events = self.journal.events(self.profile, kinds=("programme",), after=self.seen)
        for event in events:
            after = load_of(read_programme(data_of(event)["programme"]))
            if self.load is not None and rises(self.load, after):
                because = data_of(event)["because"]
                assert self.agreed, because
                assert not self.worse, because
            self.load, self.seen = after, event.id
        self.agreed = False

    @invariant()
    def what_was_decided_can_be_decided_again(self) -> None:
        """The last decision of each kind that is new since it was last looked at."""
        if not hasattr(self, "book"):
            return
        for kind in ("decision", "review", "next_step"):
            event = self.book.latest(kind)
            if event is None or event.id <= self.replayed.get(kind, 0):
                continue
            self.replayed[kind] = event.id
            decision = replayable(event)
            assert decision is not None, kind
            again = replay(rulebook(), decision)
            assert canonical(again.to_json()) == canonical(data_of(event))

    @property
    def replayed(self) -> dict[str, int]:
        return self.__dict__.setdefault("_replayed", {})


TestNinetyDays = NinetyDays.TestCase
for hazard in (
    "exercise_with_open_flag",
    "contraindicated_offered",
    "load_raised_after_worse",
    "load_raised_without_consent",
    "decision_not_replayable",
    "answer_lost",
    "danger_undercalled",
):
    TestNinetyDays = pytest.mark.hazard(hazard)(TestNinetyDays)
TestNinetyDays.settings = settings(
    max_examples=10,
    stateful_step_count=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
