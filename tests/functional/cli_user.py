"""A user at the command line: the real program, in this process or in one of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from plumbline.care.intake import next_page
from plumbline.care.record import Record
from plumbline.cli import main
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value
from tests.unit.care.people import rulebook

SOURCE = Path(__file__).resolve().parents[2] / "src"
TODAY = date(2026, 11, 20)
CALM: dict[str, Value] = {
    "age_years": 34,
    "sex_at_birth": "female",
    "country": "gb",
    "onset_date": date(2026, 11, 6),
    "pain_main_place": "low_back",
    "pain_low_back": True,
    "pain_usual_nrs": 3,
    "pain_now_nrs": 3,
    "minutes_per_day": 30,
    "days_per_week": 5,
    "can_get_to_floor": True,
    "walk_minutes_comfortable": 20,
}


@dataclass(frozen=True)
class Said:
    """What the program answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def plumbline(*words: str, env: dict[str, str] | None = None) -> Said:
    """Run the command in this process, as `main` runs it."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with (
        mock.patch.object(sys, "argv", ["plumbline", *words]),
        mock.patch.dict(os.environ, {"COLUMNS": "100", **(env or {})}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


def process(*words: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Said:
    """Run the command as a program of its own."""
    settings = {**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})}
    command = [sys.executable, "-m", "plumbline", *words]
    done = subprocess.run(command, input=stdin, env=settings, capture_output=True, timeout=60)
    return Said(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode())


@cache
def _whole(name: str) -> dict[str, Value]:
    """Answers to everything the intake asks of somebody calm, with what `name` changes."""
    changed = {"calm": {}, "pregnant": {"pregnant": True}}[name]
    record = Record()
    while page := next_page(rulebook(), record, TODAY):
        for asked in page.findings:
            finding = rulebook().knowledge.findings[asked]
            value = {**CALM, **changed}.get(asked, _harmless(finding))
            record = record.tell(asked, value, TODAY)
    return {key: answer.value for key, answer in record.answers.items()}


def calm_answers(**changed: Value) -> dict[str, Any]:
    """Answers to every question somebody calm is asked, as a file holds them."""
    told = {**_whole("calm"), **changed}
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in told.items()}
    return {"as_of": TODAY.isoformat(), **plain}


def write(path: Path, answers: dict[str, Any]) -> str:
    path.write_text(json.dumps(answers), encoding="utf-8")
    return str(path)


def _harmless(finding: Finding) -> Value:
    match finding.type:
        case "boolean":
            return False
        case "choice":
            return finding.choices[0].id
        case "integer":
            return int(finding.min or 0)
        case "number":
            return finding.min
        case "date":
            return None
