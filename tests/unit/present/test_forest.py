"""The forest plot: what is drawn, where, and that it can be read without colour or sight."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from plumbline.care.impairments import Assessment, ChainState
from plumbline.care.impairments.model import LevelSays
from plumbline.present.forest import drawn, forest, place
from plumbline.present.words import use
from tests.unit.care.people import knowledge

NAMESPACE = "{http://www.w3.org/2000/svg}"
WIDTHS = (328, 720)


def state(
    chain: str = "legs",
    says: LevelSays = "not_clear",
    mean: float = 0.0,
    low: float = -1.0,
    high: float = 1.0,
) -> ChainState:
    return ChainState(chain, None, mean, low, high, 0.5, says, (), ())


def found(*states: ChainState) -> Assessment:
    return Assessment(date(2026, 3, 2), states, (), (), (), ())


def plot(*states: ChainState, width: int = 720) -> ElementTree.Element:
    # Our own drawing, just made: nothing foreign is parsed here.
    return ElementTree.fromstring(forest(knowledge(), found(*states), width=width, name="f"))


def by_class(picture: ElementTree.Element, *classes: str) -> list[ElementTree.Element]:
    wanted = set(classes)
    return [one for one in picture.iter() if wanted <= set(one.get("class", "").split())]


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib[name])


def words(picture: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in picture.iter(f"{NAMESPACE}text")]


@pytest.mark.parametrize("width", WIDTHS)
def test_only_what_is_known_is_drawn(width: int) -> None:
    known = [state("legs"), state("back", "probably_low"), state("front", "probably_not")]
    unknown = [state("side", "no_norm"), state("balance", "not_tested")]
    picture = plot(*known, *unknown, width=width)
    names = [one.text for one in by_class(picture, "name")]
    assert names == ["Thighs", "Back muscles", "Front of the trunk"]
    assert len(by_class(picture, "point")) == 3
    assert drawn(found(*unknown)) == ()
    assert forest(knowledge(), found(*unknown), width=width, name="f") == ""


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_stand_where_the_numbers_say(width: int) -> None:
    picture = plot(state(mean=-1.0, low=-2.0, high=1.0), width=width)
    span, *ends = by_class(picture, "span")
    grid = {number(line, "x1") for line in by_class(picture, "grid")}
    point = by_class(picture, "point")[0]
    assert {number(span, "x1"), number(span, "x2"), number(point, "cx")} <= grid
    assert number(span, "x1") < number(point, "cx") < number(span, "x2")
    assert len(ends) == 2


def test_what_goes_beyond_the_axis_ends_in_an_arrow() -> None:
    picture = plot(state(mean=-2.9, low=-5.0, high=0.0))
    assert len(by_class(picture, "arrow")) == 1
    span = by_class(picture, "span")[0]
    region = by_class(picture, "low-region")[0]
    assert number(span, "x1") == number(region, "x")
    assert not by_class(plot(state()), "arrow")


def test_the_low_part_ends_at_the_named_line() -> None:
    picture = plot(state())
    region, line = by_class(picture, "low-region")[0], by_class(picture, "threshold")[0]
    assert number(region, "x") + number(region, "width") == pytest.approx(number(line, "x1"))
    assert "lowest 10 of 100" in words(picture)
    assert {"lower than most", "about average", "higher than most"} <= set(words(picture))


def test_kinds_are_told_apart_by_shape() -> None:
    kinds: tuple[LevelSays, ...] = ("probably_low", "not_clear", "probably_not")
    picture = plot(*(state(says=says) for says in kinds))
    assert len({one.tag for one in by_class(picture, "point")}) == 3
    assert [one.text for one in by_class(picture, "says-word")] == [
        "probably low",
        "not clear yet",
        "probably not low",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_leaves_the_picture(width: int) -> None:
    picture = plot(*(state(low=-9, high=9, mean=mean) for mean in (-9, 0, 9)), width=width)
    _, _, wide, high = map(float, picture.attrib["viewBox"].split())
    assert wide == width
    for one in picture.iter():
        for name in ("x1", "x2", "cx", "x"):
            assert 0 <= float(one.get(name, 0)) <= wide
        for name in ("y1", "y2", "cy", "y"):
            assert 0 <= float(one.get(name, 0)) <= high


@pytest.mark.parametrize("width", WIDTHS)
def test_it_has_a_title_and_a_description_and_no_style(width: int) -> None:
    text = forest(knowledge(), found(state(says="probably_low")), width=width, name="mine")
    picture = ElementTree.fromstring(text)
    assert picture.get("role") == "img"
    title, about = picture.find(f"{NAMESPACE}title"), picture.find(f"{NAMESPACE}desc")
    assert title is not None
    assert about is not None
    assert picture.get("aria-labelledby") == title.get("id") == "mine-title"
    assert picture.get("aria-describedby") == about.get("id") == "mine-about"
    assert "1 is probably low." in (about.text or "")
    assert not re.search(r"\s(style|fill|stroke)=", text)


def test_places_are_among_a_hundred_people() -> None:
    assert [place(z) for z in (-9, -1.2816, 0, 1, 9)] == [1, 10, 50, 84, 99]


def test_the_plot_speaks_the_language_in_use() -> None:
    with use("xx"):
        picture = plot(state(says="probably_low"))
        assert all("⟦" in text or text.isdecimal() for text in words(picture))
