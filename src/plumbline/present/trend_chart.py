"""Pictures of how the weeks go, as SVG text: the line under a score, and sessions week by week.

Classes only, as in `charts`: colours and light or dark come from the page's style sheet. Each is a
picture of a table that the page shows too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

import svg

from plumbline.care.monitoring.trend import Point
from plumbline.present.charts import (
    BOTTOM,
    LEFT,
    RIGHT,
    SHORTEST_DAYS,
    TOP,
    Expected,
    Mark,
    Plot,
    course_line,
    label_at,
    mark_lines,
    path_of,
    tick_anchor,
    ticks,
)
from plumbline.present.days import short_date
from plumbline.present.words import _, ngettext

COLUMN = 28
"""Room for a week of sessions, in units of about one pixel."""
ROW = 18
DOT = 6.5
NUMBERS = 22
"""Room below the sessions for the numbers of the weeks."""
PACE = 2
"""Numbers on the scale stand so many points apart."""


@dataclass(frozen=True, slots=True)
class ScalePlot(Plot):
    """A chart of days whose scale runs from `low` at the bottom to `high` at the top."""

    low: float
    high: float

    def y(self, pain: float) -> float:
        """The place of a score."""
        share = 1 - (pain - self.low) / (self.high - self.low)
        return round(TOP + share * (self.height - TOP - BOTTOM), 1)


@dataclass(frozen=True, slots=True)
class Followed:
    """What is drawn of one score: what was told each day, and the calm line under it (empty while
    there is too little to draw one from)."""

    scale: tuple[float, float]
    told: Sequence[tuple[date, float]]
    line: Sequence[Point]
    marks: Sequence[Mark]
    expected: Expected | None


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the plan: sessions that were begun, and those it had."""

    number: int
    done: int
    planned: int

    @property
    def places(self) -> int:
        return max(self.done, self.planned)


def trend_chart(
    followed: Followed, *, title: str, today: date, width: int, name: str = "trend"
) -> str:
    """Scores over days with the line under them and its band, where it points, changes of plan and
    the average course. `name` begins the ids, so that a page can hold two sizes."""
    plot = _plot(followed, today, width)
    past, ahead = _split(followed.line)
    elements: list[svg.Element] = [
        *_axes(plot),
        *(course_line(plot, followed.expected) if followed.expected else ()),
        *_band(plot, past, "sure"),
        *_band(plot, ahead, "sure ahead"),
        *mark_lines(plot, [mark for mark in followed.marks if mark.on >= plot.first]),
        *_line(plot, past, "line level"),
        *_line(plot, ahead, "line level ahead"),
        *(_told(plot, on, score) for on, score in followed.told),
    ]
    about = _describe(followed)
    return _picture(plot.width, plot.height, "chart trend", name, title, about, elements)


def shown_weeks(weeks: Sequence[Week], width: int) -> Sequence[Week]:
    """The last weeks, as many as a picture of this width has room for."""
    return weeks[-max(1, (width - LEFT) // COLUMN) :]


def session_chart(weeks: Sequence[Week], *, title: str, width: int, name: str = "sessions") -> str:
    """A column of places for each week, as many as it had sessions: those done are filled from
    below. Empty without a week that had any."""
    weeks = shown_weeks(weeks, width)
    tallest = max((week.places for week in weeks), default=0)
    if not tallest:
        return ""
    height = tallest * ROW + NUMBERS
    elements = [element for at, week in enumerate(weeks) for element in _week(at, week, height)]
    done = sum(week.done for week in weeks)
    about = ngettext(
        "%(n)s session done in the weeks shown.", "%(n)s sessions done in the weeks shown.", done
    )
    told = f"{about % {'n': done}} {_('All numbers stand in the table below the picture.')}"
    return _picture(width, height, "chart sessions", name, title, told, elements)


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


def _plot(followed: Followed, today: date, width: int) -> ScalePlot:
    days = [today, *(on for on, _score in followed.told), *(point.on for point in followed.line)]
    first = min([*days, *(mark.on for mark in followed.marks[:1])])
    last = max(*days, first + timedelta(days=SHORTEST_DAYS))
    low, high = followed.scale
    return ScalePlot(first, last, width, round(150 + width / 6), low, high)


def _split(line: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """The days until today, and those beyond with today before them: the line goes on from it."""
    past = [point for point in line if not point.foreseen]
    ahead = [point for point in line if point.foreseen]
    return past, [*past[-1:], *ahead] if ahead else []


def _axes(plot: ScalePlot) -> Iterator[svg.Element]:
    right = plot.width - RIGHT
    for score in range(round(plot.low), round(plot.high) + 1, PACE):
        y = plot.y(score)
        yield svg.Line(x1=LEFT, y1=y, x2=right, y2=y, class_=["grid"])
        yield label_at(LEFT - 6, y + 4, str(score), "axis", anchor="end")
    for day in ticks(plot):
        anchor = tick_anchor(plot, day)
        yield label_at(plot.x(day), plot.height - 8, short_date(day), "axis", anchor=anchor)


def _band(plot: ScalePlot, points: Sequence[Point], kind: str) -> Iterator[svg.Element]:
    if len(points) < 2:
        return
    upper = [(plot.x(point.on), plot.y(point.high)) for point in points]
    lower = [(plot.x(point.on), plot.y(point.low)) for point in reversed(points)]
    yield svg.Path(d=[*path_of([*upper, *lower]), svg.Z()], class_=kind.split())


def _line(plot: ScalePlot, points: Sequence[Point], kind: str) -> Iterator[svg.Element]:
    if len(points) > 1:
        places = [(plot.x(point.on), plot.y(point.level)) for point in points]
        yield svg.Path(d=path_of(places), class_=kind.split())


def _told(plot: ScalePlot, on: date, score: float) -> svg.Element:
    return svg.Circle(cx=plot.x(on), cy=plot.y(score), r=2.5, class_=["dot", "told"])


def _describe(followed: Followed) -> str:
    n = len(followed.told)
    sentences = [ngettext("%(n)s answer.", "%(n)s answers.", n) % {"n": n}]
    past, _ahead = _split(followed.line)
    if past:
        ends = {"first": f"{past[0].level:.1f}", "last": f"{past[-1].level:.1f}"}
        sentences.append(_("The line goes from %(first)s to %(last)s.") % ends)
    sentences.append(_("All numbers stand in the table below the picture."))
    return " ".join(sentences)


def _week(at: int, week: Week, height: int) -> Iterator[svg.Element]:
    middle, ground = LEFT + at * COLUMN + COLUMN / 2, height - NUMBERS
    for place in range(week.places):
        y = round(ground - place * ROW - ROW / 2, 1)
        kind = "done" if place < week.done else "open"
        yield svg.Circle(cx=middle, cy=y, r=DOT, class_=["place", kind])
    if not week.places:
        yield svg.Line(
            x1=middle - DOT, y1=ground - 4, x2=middle + DOT, y2=ground - 4, class_=["grid"]
        )
    yield label_at(middle, height - 5, str(week.number), "axis", anchor="middle")
