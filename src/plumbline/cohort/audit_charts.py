"""The pictures of an audit: providers in a funnel, and the share over time.

SVG text with classes only; the page brings the colours, and shows the numbers in tables too.
"""

from collections.abc import Iterator, Sequence
from html import escape

import svg

from plumbline.cohort.disclosure import Shown
from plumbline.cohort.intervals import funnel_limits
from plumbline.present.words import _

WIDTH, HEIGHT = 640, 300
TOP, RIGHT, BOTTOM, LEFT = 14, 96, 44, 48
STEPS = 60
NEAR, FAR = 0.05, 0.002
"""How many of those who differ by chance alone lie outside."""
FEWEST = 10
"""The left end of a funnel: a limit for fewer episodes than this tells nothing."""


def funnel(share: float, providers: Sequence[Shown]) -> str:
    """Each provider by size and share, between the limits of chance around the share of all;
    empty where nobody can be shown."""
    known = [each for each in providers if each.among and each.share is not None]
    if not known:
        return ""
    most = max(each.among or 0 for each in known) * 1.05
    highest = _top([*(each.share or 0 for each in known), funnel_limits(share, FEWEST * 5, FAR)[1]])
    scale = _Scale(0, most, highest)
    elements: list[svg.Element] = [
        svg.Title(text=escape(_("Providers by number of episodes and share"))),
        *_axes(scale, _("episodes")),
    ]
    step = _step(most)
    for among in range(step, int(most), step):
        elements.append(_text(scale.x(among), HEIGHT - BOTTOM + 16, str(among), "axis", "middle"))
    for chance, kind in ((NEAR, "near"), (FAR, "far")):
        for side in (0, 1):
            elements.append(_limit(scale, share, chance, side, kind))
        at = min(highest, funnel_limits(share, round(most), chance)[1])
        words = _("95 in 100") if kind == "near" else _("998 in 1000")
        shift = -2 if kind == "far" else 10
        elements.append(_text(WIDTH - RIGHT + 6, scale.y(at) + shift, words, "axis", "start"))
    y = scale.y(share)
    elements.append(svg.Line(x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, class_=["mean"]))
    for each in known:
        low, high = funnel_limits(share, each.among or 1, FAR)
        outside = not low <= (each.share or 0) <= high
        elements.append(
            svg.Circle(
                cx=scale.x(each.among or 0),
                cy=scale.y(each.share or 0),
                r=4,
                class_=["dot", "outside"] if outside else ["dot"],
            )
        )
    return _picture(elements)


def trend(quarters: Sequence[Shown]) -> str:
    """The share by quarter with its interval; empty with fewer than two quarters."""
    known = [each for each in quarters if each.share is not None]
    if len(known) < 2:
        return ""
    scale = _Scale(-0.5, len(quarters) - 0.5, _top([each.high or 0 for each in known]))
    elements: list[svg.Element] = [
        svg.Title(text=escape(_("Share by quarter, with its interval"))),
        *_axes(scale, _("quarter")),
    ]
    every = max(1, round(len(quarters) / 6))
    path: list[svg.PathData] = []
    for place, each in enumerate(quarters):
        x = scale.x(place)
        if place % every == 0:
            elements.append(_text(x, HEIGHT - BOTTOM + 16, each.group, "axis", "middle"))
        if each.share is None or each.low is None or each.high is None:
            path.append(svg.M(x, scale.y(0)))  # a gap: nothing is drawn through what is hidden
            continue
        y = scale.y(each.share)
        begins = not path or quarters[place - 1].share is None
        path.append(svg.M(x, y) if begins else svg.L(x, y))
        low, high = scale.y(each.low), scale.y(each.high)
        elements.append(svg.Line(x1=x, y1=low, x2=x, y2=high, class_=["whisker"]))
        elements.append(svg.Circle(cx=x, cy=y, r=3.5, class_=["dot"]))
    elements.append(svg.Path(d=path, class_=["line"]))
    return _picture(elements)


class _Scale:
    """Where a value lies: `left` to `right` across, 0 to `top` upwards."""

    def __init__(self, left: float, right: float, top: float) -> None:
        self.left, self.right, self.top = left, right, top

    def x(self, value: float) -> float:
        along = (value - self.left) / (self.right - self.left)
        return round(LEFT + along * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        up = min(1.0, max(0.0, value / self.top))
        return round(TOP + (1 - up) * (HEIGHT - TOP - BOTTOM), 1)


def _top(values: Sequence[float]) -> float:
    """A round share above all that is drawn."""
    highest = max(values)
    return next((top for top in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75) if top >= highest), 1.0)


def _step(most: float) -> int:
    """A round number of which about five fit below `most`."""
    size = 1
    while size * 10 <= most / 5:
        size *= 10
    return next(size * times for times in (1, 2, 5, 10) if size * times >= most / 6)


def _axes(scale: _Scale, name: str) -> Iterator[svg.Element]:
    for step in range(6):
        share = scale.top * step / 5
        y = scale.y(share)
        yield svg.Line(x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, class_=["grid"])
        yield _text(LEFT - 6, y + 4, f"{share * 100:g}\u00a0%", "axis", "end")
    yield _text(WIDTH - RIGHT, HEIGHT - 8, name, "axis", "end")


def _limit(scale: _Scale, share: float, chance: float, side: int, kind: str) -> svg.Element:
    places: list[svg.PathData] = []
    for step in range(STEPS + 1):
        among = FEWEST + (scale.right - FEWEST) * step / STEPS
        x, y = scale.x(among), scale.y(funnel_limits(share, round(among), chance)[side])
        places.append(svg.L(x, y) if places else svg.M(x, y))
    return svg.Path(d=places, class_=["limit", kind])


def _text(x: float, y: float, words: str, kind: str, anchor: str) -> svg.Element:
    # The library writes text as it is given: escaping is ours to do.
    return svg.Text(x=x, y=y, class_=[kind, anchor], text=escape(words))


def _picture(elements: list[svg.Element]) -> str:
    box = svg.ViewBoxSpec(0, 0, WIDTH, HEIGHT)
    return str(svg.SVG(viewBox=box, elements=elements, extra={"role": "img"}))
