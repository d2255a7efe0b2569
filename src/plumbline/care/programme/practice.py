"""What somebody has been doing, and what they wish for: the parts of a plan that come from the
journal and not from the questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import PlainSerializer

from plumbline.care.programme.model import Programme
from plumbline.knowledge import Knowledge

Names = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str])]
"""Names without an order, stored in one."""
WishKind = Literal["like", "pin", "ban", "dose"]
By = Literal["person", "clinician"]


@dataclass(frozen=True, slots=True)
class Practice:
    """What the journal shows of the weeks until now; empty before the first."""

    week: int = 1
    """Which week of the plan this will be."""
    before: Programme | None = None
    done: Mapping[str, int] = field(default_factory=dict[str, int])
    """How often each exercise was done to its end."""
    hurt: Names = frozenset()
    """Stopped because of pain in the last two weeks."""
    fresh: Names = frozenset()
    """Came into the week less than seven days ago: still new, however often a week is solved."""
    last_session: date | None = None
    """The last day on which a session was begun."""
    begun: bool = True
    """Whether any session was begun, or anything ever backed off."""
    may_grow: bool = True
    """False after a check-in that backed off: then nothing may become more."""
    granted: str = ""
    """The exercise whose dose a clinician raises by one with this very solve."""
    earned: bool = False
    """A week is over, the last check-in allows a step, and the person is asked for a yes: then one
    dose may rise, a harder exercise may come, and a walk may grow."""

    @property
    def earlier(self) -> Programme | None:
        """The week this one grows from; None while nothing was begun, so that the first week may be
        made anew."""
        return self.before if self.begun or not self.may_grow else None

    @property
    def doses(self) -> Mapping[str, int]:
        """The dose of each exercise as it is now."""
        now = self.earlier.exercises if self.earlier else ()
        return {planned.exercise: planned.dose for planned in now}

    def shown_level(self, knowledge: Knowledge, chain: str | None) -> int:
        """The highest level that was done often enough, for one chain of muscles; 0: none yet."""
        enough = knowledge.value.shown_after.value
        exercises = (
            knowledge.exercises[name] for name, times in self.done.items() if times >= enough
        )
        return max((e.level for e in exercises if (e.chains[:1] or (None,))[0] == chain), default=0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of one exercise, and who said so."""

    kind: WishKind
    exercise: str
    by: By = "person"
    dose: int | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """All wishes that stand, one for each exercise at most."""

    all: tuple[Wish, ...] = ()

    def of(self, kind: WishKind) -> frozenset[str]:
        """The exercises with a wish of one kind."""
        return frozenset(wish.exercise for wish in self.all if wish.kind == kind)

    def on(self, exercise: str) -> Wish | None:
        """The wish for an exercise."""
        return next((wish for wish in self.all if wish.exercise == exercise), None)

    def with_(self, wish: Wish) -> "Wishes":
        """With this wish in the place of an earlier one for the same exercise."""
        return Wishes((*self.without(wish.exercise).all, wish))

    def without(self, exercise: str) -> "Wishes":
        """With no wish for an exercise."""
        return Wishes(tuple(wish for wish in self.all if wish.exercise != exercise))
