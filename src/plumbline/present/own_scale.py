"""What a difference would mean on somebody's own 0-10 scale, as SVG text.

A hollow mark where the pain is now, a filled one where the average difference would put it, and
the interval as a bar. Classes only; the same is said in words beside it.
"""

from dataclasses import dataclass
from html import escape

import svg

from plumbline.present.words import _

EDGE, MIDDLE, HEIGHT = 14, 30, 66
MOST = 10


@dataclass(frozen=True, slots=True)
class Moved:
    """Where somebody is (0-10), where a difference would put them, and its interval."""

    now: float
    then: float
    low: float | None
    high: float | None


def own_scale(moved: Moved, *, title: str, width: int, name: str) -> str:
    """The scale from 0 to 10 with both marks; `name` begins the ids, `width` is in units of about
    one pixel."""
    elements: list[svg.Element] = [
        svg.Title(id=f"{name}-title", text=escape(title)),
        svg.Desc(id=f"{name}-about", text=escape(in_words(moved))),
        svg.Line(x1=EDGE, y1=MIDDLE, x2=width - EDGE, y2=MIDDLE, class_=["line"]),
    ]
    for number in range(MOST + 1):
        x = _x(number, width)
        tall = 6 if number % 5 == 0 else 3
        elements.append(svg.Line(x1=x, y1=MIDDLE, x2=x, y2=MIDDLE + tall, class_=["line"]))
        if number % 5 == 0:
            elements.append(_text(x, MIDDLE + 22, str(number)))
    if moved.low is not None and moved.high is not None:
        left, right = _x(moved.low, width), _x(moved.high, width)
        elements.append(svg.Line(x1=left, y1=MIDDLE, x2=right, y2=MIDDLE, class_=["interval"]))
    now, then = _x(moved.now, width), _x(moved.then, width)
    elements += [
        svg.Circle(cx=now, cy=MIDDLE, r=6, class_=["now"]),
        svg.Circle(cx=then, cy=MIDDLE, r=6, class_=["then"]),
        _text(max(EDGE + 8, min(width - EDGE - 8, now)), MIDDLE - 14, _("now"), "said"),
    ]
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, width, HEIGHT),
        class_=["own-scale"],
        elements=elements,
        extra={"role": "img", "aria-labelledby": f"{name}-title {name}-about"},
    )
    return str(picture)


def in_words(moved: Moved) -> str:
    """The same as a sentence."""
    told = {"now": f"{moved.now:g}", "then": f"{moved.then:g}"}
    if moved.low is None or moved.high is None:
        return _("From %(now)s, the average difference would lead to %(then)s.") % told
    low, high = sorted((moved.low, moved.high))
    told |= {"low": f"{low:g}", "high": f"{high:g}"}
    return (
        _(
            "From %(now)s, the average difference would lead to %(then)s, most likely between "
            "%(low)s and %(high)s."
        )
        % told
    )


def _x(points: float, width: int) -> float:
    return round(EDGE + points / MOST * (width - 2 * EDGE), 1)


def _text(x: float, y: float, text: str, kind: str = "axis") -> svg.Text:
    return svg.Text(x=x, y=y, text=escape(text), class_=[kind], text_anchor="middle")
