"""A new week on offer: when a week is over, or when what the plan rests on has changed. Nothing
changes without a yes, and a no is remembered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from plumbline.care.cautions import objections
from plumbline.care.decision import Json, record_to_json
from plumbline.care.programme import Programme
from plumbline.journal.casebook import Casebook, replayable
from plumbline.journal.practice import WEEK, week_began
from plumbline.journal.reading import data_of
from plumbline.journal.values import Event

Occasion = Literal["week", "barred", "answers"]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
STAY = "stay"
RESTS_ON = (
    "minutes_per_day",
    "days_per_week",
    "can_get_to_floor",
    "uses_wheelchair",
    "stays_in_bed",
)
"""Answers that a plan is made of and no check-in asks; kit and goals are of them too."""
KINDS = ("kit_", "goal_")


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan as it would be, made anew for one or several reasons; not stored."""

    occasions: tuple[Occasion, ...]
    before: Programme
    after: Programme


class NewWeek:
    """Offers a profile's new weeks, and stores the answers."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook

    def occasions(self, today: date) -> tuple[Occasion, ...]:
        """Why a new week could be offered today; empty where safety is open or nothing speaks for
        it. After a check-in that backed off, no week is over."""
        programme, standing = self._book.programme(), self._book.standing(today)
        if programme is None or programme.suspended or not standing.may_plan:
            return ()
        if self._book.following.is_well:
            return ()  # a lighter plan was chosen, and stays
        said_no = self._book.latest(STAY)
        quiet = date.fromisoformat(data_of(said_no)["on"]) if said_no else date.min
        over = today - max(week_began(self._book.traces(), today), quiet) >= WEEK
        found: list[Occasion] = []
        if over and self._book.practice(today).may_grow:
            found.append("week")
        if self._barred(programme, said_no, today):
            found.append("barred")
        if self._rests_on_other_answers(said_no):
            found.append("answers")
        return tuple(found)

    def offer(self, today: date) -> Offer | None:
        """The plan as it would be; None where there is no occasion, or it would be the same."""
        occasions, before = self.occasions(today), self._book.programme()
        if not occasions or before is None:
            return None
        new_week = "week" in occasions
        after = self._book.would_be(today, self._book.wishes(), new_week=new_week)
        return Offer(occasions, before, after) if not _alike(before, after) else None

    def accept(self, today: date) -> Programme:
        """The person said yes. Raises NotReady while safety is open."""
        if "week" in self.occasions(today):
            return self._book.new_week(today)
        return self._book.replan(today)

    def stay(self, today: date) -> None:
        """Stay as it is."""
        self._book.store([(STAY, {"on": today.isoformat(), "answers": dict(self._answers())})])

    def _barred(self, programme: Programme, said_no: Event | None, today: date) -> bool:
        """Whether something has left the plan since it was made, or may not be done today."""
        last = next(one for one in reversed(self._book.traces()) if one.kind == "programme")
        if last.data["because"] == "measured":
            return said_no is None or said_no.id < last.id
        known = self._book.standing(today).known
        exercises = (
            self._rulebook.knowledge.exercises[one.exercise] for one in programme.exercises
        )
        barred = any(
            objection.blocks and objection.known
            for exercise in exercises
            for objection in objections(self._rulebook, known, exercise)
        )
        return barred and (said_no is None or said_no.id < last.id)

    def _rests_on_other_answers(self, said_no: Event | None) -> bool:
        made = self._book.latest("decision")
        decision = replayable(made) if made else None
        if made is None or decision is None:
            return False
        if said_no is not None and said_no.id > made.id:
            return self._answers() != data_of(said_no)["answers"]
        return self._answers() != rests_on(decision.inputs["record"])

    def _answers(self) -> Mapping[str, Any]:
        return rests_on(record_to_json(self._book.record()))


def rests_on(record: Json) -> dict[str, Any]:
    """The answers that a plan is made of; what was never asked counts as no."""
    return {
        name: answer["value"]
        for name, answer in record["answers"].items()
        if (name in RESTS_ON or name.startswith(KINDS)) and answer["value"] is not False
    }


def _alike(before: Programme, after: Programme) -> bool:
    """Whether two weeks ask for the same, whatever day they begin."""

    def asks(programme: Programme) -> object:
        exercises = {(one.exercise, one.dose, one.more_on) for one in programme.exercises}
        walks = max((day.walk_minutes for day in programme.days), default=0)
        sessions = sum(day.session for day in programme.days)
        active = sum(day.session or day.walk_minutes > 0 for day in programme.days)
        return exercises, walks, sessions, active, programme.aerobic

    return asks(before) == asks(after)
