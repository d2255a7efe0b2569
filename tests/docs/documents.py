"""What the tests of the documents share: the files, and the commands and links in them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ("README.md", "GLOSSARY.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")
HANDBOOK = tuple(sorted((ROOT / "docs" / "handbook").glob("*.md")))
WRITTEN = (*(ROOT / name for name in BESIDE), *HANDBOOK)

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [body for kind, body in _FENCE.findall(text) if kind == language]


def prose(text: str) -> str:
    """The text without its fenced blocks and code spans."""
    return re.sub(r"`[^`]*`", "", _FENCE.sub("", text))


def commands(text: str) -> list[str]:
    """Every `plumbline ...` command line of the shell blocks."""
    lines = [line.strip() for block in blocks(text, "sh") for line in block.splitlines()]
    return [line for line in lines if re.match(r"plumbline\b", line)]
