"""The spinal load model of the clinical manual: its numbers, and every test it was put to."""

from collections.abc import Iterator

from plumbline.knowledge.schema import Number
from plumbline.motion import anthropometry, load_lever, load_supports
from plumbline.motion.load_acceptance import (
    MOST_ERROR,
    PRESSURE_BASIS,
    SITTING_BASIS,
    TELEMETRY_BASIS,
    lies,
    outcomes,
    ratio,
    shows_newtons,
    told,
)
from plumbline.motion.load_postures import POSTURES

from .basis import basis_line, number
from .markdown import heading, join, paragraph, plain, table

NUMBERS: tuple[tuple[str, Number], ...] = (
    ("Lever arm of the muscle", load_lever.ARM),
    ("Lean of the S1 endplate, standing", load_lever.SACRAL_SLOPE),
    ("Weight above, ahead of the disc in standing", load_lever.AHEAD),
    ("Pressure in the belly counts from", load_lever.PRESSURE_FROM),
    ("Compression it may take off", load_lever.PRESSURE_RELIEF),
)
BASES = (
    ("Masses of the parts", anthropometry.MASS_BASIS),
    ("Where the masses of the trunk lie", load_lever.CENTRES_BASIS),
    ("How contacts share the weight", load_supports.SHARING_BASIS),
    ("Disc pressure", PRESSURE_BASIS),
    ("Sitting", SITTING_BASIS),
    ("Forces on implants", TELEMETRY_BASIS),
)


def spinal_load() -> str:
    """What the model is held against, failures included, and what follows."""
    passed = sum(outcome.passed for outcome in outcomes())
    follows = (
        "It passes all, so it may be shown in newtons."
        if shows_newtons()
        else "So no load is shown in newtons anywhere, and the published class of an exercise "
        "decides. The model only orders exercises of one class."
    )
    return join(
        paragraph(
            "A static lever at L5/S1: what weighs above it, what the hands hold, what carries the",
            "body above it, and one muscle that holds the moment. All loads are multiples of quiet",
            f"standing. It passes {passed} of {len(outcomes())} tests. {follows}",
        ),
        heading(3, "Acceptance tests"),
        table(["Test", "What is asked", "The model gives", "Outcome"], _outcomes()),
        heading(3, "Postures"),
        paragraph(
            "“At least” stands where the trunk lies: the floor can carry it in many ways, and the",
            "gentlest one is taken. “Cannot tell” stands where a force passes that is not seen.",
            f"Errors over {MOST_ERROR:.0%} count as failures.",
        ),
        table(["Posture", "Measured", "The model"], _postures()),
        heading(3, "Numbers of the lever"),
        table(["Number", "Value", "Basis"], _numbers()),
        *(
            paragraph(f"**{plain(name)}.**", basis_line(basis).strip())
            for name, basis in BASES
        ),
    )  # fmt: skip


def _outcomes() -> Iterator[list[str]]:
    for outcome in outcomes():
        said = "passes" if outcome.passed else "**fails**"
        yield [plain(outcome.test), plain(outcome.asks), plain(outcome.gives), said]


def _postures() -> Iterator[list[str]]:
    for name, posture in POSTURES.items():
        measured = "-" if posture.measured is None else f"{posture.measured:g}"
        found = f"at least {max(ratio(name), 0):.2f}" if lies(name) else f"{ratio(name):.2f}"
        yield [plain(posture.title), measured, found if told(name) else "cannot tell"]


def _numbers() -> Iterator[list[str]]:
    for name, value in NUMBERS:
        yield [plain(name), number(value), basis_line(value.basis).strip()]
