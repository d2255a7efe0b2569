"""The letter for a clinician as a PDF of one page."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from importlib import resources

import typst

from plumbline.present.letter import Letter
from plumbline.present.paper.sheet import Paper
from plumbline.present.paper.typesetting import ACCESSIBLE


def letter_paper(letter: Letter, paper: Paper = "a4") -> bytes:
    """The letter on one page: tagged, with its fonts inside; the same letter gives the same bytes.

    The typesetter's own fonts are tried first, because they are the same everywhere; letters that
    they lack are looked for in the machine's fonts. A name that nobody can set leaves a line.
    """
    try:
        return _compile(letter, paper, system_fonts=False)
    except typst.TypstError:
        pass
    try:
        return _compile(letter, paper, system_fonts=True)
    except typst.TypstError:
        if not letter.name:
            raise
    return _compile(replace(letter, name=""), paper, system_fonts=True)


def _compile(letter: Letter, paper: Paper, *, system_fonts: bool) -> bytes:
    midnight = datetime(letter.on.year, letter.on.month, letter.on.day, tzinfo=UTC)
    told = {"letter": {**asdict(letter), "on": letter.on.isoformat()}, "paper": paper}
    return typst.compile(
        _template(),
        font_paths=_fonts(system_fonts),
        ignore_system_fonts=not system_fonts,
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
        pdf_standards=ACCESSIBLE,
        timestamp=midnight,
    )


@cache
def _template() -> bytes:
    return (resources.files("plumbline.present.paper") / "letter.typ").read_bytes()


@cache
def _fonts(system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system_fonts)
