"""A chapter as Markdown, with everything that is not ours to format escaped."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from plumbline.present.manual.blocks import (
    Address,
    Block,
    Bullets,
    Chapter,
    Code,
    Entry,
    Figure,
    Inline,
    Item,
    Line,
    Original,
    Paragraph,
    Quiet,
    Ref,
    Steps,
    Strong,
    Subheading,
    Table,
)

Where = Callable[[str], str]
"""The link to a thing or a chapter; for a figure, to where it can be seen."""
_SPECIAL = re.compile(r"([\\`*_\[\]|])")


def chapter_markdown(chapter: Chapter, where: Where) -> str:
    """The whole chapter; each entry has an anchor of its own."""
    return join(
        heading(1, plain(chapter.title)),
        *(block_markdown(block, where) for block in chapter.intro),
        *_entries(chapter, where),
    )


def opening_markdown(title: str, blocks: Iterable[Block], where: Where) -> str:
    """A page of blocks under one title."""
    return join(heading(1, plain(title)), *(block_markdown(block, where) for block in blocks))


def _entries(chapter: Chapter, where: Where) -> Iterator[str]:
    section = ""
    for entry in chapter.entries:
        if entry.section and entry.section != section:
            yield heading(2, plain(entry.section))
        section = entry.section
        yield entry_markdown(entry, where, 3 if section else 2)


def entry_markdown(entry: Entry, where: Where, level: int) -> str:
    return join(
        f'<a id="{entry.anchor}"></a>\n',
        heading(level, _inline(entry.title, where)),
        *(block_markdown(block, where) for block in entry.blocks),
    )


def block_markdown(block: Block, where: Where) -> str:
    match block:
        case Paragraph(line):
            return paragraph(_line(line, where))
        case Subheading(text):
            return paragraph(f"**{plain(text)}**")
        case Bullets(items):
            return "".join(_item(item, 0, where) for item in items)
        case Steps(lines):
            return numbered(_line(line, where) for line in lines)
        case Table(heads, rows):
            cells = [[_line(cell, where) for cell in row] for row in rows]
            return table([plain(head) for head in heads], cells)
        case Figure(movement, title):
            return paragraph(f"[{plain(title)}]({where(f'figure/{movement}')})")


def _item(item: Item, depth: int, where: Where) -> str:
    below = "".join(_item(part, depth + 1, where) for part in item.items)
    return f"{'  ' * depth}- {_line(item.line, where)}\n{below}"


def _line(line: Line, where: Where) -> str:
    return "".join(_inline(part, where) for part in line)


def _inline(part: Inline, where: Where) -> str:
    match part:
        case str():
            return plain(part)
        case Strong(text):
            return f"**{plain(text)}**"
        case Code(text):
            return code(text)
        case Original(text) | Quiet(text):
            return plain(text)
        case Ref(text, to):
            return f"[{plain(text)}]({where(to)})"
        case Address(text, url):
            return f"[{plain(text)}]({url})"


def plain(text: str) -> str:
    """Text that is to be read as it stands; a space at its ends stays one."""
    inside = _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("<", "&lt;")
    return f"{' ' * text[:1].isspace()}{inside}{' ' * (text[-1:].isspace() and bool(inside))}"


def code(text: str) -> str:
    """A name or a rule, as it stands in a file."""
    # GitHub's tables end a cell at a bar even inside code.
    return "`" + " ".join(text.split()).replace("|", "\\|") + "`"


def heading(level: int, text: str) -> str:
    return f"{'#' * level} {text}\n"


def paragraph(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence) + "\n"


def numbered(items: Iterable[str]) -> str:
    return "".join(f"{place}. {item}\n" for place, item in enumerate(items, 1))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def join(*blocks: str) -> str:
    """Blocks with an empty line between them; empty blocks fall away."""
    return "\n".join(block for block in blocks if block)
