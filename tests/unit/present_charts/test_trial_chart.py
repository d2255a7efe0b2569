"""The days of a trial and the difference with its interval, as pictures."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.care.n_of_1 import Arm
from plumbline.present.trial_chart import Day, Difference, days_chart, difference_chart
from plumbline.present.trial_words import signed

FIRST = date(2026, 3, 2)
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 328


def day(after: int, arm: Arm, score: float | None, *, counts: bool = True) -> Day:
    return Day(FIRST + timedelta(days=after), arm, score, counts)


def days(*told: Day, title: str = "Pain") -> ElementTree.Element:
    return ElementTree.fromstring(days_chart(told, title=title, width=WIDTH))


def difference(effect: float, low: float, high: float, matters: float = 0.5) -> ElementTree.Element:
    found = Difference(effect, low, high, matters)
    picture = difference_chart(found, ways=("Heat", "As <usual>"), title="It", width=WIDTH)
    return ElementTree.fromstring(picture)


def of(picture: ElementTree.Element, tag: str, kind: str) -> list[ElementTree.Element]:
    found = picture.iter(f"{SVG}{tag}")
    return [e for e in found if kind.split() == (e.get("class") or "").split()]


def test_the_two_ways_have_two_shapes_and_a_higher_score_stands_higher() -> None:
    picture = days(day(0, "a", 2), day(1, "b", 7), day(2, "a", 8))
    low, high = of(picture, "circle", "way-a")
    [other] = of(picture, "rect", "way-b")
    assert float(high.attrib["cy"]) < float(low.attrib["cy"])
    assert float(low.attrib["cx"]) < float(other.attrib["x"]) < float(high.attrib["cx"])
    assert len(of(picture, "rect", "of-a")) == 2, "the days of the first way have a ground"


def test_what_is_not_counted_is_hollow_and_what_was_not_told_is_no_point() -> None:
    picture = days(day(0, "a", 2, counts=False), day(1, "b", None), day(2, "b", 3, counts=False))
    assert len(of(picture, "circle", "way-a left-out")) == 1
    assert len(of(picture, "rect", "way-b left-out")) == 1
    assert of(picture, "circle", "way-a") == of(picture, "rect", "way-b") == []


def test_without_days_there_is_nothing_to_draw() -> None:
    assert days_chart((), title="Pain", width=WIDTH) == ""


def test_a_single_day_can_be_drawn() -> None:
    assert len(of(days(day(0, "a", 5)), "circle", "way-a")) == 1


def test_better_with_the_first_way_lies_to_the_right_and_words_are_escaped() -> None:
    picture = difference(1.0, 0.2, 1.8)
    [dot] = of(picture, "circle", "found")
    [zero] = of(picture, "line", "mark")
    [span] = of(picture, "line", "span")
    assert float(dot.attrib["cx"]) > float(zero.attrib["x1"])
    assert float(span.attrib["x1"]) < float(dot.attrib["cx"]) < float(span.attrib["x2"])
    words = [e.text for e in picture.iter(f"{SVG}text")]
    assert words == ["0", "better: As <usual>", "better: Heat"]


@given(
    middle=st.floats(-12, 12),
    below=st.floats(0, 12),
    above=st.floats(0, 12),
    matters=st.floats(0.1, 2),
)
def test_the_difference_always_fits_its_picture(
    middle: float, below: float, above: float, matters: float
) -> None:
    picture = difference(middle, middle - below, middle + above, matters)
    [span] = of(picture, "line", "span")
    [dot] = of(picture, "circle", "found")
    [none] = of(picture, "rect", "none")
    places = [float(span.attrib["x1"]), float(dot.attrib["cx"]), float(span.attrib["x2"])]
    assert places == sorted(places)
    assert places[0] > 0
    assert places[-1] < WIDTH
    assert float(none.attrib["width"]) > 0


def test_a_picture_has_a_name_words_and_no_style() -> None:
    for picture in (days(day(0, "a", 2), title="A & B"), difference(0, -1, 1)):
        assert picture.attrib["role"] == "img"
        ids = {e.attrib["id"] for e in picture.iter() if "id" in e.attrib}
        assert set(picture.attrib["aria-labelledby"].split()) <= ids
        assert not any("style" in e.attrib for e in picture.iter())
    assert [e.text for e in days(day(0, "a", 2), title="A & B").iter(f"{SVG}title")] == ["A & B"]


@pytest.mark.parametrize(
    ("points", "shown"), [(1.04, "+1.0"), (-0.5, "−0.5"), (0.04, "0"), (-0.04, "0")]
)
def test_a_number_of_points_has_its_sign(points: float, shown: str) -> None:
    assert signed(points) == shown
