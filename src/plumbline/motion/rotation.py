"""Rotations as arrays: built from angles, and taken apart again. Angles are in degrees here."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_PLANE = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}


def about(axis: str, degrees: Array) -> Array:
    """Right-handed rotations about one axis: (n) -> (n, 3, 3)."""
    radians = np.deg2rad(degrees)
    first, second = _PLANE[axis]
    matrix = np.zeros((*radians.shape, 3, 3))
    matrix[..., range(3), range(3)] = 1.0
    matrix[..., first, first] = matrix[..., second, second] = np.cos(radians)
    matrix[..., first, second] = -np.sin(radians)
    matrix[..., second, first] = np.sin(radians)
    return matrix


def take_apart_zxy(matrix: Array, near: Array) -> Array:
    """The angles (n, 3) of Rz Rx Ry; of the two answers the one nearer to `near` (n, 3)."""
    z = np.arctan2(-matrix[:, 0, 1], matrix[:, 1, 1])
    x = np.arcsin(np.clip(matrix[:, 2, 1], -1, 1))
    y = np.arctan2(-matrix[:, 2, 0], matrix[:, 2, 2])
    return _nearer(np.rad2deg(np.stack([z, x, y], axis=1)), near)


def take_apart_yxz(matrix: Array, near: Array) -> Array:
    """The angles (n, 3) of Ry Rx Rz; of the two answers the one nearer to `near` (n, 3)."""
    y = np.arctan2(matrix[:, 0, 2], matrix[:, 2, 2])
    x = np.arcsin(np.clip(-matrix[:, 1, 2], -1, 1))
    z = np.arctan2(matrix[:, 1, 0], matrix[:, 1, 1])
    return _nearer(np.rad2deg(np.stack([y, x, z], axis=1)), near)


def _nearer(angles: Array, near: Array) -> Array:
    """An outer-middle-outer triple has a twin: both outer angles turned by half a circle."""
    twin = np.stack([angles[:, 0] + 180, 180 - angles[:, 1], angles[:, 2] + 180], axis=1)
    answers = [near + (answer - near + 180) % 360 - 180 for answer in (angles, twin)]
    far = [np.abs(answer - near).sum(axis=1) for answer in answers]
    return np.where((far[0] <= far[1])[:, None], *answers)


def normalised(vectors: Array) -> Array:
    """Vectors of length one along the last axis."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def across(vectors: Array, direction: Array) -> Array:
    """The part of `vectors` at right angles to `direction` (of length one), of length one."""
    along = (vectors * direction).sum(axis=-1, keepdims=True)
    return normalised(vectors - along * direction)


def frame(x: Array, y: Array) -> Array:
    """Rotations (n, 3, 3) whose second column is y; the first is as near to x as it can be."""
    first = across(x, y)
    return np.stack([first, y, np.cross(first, y)], axis=-1)
