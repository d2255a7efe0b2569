"""Any thing at all, written as its file has it: for kinds that have no writer of their own."""

from collections.abc import Iterator
from typing import Any, cast

from plumbline.knowledge.model import SINGLE, THING_KINDS
from plumbline.knowledge.schema import Basis, Model, Number
from plumbline.present.extract import prose as prose_of
from plumbline.present.manual.blocks import Block, Code, Line, Subheading
from plumbline.present.manual.parts import Desk, bullets, line, number, rests
from plumbline.present.words import _

Place = tuple[str | int, ...]
LEFT_OUT = ("id", "title", "when")
"""The heading says the first two; rules stand in words below."""


def anything(desk: Desk, path: str) -> Iterator[Block]:
    """Its words, its numbers and what they rest on, in the order of the file; then its rules."""
    kind, name = path.split("/")
    held = getattr(desk.knowledge, kind)
    thing: Model = held if kind in SINGLE else held[name]
    texts = {place: text for place, text in prose_of(thing) if place[-1] != "note"}
    texts.pop(("title",), None)
    yield from _model(desk, thing, (), texts)
    for rule in desk.under(path):
        yield from desk.whole_rule(rule, say=False)


def _model(desk: Desk, model: Model, place: Place, texts: dict[Place, str]) -> Iterator[Block]:
    facts: list[Line] = []
    for name in type(model).model_fields:
        value, here = getattr(model, name), (*place, name)
        if here in texts:
            text = _(texts[here])
            yield Subheading(text) if name == "title" else line(text)
        elif isinstance(value, Number):
            yield line(Code(name), ": ", number(value))
            yield from rests(value.basis)
        elif isinstance(value, Basis):
            yield from rests(value)
        elif isinstance(value, Model | tuple | dict):
            yield from _inside(desk, value, here, texts)
        elif value not in (None, "", False) and name not in LEFT_OUT:
            facts.append((Code(f"{name}: {value}"),))
    yield from bullets(facts)


def _inside(desk: Desk, value: Any, place: Place, texts: dict[Place, str]) -> Iterator[Block]:
    if isinstance(value, Model):
        yield from _model(desk, value, place, texts)
        return
    pairs: list[tuple[str | int, Any]] = (
        list(cast("dict[str, Any]", value).items())
        if isinstance(value, dict)
        else list(enumerate(cast("tuple[Any, ...]", value)))
    )
    scalars: list[str] = []
    for key, item in pairs:
        here = (*place, key)
        if here in texts:
            yield line(_(texts[here]))
        elif isinstance(item, Model | tuple | dict):
            yield from _inside(desk, item, here, texts)
        else:
            scalars.append(str(item))
    if scalars and place[-1] in THING_KINDS:
        yield line(Code(str(place[-1])), ": ", *desk.named(str(place[-1]), scalars))
    elif scalars:
        yield line(Code(f"{place[-1]}: {', '.join(scalars)}"))
