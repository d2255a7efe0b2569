"""The test battery of a day: may it be done at all, which tests, and which of them next.

A test carries the same cautions as an exercise. With pain over the limit now, with an open red
flag, or with questions open that matter for safety, there is no battery today.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plumbline.care.cautions import Objection, objections
from plumbline.care.impairments.assess import assess, believe, bench_of, person_of
from plumbline.care.impairments.change import due_on
from plumbline.care.impairments.model import Assessment
from plumbline.care.impairments.offers import Offer, offers, worth_doing
from plumbline.care.impairments.readings import readings, told
from plumbline.care.impairments.scale import ruler
from plumbline.care.record import Record
from plumbline.care.standing import Standing
from plumbline.care.triage import BLOCKS_EXERCISE
from plumbline.knowledge.schema import PhysicalTest
from plumbline.logic.rulebook import Rulebook

PAIN_NOW = "pain_now_nrs"
Gate = Literal["open", "see_someone", "check", "not_for_you", "ask_pain", "pain_high"]
ItemState = Literal["to_do", "done", "stopped", "blocked", "waiting", "later"]


@dataclass(frozen=True, slots=True)
class Item:
    """One test of the battery today.

    `done` and `stopped` (by pain) are of today; `blocked` when a caution holds, `waiting` when one
    cannot be ruled out; `later` when it was done lately and its repeat is not due.
    """

    test: str
    state: ItemState
    against: tuple[Objection, ...]
    due: date | None
    minutes: float


@dataclass(frozen=True, slots=True)
class Battery:
    """What can be tested today. `next` is the test to offer; None when there is none."""

    gate: Gate
    items: tuple[Item, ...]
    next: str | None
    offered: tuple[Offer, ...]
    """Tests likely to change what is said, the most settling for its minutes first."""
    assessment: Assessment

    @property
    def minutes_done(self) -> float:
        return sum(item.minutes for item in self.items if item.state in ("done", "stopped"))

    @property
    def minutes_left(self) -> float:
        return sum(item.minutes for item in self.items if item.state == "to_do")


def battery(
    rulebook: Rulebook,
    record: Record,
    today: Standing,
    *,
    which: Literal["home", "clinic"] = "home",
    skipped: frozenset[str] = frozenset(),
) -> Battery:
    """The battery of a day. `skipped` are tests the person does not want to do today.

    First come the tests that every battery holds because nothing else tells it: how pain answers
    to repeated movement. Then whatever settles most for its minutes.
    """
    items = _items(rulebook, record, today, which, skipped)
    opened = gate(rulebook, record, today)
    open_tests = [
        rulebook.knowledge.tests[item.test]
        for item in items
        if item.state == "to_do" and item.test not in skipped
    ]
    found = _offers(rulebook, record, today, open_tests)
    worth = worth_doing(bench_of(rulebook.knowledge), found)
    return Battery(
        gate=opened,
        items=items,
        next=_next(rulebook, today, open_tests, worth) if opened == "open" else None,
        offered=worth,
        assessment=assess(rulebook.knowledge, record, today.known),
    )


def gate(rulebook: Rulebook, record: Record, today: Standing) -> Gate:
    """Whether testing is right today, and why not."""
    if today.triage.urgency in BLOCKS_EXERCISE:
        return "see_someone"
    if any(o.blocks and o.known for o in today.against_any_plan):
        return "not_for_you"
    if not today.triage.exercise_allowed or today.next_page is not None:
        return "check"
    if any(o.blocks for o in today.against_any_plan):
        return "not_for_you"
    now = record.answers.get(PAIN_NOW)
    if now is None or now.on != today.known.as_of or not isinstance(now.value, int):
        return "ask_pain"
    limit = rulebook.knowledge.impairments.pain_at_most.value
    return "pain_high" if now.value > limit else "open"


def _items(
    rulebook: Rulebook, record: Record, today: Standing, which: str, skipped: frozenset[str]
) -> tuple[Item, ...]:
    """Every test of a battery; an easier version only in the place of one that cannot be done."""
    tests = [t for t in rulebook.knowledge.tests.values() if t.battery == which]
    every = {test.id: _item(rulebook, record, today, test) for test in tests}
    out = {n for n, i in every.items() if i.state in ("blocked", "waiting", "stopped")} | skipped
    return tuple(
        every[test.id]
        for test in tests
        if test.stands_in_for is None
        or test.stands_in_for in out
        or every[test.id].state in ("done", "stopped")
    )


def _item(rulebook: Rulebook, record: Record, today: Standing, test: PhysicalTest) -> Item:
    against = objections(rulebook, today.known, test)
    blocking = [objection for objection in against if objection.blocks]
    due = due_on(rulebook.knowledge, record, test)
    state: ItemState
    as_of = today.known.as_of
    if _stopped(record, test, as_of):
        state = "stopped"
    elif all(_measured(record, test, as_of)):
        state = "done"
    elif any(objection.known for objection in blocking):
        state = "blocked"
    elif blocking:
        state = "waiting"
    else:
        begun = any(_measured(record, test, as_of))
        state = "later" if due is not None and due > as_of and not begun else "to_do"
    return Item(test.id, state, against, due, test.minutes)


def _stopped(record: Record, test: PhysicalTest, on: date) -> bool:
    answers = [told(record, result.pain)[-1:] for result in test.results]
    return any(a.on == on and a.value is True for each in answers for a in each)


def _measured(record: Record, test: PhysicalTest, on: date) -> list[bool]:
    """For each side, whether it was measured today."""
    last = [record.answers.get(result.value) for result in test.results]
    return [a is not None and a.on == on and a.value is not None for a in last]


def _offers(
    rulebook: Rulebook, record: Record, today: Standing, tests: list[PhysicalTest]
) -> tuple[Offer, ...]:
    bench, person = bench_of(rulebook.knowledge), person_of(today.known)
    found = readings(rulebook.knowledge, record, today.known.as_of)
    belief, taken = believe(bench, person, found)
    return offers(bench, person, belief, taken, [test.id for test in tests])


def _next(
    rulebook: Rulebook, today: Standing, tests: list[PhysicalTest], worth: tuple[Offer, ...]
) -> str | None:
    """Tests that load no chain (how movement feels, what only follows change), in their order;
    then what settles most; then what has no norm for this person, to have a first value."""
    model, person = rulebook.knowledge.impairments, person_of(today.known)
    loading = {row.test for row in model.loads}
    first = [test.id for test in tests if test.id not in loading]
    settling = [offer.test for offer in worth]
    read = {test.id: ruler(model, test, person) for test in tests}
    to_compare = [name for name, by in read.items() if by is None or not by.imagine(0.0).level]
    return next(iter((*first, *settling, *to_compare)), None)


def by_id(items: tuple[Item, ...]) -> Mapping[str, Item]:
    """The items of a battery by their test."""
    return {item.test: item for item in items}
