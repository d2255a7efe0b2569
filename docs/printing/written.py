"""The documents that were written by hand, made ready to stand beside the printed ones."""

import re
from collections.abc import Mapping
from pathlib import Path

_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]+\)\n?")


def name_of(file: Path) -> str:
    """The name a document has in the printed set."""
    return file.stem.lower().replace("_", "-")


def title_of(markdown: str) -> str:
    """A document's first heading."""
    return next(line[2:].strip() for line in markdown.splitlines() if line.startswith("# "))


def written(file: Path, names: Mapping[str, str]) -> str:
    """A document with its links leading to the printed set; `names`: file name -> printed name.

    A link to a file that is not printed becomes plain words, and images stay behind.
    """

    def lead(match: re.Match[str]) -> str:
        words, target = match.groups()
        if "://" in target or target.startswith("#"):
            return match[0]
        path, _, anchor = target.partition("#")
        printed = names.get(Path(path).name)
        if printed is None:
            return words
        return f"[{words}]({printed}.md{'#' + anchor if anchor else ''})"

    text = _IMAGE.sub("", file.read_text(encoding="utf-8"))
    return _LINK.sub(lead, text)
