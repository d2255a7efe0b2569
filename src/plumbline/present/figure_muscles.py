"""Working muscles as soft tints on the body, roughly where they lie.

Places and sizes are fractions of body height, chosen for a drawing.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from plumbline.motion import Movement
from plumbline.motion.skeleton import SIDES
from plumbline.present.figure_body import Body, Part, Place

HIDDEN = -0.45
"""A muscle that faces away from the viewer more than this is not drawn."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A tapered patch between two places of the right side; `out` is where its surface faces."""

    host: str
    start: tuple[str, Place]
    end: tuple[str, Place]
    sizes: tuple[float, float]
    out: Place


def _on(host: str, segment: str, start: Place, end: Place, sizes: tuple[float, float],
        out: Place) -> Tint:  # fmt: skip
    return Tint(host, (segment, start), (segment, end), sizes, out)


_SIDE: Place = (0, 0, 1)
_BACK: Place = (-1, 0, 0.25)
_FRONT: Place = (1, 0, 0.25)

MUSCLES: Final[dict[str, Tint]] = {
    "gluteus_maximus": _on("seat", "pelvis", (-0.026, 0.018, 0.05), (-0.018, -0.022, 0.055),
                           (0.026, 0.029), (-0.7, 0, 0.7)),
    "gluteus_medius": _on("seat", "pelvis", (-0.008, 0.05, 0.062), (0, 0.006, 0.072),
                          (0.024, 0.018), _SIDE),
    "hip_flexors": _on("leg", "thigh", (0.022, -0.012, 0), (0.018, -0.09, 0), (0.02, 0.013),
                       _FRONT),
    "quadriceps": _on("leg", "thigh", (0.018, -0.06, 0), (0.012, -0.2, 0), (0.024, 0.016), _FRONT),
    "hamstrings": _on("leg", "thigh", (-0.020, -0.06, 0), (-0.014, -0.2, 0), (0.022, 0.014), _BACK),
    "calf": _on("leg", "shank", (-0.012, -0.04, 0), (-0.006, -0.13, 0), (0.02, 0.011), _BACK),
    "shoulder": _on("arm", "upper_arm", (0, -0.012, 0), (0, -0.06, 0), (0.022, 0.014), _SIDE),
    "abdominals": Tint("trunk", ("lumbar", (0.036, -0.02, 0.02)), ("thorax", (0.042, 0.01, 0.02)),
                       (0.017, 0.017), _FRONT),
    "obliques": Tint("trunk", ("lumbar", (0.012, -0.01, 0.045)), ("thorax", (0.012, 0.0, 0.05)),
                     (0.023, 0.02), _SIDE),
    "erector_spinae": Tint("trunk", ("lumbar", (-0.036, -0.02, 0.02)),
                           ("thorax", (-0.046, 0.05, 0.02)), (0.016, 0.014), _BACK),
    "quadratus_lumborum": Tint("trunk", ("lumbar", (-0.016, 0, 0.045)),
                               ("thorax", (-0.016, -0.01, 0.05)), (0.017, 0.015), _SIDE),
    "upper_back": _on("trunk", "thorax", (-0.04, 0.05, 0.03), (-0.036, 0.1, 0.05), (0.022, 0.02),
                      _BACK),
    "chest_wall": _on("trunk", "thorax", (0.02, 0.02, 0.07), (0.028, 0.06, 0.08), (0.02, 0.018),
                      _SIDE),
    "neck_flexors": _on("trunk", "neck", (0.014, 0.0, 0.008), (0.014, 0.035, 0.01), (0.011, 0.009),
                        _FRONT),
}  # fmt: skip


def tints(movement: Movement, body: Body, host: str) -> list[Part]:
    """The tints on the trunk, on one leg (`leg_left`) or arm, of the muscles that are named."""
    found: list[Part] = []
    for name in movement.highlight:
        muscle, only = _asked(name, movement)
        tint = MUSCLES[muscle]
        for side in SIDES:
            wanted = only in (None, side)
            if wanted and _belongs(tint, host, side) and _faces(body, tint, side):
                ends = (_sided(tint.start, side), _sided(tint.end, side))
                found.append(Part("muscle", body.tube(ends, tint.sizes)))
    return found


def _asked(name: str, movement: Movement) -> tuple[str, str | None]:
    """`gluteus_medius_left` is one side's; a bare name is the working side's, or both sides'."""
    for side in SIDES:
        if name.endswith(f"_{side}"):
            return name.removesuffix(f"_{side}"), side
    return name, None if movement.side == "both" else movement.side


def _belongs(tint: Tint, host: str, side: str) -> bool:
    if tint.host == "seat":
        return host == f"leg_{side}"
    return host == tint.host or host == f"{tint.host}_{side}"


def _faces(body: Body, tint: Tint, side: str) -> bool:
    segment = _sided(tint.start, side)[0]
    x, y, z = tint.out
    out = np.array([x, y, z if side == "right" else -z])
    facing = body.lens.depth(body.frames.rotation(segment) @ (out / np.linalg.norm(out)))
    return float(np.mean(facing)) > HIDDEN


def _sided(end: tuple[str, Place], side: str) -> tuple[str, Place]:
    segment, (x, y, z) = end
    trunk = segment in ("pelvis", "lumbar", "thorax", "neck", "head")
    place = (x, y, z if side == "right" else -z)
    return (segment if trunk else f"{segment}_{side}"), place
