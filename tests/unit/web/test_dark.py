"""In the dark only colours change: whatever fits a screen in the light fits it in the dark.

So pages are measured in the browser in one of them, and read (contrast) in both.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plumbline import web

STYLES = sorted((Path(web.__file__).parent / "static" / "css").glob("*.css"))
DARK = re.compile(r"@media \(prefers-color-scheme: dark\)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
DECLARATION = re.compile(r"([-\w]+)\s*:\s*([^;{}]+);")
COLOUR = re.compile(r"#[0-9a-f]{3,8}|none", re.IGNORECASE)


def declared(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in DECLARATION.findall(text)}


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_in_the_dark_only_colours_change(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    blocks = DARK.findall(text)
    assert len(blocks) == text.count("prefers-color-scheme")
    light = declared(DARK.sub("", text))
    for block in blocks:
        dark = declared(block)
        assert dark
        for name, value in dark.items():
            assert name.startswith("--"), name
            assert COLOUR.fullmatch(value), (name, value)
            assert name in light, f"{name} has no value in the light"


def test_there_is_a_dark_to_look_at() -> None:
    assert any(DARK.search(file.read_text(encoding="utf-8")) for file in STYLES)
