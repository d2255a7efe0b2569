"""The letter for a clinician as a PDF of one page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any, cast

import typst

from plumbline.present.letter import Letter
from plumbline.present.paper.sheet import Paper
from plumbline.present.paper.typesetting import ACCESSIBLE

MISSING = "?"
"""Stands for a letter that no font of this machine has."""
_PROBE = b"""#set document(title: "probe")
#set text(font: "Libertinus Serif")
#json(bytes(sys.inputs.data))"""


def letter_paper(letter: Letter, paper: Paper = "a4") -> bytes:
    """The letter on one page: tagged, with its fonts inside; the same letter gives the same bytes.

    The typesetter's own fonts are tried first, because they are the same everywhere; letters that
    they lack are looked for in the machine's fonts. A name that nobody can set leaves a line; in
    whatever else was typed a question mark stands for each letter that nobody can set.
    """
    told = {**asdict(letter), "on": letter.on.isoformat()}
    for system_fonts in (False, True):
        try:
            return _compile(told, letter.on, paper, system_fonts=system_fonts)
        except typst.TypstError:
            pass
    lacking = _lacking("".join(sorted(_unusual(told))))
    name = "" if lacking & set(letter.name) else letter.name
    marks = str.maketrans(dict.fromkeys(lacking, MISSING))
    return _compile({**_changed(told, marks), "name": name}, letter.on, paper, system_fonts=True)


def _unusual(told: Any) -> set[str]:
    """The letters that a font may lack."""
    words = json.dumps(told, ensure_ascii=False)
    # A control character stands escaped there, so it is looked for by itself.
    controls = {chr(code) for code in range(32) if f"\\u{code:04x}" in words}
    return controls | {letter for letter in words if not " " <= letter <= "~"}


def _lacking(letters: str) -> set[str]:
    """Those that no font has: halved until each is found, as most letters are there."""
    if not letters or _has(letters):
        return set()
    if len(letters) == 1:
        return {letters}
    half = len(letters) // 2
    return _lacking(letters[:half]) | _lacking(letters[half:])


def _has(letters: str) -> bool:
    # Apart, because letters side by side may be joined into one sign.
    words = json.dumps(" ".join(letters), ensure_ascii=False)
    try:
        typst.compile(
            _PROBE,
            font_paths=_fonts(True),
            ignore_system_fonts=False,
            sys_inputs={"data": words},
            pdf_standards=ACCESSIBLE,
        )
    except typst.TypstError:
        return False
    return True


def _changed(told: Any, marks: dict[int, str]) -> Any:
    """The same, with letters of every text in it changed."""
    if isinstance(told, str):
        return told.translate(marks)
    if isinstance(told, Mapping):
        named = cast("Mapping[str, Any]", told)
        return {name: _changed(value, marks) for name, value in named.items()}
    if isinstance(told, list | tuple):
        return [_changed(value, marks) for value in cast("Sequence[Any]", told)]
    return told


def _compile(told: Mapping[str, Any], on: date, paper: Paper, *, system_fonts: bool) -> bytes:
    midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return typst.compile(
        _template(),
        font_paths=_fonts(system_fonts),
        ignore_system_fonts=not system_fonts,
        sys_inputs={"data": json.dumps({"letter": told, "paper": paper}, ensure_ascii=False)},
        pdf_standards=ACCESSIBLE,
        timestamp=midnight,
    )


@cache
def _template() -> bytes:
    return (resources.files("plumbline.present.paper") / "letter.typ").read_bytes()


@cache
def _fonts(system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system_fonts)
