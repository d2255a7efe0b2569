"""A sheet as a PDF: typst sets it, from one template that is part of this package.

The words go in as JSON and come out as text: nothing of them is read as the typesetter's code.
"""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from importlib import resources

import typst

from plumbline.present.paper.sheet import Form, Sheet

ACCESSIBLE = "ua-1"
"""PDF/UA-1: tagged, with a language, a title, and words for every picture."""


def typeset(sheet: Sheet, form: Form) -> bytes:
    """The sheet as a tagged PDF.

    The fonts that come with the typesetter are tried first, because they are the same on every
    machine: the same sheet then gives the same bytes. Letters they lack are looked for in the
    machine's own fonts; a name that nobody can set leaves a line to write it on.
    """
    try:
        return _compile(sheet, form, system_fonts=False)
    except typst.TypstError:
        pass
    try:
        return _compile(sheet, form, system_fonts=True)
    except typst.TypstError:
        if not sheet.name:
            raise
    return _compile(replace(sheet, name=""), form, system_fonts=True)


def _compile(sheet: Sheet, form: Form, *, system_fonts: bool) -> bytes:
    midnight = datetime(sheet.on.year, sheet.on.month, sheet.on.day, tzinfo=UTC)
    told = {"sheet": {**asdict(sheet), "on": sheet.on.isoformat()}, "form": asdict(form)}
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
    return (resources.files("plumbline.present.paper") / "plan.typ").read_bytes()


@cache
def _fonts(system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system_fonts)
