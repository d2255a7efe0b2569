"""A movement in words, for who cannot see the figure: generated from its key poses."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from plumbline.motion import ANGLES, Frames, Key, Movement, play
from plumbline.motion.sides import opposite
from plumbline.motion.skeleton import SIDES
from plumbline.present.figure_arms import arms_go, degrees_between, free_arms
from plumbline.present.figure_lifts import legs_lifted, parts_lift
from plumbline.present.figure_start import start, takes_turns
from plumbline.present.words import N_, _, ngettext

LEAST = 9.0
"""A joint that turns less, in degrees, is not worth a word."""
LEAN, RISE = 14.0, 0.06
"""The trunk's lean (degrees) and the pelvis' way up or down (metres) that are worth a word."""
LEAST_HELD = 30.0
"""The same for the elbow of a hand that rests on something."""
MATTERS = 0.18
"""A joint that turns less than this share of the one that turns most is not named."""
REACH, NOD = 0.3, 5.0
"""How far both hands go down (metres), and a neck against its head (degrees), to be told."""
MOST = 3
"""No more than so many joints are named for one pose."""

_ON_FLOOR: Final = ("supine", "hook_lying", "prone", "side_lying")
_UPRIGHT: Final = ("standing", "sitting", "kneeling", "half_kneeling", "long_sitting")
_TRUNK: Final = {
    "lumbar_flexion": (N_("your lower back rounds"), N_("your lower back hollows")),
    "lumbar_side": (N_("your waist bends to the right"), N_("your waist bends to the left")),
    "thorax_flexion": (N_("your upper back rounds"), N_("your upper back straightens")),
    "thorax_side": (N_("your chest bends to the right"), N_("your chest bends to the left")),
    "thorax_rotation": (N_("your chest turns to the right"), N_("your chest turns to the left")),
    "neck_flexion": (N_("your chin comes down"), N_("your chin comes up")),
    "neck_rotation": (N_("your head turns to the right"), N_("your head turns to the left")),
    "head_flexion": (N_("you nod gently"), N_("your head comes back")),
}
_STRAIGHT: Final = N_("your lower back straightens")
_LEAN: Final = (N_("you lean forward"), N_("you come upright"), N_("you lean back"))
_HEAD_BACK: Final = N_("your head slides straight back")
_HANDS_DOWN: Final = N_("your hands go down towards the floor")
_STEP_UP: Final = N_("you step up")
_RISE: Final = {
    "standing": (N_("you rise"), N_("you come lower")),
    "sitting": (N_("your bottom lifts"), N_("your bottom comes down")),
    "lying": (N_("your hips lift"), N_("your hips come down")),
    "side": (N_("your hips lift until your body is in one line"), N_("your hips come down")),
}
_LEFT: Final = {
    "hip_flexion": (N_("your left hip bends"), N_("your left hip straightens")),
    "hip_abduction": (N_("your left leg opens to the side"), N_("your left leg comes in")),
    "hip_rotation": (N_("your left thigh turns in"), N_("your left thigh turns out")),
    "knee_flexion": (N_("your left knee bends"), N_("your left knee straightens")),
    "ankle_flexion": (N_("your left foot pulls up"), N_("your left foot points down")),
    "elbow_flexion": (N_("your left elbow bends"), N_("your left elbow straightens")),
}
_RIGHT: Final = {
    "hip_flexion": (N_("your right hip bends"), N_("your right hip straightens")),
    "hip_abduction": (N_("your right leg opens to the side"), N_("your right leg comes in")),
    "hip_rotation": (N_("your right thigh turns in"), N_("your right thigh turns out")),
    "knee_flexion": (N_("your right knee bends"), N_("your right knee straightens")),
    "ankle_flexion": (N_("your right foot pulls up"), N_("your right foot points down")),
    "elbow_flexion": (N_("your right elbow bends"), N_("your right elbow straightens")),
}
_BOTH: Final = {
    "hip_flexion": (N_("your hips bend"), N_("your hips straighten")),
    "hip_abduction": (N_("your legs open to the sides"), N_("your legs come together")),
    "hip_rotation": (N_("your thighs turn in"), N_("your thighs turn out")),
    "knee_flexion": (N_("your knees bend"), N_("your knees straighten")),
    "ankle_flexion": (N_("your feet pull up"), N_("your heels lift")),
    "elbow_flexion": (N_("your elbows bend"), N_("your elbows straighten")),
}
_ELBOWS: Final = {words for table in (_LEFT, _RIGHT, _BOTH) for words in table["elbow_flexion"]}
_ASIDE: Final = ("lumbar_side", "thorax_side")


def describe(movement: Movement) -> str:
    """The start, what each key pose changes, how long it is held, and that it repeats."""
    middles = np.array([key.at + key.hold / 2 for key in movement.keys])
    frames = play(movement, middles)
    free = [name for name in ANGLES if name in _TRUNK or not _is_held(movement, name)]
    told = [index for index in range(1, len(middles)) if not _returns(frames, index)]
    sentences = start(movement)
    if takes_turns(movement):
        return " ".join(sentences)
    opening = len(sentences)
    before: list[str] = []
    for index in told:
        clauses = _changes(movement, frames, index, free)
        if clauses and clauses != before:
            sentences.append(_("Then %(changes)s.") % {"changes": _listed(clauses)})
        elif not clauses and movement.keys[index].hold >= 1:
            sentences.append(_("Then your muscles tighten; you hardly move."))
        sentences += _hold(movement.keys[index])
        before = clauses
    moved = len(sentences) > opening
    sentences.append(_("Come back the same way.") if moved else _("You stay like this."))
    return " ".join(sentences)


def _hold(key: Key) -> list[str]:
    seconds = round(key.hold)
    if seconds < 1:
        return []
    return [ngettext("Hold for %(n)s second.", "Hold for %(n)s seconds.", seconds) % {"n": seconds}]


def _listed(clauses: list[str]) -> str:
    *most, last = clauses
    if not most:
        return last
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last}


def _returns(frames: Frames, index: int) -> bool:
    """Whether a pose lies within what was reached before: on the way back, nothing new."""
    earlier, now = frames.angles[:index], frames.angles[index]
    within = (now >= earlier.min(axis=0) - LEAST) & (now <= earlier.max(axis=0) + LEAST)
    return index > 1 and bool(within.all())


def _is_held(movement: Movement, name: str) -> bool:
    """Whether an angle belongs to an ankle that only follows what it rests on."""
    part, side, *_way = name.split("_")
    rests = {rest.at for rest in (movement.anchor, *movement.pins)}
    return part == "ankle" and f"foot_{side}" in rests


def _changes(movement: Movement, frames: Frames, index: int, free: list[str]) -> list[str]:
    """What moves most from one pose to the next, the largest first."""
    turned = dict(zip(ANGLES, frames.angles[index] - frames.angles[index - 1], strict=True))
    rise = float(np.diff(frames.place("pelvis")[index - 1 : index + 1, 1])[0])
    found: dict[str, float] = {}
    for name in free:
        words = _clause(name, turned)
        if name == "lumbar_flexion" and turned[name] < 0 < LEAST + frames.angle(name)[index]:
            words = _STRAIGHT
        if movement.base == "side_lying" and (name in _ASIDE or "hip" in name):
            # What straightens the body there is told by the hips' or the leg's way up.
            words = words if rise < RISE and name not in _ASIDE else None
        if words and abs(turned[name]) >= _least(movement, name) and _is_seen(frames, index, name):
            found[words] = max(found.get(words, 0.0), float(abs(turned[name])))
    arms = arms_go(movement, frames, index)
    whole = [*_whole(movement, frames, index), *parts_lift(movement, frames, index), *arms]
    if arms:
        found = {words: way for words, way in found.items() if words not in _ELBOWS}
    lifted = legs_lifted(movement, frames, index)
    found = {words: way for words, way in found.items() if words not in _hips(lifted)}
    least = MATTERS * max(found.values(), default=0.0)
    found = {words: way for words, way in found.items() if way >= least}
    most = sorted(found, key=lambda words: -found[words])[:MOST]
    return [*whole, *(_(words) for words in most)][: MOST + 1]


def _hips(sides: list[str]) -> set[str]:
    """The clauses about hips that `your leg lifts` says already."""
    tables = {"left": _LEFT, "right": _RIGHT, "both": _BOTH}
    every = [tables[side] for side in sides] + ([_BOTH] if sides else [])
    return {words for table in every for way in ("flexion", "abduction")
            for words in table[f"hip_{way}"]}  # fmt: skip


def _least(movement: Movement, name: str) -> float:
    """From how many degrees on a joint is worth a word: elbows follow the hands a good deal."""
    part, side, *_way = name.split("_")
    rests = {rest.at: rest.on for rest in (movement.anchor, *movement.pins)}
    on = rests.get(f"hand_{side}") or rests.get(f"forearm_{side}")
    if part != "elbow" or not on:
        return LEAST
    walled = any(prop.kind == "wall" for prop in movement.props)
    pulls = movement.base in _ON_FLOOR or (on == "air" and not walled)
    return LEAST_HELD if pulls else math.inf


def _is_seen(frames: Frames, index: int, name: str) -> bool:
    """Whether the part itself turns, not only what it hangs from: a head that stays level while
    the trunk tips is not lifted, nor does a hip bend below a back that rounds."""
    part, side, *_way = name.split("_")
    pair = slice(index - 1, index + 1)
    if part in ("lumbar", "thorax") and side == "rotation":
        return degrees_between(*frames.rotation("thorax")[pair, :, 2]) >= LEAST
    if part in ("neck", "head"):
        before, after = frames.rotation("head")[pair, :, 0]
        nods = degrees_between(before, after) >= LEAST
        relative = float(np.diff(frames.angle(name)[pair])[0])
        return nods and (side != "flexion" or relative * (before[1] - after[1]) > 0)
    if part == "hip":
        thigh = degrees_between(*frames.rotation(f"thigh_{side}")[pair, :, 1])
        trunk = degrees_between(*frames.rotation("thorax")[pair, :, 1])
        return "rotation" in name or thigh >= LEAST or trunk >= LEAN
    return True


def _whole(movement: Movement, frames: Frames, index: int) -> Iterator[str]:
    """What the body does as a whole: it leans, it rises, the hands go down."""
    pair = slice(index - 1, index + 1)
    up = frames.tip("thorax")[pair] - frames.place("pelvis")[pair]
    rise = float(np.diff(frames.place("pelvis")[pair, 1])[0])
    upright = movement.base in _UPRIGHT
    if upright:
        lean = np.rad2deg(np.arctan2(up[:, 0], up[:, 1]))
        if abs(lean[1] - lean[0]) >= LEAN:
            away = 0 if lean[1] > lean[0] else 2
            back = abs(lean[1]) < abs(lean[0])
            yield _(_LEAN[1 if back else away])
    if abs(rise) >= RISE:
        way = 0 if rise > 0 else 1
        steps = any(prop.kind == "step" and prop.at.startswith("foot") for prop in movement.props)
        yield _(_STEP_UP if steps and rise > 0 and index == 1 else _RISE[_kind(movement)][way])
    sunk = [np.diff(frames.place(f"hand_{side}")[pair, 1])[0] for side in free_arms(movement)]
    if upright and len(sunk) == 2 and max(sunk) < -REACH:
        yield _(_HANDS_DOWN)
    neck, nod = (float(np.diff(frames.angle(f"{n}_flexion")[pair])[0]) for n in ("neck", "head"))
    if neck < -NOD and nod > NOD:
        yield _(_HEAD_BACK)


def _kind(movement: Movement) -> str:
    if movement.base in ("standing", "kneeling", "half_kneeling"):
        return "standing"
    return {"sitting": "sitting", "side_lying": "side"}.get(movement.base, "lying")


def _clause(name: str, turned: dict[str, float]) -> str | None:
    way = 0 if turned[name] > 0 else 1
    if name in _TRUNK:
        return _TRUNK[name][way]
    part, side, *motion = name.split("_")
    key = "_".join([part, *motion])
    if side not in SIDES or key not in _BOTH:
        return None
    other = turned[opposite(name)]
    alike = other * turned[name] > 0 and abs(other) >= LEAST
    words = _BOTH if alike else _LEFT if side == "left" else _RIGHT
    return words[key][way]
