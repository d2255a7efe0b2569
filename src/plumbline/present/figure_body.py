"""The person of the figure: limbs, trunk and head as parts, from a movement's frames.

Sizes are fractions of body height, chosen for a drawing.
"""

from dataclasses import dataclass

import numpy as np

from plumbline.motion import Frames
from plumbline.motion.anthropometry import HEIGHT
from plumbline.motion.rotation import across
from plumbline.present.figure_shapes import (
    SCALE,
    Array,
    Lens,
    capsule,
    disc,
    joined,
    outline,
    polygon,
)

Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """One path of the figure: its class in the style sheet and its outline in every frame."""

    look: str
    outlines: list[str]


@dataclass(frozen=True, slots=True)
class Body:
    """A person in every frame, and the camera that sees them."""

    frames: Frames
    lens: Lens

    def see(self, segment: str, at: Place = (0, 0, 0)) -> Array:
        """A place of a segment in the picture, (n, 2)."""
        return self.lens.see(self.frames.place(segment, at))

    def tube(
        self, ends: tuple[tuple[str, Place], tuple[str, Place]], sizes: tuple[float, float],
        bulge: float = 0,
    ) -> list[str]:  # fmt: skip
        """A tapered limb between two places of the body."""
        start, end = (self.see(*end) for end in ends)
        return capsule(start, end, (sizes[0] * HEIGHT, sizes[1] * HEIGHT), bulge * HEIGHT)


def arm(body: Body, side: str) -> list[Part]:
    """Upper arm, forearm, hand and sleeve."""
    upper, lower, hand = f"upper_arm_{side}", f"forearm_{side}", f"hand_{side}"
    elbow = (lower, (0.0, 0.0, 0.0))
    shoulder, wrist = (upper, (0.0, -0.004, 0.0)), (hand, (0.0, 0.0, 0.0))
    thumb = body.tube(((hand, (0.006, -0.012, 0)), (hand, (0.022, -0.048, 0))), (0.009, 0.0065))
    palm = body.tube((wrist, (hand, (0, -0.088, 0))), (0.0135, 0.0095), 0.005)
    sleeve = body.tube((shoulder, (upper, (0, -0.1, 0))), (0.034, 0.0305))
    return [
        Part("skin", body.tube((shoulder, elbow), (0.028, 0.0225), 0.002)),
        Part("skin", body.tube((elbow, wrist), (0.0225, 0.0145), 0.003)),
        Part("skin", joined([palm, thumb])),
        Part("shirt sleeve", sleeve),
        # Hides the sleeve's edge where it runs into the shirt.
        Part("shirt", disc(body.see(*shoulder), 0.0365 * HEIGHT)),
    ]


def leg(body: Body, side: str) -> list[Part]:
    """Thigh, shank and shoe."""
    thigh, shank, foot = f"thigh_{side}", f"shank_{side}", f"foot_{side}"
    hip, knee, ankle = ((name, (0.0, 0.0, 0.0)) for name in (thigh, shank, foot))
    corners = [(-0.004, 0.006, 0), (-0.029, -0.02, 0), (0.092, -0.023, 0), (0.03, -0.001, 0)]
    shoe = np.stack([body.see(foot, at) for at in corners], axis=1)
    return [
        Part("shoe", polygon(shoe)),
        Part("trousers", body.tube((hip, knee), (0.052, 0.032), 0.003)),
        Part("trousers", body.tube((knee, ankle), (0.032, 0.0205), 0.006)),
    ]


@dataclass(frozen=True, slots=True)
class Section:
    """A slice of the trunk: an ellipsoid with half axes forward, up and sideways."""

    segment: str
    at: Place
    axes: Place


_TRUNK = (
    Section("pelvis", (-0.010, -0.028, 0), (0.058, 0.03, 0.082)),
    Section("pelvis", (-0.012, 0.012, 0), (0.070, 0.03, 0.098)),
    Section("pelvis", (-0.004, 0.052, 0), (0.062, 0.03, 0.090)),
    Section("lumbar", (0.002, 0.045, 0), (0.056, 0.03, 0.077)),
    Section("thorax", (0.000, -0.005, 0), (0.062, 0.03, 0.083)),
    Section("thorax", (0.000, 0.055, 0), (0.072, 0.03, 0.097)),
    Section("thorax", (-0.006, 0.100, 0), (0.058, 0.03, 0.104)),
    Section("thorax", (-0.004, 0.126, 0), (0.034, 0.02, 0.050)),
)
_HEM, _WAIST = 1, 4
"""The shirt begins at the one section, the trousers end before the other."""


def trousers(body: Body) -> Part:
    """The seat of the trousers."""
    return Part("trousers", _sheath(body, _TRUNK[:_WAIST]))


def shirt(body: Body) -> Part:
    """The shirt from hem to collar."""
    return Part("shirt", _sheath(body, _TRUNK[_HEM:]))


def head(body: Body) -> list[Part]:
    """Neck, face, ear and hair."""
    bun = body.see("head", (-0.052, 0.112, 0))
    parts = [
        Part("skin neck", body.tube((("thorax", (-0.004, 0.108, 0)), ("head", (-0.006, 0.03, 0))),
                                    (0.034, 0.029))),
        Part("hair", disc(bun, 0.019 * HEIGHT)),
        Part("skin", body.tube((("head", (-0.002, 0.072, 0)), ("head", (0.021, 0.03, 0))),
                               (0.052, 0.029))),
        Part("skin", disc(body.see("head", (0.046, 0.048, 0)), 0.011 * HEIGHT)),
        Part("hair", _hair(body)),
    ]  # fmt: skip
    parts += [Part("ear", disc(at, 0.011 * HEIGHT)) for at in _seen(body, (-0.008, 0.056, 0.049))]
    parts += [Part("hair", disc(at, 0.0055 * HEIGHT)) for at in _seen(body, (0.047, 0.062, 0.018))]
    return parts


def _seen(body: Body, at: Place) -> list[Array]:
    """A place of the head and its mirror image, those of the two that face the viewer."""
    x, y, z = at
    sides = [("head", (x, y, z)), ("head", (x, y, -z))]
    middle = body.frames.place("head", (-0.002, 0.06, 0))
    return [
        body.see(*place)
        for place in sides
        if np.mean(body.lens.depth(body.frames.place(*place) - middle)) > 0.028
    ]


def _hair(body: Body) -> list[str]:
    """What the viewer sees of the cap about the crown and the back of a round skull.

    Its edge is the skull's own outline as far as that is hair, then the visible hairline.
    """
    size, wide = 0.055 * HEIGHT * SCALE, np.deg2rad(85)
    lens, rotation = body.lens, body.frames.rotation("head")
    world = rotation @ np.array([-0.55, 0.835, 0.0])
    crown = np.stack([world @ lens.right, world @ lens.up, world @ lens.near], axis=1)
    flat = np.maximum(np.hypot(crown[:, 0], crown[:, 1]), 0.3)
    heading = np.arctan2(crown[:, 1], crown[:, 0])
    half = np.arccos(np.clip(np.cos(wide) / flat, -1, 1))
    turn = heading[:, None] + half[:, None] * np.linspace(1, -1, 9)
    round_edge = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    hairline = _hairline(crown, wide)
    gap = np.linalg.norm(hairline[:, [0, -1]] - round_edge[:, -1:], axis=-1)
    hairline = np.where((gap[:, 0] > gap[:, 1])[:, None, None], hairline[:, ::-1], hairline)
    edge = np.concatenate([round_edge, hairline], axis=1) * np.array([1, -1])
    middle = body.see("head", (-0.002, 0.072, 0))[:, None]
    # A spline keeps inside its control points, so they stand a little wide.
    return outline(middle + edge * size * 1.02)


def _hairline(crown: Array, wide: float) -> Array:
    """The visible rim of a cap about `crown` (n, 3: right, up, near), from one end: (n, 7, 2)."""
    near = np.array([0.0, 0.0, 1.0])
    first = across(np.broadcast_to(near, crown.shape), crown)
    second = np.cross(crown, first)
    visible = np.arccos(
        np.clip(-np.cos(wide) * crown[:, 2] / np.maximum(np.sin(wide) * first[:, 2], 1e-6), -1, 1)
    )
    turn = (visible[:, None] * np.linspace(-0.95, 0.95, 7))[..., None]
    rim = np.cos(turn) * first[:, None] + np.sin(turn) * second[:, None]
    return (np.cos(wide) * crown[:, None] + np.sin(wide) * rim)[..., :2]


def _sheath(body: Body, sections: tuple[Section, ...]) -> list[str]:
    """A smooth outline around slices of the trunk, round at both ends."""
    middle = np.stack([body.see(s.segment, s.at) for s in sections], axis=1)
    way = np.gradient(middle, axis=1)
    way = way / np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-6)
    normal = np.stack([-way[..., 1], way[..., 0]], axis=-1)
    wide = np.stack([_reach(body, s, normal[:, i]) for i, s in enumerate(sections)], axis=1)
    ends = [
        middle[:, i] + sign * way[:, i] * _reach(body, sections[i], way[:, i])[:, None]
        for i, sign in ((0, -1), (-1, 1))
    ]
    one, other = middle + normal * wide[..., None], middle - normal * wide[..., None]
    return outline(
        np.concatenate([ends[0][:, None], one, ends[1][:, None], other[:, ::-1]], axis=1)
    )


def _reach(body: Body, section: Section, direction: Array) -> Array:
    """How far a slice reaches from its middle in a direction of the picture, (n) units."""
    lifted = body.lens.lifted(direction)
    local = np.einsum("nij,ni->nj", body.frames.rotation(section.segment), lifted)
    return np.linalg.norm(local * np.array(section.axes), axis=1) * HEIGHT * SCALE
