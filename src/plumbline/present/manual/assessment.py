"""Patterns, questionnaires and courses."""

from collections.abc import Iterator

from plumbline.knowledge.schema import Instrument, Pattern
from plumbline.present import wording
from plumbline.present.manual.blocks import Block, Code, Line, Original, Strong, Table
from plumbline.present.manual.parts import (
    UNVERIFIED,
    Desk,
    basis_line,
    bullets,
    line,
    number,
    number_table,
    prose,
    rests,
    said,
)
from plumbline.present.words import _, ngettext


def about_patterns(desk: Desk) -> Iterator[Block]:
    yield line(
        _("The first band whose rule is true holds; where none is, Plumbline cannot say."),
        " ",
        _("A pattern is what answers fit with. It is not a diagnosis."),
    )


def pattern(desk: Desk, name: str) -> Iterator[Block]:
    kind = desk.knowledge.patterns[name]
    yield from prose(kind.plain)
    yield line(Strong(_("What usually helps:")), " ", _(kind.helps))
    if kind.programme == "information_only":
        yield line(_("There is no programme for it yet."))
    for index, fit in enumerate(kind.bands):
        rule = f"patterns/{name}/bands/{index}"
        yield line(Strong(wording.band(fit.band)), _(", when:"), " ", Code(rule))
        yield from desk.rule(rule)
        yield said(_(fit.why))
        yield from rests(fit.basis)
    yield from _published(kind)
    yield from rests(kind.basis)


def _published(kind: Pattern) -> Iterator[Block]:
    shown = [item for item in kind.evidence if item.number.basis.status != UNVERIFIED]
    rows = tuple(
        (
            (_(item.sign),),
            (Original(item.measure),),
            (number(item.number),),
            basis_line(item.number.basis),
        )
        for item in shown
    )
    if rows:
        yield line(_("Published figures:"))
        yield Table((_("Sign"), _("Measure"), _("Value"), _("What it rests on")), rows)


def instrument(desk: Desk, name: str) -> Iterator[Block]:
    tool = desk.knowledge.instruments[name]
    yield line(Original(tool.abbreviation), ": ", _(tool.measures))
    yield from bullets(_scoring(tool))
    for rule in tool.rules:
        if rule.basis.status == UNVERIFIED:
            yield line(_("A rule waits to be checked. It is not shown and not used."))
        else:
            yield from desk.whole_rule(f"instruments/{name}/{rule.id}")
    yield line(_("Its items:"), " ", *desk.named("findings", tool.items))
    yield line(Original(tool.licence))
    yield line(Original(tool.attribution))
    yield from rests(tool.basis)


def _scoring(tool: Instrument) -> Iterator[Line]:
    sizes = {"n": len(tool.items), "low": f"{tool.min:g}", "high": f"{tool.max:g}"}
    count = ngettext("%(n)s item", "%(n)s items", len(tool.items)) % sizes
    yield (count, "; ", _("score from %(low)s to %(high)s") % sizes, " ", Code(tool.score))
    worse = tool.danger == "higher"
    yield ((_("A higher score is worse") if worse else _("A higher score is better")),)
    if tool.window:
        yield (_("It speaks of:"), " ", _(tool.window))
    yield (_("At least %(n)s answered, or no score is shown") % {"n": tool.needs},)
    if tool.blank_as_zero:
        yield (_("A blank counts as 0"),)
    for cut in tool.cutoffs:
        if cut.basis.status != UNVERIFIED:
            at = _("%(n)s or more:") % {"n": f"{cut.at_least:g}"}
            yield (at, " ", f"{_(cut.label)}. ", *basis_line(cut.basis))
    if tool.change and tool.change.basis.status != UNVERIFIED:
        points, percent = tool.change.points, tool.change.percent
        sizes_ = [_("%(n)s points") % {"n": f"{points:g}"}] if points is not None else []
        sizes_ += [f"{percent:g} %"] if percent is not None else []
        least = _("Smallest change that matters:")
        yield (least, " ", f"{' / '.join(sizes_)}. ", *basis_line(tool.change.basis))
    if tool.wording == "shipped":
        yield (_("Its wording comes with Plumbline"),)
    else:
        yield (_("Its wording is not shipped: whoever holds a copy loads it"),)


def course(desk: Desk, name: str) -> Iterator[Block]:
    """The average course that is shown, and to whom."""
    mean = desk.knowledge.courses[name]
    yield from desk.whole_rule(f"courses/{name}", say=False)
    yield from prose(mean.plain)
    yield from number_table(
        (_("Average pain, week %(n)s") % {"n": point.week}, point.pain_0_100)
        for point in mean.points
    )
    yield from prose(mean.band_note)
    yield from bullets((_(fact),) for fact in mean.facts)
    for index in range(len(mean.factors)):
        yield from desk.whole_rule(f"courses/{name}/factors/{index}")
