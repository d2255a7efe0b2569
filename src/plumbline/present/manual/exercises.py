"""Each exercise as a person reads it, with its figure, its load, its doses and its cautions."""

from collections.abc import Iterator

from plumbline.knowledge.schema import Exercise
from plumbline.present import wording
from plumbline.present.manual.blocks import Block, Code, Figure, Inline, Line, Steps, Strong, Table
from plumbline.present.manual.parts import (
    Desk,
    basis_line,
    bullets,
    line,
    number,
    prose,
    rests,
)
from plumbline.present.words import _


def exercise(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.exercises[name]
    yield from prose(one.why)
    if name in desk.knowledge.movements:
        yield Figure(name, _(one.title))
    yield Steps(tuple((_(step),) for step in one.steps))
    yield from bullets((_(text),) for text in (*one.cues, one.error))
    yield from bullets(_facts(desk, one))
    yield from bullets(_spoken(desk, name))
    yield from _muscles(one)
    yield line(_("Spinal load class:"), " ", Code(one.load.spine), " ", _("(A very low to E)"))
    yield from rests(one.load.basis)
    yield from _doses(one)
    if one.why_not:
        yield line(Strong(_("In no plan:")), " ", _(one.why_not.say))
        yield line(_("Instead:"), " ", *desk.named("exercises", (one.why_not.instead,)))
        yield from rests(one.why_not.basis)
    yield from desk.cautions(f"exercises/{name}", one.cautions)
    yield from rests(one.basis)


def _facts(desk: Desk, one: Exercise) -> Iterator[Line]:
    yield (_("For:"), " ", Code(", ".join(one.purpose)))
    yield (_("Position:"), " ", Code(one.position), "; ", _("direction:"), " ", Code(one.direction))
    if one.end_range:
        yield (_("It goes to the end of the range."),)
    kit: tuple[Inline, ...] = (Code(", ".join(one.kit)),) if one.kit else (_("none"),)
    yield (_("Kit:"), " ", *kit, "; ", _("level %(n)s") % {"n": one.level})
    if one.chains:
        yield (_("It trains:"), " ", *desk.named("chains", one.chains))
    beside = ((_("Easier:"), one.regression), (_("Harder:"), one.progression))
    for what, other in beside:
        if other:
            yield (what, " ", *desk.named("exercises", (other,)))
    if one.treatment_groups:
        also = _("What speaks against these speaks against it too:")
        yield (also, " ", *desk.named("treatments", one.treatment_groups))


def _spoken(desk: Desk, name: str) -> Iterator[Line]:
    movement = desk.knowledge.movements.get(name)
    for cue in movement.cues if movement else ():
        seconds = _("Said aloud at second %(n)s:") % {"n": f"{cue.at:g}"}
        yield (seconds, " ", f"“{_(cue.say)}”")


def _muscles(one: Exercise) -> Iterator[Block]:
    rows: list[tuple[Line, ...]] = []
    for muscle in one.muscles:
        active = muscle.percent_mvic
        shown: Line = (number(active), " ", *basis_line(active.basis)) if active else ("-",)
        rows.append(((_(muscle.name),), (Code(muscle.anatomical),), (Code(muscle.rank),), shown))
    if rows:
        heads = (_("Muscle"), _("In anatomy"), _("Part"), _("Activity, % of the most"))
        yield Table(heads, tuple(rows))


def _doses(one: Exercise) -> Iterator[Block]:
    rows = tuple(
        ((f"{step}",), (wording.dose(dose),), (wording.minutes(dose.minutes),))
        for step, dose in enumerate(one.doses, 1)
    )
    yield Table((_("Step"), _("How much"), _("Time")), rows)
