"""The parts that every chapter is written with: what something rests on, numbers, and rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis, Caution, Model, Number
from plumbline.knowledge.schema import findings as schema
from plumbline.logic.parsing import parse
from plumbline.logic.rulebook import Rulebook, rule_texts
from plumbline.logic.sql import to_text
from plumbline.present import wording
from plumbline.present.manual.blocks import (
    Block,
    Bullets,
    Code,
    Inline,
    Item,
    Line,
    Original,
    Paragraph,
    Ref,
    Strong,
    Table,
)
from plumbline.present.rule_effects import effect_of
from plumbline.present.rule_words import Clause, in_words
from plumbline.present.words import _

UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Desk:
    """What a chapter is written from. `printed`: for paper and for clinicians, who also get what
    the app keeps from the public (usual doses of prescribed medicines)."""

    rulebook: Rulebook
    printed: bool = False

    @property
    def knowledge(self) -> Knowledge:
        return self.rulebook.knowledge

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every rule as it is written, by name; those of derived findings included."""
        texts = dict(rule_texts(self.knowledge))
        steady = self.knowledge.monitoring.otherwise
        texts[f"monitoring/{steady.id}"] = steady.when
        for name, item in self.knowledge.derived.items():
            texts |= dict(_derived_texts(name, item))
        return texts

    def rule(self, name: str) -> tuple[Block, ...]:
        """A rule in words, then its canonical text."""
        rule = parse(self.texts[name], self.rulebook.columns)
        return (
            Bullets((_clause(in_words(self.knowledge, rule)),)),
            Paragraph((Code(to_text(rule)),), "rests"),
        )

    def under(self, path: str) -> tuple[str, ...]:
        """The names of the rules of a thing."""
        return tuple(n for n in self.texts if n == path or n.startswith(f"{path}/"))

    def whole_rule(self, name: str, *, say: bool = True) -> Iterator[Block]:
        """What follows, the rule, what is said then, and what it rests on."""
        effect = effect_of(self.knowledge, name)
        yield Paragraph((Strong(effect.follows), _(", when:"), " ", Code(name)))
        yield from self.rule(name)
        says = [text for text in effect.says if text] if say else []
        if says:
            yield said(" ".join(says))
        yield from rests(effect.basis)

    def cautions(self, path: str, cautions: Iterable[Caution]) -> Iterator[Block]:
        """What speaks against a thing: each with its rule, its words and its sources."""
        for caution in cautions:
            effect = effect_of(self.knowledge, f"{path}/{caution.id}")
            yield Paragraph((Strong(effect.follows), ": ", *quoted(_(caution.say))))
            yield Paragraph((_("When:"), " ", Code(f"{path}/{caution.id}"), *_scope(caution)))
            yield from self.rule(f"{path}/{caution.id}")
            if caution.swap:
                yield line(_("Instead:"), " ", *self.named("exercises", (caution.swap,)))
            yield from rests(caution.basis)

    def named(self, kind: str, names: Iterable[str]) -> Line:
        """Links to things of one kind, with commas."""
        things = getattr(self.knowledge, kind)
        links: list[Inline] = []
        for name in names:
            title = getattr(things.get(name), "title", None)
            link = Ref(_(title), f"{kind}/{name}") if title else Code(name)
            links += [link, ", "]
        return tuple(links[:-1])


def _scope(caution: Caution) -> Line:
    if caution.scope == "systemic":
        return (" ", _("(it holds for the whole body)"))
    return ()


def _derived_texts(name: str, item: schema.Derived) -> Iterator[tuple[str, str]]:
    match item:
        case schema.Holds():
            yield f"derived/{name}", item.when
        case schema.Points():
            yield from ((f"derived/{name}/{i}", row.when) for i, row in enumerate(item.table))
        case schema.LikelihoodRatio():
            yield from ((f"derived/{name}/{i}", f.when) for i, f in enumerate(item.features))
        case _:
            return


def _clause(clause: Clause) -> Item:
    return Item((clause.text,), tuple(_clause(part) for part in clause.parts))


def line(*parts: Inline) -> Paragraph:
    """A paragraph of a few parts."""
    return Paragraph(tuple(parts))


def said(text: str) -> Paragraph:
    """What is told to a person."""
    return Paragraph((_("Said:"), " ", *quoted(text)))


def quoted(text: str) -> Line:
    return (f"“{text}”",)


def bullets(lines: Iterable[Line]) -> tuple[Block, ...]:
    """A flat list; nothing at all where it would be empty."""
    items = tuple(Item(one) for one in lines)
    return (Bullets(items),) if items else ()


def rests(basis: Basis | None) -> tuple[Block, ...]:
    """Status, sources and note, as a line of its own."""
    return (Paragraph(basis_line(basis), "rests"),) if basis else ()


def basis_line(basis: Basis) -> Line:
    """Status, sources and note."""
    parts: list[Inline] = [f"{wording.status(basis.status)}."]
    if basis.sources:
        parts += [" ", _("Sources:"), " "]
        for name in basis.sources:
            parts += [Ref(name, f"sources/{name}", original=True), ", "]
        parts[-1] = "."
    if basis.note:
        parts += [" ", _(basis.note)]
    return tuple(parts)


def number(given: Number) -> str:
    """A number with its interval and unit; one that is not verified is never shown."""
    if given.basis.status == UNVERIFIED:
        return _("(waiting to be checked)")
    interval = ""
    if given.low is not None and given.high is not None:
        ends = {"low": f"{given.low:g}", "high": f"{given.high:g}"}
        interval = " " + _("(%(low)s to %(high)s)") % ends
    unit = f" {_(given.unit)}" if given.unit else ""
    return f"{given.value:g}{interval}{unit}"


def number_table(rows: Iterable[tuple[Inline, Number]]) -> tuple[Block, ...]:
    """Numbers with what each rests on; nothing at all where there are none."""
    shown = tuple(
        ((what,), (number(one),), basis_line(one.basis))
        for what, one in rows
        if one.basis.status != UNVERIFIED
    )
    heads = (_("Number"), _("Value"), _("What it rests on"))
    return (Table(heads, shown),) if shown else ()


def numbers_of(value: Any, place: str = "") -> Iterator[tuple[str, Number]]:
    """Every number in a thing, under its path there."""
    if isinstance(value, Number):
        yield place, value
    elif isinstance(value, Model):
        if _is_setting(value):
            yield place, Number.model_validate(value.model_dump())
            return
        for name in type(value).model_fields:
            yield from numbers_of(getattr(value, name), f"{place}.{name}" if place else name)
    elif isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[Any, ...]", value)):
            yield from numbers_of(item, f"{place}.{getattr(item, 'id', index)}")
    elif isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield from numbers_of(item, f"{place}.{key}")


def _is_setting(value: Model) -> bool:
    return set(type(value).model_fields) == {"value", "unit", "basis"}


def numbers_in(value: Model) -> tuple[Block, ...]:
    """The table of every number in a thing, by the name it has there."""
    return number_table((Code(place), one) for place, one in numbers_of(value))


def prose(*texts: str | None) -> tuple[Block, ...]:
    """Paragraphs of a thing's own words."""
    return tuple(Paragraph((_(text),)) for text in texts if text)


def original(text: str) -> tuple[Block, ...]:
    return (Paragraph((Original(text),)),) if text else ()
