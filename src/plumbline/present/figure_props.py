"""Things in the picture: chair, bed, wall, step and pillow, which stand; stick, band and weight.

Sizes are fractions of body height, chosen for a drawing.
"""

from dataclasses import dataclass

import numpy as np

from plumbline.motion import CONTACTS, Frames, Movement, Prop
from plumbline.motion.anthropometry import HEIGHT
from plumbline.motion.skeleton import SIDES
from plumbline.present.figure_body import Body, Part
from plumbline.present.figure_shapes import SCALE, Array, Lens, capsule, joined, polygon

_UP = np.array([0.0, 1.0, 0.0])
_SIZES = {
    "chair": (0.27, 0.018, 0.27),
    "bed": (1.15, 0.035, 0.42),
    "wall": (0.0, 1.2, 0.9),
    "step": (0.2, 0.1, 0.34),
    "pillow": (0.22, 0.0, 0.28),
    "towel": (0.08, 0.0, 0.2),
}
_LEG, _BACK = 0.02, 0.29
_BOTTLE = (0.0, 0.022, 0.055)
"""A weight in a hand: how far below the grip it hangs, half its width, half its length."""
_GRIP = -0.06
"""Where the fingers close around a thing, along the hand."""


@dataclass(frozen=True, slots=True)
class Face:
    """One flat face of a thing: its class and its corners in the picture (k, 2)."""

    look: str
    corners: Array


def fixed(prop: Prop) -> bool:
    """Whether a thing stands still."""
    return prop.kind in _SIZES


def solid(index: int, movement: Movement, frames: Frames, lens: Lens) -> list[Face]:
    """The faces of a thing that stands still, the farthest first."""
    prop = movement.props[index]
    size = np.array(prop.size or _SIZES[prop.kind]) * HEIGHT
    contact = CONTACTS[prop.at or movement.anchor.at]
    touch = contact.place(frames)[0] + np.array(prop.shift) * HEIGHT
    if prop.kind == "wall":
        return _wall(prop, touch, size, float(contact.clearance(frames, _UP)[0]), lens)
    top = touch[1] - contact.clearance(frames, _UP)[0]
    if prop.kind in ("chair", "bed"):
        return _table(prop.kind, touch, float(top), size, lens)
    floor = movement.anchor.raised * HEIGHT if prop.kind in ("pillow", "towel") else 0.0
    if prop.kind == "step":
        floor = float(top - size[1])
    half = np.array([size[0] / 2, 0, size[2] / 2])
    low, high = touch - half, touch + half
    low[1], high[1] = floor, max(float(top), floor + 0.02)
    return _box(low, high, prop.kind, lens)


def lying(prop: Prop, body: Body, scene: Frames) -> list[Part]:
    """A stick or a band between two places of the body, or from one to a fixed point."""
    if prop.kind not in ("stick", "band"):
        return []
    start = body.lens.see(CONTACTS[prop.at].place(body.frames))
    if prop.to:
        end = body.lens.see(CONTACTS[prop.to].place(body.frames))
    else:
        fixed_at = CONTACTS[prop.at].place(scene)[0] + np.array(prop.shift) * HEIGHT
        end = np.broadcast_to(body.lens.see(fixed_at), start.shape)
    if prop.kind == "band":
        return [Part("band", polygon(np.stack([start, end], axis=1), closed=False))]
    way = end - start
    beyond = way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6) * 0.12 * SCALE
    return [Part("stick", capsule(start - beyond, end + beyond, (0.012, 0.012)))]


def carried(movement: Movement, body: Body, side: str) -> list[Part]:
    """The weights in one hand: a bottle in the fist, or a bag that hangs in line with the hand."""
    hand, found = f"hand_{side}", list[Part]()
    for prop in _weights(movement, side):
        hang, half, long = prop.size or _BOTTLE
        low = _GRIP - hang
        found.append(
            Part(
                "weight", body.tube(((hand, (-long, low, 0)), (hand, (long, low, 0))), (half, half))
            )
        )
        if hang:
            straps = [
                body.tube(
                    ((hand, (end * 0.02, _GRIP, 0)), (hand, (end * (long + half / 2), low, 0))),
                    (0.007, 0.007),
                )
                for end in (-1, 1)
            ]
            found.append(Part("weight", joined(straps)))
    return found  # fmt: skip


def weight_ends(movement: Movement, frames: Frames) -> list[Array]:
    """How far down the weights in the hands reach, each (n, 3)."""
    return [
        frames.place(f"hand_{side}", (0.0, _GRIP - sum((prop.size or _BOTTLE)[:2]), 0.0))
        for side in SIDES
        for prop in _weights(movement, side)
    ]


def _weights(movement: Movement, side: str) -> list[Prop]:
    hand = f"hand_{side}"
    return [p for p in movement.props if p.kind == "weight" and CONTACTS[p.at].segment == hand]


def _wall(prop: Prop, touch: Array, size: Array, clear: float, lens: Lens) -> list[Face]:
    axis, sign = {"ahead": (0, 1), "behind": (0, -1), "right": (2, 1), "left": (2, -1)}[prop.to]
    across = 2 - axis
    corners = np.zeros((4, 3))
    corners[:, axis] = touch[axis] + sign * clear
    corners[:, across] = touch[across] + np.array([-1, 1, 1, -1]) * size[2] / 2
    corners[:, 1] = [0, 0, size[1], size[1]]
    return [Face("wall", lens.see(corners))]


def _table(kind: str, touch: Array, top: float, size: Array, lens: Lens) -> list[Face]:
    """A seat or a couch: a slab on four legs; a chair's hind legs carry its back."""
    length, thick, depth = size
    low = np.array([touch[0] - length / 2, top - thick, touch[2] - depth / 2])
    high = np.array([touch[0] + length / 2, top, touch[2] + depth / 2])
    leg, back = _LEG * HEIGHT, top + (_BACK * HEIGHT if kind == "chair" else 0)
    faces: list[Face] = []
    for x in (low[0], high[0] - leg):
        for z in (low[2], high[2] - leg):
            tall = back if x == low[0] else top
            faces += _box(np.array([x, 0, z]), np.array([x + leg, tall, z + leg]), kind, lens)
    faces += _box(low, high, kind, lens)
    if kind == "bed":
        return faces
    rest = np.array([low[0], top + 0.16 * HEIGHT, low[2]])
    return faces + _box(rest, np.array([low[0] + leg, back, high[2]]), kind, lens)


def _box(low: Array, high: Array, look: str, lens: Lens) -> list[Face]:
    """The three faces of a box that the viewer sees."""
    faces: list[Face] = []
    for axis, shade in ((0, "end"), (2, "side"), (1, "top")):
        one, two = (other for other in range(3) if other != axis)
        corners = np.zeros((4, 3))
        corners[:, axis] = high[axis] if lens.near[axis] > 0 else low[axis]
        corners[:, one] = [low[one], high[one], high[one], low[one]]
        corners[:, two] = [low[two], low[two], high[two], high[two]]
        faces.append(Face(f"{look} {shade}", lens.see(corners)))
    return faces
