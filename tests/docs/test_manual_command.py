"""The command that prints the documents: what it refuses, and when it fails."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.printing import safety_case
from tests.unit.care.people import knowledge

from .documents import ROOT, text_of


def passing() -> dict[str, list[dict[str, str]]]:
    entry = {"test": "tests/docs/test_manual_command.py::run", "outcome": "passed"}
    return {name: [entry] for name in knowledge().hazards}


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the printer from the folder it is run from, over the sources as they stand."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "docs/print.py", *options]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.hazard("test_weakened")
def test_a_hazard_that_is_not_held_fails_the_print(tmp_path: Path) -> None:
    """No test at all, only one that was skipped, or one that failed beside one that passed."""
    ends = {
        "danger_undercalled": ([], "no passing test"),
        "answer_lost": (["skipped"], "no passing test"),
        "unknown_as_no": (["passed", "failed"], "failed"),
    }
    ledger = passing() | {
        hazard: [{"test": "tests/x.py::test_x", "outcome": outcome} for outcome in outcomes]
        for hazard, (outcomes, _said) in ends.items()
    }
    hazards, out = tmp_path / "hazards.json", tmp_path / "out"
    hazards.write_text(json.dumps(ledger))
    done = run(f"--hazards={hazards}", f"--out={out}", "--only=safety-case")
    assert done.returncode == 1
    for hazard, (_outcomes, said) in ends.items():
        assert re.search(rf"{hazard}: .*{said}", done.stderr)
    assert {file.name for file in out.iterdir()} == {"safety-case.md", "safety-case.html"}
    [not_held] = [
        line for line in text_of(out / "safety-case.md").splitlines() if "Not held" in line
    ]
    assert len(not_held.split("; ")) == len(ends)


@pytest.mark.hazard("test_weakened")
def test_a_mark_that_names_no_hazard_is_a_problem() -> None:
    ledger = {**passing(), "no_such_hazard": passing()["danger_undercalled"]}
    assert safety_case.problems(knowledge(), passing()) == []
    assert safety_case.problems(knowledge(), ledger) == [
        "no_such_hazard: marked on tests, but there is no such hazard"
    ]


def test_without_a_test_run_nothing_is_printed(tmp_path: Path) -> None:
    done = run("--hazards=none.json", f"--out={tmp_path}")
    assert done.returncode == 2
    assert "make test" in done.stderr
    assert list(tmp_path.iterdir()) == []
