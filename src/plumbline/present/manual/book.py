"""The whole manual: its chapters, where each thing stands, and the index."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding, Model, Source, TickList, Treatment
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording
from plumbline.present.manual.anything import anything
from plumbline.present.manual.blocks import (
    Block,
    Bullets,
    Chapter,
    Code,
    Entry,
    Inline,
    Item,
    Line,
    Original,
    Quiet,
    Ref,
    Subheading,
    anchor,
)
from plumbline.present.manual.evidence import STATUSES, Evidence, status_list, things
from plumbline.present.manual.load import spinal_load
from plumbline.present.manual.outline import WRITERS, Outline, outlines
from plumbline.present.manual.parts import Desk, bullets, line
from plumbline.present.manual.sources import source
from plumbline.present.words import ENGLISH, _, language

STATUS, SOURCES = "status", "sources"
NOT_INDEXED = ("findings", "derived", "lists", "sources", "contacts", "claims")
"""Whole sentences, or names nobody looks up: each of them has a chapter of its own."""
ARTICLES = ("a ", "an ", "the ")
"""What an English index passes over."""
OTHERS = "#"
"""The index' heading for what begins with no letter."""


@dataclass(frozen=True)
class Manual:
    """The manual of one rulebook, in the language in use when it is asked.

    `printed`: for paper and clinicians; it also holds usual doses of prescribed medicines.
    """

    rulebook: Rulebook
    printed: bool = False

    @property
    def knowledge(self) -> Knowledge:
        return self.rulebook.knowledge

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Every chapter by its name, in order."""
        part = _("How sure we are")
        waits = Outline(STATUS, _("What is not yet verified"), part)
        held = tuple((f"sources/{name}", "") for name in sorted(self.knowledge.sources))
        last = (waits, Outline(SOURCES, _("Sources"), part, held))
        told = tuple(outlines(self.knowledge))
        return {one.id: one for one in (*told, *self._others(told), *last)}

    def _others(self, told: Iterable[Outline]) -> Iterator[Outline]:
        """A chapter for each kind that none of the others holds: nothing is ever left out."""
        placed = {path for one in told for path, _section in one.holds}
        for kind, paths in groupby(self._things, key=lambda path: path.partition("/")[0]):
            held = tuple((path, "") for path in paths if path not in placed)
            if held and kind != SOURCES:
                title = kind.replace("_", " ").capitalize()
                yield Outline(kind.replace("_", "-"), _(title), _("More"), held)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Thing -> the chapter it stands in."""
        return {path: one.id for one in self.outlines.values() for path, _section in one.holds}

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence.of(self.knowledge)

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.rulebook, self.printed)

    def find(self, to: str) -> tuple[str, str]:
        """The chapter and the anchor of a thing; of a chapter, no anchor.

        A source that is not there leads to the list of sources: the knowledge check names it.
        Raises KeyError for any other thing that is not there.
        """
        if to in self.outlines:
            return to, ""
        if to not in self.places and to.startswith(f"{SOURCES}/"):
            return SOURCES, ""
        return self.places[to], anchor(to)

    def chapter(self, name: str) -> Chapter:
        """A chapter, written now. Raises KeyError for one that is not there."""
        outline = self.outlines[name]
        return Chapter(name, outline.title, tuple(self._intro(outline)), self._entries(outline))

    def chapters(self) -> Iterator[Chapter]:
        yield from map(self.chapter, self.outlines)

    def _intro(self, outline: Outline) -> Iterator[Block]:
        if outline.id == "spinal-load":
            yield from spinal_load()
        if outline.id == STATUS:
            yield from status_list(self.evidence)
        if outline.about:
            yield from outline.about(self._desk)

    def _entries(self, outline: Outline) -> tuple[Entry, ...]:
        found = self._things
        return tuple(
            Entry(path, _title(found[path]), tuple(self._blocks(path)), section)
            for path, section in outline.holds
        )

    def _blocks(self, path: str) -> Iterator[Block]:
        kind, name = path.split("/")
        if kind == "sources":
            yield from source(self._desk, self.evidence, name)
        elif kind in WRITERS:
            yield from WRITERS[kind](self._desk, name)
        else:
            yield from anything(self._desk, path)

    @cached_property
    def _things(self) -> Mapping[str, Model]:
        return dict(things(self.knowledge))

    def opening(self) -> tuple[Block, ...]:
        """What the manual is, and what the marks in it mean."""
        version = (_("Printed from knowledge version"), " ", Code(self.knowledge.version))
        return (
            line(*version, ". ", _("What stands here is what the rules say and what people are"
                 " shown. It is there to be checked. Nothing in it is a diagnosis, and it does not"
                 " replace an examination.")),
            line(_("Each rule and each number says how far it was checked:")),
            *bullets((Code(mark), ": ", wording.status(mark)) for mark in STATUSES),
            line(_("A rule is given twice: in words, and as the text that is evaluated. A statement"
                   " about something unknown is unknown, never false.")),
        )  # fmt: skip

    def contents(self) -> Mapping[str, tuple[Outline, ...]]:
        """Part of the manual -> its chapters."""
        parts = groupby(self.outlines.values(), key=lambda one: one.part)
        return {part: tuple(held) for part, held in parts}

    def index(self) -> Mapping[str, tuple[Line, ...]]:
        """Letter -> what begins with it, in alphabetical order."""
        found = sorted(self._named(), key=lambda pair: sorted_as(pair[0]))
        letters = groupby(found, key=lambda pair: _letter(sorted_as(pair[0])))
        held = {letter: tuple(shown for _name, shown in pairs) for letter, pairs in letters}
        return dict(sorted(held.items(), key=lambda pair: (pair[0] == OTHERS, pair[0])))

    def _named(self) -> Iterator[tuple[str, Line]]:
        """Every name something can be looked up by, and what stands for it in the index."""
        for path, thing in self._things.items():
            if path.partition("/")[0] in NOT_INDEXED:
                continue
            for name, original in (_of(_title(thing)), *_other_names(thing)):
                link = Ref(name, path, original)
                yield name, (link, " ", Quiet(self.outlines[self.places[path]].title))

    def contents_blocks(self) -> Iterator[Block]:
        """Contents and index as blocks, for print."""
        for part, held in self.contents().items():
            yield Subheading(part)
            yield Bullets(tuple(Item((Ref(one.title, one.id),)) for one in held))

    def index_blocks(self) -> Iterator[Block]:
        for letter, lines in self.index().items():
            yield Subheading(letter)
            yield from bullets(lines)


def _title(thing: Model) -> Inline:
    match thing:
        case Finding():
            return wording.fact(thing)
        case TickList():
            return _(thing.question)
        case Source():
            return Original(thing.id)
        case _:
            for field in ("title", "meaning", "topic", "heard"):
                if words := getattr(thing, field, None):
                    return _(words)
            return Original(str(getattr(thing, "id", "")))


def _of(title: Inline) -> tuple[str, bool]:
    return (title, False) if isinstance(title, str) else (title.text, True)


def _other_names(thing: Model) -> Iterator[tuple[str, bool]]:
    """What else something is called, and whether that is the same in every language."""
    for name in getattr(thing, "names", ()):
        yield _(name), False
    if isinstance(thing, Treatment) and thing.medicine:
        for name in thing.medicine.examples:
            yield name, True
    short = getattr(thing, "abbreviation", "") or getattr(thing, "anatomical", "")
    if short:
        yield short, True


def sorted_as(name: str) -> str:
    """What a name is looked up by: without its article, capitals alike."""
    bare = name.casefold()
    article = next((a for a in ARTICLES if bare.startswith(a)), "") if language() == ENGLISH else ""
    return bare.removeprefix(article)


def _letter(name: str) -> str:
    first = next((c for c in name if c.isalnum()), "")
    return first.upper() if first.isalpha() else OTHERS
