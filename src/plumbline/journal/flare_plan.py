"""The plan for a flare-up that somebody made beforehand; what was said last counts."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from plumbline.errors import BadInput
from plumbline.journal.casebook import Casebook
from plumbline.journal.reading import data_of
from plumbline.journal.values import checked_text

FLARE_PLAN = "flare_plan"
Warmth = Literal["heat", "cold", "either", "none"]
WARMTH: tuple[Warmth, ...] = get_args(Warmth)
LONGEST_CALL, LONGEST_HELPED = 120, 500


@dataclass(frozen=True, slots=True)
class FlarePlan:
    """What somebody wants to do in a flare-up, in their own choice and words."""

    on: date
    movements: tuple[str, ...] = ()
    """Exercises of their plan that feel good."""
    positions: tuple[str, ...] = ()
    """Drawings of the advice for the night."""
    warmth: Warmth = "none"
    keeps: tuple[str, ...] = ()
    """What they go on with."""
    call: str = ""
    """Whom they would call."""
    helped: str = ""
    """What helped last time."""


class FlarePlans:
    """A profile's plan for a flare-up."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook

    def last(self) -> FlarePlan | None:
        """The plan that counts."""
        event = self._book.latest(FLARE_PLAN)
        if event is None:
            return None
        told = data_of(event)
        lists = {name: tuple(told[name]) for name in ("movements", "positions", "keeps")}
        lines = {name: told[name] for name in ("warmth", "call", "helped")}
        return FlarePlan(date.fromisoformat(told["on"]), **lists, **lines)

    def missing(self, today: date) -> bool:
        """Whether it is time to make one and none was made."""
        followed = self._book.following.followed
        wait = self._rulebook.knowledge.rhythm.flare_plan.offered_after_days
        due = followed is not None and today - followed.began >= timedelta(days=wait)
        return due and self.last() is None

    def store(self, plan: FlarePlan, *, request_id: str | None = None) -> None:
        """Keep a plan. Raises BadInput for what cannot be kept."""
        most = self._rulebook.knowledge.rhythm.flare_plan.most_movements
        if len(plan.movements) > most or len(set(plan.movements)) < len(plan.movements):
            raise BadInput("movements", "are too many", allowed=f"up to {most} different ones")
        if not set(plan.movements) <= self._rulebook.knowledge.exercises.keys():
            raise BadInput("movements", "are not ours", allowed="exercises of the plan")
        if plan.warmth not in WARMTH:
            raise BadInput("warmth", "is not one of ours", allowed=", ".join(WARMTH))
        for name, longest in (("call", LONGEST_CALL), ("helped", LONGEST_HELPED)):
            said = getattr(plan, name)
            if said:
                checked_text(said, name, longest=longest)
        told = {**asdict(plan), "on": plan.on.isoformat()}
        self._book.store([(FLARE_PLAN, told)], request_id)
