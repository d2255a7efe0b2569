"""The other side of a movement: left and right from one definition."""

from typing import TypeVar

from plumbline.motion.movement import Camera, Key, Movement, Prop, Rest, Triple
from plumbline.motion.sides import opposite, opposite_pose

Resting = TypeVar("Resting", bound=Rest)


def mirrored(movement: Movement) -> Movement:
    """The mirror image in the plane that parts the body into left and right."""
    return movement.model_copy(
        update={
            "anchor": _rest(movement.anchor),
            "pins": tuple(map(_rest, movement.pins)),
            "side": opposite(movement.side),
            "start": opposite_pose(movement.start),
            "keys": tuple(_key(key) for key in movement.keys),
            "camera": Camera(around=-movement.camera.around, above=movement.camera.above),
            "highlight": tuple(map(opposite, movement.highlight)),
            "trace": tuple(map(opposite, movement.trace)),
            "in_front": tuple(map(opposite, movement.in_front)),
            "behind": tuple(map(opposite, movement.behind)),
            "props": tuple(map(_prop, movement.props)),
            "turned": not movement.turned,
        }
    )


def for_side(movement: Movement, side: str | None) -> Movement:
    """The version that works the side asked for; None or a movement of both sides: as authored."""
    wants_other = side is not None and movement.side == opposite(side) != side
    return mirrored(movement) if wants_other else movement


def _key(key: Key) -> Key:
    return key.model_copy(update={"pose": opposite_pose(key.pose)})


def _rest(rest: Resting) -> Resting:
    on = opposite(rest.on)
    by = opposite(rest.by) if rest.by else None
    update = {"at": opposite(rest.at), "on": on, "place": _across(rest.place), "by": by}
    return rest.model_copy(update=update)


def _prop(prop: Prop) -> Prop:
    update = {"at": opposite(prop.at), "to": opposite(prop.to), "shift": _across(prop.shift)}
    return prop.model_copy(update=update)


def _across(place: Triple | None) -> Triple | None:
    return None if place is None else (place[0], place[1], -place[2])
