"""Each treatment: what it is, what it does against what, what speaks against it, who says so."""

from collections.abc import Iterator, Mapping

from plumbline.knowledge.schema import Effect, OutOf, Position, Statement, Treatment, Use
from plumbline.knowledge.schema.treatments import Medicine
from plumbline.present.manual.blocks import (
    Block,
    Code,
    Line,
    Original,
    Strong,
    Subheading,
    Table,
)
from plumbline.present.manual.parts import (
    UNVERIFIED,
    Desk,
    basis_line,
    bullets,
    line,
    number,
    prose,
    rests,
)
from plumbline.present.words import N_, _

FAMILIES: Mapping[str, str] = {
    "": N_("Groups of exercise and treatment"),
    "self_care": N_("What you can do yourself"),
    "lifestyle": N_("How you live"),
    "movement": N_("Movement"),
    "hands_on": N_("Hands-on"),
    "needle_current": N_("Needles and currents"),
    "mind": N_("Mind and understanding"),
    "medicine": N_("Medicines"),
    "injection": N_("Injections"),
    "operation": N_("Operations"),
    "support": N_("Supports and aids"),
    "care": N_("Ways of care"),
}
_VERDICTS: Mapping[str, str] = {
    "helps": N_("It helps"),
    "helps_a_little": N_("It helps a little"),
    "uncertain": N_("Nobody can be sure"),
    "no_effect": N_("It was tested well and makes no difference that matters"),
    "no_evidence": N_("Nobody has tested it well"),
}
_BODIES: Mapping[str, str] = {
    "nice": "NICE NG59",
    "acp": "ACP 2017",
    "who": "WHO 2023",
    "jospt": "JOSPT 2021",
}
_STANDS: Mapping[str, str] = {
    "for": N_("for it"),
    "consider": N_("may be considered"),
    "against": N_("against it"),
    "no_statement": N_("silent on it"),
    "outside": N_("about something else"),
}
_BANDS: Mapping[str, str] = {
    "to_6_weeks": N_("up to 6 weeks"),
    "to_3_months": N_("up to 3 months"),
    "to_12_months": N_("up to 12 months"),
    "over_12_months": N_("over 12 months"),
}
_HARMS: Mapping[str, str] = {
    "none_known": N_("none known"),
    "mild": N_("mild"),
    "serious_rarely": N_("serious, but rarely"),
    "serious": N_("serious"),
}
_CERTAINTY: Mapping[str, str] = {
    "high": N_("high"),
    "moderate": N_("moderate"),
    "low": N_("low"),
    "very_low": N_("very low"),
    "not_rated": N_("not rated"),
}


def about_treatments(desk: Desk) -> Iterator[Block]:
    yield line(
        _("Only numbers against the same kind of comparison, at the same time, may be put side by"
          " side. A minus is better with the treatment; of a ratio, less than 1 is fewer.")
    )  # fmt: skip
    yield line(
        _("While it is not known whether something speaks against it, “not for you” and “not"
          " without a clinician's word” count as holding.")
    )  # fmt: skip


def treatment(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.treatments[name]
    yield from prose(one.plain)
    yield from bullets(_facts(desk, one))
    yield from rests(one.classes)
    if one.medicine:
        yield from _medicine(desk, one.medicine)
    for use in one.uses:
        yield from _use(desk, use)
    if one.harms:
        yield Subheading(_("Harms"))
        yield from _statements(one.harms)
    if one.ask:
        yield Subheading(_("What to ask whoever offers it"))
        yield from bullets((_(text),) for text in one.ask)
    if one.fair_trial:
        yield Subheading(_("A fair trial on yourself"))
        yield from _statements((one.fair_trial,))
    if one.contraindications:
        yield Subheading(_("What speaks against it"))
        yield from desk.cautions(f"treatments/{name}", one.contraindications)


def _facts(desk: Desk, one: Treatment) -> Iterator[Line]:
    if one.uses:
        yield (_("Harm:"), " ", _(_HARMS[one.harm]))
        yield (_("Effort:"), " ", Code(one.effort), "; ", _("cost:"), " ", Code(one.cost))
    if one.passive:
        yield (_("It is done to you: only ever beside an active plan."),)
    if one.also:
        against = _("What speaks against these speaks against it too:")
        yield (against, " ", *desk.named("treatments", one.also))
    if one.self_trial:
        yield (_("A trial of your own:"), " ", *desk.named("trials", (one.self_trial,)))


def _statements(statements: tuple[Statement, ...]) -> Iterator[Block]:
    for one in statements:
        yield from prose(one.say)
        yield from rests(one.basis)


def _medicine(desk: Desk, what: Medicine) -> Iterator[Block]:
    yield from bullets(_about_medicine(desk, what))


def _about_medicine(desk: Desk, what: Medicine) -> Iterator[Line]:
    yield (_("Substances:"), " ", Original(", ".join(what.examples)))
    yield (_("Without a prescription:"), " ", Code(what.counter))
    yield (_("What it does:"), " ", _(what.does))
    yield (_("What it does not do:"), " ", _(what.does_not))
    yield (_("Ask a pharmacist:"), " ", _(what.pharmacist))
    if what.taken:
        yield (_("Taken now:"), " ", *desk.named("findings", (what.taken,)))
    if desk.printed and what.prescriber:
        yield (_("Usual dose, for whoever prescribes it:"), " ", Original(what.prescriber))


def _use(desk: Desk, use: Use) -> Iterator[Block]:
    yield Subheading(f"{_(_VERDICTS[use.verdict])}: {_(use.title)}")
    yield line(Code(use.row), " ", _(use.say))
    if use.patterns:
        yield line(_("Meant for:"), " ", *desk.named("patterns", use.patterns))
    else:
        yield line(_("It suits none of the patterns."))
    yield line(_("Stages:"), " ", Code(", ".join(use.stages)))
    yield from rests(use.basis)
    yield from _effects(use.effects)
    yield from _out_of(use.out_of)
    yield from _positions(use.positions)
    if use.course:
        yield line(Strong(_("How it is usually done:")))
        yield from _statements((use.course,))
    if use.judge:
        days = _("When to look whether it has helped: after %(n)s days") % {"n": use.judge.days}
        yield line(Strong(days), " ", _(use.judge.say))
        yield from rests(use.judge.basis)


def _effects(effects: tuple[Effect, ...]) -> Iterator[Block]:
    shown = [e for e in effects if e.number.basis.status != UNVERIFIED and not e.not_shown]
    rows = tuple(
        (
            (Code(e.outcome), " ", _(e.time)),
            (_(e.against), " ", Code(e.comparator), " ", _(_BANDS[e.band])),
            _effect(e),
            _certainty(e),
            _read(e),
        )
        for e in shown
    )
    if rows:
        heads = (_("What"), _("Against"), _("Difference"), _("Certainty"), _("What it rests on"))
        yield Table(heads, rows)
    if len(shown) < len(effects):
        yield line(_("Other numbers wait to be checked, or would mislead. They are not shown."))


def _effect(e: Effect) -> Line:
    if e.points is None or e.points.basis.status == UNVERIFIED:
        return (number(e.number),)
    as_points = _("as points from 0 to 100:")
    return (number(e.number), "; ", as_points, " ", number(e.points))


def _read(e: Effect) -> Line:
    """What the number rests on, and then its conversion."""
    if e.points is None or e.points.basis.status == UNVERIFIED:
        return basis_line(e.number.basis)
    return (*basis_line(e.number.basis), " ", *basis_line(e.points.basis))


def _certainty(rated: Effect | OutOf) -> Line:
    ours = f" ({_('our own rating')})" if rated.own_rating else ""
    return (f"{_(_CERTAINTY[rated.certainty])}{ours}",)


def _out_of(counts: tuple[OutOf, ...]) -> Iterator[Block]:
    shown = [
        c for c in counts if UNVERIFIED not in (c.with_it.basis.status, c.without.basis.status)
    ]
    rows = tuple(
        (
            (_(c.outcome), " ", _(c.time)),
            (_(c.against), " ", Code(c.comparator)),
            (number(c.with_it), " ", *basis_line(c.with_it.basis)),
            (number(c.without), " ", *basis_line(c.without.basis)),
            _certainty(c),
        )
        for c in shown
    )
    if rows:
        heads = (_("Of 100 people"), _("Against"), _("With it"), _("Without"), _("Certainty"))
        yield Table(heads, rows)
    if len(shown) < len(counts):
        yield line(_("Other counts wait to be checked. They are not shown."))


def _positions(positions: tuple[Position, ...]) -> Iterator[Block]:
    rows: list[tuple[Line, ...]] = []
    for one in positions:
        body: Line = (Original(_BODIES[one.body]),)
        if one.basis.status == UNVERIFIED:
            rows.append((body, (_("(waiting to be checked)"),), ()))
            continue
        stand = (_(_STANDS[one.stand]), *((": ", _(one.say)) if one.say else ()))
        rows.append((body, stand, basis_line(one.basis)))
    if rows:
        yield Table((_("Guideline"), _("It is"), _("What it rests on")), tuple(rows))
