"""The body map draws every muscle and every place, marks what it is told, and mirrors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree

import pytest

from plumbline.knowledge.schema import Side
from plumbline.present import body_outline, words
from plumbline.present.body_map import LEGEND, LEGS, Kind, Mark, body_map, legend, pain_map
from tests.unit.care.people import knowledge

SVG = "{http://www.w3.org/2000/svg}"
KINDS: tuple[Kind, ...] = tuple(LEGEND)
MOST_BYTES = 30_000
SIDES: Mapping[bool, tuple[Side | None, ...]] = {True: ("left", "right"), False: (None,)}
Marks = Mapping[tuple[str, Side | None], Mark]


@cache
def asked() -> dict[str, str]:
    """The list "where do you feel pain", with its words."""
    listed = [one for one in knowledge().findings.values() if one.list == "pain_where"]
    return {one.id: one.item or "" for one in listed}


def parse(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def muscles(marks: Marks) -> ElementTree.Element:
    return parse(body_map(marks, title="What to train first", describe="A picture of the table."))


def groups(picture: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [g for g in picture.iter(f"{SVG}g") if kind in (g.get("class") or "").split()]


def muscle(picture: ElementTree.Element, name: str, side: Side | None) -> ElementTree.Element:
    found = groups(picture, "muscle")
    (one,) = [g for g in found if g.get("data-muscle") == name and g.get("data-side") == side]
    return one


def place(picture: ElementTree.Element, label: str) -> ElementTree.Element:
    (one,) = [g for g in groups(picture, "place") if g.findtext(f"{SVG}title") == label]
    return one


def points(group: ElementTree.Element) -> list[tuple[float, float]]:
    """Every point and control of a group's paths, as places in the picture."""
    found: list[tuple[float, float]] = []
    for path in group.iter(f"{SVG}path"):
        here = (0.0, 0.0)
        for letter, given in re.findall(r"([McZ])([^McZ]*)", path.attrib["d"]):
            numbers = [float(number) for number in given.split()]
            steps = list(zip(numbers[::2], numbers[1::2], strict=True))
            placed = [
                step if letter == "M" else (here[0] + step[0], here[1] + step[1]) for step in steps
            ]
            found += placed
            here = placed[-1] if placed else here
    return found


def mirrored(group: ElementTree.Element) -> list[tuple[float, float]]:
    """The same points seen in a mirror that stands in the middle of each figure."""
    front, back = body_outline.MIDDLE["front"], body_outline.MIDDLE["back"]
    between = (front + back) / 2
    return [(2 * (front if x < between else back) - x, y) for x, y in points(group)]


def close(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> bool:
    return len(a) == len(b) and all(
        abs(x - u) < 0.15 and abs(y - v) < 0.15 for (x, y), (u, v) in zip(a, b, strict=True)
    )


def every_mark(kind: Kind = "low") -> dict[tuple[str, Side | None], Mark]:
    return {
        (one.id, side): Mark(kind, f"{one.title}: {side}")
        for one in knowledge().muscles.values()
        for side in SIDES[one.paired]
    }


def test_every_muscle_of_the_model_is_drawn_on_the_sides_it_has() -> None:
    marks = every_mark()
    picture = muscles(marks)
    for (name, side), mark in marks.items():
        one = muscle(picture, name, side)
        assert points(one)
        assert one.findtext(f"{SVG}title") == mark.text
    assert len(groups(picture, "muscle")) == len(marks)


def test_every_place_of_the_list_is_drawn() -> None:
    picture = parse(pain_map((), asked()))
    drawn = {g.get("data-finding") for g in groups(picture, "place") if points(g)}
    assert drawn == set(asked())


def test_nothing_is_drawn_outside_the_picture() -> None:
    top, bottom = body_outline.TOP, body_outline.TOP + body_outline.HEIGHT
    whole = ElementTree.Element("g")
    whole.extend(e for e in muscles({}).iter(f"{SVG}path") if e.get("id") == "body-shape")
    half = body_outline.WIDTH / 4
    assert points(whole)
    assert all(abs(x) < half and top < y < bottom for x, y in points(whole))
    for g in groups(muscles({}), "muscle"):
        assert all(0 < x < body_outline.WIDTH and top < y < bottom for x, y in points(g))


@pytest.mark.parametrize("name", [*body_outline.MUSCLES])
def test_left_is_the_mirror_of_right(name: str) -> None:
    picture = muscles({})
    if not knowledge().muscles[name].paired:
        once = muscle(picture, name, None)
        rounded = [{(round(x), round(y)) for x, y in seen(once)} for seen in (points, mirrored)]
        assert rounded[0] == rounded[1]
        return
    left, right = muscle(picture, name, "left"), muscle(picture, name, "right")
    assert close(points(left), mirrored(right))
    assert not close(points(left), points(right))


@pytest.mark.parametrize("kind", KINDS)
def test_the_drawing_of_left_marks_is_the_mirror_of_right_ones(kind: Kind) -> None:
    marks = every_mark(kind)
    left = muscles({key: mark for key, mark in marks.items() if key[1] == "left"})
    right = muscles({key: mark for key, mark in marks.items() if key[1] == "right"})
    marked = [[p for g in groups(one, kind) for p in points(g)] for one in (left, right)]
    seen = [p for g in groups(right, kind) for p in mirrored(g)]
    assert marked[0]
    assert close(marked[0], seen)


def test_left_is_the_persons_own_left() -> None:
    """From the front it stands on our right; from behind on our left."""
    picture = muscles({})
    front, back = body_outline.MIDDLE["front"], body_outline.MIDDLE["back"]
    assert all(x > front for x, _y in points(muscle(picture, "thigh_front", "left")))
    assert all(x < back for x, _y in points(muscle(picture, "thigh_back", "left")))
    leg = points(place(parse(pain_map((), asked())), asked()["pain_leg_left"]))
    assert {x > front for x, _y in leg if x < front + 105} == {True}
    assert {x < back for x, _y in leg if x > back - 105} == {True}


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_is_told_by_pattern_and_class_and_legend(kind: Kind) -> None:
    picture = muscles({("calf", "left"): Mark(kind, "Calf, left")})
    one = muscle(picture, "calf", "left")
    assert one.get("class") == f"muscle {kind}"
    assert one.get("fill") == f"url(#body-{kind})"
    assert picture.find(f".//{SVG}pattern[@id='body-{kind}']") is not None
    assert muscle(picture, "calf", "right").get("class") == "muscle untested"
    entry, untested = legend({("calf", "left"): Mark(kind, "Calf, left")})
    assert (entry.kind, untested.kind) == (kind, "untested")
    assert f"url(#body-{kind})" in entry.swatch


def test_each_kind_has_a_pattern_of_its_own() -> None:
    picture = muscles({})
    drawn = [
        [(e.tag, sorted(e.items())) for e in pattern if "ground" not in (e.get("class") or "")]
        for pattern in picture.iter(f"{SVG}pattern")
    ]
    assert len(drawn) == len(KINDS)
    assert all(drawn.count(one) == 1 for one in drawn)


def test_a_mark_without_a_side_marks_both_sides_that_have_none() -> None:
    both, left = Mark("fine", "both"), Mark("low", "left")
    picture = muscles({("calf", None): both, ("calf", "left"): left})
    assert muscle(picture, "calf", "left").findtext(f"{SVG}title") == "left"
    assert muscle(picture, "calf", "right").findtext(f"{SVG}title") == "both"


def test_a_muscle_or_side_that_is_not_there_is_refused() -> None:
    mark = Mark("low", "no")
    for key in (("tail", "left"), ("tail", None), ("front_trunk", "left")):
        with pytest.raises(KeyError):
            muscles({key: mark})  # type: ignore[dict-item]


def test_the_legend_says_only_what_the_map_shows() -> None:
    whole = every_mark("unclear")
    assert [entry.kind for entry in legend(whole)] == ["unclear"]
    assert [entry.kind for entry in legend({})] == ["untested"]


@pytest.mark.parametrize(
    ("ticked", "left", "right"),
    [
        ((), "false", "false"),
        (("pain_leg_left",), "false", "false"),
        (("pain_below_knee",), "mixed", "mixed"),
        (("pain_below_knee", "pain_leg_left"), "true", "false"),
        (("pain_below_knee", "pain_leg_right"), "false", "true"),
        (("pain_below_knee", "pain_leg_left", "pain_leg_right"), "mixed", "mixed"),
    ],
)
def test_below_the_knee_has_a_side_only_where_one_leg_hurts(
    ticked: tuple[str, ...], left: str, right: str
) -> None:
    picture = parse(pain_map(ticked, asked()))
    for label, state, leg in (
        ("Left leg, below the knee", left, LEGS["left"]),
        ("Right leg, below the knee", right, LEGS["right"]),
    ):
        one = place(picture, label)
        assert (one.get("data-state"), one.get("data-leg")) == (state, leg)


def test_what_is_ticked_is_filled_and_described() -> None:
    picture = parse(pain_map({"pain_neck"}, asked()))
    assert place(picture, "Neck").get("fill") == "url(#pain-ticked)"
    assert place(picture, "Arm or hand").get("fill") is None
    assert picture.findtext(f"{SVG}desc") == "Ticked: Neck."
    assert parse(pain_map((), asked())).findtext(f"{SVG}desc") == "No place is ticked."


def test_only_places_that_are_asked_are_there() -> None:
    picture = parse(pain_map((), {"pain_groin": "Groin", "pain_below_knee": "Below the knee"}))
    drawn = [g.get("data-finding") for g in groups(picture, "place")]
    assert drawn == ["pain_groin", "pain_below_knee", "pain_below_knee"]
    assert all(g.get("data-leg") is None for g in groups(picture, "place"))


@pytest.mark.parametrize("which", ["muscles", "pain"])
def test_small_named_escaped_and_without_inline_style(which: str) -> None:
    words_with_signs = {name: f"{name} <b> & co" for name in asked()}
    text = (
        pain_map(set(asked()), words_with_signs)
        if which == "pain"
        else body_map(every_mark(), title="a <b>", describe="c & d")
    )
    assert len(text.encode()) < MOST_BYTES
    picture = parse(text)
    names = (picture.get("aria-labelledby") or "").split()
    names += (picture.get("aria-describedby") or "").split()
    assert picture.get("role") == "img"
    ids = {e.get("id"): e for e in picture.iter() if e.get("id")}
    assert len(names) == 2
    assert all((ids[name].text or "").strip() for name in names)
    assert not any("style" in e.attrib or e.tag == f"{SVG}style" for e in picture.iter())
    used = set(re.findall(r"url\(#([\w-]+)\)", text)) | set(re.findall(r'href="#([\w-]+)"', text))
    assert used <= set(ids)


def test_two_maps_on_a_page_share_no_id() -> None:
    texts = [body_map({}, title="a", describe="b", name=name) for name in ("one", "two")]
    first, second = ({e.get("id") for e in parse(text).iter()} - {None} for text in texts)
    assert first
    assert not first & second


def test_every_word_of_the_map_is_translated() -> None:
    with words.use(words.PSEUDO):
        pain = pain_map((), {"pain_below_knee": words.gettext("Below the knee")})
        entries = legend({("calf", "left"): Mark("low", "Calf")})
    said = [(e.text or "").strip() for e in parse(pain).iter()]
    said += [entry.words for entry in entries]
    told = [text for text in said if text]
    assert len(told) > len(LEGS) + len(entries)
    assert all(text.startswith(words.OPEN) and text.endswith(words.CLOSE) for text in told)
