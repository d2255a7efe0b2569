"""Curves and measures that the side and the top view of a motion segment share.

Units are those of the picture; x to the right, y down. In the side view the front of the body is on
the left; in the top view it is at the top.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Literal

import svg

Point = tuple[float, float]
Region = Literal["lumbar", "lumbosacral", "neck"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a segment differs from the usual one; all lengths in units of the picture."""

    region: Region = "lumbar"
    height: float = 1.0
    """Of the disc, as a share of the usual."""
    bulge: float = 0.0
    """How far the whole disc stands out behind."""
    out: float = 0.0
    """How far the core has come out."""
    dry: bool = False
    """The core has lost water."""
    spur: float = 0.0
    facet: float = 0.0
    """How much the facet joints have thickened."""
    ligament: float = 0.0
    """How much the yellow ligament has thickened."""
    muscle: bool = False
    """The muscles are drawn, and meant."""


def turned(points: Sequence[Point], around: Point, degrees: float) -> list[Point]:
    """Points turned on the page; clockwise is plus."""
    c, s, (x, y) = cos(radians(degrees)), sin(radians(degrees)), around
    return [(x + c * (a - x) - s * (b - y), y + s * (a - x) + c * (b - y)) for a, b in points]


def moved(points: Sequence[Point], dx: float = 0, dy: float = 0) -> list[Point]:
    return [(x + dx, y + dy) for x, y in points]


def mirrored(points: Sequence[Point], x: float) -> list[Point]:
    """Points on the other side of an upright line."""
    return [(2 * x - a, b) for a, b in points]


def closed(points: Sequence[Point], corners: Collection[int] = ()) -> list[svg.PathData]:
    """A smooth outline through all points (Catmull-Rom); sharp at the points in `corners`."""
    n = len(points)
    pieces: list[svg.PathData] = [svg.M(*_round(points[0]))]
    for i in range(n):
        around = (points[i - 1], points[i], points[(i + 1) % n], points[(i + 2) % n])
        pieces.append(_curve(around, i in corners, (i + 1) % n in corners))
    return [*pieces, svg.Z()]


def opened(points: Sequence[Point]) -> list[svg.PathData]:
    """A smooth line through all points."""
    whole = [points[0], *points, points[-1]]
    pieces: list[svg.PathData] = [svg.M(*_round(points[0]))]
    for i in range(len(points) - 1):
        around = (whole[i], whole[i + 1], whole[i + 2], whole[i + 3])
        pieces.append(_curve(around, sharp=False, sharp_end=False))
    return pieces


def _curve(around: tuple[Point, Point, Point, Point], sharp: bool, sharp_end: bool) -> svg.C:
    before, start, end, after = around
    leave, arrive = (0 if sharp else 1 / 6), (0 if sharp_end else 1 / 6)
    first = (start[0] + leave * (end[0] - before[0]), start[1] + leave * (end[1] - before[1]))
    second = (end[0] - arrive * (after[0] - start[0]), end[1] - arrive * (after[1] - start[1]))
    return svg.C(*_round(first), *_round(second), *_round(end))


def _round(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def shape(points: Sequence[Point], *kinds: str, corners: Collection[int] = ()) -> svg.Path:
    """A filled outline; its colours come from the classes."""
    return svg.Path(d=closed(points, corners), class_=list(kinds))


def line(points: Sequence[Point], *kinds: str) -> svg.Path:
    """A smooth stroke; its width and colour come from the classes."""
    return svg.Path(d=opened(points), class_=["line", *kinds])


def tube(points: Sequence[Point], kind: str) -> list[svg.Path]:
    """A nerve or vessel: a dark stroke under a light one, and a narrow gleam."""
    gleam = moved(points, -0.8, -0.8)
    return [line(points, f"{kind}-edge"), line(points, kind), line(gleam, f"{kind}-gleam")]


def oval(x: float, y: float, rx: float, ry: float, *kinds: str) -> svg.Ellipse:
    return svg.Ellipse(
        cx=round(x, 1), cy=round(y, 1), rx=round(rx, 1), ry=round(ry, 1), class_=list(kinds)
    )
