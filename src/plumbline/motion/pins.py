"""Inverse kinematics: what holds still (a foot, a hand, a knee) decides the angles of its limb."""

import numpy as np

from plumbline.motion.anthropometry import HEIGHT, LENGTHS
from plumbline.motion.rotation import (
    Array,
    across,
    frame,
    normalised,
    take_apart_yxz,
    take_apart_zxy,
)
from plumbline.motion.skeleton import ANGLE, Frames


def two_bones(root: Array, target: Array, lengths: tuple[float, float], pole: Array) -> Array:
    """Where the middle joint (n, 3) is: in the plane of the target and the pole, towards it.

    A target out of reach is met as nearly as the limb can.
    """
    upper, lower = lengths
    way = target - root
    reach = np.linalg.norm(way, axis=1, keepdims=True)
    direction = way / np.maximum(reach, 1e-9)
    reach = np.clip(reach, abs(upper - lower) + 1e-6, upper + lower - 1e-9)
    cosine = (upper**2 + reach**2 - lower**2) / (2 * upper * reach)
    sine = np.sqrt(np.clip(1 - cosine**2, 0, 1))
    return root + upper * (cosine * direction + sine * across(pole, direction))


def pin_leg(
    frames: Frames, side: str, ankle: Array, foot: Array | None, *, flat: bool = True
) -> Array:
    """Angles with the ankle at `ankle` (n, 3); `foot` its world rotation (3, 3), None: as posed.

    Above a `flat` foot the knee bends in the foot's own plane, else in that of the pose.
    """
    hip = frames.place(f"thigh_{side}")
    pole = frames.rotation(f"thigh_{side}")[:, :, 0]
    if flat and foot is not None:
        pole = np.broadcast_to(foot[:, 0] + foot[:, 1], hip.shape)
    lengths = (LENGTHS["thigh"] * HEIGHT, LENGTHS["shank"] * HEIGHT)
    knee = two_bones(hip, ankle, lengths, pole)
    upper, lower = normalised(knee - hip), normalised(ankle - knee)
    forward = across(pole, normalised(ankle - hip))
    return _leg_angles(frames, side, frame(forward, -upper), lower, foot)


def pin_knee(frames: Frames, side: str, knee: Array, lower: Array, foot: Array) -> Array:
    """Angles with the knee at `knee` (n, 3), the shank along `lower` (3) and the foot kept."""
    upper = normalised(knee - frames.place(f"thigh_{side}"))
    shank = np.broadcast_to(lower, upper.shape)
    return _leg_angles(frames, side, frame(-across(shank, upper), -upper), shank, foot)


def _leg_angles(frames: Frames, side: str, thigh: Array, lower: Array, foot: Array | None) -> Array:
    angles = frames.angles.copy()
    hip = [ANGLE[f"hip_{side}_{way}"] for way in ("flexion", "abduction", "rotation")]
    s = 1 if side == "right" else -1
    signs = np.array([1, -s, s])
    relative = np.swapaxes(frames.rotation("pelvis"), 1, 2) @ thigh
    angles[:, hip] = take_apart_zxy(relative, angles[:, hip] * signs) * signs
    bend = _angle(-thigh[:, :, 1], lower)
    angles[:, ANGLE[f"knee_{side}_flexion"]] = bend
    if foot is not None:
        shank = _bent(thigh, lower)
        ankle = [ANGLE[f"ankle_{side}_{way}"] for way in ("flexion", "inversion")]
        near = np.zeros((len(angles), 3))
        found = take_apart_zxy(np.swapaxes(shank, 1, 2) @ foot, near)
        angles[:, ankle] = found[:, :2] * np.array([1, s])
    return angles


def pin_arm(frames: Frames, side: str, wrist: Array, hand: Array | None) -> Array:
    """Angles with the wrist at `wrist` (n, 3); `hand` its world rotation (3, 3), None: as posed."""
    shoulder = frames.place(f"upper_arm_{side}")
    pole = -frames.rotation(f"upper_arm_{side}")[:, :, 0]
    lengths = (LENGTHS["upper_arm"] * HEIGHT, LENGTHS["forearm"] * HEIGHT)
    elbow = two_bones(shoulder, wrist, lengths, pole)
    upper, lower = normalised(elbow - shoulder), normalised(wrist - elbow)
    forward = -across(pole, normalised(wrist - shoulder))
    return _arm_angles(frames, side, frame(forward, -upper), lower, hand)


def pin_forearm(frames: Frames, side: str, elbow: Array, lower: Array, hand: Array) -> Array:
    """Angles with the elbow at `elbow` (n, 3), the forearm along `lower` (3) and the hand kept."""
    upper = normalised(elbow - frames.place(f"upper_arm_{side}"))
    forearm = np.broadcast_to(lower, upper.shape)
    return _arm_angles(frames, side, frame(across(forearm, upper), -upper), forearm, hand)


def _arm_angles(frames: Frames, side: str, arm: Array, lower: Array, hand: Array | None) -> Array:
    angles = frames.angles.copy()
    shoulder = [ANGLE[f"shoulder_{side}_{way}"] for way in ("flexion", "abduction", "rotation")]
    s = 1 if side == "right" else -1
    signs = np.array([1, -s, s])
    relative = np.swapaxes(frames.rotation("thorax"), 1, 2) @ arm
    angles[:, shoulder] = take_apart_zxy(relative, angles[:, shoulder] * signs) * signs
    angles[:, ANGLE[f"elbow_{side}_flexion"]] = _angle(-arm[:, :, 1], lower)
    if hand is not None:
        names = (f"forearm_{side}_pronation", f"wrist_{side}_flexion", f"wrist_{side}_deviation")
        turns = [ANGLE[name] for name in names]
        signs = np.array([s, s, 1])
        forearm = _bent(arm, lower)
        relative = np.swapaxes(forearm, 1, 2) @ hand
        angles[:, turns] = take_apart_yxz(relative, angles[:, turns] * signs) * signs
    return angles


def _bent(upper: Array, lower: Array) -> Array:
    """The frame beyond a hinge about the upper part's z axis, its own part along `lower`."""
    return frame(np.cross(-lower, upper[:, :, 2]), -lower)


def _angle(first: Array, second: Array) -> Array:
    return np.rad2deg(np.arccos(np.clip((first * second).sum(axis=1), -1, 1)))
