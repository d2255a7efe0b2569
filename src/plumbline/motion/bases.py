"""Base positions: the angles a movement starts from. What is not named is zero (standing)."""

from typing import Final


def _both(angles: dict[str, float]) -> dict[str, float]:
    """The same angle on the left and on the right, where a name says `both`."""
    return {
        name.replace("both", side): value
        for name, value in angles.items()
        for side in (("left", "right") if "both" in name else ("",))
    }


_ARMS_DOWN = {
    "shoulder_both_abduction": 7.0,
    "shoulder_both_flexion": 2.0,
    "elbow_both_flexion": 10,
}
_ARMS_BESIDE = {"shoulder_both_abduction": 22.0, "shoulder_both_flexion": -4.0,
                "elbow_both_flexion": 8.0, "forearm_both_pronation": 80.0}  # fmt: skip

BASES: Final[dict[str, dict[str, float]]] = {
    "standing": _both(
        {
            **_ARMS_DOWN,
            "neck_flexion": 8,
            "head_flexion": -8,
            "hip_both_abduction": 3,
            "hip_both_rotation": -5,
        }
    ),
    "sitting": _both(
        {
            "neck_flexion": 8,
            "head_flexion": -8,
            "hip_both_flexion": 88,
            "hip_both_abduction": 6,
            "knee_both_flexion": 88,
            "shoulder_both_flexion": 22,
            "shoulder_both_abduction": 10,
            "elbow_both_flexion": 55,
            "forearm_both_pronation": 60,
        }
    ),
    "supine": _both(
        {"pelvis_tilt": -90, **_ARMS_BESIDE, "hip_both_abduction": 5, "ankle_both_flexion": -25}
    ),
    "hook_lying": _both(
        {
            "pelvis_tilt": -90,
            **_ARMS_BESIDE,
            "hip_both_flexion": 56,
            "hip_both_abduction": 4,
            "knee_both_flexion": 115,
        }
    ),
    "prone": _both(
        {
            "pelvis_tilt": 90,
            "shoulder_both_abduction": 20,
            "elbow_both_flexion": 5,
            "hip_both_abduction": 5,
            "ankle_both_flexion": -65,
            "shoulder_both_rotation": 60,
        }
    ),
    # On the right side, the head to the left of the picture, the front to who looks.
    "side_lying": {
        "pelvis_list": 90,
        "pelvis_turn": 90,
        "hip_left_flexion": 25,
        "hip_right_flexion": 25,
        "knee_left_flexion": 40,
        "knee_right_flexion": 40,
    },
    "quadruped": _both(
        {
            "pelvis_tilt": 78,
            "hip_both_flexion": 80,
            "knee_both_flexion": 97,
            "hip_both_abduction": 2,
            "ankle_both_flexion": -68,
            "shoulder_both_flexion": 90,
            "shoulder_both_abduction": 3,
            "elbow_both_flexion": 6,
            "neck_flexion": -12,
        }
    ),
    "kneeling": _both({**_ARMS_DOWN, "knee_both_flexion": 95, "ankle_both_flexion": -65}),
    "half_kneeling": _both(
        {
            **_ARMS_DOWN,
            "knee_right_flexion": 95,
            "ankle_right_flexion": -65,
            "hip_left_flexion": 86,
            "knee_left_flexion": 86,
        }
    ),
    "long_sitting": _both(
        {
            "hip_both_flexion": 85,
            "hip_both_abduction": 4,
            "knee_both_flexion": 5,
            "ankle_both_flexion": -10,
            "shoulder_both_flexion": -20,
            "shoulder_both_abduction": 15,
        }
    ),
}
"""Angles in degrees by base position."""
