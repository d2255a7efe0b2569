"""The line under a score, sessions week by week, and tests against their noise, as pictures."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.impairments import Change
from plumbline.care.monitoring.trend import Point
from plumbline.care.prognosis import PointOnCourse
from plumbline.knowledge.schema import Number
from plumbline.knowledge.schema.base import Basis
from plumbline.present.change_chart import changed, noise_range, verdict
from plumbline.present.charts import LEFT, TOP, Expected, Mark
from plumbline.present.trend_chart import Followed, Week, session_chart, shown_weeks, trend_chart
from tests.unit.care.people import knowledge

DAY = date(2026, 3, 2)
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 328
COURSE = (PointOnCourse(0, 52, 48, 57), PointOnCourse(6, 23, 21, 25))


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def line(*levels: float, ahead: int = 0) -> tuple[Point, ...]:
    until = len(levels) - ahead
    return tuple(
        Point(after(n), level, max(0, level - 1), min(10, level + 1), n >= until)
        for n, level in enumerate(levels)
    )


def draw(
    told: tuple[tuple[date, float], ...] = (),
    points: tuple[Point, ...] = (),
    marks: tuple[Mark, ...] = (),
    expected: Expected | None = None,
    scale: tuple[float, float] = (0, 10),
    title: str = "Pain",
) -> ElementTree.Element:
    shown = Followed(scale, told, points, marks, expected)
    return ElementTree.fromstring(trend_chart(shown, title=title, today=DAY, width=WIDTH))


def of(picture: ElementTree.Element, tag: str, kind: str) -> list[ElementTree.Element]:
    found = picture.iter(f"{SVG}{tag}")
    return [e for e in found if kind.split() == (e.get("class") or "").split()]


def test_each_score_is_a_point_and_a_higher_one_stands_higher() -> None:
    low, high = of(draw(((DAY, 2), (after(3), 7))), "circle", "dot told")
    assert float(high.attrib["cy"]) < float(low.attrib["cy"])
    assert float(high.attrib["cx"]) > float(low.attrib["cx"])


@pytest.mark.parametrize(("scale", "best"), [((0, 10), 10), ((0, 24), 24)])
def test_the_top_of_the_scale_is_the_top_of_the_picture(
    scale: tuple[float, float], best: float
) -> None:
    (dot,) = of(draw(((DAY, best),), scale=scale), "circle", "dot told")
    assert float(dot.attrib["cy"]) == TOP


def test_too_few_scores_have_no_line_and_no_band() -> None:
    picture = draw(((DAY, 4),))
    assert list(picture.iter(f"{SVG}path")) == []


def test_the_days_ahead_are_drawn_apart_and_begin_where_the_line_ends() -> None:
    picture = draw(((DAY, 5),), line(5, 5, 4, 4, 3, ahead=2))
    (past,), (ahead,) = (of(picture, "path", f"line level{kind}") for kind in ("", " ahead"))
    assert past.attrib["d"].split()[-2:] == ahead.attrib["d"].split()[1:3]
    assert len(of(picture, "path", "sure")) == len(of(picture, "path", "sure ahead")) == 1


def test_a_line_without_days_ahead_has_only_itself() -> None:
    picture = draw(((DAY, 5),), line(5, 5, 4))
    assert of(picture, "path", "line level ahead") == []


def test_the_average_course_is_there_only_where_it_is_known() -> None:
    assert of(draw(((DAY, 5),)), "path", "course") == []
    (course,) = of(draw(((DAY, 5),), expected=Expected(DAY, COURSE, True)), "path", "course")
    assert float(course.attrib["d"].split()[1]) == LEFT


def test_changes_of_the_plan_are_marked_with_their_numbers() -> None:
    picture = draw(((DAY, 5),), line(*[5] * 30), marks=(Mark(DAY, 1), Mark(after(20), 2)))
    assert len(of(picture, "line", "mark")) == 2
    texts = [e.text for e in picture.iter(f"{SVG}text") if "mark-text" in str(e.get("class"))]
    assert texts == ["1", "2"]


def test_it_is_named_and_described_and_escapes_what_it_is_given() -> None:
    picture = draw(((DAY, 5),), title="Pain <b> & more")
    title, about = picture.attrib["aria-labelledby"].split()
    texts = {e.get("id"): e.text for e in picture if e.get("id")}
    assert picture.get("role") == "img"
    assert texts[title] == "Pain <b> & more"
    assert "1 answer." in str(texts[about])


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 10)), max_size=40))
def test_nothing_leaves_the_picture_or_needs_a_style(told: list[tuple[int, int]]) -> None:
    scores = tuple((after(n), float(score)) for n, score in told)
    picture = draw(scores, line(*[5.0] * 20, ahead=4))
    _x, _y, width, height = map(float, picture.attrib["viewBox"].split())
    for dot in of(picture, "circle", "dot told"):
        assert 0 <= float(dot.attrib["cx"]) <= width
        assert 0 <= float(dot.attrib["cy"]) <= height
    assert all("style" not in element.attrib for element in picture.iter())


def places(*weeks: Week, width: int = WIDTH) -> tuple[int, int]:
    """How many places are filled, and how many open."""
    drawn = session_chart(weeks, title="Sessions", width=width)
    picture = ElementTree.fromstring(drawn)
    return len(of(picture, "circle", "place done")), len(of(picture, "circle", "place open"))


def test_sessions_done_are_filled_and_the_rest_is_open() -> None:
    assert places(Week(1, 2, 4), Week(2, 0, 3)) == (2, 5)


def test_more_than_was_planned_is_shown_too() -> None:
    assert places(Week(1, 5, 3)) == (5, 0)


def test_the_first_done_stand_at_the_ground() -> None:
    picture = ElementTree.fromstring(session_chart([Week(1, 1, 3)], title="", width=WIDTH))
    (done,), (near, far) = of(picture, "circle", "place done"), of(picture, "circle", "place open")
    assert float(done.attrib["cy"]) > float(near.attrib["cy"]) > float(far.attrib["cy"])


def test_weeks_without_a_session_draw_nothing() -> None:
    assert session_chart([Week(1, 0, 0)], title="", width=WIDTH) == ""
    assert session_chart([], title="", width=WIDTH) == ""


def test_a_small_picture_shows_the_last_weeks() -> None:
    weeks = [Week(n, 1, 1) for n in range(1, 41)]
    shown = shown_weeks(weeks, WIDTH)
    assert 8 <= len(shown) < 40
    assert shown[-1] == weeks[-1]
    assert places(*weeks)[0] == len(shown)


PERCENT = Number(value=36, unit="%", basis=Basis(status="expert"))
CENTIMETRES = Number(value=4.5, unit="cm", basis=Basis(status="expert"))


def change(
    test: str, before: float, now: float, *, real: bool | None, better: bool | None, noise: Number
) -> Change:
    return Change(test, None, DAY, after(30), before, now, noise, real, better)


@pytest.mark.parametrize(
    ("real", "better", "said"),
    [
        (True, True, "better"),
        (True, False, "less_good"),
        (False, True, "no_clear"),
        (True, None, "more"),
        (None, True, "unknown"),
    ],
)
def test_a_change_is_only_called_clear_when_it_is_more_than_noise(
    real: bool | None, better: bool | None, said: str
) -> None:
    one = change("fingertip_floor", 10, 20, real=real, better=better, noise=CENTIMETRES)
    assert verdict(one) == said


@pytest.mark.parametrize(("now", "inside"), [(60.0, False), (50.0, True), (21.0, True)])
def test_noise_in_percent_is_a_share_of_the_larger(now: float, inside: bool) -> None:
    """From 32 s, anything between 20.5 and 50 s cannot be told."""
    one = change("side_bridge", 32.0, now, real=True, better=True, noise=PERCENT)
    low, high = noise_range(one) or (0.0, 0.0)
    assert (low <= now <= high) is inside
    assert 1 - 32.0 / high == pytest.approx(0.36)


def test_a_picture_is_drawn_only_where_the_noise_is_known() -> None:
    known = change("fingertip_floor", 20, 11, real=True, better=True, noise=CENTIMETRES)
    told = changed(knowledge(), known)
    assert told.says == "Clearly better"
    assert "4.5 cm" in told.noise
    assert of(ElementTree.fromstring(told.picture), "circle", "now")
    nobody = Change("chair_stand_30", None, DAY, after(9), 9, 14, None, None, True)
    told = changed(knowledge(), nobody)
    assert told.picture == ""
    assert "Nobody has published" in told.noise
