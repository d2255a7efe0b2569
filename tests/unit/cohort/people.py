"""Rows of people, and what the evaluator for one person says of each of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from plumbline.care.instruments import scores
from plumbline.care.pathway import review_step
from plumbline.care.patterns import patterns
from plumbline.care.prognosis import prognosis
from plumbline.care.record import Answer, Record, facts
from plumbline.care.standing import Standing
from plumbline.care.triage import weigh
from plumbline.cohort.facts import needed_findings
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Kind, Value
from tests.unit.care.people import knowledge, random_answer, rulebook, simulated_person

DTYPES = {
    Kind.BOOLEAN: pl.Boolean,
    Kind.INTEGER: pl.Int64,
    Kind.NUMBER: pl.Float64,
    Kind.CHOICE: pl.String,
    Kind.DATE: pl.Date,
}
Row = dict[str, Value]


def used_findings() -> list[Finding]:
    """Findings that a table's decisions rest on."""
    used = needed_findings(rulebook())
    return [finding for finding in knowledge().findings.values() if finding.id in used]


def random_row(rng: random.Random) -> Row:
    """Somebody with a few things wrong, or much, of whom a little or nearly all is known."""
    truth = simulated_person(rng)
    wild = rng.random() < 0.3
    calm = rng.random() < 0.5
    blank = rng.choice([0.0, 0.0, 0.03, 0.2, 0.5, 0.9])
    row: Row = {}
    for finding in used_findings():
        value = truth[finding.id]
        if wild and rng.random() < 0.2:
            value = random_answer(rng, finding, 0.4)
        if calm and value is True and finding.danger == "yes" and rng.random() < 0.7:
            value = False
        row[finding.id] = None if rng.random() < blank else value
    return row


def frame_of(rows: Sequence[Row], names: Iterable[str] | None = None) -> pl.DataFrame:
    """The rows as a table with columns of the usual types."""
    columns = rulebook().columns
    return pl.DataFrame(
        {
            name: pl.Series(name, [row[name] for row in rows], dtype=DTYPES[columns[name].kind])
            for name in (names or rows[0])
        }
    )


def person_says(
    row: Row, as_of: date, told_on: date | None = None, *, dont_know: bool = False
) -> dict[str, Any]:
    """What `care` decides for one row, by the names of a table's decisions. An empty cell was not
    asked, or (`dont_know`) stays unknown although it was."""
    told = told_on or as_of
    every = {finding.id: None for finding in used_findings()} | row if dont_know else row
    answers = {
        name: Answer(value, told, times=2)
        for name, value in every.items()
        if value is not None or dont_know
    }
    record = Record(answers)
    known = facts(rulebook(), record, as_of)
    verdict = weigh(rulebook(), record, known)
    fits = patterns(rulebook(), known)
    course = prognosis(rulebook(), known)
    today = Standing(known, verdict, None, fits, course, (), scores(rulebook(), known), ())
    step = review_step(rulebook(), today, known)
    flags = verdict.open_flags
    return {
        "urgency": verdict.urgency,
        "complete": verdict.complete,
        "see_within_hours": verdict.see_within_hours,
        "exercise_allowed": verdict.exercise_allowed,
        "crisis": verdict.crisis,
        "worst_flag": flags[0].id if flags else None,
        "course": course.course if course else None,
        "step_level": step.level,
        "step": step.rule.removeprefix("next_steps/") if "red_flags/" not in step.rule else None,
        **{f"flag_{flag.id}": flag.state for flag in verdict.flags},
        **{f"pattern_{fit.id}": fit.band for fit in fits},
        **{f"answered_{score.instrument}": score.answered for score in today.scores},
        **{f"score_{score.instrument}": score.total for score in today.scores},
        **{f"group_{score.instrument}": score.rule for score in today.scores},
    }


def differences(table: pl.DataFrame, says: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where a table's decisions are not those of the single person."""
    found: list[str] = []
    for number, (row, person) in enumerate(zip(table.iter_rows(named=True), says, strict=True)):
        for name, expected in person.items():
            if name not in row:
                if expected is not None and expected != 0:
                    found.append(f"row {number}: no {name}, person {expected!r}")
                continue
            same = row[name] == expected
            if isinstance(expected, float) and row[name] is not None:
                same = abs(row[name] - expected) < 1e-9
            if not same:
                found.append(f"row {number}, {name}: table {row[name]!r}, person {expected!r}")
    return found


def days_before(rng: random.Random, day: date) -> date:
    """A day on which answers may have been given: that day, or up to three years before."""
    return day - timedelta(days=rng.choice([0, 0, 1, 2, 7, 13, 14, 15, 42, 43, 100, 400, 1000]))


def without(row: Row, names: Iterable[str]) -> Row:
    """The row without some cells."""
    gone = set(names)
    return {name: value for name, value in row.items() if name not in gone}


__all__ = [
    "Row",
    "days_before",
    "differences",
    "frame_of",
    "person_says",
    "random_row",
    "used_findings",
    "without",
]
