"""The pain chart shows what was told, draws nothing nobody knows, and needs no inline style."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.prognosis import PointOnCourse
from plumbline.present import charts, words
from plumbline.present.charts import (
    GAP_DAYS,
    LEFT,
    RIGHT,
    TOP,
    Expected,
    Mark,
    Reading,
    pain_chart,
)

DAY = date(2026, 3, 2)
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 340
WITH_BAND = (PointOnCourse(0, 52, 48, 57), PointOnCourse(6, 23, 21, 25))
WITHOUT_BAND = (PointOnCourse(0, 63, None, None), PointOnCourse(6, 29, None, None))


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def draw(
    *now: Reading,
    usual: tuple[Reading, ...] = (),
    marks: tuple[Mark, ...] = (),
    expected: Expected | None = None,
    today: date = DAY,
) -> ElementTree.Element:
    text = pain_chart(now, usual, marks, expected, today=today, width=WIDTH)
    return ElementTree.fromstring(text)


def of(picture: ElementTree.Element, tag: str, kind: str) -> list[ElementTree.Element]:
    found = picture.iter(f"{SVG}{tag}")
    return [e for e in found if kind.split() == (e.get("class") or "").split()]


def test_each_reading_is_a_point_and_more_pain_stands_higher() -> None:
    picture = draw(Reading(DAY, 2), Reading(after(1), 7))
    calm, sore = of(picture, "circle", "dot now")
    assert float(sore.attrib["cy"]) < float(calm.attrib["cy"])
    assert float(sore.attrib["cx"]) > float(calm.attrib["cx"])
    assert len(of(picture, "path", "line now")) == 1


def test_the_worst_pain_is_the_top_of_the_scale() -> None:
    (dot,) = of(draw(Reading(DAY, 10)), "circle", "dot now")
    assert float(dot.attrib["cy"]) == TOP


def test_usual_pain_has_another_shape_too() -> None:
    picture = draw(Reading(DAY, 2), usual=(Reading(DAY, 4),))
    assert len(of(picture, "rect", "dot usual")) == 1


def test_a_long_gap_is_not_joined() -> None:
    joined = draw(Reading(DAY, 2), Reading(after(GAP_DAYS), 3), today=after(30))
    apart = draw(Reading(DAY, 2), Reading(after(GAP_DAYS + 1), 3), today=after(30))
    assert len(of(joined, "path", "line now")) == 1
    assert of(apart, "path", "line now") == []
    assert len(of(apart, "circle", "dot now")) == 2


def test_dont_know_is_a_gap_and_never_a_zero() -> None:
    picture = draw(Reading(DAY, 2), Reading(after(1), None), Reading(after(2), 3))
    assert of(picture, "path", "line now") == []
    assert len(of(picture, "circle", "dot now")) == 2


def test_the_course_has_a_band_only_where_one_was_read() -> None:
    banded = draw(Reading(DAY, 5), expected=Expected(DAY, WITH_BAND, True))
    plain = draw(Reading(DAY, 5), expected=Expected(DAY, WITHOUT_BAND, False))
    assert len(of(banded, "path", "band")) == 1
    assert of(plain, "path", "band") == []
    assert len(of(plain, "path", "course")) == 1


def test_the_course_is_not_drawn_beyond_its_last_published_week() -> None:
    expected = Expected(DAY - timedelta(weeks=10), WITH_BAND, True)
    assert of(draw(Reading(DAY, 5), expected=expected), "path", "course") == []


def test_the_course_is_cut_where_the_chart_begins() -> None:
    """Three weeks in, the mean lies halfway between the published 52 and 23 of 100."""
    expected = Expected(DAY - timedelta(weeks=3), WITH_BAND, True)
    (course,) = of(draw(Reading(DAY, 3.75), expected=expected), "path", "course")
    (dot,) = of(draw(Reading(DAY, 3.75)), "circle", "dot now")
    _m, x, y, *_rest = course.attrib["d"].split()
    assert float(x) == LEFT
    assert y == dot.attrib["cy"]


def test_marks_close_together_keep_their_lines() -> None:
    marks = (Mark(DAY, 1), Mark(after(1), 2), Mark(after(60), 3))
    picture = draw(Reading(DAY, 2), marks=marks, today=after(90))
    assert len(of(picture, "line", "mark")) == 3
    numbers = [e.text for e in picture.iter(f"{SVG}text") if "mark-text" in (e.get("class") or "")]
    assert numbers == ["1", "3"]


def test_it_is_named_and_described_for_those_who_do_not_see_it() -> None:
    picture = draw(Reading(DAY, 2), Reading(after(1), 7), today=after(1))
    title, about = picture.attrib["aria-labelledby"].split()
    texts = {e.get("id"): e.text for e in picture if e.get("id")}
    assert picture.get("role") == "img"
    assert "2 Mar" in str(texts[title])
    assert "between 2 and 7, last 7" in str(texts[about])


def test_a_translation_may_hold_any_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "_", lambda message: f"<b>&{message}")
    assert "<b>&" in "".join(draw(Reading(DAY, 2)).itertext())


def test_every_word_is_translated() -> None:
    with words.use(words.PSEUDO):
        picture = draw(Reading(DAY, 2))
    spoken = [e.text or "" for e in picture.iter() if any(c.isalpha() for c in e.text or "")]
    assert spoken
    assert all(text.startswith(words.OPEN) for text in spoken)


readings = st.lists(
    st.tuples(st.integers(0, 400), st.none() | st.integers(0, 10)),
    min_size=1,
    max_size=30,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: tuple(Reading(after(day), pain) for day, pain in sorted(pairs)))


@given(now=readings, usual=readings, since=st.integers(-400, 400), today=st.integers(400, 500))
def test_any_history_is_well_formed_inside_its_frame_and_without_style(
    now: tuple[Reading, ...], usual: tuple[Reading, ...], since: int, today: int
) -> None:
    expected = Expected(after(since), WITH_BAND, True)
    picture = draw(*now, usual=usual, expected=expected, today=after(today))
    _x, _y, width, height = map(float, picture.attrib["viewBox"].split())
    for element in picture.iter():
        assert "style" not in element.attrib
        if "cx" in element.attrib:
            assert LEFT <= float(element.attrib["cx"]) <= width - RIGHT
            assert 0 <= float(element.attrib["cy"]) <= height
    for course in of(picture, "path", "course"):
        xs = [float(part) for part in course.attrib["d"].split()[1::3]]
        assert LEFT <= min(xs) <= max(xs) <= width - RIGHT
