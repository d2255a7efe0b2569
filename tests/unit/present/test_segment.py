"""The drawing of a motion segment: every variant, both views, its key, and its anatomy."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from plumbline.present.segment import BADGE, DRAWINGS, HEIGHT, WIDTH, View, names, segment
from plumbline.present.words import use
from tests.unit.care.people import knowledge

NAMESPACE = "{http://www.w3.org/2000/svg}"
VIEWS: tuple[View, ...] = ("side", "top")
EVERY = [(name, view) for name in DRAWINGS for view in VIEWS]


def picture(name: str, view: View) -> ElementTree.Element:
    # Our own drawing, just made: nothing foreign is parsed here.
    return ElementTree.fromstring(segment(name, view, name="s", about="What is seen"))


def by_class(drawn: ElementTree.Element, *classes: str) -> list[ElementTree.Element]:
    wanted = set(classes)
    return [one for one in drawn.iter() if wanted <= set(one.get("class", "").split())]


def numbers(path: ElementTree.Element) -> list[tuple[float, float]]:
    """Every point that a path names, its handles too."""
    found = [float(one) for one in re.findall(r"-?\d+\.?\d*", path.get("d", ""))]
    return list(zip(found[::2], found[1::2], strict=True))


def edges(drawn: ElementTree.Element, kind: str) -> tuple[float, float, float, float]:
    points = [point for one in by_class(drawn, kind) for point in numbers(one)]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize(("name", "view"), EVERY)
def test_nothing_leaves_the_picture_and_no_style_is_in_it(name: str, view: View) -> None:
    text = segment(name, view, name="s", about="x")
    assert not re.search(r"\s(style|fill|stroke|font-size)=", text)
    drawn = ElementTree.fromstring(text)
    for path in drawn.iter(f"{NAMESPACE}path"):
        for x, y in numbers(path):
            assert -1 <= x <= WIDTH + 1, path.get("class")
            assert -1 <= y <= HEIGHT + 5, path.get("class")
    for one in [*drawn.iter(f"{NAMESPACE}circle"), *drawn.iter(f"{NAMESPACE}ellipse")]:
        assert 0 <= float(one.attrib["cx"]) <= WIDTH
        assert 0 <= float(one.attrib["cy"]) <= HEIGHT


@pytest.mark.parametrize(("name", "view"), EVERY)
def test_numbers_do_not_overlap_and_each_stands_in_the_key(name: str, view: View) -> None:
    drawn = picture(name, view)
    dots = [(float(d.attrib["cx"]), float(d.attrib["cy"])) for d in by_class(drawn, "badge-dot")]
    for n, (x, y) in enumerate(dots):
        assert BADGE <= x <= WIDTH - BADGE
        for a, b in dots[:n]:
            assert (a - x) ** 2 + (b - y) ** 2 >= (2 * BADGE + 1) ** 2, (name, view)
    shown = sorted(int(one.text or "0") for one in by_class(drawn, "badge-number"))
    key = [one.number for one in names(name)]
    assert set(shown) <= set(key)
    assert len(shown) == len(set(shown))
    in_both = {
        int(t.text or "0") for v in VIEWS for t in by_class(picture(name, v), "badge-number")
    }
    assert in_both == set(key), "each number of the key stands in one picture at least"


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_told_to_who_cannot_see_it(view: View) -> None:
    text = segment("herniation", view, name="mine", about='A "core" & <more>')
    drawn = ElementTree.fromstring(text)
    title, about = drawn.find(f"{NAMESPACE}title"), drawn.find(f"{NAMESPACE}desc")
    assert drawn.get("role") == "img"
    assert title is not None
    assert about is not None
    assert drawn.get("aria-labelledby") == title.get("id") == "mine-title"
    assert drawn.get("aria-describedby") == about.get("id") == "mine-about"
    assert about.text == 'A "core" & <more>'


def test_below_the_second_lumbar_vertebra_there_is_no_cord() -> None:
    for name, drawing in DRAWINGS.items():
        for view in VIEWS:
            cord = by_class(picture(name, view), "cord")
            assert bool(cord) == (drawing.change.region == "neck"), name
        words = " ".join(one.words for one in names(name)).lower()
        assert ("spinal cord" in words) == (drawing.change.region == "neck"), name
        assert "arms" not in words, "the roots of the low back go to the legs"


def test_a_herniation_lies_behind_the_disc_and_presses_a_root() -> None:
    usual, herniated = picture("healthy", "side"), picture("herniation", "side")
    out, bone = edges(herniated, "change"), edges(usual, "bone")
    assert out[2] > bone[2] + 8, "beyond the back of the body"
    assert edges(herniated, "root")[2] > edges(usual, "root")[2] + 4
    assert not by_class(usual, "change")


def test_stenosis_leaves_the_sac_less_room() -> None:
    def room(name: str) -> float:
        left, top, right, bottom = edges(picture(name, "top"), "sac")
        return (right - left) * (bottom - top)

    assert room("stenosis") < 0.65 * room("healthy")
    assert room("neck_stenosis") < 0.8 * room("neck")
    assert room("bulge") < room("healthy")


def test_a_worn_disc_is_lower_and_spurs_stand_out() -> None:
    def height(name: str) -> float:
        _left, top, _right, bottom = edges(picture(name, "side"), "ring")
        return bottom - top

    assert height("degeneration") < 0.75 * height("healthy")
    assert edges(picture("spur", "side"), "bone")[0] < edges(picture("healthy", "side"), "bone")[0]


def test_only_what_a_drawing_is_about_is_marked() -> None:
    assert not any(one.meant for one in names("healthy"))
    assert [one.words for one in names("spur") if one.meant] == ["Bone spur"]
    marked = by_class(picture("spur", "side"), "badge-number", "meant")
    assert [one.text for one in marked] == ["8"]
    assert not by_class(picture("segment_l4_l5", "side"), "meant")


def test_the_bones_are_named_where_the_page_is_about_them() -> None:
    for name, levels in (("segment_l4_l5", ["L4", "L5"]), ("segment_l5_s1", ["L5", "S1"])):
        assert [one.text for one in by_class(picture(name, "side"), "level")] == levels


def test_it_speaks_the_language_in_use() -> None:
    with use("xx"):
        assert all("⟦" in one.words for one in names("stenosis"))
        assert all("⟦" in (one.text or "") for one in by_class(picture("healthy", "side"), "way"))


def test_every_drawing_that_a_page_names_is_there() -> None:
    named = {one.drawing for one in knowledge().conditions.values() if one.drawing}
    assert named
    assert named <= DRAWINGS.keys()
