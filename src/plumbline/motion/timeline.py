"""From key poses to the angles at any moment: smooth, at rest in holds, never beyond a key."""

from itertools import pairwise

import numpy as np

from plumbline.motion.movement import Key, Movement
from plumbline.motion.rotation import Array
from plumbline.motion.skeleton import ANGLE, ANGLES


def angles_at(movement: Movement, times: Array) -> Array:
    """Angles (n, len(ANGLES)) in degrees at `times` (n) in seconds; the movement repeats.

    A monotone cubic (Fritsch and Carlson) through the key poses: it stops where the direction
    turns, passes through where it does not, and never leaves the range of two neighbours, so what
    is within the joints' limits at the keys is within them in between.
    """
    knots, values = _knots(movement)
    if len(knots) == 2:
        return np.repeat(values[:1], len(times), axis=0)
    slopes = _slopes(knots, values)
    moment = np.mod(times, movement.period)
    index = np.clip(np.searchsorted(knots, moment, side="right") - 1, 0, len(knots) - 2)
    width = (knots[index + 1] - knots[index])[:, None]
    share = (moment - knots[index])[:, None] / width
    rise = share * share * (3 - 2 * share)
    into, out = share * (1 - share) ** 2, share * share * (share - 1)
    return (
        values[index] * (1 - rise)
        + values[index + 1] * rise
        + width * (into * slopes[index] + out * slopes[index + 1])
    )


def moments(movement: Movement, degrees: float) -> Array:
    """Times (n) at which a drawing has to look, from 0 to the period.

    Between two of them no angle moves much more than `degrees`; nothing is in a hold.
    """
    knots, values = _knots(movement)
    found: list[float] = []
    for index, (begin, end) in enumerate(pairwise(knots)):
        way = float(np.abs(values[index + 1] - values[index]).max())
        count = 0 if way == 0 else max(3, round(way / degrees))
        found.extend(begin + (end - begin) * step / max(count, 1) for step in range(max(count, 1)))
    return np.array([*found, movement.period])


def farthest(movement: Movement) -> Key:
    """The key pose that differs most from the first one: where the movement leads."""
    poses = [_row(movement, key) for key in movement.keys]
    away = [float(np.abs(pose - poses[0]).sum()) for pose in poses]
    return movement.keys[int(np.argmax(away))]


def _knots(movement: Movement) -> tuple[Array, Array]:
    times: list[float] = []
    values: list[Array] = []
    for key in movement.keys:
        row = _row(movement, key)
        for time in (key.at, key.at + key.hold) if key.hold else (key.at,):
            times.append(time)
            values.append(row)
    if times[-1] < movement.period:
        times.append(movement.period)
        values.append(values[0])
    return np.array(times), np.array(values)


def _row(movement: Movement, key: Key) -> Array:
    row = np.zeros(len(ANGLES))
    for name, value in movement.pose(key).items():
        row[ANGLE[name]] = value
    return row


def _slopes(knots: Array, values: Array) -> Array:
    """The slope at each knot, the last knot being the first again."""
    width = np.diff(knots)[:, None]
    secant = np.diff(values, axis=0) / width
    before, after = np.roll(secant, 1, axis=0), secant
    width_before, width_after = np.roll(width, 1, axis=0), width
    first, second = 2 * width_after + width_before, width_after + 2 * width_before
    same = before * after > 0
    safe_before, safe_after = np.where(same, before, 1.0), np.where(same, after, 1.0)
    mean = (first + second) / (first / safe_before + second / safe_after)
    inner = np.where(same, mean, 0.0)
    return np.concatenate([inner, inner[:1]])
