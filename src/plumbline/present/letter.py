"""The letter for a clinician: one page that a person hands over, or does not.

Written in the person's own voice, from what it is given; nothing is sent anywhere. What was never
told is left out, and what was not sure is said to be so. How safe somebody feels is not in it: that
is theirs to tell.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from plumbline.errors import NotReady
from plumbline.present import letter_told as told
from plumbline.present import wording
from plumbline.present.letter_case import Case, Followed, Part, Row, Table, Tried
from plumbline.present.letter_scores import table
from plumbline.present.words import _, language, ngettext

__all__ = [
    "Case",
    "Followed",
    "Letter",
    "Part",
    "Row",
    "Table",
    "Tried",
    "as_text",
    "letter",
]
WIDTH: Final = 80
"""Columns of the letter as plain text."""
MOST_NAME: Final = 60
_SCORE_COLUMNS: Final = 30
"""Columns of a score's name in plain text; what is left is shared by the dates."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter in words, in the order it is read."""

    language: str
    on: date
    title: str
    dated: str
    name: str
    """Empty leaves a line to write on."""
    name_label: str
    who: str
    opening: str
    question: Part
    before: tuple[Part, ...]
    """Story, safety questions, signs."""
    scores: Table | None
    after: tuple[Part, ...]
    """Home tests, what was tried, what is wanted."""
    made: str
    product: str


def letter(case: Case) -> Letter:
    """The letter of a step up. Raises NotReady where the step asks nobody else."""
    if not case.step.steps_up:
        raise NotReady(_("this step asks nobody else, so there is no letter"))
    return Letter(
        language=language(),
        on=case.on,
        title=_("A letter about my back"),
        dated=wording.day(case.on),
        name=told.shortened(case.name, MOST_NAME),
        name_label=_("From"),
        who=told.who(case),
        opening=_opening(case),
        question=Part(_("What I would like to ask"), (_(case.step.question),)),
        before=_filled(told.story(case), told.safety(case), told.signs(case)),
        scores=table(case),
        after=_filled(told.home_tests(case), told.tried(case), told.wants(case)),
        made=_made(case.rulebook.knowledge.version),
        product=_("Plumbline"),
    )


def as_text(whole: Letter) -> str:
    """The letter as plain text, no line longer than 80 columns."""
    name = f"{whole.name_label}: {whole.name}" if whole.name else ""
    top = (whole.title, whole.dated, ", ".join(part for part in (name, whole.who) if part))
    blocks = ["\n".join(_wrapped(line) for line in top if line), _wrapped(whole.opening)]
    blocks += [_block(part) for part in (whole.question, *whole.before)]
    if whole.scores:
        blocks.append("\n".join(_table(whole.scores)))
    blocks += [_block(part) for part in whole.after]
    return "\n\n".join([*blocks, _wrapped(whole.made)]) + "\n"


def _filled(*parts: Part) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.lines)


def _opening(case: Case) -> str:
    hello = _(
        "I have back pain, and I use Plumbline, a self-help program that asks safety questions and "
        "plans exercise."
    )
    if case.tried is None or case.tried.weeks < 1:
        return f"{hello} {_('It suggests that I show you this.')}"
    weeks = ngettext(
        "After %(n)s week with a plan it suggests that I show you this.",
        "After %(n)s weeks with a plan it suggests that I show you this.",
        case.tried.weeks,
    )
    return f"{hello} {weeks % {'n': case.tried.weeks}}"


def _made(version: str) -> str:
    limits = _(
        "Written by Plumbline (knowledge %(version)s) from the person's own answers. Nobody has "
        "examined them for it, and it is no diagnosis. It was not sent to anybody."
    )
    return limits % {"version": version[:12]}


def _block(part: Part) -> str:
    lines = [
        textwrap.fill(line, WIDTH, initial_indent="- ", subsequent_indent="  ")
        for line in part.lines
    ]
    return "\n".join([part.title.upper(), *lines])


def _wrapped(line: str) -> str:
    return textwrap.fill(line, WIDTH)


def _table(scores: Table) -> Iterator[str]:
    wide = (WIDTH - _SCORE_COLUMNS) // max(1, len(scores.dates))
    yield scores.title.upper()
    yield " " * _SCORE_COLUMNS + "".join(f"{day[: wide - 1]:>{wide}}" for day in scores.dates)
    for row in scores.rows:
        values = "".join(f"{value:>{wide}}" for value in row.values)
        first, *rest = textwrap.wrap(f"{row.name}: {row.scale}", _SCORE_COLUMNS)
        yield f"{first:<{_SCORE_COLUMNS}}{values}"
        yield from (f"  {line}" for line in rest)
