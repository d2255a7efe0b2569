"""How long and how heavy the parts of a body are, each with its basis.

Lengths are fractions of body height, masses fractions of body mass. Both come from one book's
tables (Dempster's masses; Drillis and Contini's lengths, as printed in Winter): tables with other
cutting planes are never mixed in.
"""

from plumbline.knowledge.schema import Basis

HEIGHT = 1.70
"""Body height in metres of the figure that is drawn; only ratios are ever claimed."""

LENGTH_BASIS = Basis(
    status="secondary",
    sources=("winter09",),
    note="Drillis and Contini's fractions of body height as printed in Winter, Biomechanics and "
    "Motor Control of Human Movement; read in public programs that quote them and agree.",
)
MASS_BASIS = Basis(
    status="secondary",
    sources=("winter09",),
    note="Dempster's mass fractions as printed in Winter, table 4.1; read in two public copies "
    "that agree. They add up to 1. Neck and head are one part of that table: the mass stands "
    "at the head.",
)
SPLIT_BASIS = Basis(
    status="expert",
    note="The table has one trunk length from hip to shoulder. How it is shared between pelvis, "
    "lumbar spine and chest, where the joint centres lie beside the midline, and where the ankle "
    "stands along the foot, are the project's choice for a drawing.",
)

LENGTHS = {
    "upper_arm": 0.186,
    "forearm": 0.146,
    "hand": 0.108,
    "thigh": 0.245,
    "shank": 0.246,
    "foot": 0.152,
    "trunk": 0.288,
    "neck": 0.052,
    "head": 0.130,
    "ankle_height": 0.039,
}
"""Fractions of body height; basis: LENGTH_BASIS."""

SPLIT = {
    "pelvis": 0.055,
    "lumbar": 0.108,
    "thorax": 0.125,
    "half_hips": 0.052,
    "half_shoulders": 0.102,
    "heel": 0.042,
}
"""Fractions of body height; basis: SPLIT_BASIS. The first three add up to the trunk."""

MASSES = {
    "pelvis": 0.142,
    "lumbar": 0.139,
    "thorax": 0.216,
    "neck": 0.0,
    "head": 0.081,
    "upper_arm": 0.028,
    "forearm": 0.016,
    "hand": 0.006,
    "thigh": 0.100,
    "shank": 0.0465,
    "foot": 0.0145,
}
"""Fractions of body mass, limbs per side; basis: MASS_BASIS."""

MASS_CENTRES = {
    "upper_arm": 0.436,
    "forearm": 0.430,
    "hand": 0.506,
    "thigh": 0.433,
    "shank": 0.433,
    "foot": 0.500,
}
"""Place of a limb part's mass, as a fraction of its length from the end nearer the trunk (the
hand's length ends at the knuckle there); basis: MASS_BASIS."""
