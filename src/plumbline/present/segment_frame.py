"""The measures of a motion segment seen from the side, from which everything in it is placed."""

from dataclasses import dataclass
from math import exp

from plumbline.present.segment_outline import Change, Point, turned

WIDTH, HEIGHT = 340, 300
TOP = 46
"""Where the upper vertebra begins."""


@dataclass(frozen=True, slots=True)
class Side:
    """The measures of one drawing."""

    change: Change

    @property
    def neck(self) -> bool:
        return self.change.region == "neck"

    @property
    def front(self) -> float:
        return 78 if self.neck else 52

    @property
    def back(self) -> float:
        return 160

    @property
    def body(self) -> float:
        return 76

    @property
    def usual(self) -> float:
        return 26 if self.neck else 33

    @property
    def disc(self) -> float:
        return self.usual * self.change.height

    @property
    def upper(self) -> float:
        """Top of the upper body: it comes down where the disc is lower."""
        return TOP + self.usual - self.disc

    @property
    def lower(self) -> float:
        """Top of the lower body."""
        return TOP + self.body + self.usual

    @property
    def middle(self) -> float:
        """Half way down the disc."""
        return self.lower - self.disc / 2

    @property
    def lean(self) -> float:
        """How the lower bone is turned, in degrees: the sacrum leans back."""
        return -24 if self.change.region == "lumbosacral" else -3

    @property
    def hinge(self) -> Point:
        return self.back, self.lower

    @property
    def wall(self) -> float:
        """The back wall of the canal."""
        return 216 if self.neck else 204

    def drift(self, y: float) -> float:
        """How far the canal has moved back at a height, where it follows the sacrum."""
        if self.change.region != "lumbosacral":
            return 0
        return max(0.0, y - self.lower + 6) * 0.42

    def sac(self, y: float, share: float) -> Point:
        """A place in the dural sac: `share` 0 is its front, 1 its back."""
        change, near = self.change, exp(-(((y - self.middle) / 17) ** 2))
        wide = exp(-(((y - self.middle) / 32) ** 2))
        front = self.back + 7 + near * max(change.bulge - 2, change.out * 0.9 - 2, 0)
        back = self.wall - 9 - wide * (change.ligament * 1.15 + change.facet * 0.2)
        return front + share * (back - front) + self.drift(y), y

    def tilted(self, points: list[Point]) -> list[Point]:
        """Points of the lower bone, turned as it leans."""
        return turned(points, self.hinge, self.lean)
