"""How it is going, for a page: what can be said, the pictures beside their tables, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from plumbline.care.decision import read_programme
from plumbline.care.monitoring.trend import Point
from plumbline.care.programme import Programme
from plumbline.journal.following import Followed, Following
from plumbline.journal.reading import data_of
from plumbline.journal.so_far import SoFar, WeekSoFar
from plumbline.knowledge.schema import Course as CourseFile
from plumbline.present import progress_words, trend_chart
from plumbline.present.change_chart import Changed, changed
from plumbline.present.charts import Expected, Mark
from plumbline.present.explain import OCCASIONS
from plumbline.present.progress_words import Course, Said
from plumbline.present.trend_chart import Week
from plumbline.present.words import _
from plumbline.web import plan_history
from plumbline.web.average_course import average_course
from plumbline.web.case import Case
from plumbline.web.plan_words import because_of, changes

PHONE, WIDE = 328, 720
"""Widths of the two drawings, in units of about one pixel."""
Scores = list[tuple[date, float]]
RECENT_CHANGES = 6
"""The last changes of the plan stand here; all of them in the history."""


@dataclass(frozen=True)
class Drawn:
    """One picture in two sizes; both empty where there is nothing to draw."""

    phone: str
    wide: str


@dataclass(frozen=True)
class Row:
    """A day of the table beside the line: texts are empty where there is nothing."""

    on: date
    told: str
    line: str
    between: str
    changed: str


@dataclass(frozen=True)
class PlanChange:
    """One change of the plan; `rule` is empty where it was the person's own choice."""

    on: date
    number: int
    title: str
    details: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class Progress:
    """Everything the page shows. Without `followed` there is no plan yet."""

    followed: Followed | None
    name: str
    scale: str
    chosen: str
    said: Said | None
    line: Drawn
    rows: tuple[Row, ...]
    band: bool
    """Whether a line with its band is drawn, and not the scores alone."""
    course: CourseFile | None
    weeks: tuple[WeekSoFar, ...]
    sessions: Drawn
    weeks_left_out: tuple[bool, bool]
    """Whether the drawings, small and wide, have no room for all weeks."""
    tests: tuple[Changed, ...]
    changes: tuple[PlanChange, ...]
    review_week: int | None
    """The week of the plan whose review has come."""
    reviewed: date | None

    @property
    def drawn_tests(self) -> bool:
        """Whether any test has a picture, which needs its legend."""
        return any(one.picture for one in self.tests)

    @property
    def done(self) -> int:
        """Sessions begun since the plan began."""
        return sum(week.done for week in self.weeks)


NOTHING = Drawn("", "")


def look(case: Case) -> Progress:
    """How it is going for the open profile. A line through months of days takes a moment: let it
    run beside the loop."""
    following, today = case.following, case.today
    followed, last = following.followed, case.book.last_step()
    course, expected = _average(case, followed)
    weeks = SoFar(case.book, case.rulebook, followed, today).weeks if followed else ()
    changed_plan = _changes(case)
    told = sorted((on, each) for on, each in following.scores.items() if on <= today)
    goes = _goes(case, following)
    points = progress_words.points_of(goes) if goes and not goes.missing else ()
    return Progress(
        followed=followed,
        name=_(progress_words.NAMES[followed.outcome.because]) if followed else "",
        scale=progress_words.scale(followed.outcome) if followed else "",
        chosen=progress_words.chosen(followed.outcome) if followed else "",
        said=progress_words.can_say(goes) if goes else None,
        line=_line(case, followed, told, points, changed_plan, expected),
        rows=tuple(_rows(told, points, changed_plan)),
        band=bool(points),
        course=course,
        weeks=weeks,
        sessions=_sessions(weeks),
        weeks_left_out=_left_out(weeks),
        tests=tuple(changed(case.knowledge, each) for each in case.book.changes(today)),
        changes=_with_rules(case, changed_plan[-RECENT_CHANGES:]),
        review_week=following.review_due(today),
        reviewed=last[0] if last else None,
    )


def _goes(case: Case, following: Following) -> Course | None:
    followed, line = following.followed, following.line(case.today)
    if followed is None or line is None:
        return None
    found = following.improvement(case.today)
    return Course(case.knowledge.trend, followed.outcome, followed.began, line, found)


def _average(case: Case, followed: Followed | None) -> tuple[CourseFile | None, Expected | None]:
    """The average course, which was read for pain of the back only."""
    if followed is None or followed.outcome.because != "usual":
        return None, None
    prognosis, expected = average_course(case, case.book.events("verdict"))
    return (case.knowledge.courses[prognosis.course] if prognosis else None), expected


def _line(
    case: Case,
    followed: Followed | None,
    told: Scores,
    points: tuple[Point, ...],
    plan: tuple[PlanChange, ...],
    expected: Expected | None,
) -> Drawn:
    if followed is None or not told:
        return NOTHING
    scale = followed.outcome.scale
    marks = [Mark(one.on, one.number) for one in plan]
    shown = trend_chart.Followed((scale.low, scale.high), told, points, marks, expected)
    title = progress_words.scale(followed.outcome)

    def draw(width: int, name: str) -> str:
        return trend_chart.trend_chart(shown, title=title, today=case.today, width=width, name=name)

    return Drawn(draw(PHONE, "trend-phone"), draw(WIDE, "trend-wide"))


def _weeks(weeks: tuple[WeekSoFar, ...]) -> tuple[Week, ...]:
    return tuple(Week(n, week.done, week.planned) for n, week in enumerate(weeks, start=1))


def _left_out(weeks: tuple[WeekSoFar, ...]) -> tuple[bool, bool]:
    phone, wide = (len(trend_chart.shown_weeks(_weeks(weeks), each)) for each in (PHONE, WIDE))
    return phone < len(weeks), wide < len(weeks)


def _sessions(weeks: tuple[WeekSoFar, ...]) -> Drawn:
    title, shown = _("Your sessions, week by week"), _weeks(weeks)

    def draw(width: int, name: str) -> str:
        return trend_chart.session_chart(shown, title=title, width=width, name=name)

    return Drawn(draw(PHONE, "sessions-phone"), draw(WIDE, "sessions-wide"))


def _rows(scores: Scores, points: tuple[Point, ...], plan: tuple[PlanChange, ...]) -> Iterator[Row]:
    """Days on which something was told or changed, newest first."""
    told, line = dict(scores), {point.on: point for point in points}
    changed_on: dict[date, list[str]] = {}
    for one in plan:
        what = _("%(number)s: %(what)s") % {"number": one.number, "what": one.title}
        changed_on.setdefault(one.on, []).append(what)
    for on in sorted(told.keys() | changed_on.keys(), reverse=True):
        point = line.get(on)
        ends = {"low": f"{point.low:.1f}", "high": f"{point.high:.1f}"} if point else {}
        yield Row(
            on,
            f"{round(told[on], 1):g}" if on in told else "",
            f"{point.level:.1f}" if point else "",
            _("%(low)s to %(high)s") % ends if point else "",
            "; ".join(changed_on.get(on, ())),
        )


def _changes(case: Case) -> tuple[PlanChange, ...]:
    """The beginning of the plan and each time it came out different, oldest first."""
    found: list[PlanChange] = []
    was: Programme | None = None
    for event in case.book.events("programme"):
        now = read_programme(data_of(event)["programme"])
        details = tuple(changes(case.knowledge, was, now)) if was else ()
        if details or was is None:
            on, number = plan_history.told_on(event), len(found) + 1
            rule = now.changed_by if was else ""
            found.append(PlanChange(on, number, because_of(event), details, rule))
        was = now
    return tuple(found)


def _with_rules(case: Case, recent: tuple[PlanChange, ...]) -> tuple[PlanChange, ...]:
    """The last changes, newest first, with the rule of each only where there is one to read."""
    return tuple(replace(one, rule=_rule(case, one.rule)) for one in reversed(recent))


def _rule(case: Case, name: str) -> str:
    """The rule behind a change, where there is one to read."""
    return name if name in case.rulebook.rules or name in OCCASIONS else ""
