"""The pictures of a report: pain by policy, and how long each serious cause went unnoticed.

SVG text with classes only; the page brings the colours, and shows the numbers in tables too.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

import svg

from plumbline.present.words import _
from plumbline.simulate.count import Curve

WIDTH, HEIGHT = 720, 300
TOP, RIGHT, BOTTOM, LEFT = 16, 112, 34, 34
ROW = 30
NAMES = 150
WORST = 10
WEEK = 7
LABEL_ROOM = 15


def pain_chart(curves: Sequence[Curve]) -> str:
    """Mean pain by day and policy, and where the middle eight of ten people of the first lie."""
    days = len(curves[0].mean)
    elements: list[svg.Element] = [
        svg.Title(text=escape(_("Pain by day, 0 to 10, of people without a serious cause"))),
        *_pain_axes(days),
    ]
    first = curves[0]
    upper = [_place(day, high, days) for day, high in enumerate(first.high)]
    lower = [_place(day, low, days) for day, low in enumerate(first.low)]
    elements.append(svg.Path(d=[*_line([*upper, *reversed(lower)]), svg.Z()], class_=["band"]))
    for curve in curves:
        places = [_place(day, pain, days) for day, pain in enumerate(curve.mean)]
        elements.append(svg.Path(d=_line(places), class_=["line", curve.policy]))
    elements += _labels(curves, days)
    return _picture(WIDTH, HEIGHT, elements)


def delay_chart(
    delays: Mapping[str, Sequence[int]], missed: Mapping[str, int], names: Mapping[str, str]
) -> str:
    """One row for each cause: a dot for each person, by the days from the first sign until told to
    be seen, a bar at the median; on the right who was missed."""
    longest = max((max(days, default=0) for days in delays.values()), default=0)
    most = max(14, longest)
    height = TOP + ROW * len(delays) + BOTTOM
    elements: list[svg.Element] = [
        svg.Title(text=escape(_("Days from the first sign until told to be seen, by cause"))),
        *_delay_axes(most, height),
    ]
    for row, (cause, days) in enumerate(delays.items()):
        y = TOP + ROW * row + ROW / 2
        elements.append(_text(NAMES - 10, y + 4, names.get(cause, cause), "label", "end"))
        elements += _dots(days, most, y)
        said = _("missed: %(n)s") % {"n": missed.get(cause, 0)}
        elements.append(_text(WIDTH - RIGHT + 16, y + 4, said, "label", "start"))
    return _picture(WIDTH, height, elements)


def _dots(days: Sequence[int], most: int, y: float) -> Iterator[svg.Element]:
    """Dots of one day stand above each other."""
    stacked: dict[int, int] = {}
    for day in days:
        above = stacked[day] = stacked.get(day, -1) + 1
        shift = ((above + 1) // 2) * (-5 if above % 2 else 5)
        lies = max(-ROW / 2 + 4, min(ROW / 2 - 4, shift))
        yield svg.Circle(cx=_across(day, most), cy=round(y + lies, 1), r=2.6, class_=["dot"])
    if days:
        x = _across(sorted(days)[len(days) // 2], most)
        yield svg.Line(x1=x, y1=y - ROW / 2 + 2, x2=x, y2=y + ROW / 2 - 2, class_=["median"])


def _across(day: float, most: int) -> float:
    return round(NAMES + day / most * (WIDTH - RIGHT - NAMES), 1)


def _delay_axes(most: int, height: int) -> Iterator[svg.Element]:
    step = max(WEEK, round(most / 8 / WEEK) * WEEK)
    for day in range(0, most + 1, step):
        x = _across(day, most)
        yield svg.Line(x1=x, y1=TOP, x2=x, y2=height - BOTTOM, class_=["grid"])
        yield _text(x, height - BOTTOM + 16, str(day), "axis", "middle")
    yield _text(WIDTH - RIGHT, height - 4, _("days"), "axis", "end")


def _pain_axes(days: int) -> Iterator[svg.Element]:
    for pain in range(0, WORST + 1, 2):
        _x, y = _place(0, pain, days)
        yield svg.Line(x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, class_=["grid"])
        yield _text(LEFT - 6, y + 4, str(pain), "axis", "end")
    step = max(1, round(days / WEEK / 8)) * WEEK
    for day in range(0, days, step):
        x, _y = _place(day, 0, days)
        yield _text(x, HEIGHT - BOTTOM + 16, str(day // WEEK), "axis", "middle")
    yield _text(WIDTH - RIGHT, HEIGHT - 4, _("weeks"), "axis", "end")


def _labels(curves: Sequence[Curve], days: int) -> Iterator[svg.Element]:
    """Each line's name at its end; where they end close together, below each other."""
    ends = sorted((_place(days - 1, curve.mean[-1], days)[1], curve.policy) for curve in curves)
    places = [ends[0][0]]
    for (_above, _a), (y, _b) in pairwise(ends):
        places.append(max(y, places[-1] + LABEL_ROOM))
    for y, (_end, policy) in zip(places, ends, strict=True):
        yield svg.Text(
            x=WIDTH - RIGHT + 6,
            y=y + 4,
            class_=["name", policy],
            text=escape(policy_names().get(policy, policy)),
        )


def policy_names() -> dict[str, str]:
    """What each policy is called."""
    return {
        "plumbline": _("Plumbline"),
        "fixed": _("a fixed plan"),
        "nothing": _("nothing"),
    }


def _place(day: float, pain: float, days: int) -> tuple[float, float]:
    x = LEFT + day / max(1, days - 1) * (WIDTH - LEFT - RIGHT)
    y = TOP + (1 - pain / WORST) * (HEIGHT - TOP - BOTTOM)
    return round(x, 1), round(y, 1)


def _line(places: Sequence[tuple[float, float]]) -> list[svg.PathData]:
    (x, y), *rest = places
    return [svg.M(x, y), *(svg.L(*place) for place in rest)]


def _text(x: float, y: float, words: str, kind: str, anchor: str) -> svg.Element:
    # The library writes text as it is given: escaping is ours to do.
    return svg.Text(x=x, y=y, class_=[kind, anchor], text=escape(words))


def _picture(width: float, height: float, elements: list[svg.Element]) -> str:
    box = svg.ViewBoxSpec(0, 0, width, height)
    return str(svg.SVG(viewBox=box, elements=elements, extra={"role": "img"}))
