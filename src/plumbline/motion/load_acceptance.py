"""What the load model is held against, and how it does.

Only ratios to standing are compared: the measurements are of disc pressure in one man and of
implants in a few patients, and neither gives newtons of this model. A model with an error of more
than `MOST_ERROR` on any posture is not shown in newtons; the published class is used instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from plumbline.knowledge.schema import Basis
from plumbline.motion.load import movement_load
from plumbline.motion.load_postures import POSTURES, Posture

MOST_ERROR: Final = 0.3
"""As a part of what was measured."""
PRESSURE_BASIS: Final = Basis(
    status="derived",
    sources=("wilke99",),
    note="Pressure in the disc L4-5 of one man of 45 years, divided by that of standing.",
)
TELEMETRY_BASIS: Final = Basis(
    status="verified",
    sources=("rohlmann14_exercises",),
    note="Forces on implants in five patients: which exercises load less than walking, and which "
    "as much or more.",
)
SITTING_BASIS: Final = Basis(
    status="derived",
    note="The studies of sitting disagree, 92 and 140 % of standing; anything between is taken.",
)
RISING: Final = (
    "prone", "side", "standing", "flexed", "held_close", "lift_knees", "lift_round",
)  # fmt: skip
"""Sitting stands beside standing, between lying and bending; how near is one of the bands."""
BANDS: Final = {
    "flexed": (1.8, 2.6),
    "lift_round": (3.5, 5.5),
    "held_close": (1.8, 2.6),
    "sitting": (0.9, 1.4),
}
"""Lowest and highest accepted multiple of standing; basis: PRESSURE_BASIS, SITTING_BASIS."""
BELOW_WALKING: Final = ("leg_raise", "abduction", "bird_dog_leg", "hollowing")
FROM_WALKING: Final = ("bridge", "bird_dog_arm", "bird_dog", "both_legs", "arching")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One acceptance test: what it asks, what the model gives, whether that passes."""

    test: str
    asks: str
    gives: str
    passed: bool


@cache
def ratio(name: str) -> float:
    """A posture's compression as a multiple of standing."""
    return _compression(POSTURES[name]) / _compression(POSTURES["standing"])


def told(name: str) -> bool:
    """Whether statics settles the posture at all."""
    return bool(movement_load(POSTURES[name].movement()).told[0])


def lies(name: str) -> bool:
    """Whether the trunk lies, so that the ratio is the least that the posture can ask."""
    return bool(movement_load(POSTURES[name].movement()).lies[0])


def error(posture: Posture) -> float | None:
    """How far off the model is, as a part of what was measured; None: nothing was measured."""
    return None if posture.measured is None else ratio(posture.name) / posture.measured - 1


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Every acceptance test in its order."""
    return (*_order(), *_bands(), *_exercises(), *_errors())


def shows_newtons() -> bool:
    """Whether the model may be shown in newtons: only when it passes every test."""
    return all(outcome.passed for outcome in outcomes())


def _order() -> Iterator[Outcome]:
    for less, more in (*pairwise(RISING), ("side", "sitting"), ("sitting", "flexed")):
        yield _compared(less, more, "order of postures")


def _bands() -> Iterator[Outcome]:
    for name, (low, high) in BANDS.items():
        found = ratio(name)
        asks = f"{_title(name)}: {low:g} to {high:g} times standing"
        yield Outcome("ratio to standing", asks, f"{found:.2f}", low <= found <= high)


def _exercises() -> Iterator[Outcome]:
    for name in BELOW_WALKING:
        yield _compared(name, "walking", "order of exercises")
    for name in FROM_WALKING:
        yield _compared("walking", name, "order of exercises", strictly=False)


def _errors() -> Iterator[Outcome]:
    for posture in POSTURES.values():
        off = error(posture)
        if off is not None and posture.name != "standing":
            asks = f"{posture.title}: within {MOST_ERROR:.0%} of {posture.measured:g}"
            gives = f"{ratio(posture.name):.2f}, off by {off:+.0%}"
            if not told(posture.name):
                gives = f"cannot tell ({gives})"
            yield Outcome("error", asks, gives, told(posture.name) and abs(off) <= MOST_ERROR)


def _compared(less: str, more: str, test: str, *, strictly: bool = True) -> Outcome:
    one, other = ratio(less), ratio(more)
    middle = "less than" if strictly else "no more than"
    asks = f"{_title(less)} loads {middle} {_title(more, inside=True)}"
    if (lies(less) and lies(more)) or not (told(less) and told(more)):
        # Lying, both are only the least that the posture can ask.
        return Outcome(test, asks, f"cannot tell ({one:.2f} and {other:.2f})", False)
    passed = one < other if strictly else one <= other
    return Outcome(test, asks, f"{one:.2f} and {other:.2f}", passed)


def _compression(posture: Posture) -> float:
    return float(movement_load(posture.movement(), posture.person).compression[0])


def _title(name: str, *, inside: bool = False) -> str:
    title = POSTURES[name].title
    return title[0].lower() + title[1:] if inside else title
