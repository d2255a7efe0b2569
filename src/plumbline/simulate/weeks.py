"""What comes by the week while somebody is followed: new weeks, reviews, the way back after silent
days, and the lighter plan after recovery. The person answers; the real doors decide."""

from typing import Protocol

from plumbline.knowledge.schema.rhythm import Silence as SilenceRule
from plumbline.simulate.body import Body
from plumbline.simulate.house import Case, day_of
from plumbline.simulate.log import Log, Reviewed, Silence

WEEK = 7


class Noticing(Protocol):
    """Takes down every programme that was stored since."""

    def __call__(self, day: int, *, agreed: bool) -> None: ...


class Weeks:
    """The weeks of one person."""

    def __init__(
        self, body: Body, log: Log, case: Case, silence: SilenceRule, notice: Noticing
    ) -> None:
        self._body, self._log, self._case, self._notice = body, log, case, notice
        self._silence = silence
        self._looked = 0
        self._met = (0, 0)
        """The last silence that was met: since when, and for how many times the longer span."""

    def come_back(self, day: int, last_told: int) -> None:
        """After silent days: what the app makes of it, and a yes or a no to a smaller plan."""
        sizes, silent = self._silence, day - last_told
        met = last_told, silent // sizes.lighter_after_days
        # In one silence the answer is the same until it has lasted longer.
        if silent < sizes.smaller_after_days or met == self._met:
            return
        self._met = met
        door, on = self._case.coming_back, day_of(day)
        if door.silent_days(on) < sizes.smaller_after_days:
            return
        eased = door.ease(on) is not None
        self._notice(day, agreed=False)
        offered = not eased and door.offer(on) is not None
        self._log.silences.append(Silence(day, silent, eased or offered))
        if not offered:
            return
        if self._agrees(day):
            door.accept(on)
        else:
            door.keep(on)
        self._notice(day, agreed=True)

    def answer(self, day: int) -> None:
        """Once a week: the review where one is due, the lighter plan, and the new week."""
        if day - self._looked < WEEK:
            return
        self._looked = day
        self._review(day)
        if self._well(day):
            return
        on, weeks = day_of(day), self._case.weeks
        if not weeks.occasions(on):
            return
        if self._agrees(day):
            weeks.accept(on)
            self._notice(day, agreed=True)
        else:
            weeks.stay(on)

    def _review(self, day: int) -> None:
        on, book = day_of(day), self._case.book
        if book.following.review_due(on) is not None:
            self._log.reviews.append(Reviewed(day, book.review_plan(on).level))

    def _well(self, day: int) -> bool:
        """Whether they are well, or were, and it is back."""
        on, door = day_of(day), self._case.staying_well
        if door.warns(on):
            door.is_back(on)
            self._notice(day, agreed=False)
            return True
        if not door.offered(on):
            return False
        if not self._agrees(day):
            door.decline(on)
            return False
        door.accept(on)
        self._log.well = day
        self._notice(day, agreed=True)
        return True

    def _agrees(self, day: int) -> bool:
        person = self._body.person
        return person.luck.agrees[day] < person.habits.agrees
