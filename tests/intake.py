"""The knowledge as it ships, and a check answered to its end: both worked out once for all tests.

Asking page by page takes about a second. What would be asked, and so what somebody answers, is
the same for everybody who is told alike; it is found in memory and then stored in one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from plumbline.care.record import Record
from plumbline.care.standing import standing
from plumbline.journal.casebook import Casebook
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value
from tests.unit.care.people import rulebook

Otherwise = Callable[[Finding], Value]
"""What is answered to a question that nothing was told about."""


def answer_all(
    book: Casebook, today: date, said: Mapping[str, Value], otherwise: Otherwise
) -> None:
    """Answer every question that is asked: as said, else as `otherwise` gives it.

    Afterwards nothing is open, whatever the case held before.
    """
    findings = rulebook().knowledge.findings
    if book.record().answers.keys() <= said.keys():
        book.answer(_answers(tuple(sorted(said.items())), today, otherwise), today)
    while page := book.standing(today).next_page:
        asked = {name: findings[name] for name in page.findings}
        values = {n: said.get(n, otherwise(finding)) for n, finding in asked.items()}
        book.answer(values, today)


@cache
def _answers(
    said: tuple[tuple[str, Value], ...], today: date, otherwise: Otherwise
) -> Mapping[str, Value]:
    """What somebody answers to all that they are asked, from the first question to the last."""
    findings, given = rulebook().knowledge.findings, dict(said)
    answers: dict[str, Value] = {}
    record, order = Record(), 0
    while page := standing(rulebook(), record, today).next_page:
        order += 1
        values = {n: given.get(n, otherwise(findings[n])) for n in page.findings}
        record = record.tell_all(values, today, order=order)
        answers |= values
    return answers
