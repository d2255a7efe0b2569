"""The bones of a motion segment from the side: bodies, arches, and the sacrum."""

from collections.abc import Iterator

import svg

from plumbline.present.segment_frame import Side
from plumbline.present.segment_outline import Point, line, moved, shape, turned

ARCH: tuple[Point, ...] = (
    (207, 12), (205, -8), (207, -25), (213, -31), (220, -26), (222, -11), (225, 4), (230, 17),
    (240, 33), (264, 44), (296, 50), (313, 59), (318, 76), (309, 89), (284, 86), (260, 80),
    (249, 83), (248, 99), (245, 114), (236, 121), (228, 114), (226, 98), (224, 84), (216, 68),
    (210, 50), (208, 30),
)  # fmt: skip
"""Joint processes, lamina and spinous process of a lumbar vertebra; y from the top of its body."""
NECK_ARCH: tuple[Point, ...] = (
    (219, 12), (216, -10), (219, -28), (226, -33), (232, -27), (234, -10), (238, 6), (244, 18),
    (254, 30), (276, 42), (300, 58), (314, 72), (315, 82), (306, 84), (296, 80), (278, 74),
    (258, 72), (254, 84), (251, 100), (245, 111), (238, 113), (234, 104), (234, 88), (228, 70),
    (223, 50), (220, 30),
)  # fmt: skip


def arches(this: Side) -> Iterator[svg.Element]:
    arch = list(NECK_ARCH if this.neck else ARCH)
    lower = moved(arch, dy=this.lower)
    if this.change.region == "lumbosacral":
        lower = _sacral_arch(this)
    swell = this.change.facet
    upper = moved(arch, dy=this.upper)
    if swell:
        # New bone round the joint: the tip below grows back and down, the one above grows up.
        upper = _grown(upper, 16, swell, ((0.2, 0), (0.9, 0), (1.1, 0.5), (0.3, 0.9), (0, 0.5)))
        lower = _grown(lower, 1, swell, ((-0.1, 0), (-0.3, -0.3), (-0.3, -0.7), (0, -0.6)))
    for points in (lower, upper):
        yield shape(points, "bone-arch")
    for top, points in ((this.lower, lower), (this.upper, upper)):
        if this.change.region != "lumbosacral" or top == this.upper:
            yield line([(x - 1, y + 5) for x, y in points[9:11]], "bone-light")
            yield line([(x - 4, y - 5) for x, y in points[13:16]], "bone-shade")
    if swell:
        yield line(upper[16:23], "swollen")
        yield line(lower[1:6], "swollen")
    x, y = (235, this.middle) if this.neck else (224.5, this.middle)
    joint = [(x - 1.5, y - 17), (x, y - 4), (x + 1, y + 8), (x + 3, y + 19)]
    yield line(joint, "joint-edge", *(["worn"] if swell else []))
    yield line(joint, "joint", *(["worn"] if swell else []))


def _grown(points: list[Point], first: int, by: float, ways: tuple[Point, ...]) -> list[Point]:
    """Points from `first` on moved, each its own way."""
    grown = [(x + by * a, y + by * b) for (x, y), (a, b) in zip(points[first:], ways, strict=False)]
    return [*points[:first], *grown, *points[first + len(ways) :]]


def _sacral_arch(this: Side) -> list[Point]:
    """The back of the sacrum: it joins L5 in a facet joint, then runs down as a low crest."""
    w = this.lower
    return [(208, w + 22), (206, w - 8), (209, w - 30), (215, w - 36), (221, w - 30),
            (223, w - 12), (227, w + 4), (240, w + 14), (262, w + 22), (276, w + 36),
            (282, w + 58), (294, w + 76), (300, w + 98), (300, w + 134), (260, w + 134),
            (246, w + 104), (228, w + 60)]  # fmt: skip


def _body(this: Side, top: float, spur_up: float, spur_down: float) -> list[Point]:
    """A vertebral body: its waist is narrower than its rims; spurs make the rims longer."""
    x0, x1, bottom, half = this.front, this.back, top + this.body, top + this.body / 2
    mid, su, sd = (this.front + this.back) / 2, spur_up, spur_down
    return [
        (x0 + 9, top + su * 0.05), (mid, top + 2.5), (x1 - 7, top),
        (x1 + su * 0.45, top + 4 - su * 0.25), (x1 - 3 + su * 0.1, top + 11), (x1 - 6, half),
        (x1 - 3 + sd * 0.1, bottom - 11), (x1 + sd * 0.45, bottom - 4 + sd * 0.25),
        (x1 - 7, bottom), (mid, bottom - 2.5), (x0 + 9, bottom - sd * 0.05),
        (x0 - sd * 1.15, bottom - 4 + sd * 0.6), (x0 + 1 - sd * 0.75, bottom - 9 + sd * 0.05),
        (x0 + 6, half + 8 - sd * 0.3), (x0 + 6, half - 8 + su * 0.3),
        (x0 + 1 - su * 0.75, top + 9 - su * 0.05), (x0 - su * 1.15, top + 4 - su * 0.6),
    ]  # fmt: skip


def bodies(this: Side) -> Iterator[svg.Element]:
    spur = this.change.spur
    upper = _body(this, this.upper, 0, spur)
    lower = this.tilted(_body(this, this.lower, spur, 0))
    if this.change.region == "lumbosacral":
        lower = this.tilted(_sacrum(this))
    mid = ((this.front + this.back) / 2, this.upper + this.body / 2)
    for points, centre in ((upper, mid), (lower, (mid[0], this.lower + this.body / 2))):
        centre = this.tilted([centre])[0] if points is lower else centre
        yield shape(points, "bone")
        inner = [(centre[0] + (x - centre[0]) * 0.93, centre[1] + (y - centre[1]) * 0.9)
                 for x, y in points]  # fmt: skip
        yield shape(inner, "spongy")
        yield from _grain(centre, points is upper, this)
        if spur and this.change.region != "lumbosacral":
            front, back = ((10, 13), (6, 9)) if points is upper else ((15, 17), (2, 5))
            yield line([*points[slice(*front)], *points[: points is lower]], "beak")
            yield line(points[slice(*back)], "beak")
    if this.change.region == "lumbosacral":
        yield line(this.tilted([(this.front + 22, this.lower + 82), (100, this.lower + 79),
                                 (146, this.lower + 84)]), "fused")  # fmt: skip


def _grain(centre: Point, upper: bool, this: Side) -> Iterator[svg.Element]:
    """The fine beams of spongy bone: upright where the load goes, a few across."""
    x, y = centre
    wide = int((this.back - this.front) / 2 - 16)
    turn = 0 if upper else this.lean
    for n, dx in enumerate(range(-wide, wide + 1, 9)):
        long = 27 - (n * 5 % 7)
        for start, end in ((-long, -9 + n * 3 % 8), (-3 + n * 3 % 8, long - n % 4)):
            bit = [(x + dx, y + start), (x + dx + 0.8, y + (start + end) / 2), (x + dx, y + end)]
            yield line(turned(bit, centre, turn), "grain")
    for n, dy in enumerate((-21, -13, 13, 21)):
        for dx in range(-wide + 4 + n % 2 * 5, wide - 6, 18):
            bit = [(x + dx, y + dy), (x + dx + 4, y + dy + 0.6), (x + dx + 8, y + dy)]
            yield line(turned(bit, centre, turn), "grain", "faint")


def _sacrum(this: Side) -> list[Point]:
    """The first two pieces of the sacrum, grown together and narrowing."""
    x0, x1, y = this.front, this.back, this.lower
    return [(x0 + 7, y), (106, y + 2.5), (x1 - 7, y), (x1, y + 4), (x1 - 4, y + 30),
            (x1 - 8, y + 78), (x1 - 14, y + 128), (118, y + 138), (82, y + 126), (74, y + 100),
            (66, y + 78), (58, y + 40), (x0 + 2, y + 14), (x0, y + 4)]  # fmt: skip
