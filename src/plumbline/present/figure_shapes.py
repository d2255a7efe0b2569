"""Outlines of a body seen by a camera: every shape is one path per frame, as whole numbers.

Points are (n frames, 2) in the picture's units, x to the right and y down.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SCALE = 400
"""Units of the picture for one metre."""


@dataclass(frozen=True, slots=True)
class Lens:
    """An orthographic camera: the world's directions that lead right, up and to the viewer."""

    right: Array
    up: Array
    near: Array

    @classmethod
    def aimed(cls, around: float, above: float) -> "Lens":
        """`around` 0 sees the front, 90 the right side; `above` the horizon; degrees."""
        a, b = np.deg2rad([around, above])
        right = np.array([np.sin(a), 0.0, -np.cos(a)])
        up = np.array([-np.sin(b) * np.cos(a), np.cos(b), -np.sin(b) * np.sin(a)])
        near = np.array([np.cos(b) * np.cos(a), np.sin(b), np.cos(b) * np.sin(a)])
        return cls(right, up, near)

    def see(self, points: Array) -> Array:
        """Points of the world (..., 3) in metres as places in the picture (..., 2)."""
        return np.stack([points @ self.right, -(points @ self.up)], axis=-1) * SCALE

    def depth(self, points: Array) -> Array:
        """How near the viewer points are, in metres."""
        return points @ self.near

    def lifted(self, directions: Array) -> Array:
        """Directions in the picture (..., 2) as directions of the world (..., 3)."""
        return directions[..., :1] * self.right - directions[..., 1:] * self.up


def capsule(start: Array, end: Array, sizes: tuple[float, float], bulge: float = 0) -> list[str]:
    """A tapered limb with round ends; `bulge` swells it near its start. Sizes in metres."""
    first, last = (size * SCALE for size in sizes)
    way = end - start
    length = np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1) / length
    middle = start + 0.38 * way
    swell = (first * 0.62 + last * 0.38 + bulge * SCALE) * normal
    corners = np.stack(
        [start + first * normal, middle + swell, end + last * normal,
         end - last * normal, middle - swell, start - first * normal], axis=1)  # fmt: skip
    a, b = round(first), round(last)
    return [
        f"M{p[0]} {p[1]}q{p[2]} {p[3]} {p[4]} {p[5]}a{b} {b} 0 0 0 {p[6]} {p[7]}"
        f"q{p[8]} {p[9]} {p[10]} {p[11]}a{a} {a} 0 0 0 {p[12]} {p[13]}z"
        for p in _capsule_steps(corners)
    ]


def _capsule_steps(corners: Array) -> list[list[int]]:
    """Start point, then each command's points relative to where the command begins."""
    c = np.rint(corners).astype(int)
    steps = [c[:, 0], c[:, 1] - c[:, 0], c[:, 2] - c[:, 0], c[:, 3] - c[:, 2],
             c[:, 4] - c[:, 3], c[:, 5] - c[:, 3], c[:, 0] - c[:, 5]]  # fmt: skip
    rows: list[list[int]] = np.concatenate(steps, axis=1).tolist()
    return rows


def outline(points: Array) -> list[str]:
    """A closed smooth curve (n, k, 2) drawn along its control points: a quadratic B-spline."""
    joints = np.rint((points + np.roll(points, -1, axis=1)) / 2).astype(int)
    controls = np.rint(np.roll(points, -1, axis=1)).astype(int)
    ends = np.roll(joints, -1, axis=1)
    curves: list[str] = []
    for joint, control, end in zip(joints, controls, ends, strict=True):
        steps = np.concatenate([control - joint, end - joint], axis=1).tolist()
        pieces = (f"q{a} {b} {c} {d}" for a, b, c, d in steps)
        curves.append(f"M{joint[0][0]} {joint[0][1]}" + "".join(pieces) + "z")
    return curves


def polygon(points: Array, *, closed: bool = True) -> list[str]:
    """Straight lines through points (n, k, 2)."""
    end = "z" if closed else ""
    return [_line(row) + end for row in np.rint(points).astype(int)]


def disc(centre: Array, size: float) -> list[str]:
    """A circle of `size` metres about each centre (n, 2)."""
    r = round(size * SCALE)
    places = np.rint(centre).astype(int).tolist()
    return [f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z" for x, y in places]


def joined(shapes: Sequence[list[str]]) -> list[str]:
    """Several shapes as one path."""
    return ["".join(parts) for parts in zip(*shapes, strict=True)]


def _line(row: NDArray[np.int64]) -> str:
    steps = np.diff(row, axis=0).tolist()
    return f"M{row[0][0]} {row[0][1]}" + "".join(f"l{x} {y}" for x, y in steps)
