"""A trial that there is, and whether this person may do it today."""

from dataclasses import dataclass

from plumbline.care.n_of_1 import MayTry
from plumbline.knowledge.schema import Trial


@dataclass(frozen=True, slots=True)
class Choice:
    """A trial that there is, and whether it may be done today."""

    trial: Trial
    may: MayTry
    needs_plan: bool
    """It compares ways to follow a plan, and there is none that may be followed today."""

    @property
    def allowed(self) -> bool:
        return self.may.allowed and not self.needs_plan

    @property
    def settled(self) -> bool:
        """What speaks against it stays so, whatever is asked."""
        return bool(self.may.barred) or not (
            self.may.allowed or self.may.safety_first or self.may.questions
        )
