"""Plays a movement: key poses, then the anchor, then the pins; the body at any moment."""

from dataclasses import dataclass

import numpy as np

from plumbline.errors import KnowledgeError
from plumbline.motion.anthropometry import HEIGHT, LENGTHS
from plumbline.motion.contacts import CONTACTS
from plumbline.motion.movement import STILL, Movement, Rest
from plumbline.motion.pins import pin_arm, pin_forearm, pin_knee, pin_leg
from plumbline.motion.rotation import Array, frame
from plumbline.motion.skeleton import ANGLE, ARM, LEG, SIDES, TURNS, Frames, forward, moved, rebent
from plumbline.motion.timeline import angles_at, moments

SLIDE = 0.005
"""A pinned place may move so far, in metres, before the movement is refused."""
ROUNDING = 0.01
"""Degrees by which an angle may pass its limit by rounding alone."""
SECANTS, LONGEST = 8, 10.0
"""How often an angle that gives way is corrected, and by how many degrees at most."""
MET = 1e-9
"""Metres to which a pin is met when no correction is needed any more."""
UP = np.array([0.0, 1.0, 0.0])
_SOLVED = ("foot", "knee", "hand", "forearm")


@dataclass(frozen=True, slots=True)
class Held:
    """A pin made ready: where its point is (n, 3) and how its end lies (3, 3), if that is fixed."""

    rest: Rest
    target: Array
    lower: Array
    end: Array | None


def play(movement: Movement, times: Array) -> Frames:
    """The body at `times` (n) in seconds; what is pinned does not move."""
    first = settled(movement)
    frames = _placed(movement, np.asarray(times, dtype=float))
    rests = (movement.anchor, *movement.pins)
    for rest in rests:
        if rest.by:
            frames = _given_way(movement, rest, rest.by, first, frames)
    # Legs first: a hand may rest on a thigh.
    for rest in sorted(rests, key=lambda rest: rest.at.split("_")[0] in ("hand", "forearm")):
        if rest.at.split("_")[0] in _SOLVED and rest.on != "lowest":
            frames = _pinned(frames, _held(rest, movement, first, frames))
    return frames


def settled(movement: Movement) -> Frames:
    """The one frame in which pins and things are where they belong, before the pins."""
    return _placed(movement, np.array([movement.settled_at]))


def check(movement: Movement, name: str, degrees: float = 4) -> None:
    """Raises KnowledgeError where a pin slides or a joint passes its limit between key poses."""
    times = moments(movement, degrees)
    frames = play(movement, times)
    for rest in (movement.anchor, *movement.pins):
        way = slide(movement, rest, frames)
        if way > SLIDE:
            raise KnowledgeError(f"movement {name}: {rest.at} slides by {way * 1000:.0f} mm")
    for turn in TURNS.values():
        angle = frames.angle(turn.name)
        beyond = np.maximum(turn.low - angle, angle - turn.high)
        worst = int(np.argmax(beyond))
        if beyond[worst] > ROUNDING:
            raise KnowledgeError(
                f"movement {name}: {turn.name} is {angle[worst]:.1f} degrees at "
                f"{times[worst]:.1f} s; allowed {turn.low:g} to {turn.high:g}"
            )


def slide(movement: Movement, rest: Rest, frames: Frames) -> float:
    """How far in metres a resting place gets from where it was at first, over the frames."""
    if rest.on == "lowest":
        return 0.0
    place = CONTACTS[rest.at].place(frames)
    if rest.on in STILL:
        home = _home(rest, movement, settled(movement))
        return float(np.linalg.norm(place - home, axis=1).max())
    target = frames.place(rest.on, rest.place or (0, 0, 0))
    return float(np.linalg.norm(place - target, axis=1).max())


def _placed(movement: Movement, times: Array) -> Frames:
    """The body carried by its anchor, before the pins."""
    return _anchored(movement, angles_at(movement, times))


def _anchored(movement: Movement, angles: Array) -> Frames:
    free = forward(angles, np.zeros((len(angles), 3)))
    anchor = movement.anchor
    if anchor.on == "lowest":
        return moved(free, _lowest(free))
    contact = CONTACTS[anchor.at]
    home = forward(angles_at(movement, np.array([movement.settled_at])), np.zeros((1, 3)))
    height = contact.clearance(home, UP)[0] + anchor.raised * HEIGHT
    return moved(free, np.array([0.0, height, 0.0]) - contact.place(free))


def _given_way(movement: Movement, rest: Rest, by: str, first: Frames, frames: Frames) -> Frames:
    """Turns one angle until the bone that ends in a pin just reaches it: secant steps."""
    home = _home(rest, movement, first)
    part, side = rest.at.split("_")
    root = f"thigh_{side}" if part == "knee" else f"upper_arm_{side}"
    length = LENGTHS[root.removesuffix(f"_{side}")] * HEIGHT

    def miss(turned: Array) -> Array:
        angles = frames.angles.copy()
        angles[:, ANGLE[by]] += turned
        reach = _anchored(movement, angles).place(root) - home
        return np.linalg.norm(reach, axis=1) - length

    before, now = np.zeros(len(frames.angles)), np.full(len(frames.angles), 0.5)
    missed = miss(before)
    for _step in range(SECANTS):
        missing = miss(now)
        if np.abs(missing).max() < MET:
            break
        rise, run = missing - missed, now - before
        done = np.abs(rise) < 1e-12
        step = np.where(done, 0.0, missing * run / np.where(done, 1.0, rise))
        before, missed = now, missing
        # A long step could land on the other way the limb can fold.
        now = now - np.clip(step, -LONGEST, LONGEST)
    angles = frames.angles.copy()
    angles[:, ANGLE[by]] += now
    return _anchored(movement, angles)


def _lowest(free: Frames) -> Array:
    """Where the root is when the lower foot just touches the floor, (n, 3)."""
    soles = [CONTACTS[f"{part}_{side}"] for part in ("heel", "toes") for side in SIDES]
    lowest = np.min([c.place(free)[:, 1] - c.clearance(free, UP) for c in soles], axis=0)
    return np.stack([np.zeros_like(lowest), -lowest, np.zeros_like(lowest)], axis=1)


def _home(rest: Rest, movement: Movement, first: Frames) -> Array:
    """Where a place that rests on the floor or in the air is in the first pose, (3) metres."""
    contact = CONTACTS[rest.at]
    home = contact.place(first)[0].copy()
    if rest is not movement.anchor:
        if rest.on in ("floor", "edge"):
            home[1] = contact.clearance(first, UP)[0]
        home += np.array(rest.place or (0, 0, 0)) * HEIGHT
    return home


def _held(rest: Rest, movement: Movement, first: Frames, frames: Frames) -> Held:
    part, side = rest.at.split("_")
    count = len(frames.angles)
    lower = -first.rotation({"knee": f"shank_{side}"}.get(part, f"forearm_{side}"))[0, :, 1]
    if rest.on not in STILL:
        return Held(rest, frames.place(rest.on, rest.place or (0, 0, 0)), lower, None)
    home = _home(rest, movement, first)
    if rest.on == "air" and part == "foot":
        # Only the ankle is kept: a foot in the air turns with its leg.
        return Held(rest, np.broadcast_to(home, (count, 3)), lower, None)
    end = first.rotation(f"{'foot' if part in ('foot', 'knee') else 'hand'}_{side}")[0]
    if rest.on == "floor" and part in ("foot", "hand"):
        end = _flat(end, part, side)
    return Held(rest, np.broadcast_to(home, (count, 3)), lower, end)


def _flat(end: Array, part: str, side: str) -> Array:
    """How a sole or a palm lies on the floor, its toes or fingers as they pointed before."""
    if part == "foot":
        return frame(end[None, :, 0], UP[None])[0]
    inward = -1.0 if side == "right" else 1.0
    fingers = -end[:, 1]
    level = fingers - fingers.dot(UP) * UP
    # Fingers that hung straight down point where the thumb was: ahead of the person.
    ahead = level if np.linalg.norm(level) > 0.3 else end[:, 0] - end[:, 0].dot(UP) * UP
    y = -ahead / np.linalg.norm(ahead)
    z = inward * -UP
    return np.array([np.cross(y, z), y, z]).T


def _pinned(frames: Frames, held: Held) -> Frames:
    part, side = held.rest.at.split("_")
    if part == "foot":
        flat = held.rest.on == "floor"
        angles = pin_leg(frames, side, held.target, held.end, flat=flat)
    elif part == "hand":
        angles = pin_arm(frames, side, held.target, held.end)
    elif held.end is None:
        return frames
    elif part == "knee":
        angles = pin_knee(frames, side, held.target, held.lower, held.end)
    else:
        angles = pin_forearm(frames, side, held.target, held.lower, held.end)
    chain = LEG if part in ("foot", "knee") else ARM
    return rebent(frames, angles, [f"{bone}_{side}" for bone in chain])
