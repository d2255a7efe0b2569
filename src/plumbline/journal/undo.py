"""Take the last change of a plan back. Down is always open; up again only while nothing has
happened since that speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from plumbline.care.decision import read_programme
from plumbline.care.monitoring.check_in import BACKS_OFF
from plumbline.care.programme import Left, Planned, Programme, leave_out
from plumbline.care.today import may_follow
from plumbline.errors import NotReady
from plumbline.journal.casebook import Casebook, replayable
from plumbline.journal.coming_back import LIGHTER, SMALLER
from plumbline.journal.entries import programme_entry
from plumbline.journal.new_week import rests_on
from plumbline.journal.practice import Trace
from plumbline.journal.reading import data_of

ACCEPTED, NEW_WEEK = "accepted", "new_week"
CAN_BE_UNDONE = (ACCEPTED, SMALLER, NEW_WEEK, LIGHTER)
UNDONE = "undone"
RULE = "programme/undone"


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last change of the plan, and the plan as it would be without it; not stored."""

    event: int
    """The number of the change: another one, and it is another change."""
    because: str
    before: Programme
    after: Programme


class Undo:
    """Takes back the last change of a profile's plan."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook

    def last(self, today: date) -> Undoable | None:
        """The last change, if it can be undone today."""
        traces = self._book.traces()
        plans = [one for one in traces if one.kind == "programme"]
        if len(plans) < 2 or plans[-1].data["because"] not in CAN_BE_UNDONE:
            return None
        because, change = plans[-1].data["because"], plans[-1].id
        if because != ACCEPTED and not self._calm_since(change, today):
            return None
        if because == NEW_WEEK and self._rests_on_other_answers():
            return None
        earlier, now = self._pair(plans[-2].id)
        if now.suspended or earlier.suspended:
            return None
        return Undoable(change, because, now, self._back(earlier, now, today))

    def stored(self) -> tuple[Programme, Programme] | None:
        """The plan before its last change, and after it; None where it never changed."""
        plans = [one for one in self._book.traces() if one.kind == "programme"]
        return self._pair(plans[-2].id) if len(plans) > 1 else None

    def undo(self, today: date) -> Programme:
        """The plan as it was before. Raises NotReady where that is not open."""
        last = self.last(today)
        if last is None:
            raise NotReady("the last change of the plan cannot be undone")
        # Two taps on one button store one change.
        name = f"{UNDONE}.{today}.{last.before.start}.{last.before.version}"
        self._book.store([programme_entry(last.after, UNDONE)], name)
        return last.after

    def _calm_since(self, change: int, today: date) -> bool:
        """Whether nothing has backed off, hurt or been wished for since the change, and the plan
        may be followed."""
        wish = self._book.latest("wish")
        if wish is not None and wish.id > change:
            return False
        if any(_speaks_against(one) for one in self._book.traces() if one.id > change):
            return False
        return may_follow(self._book.standing(today), self._book.programme())

    def _rests_on_other_answers(self) -> bool:
        """Whether the week before was made of other answers: it may not fit the day any more."""
        made = [replayable(event) for event in self._book.events("decision")[-2:]]
        told = [rests_on(one.inputs["record"]) for one in made if one is not None]
        return any(one != told[0] for one in told)

    def _pair(self, event: int) -> tuple[Programme, Programme]:
        """The programme of an event, and the one after it."""
        events = self._book.events("programme", after=event - 1)
        earlier, now = (read_programme(data_of(one)["programme"]) for one in events[:2])
        return earlier, now

    def _back(self, earlier: Programme, now: Programme, today: date) -> Programme:
        """The earlier plan, without what is barred today; what hurt stays as it is now."""
        hurt = self._book.practice(today).hurt
        present = {one.exercise: one for one in now.exercises}
        kept = tuple(
            _calmer(one, present) if one.exercise in hurt else one for one in earlier.exercises
        )
        gone = tuple(
            Left(one.exercise, RULE, "hurt")
            for one, stays in zip(earlier.exercises, kept, strict=True)
            if stays is None
        )
        back = earlier
        if kept != earlier.exercises:
            exercises = tuple(one for one in kept if one is not None)
            left_out = (*earlier.left_out, *gone)
            back = replace(earlier, exercises=exercises, left_out=left_out, proof=None)
        known = self._book.standing(today).known
        able = leave_out(self._rulebook, known, back)
        return replace(able, version=now.version + 1, changed_by=RULE)


def _calmer(earlier: Planned, present: Mapping[str, Planned]) -> Planned | None:
    """What hurt, at the dose that is the lower one; None where it is not in the plan any more."""
    now = present.get(earlier.exercise)
    if now is None:
        return None
    return min(earlier, now, key=lambda one: (one.dose, one.minutes))


def _speaks_against(trace: Trace) -> bool:
    match trace.kind:
        case "review":
            return trace.data["action"] in BACKS_OFF
        case "flare" | "recheck":
            return True
        case "session":
            marks = trace.data["done"].values()
            swaps = trace.data.get("swapped", {}).values()
            hurts = any(swap.get("because") == "hurts" for swap in swaps)
            return "stopped_pain" in marks or hurts
        case _:
            return False
