"""What a chapter is made of: blocks of text, lists, tables and figures, free of any markup.

Markdown and HTML are both made from these. Text is in the language in use when it was written
down; what is the same in every language (names, rules, references) has a kind of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Strong:
    text: str
    kind: ClassVar[str] = "strong"


@dataclass(frozen=True, slots=True)
class Code:
    """A name or a rule as it stands in a file."""

    text: str
    kind: ClassVar[str] = "code"


@dataclass(frozen=True, slots=True)
class Original:
    """Words that are not translated: a reference, a licence, a note among ourselves."""

    text: str
    kind: ClassVar[str] = "original"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Words beside the others, set smaller."""

    text: str
    kind: ClassVar[str] = "quiet"


@dataclass(frozen=True, slots=True)
class Ref:
    """A link inside the manual, to a thing (`red_flags/cauda_equina`) or a chapter."""

    text: str
    to: str
    original: bool = False
    kind: ClassVar[str] = "ref"


@dataclass(frozen=True, slots=True)
class Address:
    """A link out of the manual."""

    text: str
    url: str
    kind: ClassVar[str] = "address"


Inline = str | Strong | Code | Original | Quiet | Ref | Address
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with the lines that belong under it."""

    line: Line
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line
    look: str = ""
    """`rests`: what a statement rests on, set smaller."""
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str
    kind: ClassVar[str] = "subheading"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Item, ...]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list."""

    lines: tuple[Line, ...]
    kind: ClassVar[str] = "steps"


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Figure:
    """The drawing of a movement."""

    movement: str
    title: str
    kind: ClassVar[str] = "figure"


Block = Paragraph | Subheading | Bullets | Steps | Table | Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """What is printed of one thing; `path` is its name (`red_flags/cauda_equina`)."""

    path: str
    title: Inline
    blocks: tuple[Block, ...]
    section: str = ""
    """The heading it stands under together with its neighbours."""

    @property
    def anchor(self) -> str:
        return anchor(self.path)


@dataclass(frozen=True, slots=True)
class Chapter:
    id: str
    title: str
    intro: tuple[Block, ...]
    entries: tuple[Entry, ...]

    @property
    def sections(self) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """The entries under their headings; entries without one stand under an empty heading."""
        runs = groupby(self.entries, key=lambda entry: entry.section)
        return tuple((section, tuple(held)) for section, held in runs)


def anchor(path: str) -> str:
    """Where a thing stands on its page."""
    return path.replace("/", "-").replace("_", "-")


def words_of(part: "Block | Item | Inline | Entry | Chapter") -> str:
    """All that can be read in a part, without any markup."""
    return "\n".join(_words(part))


def _words(part: "Block | Item | Inline | Entry | Chapter") -> Iterator[str]:
    match part:
        case str():
            yield part
        case Paragraph(line) | Item(line, ()):
            yield told(line)
        case Item(line, items):
            yield told(line)
            for item in items:
                yield from _words(item)
        case Bullets(items):
            for item in items:
                yield from _words(item)
        case Steps(lines):
            yield from map(told, lines)
        case Table(heads, rows):
            yield " | ".join(heads)
            yield from (" | ".join(map(told, row)) for row in rows)
        case Figure():
            yield part.title
        case Entry() | Chapter():
            blocks = part.blocks if isinstance(part, Entry) else (*part.intro, *part.entries)
            yield part.title if isinstance(part.title, str) else part.title.text
            for block in blocks:
                yield from _words(block)
        case _:
            yield part.text


def told(line: Line) -> str:
    """A line as plain text."""
    return "".join(part if isinstance(part, str) else part.text for part in line)
