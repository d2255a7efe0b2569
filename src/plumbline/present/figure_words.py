"""A movement in words, for who cannot see the figure: generated from its key poses."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from plumbline.motion import ANGLES, Frames, Key, Movement, play
from plumbline.motion.sides import opposite
from plumbline.motion.skeleton import SIDES
from plumbline.present.words import N_, _, ngettext

LEAST = 9.0
"""A joint that turns less, in degrees, is not worth a word."""
LEAN, RISE = 14.0, 0.06
"""The trunk's lean (degrees) and the pelvis' way up or down (metres) that are worth a word."""
MOST = 3
"""No more than so many joints are named for one pose."""

_UPRIGHT: Final = ("standing", "sitting", "kneeling", "half_kneeling", "long_sitting")
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
_RISE: Final = (N_("your bottom lifts"), N_("your bottom comes down"))
_LEFT: Final = {
    "hip_flexion": (N_("your left hip bends"), N_("your left hip straightens")),
    "hip_abduction": (N_("your left leg opens to the side"), N_("your left leg comes in")),
    "hip_rotation": (N_("your left thigh turns in"), N_("your left thigh turns out")),
    "knee_flexion": (N_("your left knee bends"), N_("your left knee straightens")),
    "ankle_flexion": (N_("your left foot pulls up"), N_("your left foot points down")),
    "shoulder_flexion": (N_("your left arm comes forward"), N_("your left arm goes back")),
    "shoulder_abduction": (N_("your left arm opens to the side"), N_("your left arm comes in")),
    "elbow_flexion": (N_("your left elbow bends"), N_("your left elbow straightens")),
}
_RIGHT: Final = {
    "hip_flexion": (N_("your right hip bends"), N_("your right hip straightens")),
    "hip_abduction": (N_("your right leg opens to the side"), N_("your right leg comes in")),
    "hip_rotation": (N_("your right thigh turns in"), N_("your right thigh turns out")),
    "knee_flexion": (N_("your right knee bends"), N_("your right knee straightens")),
    "ankle_flexion": (N_("your right foot pulls up"), N_("your right foot points down")),
    "shoulder_flexion": (N_("your right arm comes forward"), N_("your right arm goes back")),
    "shoulder_abduction": (N_("your right arm opens to the side"), N_("your right arm comes in")),
    "elbow_flexion": (N_("your right elbow bends"), N_("your right elbow straightens")),
}
_BOTH: Final = {
    "hip_flexion": (N_("your hips bend"), N_("your hips straighten")),
    "hip_abduction": (N_("your legs open to the sides"), N_("your legs come together")),
    "hip_rotation": (N_("your thighs turn in"), N_("your thighs turn out")),
    "knee_flexion": (N_("your knees bend"), N_("your knees straighten")),
    "ankle_flexion": (N_("your feet pull up"), N_("your heels lift")),
    "shoulder_flexion": (N_("your arms come forward"), N_("your arms go back")),
    "shoulder_abduction": (N_("your arms open to the sides"), N_("your arms come in")),
    "elbow_flexion": (N_("your elbows bend"), N_("your elbows straighten")),
}


def describe(movement: Movement) -> str:
    """The start, what each key pose changes, how long it is held, and that it repeats."""
    middles = np.array([key.at + key.hold / 2 for key in movement.keys])
    frames = play(movement, middles)
    free = [name for name in ANGLES if name in _TRUNK or not _is_held(movement, name)]
    told = [index for index in range(1, len(middles)) if not _returns(frames, index)]
    sentences = [_(_BASES[movement.base])]
    before: list[str] = []
    for index in told:
        clauses = _changes(movement, frames, index, free)
        if clauses and clauses != before:
            sentences.append(_("Then %(changes)s.") % {"changes": _listed(clauses)})
        elif not clauses and movement.keys[index].hold >= 1:
            sentences.append(_("Then your muscles tighten; you hardly move."))
        sentences += _hold(movement.keys[index])
        before = clauses
    moved = len(sentences) > 1
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
    """Whether an angle belongs to an arm or an ankle that only follows what it rests on."""
    part, side, *_way = name.split("_")
    follows = {"ankle": ("foot",), "shoulder": ("hand", "forearm"), "elbow": ("hand", "forearm")}
    rests = {rest.at for rest in (movement.anchor, *movement.pins)}
    return any(f"{end}_{side}" in rests for end in follows.get(part, ()))


def _changes(movement: Movement, frames: Frames, index: int, free: list[str]) -> list[str]:
    """What moves most from one pose to the next, the largest first."""
    turned = dict(zip(ANGLES, frames.angles[index] - frames.angles[index - 1], strict=True))
    found: dict[str, float] = {}
    for name in free:
        words = _clause(name, turned)
        if name == "lumbar_flexion" and turned[name] < 0 < LEAST + frames.angle(name)[index]:
            words = _STRAIGHT
        if words and abs(turned[name]) >= LEAST:
            found[words] = max(found.get(words, 0.0), float(abs(turned[name])))
    return [*_whole(movement, frames, index)] + [
        _(words) for words in sorted(found, key=lambda words: -found[words])[:MOST]
    ]


def _whole(movement: Movement, frames: Frames, index: int) -> Iterator[str]:
    """What the body does as a whole: it leans, or its bottom lifts."""
    up = frames.rotation("thorax")[index - 1 : index + 1, :, 1]
    rise = float(np.diff(frames.place("pelvis")[index - 1 : index + 1, 1])[0])
    if movement.base in _UPRIGHT:
        lean = np.rad2deg(np.arctan2(up[:, 0], up[:, 1]))
        if abs(lean[1] - lean[0]) >= LEAN:
            backward = 2 if lean[1] < -LEAST else 1
            yield _(_LEAN[0 if lean[1] > lean[0] else backward])
    if abs(rise) >= RISE:
        yield _(_RISE[0 if rise > 0 else 1])


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
