"""Left and right: the other side's names, and a pose with its sides changed over."""

from collections.abc import Mapping
from typing import Final

_OPPOSITE: Final = {"left": "right", "right": "left"}
_TRUNK: Final = ("pelvis", "lumbar", "thorax", "neck", "head")
_SIDEWAYS: Final = ("side", "rotation", "turn", "list")


def opposite(name: str) -> str:
    """The name with left and right changed over: `hip_left_flexion` gives the right hip's."""
    return "_".join(_OPPOSITE.get(part, part) for part in name.split("_"))


def opposite_pose(pose: Mapping[str, float]) -> dict[str, float]:
    """The mirror image of a pose, in degrees by angle."""
    return {opposite(name): -value if _is_sideways(name) else value for name, value in pose.items()}


def _is_sideways(name: str) -> bool:
    """Whether an angle of the trunk leads to one side."""
    part, way = name.split("_", 1)
    return part in _TRUNK and way in _SIDEWAYS
