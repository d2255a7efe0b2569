"""Guided testing on a terminal: the gate, one test after the other, and where results go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.text import Text

from plumbline.care.battery import PAIN_NOW, Battery, Item, battery, by_id
from plumbline.care.record import Record
from plumbline.care.standing import Standing, standing
from plumbline.cli import ask, testing_show
from plumbline.cli.testing_try import LATER, PAIN, SKIP, SPREAD, Outcome, Tries
from plumbline.knowledge.schema import PhysicalTest, Result
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value
from plumbline.present import assessment as words
from plumbline.present.words import _

if TYPE_CHECKING:
    from plumbline.journal.casebook import Casebook


class Keeper(Protocol):
    """Where answers and results go."""

    def record(self) -> Record: ...
    def answer(self, values: Mapping[str, Value]) -> None: ...
    def measure(self, values: Mapping[str, Value]) -> None: ...
    def recheck(self) -> None: ...


class Unkept:
    """Kept only while the command runs."""

    def __init__(self, today: date) -> None:
        self._told, self._today, self._order = Record(), today, 0

    def record(self) -> Record:
        return self._told

    def answer(self, values: Mapping[str, Value]) -> None:
        self._told = self._told.tell_all(values, self._today, order=self._next())

    def measure(self, values: Mapping[str, Value]) -> None:
        self._told = self._told.measure(values, self._today, order=self._next())

    def recheck(self) -> None:
        """Nothing to do: what is not kept is asked afresh the next time anyway."""

    def _next(self) -> int:
        self._order += 1
        return self._order


class InJournal:
    """Kept in a profile's journal."""

    def __init__(self, case: "Casebook", today: date) -> None:
        self._case, self._today = case, today

    def record(self) -> Record:
        return self._case.record()

    def answer(self, values: Mapping[str, Value]) -> None:
        self._case.answer(values, self._today)

    def measure(self, values: Mapping[str, Value]) -> None:
        self._case.measure(values, self._today)

    def recheck(self) -> None:
        self._case.recheck(self._today)


@dataclass
class Sitting:
    """One sitting of tests; `skipped` are those the person does not want to do today."""

    out: Console
    rulebook: Rulebook
    keeper: Keeper
    tries: Tries
    today: date
    skipped: set[str] = field(default_factory=set[str])

    def battery(self) -> Battery:
        return battery(
            self.rulebook,
            self.keeper.record(),
            self.standing(),
            skipped=frozenset(self.skipped),
        )

    def standing(self) -> Standing:
        return standing(self.rulebook, self.keeper.record(), self.today)

    def run(self) -> None:
        """From the gate to the last test that the person wants to do."""
        self._safety()
        now = self.battery()
        if now.gate != "open":
            testing_show.gate(self.out, self.rulebook, self.standing(), now)
            return
        self._settle(now)
        testing_show.left_out(self.out, self.rulebook.knowledge, self.battery().items)
        while (now := self.battery()).next and self._do(now.next, now):
            pass
        if now.next is None:
            self._rest(now)

    def _safety(self) -> None:
        """What has to be known before any test: the open questions, and the pain of today."""
        if self.battery().gate == "check":
            self.out.print(Text(_("First some questions, so that testing is safe.")))
            ask.ask(
                self.out,
                self.tries.read,
                self.rulebook,
                self.keeper.record(),
                self.today,
                self._keep,
            )
        if self.battery().gate == "ask_pain":
            self._ask_each((PAIN_NOW,))

    def _keep(self, given: ask.Answers) -> Record:
        self.keeper.answer(given)
        return self.keeper.record()

    def _settle(self, now: Battery) -> None:
        """Ask what decides whether a test is right for this person."""
        findings, known = self.rulebook.knowledge.findings, self.standing().known
        missing = {
            name: None
            for item in now.items
            if item.state == "waiting"
            for objection in item.against
            if objection.blocks
            for name in objection.missing
        }
        asked = [n for n in missing if n in known.unanswered and findings[n].asked_of == "person"]
        if asked:
            self.out.print(Text(_("These decide which tests are right for you.")))
            self._ask_each(tuple(asked))

    def _ask_each(self, names: tuple[str, ...]) -> None:
        knowledge = self.rulebook.knowledge
        given = ask.ask_each(self.out, self.tries.read, knowledge, names, self.today)
        self.keeper.answer(given)

    def _rest(self, now: Battery) -> None:
        """What no longer changes much, and sides that were seen to differ on one day only."""
        tests = self.rulebook.knowledge.tests
        once = {
            s.test for s in now.assessment.sides if s.says == "once" and s.days[0].on < self.today
        }
        rest = [
            item.test
            for item in now.items
            if item.test not in self.skipped
            and (
                (item.state == "to_do" and tests[item.test].stands_in_for is None)
                or (item.state == "later" and item.test in once)
            )
        ]
        if not rest:
            return
        self.out.print(testing_show.heading(_("Enough for today")))
        names = ", ".join(_(tests[name].title) for name in rest)
        self.out.print(Text(_("These are left: %(tests)s.") % {"tests": names}))
        self.out.print(Text(_("They are not likely to change much of what comes first.")))
        if not self.tries.yes(_("Do them anyway?")):
            return
        for name in rest:
            now = self.battery()
            if now.gate != "open" or not self._do(name, now):
                return

    def _do(self, name: str, now: Battery) -> bool:
        """One test; False when the person stops here."""
        knowledge = self.rulebook.knowledge
        test, item = knowledge.tests[name], by_id(now.items)[name]
        testing_show.one_test(self.out, test, item, self._minutes_left(now))
        hard = False
        for result in test.results:
            if test.paired:
                self.out.print(Text(words.test_name(test, result.side), style="bold"))
            outcome = self._side(test, result)
            if outcome.said == SPREAD:
                self._spread()
                return False
            if outcome.said == LATER:
                return False
            if outcome.said == SKIP:
                self.skipped.add(name)
                return True
            hard = hard or outcome.said == PAIN or outcome.worst
        return self._easier(test) if hard else True

    def _minutes_left(self, now: Battery) -> float:
        tests = self.rulebook.knowledge.tests
        return sum(
            item.minutes
            for item in now.items
            if item.state == "to_do"
            and item.test not in self.skipped
            and tests[item.test].stands_in_for is None
        )

    def _side(self, test: PhysicalTest, result: Result) -> Outcome:
        """All attempts of one side; each is stored at once, so that nothing told is lost."""
        outcome = Outcome(SKIP)
        for attempt in range(1, test.attempts + 1):
            outcome = self.tries.one(test, result, attempt, self.today)
            if outcome.said in (LATER, SKIP):
                return outcome
            self.keeper.measure(_values(result, outcome))
            if outcome.said == PAIN:
                self.out.print(Text(_("Good that you stopped. That says nothing about strength.")))
                new = _("Is this pain new or different? Then answer q, and run plumbline check.")
                self.out.print(Text(new))
            if outcome.said in (PAIN, SPREAD) or outcome.best or outcome.worst:
                return outcome
        return outcome

    def _spread(self) -> None:
        """Pain that went down a limb: the tests end, and the questions come again."""
        self.keeper.recheck()
        say = _(
            "The pain went further away from your spine, so that is enough for today. This "
            "movement is left out of your plan. Next: plumbline check asks whether anything is new."
        )
        self.out.print(Text(say, style="bold"))

    def _easier(self, hard: PhysicalTest) -> bool:
        """Offer the easier version of a test that was too hard."""
        now = self.battery()
        items = by_id(now.items)
        for test in self.rulebook.knowledge.tests.values():
            item: Item | None = items.get(test.id)
            offered = test.stands_in_for == hard.id and test.id not in self.skipped
            if offered and item and item.state == "to_do":
                told = {"test": _(test.title)}
                if self.tries.yes(_("There is an easier version: %(test)s. Try it?") % told):
                    return self._do(test.id, now)
                self.skipped.add(test.id)
        return True


def _values(result: Result, outcome: Outcome) -> dict[str, Value]:
    """A completed try stores its value; one that pain stopped stores nothing but that."""
    if outcome.said == PAIN and result.pain:
        return {result.pain: True}
    pain: dict[str, Value] = {result.pain: False} if result.pain else {}
    return {result.value: outcome.value, **pain}
