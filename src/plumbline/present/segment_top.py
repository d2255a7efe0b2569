"""A motion segment from above: the disc on the lower vertebra, the canal behind it, and its joints.

The front of the body is at the top of the picture, as somebody standing behind a seated person and
looking down would see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin

import svg

from plumbline.present.segment_outline import (
    Change,
    Point,
    line,
    mirrored,
    moved,
    oval,
    shape,
    tube,
)

X = 170.0
"""The middle line."""


@dataclass(frozen=True, slots=True)
class Top:
    """The measures of one drawing."""

    change: Change

    @property
    def neck(self) -> bool:
        return self.change.region == "neck"

    @property
    def dy(self) -> float:
        return 18 if self.neck else 0

    def disc(self, share: float, grow: float = 0) -> list[Point]:
        """The outline of the disc, or of one of its rings: `share` 1 is the edge."""
        wide, deep = (62, 40) if self.neck else (80, 52)
        centre = 92 + self.dy * 0.4
        points: list[Point] = []
        for n in range(24):
            turn = 2 * pi * n / 24
            x, y = sin(turn), -cos(turn)
            # A kidney: flat or a little hollow behind.
            hollow = 9 * max(0.0, y) ** 3 * (1 - abs(x)) * share
            behind = grow * max(0.0, y + 0.15)
            points.append(
                (X + x * (wide * share + grow * 0.5),
                 centre + 2 * (1 - share) + y * (deep * share) + behind - hollow)
            )  # fmt: skip
        return points


def top(change: Change) -> Iterator[svg.Element]:
    """The drawing, from back to front; in the same frame as the side."""
    this = Top(change)
    if change.muscle:
        yield from _muscles()
    yield from _bone(this)
    yield from _canal(this)
    yield from _disc(this)
    yield from _facets(this)
    yield from _nerves(this)


def _muscles() -> Iterator[svg.Element]:
    """The muscles beside the spine, in bundles: the long back muscles and the psoas."""
    for flip in (False, True):
        for points, kind in (
            ([(186, 232), (214, 212), (262, 206), (306, 222), (318, 252), (296, 278), (236, 284),
              (184, 284)], "back-muscle"),
            ([(258, 108), (282, 86), (312, 96), (322, 134), (306, 160), (270, 158)], "psoas"),
        ):  # fmt: skip
            yield shape(mirrored(points, X) if flip else points, "muscle", kind)
        for x, y, long in (
            (202, 246, 17), (228, 234, 18), (256, 226, 18), (284, 236, 17), (212, 268, 19),
            (240, 258, 20), (270, 254, 20), (298, 258, 14), (236, 274, 16), (268, 270, 16),
            (284, 106, 14), (296, 128, 15), (278, 138, 12),
        ):  # fmt: skip
            bundle = [(x - long / 2, y + 3), (x, y - 5), (x + long / 2, y + 3), (x, y + 7)]
            yield shape(mirrored(bundle, X) if flip else bundle, "bundle")


def _bone(this: Top) -> Iterator[svg.Element]:
    """The vertebra below: its body, pedicles, side processes, laminae and spinous process."""
    half = _neck_half() if this.neck else _lumbar_half()
    outline = [*half, *reversed(mirrored(half, X))]
    yield shape(outline, "bone-arch", "ring-bone")
    rim = this.disc(1.07, 0)
    yield shape(rim, "bone")
    for flip in (False, True):
        glint = [(246, 172), (270, 166), (292, 166)] if not this.neck else [(240, 148), (256, 146)]
        ridge = [(184, 240), (178, 262), (177, 280)]
        for points in (glint, ridge):
            yield line(mirrored(points, X) if flip else points, "bone-light")
        if this.neck:
            hole = mirrored([(247, 138)], X)[0] if flip else (247.0, 138.0)
            yield oval(*hole, 10, 10, "hole")
            yield oval(*hole, 7, 7, "vessel")
            yield oval(*hole, 4, 4, "vessel-in")


def _lumbar_half() -> list[Point]:
    """The right half of the bone, from the front middle to the tip of the spinous process."""
    return [(X, 60), (218, 62), (248, 90), (246, 120), (230, 140), (229, 152), (246, 160),
            (280, 158), (308, 156), (318, 166), (310, 177), (280, 180), (256, 188), (247, 204),
            (228, 218), (206, 226), (188, 238), (183, 262), (186, 284), (178, 291),
            (X, 292)]  # fmt: skip


def _neck_half() -> list[Point]:
    return [(X, 84), (206, 84), (232, 96), (238, 108), (252, 112), (268, 120), (272, 138),
            (262, 154), (250, 166), (252, 184), (240, 202), (222, 212), (200, 226), (186, 242),
            (188, 262), (198, 280), (190, 288), (178, 276), (X, 272)]  # fmt: skip


def _hole(this: Top) -> list[Point]:
    """The canal: wide in front, narrowing to a corner behind."""
    half: list[Point] = [(X, 139), (194, 143), (209, 152), (211, 166), (200, 186), (184, 208),
                         (X, 217)]  # fmt: skip
    if this.neck:
        half = [(X, 142), (200, 145), (222, 154), (226, 170), (214, 190), (192, 208), (X, 216)]
    return [*half, *reversed(mirrored(half[1:-1], X))]


def _canal(this: Top) -> Iterator[svg.Element]:
    yield shape(_hole(this), "canal")
    thick = this.change.ligament
    outer = [(212, 170), (203, 188), (187, 210), (X + 1, 219)]
    inner = [(X + 1, 209 - thick * 1.3), (181 - thick * 0.2, 202 - thick),
             (194 - thick, 183 - thick * 0.5), (205 - thick * 0.8, 167)]  # fmt: skip
    if this.neck:
        outer = [*moved(outer, 8)[:3], outer[3]]
        inner = [inner[0], *moved(inner[1:], 9)]
    for flip in (False, True):
        points = [*outer, *inner]
        yield shape(mirrored(points, X) if flip else points, "yellow", corners=(3, 4))
        grain = [(207, 172), (197 - thick * 0.5, 187), (182, 206)]
        yield line(mirrored(grain, X) if flip else grain, "yellow-line")


def _disc(this: Top) -> Iterator[svg.Element]:
    change = this.change
    grow = change.bulge * 1.1 + (1 - change.height) * 8
    if change.spur:
        yield shape(_spurs(this), "bone", "spur")
    yield shape(this.disc(1, grow), "ring")
    for n in range(1, 6):
        yield shape(this.disc(1 - n * 0.085, grow * (1 - n * 0.17)), "lamella", "line")
    centre = 96 + this.dy * 0.4
    wide, deep = (26, 15) if this.neck else (38, 24)
    kinds = ["core", *(["dry"] if change.dry else [])]
    points = [(X + wide * sin(2 * pi * n / 12), centre - deep * cos(2 * pi * n / 12))
              for n in range(12)]  # fmt: skip
    if change.out:
        yield shape(_tongue(change.out), "core", "change")
    yield shape(points, *kinds)
    if change.dry:
        for dx, dy in ((-18, -4), (8, 4), (-4, 12), (14, -9)):
            crack = [
                (X + dx - 9, centre + dy),
                (X + dx, centre + dy - 3),
                (X + dx + 9, centre + dy),
            ]
            yield line(crack, "crack")
    else:
        yield line([(X - wide * 0.6, centre - deep * 0.35), (X - 4, centre - deep * 0.68),
                    (X + wide * 0.45, centre - deep * 0.5)], "gleam")  # fmt: skip


def _spurs(this: Top) -> list[Point]:
    """A wavy rim of new bone round the disc."""
    grow = this.change.spur
    return [(x + (x - X) / 80 * grow * (0.9 + 0.4 * (n % 2)), y + (y - 92) / 60 * grow *
             (0.55 + 0.45 * (n % 2))) for n, (x, y) in enumerate(this.disc(1.06))]  # fmt: skip


def _tongue(out: float) -> list[Point]:
    """The core that came out, to one side of the middle, where discs most often give way."""
    return [(186, 108), (194, 126), (196, 138), (190, 140 + out * 0.35), (192, 142 + out * 0.75),
            (203, 144 + out), (214, 140 + out * 0.8), (216, 140 + out * 0.3), (206, 138),
            (204, 126), (202, 104)]  # fmt: skip


def _facets(this: Top) -> Iterator[svg.Element]:
    """The joint on each side: the lower bone's process outside, the upper one's inside it."""
    swell = this.change.facet
    s = swell * 0.9
    outside = [(211 - s * 0.5, 163 - s * 0.5), (228, 158 - s * 0.8), (244 + s * 0.5, 164 - s * 0.4),
               (252 + s, 178), (250 + s * 1.2, 196 + s * 0.3), (241 + s * 0.5, 206 + s * 0.8),
               (236, 198), (235, 184), (226, 174), (213, 170)]  # fmt: skip
    inside = [(212 - s * 0.6, 176), (222, 180), (229, 190), (231, 204), (233, 218 + s * 0.9),
              (217, 225 + s), (202 - s * 0.5, 213 + s * 0.3), (203 - s * 0.7, 192)]  # fmt: skip
    joint = [(213, 173), (225, 177), (232.5, 187), (234, 203)]
    if this.neck:
        outside, inside, joint = (moved(points, 10, 2) for points in (outside, inside, joint))
    for flip in (False, True):
        for points, kind in ((outside, "bone-arch"), (inside, "bone-cut")):
            shown = mirrored(points, X) if flip else points
            yield shape(shown, kind, "process")
        arc = mirrored(joint, X) if flip else joint
        yield line(arc, "joint-edge", *(["worn"] if swell else []))
        yield line(arc, "joint", *(["worn"] if swell else []))


def _sac(this: Top) -> list[Point]:
    """The dural sac: what comes from in front, behind and the sides makes it smaller."""
    change = this.change
    front = 149 + change.bulge * 0.9
    back, narrow = 203 - change.ligament * 1.1, change.ligament * 0.75 + change.facet * 0.2
    wide = (46 if this.neck else 30) - narrow
    dent = change.out * 0.55
    return [(X, front), (X + wide * 0.7 - dent * 0.7, front + 1 + dent * 0.9),
            (X + wide - dent * 0.6, front + 13 + dent * 0.5), (X + wide * 0.62, back - 14),
            (X, back), (X - wide * 0.62, back - 14), (X - wide, front + 13),
            (X - wide * 0.7, front + 1)]  # fmt: skip


def _nerves(this: Top) -> Iterator[svg.Element]:
    change = this.change
    sac = _sac(this)
    yield shape(sac, "sac")
    front, back = sac[0][1], sac[4][1]
    if this.neck:
        yield from _cord(this, front, back)
    else:
        yield from _strands(sac)
    for flip in (False, True):
        pressed = change.out * 0.5 if not flip else 0
        if not this.neck:
            x = X + 34 - change.ligament * 0.6 - pressed * 0.2
            dot = mirrored([(x, 158)], X)[0] if flip else (x, 158 + pressed * 1.9)
            yield oval(*dot, 5, 5, "root-end")
            yield oval(dot[0] - 1.2, dot[1] - 1.4, 1.6, 1.4, "root-glint")
        path = [(211, 153), (228, 149), (246, 144), (266, 138), (286, 127)]
        if this.neck:
            path = [(206, 160), (226, 154), (238, 160), (262, 162), (290, 168)]
        yield from tube(mirrored(path, X) if flip else path, "root")


def _strands(sac: list[Point]) -> Iterator[svg.Element]:
    """The roots of the cauda equina, cut across: they lie towards the back of the sac."""
    cx = X
    cy = sum(y for _x, y in sac) / len(sac)
    wide, deep = sac[2][0] - X, (sac[4][1] - sac[0][1]) / 2
    for x, y in (
        (-0.66, -0.42), (0.66, -0.42), (-0.62, -0.06), (0.62, -0.06), (-0.34, -0.1), (0.34, -0.1),
        (0, -0.14), (-0.42, 0.24), (0.42, 0.24), (-0.14, 0.2), (0.14, 0.2), (-0.2, 0.54),
        (0.2, 0.54), (0, 0.78),
    ):  # fmt: skip
        size = min(3.1, max(1.7, deep * 0.12))
        yield oval(cx + x * wide, cy + y * deep, size, size, "strand-end")


def _cord(this: Top, front: float, back: float) -> Iterator[svg.Element]:
    """The cord of the neck, with the grey matter inside it."""
    middle, deep = (front + back) / 2 - 3, max(9.0, (back - front) * 0.3)
    wide = 27 - this.change.ligament * 0.4
    yield oval(X, middle, wide, deep, "cord")
    wing = [(X, middle - 1.5), (X + wide * 0.34, middle - deep * 0.52),
            (X + wide * 0.5, middle - deep * 0.34), (X + wide * 0.34, middle + deep * 0.1),
            (X + wide * 0.44, middle + deep * 0.66), (X + wide * 0.3, middle + deep * 0.62),
            (X, middle + 2)]  # fmt: skip
    yield shape([*wing, *reversed(mirrored(wing[1:-1], X))], "grey-matter")
    yield line([(X, middle + deep * 0.3), (X, middle + deep * 0.92)], "cord-line")
