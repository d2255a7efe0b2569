"""The guided tests as their pages show them: what may be done today, and the one try of now.

What was measured is read from the journal each time; only what the person chose for this sitting
(a test to begin with, tests to leave out) is kept beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plumbline.care.battery import PAIN_NOW, Battery, Gate, Item
from plumbline.care.cautions import Objection, objections
from plumbline.care.impairments.change import due_on
from plumbline.care.impairments.readings import told
from plumbline.care.record import Record
from plumbline.knowledge.schema import Finding, PhysicalTest, Result
from plumbline.web.case import Case
from plumbline.web.spoken import base_findings

SPREAD = "spread"
Closed = Gate | Literal["spread"]
"""Why there is no test now; `spread`: pain went down a limb in a test of today."""


@dataclass(frozen=True)
class Row:
    """One test in the list. `begun`: one side was measured today, the other not; `redo`: one side
    was weaker once, and a second day would settle it."""

    test: PhysicalTest
    item: Item
    blocked: Objection | None
    asks: tuple[Finding, ...]
    skipped: bool
    begun: bool
    redo: bool

    @property
    def startable(self) -> bool:
        return self.item.state in ("to_do", "later")

    @property
    def waits_for_us(self) -> bool:
        """It counts to what is left today."""
        return (self.item.state == "to_do" or self.begun) and not self.skipped


@dataclass(frozen=True)
class Look:
    """Where the tests stand today."""

    gate: Closed
    battery: Battery
    rows: tuple[Row, ...]
    against: tuple[Objection, ...]
    """What speaks against any exercise at all."""
    pain_now: int | None
    measured_before: bool
    has_plan: bool

    @property
    def left(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.waits_for_us)

    @property
    def skipped(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.skipped and row.item.state == "to_do")

    @property
    def redo(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.redo)

    @property
    def minutes_left(self) -> float:
        return sum(row.test.minutes for row in self.left)

    @property
    def minutes_done(self) -> float:
        """What was done; a test whose easier version still comes counts once, as that."""
        again = {row.test.stands_in_for for row in self.left}
        done = (row for row in self.rows if row.item.state in ("done", "stopped"))
        return sum(row.test.minutes for row in done if row.test.id not in again)

    @property
    def minutes_in_all(self) -> float:
        return self.minutes_done + self.minutes_left

    def row(self, test: str) -> Row | None:
        return next((row for row in self.rows if row.test.id == test), None)


@dataclass(frozen=True)
class Try:
    """One try at one side of a test: what stands on the screen."""

    test: PhysicalTest
    result: Result
    number: int
    earlier: tuple[float, ...]
    """Results of this side today."""
    first: bool
    """Nothing of this test was done today."""

    @property
    def ticket(self) -> str:
        """Names this very try, so that a form sent twice is no second try."""
        return f"try/{self.result.value}/{self.number}"


def look(case: Case) -> Look:
    """The tests on the day it is."""
    sitting, record = case.session.tests_of(case.today), case.book.record()
    battery = case.book.battery(case.today, skipped=sitting.skipped)
    standing, told_pain = case.book.standing(case.today), record.answers.get(PAIN_NOW)
    pain = told_pain.value if told_pain and told_pain.on == case.today else None
    spread = battery.gate == "open" and _spread(case, record)
    return Look(
        gate="spread" if spread else battery.gate,
        battery=battery,
        rows=tuple(_rows(case, record, battery, sitting.skipped)),
        against=tuple(o for o in standing.against_any_plan if o.blocks),
        pain_now=pain if isinstance(pain, int) else None,
        measured_before=battery.assessment.tested,
        has_plan=case.book.programme() is not None,
    )


def current(case: Case, view: Look) -> Try | None:
    """The try of now: of the test that was chosen or begun, else of what the battery offers."""
    sitting, record = case.session.tests_of(case.today), case.book.record()
    begun = (row.test.id for row in view.rows if row.begun and not row.skipped)
    for name in (sitting.test, *begun, view.battery.next or ""):
        row = view.row(name)
        found = next_try(record, row.test, case.today) if row and _may_go_on(row) else None
        if found:
            sitting.test = name
            return found
    if sitting.everything and view.left:
        sitting.test = view.left[0].test.id
        return next_try(record, view.left[0].test, case.today)
    sitting.test = ""
    return None


def next_try(record: Record, test: PhysicalTest, today: date) -> Try | None:
    """The try that comes next in a test; None when every side has its tries or was stopped.

    Holds change sides after each try, so that one side rests meanwhile.
    """
    done = {result.value: values_today(record, result, today) for result in test.results}
    waiting = [r for r in test.results if not _finished(record, test, r, done[r.value], today)]
    if not waiting:
        return None
    result = min(waiting, key=lambda r: len(done[r.value]) if test.measure == "hold" else 0)
    earlier = done[result.value]
    return Try(
        test=test,
        result=result,
        number=len(earlier) + 1,
        earlier=earlier,
        first=not any(done.values())
        and not any(hurt_today(record, r, today) for r in test.results),
    )


def values_today(record: Record, result: Result, today: date) -> tuple[float, ...]:
    """What was measured of one side today, in order; a choice counts as one, of no size."""
    answers = record.readings.get(result.value, ())
    found = (answer.value for answer in answers if answer.on == today)
    return tuple(float(v) if isinstance(v, int | float) else 0.0 for v in found if v is not None)


def hurt_today(record: Record, result: Result, today: date) -> bool:
    """Whether the last word on this side today is that pain stopped it."""
    last = told(record, result.pain)[-1:]
    return any(answer.on == today and answer.value is True for answer in last)


def side_of(test: PhysicalTest, finding: str) -> Result | None:
    """The side of a test that a finding (its value or its pain) belongs to."""
    return next((r for r in test.results if finding in (r.value, r.pain)), None)


def easier(case: Case, test: PhysicalTest) -> PhysicalTest | None:
    """An easier version that may be done today in place of a test."""
    record, known = case.book.record(), case.book.standing(case.today).known
    for version in case.knowledge.tests.values():
        if version.stands_in_for != test.id or not next_try(record, version, case.today):
            continue
        if not any(o.blocks for o in objections(case.rulebook, known, version)):
            return version
    return None


def due(case: Case) -> date | None:
    """When the first home test is due again; None when none was ever done."""
    record, tests = case.book.record(), case.knowledge.tests.values()
    days = (due_on(case.knowledge, record, test) for test in tests if test.battery == "home")
    return min((day for day in days if day is not None), default=None)


def _rows(case: Case, record: Record, battery: Battery, skipped: Iterable[str]) -> Iterator[Row]:
    tests, out = case.knowledge.tests, set(skipped)
    once = {side.test for side in battery.assessment.sides if side.says == "once"}
    for item in battery.items:
        test, blocks = tests[item.test], [o for o in item.against if o.blocks]
        shown = min(blocks, key=lambda o: not o.known, default=None)
        # What is only waiting for an answer: no other answer decides it.
        missing = shown.missing if shown and item.state == "waiting" else ()
        yield Row(
            test=test,
            item=item,
            blocked=shown if item.state in ("blocked", "waiting") else None,
            asks=_questions(case, missing),
            skipped=item.test in out,
            begun=_begun(record, test, item, case.today),
            redo=item.test in once and item.state == "later",
        )


def _questions(case: Case, names: Iterable[str]) -> tuple[Finding, ...]:
    findings = case.knowledge.findings
    found = (findings[name] for name in base_findings(case.rulebook, names) if name in findings)
    return tuple(finding for finding in found if finding.asked_of == "person")


def _may_go_on(row: Row) -> bool:
    return row.item.state not in ("blocked", "waiting") and not row.skipped


def _begun(record: Record, test: PhysicalTest, item: Item, today: date) -> bool:
    """Whether one side was measured today and the other not: it is taken up again first."""
    measured = [bool(values_today(record, result, today)) for result in test.results]
    return item.state in ("to_do", "later") and any(measured) and not all(measured)


def _finished(
    record: Record, test: PhysicalTest, result: Result, values: tuple[float, ...], today: date
) -> bool:
    """Pain ends a side; so do its tries, and a cap that was reached (once is then enough)."""
    capped = test.cap is not None and test.better == "higher" and test.take == "best"
    full = capped and any(value >= (test.cap or 0) for value in values)
    return hurt_today(record, result, today) or full or len(values) >= test.attempts


def _spread(case: Case, record: Record) -> bool:
    """Whether pain spread in a test of today and nothing was asked again since."""
    tests = [test for test in case.knowledge.tests.values() if test.measure == "response"]
    told_of = [record.answers.get(result.value) for test in tests for result in test.results]
    spread = [a.order for a in told_of if a and a.on == case.today and a.value == SPREAD]
    if not spread:
        return False
    asked_again = [event.id for event in case.book.events("recheck")]
    return max(spread) > max(asked_again, default=0)
