"""The postures in which the load of the lower back was measured, posed for the acceptance tests.

They stand here and not in the catalogue: a figure that is redrawn must not move a test. They are
posed by eye, and none was changed to make a test pass.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from plumbline.motion.load import Person
from plumbline.motion.movement import Movement, read_movement


@dataclass(frozen=True, slots=True)
class Posture:
    """One posture. `measured` is its published load as a multiple of standing, where there is one;
    `held` the kg in both hands together."""

    name: str
    title: str
    raw: dict[str, Any]
    measured: float | None = None
    held: float = 0.0

    @property
    def person(self) -> Person:
        return Person(left=self.held / 2, right=self.held / 2)

    def movement(self) -> Movement:
        """The posture as a movement of one key pose."""
        return _read(self.name)


@cache
def _read(name: str) -> Movement:
    raw = POSTURES[name].raw
    return read_movement({"keys": [{"name": name}], "period": 1, **raw}, name)


def _upright(**start: float) -> dict[str, Any]:
    return {"base": "standing", "anchor": "foot_right", "start": start}


def _seated(**start: float) -> dict[str, Any]:
    anchor = {"at": "pelvis", "raised": 0.25}
    return {"base": "sitting", "anchor": anchor, "start": start, "props": ["chair"]}


def _bird_dog(*hands: str, **start: float) -> dict[str, Any]:
    pose = {"hip_right_flexion": -4, "knee_right_flexion": 3, "ankle_right_flexion": -30, **start}
    return {"base": "quadruped", "anchor": "knee_left", "pins": [*hands], "start": pose}


def _all_fours(**pose: float) -> dict[str, Any]:
    """Hands and knees stay where they are with a straight back."""
    keys = [{"name": "bent", "pose": pose}, {"name": "straight", "at": 2}]
    return {
        "base": "quadruped", "anchor": "knee_right", "settled": "straight", "keys": keys,
        "pins": ["knee_left", "hand_right", "hand_left"], "period": 4,
    }  # fmt: skip


_ON_THE_SIDE: Final = {
    "shoulder_right_flexion": 165, "elbow_right_flexion": 20, "shoulder_left_flexion": 10,
    "shoulder_left_abduction": 30, "shoulder_left_rotation": 30, "elbow_left_flexion": 60,
    "lumbar_side": -6, "thorax_side": -7, "neck_side": 16,
}  # fmt: skip
_STEP: Final = {
    "hip_right_flexion": 26, "knee_right_flexion": 4, "hip_left_flexion": -14,
    "knee_left_flexion": 14, "ankle_left_flexion": -8, "shoulder_right_flexion": -20,
    "shoulder_left_flexion": 22, "elbow_both_flexion": 22, "thorax_rotation": 4,
    "lumbar_rotation": 3, "pelvis_turn": -5,
}  # fmt: skip
_BRIDGE: Final = {
    "base": "hook_lying", "anchor": "shoulders", "pins": ["foot_left", "foot_right"],
    "settled": "lying", "period": 3,
    "keys": [
        {"name": "bridge", "pose": {
            "pelvis_tilt": -116, "neck_flexion": 26, "shoulder_both_flexion": -30}},
        {"name": "lying", "at": 2},
    ],
}  # fmt: skip

_ALL: Final = (
    Posture("prone", "Lying on the front", {"base": "prone", "anchor": "pelvis"}, 0.2),
    Posture("side", "Lying on the side", {
        "base": "side_lying", "anchor": "pelvis", "start": _ON_THE_SIDE}, 0.24),
    Posture("standing", "Standing", _upright(), 1.0),
    Posture("sitting", "Sitting without a back rest", _seated(), 0.92),
    Posture("sitting_bent", "Sitting, bent right forward", _seated(
        pelvis_tilt=24, hip_both_flexion=112, lumbar_flexion=42, thorax_flexion=24,
        shoulder_both_flexion=85, elbow_both_flexion=10), 1.66),
    Posture("flexed", "Standing, bent forward by 36 degrees", _upright(
        pelvis_tilt=36, hip_both_flexion=36, shoulder_both_flexion=36), 2.2),
    Posture("held_close", "Holding 20 kg close to the body", _upright(
        elbow_both_flexion=95), 2.2, 20),
    Posture("lift_knees", "Lifting 20 kg with bent knees", _upright(
        pelvis_tilt=40, lumbar_flexion=10, thorax_flexion=5, hip_both_flexion=115,
        knee_both_flexion=110, ankle_both_flexion=30, shoulder_both_flexion=55), 3.4, 20),
    Posture("lift_round", "Lifting 20 kg with a round back", _upright(
        pelvis_tilt=44, lumbar_flexion=42, thorax_flexion=24, hip_both_flexion=48,
        shoulder_both_flexion=105), 4.6, 20),
    Posture("walking", "Walking", _upright(**_STEP)),
    Posture("leg_raise", "One straight leg raised, on the back", {
        "base": "supine", "anchor": "pelvis", "start": {"hip_right_flexion": 45}}),
    Posture("abduction", "One leg lifted, on the side", {
        "base": "side_lying", "anchor": "pelvis",
        "start": {**_ON_THE_SIDE, "hip_left_flexion": 0, "knee_left_flexion": 3,
                  "hip_left_abduction": 26}}),
    Posture("bird_dog_leg", "On all fours, one leg out", _bird_dog("hand_left", "hand_right")),
    Posture("hollowing", "On all fours, back hollowed", _all_fours(
        pelvis_tilt=92, hip_both_flexion=92, lumbar_flexion=-24, thorax_flexion=10,
        neck_flexion=-34)),
    Posture("arching", "On all fours, back arched like a cat", _all_fours(
        pelvis_tilt=52, hip_both_flexion=56, lumbar_flexion=34, thorax_flexion=22,
        neck_flexion=30)),
    Posture("bridge", "Bridge", _BRIDGE),
    Posture("bird_dog_arm", "On all fours, one arm out", {
        "base": "quadruped", "anchor": "knee_left", "pins": ["knee_right", "hand_right"],
        "start": {"shoulder_left_flexion": 172, "elbow_left_flexion": 3}}),
    Posture("bird_dog", "Bird dog: one arm and the other leg out", _bird_dog(
        "hand_right", shoulder_left_flexion=172, elbow_left_flexion=3)),
    Posture("both_legs", "Both straight legs raised, on the back", {
        "base": "supine", "anchor": "pelvis", "start": {"hip_both_flexion": 45}}),
)  # fmt: skip
POSTURES: Final = {posture.name: posture for posture in _ALL}
