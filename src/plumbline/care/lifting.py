"""What the revised lifting equation says to a weight: a mark for workplaces, never a promise.

RWL = LC x HM x VM x DM x AM x FM x CM (Waters, Putz-Anderson and Garg, NIOSH publication 94-110).
Height and grip are taken at both ends of the lift and the less favourable counts; how often is
rounded up to the next row of the table: where we had a choice, the mark is the lower one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plumbline.knowledge.schema.lifting import Duration, Grip, Lifting, Linear

Factor = Literal["reach", "height", "way", "turn", "often", "grip"]
Says = Literal["within", "above", "far_above", "outside"]
"""Load by mark: up to 1; up to 3; more; or the equation has no weight at all for such a lift."""


@dataclass(frozen=True, slots=True)
class Lift:
    """One kind of lift, with both hands. Lengths in cm, from the ankles and from the floor."""

    kg: float
    reach: float
    """From the middle between the ankles to the hands, flat along the floor."""
    start: float
    """Height of the hands where the lift begins."""
    end: float
    turn: float = 0
    """How far the load lies to the side, in degrees; 0 is straight ahead."""
    per_minute: float = 0.2
    lasts: Duration = "short"
    grip: Grip = "fair"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the equation says to a lift; `index` is None where its mark is 0 kg."""

    kg: float
    index: float | None
    says: Says
    factors: Mapping[Factor, float]

    @property
    def most(self) -> Factor | None:
        """What lowers the mark most; None where nothing does."""
        name = min(self.factors, key=lambda factor: self.factors[factor])
        return name if self.factors[name] < 1 else None


def mark(rules: Lifting, lift: Lift) -> Mark:
    """The mark for a lift. Measures may be any number; below the nearest or least, the factor
    is 1."""
    low = min(lift.start, lift.end) < rules.low_hands.value
    factors: dict[Factor, float] = {
        "reach": _reach(rules, lift.reach),
        "height": min(_linear(rules.height, lift.start), _linear(rules.height, lift.end)),
        "way": _way(rules, abs(lift.end - lift.start)),
        "turn": _linear(rules.turn, lift.turn),
        "often": _often(rules, lift, low),
        "grip": next(r.low if low else r.high for r in rules.grip.rows if r.grip == lift.grip),
    }
    kg = rules.load.value
    for factor in factors.values():
        kg *= factor
    index = lift.kg / kg if kg > 0 else None
    return Mark(kg, index, _says(rules, index), factors)


def _says(rules: Lifting, index: float | None) -> Says:
    if index is None:
        return "outside"
    if index <= rules.raised.value:
        return "within"
    return "above" if index <= rules.high.value else "far_above"


def _reach(rules: Lifting, reach: float) -> float:
    if reach > rules.reach.most.value:
        return 0.0
    return min(1.0, rules.reach.near.value / max(reach, rules.reach.near.value))


def _linear(factor: Linear, measure: float) -> float:
    if measure > factor.most.value:
        return 0.0
    return max(0.0, 1 - factor.slope.value * abs(measure - factor.best.value))


def _way(rules: Lifting, way: float) -> float:
    if way > rules.way.most.value:
        return 0.0
    over = rules.way.over.value / max(way, rules.way.least.value)
    return min(1.0, rules.way.base.value + over)


def _often(rules: Lifting, lift: Lift, low: bool) -> float:
    table = rules.frequency
    if low and lift.per_minute > table.low_most[lift.lasts]:
        return 0.0
    for row in table.rows:
        if lift.per_minute <= row.lifts:
            return float(getattr(row, lift.lasts))
    return 0.0
