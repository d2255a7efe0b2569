"""Coming back after silent days: a smaller plan is offered once, and after a longer break the plan
is one step lighter. A silence is never counted against anybody, and days off are no silence."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plumbline.care.impairments import assess
from plumbline.care.programme import Programme, leave_out
from plumbline.care.programme.build import ask
from plumbline.care.programme.smaller import lighter, smaller
from plumbline.care.today import may_follow
from plumbline.errors import NotReady
from plumbline.journal.casebook import Casebook
from plumbline.journal.entries import programme_entry
from plumbline.journal.journal import Entry
from plumbline.journal.reading import data_of

SILENCE = "silence"
"""The event that says what followed from silent days: one for each silence, two at most."""
SMALLER, LIGHTER = "smaller", "lighter"
"""Why a programme was stored, for a yes to the smaller plan and for the step back by itself."""
Answer = Literal["smaller", "lighter", "keep"]


@dataclass(frozen=True, slots=True)
class Smaller:
    """The plan as it would be; not stored."""

    silent_days: int
    before: Programme
    after: Programme


@dataclass(frozen=True, slots=True)
class _Said:
    on: date
    answer: Answer


class ComingBack:
    """A profile's breaks, and what follows from them."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook
        self._numbers = self._rulebook.knowledge.rhythm.silence

    def silent_days(self, today: date) -> int:
        """Days since the person last told anything, without the days they took off."""
        silent = self._book.following.silent_days(today)
        since = today - timedelta(days=silent)
        return silent - sum(since < day <= today for day in self._book.agenda.changes().off)

    def offer(self, today: date) -> Smaller | None:
        """A smaller plan; None where there was no silence, where the person has answered, and
        where the plan is as small as it gets."""
        silent, before = self.silent_days(today), self._followed(today)
        asks = silent >= self._numbers.smaller_after_days and self._last(today) is None
        if before is None or not asks:
            return None
        after = self._smaller(before, today)
        return Smaller(silent, before, after) if after != before else None

    def accept(self, today: date) -> Programme:
        """Make the plan smaller, as the person said yes to. Raises NotReady where that is not on
        offer."""
        offer = self.offer(today)
        if offer is None:
            raise NotReady("a smaller plan is not on offer")
        self._book.store([self._said("smaller", today), programme_entry(offer.after, SMALLER)])
        return offer.after

    def keep(self, today: date) -> None:
        """Keep the plan as it is. It is not asked again in this silence."""
        self._book.store([self._said("keep", today)])

    def ease(self, today: date) -> Programme | None:
        """After a longer break: one step back, once, without a question. None where nothing
        changed. Who said "keep it" is only taken at their word for as long again."""
        long, silent = self._numbers.lighter_after_days, self.silent_days(today)
        last, before = self._last(today), self._followed(today)
        if silent < long or before is None:
            return None
        if last and (last.answer != "keep" or (today - last.on).days < long):
            return None
        known = self._book.standing(today).known
        eased = leave_out(self._rulebook, known, lighter(self._rulebook.knowledge, before))
        # The same for two pages that open side by side: stored once.
        name = f"{LIGHTER}.{self._since(today).isoformat()}"
        if eased == before:
            self._book.store([self._said("keep", today)], name)  # as gentle as it gets
            return None
        self._book.store([self._said("lighter", today), programme_entry(eased, LIGHTER)], name)
        return eased

    def eased(self, today: date) -> bool:
        """Whether the plan is lighter because of the silence that still lasts."""
        last = self._last(today)
        plans = [one.data["because"] for one in self._book.traces() if one.kind == "programme"]
        return last is not None and last.answer == "lighter" and plans[-1:] == [LIGHTER]

    # Inside

    def _since(self, today: date) -> date:
        """The day on which this silence began: its name."""
        return today - timedelta(days=self._book.following.silent_days(today))

    def _followed(self, today: date) -> Programme | None:
        """The programme, where it may be followed today."""
        if self._book.following.is_well:
            return None  # nobody waits for them every day
        programme = self._book.programme()
        return programme if may_follow(self._book.standing(today), programme) else None

    def _last(self, today: date) -> _Said | None:
        """What followed from this silence until now."""
        event = self._book.latest(SILENCE)
        told = data_of(event) if event else {}
        if told.get("since") != self._since(today).isoformat():
            return None
        return _Said(date.fromisoformat(told["on"]), told["answer"])

    def _smaller(self, before: Programme, today: date) -> Programme:
        known = self._book.standing(today).known
        first = assess(self._rulebook.knowledge, self._book.record(), known).priorities
        practice, wishes = self._book.practice(today), self._book.wishes()
        problem = ask(self._rulebook, known, first, practice, wishes).problem
        return smaller(self._rulebook.knowledge, problem, before)

    def _said(self, answer: Answer, today: date) -> Entry:
        since = self._since(today).isoformat()
        return SILENCE, {"on": today.isoformat(), "since": since, "answer": answer}
