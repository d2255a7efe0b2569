"""Forward kinematics: a body keeps its lengths, and every angle turns the way its name says."""

from collections.abc import Callable

import numpy as np
import pytest

from plumbline.motion import ANGLES, SEGMENTS, TURNS, forward
from plumbline.motion.anthropometry import HEIGHT, LENGTHS, MASSES, SPLIT
from plumbline.motion.rotation import about, take_apart_yxz, take_apart_zxy
from plumbline.motion.skeleton import ANGLE, SEGMENT, Frames

PAIRED = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")


def posed(**angles: float) -> Frames:
    row = np.zeros((1, len(ANGLES)))
    for name, value in angles.items():
        row[0, ANGLE[name]] = value
    return forward(row, np.zeros((1, 3)))


def moved(segment: str, **angles: float) -> np.ndarray:
    """How the far end of a segment moves from the neutral pose: forward, up, right."""
    return (posed(**angles).tip(segment) - posed().tip(segment))[0]


def test_there_are_seventeen_segments_each_after_its_parent() -> None:
    assert len(SEGMENTS) == 17
    for index, segment in enumerate(SEGMENTS):
        assert segment.parent is None or SEGMENT[segment.parent] < index


def test_lengths_are_kept_in_any_pose() -> None:
    random = np.random.default_rng(1)
    low, high = (
        np.array([getattr(turn, end) for turn in TURNS.values()]) for end in ("low", "high")
    )
    frames = forward(random.uniform(low, high, (200, len(ANGLES))), np.zeros((200, 3)))
    for segment in SEGMENTS:
        length = np.linalg.norm(frames.tip(segment.name) - frames.place(segment.name), axis=1)
        assert length == pytest.approx(np.linalg.norm(segment.tip) * HEIGHT)
    assert np.linalg.det(frames.rotations) == pytest.approx(1)


def test_a_body_is_as_tall_as_it_says() -> None:
    legs = LENGTHS["ankle_height"] + LENGTHS["shank"] + LENGTHS["thigh"]
    trunk = SPLIT["pelvis"] + SPLIT["lumbar"] + SPLIT["thorax"]
    assert trunk == pytest.approx(LENGTHS["trunk"])
    assert legs + trunk + LENGTHS["neck"] + LENGTHS["head"] == pytest.approx(1)


def test_masses_add_up_to_one_body() -> None:
    total = sum(mass * (2 if part in PAIRED else 1) for part, mass in MASSES.items())
    assert total == pytest.approx(1)


@pytest.mark.parametrize(
    ("segment", "angle", "axis", "sign"),
    [
        ("thigh_right", "hip_right_flexion", 0, 1),
        ("thigh_right", "hip_right_abduction", 2, 1),
        ("thigh_left", "hip_left_abduction", 2, -1),
        ("shank_left", "knee_left_flexion", 0, -1),
        ("foot_right", "ankle_right_flexion", 1, 1),
        ("foot_right", "hip_right_rotation", 2, -1),
        ("foot_left", "hip_left_rotation", 2, 1),
        ("upper_arm_left", "shoulder_left_flexion", 0, 1),
        ("upper_arm_left", "shoulder_left_abduction", 2, -1),
        ("forearm_right", "elbow_right_flexion", 0, 1),
        ("hand_right", "wrist_right_flexion", 2, -1),
        ("hand_left", "wrist_left_flexion", 2, 1),
        ("lumbar", "lumbar_flexion", 0, 1),
        ("thorax", "thorax_side", 2, 1),
        ("head", "neck_flexion", 0, 1),
        ("lumbar", "pelvis_tilt", 0, 1),
        ("lumbar", "pelvis_list", 2, 1),
    ],
)
def test_an_angle_leads_where_its_name_says(segment: str, angle: str, axis: int, sign: int) -> None:
    assert moved(segment, **{angle: 20})[axis] * sign > 0.01


def test_turning_right_brings_the_front_to_the_right() -> None:
    for angle in ("thorax_rotation", "pelvis_turn", "lumbar_rotation"):
        assert posed(**{angle: 30}).rotation("thorax")[0, 2, 0] > 0.4


@pytest.mark.parametrize(("take_apart", "axes"), [(take_apart_zxy, "zxy"), (take_apart_yxz, "yxz")])
def test_a_rotation_is_taken_apart_into_what_it_was_made_of(
    take_apart: Callable[[np.ndarray, np.ndarray], np.ndarray], axes: str
) -> None:
    angles = np.random.default_rng(2).uniform(-85, 85, (50, 3)) * [2, 1, 2]
    one, two, three = (about(axis, angles[:, i]) for i, axis in enumerate(axes))
    assert take_apart(one @ two @ three, angles) == pytest.approx(angles)
