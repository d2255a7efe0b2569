"""The pose a movement starts from in words: what a person who cannot see the figure sets up."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from plumbline.motion import Frames, Movement, play
from plumbline.motion.sides import opposite
from plumbline.motion.skeleton import SIDES, TURNS
from plumbline.present.figure_arms import arms_at
from plumbline.present.words import N_, _

_BASES: Final = {
    "standing": N_("You stand."),
    "sitting": N_("You sit on a chair."),
    "supine": N_("You lie on your back with your legs long."),
    "hook_lying": N_("You lie on your back with your knees bent and your feet flat."),
    "prone": N_("You lie on your front."),
    "side_lying": N_("You lie on your side."),
    "quadruped": N_("You are on your hands and knees."),
    "kneeling": N_("You kneel upright."),
    "half_kneeling": N_("You kneel on one knee, with the other foot in front."),
    "long_sitting": N_("You sit with your legs long in front of you."),
}
_ON_BACK: Final = N_("You lie on your back.")
_ON_BIKE: Final = N_("You sit on an exercise bike, your hands on the handlebar.")
_IN_WATER: Final = {
    "standing": N_("You stand in water up to your chest."),
    "supine": N_("You float on your back in the water, with your legs long."),
}
_STEP: Final = {
    "left": N_("Your left foot is on a step."),
    "right": N_("Your right foot is on a step."),
    "both": N_("Your feet are on a step."),
}
_HOLDING: Final = {
    "left": N_("Your left hand holds a weight."),
    "right": N_("Your right hand holds a weight."),
    "both": N_("You hold a weight in each hand."),
}
_FOREARMS: Final = {
    "left": N_("You rest on your left forearm."),
    "right": N_("You rest on your right forearm."),
    "both": N_("You rest on your forearms."),
}
_LONG: Final = {
    "left": N_("Your left leg is long."),
    "right": N_("Your right leg is long."),
    "both": N_("Your legs are long."),
}
_KNEE_UP: Final = {
    "left": N_("Your left knee is lifted."),
    "right": N_("Your right knee is lifted."),
    "both": N_("Both knees are lifted."),
}
_LEG_UP: Final = {
    "left": N_("Your left leg points up."),
    "right": N_("Your right leg points up."),
    "both": N_("Both legs point up."),
}
_ASIDE: Final = {
    "left": N_("Your left leg is out to the side."),
    "right": N_("Your right leg is out to the side."),
    "both": N_("Your legs are apart."),
}
_BENT: Final = {"both": N_("Your knees are bent.")}
_AHEAD: Final = {
    "left": N_("Your left foot is in front."),
    "right": N_("Your right foot is in front."),
}
_TOGETHER: Final = N_("You hold a weight in both hands.")
_HELD: Final = {"stick": N_("You hold a bar."), "band": N_("You hold a band.")}
_TIPPED: Final = (N_("Your trunk tips forward from your hips."), N_("Your body leans back."))
STRIDE, LEVEL, TIPPED = 0.3, 0.12, 20.0
"""What is worth a word at the start: metres between the feet, which differ less in height than
LEVEL, and degrees of the trunk."""
TOGETHER = 0.2
"""Hands nearer than this (metres) hold one thing."""
_TAKES_TURNS: Final = {
    "bike": N_("Your feet turn the pedals, one after the other."),
    "standing": N_("You walk: one leg swings forward after the other."),
    "lying": N_(
        "Your arms take turns: one reaches past your head while the other pulls down to your "
        "thigh. Your legs kick lightly."
    ),
}
_GOES_ON: Final = N_("It goes on like this.")


def start(movement: Movement) -> list[str]:
    """The base position, and where the first pose differs from it."""
    frames = play(movement, np.array([0.0]))
    turns = takes_turns(movement)
    if turns:
        around = _base(movement, frames)
        first = [] if around == _BASES["standing"] else [_(around)]
        return [*first, *_things(movement, frames), *turns]
    return [_(_base(movement, frames)), *_differs(movement, frames)]


def takes_turns(movement: Movement) -> list[str]:
    """What a walk, a ride or a swim does over and over; nothing for any other movement."""
    if len(movement.keys) < 4 or any(key.hold for key in movement.keys):
        return []
    half = movement.period / 2
    times = np.linspace(0, half, 9)
    now, later = (play(movement, times + shift) for shift in (0, half))
    legs = [name for name in TURNS if name.startswith(("hip", "knee")) and "flexion" in name]
    away = max(float(np.abs(now.angle(n) - later.angle(opposite(n))).max()) for n in legs)
    moves = max(float(np.ptp(now.angle(name))) for name in legs)
    if away > moves / 2:
        return []
    upright = "standing" if movement.base == "standing" else "lying"
    return [_(_TAKES_TURNS["bike" if _has(movement, "bike") else upright]), _(_GOES_ON)]


def side_of(sides: set[str]) -> str | None:
    """`left`, `right` or `both`; None where there is none."""
    return "both" if len(sides) == 2 else next(iter(sides), None)


def _base(movement: Movement, frames: Frames) -> str:
    if _has(movement, "bike"):
        return _ON_BIKE
    if _has(movement, "water") and movement.base in _IN_WATER:
        return _IN_WATER[movement.base]
    lifted = [_leg(movement, frames, side) in (_KNEE_UP, _LEG_UP) for side in SIDES]
    return _ON_BACK if all(lifted) else _BASES[movement.base]


def _has(movement: Movement, kind: str) -> bool:
    return any(prop.kind == kind for prop in movement.props)


def _differs(movement: Movement, frames: Frames) -> Iterator[str]:
    held = {(rest.at, rest.on) for rest in (movement.anchor, *movement.pins)}
    forearms = {side for side in SIDES if (f"forearm_{side}", "floor") in held}
    things = {(prop.kind, prop.at) for prop in movement.props}
    on_step = {side for side in SIDES if ("step", f"foot_{side}") in things}
    legs = {side: _leg(movement, frames, side) for side in SIDES}
    told = [(_FOREARMS, forearms), (_STEP, on_step)]
    told += [(look, {s for s in SIDES if legs[s] is look}) for look in _LOOKS]
    told += [(_AHEAD, set() if on_step else _in_front(movement, frames))]
    yield from (_(words[side]) for words, sides in told if (side := side_of(sides)) in words)
    holding = _things(movement, frames)
    yield from holding
    if movement.base == "standing":
        lean = _lean(frames)
        if abs(lean) > TIPPED:
            yield _(_TIPPED[0 if lean > 0 else 1])
    if movement.base != "quadruped" and not (holding or on_step):
        yield from arms_at(movement, frames)


def _things(movement: Movement, frames: Frames) -> list[str]:
    """What the hands hold."""
    hands = [f"hand_{side}" for side in SIDES]
    weights = {p.at for p in movement.props if p.kind == "weight"} & set(hands)
    apart = np.linalg.norm(frames.place(hands[0])[0] - frames.place(hands[1])[0])
    if len(weights) == 1 and apart < TOGETHER:
        return [_(_TOGETHER)]
    side = side_of({name.removeprefix("hand_") for name in weights})
    held = [_(_HOLDING[side])] if side else []
    gripped = {p.kind for p in movement.props if p.at.startswith(("hand", "fingers"))}
    return held + [_(words) for kind, words in _HELD.items() if kind in gripped]


_LOOKS: Final = (_LONG, _KNEE_UP, _LEG_UP, _ASIDE, _BENT)


def _leg(movement: Movement, frames: Frames, side: str) -> dict[str, str] | None:
    """How a leg lies where its base position does not say it."""
    hip, knee, aside = (
        float(frames.angle(f"{name}_{side}_{way}")[0])
        for name, way in (("hip", "flexion"), ("knee", "flexion"), ("hip", "abduction"))
    )
    lying, base = movement.base in ("supine", "hook_lying"), movement.base
    if lying and hip > 60:
        up = knee < 35 or hip > 75
        return (_LEG_UP if knee < 35 else _KNEE_UP) if up else None
    if base == "side_lying":
        return _BENT if knee > 60 else _LONG if knee < 35 else None
    if base == "hook_lying" and knee < 30:
        return _LONG
    return _ASIDE if base == "quadruped" and aside > 25 else None


def _in_front(movement: Movement, frames: Frames) -> set[str]:
    apart = frames.place("foot_right")[0, 0] - frames.place("foot_left")[0, 0]
    lifted = frames.place("foot_right")[0, 1] - frames.place("foot_left")[0, 1]
    if movement.base != "standing" or abs(apart) < STRIDE or abs(lifted) > LEVEL:
        return set()
    return {"right" if apart > 0 else "left"}


def _lean(frames: Frames) -> float:
    up = frames.rotation("thorax")[0, :, 1]
    return float(np.rad2deg(np.arctan2(up[0], up[1])))
