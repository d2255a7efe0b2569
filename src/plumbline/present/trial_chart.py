"""Pictures of a trial of one's own, as SVG text: its days, and the difference with its interval.

Classes only, as in `charts`: colours and light or dark come from the page's style sheet. The two
ways are told apart by shape as well as by colour, and each is a picture of what the page says too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

import svg

from plumbline.care.n_of_1 import Arm
from plumbline.present.charts import (
    LEFT,
    RIGHT,
    Plot,
    label_at,
    tick_anchor,
    ticks,
)
from plumbline.present.days import short_date
from plumbline.present.trial_words import signed
from plumbline.present.words import _, ngettext

SCALE = 10
HALF = 3.5
"""Half the height of a mark, in units of about one pixel."""
SPAN_HEIGHT, SPAN_MIDDLE, EDGE = 72, 30, 16
WIDEST, NARROWEST = 10.0, 1.0
"""Points to each side that the picture of the difference shows at most and at least."""


@dataclass(frozen=True, slots=True)
class Day:
    """One planned day: which way it was, what was told, and whether it counts."""

    on: date
    arm: Arm
    score: float | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better a is than b, in points: more is better for a. `matters`: less than this
    counts as none."""

    effect: float
    low: float
    high: float
    matters: float


def days_chart(days: Sequence[Day], *, title: str, width: int, name: str = "trial") -> str:
    """The scores of the days, a circle for a and a square for b, hollow where they are not
    counted, over a band of the days of each way. `name` begins the ids. Empty without days."""
    if not days:
        return ""
    # One day more, so that the last day has its width too.
    last = max(days[-1].on + timedelta(days=1), days[0].on + timedelta(days=2))
    plot = Plot(days[0].on, last, width, round(150 + width / 8))
    told = sum(day.score is not None for day in days)
    about = ngettext("%(n)s day with a number.", "%(n)s days with a number.", told) % {"n": told}
    elements: list[svg.Element] = [
        *_bands(plot, days),
        *_axes(plot),
        *(mark for day in days for mark in _mark(plot, day)),
    ]
    about = f"{about} {_('All numbers stand in the table below the picture.')}"
    return _picture(plot.width, plot.height, "chart trial", name, title, about, elements)


def difference_chart(
    found: Difference, *, ways: tuple[str, str], title: str, width: int, name: str = "difference"
) -> str:
    """Where the difference lies: a dot with its interval, over the stretch that counts as none.
    b is better to the left, a to the right."""
    reach = max(abs(found.low), abs(found.high), 2 * found.matters, NARROWEST)
    reach = min(reach * 1.1, WIDEST)

    def x(points: float) -> float:
        inside = max(-reach, min(reach, points))
        return round(EDGE + (inside + reach) / (2 * reach) * (width - 2 * EDGE), 1)

    left, right = x(-found.matters), x(found.matters)
    y, ground = SPAN_MIDDLE, SPAN_HEIGHT - 26
    elements: list[svg.Element] = [
        svg.Rect(x=left, y=8, width=round(right - left, 1), height=ground - 8, class_=["none"]),
        svg.Line(x1=EDGE, y1=ground, x2=width - EDGE, y2=ground, class_=["grid"]),
        svg.Line(x1=x(0), y1=8, x2=x(0), y2=ground, class_=["mark"]),
        svg.Line(x1=x(found.low), y1=y, x2=x(found.high), y2=y, class_=["span"]),
        svg.Circle(cx=x(found.effect), cy=y, r=5, class_=["found"]),
        label_at(x(0), ground + 12, "0", "axis", anchor="middle"),
        label_at(
            EDGE, ground + 20, _("better: %(way)s") % {"way": ways[1]}, "axis", anchor="start"
        ),
        label_at(
            width - EDGE, ground + 20, _("better: %(way)s") % {"way": ways[0]}, "axis", anchor="end"
        ),
    ]
    told = {"low": signed(found.low), "high": signed(found.high), "effect": signed(found.effect)}
    about = _("%(effect)s points, most likely between %(low)s and %(high)s.") % told
    return _picture(width, SPAN_HEIGHT, "chart trial", name, title, about, elements)


def _bands(plot: Plot, days: Sequence[Day]) -> Iterator[svg.Element]:
    """A stripe at the foot of each day of the first way, so that the plan can be seen."""
    top, ground = plot.y(SCALE), plot.y(0)
    for day in days:
        if day.arm == "a":
            left, right = plot.x(day.on), plot.x(day.on + timedelta(days=1))
            yield svg.Rect(
                x=left,
                y=top,
                width=round(right - left, 1),
                height=round(ground - top, 1),
                class_=["of-a"],
            )


def _axes(plot: Plot) -> Iterator[svg.Element]:
    right = plot.width - RIGHT
    for score in range(0, SCALE + 1, 2):
        y = plot.y(score)
        yield svg.Line(x1=LEFT, y1=y, x2=right, y2=y, class_=["grid"])
        yield label_at(LEFT - 6, y + 4, str(score), "axis", anchor="end")
    for day in ticks(plot):
        anchor = tick_anchor(plot, day)
        yield label_at(plot.x(day), plot.height - 8, short_date(day), "axis", anchor=anchor)


def _mark(plot: Plot, day: Day) -> Iterator[svg.Element]:
    if day.score is None:
        return
    middle = (plot.x(day.on) + plot.x(day.on + timedelta(days=1))) / 2
    x, y, kind = round(middle, 1), plot.y(day.score), [f"way-{day.arm}"]
    if not day.counts:
        kind.append("left-out")
    if day.arm == "a":
        yield svg.Circle(cx=x, cy=y, r=HALF, class_=kind)
    else:
        corner = (round(x - HALF, 1), round(y - HALF, 1))
        yield svg.Rect(x=corner[0], y=corner[1], width=2 * HALF, height=2 * HALF, class_=kind)


def _picture(
    width: int,
    height: int,
    kind: str,
    name: str,
    title: str,
    about: str,
    elements: Sequence[svg.Element],
) -> str:
    named, described = f"{name}-title", f"{name}-about"
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, width, height),
        class_=kind.split(),
        elements=[
            svg.Title(id=named, text=escape(title)),
            svg.Desc(id=described, text=escape(about)),
            *elements,
        ],
        extra={"role": "img", "aria-labelledby": f"{named} {described}"},
    )
    return str(picture)
