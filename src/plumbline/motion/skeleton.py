"""The skeleton: 17 segments, the angles that pose them, and forward kinematics over frames.

Axes of the world and of every segment in the neutral standing pose: x forward, y up, z to the
person's right. Lengths in metres, angles in degrees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np

from plumbline.knowledge.schema import Basis
from plumbline.motion.anthropometry import HEIGHT, LENGTHS, SPLIT
from plumbline.motion.rotation import Array, about

LIMIT_BASIS = Basis(
    status="expert",
    note="Usual ranges of adult joints, with room for a body that rests its weight on the joint; "
    "they catch a pose that cannot be, they are no norm for anybody.",
)
LEFT, RIGHT = "left", "right"
SIDES = (LEFT, RIGHT)
LEG, ARM = ("thigh", "shank", "foot"), ("upper_arm", "forearm", "hand")


@dataclass(frozen=True, slots=True)
class Turn:
    """One angle of a joint: about which axis it turns, which way, and how far it can go."""

    name: str
    axis: str
    sign: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A rigid part. `offset` is its joint in the parent's frame, `tip` its far end in its own."""

    name: str
    parent: str | None
    offset: tuple[float, float, float]
    tip: tuple[float, float, float]
    turns: tuple[Turn, ...]


def _spine(part: str, flexion: tuple[int, int], side: int, rotation: int) -> tuple[Turn, ...]:
    return (
        Turn(f"{part}_flexion", "z", -1, *flexion),
        Turn(f"{part}_side", "x", 1, -side, side),
        Turn(f"{part}_rotation", "y", -1, -rotation, rotation),
    )


def _trunk() -> list[Segment]:
    pelvis, lumbar, thorax = SPLIT["pelvis"], SPLIT["lumbar"], SPLIT["thorax"]
    neck = LENGTHS["neck"]
    pose = (
        Turn("pelvis_turn", "y", -1, -180, 180),
        Turn("pelvis_tilt", "z", -1, -180, 180),
        Turn("pelvis_list", "x", 1, -180, 180),
    )
    bend_lumbar = _spine("lumbar", (-35, 60), 30, 15)
    bend_thorax = _spine("thorax", (-30, 50), 30, 45)
    bend_neck = _spine("neck", (-70, 65), 45, 80)
    nod = (Turn("head_flexion", "z", -1, -30, 30),)
    return [
        Segment("pelvis", None, (0, 0, 0), (0, pelvis, 0), pose),
        Segment("lumbar", "pelvis", (0, pelvis, 0), (0, lumbar, 0), bend_lumbar),
        Segment("thorax", "lumbar", (0, lumbar, 0), (0, thorax, 0), bend_thorax),
        Segment("neck", "thorax", (0, thorax, 0), (0, neck, 0), bend_neck),
        Segment("head", "neck", (0, neck, 0), (0, LENGTHS["head"], 0), nod),
    ]


def _arm(side: str) -> list[Segment]:
    s = 1 if side == RIGHT else -1
    shoulder = (
        Turn(f"shoulder_{side}_flexion", "z", 1, -65, 185),
        Turn(f"shoulder_{side}_abduction", "x", -s, -60, 185),
        Turn(f"shoulder_{side}_rotation", "y", s, -110, 110),
    )
    elbow = (
        Turn(f"elbow_{side}_flexion", "z", 1, -5, 155),
        Turn(f"forearm_{side}_pronation", "y", s, -95, 95),
    )
    wrist = (
        Turn(f"wrist_{side}_flexion", "x", s, -95, 90),
        Turn(f"wrist_{side}_deviation", "z", 1, -45, 45),
    )
    upper, lower = LENGTHS["upper_arm"], LENGTHS["forearm"]
    at = (0, SPLIT["thorax"] - 0.02, s * SPLIT["half_shoulders"])
    return [
        Segment(f"upper_arm_{side}", "thorax", at, (0, -upper, 0), shoulder),
        Segment(f"forearm_{side}", f"upper_arm_{side}", (0, -upper, 0), (0, -lower, 0), elbow),
        Segment(f"hand_{side}", f"forearm_{side}", (0, -lower, 0), (0, -LENGTHS["hand"], 0), wrist),
    ]


def _leg(side: str) -> list[Segment]:
    s = 1 if side == RIGHT else -1
    hip = (
        Turn(f"hip_{side}_flexion", "z", 1, -30, 135),
        Turn(f"hip_{side}_abduction", "x", -s, -35, 60),
        Turn(f"hip_{side}_rotation", "y", s, -60, 50),
    )
    knee = (Turn(f"knee_{side}_flexion", "z", -1, -5, 160),)
    ankle = (
        Turn(f"ankle_{side}_flexion", "z", 1, -75, 45),
        Turn(f"ankle_{side}_inversion", "x", s, -30, 40),
    )
    thigh, shank = LENGTHS["thigh"], LENGTHS["shank"]
    toe = (LENGTHS["foot"] - SPLIT["heel"], -LENGTHS["ankle_height"] + 0.012, 0)
    at = (0, 0, s * SPLIT["half_hips"])
    return [
        Segment(f"thigh_{side}", "pelvis", at, (0, -thigh, 0), hip),
        Segment(f"shank_{side}", f"thigh_{side}", (0, -thigh, 0), (0, -shank, 0), knee),
        Segment(f"foot_{side}", f"shank_{side}", (0, -shank, 0), toe, ankle),
    ]


SEGMENTS: Final = (
    *_trunk(),
    *(segment for side in SIDES for part in (_arm, _leg) for segment in part(side)),
)
"""Every segment after its parent. Offsets and tips are fractions of height."""
TURNS: Final = {turn.name: turn for segment in SEGMENTS for turn in segment.turns}
ANGLES: Final = tuple(TURNS)
ANGLE: Final = {name: index for index, name in enumerate(ANGLES)}
SEGMENT: Final = {segment.name: index for index, segment in enumerate(SEGMENTS)}


@dataclass(frozen=True, slots=True)
class Frames:
    """A body at n moments.

    angles (n, len(ANGLES)) in degrees; rotations (n, 17, 3, 3) from a segment's frame to the
    world; joints (n, 17, 3), each segment's own joint in metres.
    """

    angles: Array
    rotations: Array
    joints: Array

    def rotation(self, segment: str) -> Array:
        """A segment's rotations (n, 3, 3)."""
        return self.rotations[:, SEGMENT[segment]]

    def place(self, segment: str, at: tuple[float, float, float] = (0, 0, 0)) -> Array:
        """A point (n, 3) fixed to a segment; `at` in its frame, as fractions of height."""
        index = SEGMENT[segment]
        return self.joints[:, index] + self.rotations[:, index] @ (np.array(at) * HEIGHT)

    def tip(self, segment: str) -> Array:
        """The far end of a segment, (n, 3)."""
        return self.place(segment, SEGMENTS[SEGMENT[segment]].tip)

    def angle(self, name: str) -> Array:
        """One angle over the frames, (n)."""
        return self.angles[:, ANGLE[name]]


def forward(angles: Array, root: Array) -> Frames:
    """Pose the body: angles (n, len(ANGLES)), `root` (n, 3) the point between the hips."""
    count = len(angles)
    rotations = np.empty((count, len(SEGMENTS), 3, 3))
    joints = np.empty((count, len(SEGMENTS), 3))
    rotations[:, 0] = joint_rotation(SEGMENTS[0], angles)
    joints[:, 0] = root
    frames = Frames(angles, rotations, joints)
    _hang(frames, SEGMENTS[1:])
    return frames


def moved(frames: Frames, way: Array) -> Frames:
    """The same body elsewhere: each frame shifted by its `way` (n, 3) in metres."""
    return Frames(frames.angles, frames.rotations, frames.joints + way[:, None])


def rebent(frames: Frames, angles: Array, parts: Sequence[str]) -> Frames:
    """The same body with other angles in the joints of `parts`, one limb from its root on."""
    changed = Frames(angles, frames.rotations.copy(), frames.joints.copy())
    _hang(changed, [SEGMENTS[SEGMENT[part]] for part in parts])
    return changed


def joint_rotation(segment: Segment, angles: Array) -> Array:
    """A segment's rotation (n, 3, 3) in its parent's frame."""
    turned = [about(turn.axis, turn.sign * angles[:, ANGLE[turn.name]]) for turn in segment.turns]
    return reduce(np.matmul, turned)


def _hang(frames: Frames, segments: Sequence[Segment]) -> None:
    """Fill in segments whose parents are in place."""
    for segment in segments:
        index, parent = SEGMENT[segment.name], SEGMENT[str(segment.parent)]
        before = frames.rotations[:, parent]
        frames.rotations[:, index] = before @ joint_rotation(segment, frames.angles)
        offset = np.array(segment.offset) * HEIGHT
        frames.joints[:, index] = frames.joints[:, parent] + before @ offset
