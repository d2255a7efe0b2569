"""Which part of the person is drawn over which: what is nearer the viewer comes later."""

from dataclasses import dataclass

import numpy as np

from plumbline.motion import Frames, Movement
from plumbline.motion.skeleton import SIDES
from plumbline.present.figure_body import Body, Part, arm, head, leg, shirt, trousers
from plumbline.present.figure_muscles import tints
from plumbline.present.figure_props import carried
from plumbline.present.figure_shapes import Lens

LAP = 65
"""Beyond this bend of the hip, in degrees, the thigh is drawn over the shirt."""
FAR = -0.035
"""A limb whose root is this much farther than the middle of the trunk (metres) is behind it."""
_ROOTS = {"arm": ("upper_arm", "thorax"), "leg": ("thigh", "pelvis")}


@dataclass(frozen=True, slots=True)
class Limb:
    """An arm or a leg, how near the viewer it is, and whether it is drawn before the trunk."""

    name: str
    depth: float
    behind: bool


def layers(movement: Movement, body: Body, whole: Frames) -> list[tuple[str, list[Part]]]:
    """Groups of parts from the farthest to the nearest, each `far` or `near`.

    The order is that of the `whole` movement: it cannot change while it runs.
    """
    limbs = sorted(_limbs(movement, whole, body.lens), key=lambda limb: limb.depth)
    lap = {f"leg_{side}": float(whole.angle(f"hip_{side}_flexion").max()) > LAP for side in SIDES}
    far = [limb for limb in limbs if limb.behind]
    near = [limb for limb in limbs if not limb.behind]
    under = [limb for limb in near if limb.name in lap and not lap[limb.name]]
    over = [limb for limb in near if lap.get(limb.name)]
    arms = [limb for limb in near if limb.name not in lap]
    return [
        *(("far", _drawn(movement, body, limb)) for limb in far),
        ("near", [trousers(body)]),
        *(("near", _drawn(movement, body, limb)) for limb in under),
        ("near", _upper(movement, body)),
        *(("near", _drawn(movement, body, limb)) for limb in (*over, *arms)),
    ]


def _upper(movement: Movement, body: Body) -> list[Part]:
    neck, *rest = head(body)
    return [neck, shirt(body), *tints(movement, body, "trunk"), *rest]


def _drawn(movement: Movement, body: Body, limb: Limb) -> list[Part]:
    kind, side = limb.name.split("_")
    if kind == "arm":
        parts = [*carried(movement, body, side), *arm(body, side)]
    else:
        parts = leg(body, side)
    return [*parts, *tints(movement, body, limb.name)]


def _limbs(movement: Movement, frames: Frames, lens: Lens) -> list[Limb]:
    limbs: list[Limb] = []
    for kind, (root, trunk) in _ROOTS.items():
        for side in SIDES:
            # The side of the trunk a limb springs from tells more than where its end wanders.
            apart = frames.place(f"{root}_{side}") - frames.place(trunk)
            name, depth = f"{kind}_{side}", float(np.mean(lens.depth(apart)))
            farther = depth < FAR and name not in movement.in_front
            limbs.append(Limb(name, depth, farther or name in movement.behind))
    return limbs
