"""The safety case: each hazard, what holds it back, and the tests that say so."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Hazard

from .markdown import bullets, code, heading, join, paragraph, plain, table

Ledger = Mapping[str, list[dict[str, str]]]
"""Hazard -> tests with their outcome, as `make test` writes it."""


@dataclass(frozen=True, slots=True)
class HeldBy:
    """One test function over all its cases."""

    test: str
    says: str
    outcomes: tuple[str, ...]

    @property
    def outcome(self) -> str:
        kinds = sorted(set(self.outcomes), key=["failed", "skipped", "passed"].index)
        counts = ", ".join(f"{self.outcomes.count(kind)} {kind}" for kind in kinds)
        return self.outcomes[0] if len(self.outcomes) == 1 else counts


def problems(knowledge: Knowledge, ledger: Ledger) -> list[str]:
    """Every hazard that is not held, and every entry that names none."""
    found = [f"{name}: marked on tests, but there is no such hazard" for name in ledger]
    found = [text for text in found if text.split(":")[0] not in knowledge.hazards]
    for name in knowledge.hazards:
        outcomes = [entry["outcome"] for entry in ledger.get(name, [])]
        if "failed" in outcomes:
            found.append(f"{name}: a test that holds this hazard failed")
        elif "passed" not in outcomes:
            found.append(f"{name}: no passing test holds this hazard")
    return sorted(found)


def safety_case(knowledge: Knowledge, ledger: Ledger, root: Path) -> str:
    """The whole safety case as one Markdown document; `root` is where the tests' files stand."""
    open_ = problems(knowledge, ledger)
    rows = [
        [f"[{plain(hazard.title)}](#{name})", _summary(ledger.get(name, []))]
        for name, hazard in knowledge.hazards.items()
    ]
    return join(
        heading(1, "Safety case"),
        paragraph(
            f"Printed from knowledge version {code(knowledge.version)} and from one run of the",
            "tests. For each thing that must never happen: the harm, how it could come about, what",
            "holds it back, and which tests hold it with what outcome.",
        ),
        paragraph(
            "A test shows that a control works in the cases it tries. It does not show that",
            "nothing else can go wrong; the chapter on limits says what is not covered.",
        ),
        paragraph(f"**Not held: {plain('; '.join(open_))}**") if open_ else "",
        table(["Hazard", "Tests"], rows),
        *(
            _hazard(hazard, ledger.get(name, []), root)
            for name, hazard in knowledge.hazards.items()
        ),
    )


def _summary(entries: list[dict[str, str]]) -> str:
    outcomes = [entry["outcome"] for entry in entries]
    kinds = [kind for kind in ("passed", "failed", "skipped") if kind in outcomes]
    return ", ".join(f"{outcomes.count(kind)} {kind}" for kind in kinds) or "**none**"


def _hazard(hazard: Hazard, entries: list[dict[str, str]], root: Path) -> str:
    tests = [
        [code(held.test), plain(held.says), plain(held.outcome)] for held in held_by(entries, root)
    ]
    return join(
        heading(2, plain(hazard.id)),
        paragraph(f"**{plain(hazard.title)}.**", plain(hazard.harm)),
        paragraph("It could come about when:"),
        bullets(plain(cause) for cause in hazard.causes),
        paragraph("Held back by", f"{', '.join(map(code, hazard.controls))}."),
        paragraph("What must always be true:", plain(hazard.invariant)) if hazard.invariant else "",
        table(["Test", "What it says", "Outcome"], tests)
        if tests
        else paragraph("**No test holds this hazard.**"),
    )


def held_by(entries: list[dict[str, str]], root: Path) -> list[HeldBy]:
    """The tests of a hazard, cases of one function together."""
    together: dict[str, list[str]] = {}
    for entry in entries:
        together.setdefault(entry["test"].split("[")[0], []).append(entry["outcome"])
    return [HeldBy(test, _says(test, root), tuple(found)) for test, found in together.items()]


def _says(test: str, root: Path) -> str:
    """What a test says of itself: its docstring, else its name in words."""
    file, *_classes, name = test.split("::")
    documented = _docstrings(root / file).get(name, "")
    return " ".join(documented.split()) or name.removeprefix("test_").replace("_", " ")


@cache
def _docstrings(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return {node.name: ast.get_docstring(node) or "" for node in functions}
