"""The spinal load model: its numbers, and every test it was put to."""

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
from plumbline.present.manual.blocks import Block, Line, Original, Strong, Subheading, Table
from plumbline.present.manual.parts import line, number_table, rests
from plumbline.present.words import N_, _

NUMBERS: tuple[tuple[str, Number], ...] = (
    (N_("Lever arm of the muscle"), load_lever.ARM),
    (N_("Lean of the S1 endplate, standing"), load_lever.SACRAL_SLOPE),
    (N_("Weight above, ahead of the disc in standing"), load_lever.AHEAD),
    (N_("Pressure in the belly counts from"), load_lever.PRESSURE_FROM),
    (N_("Compression it may take off"), load_lever.PRESSURE_RELIEF),
)
BASES = (
    (N_("Masses of the parts"), anthropometry.MASS_BASIS),
    (N_("Where the masses of the trunk lie"), load_lever.CENTRES_BASIS),
    (N_("How contacts share the weight"), load_supports.SHARING_BASIS),
    (N_("Disc pressure"), PRESSURE_BASIS),
    (N_("Sitting"), SITTING_BASIS),
    (N_("Forces on implants"), TELEMETRY_BASIS),
)


def spinal_load() -> Iterator[Block]:
    """What the model is held against, failures included, and what follows."""
    passed = sum(outcome.passed for outcome in outcomes())
    follows = (
        _("It passes all, so it may be shown in newtons.")
        if shows_newtons()
        else _(
            "So no load is shown in newtons anywhere, and the published class of an exercise"
            " decides. The model only orders exercises of one class."
        )
    )
    yield line(
        _("A static lever at L5/S1: what weighs above it, what the hands hold, what carries the"
          " body above it, and one muscle that holds the moment. All loads are multiples of quiet"
          " standing."),
        " ",
        _("It passes %(passed)s of %(all)s tests.") % {"passed": passed, "all": len(outcomes())},
        " ",
        follows,
    )  # fmt: skip
    yield Subheading(_("Acceptance tests"))
    heads = (_("Test"), _("What is asked"), _("The model gives"), _("Outcome"))
    yield Table(heads, tuple(_outcomes()))
    yield Subheading(_("Postures"))
    yield line(
        _("“At least” stands where the trunk lies: the floor can carry it in many ways, and the"
          " gentlest one is taken. “Cannot tell” stands where a force passes that is not seen."),
        " ",
        _("Errors over %(most)s count as failures.") % {"most": f"{MOST_ERROR:.0%}"},
    )  # fmt: skip
    yield Table((_("Posture"), _("Measured"), _("The model")), tuple(_postures()))
    yield Subheading(_("Numbers of the lever"))
    yield from number_table((_(name), value) for name, value in NUMBERS)
    for name, basis in BASES:
        yield line(Strong(_(name)))
        yield from rests(basis)


def _outcomes() -> Iterator[tuple[Line, ...]]:
    for outcome in outcomes():
        said: Line = (_("passes"),) if outcome.passed else (Strong(_("fails")),)
        texts = (outcome.test, outcome.asks, outcome.gives)
        yield (*((Original(text),) for text in texts), said)


def _postures() -> Iterator[tuple[Line, ...]]:
    for name, posture in POSTURES.items():
        measured = "-" if posture.measured is None else f"{posture.measured:g}"
        if not told(name):
            found = _("cannot tell")
        elif lies(name):
            found = _("at least %(n)s") % {"n": f"{max(ratio(name), 0):.2f}"}
        else:
            found = f"{ratio(name):.2f}"
        yield (Original(posture.title),), (measured,), (found,)
