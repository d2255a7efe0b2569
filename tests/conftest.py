"""What every test shares: steady generated tests, and the record of which test holds which hazard.

A test marked `@pytest.mark.hazard("some_id")` is evidence that the hazard in
`src/plumbline/knowledge/hazards/` with that `id` is held. `--hazards-report=PATH` writes
`{hazard: [{"test": ..., "outcome": ...}]}`; `--hazards-strict` fails the run when a hazard has
no passing test, or a mark names no hazard. Both see all workers of pytest-xdist.
(With `=`: a path after a space is taken for a test folder before this file is read.)
"""

from __future__ import annotations

import gc
import importlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
import yaml
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
HAZARDS = ROOT / "src" / "plumbline" / "knowledge" / "hazards"

# A busy machine must not fail a test by being slow; in CI the same commit gives the same examples.
settings.register_profile("here", deadline=None)
# CI tries the same examples each time, so there are fewer than what is drawn anew here.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, max_examples=40)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

# Knowledge and rules are many small objects that live as long as the run: to look through all of
# them for rubbish again and again takes a quarter of it.
gc.set_threshold(20_000, 50, 100)

# A run starts the program a hundred times: what is compiled once is kept for the next, as it is
# for a person, also where the surroundings would not have it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session", autouse=True)
def the_same_text_is_parsed_once() -> Iterator[None]:
    """Tests load the whole knowledge a hundred times, most of its files unchanged each time. What
    a text says depends on the text alone, so it is kept by the text (and the path it names)."""
    # By its name: the package has a function that is called like the module.
    load = importlib.import_module("plumbline.knowledge.load")
    with mock.patch.object(load, "parse", cache(load.parse)):
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("hazards")
    group.addoption("--hazards-report", metavar="PATH", help="write which test holds which hazard")
    group.addoption(
        "--hazards-strict", action="store_true", help="fail when a hazard has no passing test"
    )


def pytest_configure(config: pytest.Config) -> None:
    # Workers run the tests, but only the process that started them sees all outcomes.
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(HazardLedger(config), "hazard-ledger")


def pytest_itemcollected(item: pytest.Item) -> None:
    for mark in item.iter_markers("hazard"):
        item.user_properties.append(("hazard", mark.args[0]))


class HazardLedger:
    """Collects, over all workers, how the tests of each hazard ended."""

    def __init__(self, config: pytest.Config) -> None:
        self.report_path: str | None = config.getoption("--hazards-report")
        self.strict: bool = config.getoption("--hazards-strict")
        self.outcomes: dict[str, dict[str, str]] = {}
        self.problems: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A test passes in its call, yet may still fail in its teardown; the last word counts.
        if report.when != "call" and report.outcome == "passed":
            return
        for name, hazard in report.user_properties:
            if name == "hazard":
                self.outcomes.setdefault(str(hazard), {})[report.nodeid] = report.outcome

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.report_path:
            self._write(Path(self.report_path))
        if self.strict:
            self.problems = self._find_problems(_hazard_ids())
            if self.problems and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.problems:
            terminalreporter.section("hazards", red=True)
            for problem in self.problems:
                terminalreporter.write_line(problem)

    def _find_problems(self, hazards: set[str]) -> list[str]:
        held = {hazard for hazard, tests in self.outcomes.items() if "passed" in tests.values()}
        open_ = [f"{hazard}: no passing test holds this hazard" for hazard in hazards - held]
        unknown = [
            f"{hazard}: marked on {', '.join(sorted(self.outcomes[hazard]))}, but no such file"
            for hazard in self.outcomes.keys() - hazards
        ]
        return sorted(open_ + unknown)

    def _write(self, path: Path) -> None:
        ledger = {
            hazard: [{"test": test, "outcome": outcome} for test, outcome in sorted(tests.items())]
            for hazard, tests in sorted(self.outcomes.items())
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(ledger, indent=2) + "\n", encoding="utf-8")


def _hazard_ids() -> set[str]:
    files = sorted(HAZARDS.glob("*.yaml"))
    return {str(yaml.safe_load(file.read_text(encoding="utf-8"))["id"]) for file in files}
