"""The manual as the tests of the documents read it: written once, and by thing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from docs.printing.manual import Print
from docs.printing.specs import chapters
from plumbline.knowledge.schema import Basis, Model
from plumbline.present.extract import prose
from plumbline.present.manual import Chapter, words_of
from plumbline.present.manual.parts import numbers_of
from tests.unit.care.people import rulebook

from .documents import ROOT

SPECS = ROOT / "tests" / "spec"
Place = tuple[str | int, ...]


@cache
def printed() -> Print:
    return Print.of(rulebook(), chapters(SPECS))


@cache
def written() -> tuple[Chapter, ...]:
    return tuple(printed().chapters())


@cache
def entries() -> dict[str, str]:
    """Thing -> all that can be read of it."""
    return {e.path: even(words_of(e)) for chapter in written() for e in chapter.entries}


@cache
def whole() -> str:
    return even("\n".join(words_of(chapter) for chapter in written()))


def even(text: str) -> str:
    """The same words with single spaces."""
    return " ".join(text.split())


def shown_prose(thing: Model) -> Iterator[str]:
    """What people may read of a thing: all but what waits to be checked, or is not shown."""
    hidden = tuple(_hidden(thing, ()))
    for place, text in prose(thing):
        if not any(place[: len(start)] == start for start in hidden):
            yield even(text)


def hidden_numbers(thing: Model) -> Iterator[str]:
    """The places of numbers that were read and are not shown."""
    starts = [".".join(map(str, place)) for place in _hidden(thing, ())]
    for place, _number in numbers_of(thing):
        if any(place.startswith(f"{start}.") for start in starts):
            yield place


def _hidden(value: object, place: Place) -> Iterator[Place]:
    if isinstance(value, Model) and not isinstance(value, Basis):
        basis = getattr(value, "basis", None)
        number = getattr(value, "number", None)
        waits = [b for b in (basis, getattr(number, "basis", None)) if b is not None]
        waits += [
            getattr(value, name).basis for name in ("with_it", "without") if hasattr(value, name)
        ]
        if getattr(value, "not_shown", "") or any(b.status == "unverified" for b in waits):
            yield place
            return
        for name in type(value).model_fields:
            yield from _hidden(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _hidden(item, (*place, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _hidden(item, (*place, key))
