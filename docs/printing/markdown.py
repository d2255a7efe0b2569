"""Small pieces of Markdown, with everything that is not ours to format escaped."""

import re
from collections.abc import Iterable, Sequence

Line = tuple[int, str]
"""Depth and text of one line of a nested list."""


def plain(text: str) -> str:
    """Text that is to be read as it stands."""
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", " ".join(text.split())).replace("<", "&lt;")


def code(text: str) -> str:
    """A name or a rule, as it stands in a file."""
    # GitHub's tables end a cell at a bar even inside code.
    return "`" + " ".join(text.split()).replace("|", "\\|") + "`"


def heading(level: int, text: str) -> str:
    return f"{'#' * level} {text}\n"


def paragraph(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence) + "\n"


def bullets(items: Iterable[str]) -> str:
    return nested((0, item) for item in items)


def numbered(items: Iterable[str]) -> str:
    return "".join(f"{place}. {item}\n" for place, item in enumerate(items, 1))


def nested(lines: Iterable[Line]) -> str:
    """A list whose lines know their depth."""
    return "".join(f"{'  ' * depth}- {text}\n" for depth, text in lines)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def join(*blocks: str) -> str:
    """Blocks with an empty line between them; empty blocks fall away."""
    return "\n".join(block for block in blocks if block)
