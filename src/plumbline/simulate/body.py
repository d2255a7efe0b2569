"""How a made-up body feels from day to day, and what it makes of what was done with it."""

from collections import deque
from dataclasses import dataclass, field

from plumbline.simulate.model import People
from plumbline.simulate.person import WORST, Person

USUAL_DAYS = 7


@dataclass(slots=True)
class Body:
    """One body on one day after the other: `wake` begins a day, `do` is what it does on it."""

    people: People
    person: Person
    day: int = -1
    pain: float = 0.0
    """Today's pain, 0 to 10, not rounded."""
    soreness: float = 0.0
    """What too much will add to it tomorrow."""
    sore: float = 0.0
    """What it adds today."""
    helped: float = 0.0
    """Points that fitting sessions have taken off."""
    grown: float = 1.0
    """What the body bears, as a multiple of what it bore at first."""
    ratio: float | None = None
    """The last session's effort against what the body bore; None before the first."""
    session_day: int | None = None
    week: deque[float] = field(default_factory=lambda: deque[float](maxlen=USUAL_DAYS))

    def wake(self, day: int) -> None:
        """A new day: what was too much settles, and the natural course goes on."""
        self.day = day
        self.sore = self.soreness
        self.soreness *= 1 - self.people.dose.settles_by
        self.grown = max(1.0, self.grown * (1 - self.people.dose.fades_by))
        pain = self.person.course[day] - self.helped + self.sore + self._flare() + self._serious()
        self.pain = min(max(pain, 0.0), WORST)
        self.week.append(self.pain)

    def do(self, effort: float) -> None:
        """A session of so many minutes of level 1. Too much hurts from the next morning on; what
        fits helps a little, and the body bears more."""
        dose = self.people.dose
        if effort <= 0:
            return
        ratio = effort / (self.person.capacity * self.grown)
        self.ratio, self.session_day = ratio, self.day
        if ratio > dose.fits_to:
            self.soreness += min(dose.too_much_pain, dose.too_much_pain * (ratio - dose.fits_to))
        elif ratio >= dose.fits_from:
            self.helped += dose.helps_by * (dose.helps_most - self.helped)
            self.grown = min(dose.most_times, self.grown * (1 + dose.grows_by))

    @property
    def flaring(self) -> bool:
        return self._flare() > 0

    @property
    def flare_begins(self) -> bool:
        return any(flare.day == self.day for flare in self.person.flares)

    def _flare(self) -> float:
        """Pain of the flares of today: up at once, then straight down."""
        found = 0.0
        for flare in self.person.flares:
            since = self.day - flare.day
            if 0 <= since < flare.lasts:
                found += flare.height * (1 - since / flare.lasts)
        return found

    def _serious(self) -> float:
        serious = self.person.serious
        if serious is None or self.day < serious.day:
            return 0.0
        share = min(1.0, (self.day - serious.day + 1) / USUAL_DAYS)
        return self.people.causes.pain_more * share
