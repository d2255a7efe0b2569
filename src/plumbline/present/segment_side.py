"""A motion segment from the side: two vertebrae cut along the middle, and what lies between them.

The cut shows bodies, disc and canal; the facet joint, which lies beside the middle, is drawn where
it is seen behind the canal. Below the second lumbar vertebra the canal holds loose nerve roots; in
the neck it holds the cord.
"""

from collections.abc import Iterator

import svg

from plumbline.present.segment_bones import arches, bodies
from plumbline.present.segment_frame import HEIGHT, Side
from plumbline.present.segment_outline import (
    Change,
    Point,
    closed,
    line,
    oval,
    shape,
    tube,
    turned,
)


def side(change: Change) -> Iterator[svg.Element]:
    """The drawing, from back to front; in a frame of `WIDTH` by `HEIGHT`."""
    this = Side(change)
    yield from _behind(this)
    yield from _canal(this)
    yield from arches(this)
    yield from _ligament(this)
    yield from _disc(this)
    yield from bodies(this)
    if change.out:
        yield from _herniation(this)
    yield from _roots(this)


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
        yield shape(this.tilted(stub) if low else stub, "bone-far")


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


def _rim(this: Side) -> tuple[list[Point], list[Point]]:
    """The ends of the disc: along the upper body from front to back, and along the lower."""
    x0, x1, top = this.front + 4, this.back - 4, this.upper + this.body
    upper = [(x0, top - 2), ((x0 + x1) / 2, top - 4), (x1, top - 2)]
    lower = this.tilted([(x0, this.lower + 2), ((x0 + x1) / 2, this.lower + 4),
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


def _core(this: Side) -> tuple[Point, float, float]:
    """Centre and half sizes of the soft core: a little behind the middle."""
    upper, lower = _rim(this)
    x = this.front + (this.back - this.front) * 0.55
    y = (upper[1][1] + lower[1][1]) / 2
    size = 0.24 if this.change.out else 0.27
    return (x, y), (this.back - this.front) * size, this.disc * 0.36


def _nucleus(this: Side) -> Iterator[svg.Element]:
    (x, y), rx, ry = _core(this)
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
    (x, y), rx, ry = _core(this)
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
