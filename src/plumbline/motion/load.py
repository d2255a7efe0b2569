"""How much a posture asks of the lower back: a static lever model of L5/S1.

What weighs above L5/S1, what is held in the hands and what carries the body above it give a force
and a moment at the disc; one equivalent muscle at a fixed lever arm holds the moment. Nothing
moves fast, no muscle works against another, and no single person is measured. What the model is
good for stands in `load_acceptance`; where it fails, the published class is used instead.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plumbline.motion.anthropometry import HEIGHT, MASS_CENTRES, MASSES, SPLIT
from plumbline.motion.load_lever import (
    AHEAD,
    ARM,
    GRAVITY,
    KNUCKLE,
    PRESSURE_FROM,
    PRESSURE_RELIEF,
    SACRAL_SLOPE,
    TRUNK_CENTRES,
)
from plumbline.motion.load_supports import (
    ABOVE,
    FLOOR,
    LYING,
    UP,
    Bools,
    Contacts,
    Surface,
    contacts,
    folded,
    share,
    surfaces,
)
from plumbline.motion.movement import Movement
from plumbline.motion.play import play
from plumbline.motion.rotation import Array, about
from plumbline.motion.skeleton import SEGMENT, SEGMENTS, SIDES, Frames
from plumbline.motion.timeline import moments

_BELOW: Final = ("pelvis", "thigh", "shank", "foot")
_LYING: Final = ("supine", "hook_lying", "prone", "side_lying", "long_sitting")


@dataclass(frozen=True, slots=True)
class Person:
    """Whose body: mass in kg, height in metres, and kg held in the left and in the right hand."""

    mass: float = 75.0
    height: float = HEIGHT
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class SpineLoad:
    """Load at L5/S1 over frames, each (n); moments in newton metres, forces in newtons.

    extension: what the muscles of the back have to hold (below zero: those of the belly);
    sideways: the same to one side, above zero: those of the left; muscle: the equivalent muscle's
    force; compression: square to the S1 endplate; shear: along it, forward above zero; supported:
    something above L5/S1 rests on something; lies: the chest or a shoulder does, and the numbers
    are the least that the posture can ask; told: statics settles it. Where `told` is false (the
    drawn pose is out of balance, the chest rests on the thighs) they are not to be used.
    """

    extension: Array
    sideways: Array
    muscle: Array
    compression: Array
    shear: Array
    supported: Bools
    lies: Bools
    told: Bools

    @property
    def moment(self) -> Array:
        """The size of the bending moment (n) in newton metres."""
        return np.hypot(self.extension, self.sideways)


@dataclass(frozen=True, slots=True)
class _Masses:
    """Mass centres (n, m, 3) in metres, weights (m) in newtons, which of them are above L5/S1."""

    places: Array
    weights: Array
    above: Bools


@dataclass(frozen=True, slots=True)
class _Cut:
    """L5/S1 in the world: the disc (n, 3), and its endplate's forward, normal and right axes."""

    disc: Array
    axes: Array


def spine_load(
    frames: Frames,
    person: Person = Person(),  # noqa: B008 - a frozen value
    *,
    on: tuple[Surface, ...] = (FLOOR,),
    arm: float = ARM.value,
    slope: float = SACRAL_SLOPE.value,
) -> SpineLoad:
    """The load in every frame of a body that rests on `on`; `arm` in metres, `slope` in degrees."""
    scale = person.height / HEIGHT
    cut = _cut(frames, slope)
    masses = _masses(frames, person)
    found = contacts(frames, on)
    force, moment = _weight_above(masses, cut, scale)
    pushes, supported, balanced = _carried(found, masses, cut, moment, scale)
    force, moment = force + pushes[:, 0], moment + pushes[:, 1]
    along = (cut.axes @ force[..., None])[..., 0]
    bending = (cut.axes @ moment[..., None])[..., 0]
    muscle = np.hypot(bending[:, 0], bending[:, 2]) / arm
    return SpineLoad(
        extension=-bending[:, 2],
        sideways=bending[:, 0],
        muscle=muscle,
        compression=muscle - along[:, 1],
        shear=along[:, 0],
        supported=supported,
        lies=np.asarray(((found.readiness > 0) & LYING).any(axis=1)),
        told=(balanced | ~supported) & ~folded(frames),
    )


def span(
    frames: Frames,
    person: Person = Person(),  # noqa: B008 - a frozen value
    *,
    on: tuple[Surface, ...] = (FLOOR,),
) -> tuple[Array, Array]:
    """Compression (n) at the kindest and at the harshest lever arm and pressure of the belly."""
    kind, harsh = (spine_load(frames, person, on=on, arm=a or 0) for a in (ARM.high, ARM.low))
    relieved = kind.moment > PRESSURE_FROM.value
    relief = np.where(relieved, PRESSURE_RELIEF.high or 0.0, 0.0)
    return kind.compression * (1 - relief), harsh.compression


def movement_load(
    movement: Movement,
    person: Person = Person(),  # noqa: B008 - a frozen value
    *,
    degrees: float = 10,
) -> SpineLoad:
    """The load over one repetition; between two frames no angle turns much more than `degrees`."""
    frames = play(movement, moments(movement, degrees))
    on = surfaces(movement)
    load = spine_load(frames, person, on=on)
    # Who rests on nothing we know of hangs, swims or rides: what carries them is not seen.
    rests = np.asarray((contacts(frames, on).readiness > 0).any(axis=1))
    return replace(load, told=load.told & rests & (not crossed(movement)))


def crossed(movement: Movement) -> bool:
    """Whether a force the model cannot see passes L5/S1.

    That is a band or towel, hands that pull a leg, and hands that hold on to something other than
    a wall. Hands that rest on the thighs of somebody upright count as hanging, which is too high at
    most.
    """
    hands = [rest for rest in movement.pins if rest.at.split("_")[0] in ("hand", "forearm")]
    parts = {_part(rest.on) for rest in hands}
    pulls = bool(parts & {"shank", "foot"}) or ("thigh" in parts and movement.base in _LYING)
    things = {prop.kind for prop in movement.props}
    holds = "air" in parts and "wall" not in things
    return pulls or holds or bool(things & {"band", "towel"})


def _cut(frames: Frames, slope: float) -> _Cut:
    pelvis = frames.rotation("pelvis")
    disc = frames.place("pelvis", (-AHEAD.value / HEIGHT, SPLIT["pelvis"], 0))
    leaning = pelvis @ about("z", np.array([-slope]))
    return _Cut(disc, np.swapaxes(leaning, 1, 2))


def _masses(frames: Frames, person: Person) -> _Masses:
    """Every segment, and what the hands hold."""
    joints = [_centre(frames, segment.name) for segment in SEGMENTS]
    masses = [MASSES[_part(segment.name)] * person.mass for segment in SEGMENTS]
    above = [_part(segment.name) not in _BELOW for segment in SEGMENTS]
    for side, held in zip(SIDES, (person.left, person.right), strict=True):
        tip = np.array(SEGMENTS[SEGMENT[f"hand_{side}"]].tip) * KNUCKLE
        joints.append(frames.place(f"hand_{side}", (tip[0], tip[1], tip[2])))
        masses.append(held)
        above.append(True)
    return _Masses(np.stack(joints, axis=1), np.array(masses) * GRAVITY, np.array(above))


def _centre(frames: Frames, name: str) -> Array:
    part, tip = _part(name), SEGMENTS[SEGMENT[name]].tip
    if part in TRUNK_CENTRES:
        return frames.place(name, TRUNK_CENTRES[part])
    share_ = MASS_CENTRES.get(part, 0.0) * (KNUCKLE if part == "hand" else 1)
    return frames.place(name, (tip[0] * share_, tip[1] * share_, tip[2] * share_))


def _part(name: str) -> str:
    return name.removesuffix("_left").removesuffix("_right")


def _weight_above(masses: _Masses, cut: _Cut, scale: float) -> tuple[Array, Array]:
    """Force and moment (n, 3) about the disc of what weighs above it."""
    weights = masses.weights[masses.above]
    away = masses.places[:, masses.above] - cut.disc[:, None]
    moment = np.cross((away * weights[:, None]).sum(axis=1) * scale, -UP)
    return np.broadcast_to(-UP * weights.sum(), moment.shape), moment


def _carried(
    found: Contacts, masses: _Masses, cut: _Cut, moment: Array, scale: float
) -> tuple[Array, Bools, Bools]:
    """Force and moment from contacts above L5/S1 (n, 2, 3); supported and balanced (n)."""
    pushes = np.zeros((len(moment), 2, 3))
    supported = np.asarray(((found.readiness > 0) & ABOVE).any(axis=1))
    balanced = np.ones(len(moment), dtype=bool)
    some = np.flatnonzero(supported)
    if not len(some):
        return pushes, supported, balanced
    there = Contacts(found.places[some], found.directions[some], found.readiness[some])
    turned = np.cross(there.places - cut.disc[some, None], there.directions) * ABOVE[:, None]
    axes = cut.axes[some][:, [2, 0]]
    levers = turned @ np.swapaxes(axes, 1, 2)
    above = np.full((len(some), 1), -masses.weights[masses.above].sum())
    asked = np.concatenate([(axes @ moment[some, :, None])[..., 0] / scale, above], axis=1)
    reactions = share(there, _whole_weight(masses, some), levers, asked)
    forces = reactions.forces * ABOVE
    pushes[some, 0] = (forces[..., None] * there.directions).sum(axis=1)
    pushes[some, 1] = (forces[..., None] * turned).sum(axis=1) * scale
    balanced[some] = reactions.balanced
    return pushes, supported, balanced


def _whole_weight(masses: _Masses, some: NDArray[np.intp]) -> Array:
    """The whole weight of some frames (k, 3): upward force, moments about the world's x and z."""
    middle = (masses.places[some] * masses.weights[:, None]).sum(axis=1)
    whole = np.full(len(some), masses.weights.sum())
    return np.stack([-whole, middle[:, 2], -middle[:, 0]], axis=1)
