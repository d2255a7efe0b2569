"""How a movement is counted: the seconds of one repetition, and which of them are the hold."""

from dataclasses import dataclass

from plumbline.motion.movement import Movement


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of one repetition: it is held from `into` to `leave`, and ends at `period`.

    A movement without a held pose (walking) has `into` and `leave` 0: it goes on while one holds.
    """

    period: float
    into: float
    leave: float


def tempo(movement: Movement) -> Tempo:
    """The tempo in which the figure of a movement moves; the pose kept longest is the hold."""
    held = max(movement.keys[1:], key=lambda key: key.hold, default=None)
    if held is None or not held.hold:
        return Tempo(movement.period, 0.0, 0.0)
    return Tempo(movement.period, held.at, held.at + held.hold)
