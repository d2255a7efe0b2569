"""What is around the person: floor, mat, shadow, arcs, and the frame of the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import svg

from plumbline.motion import CONTACTS, Frames, Movement, farthest, moments, play
from plumbline.motion.anthropometry import HEIGHT
from plumbline.motion.skeleton import SEGMENTS, SIDES
from plumbline.present.figure_bike import bike, cranks
from plumbline.present.figure_body import Body, Part
from plumbline.present.figure_props import fixed, lying, solid, weight_ends
from plumbline.present.figure_shapes import SCALE, Array, Lens, joined, polygon

ROOM, FLOOR_ROOM = 0.06, 0.12
"""Room around the person in the picture and on the mat, in metres."""
RATIO = 1.4
WAVE = 110
"""Units from one crest of the water to the next."""
SHORTEST_ARC = 40
"""A way shorter than this, in units, is not drawn."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A movement's surroundings, the same in every frame and in every still."""

    movement: Movement
    lens: Lens
    frames: Frames
    """The whole movement."""
    settled: Frames
    """The one frame by which things are placed."""

    @classmethod
    def around(cls, movement: Movement, lens: Lens) -> "Scene":
        whole = play(movement, moments(movement, 15))
        return cls(movement, lens, whole, play(movement, np.array([movement.settled_at])))

    @property
    def frame(self) -> tuple[int, int, int, int]:
        """The picture's left, top, width and height, at least as wide as RATIO."""
        reach = [self.lens.see(place).reshape(-1, 2) for place in _reaches(self.frames)]
        solids = [solid(prop, self.movement, self.settled, self.lens) for prop in self.solids]
        reach += [face.corners for faces in solids for face in faces]
        reach += [self.lens.see(self._floor())]
        reach += [self.lens.see(end) for end in weight_ends(self.movement, self.frames)]
        low = np.min([p.min(axis=0) for p in reach], axis=0) - ROOM * SCALE
        high = np.max([p.max(axis=0) for p in reach], axis=0) + ROOM * SCALE
        wide, tall = high - low
        if wide < tall * RATIO:
            low[0] -= (tall * RATIO - wide) / 2
            wide = tall * RATIO
        else:
            low[1] -= wide / RATIO - tall
            tall = wide / RATIO
        return round(low[0]), round(low[1]), round(wide), round(tall)

    @property
    def solids(self) -> list[int]:
        return [i for i, prop in enumerate(self.movement.props) if fixed(prop)]

    def ground(self) -> list[svg.Element]:
        """The mat, or the piece of floor under the person, then what stands on it."""
        elements: list[svg.Element] = []
        corners = self._floor()
        if self.has("mat"):
            elements += _slab(self.lens, corners)
        else:
            middle, half = corners.mean(axis=0), np.ptp(corners, axis=0) / 2
            elements.append(
                svg.Ellipse(
                    cx=round(middle[0] * SCALE),
                    cy=round(middle[2] * SCALE),
                    rx=round(half[0] * SCALE),
                    ry=round(half[2] * SCALE),
                    class_=["floor"],
                    transform=[self.floor_matrix()],
                )
            )
        for index in self.solids:
            for face in solid(index, self.movement, self.settled, self.lens):
                elements.append(
                    svg.Path(class_=face.look.split(), extra={"d": polygon(face.corners[None])[0]})
                )
        return elements

    def has(self, kind: str) -> bool:
        """Whether a thing of that kind is in the picture."""
        return any(prop.kind == kind for prop in self.movement.props)

    def _floor(self) -> Array:
        """The corners (4, 3) of the mat or of the piece of floor under the person."""
        flat = np.concatenate([p.reshape(-1, 3) for p in _reaches(self.frames)])
        low, high = flat.min(axis=0) - FLOOR_ROOM, flat.max(axis=0) + FLOOR_ROOM
        low[2], high[2] = min(low[2], -0.32), max(high[2], 0.32)
        corners = [(low[0], low[2]), (high[0], low[2]), (high[0], high[2]), (low[0], high[2])]
        return np.array([(x, 0.0, z) for x, z in corners])

    def floor_matrix(self) -> svg.Matrix:
        """From the plan of the floor (forward, right) in units to the picture."""
        right, up = self.lens.right, self.lens.up
        values = (right[0], -up[0], right[2], -up[2], 0, 0)
        return svg.Matrix(*(round(float(value), 3) for value in values))

    def shadows(self, body: Body) -> list[Part]:
        """The person seen straight from above, as strokes on the floor's plan."""
        # A bed's edge would cut the shadow; nobody misses it there.
        if self.has("bed"):
            return []
        limbs = [
            _plan(body.frames, tuple(f"{part}_{side}" for part in chain))
            for chain in (("thigh", "shank", "foot"), ("upper_arm", "forearm", "hand"))
            for side in SIDES
        ]
        trunk = _plan(body.frames, ("pelvis", "thorax", "head"))
        return [Part("wide", trunk), Part("slim", joined(limbs))]

    def under(self, body: Body) -> list[Part]:
        """What stands behind the person and moves along: a bike."""
        return [*bike(self.settled, self.lens), *cranks(body)] if self.has("bike") else []

    def water(self) -> list[svg.Element]:
        """A band of water over the person, from the place that is level with it down."""
        elements: list[svg.Element] = []
        for prop in self.movement.props:
            if prop.kind == "water":
                touch = CONTACTS[prop.at or self.movement.anchor.at].place(self.settled)[0]
                level = self.lens.see(touch + np.array(prop.shift) * HEIGHT)[1]
                elements += _waves(self.frame, round(level))
        return elements

    def before(self, body: Body) -> list[Part]:
        """Sticks and bands, which move along and are in front of the person."""
        return [part for prop in self.movement.props for part in lying(prop, body, self.settled)]

    def arcs(self) -> list[svg.Element]:
        """The ways that places of the body take, from the first pose to the farthest one."""
        last = farthest(self.movement).at
        if not last:
            return []
        frames = play(self.movement, np.linspace(0, last, 15))
        elements: list[svg.Element] = []
        for name in self.movement.trace:
            way = self.lens.see(CONTACTS[name].place(frames))
            if np.linalg.norm(np.diff(way, axis=0), axis=1).sum() >= SHORTEST_ARC:
                elements += _arrow(way)
        return elements


def _reaches(frames: Frames) -> list[Array]:
    hair = frames.place("head", (-0.06, 0.125, 0))
    joints = [frames.place(segment.name) for segment in SEGMENTS]
    return [*joints, *(frames.tip(segment.name) for segment in SEGMENTS), hair]


def _plan(frames: Frames, segments: Sequence[str]) -> list[str]:
    points = np.stack([frames.place(segment)[:, [0, 2]] for segment in segments], axis=1)
    return polygon(points * SCALE, closed=False)


def _slab(lens: Lens, corners: Array) -> list[svg.Element]:
    """A mat: its top, and below it an edge."""
    top = lens.see(corners)
    edge = top + np.array([0, 0.018 * SCALE])
    return [
        svg.Path(class_=["mat-edge"], extra={"d": polygon(edge[None])[0]}),
        svg.Path(class_=["mat"], extra={"d": polygon(top[None])[0]}),
    ]


def _waves(frame: tuple[int, int, int, int], level: int) -> list[svg.Element]:
    """Water across the whole picture: a soft area, and a line where it ends."""
    left, top, wide, tall = frame
    count = max(2, round(wide / WAVE))
    length = wide / count / 2
    crests = "".join(
        f"t{round(length * (i + 1)) - round(length * i)} 0" for i in range(1, 2 * count)
    )
    line = f"M{left} {level}q{round(length / 2)} -9 {round(length)} 0{crests}"
    return [
        svg.Path(class_=["water"], extra={"d": f"{line}V{top + tall}H{left}z"}),
        svg.Path(class_=["water-line"], extra={"d": line}),
    ]


def _arrow(way: Array) -> list[svg.Element]:
    end = way[-1]
    ahead = end - way[-3]
    ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    beside = np.array([-ahead[1], ahead[0]])
    tip = np.stack([end + 20 * ahead, end + 9 * beside, end - 9 * beside])
    return [
        svg.Path(class_=["arc"], extra={"d": polygon(way[None], closed=False)[0]}),
        svg.Path(class_=["arc-head"], extra={"d": polygon(tip[None])[0]}),
    ]
