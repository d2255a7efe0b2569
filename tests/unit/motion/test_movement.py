"""Reading a movement: what cannot be is refused by name; the mirror is its own inverse."""

from typing import Any

import numpy as np
import pytest

from plumbline.errors import KnowledgeError
from plumbline.motion import (
    angles_at,
    check,
    farthest,
    for_side,
    mirrored,
    moments,
    play,
    read_movement,
)
from plumbline.motion.sides import opposite
from plumbline.motion.skeleton import ANGLES, SEGMENTS
from tests.unit.motion.movements import NAMES, shipped

SQUAT: dict[str, Any] = {
    "base": "standing",
    "anchor": "foot_right",
    "pins": ["foot_left"],
    "keys": [
        {"name": "tall", "hold": 1},
        {
            "name": "low", "at": 3, "hold": 1,
            "pose": {"hip_both_flexion": 40, "knee_both_flexion": 50},
        },
    ],
    "period": 6,
}  # fmt: skip


def squat(**changes: Any) -> dict[str, Any]:
    return {**SQUAT, **changes}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (squat(keys=[{"name": "tall", "pose": {"knee_left_flexion": 170}}]),
         ["pose tall", "knee_left_flexion", "170", "-5 to 160"]),
        (squat(keys=[{"name": "tall", "pose": {"tail_flexion": 3}}]), ["tail_flexion"]),
        (squat(anchor="tail"), ["tail"]),
        (squat(pins=[{"at": "hand_left", "on": "moon"}]), ["hand_left", "moon"]),
        (squat(settled="sunk"), ["sunk"]),
        (squat(period=3), ["pose low"]),
        (squat(keys=[{"name": "late", "at": 2}]), ["first pose"]),
        (squat(colour="red"), ["colour"]),
        (squat(base="floating"), ["base"]),
    ],
)  # fmt: skip
def test_an_impossible_movement_is_refused_by_name(raw: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(KnowledgeError) as caught:
        read_movement(raw, "squat")
    assert all(word in str(caught.value) for word in ["movement squat", *words])


def test_a_pin_out_of_reach_is_refused() -> None:
    stooping = read_movement(squat(pins=["hand_left"]), "stoop")
    with pytest.raises(KnowledgeError, match="movement stoop: hand_left slides by"):
        check(stooping, "stoop")


def test_a_joint_that_a_pin_bends_too_far_is_refused() -> None:
    deep = squat(
        keys=[
            SQUAT["keys"][0],
            {"name": "deep", "at": 3, "pose": {"knee_right_flexion": 120, "hip_right_flexion": 50}},
        ]
    )
    with pytest.raises(KnowledgeError, match="ankle_left_flexion is"):
        check(read_movement(deep, "deep"), "deep")


def test_both_stands_for_left_and_right() -> None:
    low = read_movement(SQUAT, "squat").keys[1].pose
    assert low["hip_left_flexion"] == low["hip_right_flexion"] == 40


def test_between_poses_no_angle_passes_its_neighbours() -> None:
    movement = shipped("bird_dog_leg")
    keys = np.array(
        [[movement.pose(key).get(name, 0.0) for name in ANGLES] for key in movement.keys]
    )
    angles = angles_at(movement, np.linspace(0, 2 * movement.period, 500))
    assert (angles >= keys.min(axis=0) - 1e-9).all()
    assert (angles <= keys.max(axis=0) + 1e-9).all()


def test_a_hold_is_still_and_the_movement_repeats() -> None:
    movement = read_movement(SQUAT, "squat")
    held = angles_at(movement, np.array([3.0, 3.4, 4.0, 3.4 + movement.period]))
    assert held == pytest.approx(held[[0]].repeat(4, axis=0))
    assert farthest(movement).name == "low"


def test_it_starts_and_stops_gently() -> None:
    movement = read_movement(SQUAT, "squat")
    knee = angles_at(movement, np.array([1.0, 1.02, 2.0, 2.02]))[
        :, ANGLES.index("knee_left_flexion")
    ]
    assert abs(knee[1] - knee[0]) < abs(knee[3] - knee[2]) / 10


@pytest.mark.parametrize("name", NAMES)
def test_the_mirror_of_the_mirror_is_the_movement(name: str) -> None:
    movement = shipped(name)
    assert mirrored(mirrored(movement)) == movement


@pytest.mark.parametrize("name", NAMES)
def test_the_other_side_is_the_mirror_image(name: str) -> None:
    movement = shipped(name)
    times = moments(movement, 30)
    right, left = play(movement, times), play(mirrored(movement), times)
    for segment in SEGMENTS:
        other = left.place(opposite(segment.name)) * [1, 1, -1]
        assert right.place(segment.name) == pytest.approx(other, abs=1e-6)


def test_the_mirror_changes_over_the_muscles_at_work_and_the_limbs_in_front() -> None:
    movement = read_movement(
        squat(highlight=["gluteus_medius_left", "abdominals"], in_front=["arm_left"],
              trace=["foot_right"], pins=[{"at": "hand_left", "on": "thigh_right"}]),
        "squat",
    )  # fmt: skip
    other = mirrored(movement)
    assert other.highlight == ("gluteus_medius_right", "abdominals")
    assert other.in_front == ("arm_right",)
    assert other.trace == ("foot_left",)
    assert (other.pins[0].at, other.pins[0].on) == ("hand_right", "thigh_left")
    assert mirrored(other) == movement


def test_the_side_asked_for_works() -> None:
    right = shipped("bird_dog_leg")
    assert for_side(right, "right") is right
    assert for_side(right, None) is right
    assert for_side(right, "left").side == "left"
    assert for_side(shipped("bridge"), "left") == shipped("bridge")
