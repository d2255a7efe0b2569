"""Red flags, whom to call, advice, and the hazards that are held back."""

from collections.abc import Iterator

from plumbline.knowledge.schema import Line, RedFlag, Step, Urgency
from plumbline.present import wording
from plumbline.present.manual.blocks import Block, Code, Original, Paragraph, Ref, Strong, Table
from plumbline.present.manual.parts import (
    Desk,
    bullets,
    line,
    original,
    prose,
    rests,
    said,
)
from plumbline.present.words import N_, _

_MEANWHILE = {"walking": N_("ordinary walking"), "positions": N_("comfortable positions")}


def how_soon(urgency: Urgency, hours: int | None) -> str:
    """An urgency with its time, in words."""
    # The other urgencies name their time themselves.
    soon = f" ({wording.see_within(hours, urgency)})" if urgency == "within_days" else ""
    return f"{wording.urgency(urgency)}{soon}"


def about_flags(desk: Desk) -> Iterator[Block]:
    yield line(_("The most urgent level of each; the rest stands below."))
    rows = tuple(
        (
            (Ref(_(flag.title), f"red_flags/{flag.id}"),),
            (how_soon(flag.levels[0].urgency, flag.levels[0].see_within_hours),),
        )
        for flag in desk.knowledge.red_flags.values()
    )
    yield Table((_("Red flag"), _("Most urgent")), rows)


def red_flag(desk: Desk, name: str) -> Iterator[Block]:
    flag = desk.knowledge.red_flags[name]
    yield from prose(flag.plain)
    for index, level in enumerate(flag.levels):
        rule = f"red_flags/{name}/levels/{index}"
        soon = how_soon(level.urgency, level.see_within_hours)
        yield line(Strong(soon), _(", when:"), " ", Code(rule))
        yield from desk.rule(rule)
        yield said(_(level.why))
    unknown = how_soon(flag.when_unknown, flag.unknown_see_within_hours)
    yield line(Strong(_("Still not known after asking twice:")), " ", f"{unknown}.")
    yield from prose(flag.unknown_means)
    yield from _to_do(flag)
    allowed = [_(_MEANWHILE[item]) for item in flag.meanwhile] or [_("nothing is named")]
    yield line(Strong(_("Until then still allowed:")), " ", ", ".join(allowed))
    yield line(Strong(_("It closes when:")), " ", _(flag.clearance))
    if flag.crisis:
        yield line(_("Crisis lines are shown at once."))
    yield from rests(flag.basis)


def _to_do(flag: RedFlag) -> Iterator[Block]:
    """The steps, for each urgency apart where they depend on it."""
    for urgency, first in flag.do_at.items():
        when = _("First of all, at “%(urgency)s”") % {"urgency": wording.urgency(urgency)}
        yield line(Strong(when))
        yield from bullets((_(step),) for step in first)
    yield line(Strong(_("What to do") if not flag.do_at else _("Then, always")))
    yield from bullets((_(step),) for step in flag.do)


def contact(desk: Desk, name: str) -> Iterator[Block]:
    country = desk.knowledge.contacts[name]
    kinds = (
        (_("Emergency"), country.emergency),
        (_("Urgent"), country.urgent),
        (_("Crisis"), country.crisis),
    )
    for kind, lines in kinds:
        for one in lines:
            yield from _line(kind, one)


def _line(kind: str, one: Line) -> Iterator[Block]:
    reached = one.phone or (_("text %(number)s") % {"number": one.text} if one.text else "")
    shown = (Strong(f"{kind}: {reached or _('no number')}"), " ", f"{_(one.name)}.")
    if one.phone and one.text:
        shown = (*shown, " ", _("text %(number)s") % {"number": one.text})
    yield Paragraph((*shown, *((" ", _(one.hours)) if one.hours else ())))
    yield from rests(one.basis)


def advice(desk: Desk, name: str) -> Iterator[Block]:
    yield from prose(desk.knowledge.advice[name].intro)
    for index, step in enumerate(desk.knowledge.advice[name].steps):
        yield from step_blocks(desk, f"advice/{name}/{index}", step)


def step_blocks(desk: Desk, path: str, step: Step) -> Iterator[Block]:
    """A piece of advice, with when it is given and when it is not."""
    yield line(Strong(_(step.say)))
    yield from prose(step.why)
    if step.when:
        yield line(_("Only when:"), " ", Code(f"{path}/when"))
        yield from desk.rule(f"{path}/when")
    if step.not_when:
        yield line(_("Not when this is so or not known:"), " ", Code(f"{path}/not_when"))
        yield from desk.rule(f"{path}/not_when")
    yield from rests(step.basis)


def hazard(desk: Desk, name: str) -> Iterator[Block]:
    """A hazard is written for whoever checks the project, in its own language."""
    held = desk.knowledge.hazards[name]
    yield from original(held.harm)
    yield line(_("It could come about when:"))
    yield from bullets((Original(cause),) for cause in held.causes)
    yield line(_("Held back by:"), " ", Code(", ".join(held.controls)))
    if held.invariant:
        yield line(_("What must always be true:"), " ", Original(held.invariant))
