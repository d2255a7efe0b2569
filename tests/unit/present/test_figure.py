"""The figure: SVG that passes a strict policy, small, described, moving or held still."""

import gzip
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from plumbline.motion import mirrored
from plumbline.present.figure import figure
from plumbline.present.figure_shapes import SCALE, Lens, capsule
from plumbline.present.figure_words import describe
from plumbline.present.words import OPEN, use
from tests.unit.motion.movements import NAMES, shipped

SVG = "{http://www.w3.org/2000/svg}"
LIMIT = 20 * 1024


def drawn(name: str, **options: object) -> ET.Element:
    return ET.fromstring(figure(shipped(name), title="A & B", name="f", **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_small_described_and_has_no_inline_style(name: str) -> None:
    text = figure(shipped(name), title=name, name="f")
    root = ET.fromstring(text)
    assert len(gzip.compress(text.encode())) < LIMIT
    tags = {element.tag for element in root.iter()}
    assert not tags & {f"{SVG}style", f"{SVG}script"}
    assert not [
        e for e in root.iter() if "style" in e.attrib or any(a.startswith("on") for a in e.attrib)
    ]
    about = root.find(f"{SVG}desc")
    assert about is not None
    assert about.text
    assert len(about.text) > 25


def test_title_and_description_are_tied_to_the_picture() -> None:
    root = drawn("bridge")
    labels = root.attrib["aria-labelledby"].split()
    found = {e.attrib["id"]: e.text for e in root.iter() if "id" in e.attrib}
    assert [label in found for label in labels] == [True, True]
    assert found[labels[0]] == "A & B"


@pytest.mark.parametrize("name", NAMES)
def test_every_motion_has_one_path_for_each_time(name: str) -> None:
    for motion in drawn(name).iter(f"{SVG}animate"):
        times = [float(time) for time in motion.attrib["keyTimes"].split(";")]
        paths = motion.attrib["values"].split(";")
        assert len(times) == len(paths)
        assert times == sorted(times)
        assert (times[0], times[-1]) == (0, 1)
        assert paths[0] == paths[-1]
        # A browser only moves smoothly between paths of the same commands.
        shapes = {"".join(filter(str.isalpha, path)) for path in paths}
        assert len(shapes) == 1


def test_a_still_does_not_move_and_shows_its_moment() -> None:
    assert not list(drawn("bridge", still=0.0).iter(f"{SVG}animate"))
    assert ET.tostring(drawn("bridge", still=0.0)) != ET.tostring(drawn("bridge", still=4.0))


def test_a_still_and_the_motion_share_one_frame() -> None:
    assert drawn("bridge", still=4.0).attrib["viewBox"] == drawn("bridge").attrib["viewBox"]


def test_the_other_side_is_another_picture() -> None:
    left, right = (
        figure(shipped("clamshell"), side=side, title="t", name="f") for side in ("left", "right")
    )
    assert left != right
    assert "left hip" in left or "left leg" in left
    assert "right hip" in right or "right leg" in right


def test_the_description_is_translated() -> None:
    with use("xx"):
        about = drawn("side_bridge").find(f"{SVG}desc")
    assert about is not None
    assert about.text is not None
    assert about.text.startswith(OPEN)


def test_a_description_says_what_happens() -> None:
    about = drawn("single_leg_stance", side="left").find(f"{SVG}desc")
    assert about is not None
    assert about.text == (
        "You stand. Then your right knee bends, your right hip bends and your right foot points "
        "down. Hold for 3 seconds. Come back the same way."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("curl_up", ["Your left leg is long.", "your head and shoulders lift"]),
        ("dead_bug", ["You lie on your back. Both knees are lifted.", "point to the ceiling"]),
        ("superman", ["arms are stretched past your head", "your legs lift", "your arms lift"]),
        ("bird_dog", ["your right leg lifts", "your left arm reaches forward"]),
        ("step_up", ["Your right foot is on a step.", "you step up"]),
        ("lower_trunk_rotation", ["your knees roll to the right"]),
        ("chin_tuck", ["your head slides straight back"]),
        ("kettlebell_swing", ["You hold a weight in both hands."]),
        ("suitcase_carry", ["Your right hand holds a weight.", "It goes on like this."]),
        ("cycling", ["exercise bike", "pedals"]),
        ("side_bridge", ["You rest on your right forearm.", "in one line"]),
        ("inverted_row", ["Your body leans back.", "you come upright"]),
    ],
)
def test_a_description_tells_how_to_start_and_what_lifts(name: str, words: list[str]) -> None:
    about = describe(shipped(name))
    assert [part for part in words if part not in about] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_description_is_long_or_says_nonsense(name: str) -> None:
    about = describe(shipped(name))
    assert len(about.split()) < 90
    if shipped(name).base == "standing":
        assert "bottom" not in about


def test_the_other_side_is_told_by_its_own_name() -> None:
    assert "Your left hand holds a weight." in describe(mirrored(shipped("suitcase_carry")))
    assert "your knees roll to the left" in describe(mirrored(shipped("lower_trunk_rotation")))


def looks(root: ET.Element) -> list[str]:
    return [path.attrib["class"] for path in root.iter(f"{SVG}path")]


def test_a_weight_is_drawn_with_the_hand_that_holds_it() -> None:
    for side in ("right", "left"):
        near = [group for group in drawn("suitcase_carry", side=side).iter(f"{SVG}g")
                if any(p.attrib["class"] == "weight" for p in group)]  # fmt: skip
        assert len(near) == 1
        assert "skin" in [path.attrib["class"] for path in near[0]]
    assert "weight" not in looks(drawn("walking"))


def test_water_covers_the_person_and_pedals_turn() -> None:
    assert looks(drawn("swimming"))[-1] in ("water-line", "arc-head")
    assert "water" in looks(drawn("water_walking"))
    bike = [path for path in drawn("cycling").iter(f"{SVG}path") if "bike" in path.attrib["class"]]
    moving = {path.attrib["class"] for path in bike if path.find(f"{SVG}animate") is not None}
    assert moving == {"bike-crank"}
    assert {path.attrib["class"] for path in bike} > moving


def test_the_right_side_is_near_in_a_picture_from_the_right() -> None:
    lens = Lens.aimed(90, 0)
    assert lens.depth(np.array([0.0, 0.0, 1.0])) == pytest.approx(1)
    assert lens.see(np.array([1.0, 1.0, 0.0])) == pytest.approx([SCALE, -SCALE])
    assert Lens.aimed(0, 0).see(np.array([0.0, 0.0, 1.0]))[0] == pytest.approx(-SCALE)


def test_a_limb_seen_from_its_end_is_still_a_shape() -> None:
    point = np.array([[10.0, 10.0]])
    (path,) = capsule(point, point, (0.05, 0.03))
    assert path.startswith("M")
    assert "nan" not in path
