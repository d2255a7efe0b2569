"""Every question, and everything that is worked out from answers."""

from collections.abc import Iterator

from plumbline.care.answers import allowed
from plumbline.knowledge.schema import Basis, Finding
from plumbline.knowledge.schema import findings as schema
from plumbline.present.manual.blocks import Block, Code, Line, Original, Strong
from plumbline.present.manual.parts import Desk, bullets, line, prose, rests
from plumbline.present.words import N_, _, ngettext

_DANGER = {
    "yes": N_("yes is the alarming answer"),
    "no": N_("yes is the calming answer"),
    "higher": N_("higher is more alarming"),
    "lower": N_("lower is more alarming"),
}
_ASKED = {
    "clinician": N_("a clinician is asked"),
    "journal": N_("nobody is asked: it is carried over from what was told before"),
    "test": N_("it is the result of a test"),
}


def finding(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.findings[name]
    yield line(Code(name), " ", _(one.question))
    notes = tuple(_notes(desk, one))
    yield from bullets(notes)
    if one.applies_when:
        yield line(_("Asked only when:"), " ", Code(f"findings/{name}"))
        yield from desk.rule(f"findings/{name}")
    if one.codes:
        yield line(Code(", ".join(f"{system} {value}" for system, value in one.codes.items())))


def _notes(desk: Desk, one: Finding) -> Iterator[Line]:
    yield (_("Asked again:"), " ", _(one.again))
    if one.help:
        yield (_("Help:"), " ", _(one.help))
    if one.choices:
        yield (_("Answers:"), " ", "; ".join(_(choice.label) for choice in one.choices))
    else:
        yield (_("Answers:"), " ", Original(allowed(one)))
    days = one.valid_days
    holds = ngettext("holds %(n)s day", "holds %(n)s days", days or 2) % {"n": days}
    yield (holds if days else _("holds until changed"),)
    if one.danger in _DANGER:
        yield (_(_DANGER[one.danger]),)
    if one.asked_of in _ASKED:
        yield (_(_ASKED[one.asked_of]),)
    if one.list:
        yield (_("On the list:"), " ", *desk.named("lists", (one.list,)), " ", Code(one.list))


def tick_list(desk: Desk, name: str) -> Iterator[Block]:
    one = desk.knowledge.lists[name]
    yield line(Code(name))
    yield from prose(one.help, one.none)
    held = [f.id for f in desk.knowledge.findings.values() if f.list == name]
    yield line(_("On it:"), " ", *desk.named("findings", held))


def derived(desk: Desk, name: str) -> Iterator[Block]:
    """What is worked out, how, and from what."""
    one = desk.knowledge.derived[name]
    yield line(Code(f"{name}: {one.op}"), " ", Original(_parts(one)))
    for rule in desk.under(f"derived/{name}"):
        follows, basis = _follows(one, rule.rpartition("/")[2])
        yield line(Strong(follows), " ", Code(rule)) if follows else line(Code(rule))
        yield from desk.rule(rule)
        yield from rests(basis)
    yield from rests(one.basis)


def _follows(one: schema.Derived, place: str) -> tuple[str, Basis | None]:
    match one:
        case schema.Points(table=table):
            row = table[int(place)]
            return _("%(n)s points") % {"n": row.points}, row.basis
        case schema.LikelihoodRatio(features=features):
            sign = features[int(place)]
            if sign.basis.status == "unverified":
                return _("(waiting to be checked)"), None
            ratios = {"present": f"{sign.present or 1:g}", "absent": f"{sign.absent or 1:g}"}
            said = _("likelihood ratio %(present)s where it is so, %(absent)s where it is not")
            return said % ratios, sign.basis
        case _:
            return "", None


def _parts(one: schema.Derived) -> str:
    """What it is made of, as the file has it."""
    given = one.model_dump(exclude={"id", "meaning", "basis", "op", "when", "table", "features"})
    return "; ".join(f"{name} {_told(value)}" for name, value in given.items() if value)


def _told(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_told, value))  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
    return str(value)
