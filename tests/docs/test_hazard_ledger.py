"""The hazard ledger itself: a hazard nobody holds must break the build, with workers or without."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
TESTS = """
import pytest

@pytest.mark.hazard("held")
@pytest.mark.hazard("shared")
def test_holds(): pass

@pytest.mark.hazard("shared")
@pytest.mark.skip(reason="not here")
def test_is_skipped(): pass

@pytest.mark.hazard("torn")
def test_breaks_afterwards(breaks): pass

@pytest.fixture
def breaks():
    yield
    raise RuntimeError("teardown")
"""
ALL_GOOD = """
import pytest

@pytest.mark.hazard("held")
def test_holds(): pass
"""


def run_suite(folder: Path, tests: str, hazards: list[str], *options: str) -> tuple[int, str]:
    """Exit code and output of a scratch suite under our conftest."""
    (folder / "tests").mkdir()
    (folder / "tests" / "conftest.py").write_text(CONFTEST.read_text())
    (folder / "tests" / "test_scratch.py").write_text(tests)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = hazard(id): held\n")
    files = folder / "src" / "plumbline" / "knowledge" / "hazards"
    files.mkdir(parents=True)
    for hazard in hazards:
        (files / f"{hazard}.yaml").write_text(f"id: {hazard}\n")
    report = f"--hazards-report={folder / 'out' / 'hazards.json'}"
    command = [sys.executable, "-m", "pytest", "tests", "-p", "no:cacheprovider", report, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("workers", [["-n", "0"], ["-n", "2", "--dist", "loadfile"]], ids=str)
def test_ledger_tells_how_each_test_ended(tmp_path: Path, workers: list[str]) -> None:
    hazards = ["held", "shared", "torn", "forgotten"]
    code, said = run_suite(tmp_path, TESTS, hazards, "--hazards-strict", *workers)
    assert code == 1
    assert "forgotten: no passing test" in said
    assert "torn: no passing test" in said
    assert "held: no" not in said
    ledger = json.loads((tmp_path / "out" / "hazards.json").read_text())
    assert ledger["shared"] == [
        {"test": "tests/test_scratch.py::test_holds", "outcome": "passed"},
        {"test": "tests/test_scratch.py::test_is_skipped", "outcome": "skipped"},
    ]
    assert [entry["outcome"] for entry in ledger["torn"]] == ["failed"]
    assert "forgotten" not in ledger


@pytest.mark.parametrize(
    ("hazards", "strict", "code"),
    [
        (["held"], True, 0),
        (["held", "forgotten"], True, 1),
        (["held", "forgotten"], False, 0),
        ([], True, 1),  # the mark names no hazard
    ],
)
def test_only_a_complete_ledger_passes(
    tmp_path: Path, hazards: list[str], strict: bool, code: int
) -> None:
    options = ["--hazards-strict"] if strict else []
    assert run_suite(tmp_path, ALL_GOOD, hazards, *options)[0] == code
