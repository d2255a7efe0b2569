"""A movement as it is authored: a base position, key poses, what is fixed, and how it is seen."""

from typing import Annotated, Final, Literal, cast

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from plumbline.errors import KnowledgeError
from plumbline.knowledge.schema import Basis, Id, Model, Prose
from plumbline.motion.bases import BASES
from plumbline.motion.contacts import CONTACTS
from plumbline.motion.sides import opposite_pose
from plumbline.motion.skeleton import SEGMENT, SIDES, TURNS

Triple = tuple[float, float, float]
Base = Literal[
    "standing",
    "sitting",
    "supine",
    "hook_lying",
    "prone",
    "side_lying",
    "quadruped",
    "kneeling",
    "half_kneeling",
    "long_sitting",
]
BOTH: Final = "both"
STILL: Final = ("floor", "edge", "air")
"""What a place can rest on and then not move."""
EXPERT: Final = Basis(
    status="expert", note="Posed by eye from usual practice; the angles are no norm for anybody."
)


def _spread(pose: object) -> object:
    """`hip_both_flexion` stands for the same angle on the left and on the right."""
    if not isinstance(pose, dict):
        return pose
    spread: dict[str, object] = {}
    for name, value in cast("dict[str, object]", pose).items():
        parts = name.split("_")
        for side in SIDES if BOTH in parts else ("",):
            spread["_".join(side if part == BOTH else part for part in parts)] = value
    return spread


Pose = Annotated[dict[str, float], BeforeValidator(_spread)]
"""Angles in degrees by name; what is not named stays as the base position has it."""


class Key(Model):
    """A pose that the movement reaches at `at` seconds and keeps for `hold` seconds."""

    name: Id
    at: float = Field(default=0.0, ge=0)
    hold: float = Field(default=0.0, ge=0)
    pose: Pose = {}


def _named(value: object) -> object:
    return {"at": value} if isinstance(value, str) else value


class Rest(Model):
    """A place of the body that stays where it is.

    `on` floor: it rests on the floor and a foot or hand lies flat; edge: it rests on the floor as
    it is turned; air: it stays where the settled pose has it; a segment: it moves along with that
    segment, at `place` (fractions of height).
    """

    at: str
    on: str = "floor"
    place: Triple | None = None
    by: str | None = None
    """For a knee or forearm: the angle that gives way so that the place can be kept."""


class Anchor(Rest):
    """The one place that carries the body; `on` lowest: whichever foot is lowest is on the floor.

    A person on a bed or chair is anchored to it: `raised` is its height (fraction of height).
    """

    raised: float = 0.0


class Camera(Model):
    """From where it is seen: 0 the front, 90 the person's right, 180 the back; degrees."""

    around: float = 70
    above: float = 10


CAMERAS: Final = {
    "side": Camera(),
    "front": Camera(around=12, above=6),
    "three_quarter": Camera(around=42, above=12),
    "back": Camera(around=168, above=6),
}


def _camera(value: object) -> object:
    return CAMERAS.get(value, value) if isinstance(value, str) else value


class Cue(Model):
    """Words said at a moment of every repetition."""

    at: float = Field(ge=0)
    say: Prose


class Prop(Model):
    """A thing in the picture, placed by the body in the first pose.

    `at` is the place of the body that touches it, `to` the other end of a band or stick,
    `size` (length, height, depth) and `shift` are fractions of body height. The size of a
    weight in a hand is how far it hangs, half its width and half its length. A bike is built around
    the person; water stands as high as the place `at`.
    """

    kind: Literal[
        "mat", "chair", "bed", "wall", "step", "stick", "band", "towel", "pillow",
        "weight", "bike", "water",
    ]  # fmt: skip
    at: str = ""
    to: str = ""
    size: Triple | None = None
    shift: Triple = (0, 0, 0)


def _kind(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


class Movement(Model):
    """One exercise's or test's movement, whole. Angles in degrees, times in seconds."""

    base: Base
    anchor: Annotated[Anchor, BeforeValidator(_named)]
    pins: tuple[Annotated[Rest, BeforeValidator(_named)], ...] = ()
    side: Literal["left", "right", "both"] = "both"
    """The working side of what is authored; the other one is its mirror image."""
    start: Pose = {}
    """Angles that differ from the base position in every pose."""
    keys: tuple[Key, ...] = Field(min_length=1)
    period: float = Field(gt=0)
    """Seconds until the first pose is there again."""
    repetitions: int | None = Field(default=None, ge=1)
    settled: Id | None = None
    """The pose that decides where pins and things are; the first one where it is not said."""
    camera: Annotated[Camera, BeforeValidator(_camera)] = CAMERAS["side"]
    highlight: tuple[Id, ...] = ()
    """The muscles at work, by name; a side is added to each that belongs to the working side."""
    trace: tuple[str, ...] = ()
    """Places of the body whose way is drawn as an arc."""
    in_front: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    """Limbs (`arm_left`) whose order cannot be told from their distance."""
    cues: tuple[Cue, ...] = ()
    props: tuple[Annotated[Prop, BeforeValidator(_kind)], ...] = ()
    turned: bool = False
    """The base position, too, is the mirror image of how it is written."""
    basis: Basis = EXPERT

    @model_validator(mode="after")
    def _is_possible(self) -> "Movement":
        _check_times(self)
        _check_names(self)
        for key in self.keys:
            _check_limits(key.name, self.pose(key))
        return self

    @property
    def settled_at(self) -> float:
        """The moment in seconds at which pins and things are where they belong."""
        named = [key.at for key in self.keys if key.name == self.settled]
        return named[0] if named else 0.0

    def pose(self, key: Key) -> dict[str, float]:
        """A key pose whole: what it names, over what the start names, over the base position."""
        base = BASES[self.base]
        return {**(opposite_pose(base) if self.turned else base), **self.start, **key.pose}


def read_movement(raw: object, name: str) -> Movement:
    """A movement from plain values. Raises KnowledgeError naming the movement and the fault."""
    try:
        return Movement.model_validate(raw)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise KnowledgeError(f"movement {name}: " + "; ".join(faults)) from None


def _check_times(movement: Movement) -> None:
    ends = [key.at + key.hold for key in movement.keys]
    starts = [key.at for key in movement.keys[1:]] + [movement.period]
    if movement.keys[0].at != 0:
        raise ValueError("the first pose is at 0 seconds")
    for key, end, start in zip(movement.keys, ends, starts, strict=True):
        if end >= start and len(movement.keys) > 1:
            raise ValueError(f"pose {key.name} lasts until {end:g} s, the next is at {start:g} s")


def _check_names(movement: Movement) -> None:
    for rest in (movement.anchor, *movement.pins):
        if rest.at not in CONTACTS:
            raise ValueError(f"{rest.at} is no place of the body; there are {', '.join(CONTACTS)}")
        if rest.on not in (*STILL, "lowest", *SEGMENT):
            raise ValueError(f"{rest.at} cannot rest on {rest.on}")
        if rest.by not in (None, *TURNS):
            raise ValueError(f"{rest.at}: {rest.by} is no angle of the skeleton")
    if movement.settled not in (None, *(key.name for key in movement.keys)):
        raise ValueError(f"settled: there is no pose {movement.settled}")


def _check_limits(pose: str, angles: dict[str, float]) -> None:
    for name, value in angles.items():
        if name not in TURNS:
            raise ValueError(f"pose {pose}: {name} is no angle of the skeleton")
        turn = TURNS[name]
        if not turn.low <= value <= turn.high:
            raise ValueError(
                f"pose {pose}: {name} is {value:g} degrees; allowed {turn.low:g} to {turn.high:g}"
            )
