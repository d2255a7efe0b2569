"""Where the arms of a figure point, in words: by what is seen, not by the shoulder's angles."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from plumbline.motion import Frames, Movement
from plumbline.motion.skeleton import SIDES
from plumbline.present.figure_shapes import Array
from plumbline.present.words import N_, _

CLEAR, STRAIGHT, TURNED = 0.75, 45.0, 25.0
"""How nearly an arm points one way to be told so (cosine), how much its elbow may bend for that,
and how far it must have turned in the world to be told again; degrees."""
LIFT = 0.06
"""How far a hand rises, in metres, for somebody on their front to have lifted the arm."""
_LYING: Final = ("supine", "hook_lying")
_ARE: Final = {
    "up": (N_("Your left arm is stretched past your head."),
           N_("Your right arm is stretched past your head."),
           N_("Your arms are stretched past your head.")),
    "front": (N_("Your left arm points forward."), N_("Your right arm points forward."),
              N_("Your arms point forward.")),
    "ceiling": (N_("Your left arm points to the ceiling."),
                N_("Your right arm points to the ceiling."),
                N_("Your arms point to the ceiling.")),
    "side": (N_("Your left arm is out to the side."), N_("Your right arm is out to the side."),
             N_("Your arms are out to the sides.")),
}  # fmt: skip
_GO: Final = {
    "up": (N_("your left arm reaches up past your head"),
           N_("your right arm reaches up past your head"),
           N_("your arms reach up past your head")),
    "front": (N_("your left arm reaches forward"), N_("your right arm reaches forward"),
              N_("your arms reach forward")),
    "ceiling": (N_("your left arm points to the ceiling"),
                N_("your right arm points to the ceiling"), N_("your arms point to the ceiling")),
    "side": (N_("your left arm opens to the side"), N_("your right arm opens to the side"),
             N_("your arms open to the sides")),
    "back": (N_("your left elbow draws back"), N_("your right elbow draws back"),
             N_("your elbows draw back")),
    "lift": (N_("your left arm lifts"), N_("your right arm lifts"), N_("your arms lift")),
    "down": (N_("your left arm comes down"), N_("your right arm comes down"),
             N_("your arms come down")),
}  # fmt: skip


def arms_at(movement: Movement, frames: Frames) -> Iterator[str]:
    """Whole sentences about free arms that are stretched somewhere in the only frame."""
    where = {side: _where(movement, frames, side, 0) for side in free_arms(movement)}
    for way in _ARE:
        sides = [side for side in where if where[side] == way]
        if sides:
            yield _(_ARE[way][_index(sides)])


def arms_go(movement: Movement, frames: Frames, index: int) -> list[str]:
    """Clauses about free arms that point elsewhere in frame `index` than in the one before."""
    found: dict[str, list[str]] = {}
    for side in free_arms(movement):
        turn = degrees_between(*_upper(frames, side)[index - 1 : index + 1])
        way = _where(movement, frames, side, index) or _elbow(frames, side, index)
        rise = float(np.diff(frames.place(f"hand_{side}")[index - 1 : index + 1, 1])[0])
        if movement.base == "prone" and rise > LIFT:
            found.setdefault("lift", []).append(side)
        elif way == _where(movement, frames, side, index - 1):
            continue
        elif turn >= TURNED and way and (way != "down" or movement.base not in _LYING):
            found.setdefault(way, []).append(side)
    return [_(_GO[way][_index(sides)]) for way, sides in found.items()]


def free_arms(movement: Movement) -> list[str]:
    """The sides whose hand and forearm rest on nothing."""
    held = {rest.at for rest in (movement.anchor, *movement.pins)}
    return [side for side in SIDES if not held & {f"hand_{side}", f"forearm_{side}"}]


def degrees_between(first: Array, second: Array) -> float:
    """The angle between two directions (3)."""
    cosine = first @ second / (np.linalg.norm(first) * np.linalg.norm(second))
    return float(np.rad2deg(np.arccos(np.clip(cosine, -1, 1))))


def _index(sides: list[str]) -> int:
    return 2 if len(sides) == 2 else SIDES.index(sides[0])


def _upper(frames: Frames, side: str) -> Array:
    return frames.place(f"forearm_{side}") - frames.place(f"upper_arm_{side}")


def _where(movement: Movement, frames: Frames, side: str, index: int) -> str | None:
    """Which way a straight arm points, seen from the trunk."""
    if frames.angle(f"elbow_{side}_flexion")[index] > STRAIGHT:
        return None
    arm = (frames.place(f"hand_{side}") - frames.place(f"upper_arm_{side}"))[index]
    front, up, right = frames.rotation("thorax")[index].T @ (arm / np.linalg.norm(arm))
    ahead, top = "ceiling" if movement.base in _LYING else "front", "up"
    if movement.base == "quadruped":
        ahead, top = "down", "front"
    outward = right if side == "right" else -right
    ways = {top: up, ahead: front, "side": outward, "back" if top == "front" else "down": -up}
    best = max(ways, key=lambda way: float(ways[way]))
    return best if ways[best] > CLEAR else None


def _elbow(frames: Frames, side: str, index: int) -> str | None:
    """Whether the elbow of a bent arm is drawn behind the trunk."""
    behind = [
        -(frames.rotation("thorax")[i].T @ _upper(frames, side)[i])[0] for i in (index - 1, index)
    ]
    return "back" if behind[1] > 0 and behind[1] - behind[0] > 0.1 else None
