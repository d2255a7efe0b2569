"""The numbers of the spine lever: how long the muscle's arm is, how the sacrum leans, where the
masses of the trunk lie. Each with its status; limb masses and centres stand in `anthropometry`."""

from typing import Final

from plumbline.knowledge.schema import Basis, Number
from plumbline.motion.anthropometry import SPLIT

GRAVITY: Final = 9.81
ARM: Final = Number(
    value=0.06, low=0.05, high=0.07, unit="m",
    basis=Basis(
        status="derived",
        note="Lifting models usually take 5 cm. Worked out by hand for a trunk bent by 36 degrees, "
        "6 cm gives 2.4 times the compression of standing and 5 cm 2.7; disc pressure gave 2.2. "
        "The same arm is used in front and at the sides, for want of a number that was read.",
    ),
)  # fmt: skip
SACRAL_SLOPE: Final = Number(
    value=39.5, low=24, high=55, unit="degrees",
    basis=Basis(
        status="derived",
        sources=("sacral_slope11",),
        note="Middle of the published range of mean minus to mean plus two SD, 709 adults; the "
        "range of healthy people is as wide as this interval. The S1 endplate of the standing "
        "figure leans forward by it.",
    ),
)  # fmt: skip
AHEAD: Final = Number(
    value=0.02, unit="m",
    basis=Basis(
        status="expert",
        note="In quiet standing the weight above acts so far in front of the disc; an assumption "
        "that gives about the compression that disc pressure suggests. The drawn spine has no "
        "depth, so the disc lies so far behind its line.",
    ),
)  # fmt: skip
PRESSURE_FROM: Final = Number(
    value=54, unit="Nm",
    basis=Basis(
        status="verified",
        sources=("marras96",),
        note="In 114 people the pressure in the belly rose above 10 mmHg only beyond this trunk "
        "torque; below it is left out.",
    ),
)  # fmt: skip
PRESSURE_RELIEF: Final = Number(
    value=0, low=0, high=0.2, unit="of the compression",
    basis=Basis(
        status="verified",
        sources=("abdominal_bending88", "mcgill_norman87"),
        note="About 20 % in heavy lifting by beam theory [abdominal_bending88]; others doubt a net "
        "relief [mcgill_norman87]. So it is no part of the value, only of its span.",
    ),
)  # fmt: skip
CENTRES_BASIS: Final = Basis(
    status="secondary",
    sources=("winter09",),
    note="Where the mass of each part of the trunk lies: Dempster's table as printed in Winter, "
    "table 4.1, read in two public copies that agree. Where the drawn head's and hand's masses "
    "lie follows from how they are drawn.",
)
KNUCKLE: Final = 0.5
"""The drawn hand ends at the fingertips; its knuckles, where it grips, are half way."""
TRUNK_CENTRES: Final[dict[str, tuple[float, float, float]]] = {
    "pelvis": (0, SPLIT["pelvis"] * (1 - 0.105), 0),
    "lumbar": (0, SPLIT["lumbar"] * (1 - 0.44), 0),
    "thorax": (0, SPLIT["thorax"] * (1 - 0.82), 0),
    "head": (0, 0.05, 0),
}
"""Mass centres of the trunk in their segments, as fractions of height; basis: CENTRES_BASIS."""
