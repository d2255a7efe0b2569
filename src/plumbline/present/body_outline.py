"""The one drawing of a body that every body map uses: its outline, its muscles, its places.

Our own drawing, of nobody: an adult of seven and a half heads. Measures are the picture's own
units: x from the middle of the body, y downwards from just above the head. A shape is a line of
points "x,y" joined by smooth curves; "/" after a point makes a corner there. Only one half is
drawn by hand, at x > 0; the other is its mirror. A shape that begins and ends on the middle
(x = 0) is closed by its own mirror and stands once, in the middle.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist
from typing import Literal

import svg

from plumbline.knowledge.schema import Side

View = Literal["front", "back"]
Point = tuple[float, float]
Half = Literal[1, -1]

WIDTH, TOP, HEIGHT = 420, -22, 516
MIDDLE: dict[View, int] = {"front": 105, "back": 315}
"""Where the middle of each figure stands in the picture, which begins at `TOP`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed shape in one view, as points of one half."""

    view: View
    points: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where pain is felt: the finding that says so, and the side where it has one."""

    finding: str
    side: Side | None
    shapes: tuple[Shape, ...]


OUTLINE = """
0,9.6 8.6,10.6 16.2,15.2 21,23.6 22.4,33 21.8,41/ 24.6,40.2 25,46.4 22.9,53.2 20.7,53.6/
18.2,61.5 13.4,67.8/ 12.8,75 14.6,82 22,87.5 35,92.3 47,96.3 55.5,104 59.8,117 61.4,131 63.4,148
66.5,165 69.8,180 75,196 78.6,213 81.6,232 85.6,242.5 89,253 91.6,266 93.8,279 94,286.4 92.2,287.8
90.7,285/ 91.8,290.8 90,293.6 87.8,291.6/ 87.8,294.2 85.6,295.2 83.8,291.8/ 82.6,292.6 81,290.8
80.2,284 78.8,275 77,265.6/ 77,271 75.4,276.4 72.6,276.6 71.4,271.6 71,263 71.8,253 73.4,244
73.6,234.6 68.4,214.5 62.4,198 58.8,182 54.6,166 49.6,148 44.4,131/ 43.4,142 41.6,155 38.8,170
37.4,182 38,193 40.6,206 43.4,219 45.2,234 45.8,252 44.8,276 42,300 38.4,321 36.6,336 36.8,347
39,361 39.6,376 36.6,399 31.8,423 29.8,435 30.6,442.6 33.6,450.4 38.8,458 39.8,463.2 36,466.4
27,467 19,466.2 15.6,462 16,454 17.4,446 16.4,439 17.2,431.6 16.4,421 13.6,403 10.8,384 10.6,367
12.6,352.6 13.4,343 12.2,330 9.6,312 6.2,290 3.2,266 1.4,249 0,243/
"""
LINES: dict[View, tuple[str, ...]] = {
    "front": (
        "0,72.6 7,71.6 13.4,67.8",
        "4,95.5 14,93 30,95.5",
        "0,191.4 1.3,190.6",
        "18.4,333 23.6,330.5 29.4,332.5",
        "20.4,346.6 24.8,349 29.6,346.8",
        "20.4,466 20.7,461.6",
        "24.6,466.6 24.8,462",
        "28.6,466.8 28.7,462",
        "32.6,466.6 32.4,461.8",
        "90.7,285 89.2,275",
        "87.8,291.6 86.2,278",
        "83.8,291.8 82.6,280",
    ),
    "back": (
        "0,214 0,243",
        "2,248.5 14,254 30,250.5",
        "30,110 23.6,124 25.2,138 31,146",
        "16.4,342 24.4,344.6 31.6,342",
        "20.6,422 20.2,434",
        "26,422 26.3,434",
        "19,458 25,460.8 31,457.8",
        "90.7,285 89.8,279",
        "87.8,291.6 86.8,283",
        "83.8,291.8 83.1,285",
    ),
}
"""Fine lines that tell front from back: chin, collarbone, knees; shoulder blades, seat, heels."""


def _front(*points: str) -> tuple[Shape, ...]:
    return tuple(Shape("front", one) for one in points)


def _back(*points: str) -> tuple[Shape, ...]:
    return tuple(Shape("back", one) for one in points)


MUSCLES: dict[str, tuple[Shape, ...]] = {
    "neck_front": _front("0,78 8,76.5 8.8,85 4,92.5 0,94"),
    "neck_shoulder": (
        *_front("13.5,85 22,90 33,94 27,93.8 16,91.2 11.5,89.5"),
        *_back("2,72 9.6,70 11.6,82 20,90 35,95 45,98.8 34,102.6 18,103 6,101 2,94"),
    ),
    "mid_back": _back("2,105 14,106.4 27,108.6 22.5,118 21,127 21.8,136 12,146 2.4,152 1.8,128"),
    "chest": _front("3,99.5 16,98 31,100.5 41,106 45,116 41,128 30,135 16,134.5 4,130 2.6,114"),
    "front_trunk": _front("0,138 14,139 15.5,155 14,172 8,183 0,185"),
    "deep_trunk": _front("0,195.5 14,190 29,194 31,204 19,211 0,215"),
    "waist": (
        *_front("19,142 28,140 38.5,146 37,160 34.5,172 34,184 31,190 22,185 18,176 19.5,158"),
        *_back("26,153 33,148 39,151 37.4,162 35,174 34.6,187 30.4,184 27.6,170"),
    ),
    "deep_side": _back("17.4,168 23,166 26,178 29,189.5 23,195.6 17.4,199 17,184"),
    "back_extensors": _back(
        "2.4,159 9,153.5 13.6,159 14.4,175 14,192 11.4,204 6,211 2.6,206 1.8,184"
    ),
    "hip_front": _front("34.5,206 38,211 35,221 26,232 15,240 10,240.5 9,236 20,225 28.5,213"),
    "buttock": _back("2.6,218 9,222.4 20,229.4 31,236.4 35,243 28.6,248 15,250.4 5,246.6 2.2,240"),
    "side_hip": (
        *_front("40.8,211 43,222 43.4,235 40.5,239 38.2,230 38.6,219"),
        *_back("15,206 24,200 34,201 39.4,211 42.4,224 35,221.5 27,214.5 19,210.5"),
    ),
    "deep_hip": _back("8.4,213 17,213 27,218.6 36.4,226 42.4,233 36,234 23.5,227 12,220.6"),
    "inner_thigh": _front(
        "2.8,251 7,247.5 11.4,251 12.2,270 13.4,290 14.6,308 14.4,319 10.8,306 7.4,286 4.6,268"
    ),
    "thigh_front": _front(
        "15,253 24,243 34.5,232 41,243 42,262 39.5,290 35,315 29.5,327 22.5,328 18.4,319 16.8,298"
    ),
    "thigh_back": _back(
        "6.4,257 16,259.6 30,256 41.6,248 42.4,268 39,295 34,320 25.4,329 18,325 13,305 8.6,280"
    ),
    "calf": _back(
        "15,350 24.4,353 34.2,349 36.8,366 35.4,384 31.6,402 27,418 22,418 17.6,402 13.6,384 13,366"
    ),
    "foot": _front(
        "18,353 26,352 33.6,356 35,372 31.6,398 27.4,428 24,436 20.4,433 18.8,410 15.4,385 15,366",
        "19.2,447 27.5,446 31.4,452 36.2,459 34,459.8 27,459.4 19.5,460 18.2,454",
    ),
}
"""By the id of the model's muscles."""

_ARM = "48.5,90/ 46.5,112 44.4,131/ 60,190/ 66,300/ 104,300/ 104,90/"
_LEG = (
    *_front("2,257/ 9,253 28,239 46,220/ 56,222/ 56,345/ 25,351.5 0.5,347/"),
    *_back("1,259/ 16,260 34,255.5 54,246/ 54,341/ 24,346.5 0.5,341/"),
)
_LOWER_LEG = (
    *_front("0.5,350.5/ 25,355 56,348.5/ 56,474/ 0.5,474/"),
    *_back("0.5,344.5/ 24,350 56,344.5/ 56,474/ 0.5,474/"),
)
PLACES: tuple[Place, ...] = (
    Place("pain_neck", None, _back("0,60.5 20,56/ 34,84 46,95/ 32,99 12,101 0,101.5")),
    Place(
        "pain_mid_back",
        None,
        _back("0,105 14,104.5 33,102.5 46.4,98/ 44.4,131/ 52,160/ 25,163 0,160"),
    ),
    Place("pain_low_back", None, _back("0,163.5 25,166.5 52,163.5/ 52,206/ 30,200.5 13,205 0,211")),
    Place(
        "pain_buttock",
        None,
        _back("1.6,215 14,208.5 30,204 52,209.5/ 52,243/ 34,252 16,256.5 1.6,253/"),
    ),
    Place(
        "pain_groin", None, _front("1.5,234/ 14,223 30,204/ 48,216/ 28,235.5 9,249.5 1.5,253.5/")
    ),
    Place("pain_arm", None, (Shape("front", _ARM), Shape("back", _ARM))),
    Place("pain_leg_left", "left", _LEG),
    Place("pain_leg_right", "right", _LEG),
    Place("pain_below_knee", "left", _LOWER_LEG),
    Place("pain_below_knee", "right", _LOWER_LEG),
)
"""By the findings of the list "where do you feel pain"; the lower leg has two places for one."""


def outline() -> list[svg.PathData]:
    """The whole body around x = 0."""
    return _closed(_whole(OUTLINE), 0, 1)


def lines(view: View) -> list[svg.PathData]:
    """The fine lines of one view, in the picture's place."""
    found: list[svg.PathData] = []
    for text in LINES[view]:
        points = [point for point, _corner in _read(text)]
        if points[0][0] == 0 != points[-1][0]:
            # From the middle outwards: one line across both halves, without a seam.
            points = [*((-x, y) for x, y in reversed(points[1:])), *points]
            found += _open(points, MIDDLE[view], 1)
            continue
        found += _open(points, MIDDLE[view], 1)
        if any(x for x, _y in points):
            found += _open(points, MIDDLE[view], -1)
    return found


def is_paired(shape: Shape) -> bool:
    """Whether the shape stands on each side, not once in the middle."""
    points = _read(shape.points)
    return not points[0][0][0] == points[-1][0][0] == 0


def halves(shape: Shape, side: Side | None) -> tuple[Half, ...]:
    """Which halves of the picture a side is: a figure seen from the front has its left on ours."""
    if not is_paired(shape):
        return (1,)
    if side is None:
        return (1, -1)
    return (1,) if (side == "left") == (shape.view == "front") else (-1,)


def path(shape: Shape, half: Half) -> list[svg.PathData]:
    """A shape in the picture's place, on one half."""
    points = _read(shape.points) if is_paired(shape) else _whole(shape.points)
    return _closed(points, MIDDLE[shape.view], half)


def _read(text: str) -> list[tuple[Point, bool]]:
    """Points, each with whether it is a corner."""
    found: list[tuple[Point, bool]] = []
    for token in text.split():
        x, y = token.rstrip("/").split(",")
        found.append(((float(x), float(y)), token.endswith("/")))
    return found


def _whole(text: str) -> list[tuple[Point, bool]]:
    half = _read(text)
    return [*half, *(((-x, y), corner) for (x, y), corner in reversed(half[1:-1]))]


def _closed(points: Sequence[tuple[Point, bool]], middle: float, half: Half) -> list[svg.PathData]:
    corners = [number for number, (_point, corner) in enumerate(points) if corner]
    placed = [point for point, _corner in points]
    first = corners[0] if corners else 0
    ring = [*placed[first:], *placed[:first], placed[first]]
    cuts = [number - first for number in corners] + [len(placed)] if corners else []
    runs = [ring[a : b + 1] for a, b in pairwise(cuts)]
    curves = [bend for run in runs for bend in _bends([None, *run, None])]
    if not corners:
        curves = list(_bends([ring[-2], *ring, ring[1]]))
    return [*_drawn(ring[0], curves, middle, half), svg.Z()]


def _open(points: Sequence[Point], middle: float, half: Half) -> list[svg.PathData]:
    return _drawn(points[0], list(_bends([None, *points, None])), middle, half)


def _drawn(
    start: Point, bends: Sequence[tuple[Point, Point, Point]], middle: float, half: Half
) -> list[svg.PathData]:
    def at(point: Point) -> Point:
        return round(middle + half * point[0], 1), round(point[1], 1)

    drawn: list[svg.PathData] = [svg.M(*at(start))]
    here = at(start)
    for bend in bends:
        # Steps from the last rounded point: half as long as places, and rounding does not add up.
        x, y = here
        (x1, y1), (x2, y2), (x3, y3) = ((px - x, py - y) for px, py in map(at, bend))
        drawn.append(svg.c(*(round(step, 1) for step in (x1, y1, x2, y2, x3, y3))))
        here = at(bend[2])
    return drawn


def _bends(points: Sequence[Point | None]) -> Iterator[tuple[Point, Point, Point]]:
    """Cubic curves through the points (two controls and an end); the outer two only lend direction.

    Centripetal Catmull-Rom splines, which neither loop nor overshoot where points stand close.
    """
    for before, start, end, after in zip(points, points[1:], points[2:], points[3:], strict=False):
        assert start is not None
        assert end is not None
        leaving = None if before is None else _control(before, start, end)
        coming = None if after is None else _control(after, end, start)
        # At a corner nothing lends direction: bend as the other end does.
        near = leaving or _between(start, coming or end)
        far = coming or _between(end, leaving or start)
        yield near, far, end


def _control(before: Point, start: Point, end: Point) -> Point:
    back, on = dist(before, start) ** 0.5, dist(start, end) ** 0.5
    weight = 2 * back**2 + 3 * back * on + on**2

    def along(axis: Literal[0, 1]) -> float:
        pull = back**2 * end[axis] - on**2 * before[axis] + weight * start[axis]
        return pull / (3 * back * (back + on))

    return along(0), along(1)


def _between(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
