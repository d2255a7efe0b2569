"""What a person uses beside their plan: something passive only ever accompanies an active plan."""

from dataclasses import dataclass
from datetime import date

from plumbline.care.treatment_options import Option, fitting, option
from plumbline.errors import BadInput, NotReady
from plumbline.journal.casebook import Casebook
from plumbline.journal.reading import data_of

KIND = "beside"
USABLE = ("fits", "may_fit", "unproven", "no_evidence")
"""What is harmless for somebody may go along with a plan, also where nobody knows if it helps."""


@dataclass(frozen=True, slots=True)
class Companion:
    """One treatment beside the plan, since when, and whether it still is an option."""

    option: Option
    since: date


class Beside:
    """A profile's treatments beside the plan."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook

    def now(self, today: date) -> tuple[Companion, ...]:
        """What is used beside the plan, in the order it was added, each looked at anew: what has
        become wrong for the person since says so."""
        since: dict[str, date] = {}
        for told in map(data_of, self._book.events(KIND)):
            if told["used"]:
                since.setdefault(told["treatment"], date.fromisoformat(told["on"]))
            else:
                since.pop(told["treatment"], None)
        there = self._rulebook.knowledge.treatments
        return tuple(
            Companion(self.option(name, today), on) for name, on in since.items() if name in there
        )

    def option(self, treatment: str, today: date) -> Option:
        """One treatment for this person today. Raises BadInput for one there is not."""
        thing = self._rulebook.knowledge.treatments.get(treatment)
        if thing is None or not thing.uses:
            raise BadInput("treatment", "is not one of ours")
        standing = self._book.standing(today)
        return option(self._rulebook, standing.known, fitting(standing.patterns), thing)

    def may_add(self, found: Option, today: date) -> bool:
        """Something passive that is an option, beside a plan that may be followed."""
        programme = self._book.programme()
        standing = self._book.standing(today)
        follows = (
            programme is not None and not programme.suspended and standing.triage.exercise_allowed
        )
        usable = found.fit in USABLE
        return found.treatment.passive and found.state in ("open", "caution") and usable and follows

    def add(self, treatment: str, today: date) -> None:
        """Use it beside the plan. Raises NotReady where it is no option, or there is no plan."""
        found = self.option(treatment, today)
        if not self.may_add(found, today):
            raise NotReady("only what suits you goes beside a plan that you may follow")
        if treatment not in {one.option.treatment.id for one in self.now(today)}:
            self._store(treatment, today, used=True)

    def remove(self, treatment: str, today: date) -> None:
        """Leave it; it needs no reason."""
        if treatment in {one.option.treatment.id for one in self.now(today)}:
            self._store(treatment, today, used=False)

    def _store(self, treatment: str, today: date, *, used: bool) -> None:
        told = {"on": today.isoformat(), "treatment": treatment, "used": used}
        self._book.store([(KIND, told)])
