"""Charts as SVG text: classes only, no inline style, with a title and a description.

Colours and light or dark come from the page's style sheet. A chart is a picture of a table; the
page that shows one shows the table too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise

import svg

from plumbline.care.prognosis import PointOnCourse
from plumbline.present.days import short_date
from plumbline.present.words import _, ngettext

GAP_DAYS = 14
"""Readings further apart than this are not joined: nobody knows what lay between."""
SHORTEST_DAYS = 14
"""A chart covers at least this many days, so that two readings are not a cliff."""
WORST = 10
TOP, RIGHT, BOTTOM, LEFT = 26, 14, 28, 26
"""Room around the plot, in the chart's own units (one unit is about one pixel)."""
NUMBER_ROOM = 20
"""Numbered marks closer together than this show their line only."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Pain on one day, 0 to 10; None where the person could not say."""

    on: date
    pain: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which the plan changed; `number` is the one it has in the list beside the chart."""

    on: date
    number: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A published mean course (pain 0 to 100, by week) counted from the day `since`."""

    since: date
    points: tuple[PointOnCourse, ...]
    has_band: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """The days a chart covers and its size; places in it."""

    first: date
    last: date
    width: int
    height: int

    def x(self, day: date) -> float:
        return self.across((day - self.first).days)

    def across(self, days: float) -> float:
        """The place of so many days after the first."""
        share = days / (self.last - self.first).days
        return round(LEFT + share * (self.width - LEFT - RIGHT), 1)

    def y(self, pain: float) -> float:
        share = 1 - pain / WORST
        return round(TOP + share * (self.height - TOP - BOTTOM), 1)


def pain_chart(
    now: Sequence[Reading],
    usual: Sequence[Reading],
    marks: Sequence[Mark],
    expected: Expected | None,
    *,
    today: date,
    width: int,
    name: str = "pain-chart",
) -> str:
    """Average pain of the day and usual pain over time, with changes of plan and the mean course.

    `width` is in units of about one pixel (340 reads well on a phone). `name` begins the ids, so
    that a page can hold two sizes.
    """
    plot = _plot([*now, *usual], marks, today, width)
    title, about = f"{name}-title", f"{name}-about"
    elements: list[svg.Element] = [
        svg.Title(id=title, text=escape(_title(plot))),
        svg.Desc(id=about, text=escape(_describe(now, usual))),
        *_axes(plot),
        *(course_line(plot, expected) if expected else ()),
        *mark_lines(plot, marks),
        *_line(plot, usual, "usual"),
        *_line(plot, now, "now"),
    ]
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, plot.width, plot.height),
        class_=["chart"],
        elements=elements,
        extra={"role": "img", "aria-labelledby": f"{title} {about}"},
    )
    return str(picture)


def _plot(readings: Sequence[Reading], marks: Sequence[Mark], today: date, width: int) -> Plot:
    days = [today, *(reading.on for reading in readings), *(mark.on for mark in marks)]
    first = min(days)
    last = max(*days, first + timedelta(days=SHORTEST_DAYS))
    return Plot(first, last, width, round(150 + width / 6))


def _title(plot: Plot) -> str:
    span = {"first": short_date(plot.first), "last": short_date(plot.last)}
    return _("Your pain from %(first)s to %(last)s, from 0 (none) to 10 (the worst)") % span


def _describe(now: Sequence[Reading], usual: Sequence[Reading]) -> str:
    told = [reading.pain for reading in now if reading.pain is not None]
    sentences = [ngettext("%(n)s answer.", "%(n)s answers.", len(told)) % {"n": len(told)}]
    if told:
        span = {"low": f"{min(told):g}", "high": f"{max(told):g}", "last": f"{told[-1]:g}"}
        sentences.append(
            _("Average pain of the day: between %(low)s and %(high)s, last %(last)s.") % span
        )
    ordinary = [reading.pain for reading in usual if reading.pain is not None]
    if ordinary:
        last = {"first": f"{ordinary[0]:g}", "last": f"{ordinary[-1]:g}"}
        sentences.append(_("Usual pain: first %(first)s, last %(last)s.") % last)
    sentences.append(_("All numbers stand in the table below the picture."))
    return " ".join(sentences)


def _axes(plot: Plot) -> Iterator[svg.Element]:
    right = plot.width - RIGHT
    for pain in range(0, WORST + 1, 2):
        y = plot.y(pain)
        yield svg.Line(x1=LEFT, y1=y, x2=right, y2=y, class_=["grid"])
        yield label_at(LEFT - 6, y + 4, str(pain), "axis", anchor="end")
    for day in ticks(plot):
        yield label_at(
            plot.x(day), plot.height - 8, short_date(day), "axis", anchor=tick_anchor(plot, day)
        )


def ticks(plot: Plot) -> list[date]:
    """The days named below a chart."""
    days = (plot.last - plot.first).days
    wanted = max(2, min(days, plot.width // 90))
    return [plot.first + timedelta(days=round(days * i / wanted)) for i in range(wanted + 1)]


def tick_anchor(plot: Plot, day: date) -> str:
    """Where a day's name hangs, so that the first and the last stay inside."""
    if day == plot.first:
        return "start"
    return "end" if day == plot.last else "middle"


def _line(plot: Plot, readings: Sequence[Reading], kind: str) -> Iterator[svg.Element]:
    for stretch in _stretches(readings):
        if len(stretch) > 1:
            path = path_of([(plot.x(on), plot.y(pain)) for on, pain in stretch])
            yield svg.Path(d=path, class_=["line", kind])
    for reading in readings:
        if reading.pain is not None:
            yield _dot(plot.x(reading.on), plot.y(reading.pain), kind)


def _stretches(readings: Sequence[Reading]) -> list[list[tuple[date, float]]]:
    """Runs of readings without a gap or a "don't know" between them."""
    runs: list[list[tuple[date, float]]] = [[]]
    for reading in readings:
        run = runs[-1]
        too_far = run and (reading.on - run[-1][0]).days > GAP_DAYS
        if reading.pain is None or too_far:
            runs.append([])
        if reading.pain is not None:
            runs[-1].append((reading.on, reading.pain))
    return [run for run in runs if run]


def _dot(x: float, y: float, kind: str) -> svg.Element:
    # Two shapes: nobody has to tell the lines apart by colour.
    if kind == "now":
        return svg.Circle(cx=x, cy=y, r=3.5, class_=["dot", kind])
    return svg.Rect(x=round(x - 3, 1), y=round(y - 3, 1), width=6, height=6, class_=["dot", kind])


def mark_lines(plot: Plot, marks: Sequence[Mark]) -> Iterator[svg.Element]:
    """The days on which the plan changed, with their numbers where there is room."""
    last_number = float("-inf")
    for mark in marks:
        x = plot.x(mark.on)
        yield svg.Line(x1=x, y1=TOP - 6, x2=x, y2=plot.height - BOTTOM, class_=["mark"])
        if x - last_number >= NUMBER_ROOM:
            yield svg.Circle(cx=x, cy=TOP - 14, r=8, class_=["mark-number"])
            yield label_at(x, TOP - 10, str(mark.number), "mark-text", anchor="middle")
            last_number = x


def course_line(plot: Plot, expected: Expected) -> Iterator[svg.Element]:
    """The average course where it crosses the chart; straight between the published weeks."""
    inside = _inside(plot, expected)
    if len(inside) < 2:
        return
    if expected.has_band:
        upper = [(x, plot.y(high / 10)) for x, _mean, _low, high in inside]
        lower = [(x, plot.y(low / 10)) for x, _mean, low, _high in reversed(inside)]
        yield svg.Path(d=[*path_of([*upper, *lower]), svg.Z()], class_=["band"])
    mean = [(x, plot.y(pain / 10)) for x, pain, _low, _high in inside]
    yield svg.Path(d=path_of(mean), class_=["course"])


def _inside(plot: Plot, expected: Expected) -> list[tuple[float, float, float, float]]:
    """(x, mean, low, high) at the chart's edges and at every published week between them."""
    begin = (plot.first - expected.since).days
    end = (plot.last - expected.since).days
    published = [(point.week * 7, point) for point in expected.points]
    found: list[tuple[float, float, float, float]] = []
    for (day_a, a), (day_b, b) in pairwise(published):
        left, right = max(day_a, begin), min(day_b, end)
        for day in (left, right) if left < right else ():
            share = (day - day_a) / (day_b - day_a)
            low = _between(a.low, b.low, share)
            high = _between(a.high, b.high, share)
            mean = _between(a.pain, b.pain, share)
            found.append((plot.across(day - begin), mean, low, high))
    return found


def _between(a: float | None, b: float | None, share: float) -> float:
    return 0.0 if a is None or b is None else a + (b - a) * share


def path_of(places: Sequence[tuple[float, float]]) -> list[svg.PathData]:
    """A line through places."""
    (x, y), *rest = places
    return [svg.M(x, y), *(svg.L(*place) for place in rest)]


def label_at(x: float, y: float, words: str, kind: str, *, anchor: str) -> svg.Element:
    """A few words in a chart."""
    # The library writes text as it is given: escaping is ours to do.
    return svg.Text(x=x, y=y, class_=[kind, anchor], text=escape(words))
