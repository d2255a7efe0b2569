"""After recovery, out of the journal: the lighter plan is offered, "it is back" begins afresh."""

from datetime import date, timedelta

from plumbline.care.programme import Programme, suspend
from plumbline.care.staying_well import comes_back, is_well, lighter
from plumbline.care.today import may_follow
from plumbline.errors import NotReady
from plumbline.journal.casebook import Casebook
from plumbline.journal.entries import programme_entry
from plumbline.journal.following import BACK, STAYS, WELL, Following
from plumbline.journal.reading import data_of
from plumbline.knowledge.schema import StayingWell as Rule


class StayingWell:
    """Offers a profile the lighter plan, and stores the answers."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook

    @property
    def rule(self) -> Rule:
        return self._rulebook.knowledge.staying_well

    @property
    def _following(self) -> Following:
        return self._book.following

    def offered(self, today: date) -> bool:
        """Whether the lighter plan is offered: well for weeks, safe, and not just declined."""
        programme, following = self._book.programme(), self._following
        if following.is_well or not may_follow(self._book.standing(today), programme):
            return False
        no = self._book.latest(STAYS)
        quiet = timedelta(days=self.rule.held_days.value)
        if no is not None and today - date.fromisoformat(data_of(no)["on"]) < quiet:
            return False
        return is_well(self.rule, following.pain, today)

    def accept(self, today: date) -> Programme:
        """The lighter plan, as the person said yes to. Raises NotReady where it is not offered."""
        programme = self._book.programme()
        if programme is None or not self.offered(today):
            raise NotReady("a lighter plan is not on offer")
        after = lighter(self.rule, programme)
        self._book.store([(WELL, {"on": today.isoformat()}), programme_entry(after, WELL)])
        return after

    def decline(self, today: date) -> None:
        """Keep the plan; it is offered again after as many quiet days."""
        self._book.store([(STAYS, {"on": today.isoformat()})])

    def warns(self, today: date) -> bool:
        """Whether somebody who was well should be asked whether it is back."""
        return self._following.is_well and comes_back(self.rule, self._following.pain, today)

    def is_back(self, today: date) -> None:
        """It is back: every symptom is asked anew, and after that a new plan is made. All that was
        told before is kept."""
        programme = self._book.programme()
        if programme is None:
            raise NotReady("there is no plan")
        stopped = suspend(programme, BACK)
        told = {"on": today.isoformat()}
        self._book.store([(BACK, told), ("recheck", told), programme_entry(stopped, BACK)])

    def next_check_in(self, today: date) -> date | None:
        """The day of the next monthly check-in of somebody who is well; None for all others."""
        if not self._following.is_well:
            return None
        every = timedelta(days=self.rule.check_in_days.value)
        return max(today, (self._following.told_last() or today) + every)
