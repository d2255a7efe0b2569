"""The clinical manual in print: the chapters of the app, and what needs the repository beside
them: the spec tests, and what the benchmarks measured."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from plumbline.knowledge import Knowledge
from plumbline.logic.rulebook import Rulebook
from plumbline.present.manual import Block, Chapter, Entry, Manual
from plumbline.present.manual.blocks import Paragraph, Subheading, Table
from plumbline.present.manual.markdown import chapter_markdown, opening_markdown
from plumbline.present.pictures import Pictures
from plumbline.present.words import _
from plumbline.web import manual_routes

from . import specs

MANUAL = "clinical-manual"
FLAGS, TOGETHER, DECISIONS = "red-flags", "together", "decisions"
NOT_MEASURED = "Not measured in this print: `make bench` measures it."
MEASURED = {"model": "How far it is right", "value": "How well it is solved"}
"""The chapters that say what was measured of them, with the heading it stands under."""
WAYS = {"md": ".md", "html": ".html"}


@dataclass(frozen=True)
class Print:
    """The manual with its spec tests and measurements; `measured`: chapter -> Markdown."""

    manual: Manual
    specs: tuple[specs.Chapter, ...]
    measured: dict[str, str]
    pictures: Pictures

    @classmethod
    def of(
        cls, rulebook: Rulebook, found: tuple[specs.Chapter, ...], model: str = "", solver: str = ""
    ) -> "Print":
        measured = {"model": model, "value": solver}
        return cls(Manual(rulebook, printed=True), found, measured, Pictures(rulebook.knowledge))

    @property
    def knowledge(self) -> Knowledge:
        return self.manual.knowledge

    def chapters(self) -> Iterator[Chapter]:
        """Every chapter of the app's manual and those of the spec tests, as they are printed."""
        for name in self.manual.outlines:
            yield self.chapter(name)
            if name == FLAGS:
                yield _together(self._about_flags, self.knowledge)
        yield _decisions([one for one in self.specs if one not in self._about_flags])

    def chapter(self, name: str) -> Chapter:
        """A chapter of the app's manual with what is printed beside it. Raises KeyError."""
        held = self.manual.chapter(name)
        if name == FLAGS:
            return replace(held, entries=tuple(_with_specs(held, self._about_flags)))
        if name in MEASURED:
            return replace(held, intro=(*self._measured(name), *held.intro))
        return held

    @cached_property
    def _about_flags(self) -> list[specs.Chapter]:
        return [one for one in self.specs if _is_about_flags(one, self.knowledge)]

    def _measured(self, name: str) -> Iterator[Block]:
        yield Subheading(MEASURED[name])
        yield from from_markdown(self.measured[name] or NOT_MEASURED)

    def titles(self) -> dict[str, str]:
        """Document -> title, the contents first; the spec tests' chapters at the end."""
        own = {document(one.id): one.title for one in self.manual.outlines.values()}
        more = {document(TOGETHER): _("The red flags together")}
        more[document(DECISIONS)] = _("Decisions in tables")
        return {MANUAL: "Clinical manual", **own, **more}

    def contents(self) -> Iterator[Block]:
        yield from self.manual.opening()
        yield from self.manual.contents_blocks()
        yield from self.manual.index_blocks()

    def markdown(self, chapters: Iterable[Chapter]) -> Iterator[tuple[str, str]]:
        """Document -> Markdown of the contents and each chapter."""
        where = self.where(".md")
        yield MANUAL, opening_markdown("Clinical manual", self.contents(), where)
        for chapter in chapters:
            yield document(chapter.id), chapter_markdown(chapter, where)

    def html(self, chapters: Iterable[Chapter]) -> Iterator[tuple[str, str]]:
        """Document -> HTML without its frame."""
        yield MANUAL, f"<h1>Clinical manual</h1>{manual_routes.opening(self.manual, at('.html'))}"
        for chapter in chapters:
            body = manual_routes.body(self.manual, chapter, at(".html"), self.pictures)
            yield document(chapter.id), f"<h1>{escape(chapter.title)}</h1>{body}"

    def where(self, ending: str) -> Callable[[str], str]:
        """Thing -> link. A figure is drawn on the page of the thing that shows it."""

        def to(what: str) -> str:
            if what.startswith("figure/"):
                return at(".html")(*self.manual.find(self._shows(what.partition("/")[2])))
            return at(ending)(*self.manual.find(what))

        return to

    def _shows(self, movement: str) -> str:
        if movement in self.knowledge.exercises:
            return f"exercises/{movement}"
        return next(
            f"tests/{t.id}" for t in self.knowledge.tests.values() if t.movement == movement
        )


def document(chapter: str) -> str:
    """The name of a chapter among the documents."""
    return f"manual-{chapter}"


def at(ending: str) -> Callable[[str, str], str]:
    return lambda chapter, anchor: f"{document(chapter)}{ending}{f'#{anchor}' if anchor else ''}"


def from_markdown(text: str) -> Iterator[Block]:
    """What a benchmark wrote, its paragraphs and tables, as blocks."""
    for part in text.strip().split("\n\n"):
        lines = part.splitlines()
        if lines and lines[0].startswith("|"):
            heads, _rule, *rows = [
                tuple(cell.strip() for cell in row.strip("| ").split("|")) for row in lines
            ]
            yield Table(heads, tuple(tuple((cell,) for cell in row) for row in rows))
        else:
            yield Paragraph((" ".join(part.split()),))


def _with_specs(chapter: Chapter, about: list[specs.Chapter]) -> Iterator[Entry]:
    """Each red flag with the statements about it."""
    for entry in chapter.entries:
        flag = entry.path.partition("/")[2]
        held = [s for one in about for s in one.about(flag)]
        more = [block for statement in held for block in specs.blocks(statement, flag)]
        yield replace(entry, blocks=(*entry.blocks, *more))


def _is_about_flags(chapter: specs.Chapter, knowledge: Knowledge) -> bool:
    flags = set(knowledge.red_flags)
    return chapter.path.startswith("triage/") or any(
        table.about in flags for statement in chapter.statements for table in statement.tables
    )


def _together(about: list[specs.Chapter], knowledge: Knowledge) -> Chapter:
    """The statements that are not about a single flag."""
    flags = set(knowledge.red_flags)
    general = [
        block
        for one in about
        for statement in one.statements
        if not any(table.about in flags for table in statement.tables)
        for block in specs.blocks(statement)
    ]
    return Chapter(TOGETHER, _("The red flags together"), tuple(general), ())


def _decisions(others: list[specs.Chapter]) -> Chapter:
    entries = tuple(
        Entry(f"specs/{one.path.removesuffix('.py')}", one.title, tuple(specs.told(one)))
        for one in others
    )
    return Chapter(DECISIONS, _("Decisions in tables"), (), entries)
