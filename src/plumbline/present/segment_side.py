"""A motion segment from the side: two vertebrae cut along the middle, and what lies between them.

The cut shows bodies, disc and canal; the facet joint, which lies beside the middle, is drawn where
it is seen behind the canal. Below the second lumbar vertebra the canal holds loose nerve roots; in
the neck it holds the cord.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

import svg

from plumbline.present.segment_outline import (
    Change,
    Point,
    closed,
    line,
    moved,
    oval,
    shape,
    tube,
    turned,
)

WIDTH, HEIGHT = 340, 300
TOP = 46
"""Where the upper vertebra begins."""
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


def side(change: Change) -> Iterator[svg.Element]:
    """The drawing, from back to front; in a frame of `WIDTH` by `HEIGHT`."""
    this = Side(change)
    yield from _behind(this)
    yield from _canal(this)
    yield from _arches(this)
    yield from _ligament(this)
    yield from _disc(this)
    yield from _bodies(this)
    if change.out:
        yield from _herniation(this)
    yield from _roots(this)


def _lower(this: Side, points: list[Point]) -> list[Point]:
    return turned(points, this.hinge, this.lean)


def _behind(this: Side) -> Iterator[svg.Element]:
    """The ligaments between the spinous processes, and the canal with its far wall."""
    u, w = this.upper, this.lower
    between = [(236, u + 80), (262, u + 76), (300, u + 84), (308, w + 64), (270, w + 52),
               (240, w + 38)]  # fmt: skip
    if this.change.region == "lumbosacral":
        between[3:] = [(298, w + 8), (262, w + 12), (240, w + 14)]
    yield shape(between, "tie")
    for x in range(250, 304, 9):
        yield line([(x, u + 86), (x + 4, u + 104), (x - 3, u + 116)], "fibre")
    ys = range(8, HEIGHT - 7, 12)
    edge = [(this.back - 4 + this.drift(y), float(y)) for y in ys]
    far = [(this.wall + 6 + this.drift(y), float(y)) for y in reversed(ys)]
    yield shape([*edge, *far], "canal", corners=(0, len(edge) - 1, len(edge), len(edge) * 2 - 1))
    for top, low in ((u, False), (w, True)):
        stub = [(this.back - 8, top + 10), (184, top + 13), (this.wall + 10, top + 9),
                (this.wall + 10, top + 34), (184, top + 31), (this.back - 8, top + 36)]  # fmt: skip
        yield shape(_lower(this, stub) if low else stub, "bone-far")


def _canal(this: Side) -> Iterator[svg.Element]:
    """The dural sac with the roots of the cauda equina, or with the cord."""
    ys = [float(y) for y in range(10, HEIGHT - 9, 10)]
    outline = [*(this.sac(y, 0) for y in ys), *(this.sac(y, 1) for y in reversed(ys))]
    yield shape(outline, "sac", corners=(0, len(ys) - 1, len(ys), 2 * len(ys) - 1))
    if this.neck:
        cord = [*(this.sac(y, 0.2) for y in ys), *(this.sac(y, 0.8) for y in reversed(ys))]
        yield shape(cord, "cord", corners=(0, len(ys) - 1, len(ys), 2 * len(ys) - 1))
        for share in (0.38, 0.6):
            yield line([this.sac(y, share) for y in ys], "cord-line")
    else:
        for n, share in enumerate((0.16, 0.3, 0.44, 0.58, 0.72, 0.86)):
            strand = [this.sac(y, share + 0.035 * ((i + n) % 3 - 1)) for i, y in enumerate(ys)]
            yield line(strand, "strand")


def _ligament(this: Side) -> Iterator[svg.Element]:
    """The yellow ligament, from one lamina to the next along the back of the canal."""
    thick, wall = this.change.ligament, this.wall
    top, low = this.upper + 62, this.lower + 26
    half = (top + low) / 2
    points = [(wall + 5, top), (wall, top + 16), (wall - 1 - thick, half - 12),
              (wall - 1 - thick, half + 12), (wall, low - 14), (wall + 6, low),
              (wall + 8, low - 14), (wall + 6, half), (wall + 8, top + 14)]  # fmt: skip
    yield shape(points, "yellow")
    for share in (0.3, 0.65):
        x = wall + 6 - share * (7 + thick)
        yield line([(wall + 5 - share * 2, top + 12), (x, half - 10), (x, half + 10),
                    (wall + 5 - share * 2, low - 12)], "yellow-line")  # fmt: skip


def _arches(this: Side) -> Iterator[svg.Element]:
    arch = list(NECK_ARCH if this.neck else ARCH)
    lower = moved(arch, dy=this.lower)
    if this.change.region == "lumbosacral":
        lower = _sacral_arch(this)
    swell = this.change.facet
    upper = moved(arch, dy=this.upper)
    if swell:
        # New bone round the joint: the tip below grows back and down, the one above grows up.
        upper = [(x + swell * (0.2, 0.9, 1.1, 0.3, 0)[i - 16], y + swell * (0, 0, 0.5, 0.9, 0.5)[i - 16])
                 if 16 <= i <= 20 else (x, y) for i, (x, y) in enumerate(upper)]  # fmt: skip
        lower = [(x - swell * (0.1, 0.3, 0.3, 0)[i - 1], y - swell * (0, 0.3, 0.7, 0.6)[i - 1])
                 if 1 <= i <= 4 else (x, y) for i, (x, y) in enumerate(lower)]  # fmt: skip
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


def _sacral_arch(this: Side) -> list[Point]:
    """The back of the sacrum: it joins L5 in a facet joint, then runs down as a low crest."""
    w = this.lower
    return [(208, w + 22), (206, w - 8), (209, w - 30), (215, w - 36), (221, w - 30),
            (223, w - 12), (227, w + 4), (240, w + 14), (262, w + 22), (276, w + 36),
            (282, w + 58), (294, w + 76), (300, w + 98), (300, w + 134), (260, w + 134),
            (246, w + 104), (228, w + 60)]  # fmt: skip


def body(this: Side, top: float, spur_up: float, spur_down: float) -> list[Point]:
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


def _bodies(this: Side) -> Iterator[svg.Element]:
    spur = this.change.spur
    upper = body(this, this.upper, 0, spur)
    lower = _lower(this, body(this, this.lower, spur, 0))
    if this.change.region == "lumbosacral":
        lower = _lower(this, _sacrum(this))
    mid = ((this.front + this.back) / 2, this.upper + this.body / 2)
    for points, centre in ((upper, mid), (lower, (mid[0], this.lower + this.body / 2))):
        centre = _lower(this, [centre])[0] if points is lower else centre
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
        yield line(_lower(this, [(this.front + 22, this.lower + 82), (100, this.lower + 79),
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


def _rim(this: Side) -> tuple[list[Point], list[Point]]:
    """The ends of the disc: along the upper body from front to back, and along the lower."""
    x0, x1, top = this.front + 4, this.back - 4, this.upper + this.body
    upper = [(x0, top - 2), ((x0 + x1) / 2, top - 4), (x1, top - 2)]
    lower = _lower(this, [(x0, this.lower + 2), ((x0 + x1) / 2, this.lower + 4),
                          (x1, this.lower + 2)])  # fmt: skip
    return upper, lower


def _disc(this: Side) -> Iterator[svg.Element]:
    upper, lower = _rim(this)
    low = 1 - this.change.height
    front, back = this.front - 5 - low * 8, this.back + 2 + this.change.bulge + low * 5
    half_front = (upper[0][1] + lower[0][1]) / 2
    points = [*upper, (back, this.middle - this.disc * 0.2), (back, this.middle + this.disc * 0.2),
              *reversed(lower), (front, half_front + this.disc * 0.2),
              (front, half_front - this.disc * 0.2)]  # fmt: skip
    yield shape(points, "ring")
    for n in range(1, 5):
        yield _lamella(upper[0], lower[0], front, half_front, n * 6.2)
        yield _lamella(upper[-1], lower[-1], back, this.middle, -n * 5.2)
    yield from _nucleus(this)


def _lamella(top: Point, bottom: Point, edge: float, half: float, inward: float) -> svg.Path:
    """One layer of the ring: it bows outwards as the edge does."""
    bow = edge + inward * 0.9
    return line([(top[0] + inward, top[1] + 3), (bow, half), (bottom[0] + inward, bottom[1] - 3)],
                "lamella")  # fmt: skip


def core(this: Side) -> tuple[Point, float, float]:
    """Centre and half sizes of the soft core: a little behind the middle."""
    upper, lower = _rim(this)
    x = this.front + (this.back - this.front) * 0.55
    y = (upper[1][1] + lower[1][1]) / 2
    size = 0.24 if this.change.out else 0.27
    return (x, y), (this.back - this.front) * size, this.disc * 0.36


def _nucleus(this: Side) -> Iterator[svg.Element]:
    (x, y), rx, ry = core(this)
    tilt = this.lean / 2
    outline = [(x - rx, y), (x - rx * 0.6, y - ry), (x + rx * 0.5, y - ry), (x + rx, y),
               (x + rx * 0.6, y + ry), (x - rx * 0.6, y + ry)]  # fmt: skip
    yield shape(turned(outline, (x, y), tilt), "core", *(["dry"] if this.change.dry else []))
    if this.change.dry:
        for dx, long in ((-14, 11), (0, 15), (13, 9)):
            yield line([(x + dx - long, y + 1), (x + dx, y - 1.5), (x + dx + long, y + 1.5)],
                       "crack")  # fmt: skip
    else:
        gleam = [(x - rx * 0.55, y - ry * 0.5), (x, y - ry * 0.66), (x + rx * 0.45, y - ry * 0.5)]
        yield line(turned(gleam, (x, y), tilt), "gleam")


def _herniation(this: Side) -> Iterator[svg.Element]:
    """The core has come through a split in the ring and lies in the canal."""
    (x, y), rx, ry = core(this)
    out, edge = this.change.out, this.back
    points = [(x + rx * 0.5, y - ry * 0.6), (edge - 10, y - 3), (edge - 1, y - 3.5),
              (edge + out * 0.45, y - out * 0.42), (edge + out, y - out * 0.1),
              (edge + out * 0.95, y + out * 0.42), (edge + out * 0.4, y + out * 0.66),
              (edge - 1, y + 4.5), (edge - 10, y + 3), (x + rx * 0.5, y + ry * 0.6)]  # fmt: skip
    yield svg.Path(d=closed(points), class_=["core", "change"])
    yield line([(edge + out * 0.35, y - out * 0.22), (edge + out * 0.72, y - out * 0.1)], "gleam")


def _roots(this: Side) -> Iterator[svg.Element]:
    """A root leaves the sac above each disc and goes out below the pedicle."""
    change = this.change
    for top, low in ((this.upper + 22, False), (this.lower + 14, True)):
        # The root of the next level passes right behind the disc: this one is pressed.
        start = top - (34 if low else 6)
        push = (change.out * 0.55 + change.bulge * 0.5) if low else 0
        at = this.sac(start, 0.42)
        end = (this.back + 9 + this.drift(top + 34), top + 36)
        long, across = end[1] - start, end[0] - at[0]
        path = [at, (at[0] + push * 0.9, start + long * 0.26),
                (at[0] + across * 0.15 + push * 0.85, start + long * 0.46),
                (at[0] + across * 0.5, start + long * 0.72), end]  # fmt: skip
        yield from tube(path, "root")
        x, y = path[-1]
        yield oval(x - 0.5, y + 1, 6.2, 4.6, "root-end")
