"""What lifts, rolls or slides as a whole, in words: by heights in the world, not by joints."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from plumbline.motion import Frames, Movement
from plumbline.motion.skeleton import SIDES
from plumbline.present.figure_arms import degrees_between
from plumbline.present.words import N_, _

LEG, KNEE, CHEST, SLIDE, ROLL, FORWARD = 0.1, 0.06, 0.05, 0.15, 0.1, 0.06
"""Metres: what a foot and its knee, the chest, both hands on a wall, both knees to one side and
the pelvis of somebody who stands must move to be told."""
FORWARD_TIP = 14.0
"""Degrees from which on the trunk tips: that is told instead of the way forward."""
_FLOOR: Final = ("supine", "hook_lying", "prone", "side_lying", "quadruped")
_LEGS: Final = {
    "left": (N_("your left leg lifts"), N_("your left leg comes down")),
    "right": (N_("your right leg lifts"), N_("your right leg comes down")),
    "both": (N_("your legs lift"), N_("your legs come down")),
}
_CHESTS: Final = {
    "prone": (N_("your chest lifts"), N_("your chest comes down")),
    "supine": (N_("your head and shoulders lift"), N_("your head and shoulders come down")),
}
_SLIDE: Final = N_("your arms slide up the wall")
_ROLL: Final = (N_("your knees roll to the right"), N_("your knees roll to the left"))
_FORWARD: Final = N_("your body moves forward")


def parts_lift(movement: Movement, frames: Frames, index: int) -> Iterator[str]:
    """Clauses about legs, chest, knees and hands that go somewhere together."""
    legs = legs_lifted(movement, frames, index)
    if legs:
        way = 0 if _way(frames, f"foot_{legs[0]}", index)[1] > 0 else 1
        yield _(_LEGS["both" if len(legs) == 2 else legs[0]][way])
    chest, hips = _way(frames, "neck", index)[1], _way(frames, "pelvis", index)[1]
    lying = "supine" if movement.base in ("supine", "hook_lying") else movement.base
    if lying in _CHESTS and abs(chest) > CHEST and abs(hips) < CHEST:
        yield _(_CHESTS[lying][0 if chest > 0 else 1])
    knees = [_way(frames, f"shank_{side}", index)[2] for side in SIDES]
    if movement.base == "hook_lying" and min(np.abs(knees)) > ROLL and knees[0] * knees[1] > 0:
        yield _(_ROLL[0 if knees[0] > 0 else 1])
    hands = min(_way(frames, f"hand_{side}", index)[1] for side in SIDES)
    if hands > SLIDE and any(prop.kind == "wall" for prop in movement.props):
        yield _(_SLIDE)
    forward, rise, _side = _way(frames, "pelvis", index)
    tips = degrees_between(*frames.rotation("thorax")[index - 1 : index + 1, :, 1]) > FORWARD_TIP
    if movement.base == "standing" and forward > FORWARD > abs(rise) and not tips:
        yield _(_FORWARD)


def legs_lifted(movement: Movement, frames: Frames, index: int) -> list[str]:
    """The sides whose leg goes up or down as a whole, for somebody on the floor or a bed."""
    if movement.base not in _FLOOR:
        return []
    held = {rest.at for rest in (movement.anchor, *movement.pins)}
    found = [
        side
        for side in SIDES
        if not held & {f"foot_{side}", f"knee_{side}", f"toes_{side}"}
        and (foot := _way(frames, f"foot_{side}", index)[1])
        * (knee := _way(frames, f"shank_{side}", index)[1]) > 0
        and abs(foot) > LEG and abs(knee) > KNEE
    ]  # fmt: skip
    # Legs that cross each other are told by their joints.
    ways = {_way(frames, f"foot_{side}", index)[1] > 0 for side in found}
    return found if len(ways) < 2 else []


def _way(frames: Frames, segment: str, index: int) -> tuple[float, float, float]:
    """How far a segment's joint moves from the frame before, in metres: forward, up, right."""
    x, y, z = np.diff(frames.place(segment)[index - 1 : index + 1], axis=0)[0].tolist()
    return x, y, z
