"""What carries a body: which of its places rest on floor, bed, step or wall, and with what force.

Where the contacts share the weight in only one way, statics gives that way. Where they can share
it in many, a lying person is taken to relax as far as the floor allows: of all reactions that
balance the body and only push, those are taken that ask the least of the lower back. A wall, the
toes behind a knee and a hand in front of a forearm carry no more than balance needs.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plumbline.knowledge.schema import Basis
from plumbline.motion.anthropometry import HEIGHT
from plumbline.motion.contacts import CONTACTS, Contact
from plumbline.motion.movement import Movement, Prop
from plumbline.motion.play import settled
from plumbline.motion.rotation import Array
from plumbline.motion.skeleton import SIDES, Frames

SHARING_BASIS: Final = Basis(
    status="expert",
    note="How a body shares its weight among more contacts than balance needs is not known; the "
    "rule, the tolerances and how readily each place carries are the project's choice.",
)
TOUCH, HOVER = 0.035, 0.06
"""A place of the trunk rests on what is nearer than the first, one of a limb than the second, in
metres. Soft tissue gives way, and drawn limbs are thinner than a trunk: those of a body that lies
flat hover; basis: SHARING_BASIS."""
TOPPLE: Final = 0.05
"""So far, in metres, the weight may fall beside what carries it before the statics count as open:
a drawn pose is balanced by eye; basis: SHARING_BASIS."""
FREE, LIMB, LIGHT = 1000.0, 100.0, 1.0
"""How readily a place carries, in newtons: a trunk that lies, a limb that props, a light touch."""
EASE, EASE_FORCE = 10.0, 100.0
"""A moment (newton metres) and a force (newtons) at the lower back that weigh as much as that."""
ROUNDS: Final = 12
_SOFT: Final = 1e-3
_TOPS: Final = {"bed": (1.15, 0.42), "chair": (0.27, 0.27), "step": (0.2, 0.34)}
"""Length and depth of things as they are drawn, where a movement gives none (of height)."""
_WALLS: Final = {"ahead": (0, 1), "behind": (0, -1), "right": (2, 1), "left": (2, -1)}

_TRUNK: Final = ("pelvis", "thorax", "shoulders", "head")
_LIMBS: Final = ("shoulder", "forearm", "hand", "thigh", "knee", "calf", "heel", "toes")
PLACES: Final = (*_TRUNK, *(f"{limb}_{side}" for side in SIDES for limb in _LIMBS))
_THIGH: Final = 0.045
_SOFT_PARTS: Final = {
    f"{name}_{side}": Contact(f"{name}_{side}", f"{segment}_{side}", at, (size, size, size))
    for name, segment, at, size in (
        ("thigh", "thigh", (0.0, -0.12, 0.0), _THIGH),
        ("calf", "shank", (0.0, -0.1, 0.0), 0.033),
    )
    for side in SIDES
}
_PLACES: Final = tuple({**CONTACTS, **_SOFT_PARTS}[name] for name in PLACES)
_INDEX: Final = {name: index for index, name in enumerate(PLACES)}
ABOVE: Final = np.array(
    [name.split("_")[0] in ("thorax", "shoulders", "head", *_LIMBS[:3]) for name in PLACES]
)
"""Which of the places belong to the body above L5/S1."""
LYING: Final = np.array(
    [name.split("_")[0] in ("thorax", "shoulders", "shoulder") for name in PLACES]
)
"""Which of the places say that the trunk lies."""
_NEAR: Final = np.array([TOUCH if name in _TRUNK else HOVER for name in PLACES])
_YIELDS: Final = (("hand", "forearm"), ("calf", "knee"), ("heel", "knee"), ("toes", "knee"))
UP: Final = np.array([0.0, 1.0, 0.0])


Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Surface:
    """Something to rest on. `normal` (3) points away from it, `at` (3) is a point of it; metres.

    `reach` is half its length and half its depth about `at`; None: it has no end.
    """

    normal: Array
    at: Array
    reach: tuple[float, float] | None = None
    holds: float = FREE


FLOOR: Final = Surface(UP, np.zeros(3))


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where a body is carried: places (n, k, 3), directions (n, k, 3), readiness (n, k) in N."""

    places: Array
    directions: Array
    readiness: Array


@dataclass(frozen=True, slots=True)
class Reactions:
    """Forces (n, k) in newtons along the contacts' directions; whether they balance the body."""

    forces: Array
    balanced: Bools


def surfaces(movement: Movement) -> tuple[Surface, ...]:
    """Floor, and the beds, chairs, steps and walls of a movement where they stand."""
    first = settled(movement)
    solid = [prop for prop in movement.props if prop.kind in (*_TOPS, "wall")]
    return (FLOOR, *(_surface(movement, prop, first) for prop in solid))


def contacts(frames: Frames, on: tuple[Surface, ...]) -> Contacts:
    """Which places of the body rest on which surface, frame by frame."""
    shape = (len(frames.angles), len(PLACES))
    places = np.stack([place.place(frames) for place in _PLACES], axis=1)
    directions = np.broadcast_to(UP, (*shape, 3)).copy()
    readiness = np.zeros(shape)
    for surface in on:
        holds = np.array([min(surface.holds, _readiness(name)) for name in PLACES])
        clear = np.stack([p.clearance(frames, surface.normal) for p in _PLACES], axis=1)
        away = places - surface.at
        touching = np.abs(away @ surface.normal - clear) < _NEAR
        if surface.reach:
            touching &= (np.abs(away[..., [0, 2]]) <= surface.reach).all(axis=-1)
        new = touching & (readiness == 0)
        directions[new] = surface.normal
        readiness = np.where(new, holds, readiness)
    _yield(readiness)
    return Contacts(places, directions, readiness)


def folded(frames: Frames) -> Bools:
    """Where (n) the chest comes to rest on a thigh: a force that no surface shows."""
    chest = CONTACTS["thorax"].place(frames)
    near = (CONTACTS["thorax"].extent[0] + _THIGH) * HEIGHT + TOUCH
    found = np.zeros(len(chest), dtype=bool)
    for side in SIDES:
        hip, knee = frames.place(f"thigh_{side}"), frames.tip(f"thigh_{side}")
        way = knee - hip
        along = ((chest - hip) * way).sum(axis=1) / (way * way).sum(axis=1)
        nearest = hip + np.clip(along, 0, 1)[:, None] * way
        found |= np.linalg.norm(nearest - chest, axis=1) < near
    return found


def share(found: Contacts, weight: Array, levers: Array, asked: Array) -> Reactions:
    """The reactions that balance a body and ask the least of its lower back.

    weight (n, 3): the whole weight in newtons and its moments in newton metres about the world's
    x and z axes; levers (n, k, 2): the moments about the lower back's transverse and sagittal axes
    of one newton at each place; asked (n, 3): those of what weighs above it, and its upward force.
    """
    rows = _rows(found, levers)
    aims = np.concatenate([-weight, -asked / [EASE, EASE, EASE_FORCE]], axis=1)
    readiness = found.readiness.copy()
    forces = np.zeros_like(readiness)
    left = np.arange(len(forces))
    for _round in range(ROUNDS):
        forces[left] = _least(rows[left], aims[left], readiness[left])
        worst = forces[left].argmin(axis=1)
        pulls = forces[left, worst] < -1e-6
        left, worst = left[pulls], worst[pulls]
        if not len(left):
            break
        # A floor can push and not pull.
        readiness[left, worst] = 0.0
    forces = np.maximum(forces, 0)
    missed = np.abs(rows[:, :3] @ forces[..., None] + weight[..., None])[..., 0]
    carried = np.maximum(-weight[:, :1], 1e-9)
    return Reactions(forces, np.asarray((missed <= carried * TOPPLE).all(axis=1)))


def _rows(found: Contacts, levers: Array) -> Array:
    """What one newton at each place does (n, 6, k): to the whole body upward force and two moments,
    to the lower back two moments and upward force."""
    push, place = found.directions, found.places
    # Friction on the floor takes up what is level; at floor height it has no moment.
    about_x = place[..., 1] * push[..., 2] - place[..., 2] * push[..., 1]
    about_z = place[..., 0] * push[..., 1] - place[..., 1] * push[..., 0]
    back = [levers[..., 0] / EASE, levers[..., 1] / EASE, push[..., 1] * ABOVE / EASE_FORCE]
    return np.stack([push[..., 1], about_x, about_z, *back], axis=1)


def _least(rows: Array, aims: Array, readiness: Array) -> Array:
    """Weighted least squares: the first three rows hold, the others as nearly as they can."""
    eased = rows * readiness[:, None, :] ** 2
    square = eased @ np.swapaxes(rows, 1, 2) + np.diag([_SOFT] * 3 + [1.0] * 3)
    solved = np.linalg.solve(square, aims[..., None])
    return (np.swapaxes(eased, 1, 2) @ solved)[..., 0]


def _yield(readiness: Array) -> None:
    """The far end of a limb that props only steadies, and so does the arm of a trunk that lies; a
    leg that lies carries itself everywhere."""
    lying = (readiness[:, _INDEX["thorax"]] > 0) | (readiness[:, _INDEX["shoulders"]] > 0)
    for side in SIDES:
        lies = readiness[:, _INDEX[f"thigh_{side}"]] > 0
        for outer, inner in _YIELDS:
            far, near = _INDEX[f"{outer}_{side}"], _INDEX[f"{inner}_{side}"]
            yields = (readiness[:, near] > 0) & (readiness[:, far] > 0)
            if inner == "knee":
                yields &= ~lies
            readiness[yields, far] = LIGHT
        for arm in (_INDEX[f"forearm_{side}"], _INDEX[f"hand_{side}"]):
            readiness[lying & (readiness[:, arm] > 0), arm] = LIGHT


def _readiness(name: str) -> float:
    return FREE if name.split("_")[0] in (*_TRUNK, "shoulder") else LIMB


def _surface(movement: Movement, prop: Prop, first: Frames) -> Surface:
    contact = CONTACTS[prop.at or movement.anchor.at]
    touch = contact.place(first)[0] + np.array(prop.shift) * HEIGHT
    clear = float(contact.clearance(first, UP)[0])
    if prop.kind == "wall":
        axis, sign = _WALLS[prop.to]
        normal = np.zeros(3)
        normal[axis] = -sign
        return Surface(normal, touch - normal * clear, holds=LIGHT)
    length, depth = (prop.size[0], prop.size[2]) if prop.size else _TOPS[prop.kind]
    return Surface(UP, touch - UP * clear, (length * HEIGHT / 2, depth * HEIGHT / 2))
