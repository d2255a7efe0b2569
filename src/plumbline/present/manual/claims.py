"""What people may have read, what is true of it, and the conditions and daily life."""

from collections.abc import Iterator, Mapping

from plumbline.knowledge.schema import Statement
from plumbline.knowledge.schema.claims import Place
from plumbline.present.manual.blocks import Block, Code, Line, Original, Strong, Subheading
from plumbline.present.manual.parts import Desk, line, prose, rests
from plumbline.present.words import N_, _

VERDICTS: Mapping[str, str] = {
    "supported": N_("True"),
    "partly": N_("Partly true"),
    "contradicted": N_("Not true"),
    "unsupported": N_("Nobody has shown this"),
    "definition": N_("Just a description"),
    "noise": N_("Not about your back"),
}
SECTIONS: Mapping[str, str] = {
    "condition": N_("Conditions"),
    "work": N_("Work"),
    "daily_life": N_("Daily life"),
}


def claim(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.claims[name]
    yield line(Strong(f"{_(VERDICTS[one.verdict])}."), " ", _(one.answer))
    yield line(
        Code(f"{one.id}, {one.article}"), " ", _("It lives at:"), " ", *_place(desk, one.place)
    )
    if one.words:
        yield line(_("Also found by:"), " ", Original(", ".join(one.words)))
    yield from rests(one.basis)


def contradiction(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.contradictions[name]
    for side in one.sides:
        yield line(Code(", ".join(side.articles)), " ", f"“{_(side.says)}”")
    yield line(Strong(_("What Plumbline says to both:")), " ", _(one.answer))
    about = desk.knowledge.claims
    named: Line = ()
    for claim_id in one.claims:
        words = desk.named("claims", (claim_id,)) if claim_id in about else (Code(claim_id),)
        named = (*named, *((", ",) if named else ()), *words)
    yield line(_("Claims:"), " ", *named)
    yield line(_("It lives at:"), " ", *_place(desk, one.place))
    yield from rests(one.basis)


def _place(desk: Desk, place: Place) -> Line:
    if place.kind == "page":
        return (Code(f"page/{place.id}"),)
    return desk.named(place.kind, (place.id,))


def condition(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.conditions[name]
    yield from prose(one.plain)
    if one.names:
        yield line(_("Also called:"), " ", ", ".join(_(other) for other in one.names))
    yield from prose(one.drawing_says)
    parts: tuple[tuple[str, tuple[Statement, ...]], ...] = (
        (_("What it is"), one.what),
        (_("What helps"), one.helps),
        (_("When to have it looked at"), one.watch),
        (_("How sure anybody can be"), one.sure),
    )
    for heading, statements in parts:
        if statements:
            yield Subheading(heading)
        for said in statements:
            yield from prose(said.say)
            yield from rests(said.basis)
    for kind in ("patterns", "red_flags", "treatments", "exercises", "modules"):
        named = getattr(one, kind)
        if named:
            yield line(Code(kind), ": ", *desk.named(kind, named))
    yield from rests(one.basis)
