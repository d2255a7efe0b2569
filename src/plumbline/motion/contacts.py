"""Places of the body that rest on something, and how far from its surface they stay."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from plumbline.motion.anthropometry import HEIGHT, LENGTHS, SPLIT
from plumbline.motion.rotation import Array
from plumbline.motion.skeleton import SIDES, Frames

Extent = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Contact:
    """A point of a segment inside a soft ellipsoid that touches what it rests on.

    `at` and `extent` (half axes) are fractions of height in the segment's frame.
    """

    name: str
    segment: str
    at: Extent
    extent: Extent

    def place(self, frames: Frames) -> Array:
        """The point in the world, (n, 3) metres."""
        return frames.place(self.segment, self.at)

    def clearance(self, frames: Frames, away: Array) -> Array:
        """How far (n) in metres the point is from a surface whose normal is `away` (3)."""
        local = np.swapaxes(frames.rotation(self.segment), 1, 2) @ away
        return np.linalg.norm(local * np.array(self.extent), axis=1) * HEIGHT


def _round(size: float) -> Extent:
    return size, size, size


def _of_side(side: str) -> tuple[Contact, ...]:
    ankle = LENGTHS["ankle_height"]
    sole = -ankle + 0.012
    return (
        Contact(f"foot_{side}", f"foot_{side}", (0, 0, 0), _round(ankle)),
        Contact(f"toes_{side}", f"foot_{side}", (0.078, sole, 0), _round(0.012)),
        Contact(f"heel_{side}", f"foot_{side}", (-SPLIT["heel"] + 0.014, sole, 0), _round(0.012)),
        Contact(f"knee_{side}", f"shank_{side}", (0, 0, 0), _round(0.033)),
        Contact(f"forearm_{side}", f"forearm_{side}", (0, 0, 0), _round(0.024)),
        Contact(f"hand_{side}", f"hand_{side}", (0, 0, 0), _round(0.02)),
        Contact(f"fingers_{side}", f"hand_{side}", (0, -LENGTHS["hand"], 0), _round(0.01)),
        Contact(f"shoulder_{side}", f"upper_arm_{side}", (0, 0, 0), _round(0.04)),
    )


CONTACTS: Final = {
    contact.name: contact
    for contact in (
        Contact("pelvis", "pelvis", (0, 0, 0), (0.066, 0.062, 0.092)),
        Contact("thorax", "thorax", (0, 0.07, 0), (0.066, 0.1, 0.092)),
        Contact("shoulders", "thorax", (0, 0.105, 0), (0.062, 0.06, 0.1)),
        Contact("head", "head", (0.0, 0.05, 0), (0.055, 0.065, 0.045)),
        *(contact for side in SIDES for contact in _of_side(side)),
    )
}
