"""An exercise bike: a frame that stands still, and cranks that turn with the feet.

It is built around the person: saddle below the pelvis, grips in the hands, hub between the feet.
Sizes are in metres, chosen for a drawing.
"""

import numpy as np

from plumbline.motion import CONTACTS, Frames
from plumbline.motion.skeleton import SIDES
from plumbline.present.figure_body import Body, Part
from plumbline.present.figure_shapes import Array, Lens, capsule, outline

_BALL = (0.05, -0.03, 0.0)
"""The ball of the foot, in fractions of height: where the pedal is."""
_WHEEL, _TUBE = 0.19, 0.02
_UP = np.array([0.0, 1.0, 0.0])


def bike(settled: Frames, lens: Lens) -> list[Part]:
    """The parts that stand still, the farthest first; all of them are behind the person."""
    pelvis = CONTACTS["pelvis"]
    saddle = pelvis.place(settled)[0] - _UP * pelvis.clearance(settled, _UP)[0]
    left, right = (CONTACTS[f"hand_{side}"].place(settled)[0] for side in SIDES)
    grips = (left + right) / 2
    hub = np.mean([_pedal(settled, side)[0] for side in SIDES], axis=0)
    post, back = _at(grips, y=0.05), _at(saddle - 0.12, y=0.05)
    wheel = _at(hub + 0.2, y=_WHEEL + 0.08)
    beyond = (right - left) * 0.06
    return [
        Part("bike-wheel", _ring(wheel, lens)),
        *(_tube(at - _SIDEWAYS, at + _SIDEWAYS, lens) for at in (back, post)),
        _tube(back, post, lens),
        _tube(_at(hub, y=0.05), hub, lens),
        _tube(hub, saddle - 0.03 * _UP, lens),
        _tube(hub, grips - np.array([0.02, 0.3, 0]), lens),
        _tube(post, grips, lens),
        _tube(left - beyond, right + beyond, lens, 0.014),
        Part("bike-saddle", _line(saddle + _REAR, saddle + _TIP, lens, (0.034, 0.016))),
    ]


def cranks(body: Body) -> list[Part]:
    """The two cranks with their pedals, in every frame."""
    pedals = {side: _pedal(body.frames, side) for side in SIDES}
    hub = (pedals["left"] + pedals["right"]) / 2
    found: list[Part] = []
    for side in SIDES:
        pedal, foot = pedals[side], body.frames.rotation(f"foot_{side}")[:, :, 0]
        # The crank turns beside the foot, the pedal's axle leads to it.
        inner = pedal * np.array([1, 1, 0.35])
        see = body.lens.see
        found.append(Part("bike-crank", capsule(see(hub), see(inner), (0.02, 0.015))))
        ends = see(pedal - 0.06 * foot), see(pedal + 0.06 * foot)
        found.append(Part("bike-crank", capsule(*ends, (0.013, 0.013))))
    return found


_REAR, _TIP = np.array([-0.1, -0.02, 0.0]), np.array([0.12, -0.01, 0.0])
_SIDEWAYS = np.array([0.0, 0.0, 0.2])


def _pedal(frames: Frames, side: str) -> Array:
    return frames.place(f"foot_{side}", _BALL)


def _at(place: Array, *, y: float) -> Array:
    """Below or above a place, in the middle of the bike."""
    return np.array([place[0], y, 0.0])


def _tube(start: Array, end: Array, lens: Lens, size: float = _TUBE) -> Part:
    return Part("bike", _line(start, end, lens, (size, size)))


def _line(start: Array, end: Array, lens: Lens, sizes: tuple[float, float]) -> list[str]:
    return capsule(lens.see(start[None]), lens.see(end[None]), sizes)


def _ring(middle: Array, lens: Lens) -> list[str]:
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    rim = np.stack([np.cos(turn), np.sin(turn), np.zeros(16)], axis=1) * _WHEEL
    return outline(lens.see(middle + rim)[None])
