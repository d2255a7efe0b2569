"""The printed documents: nothing is missing, nothing unverified is shown, nothing is loaded."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from docs.printing import safety_case
from docs.printing import value as weights_of
from docs.printing.basis import number
from docs.printing.html import page
from docs.printing.manual import manual
from docs.printing.markdown import plain, table
from docs.printing.rules import rules_of
from docs.printing.specs import chapters
from docs.printing.written import written
from plumbline.knowledge.schema import Basis, Number
from plumbline.present import value_words
from tests.unit.care.people import knowledge, rulebook

from .documents import ROOT, text_of

SPECS = ROOT / "tests" / "spec"


@cache
def whole_manual() -> str:
    return manual(rulebook(), chapters(SPECS))


@cache
def passing() -> dict[str, list[dict[str, str]]]:
    entry = {"test": "tests/docs/test_manual.py::test_nothing_is_missing", "outcome": "passed"}
    return {name: [entry] for name in knowledge().hazards}


def print_all(folder: Path, ledger: object, *options: str) -> subprocess.CompletedProcess[str]:
    hazards = folder / "hazards.json"
    hazards.write_text(json.dumps(ledger))
    command = [sys.executable, "docs/print.py", f"--hazards={hazards}", f"--out={folder / 'out'}"]
    return run([*command, *options])


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the printer from the folder it is run from, over the sources as they stand."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a complete print."""
    folder = tmp_path_factory.mktemp("print")
    done = print_all(folder, passing())
    assert done.returncode == 0, done.stderr
    return folder / "out"


KINDS = ["red_flags", "patterns", "exercises", "sources", "findings", "tests", "chains", "muscles"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_missing(kind: str) -> None:
    missing = [name for name in getattr(knowledge(), kind) if plain(name) not in whole_manual()]
    missing = [name for name in missing if f"`{name}`" not in whole_manual()]
    assert missing == []


def test_a_red_flag_is_printed_whole() -> None:
    """Every sentence a person can be told about a red flag stands in the manual."""
    for flag in knowledge().red_flags.values():
        sentences = [flag.title, flag.plain, flag.unknown_means, flag.clearance, *flag.do]
        sentences += [level.why for level in flag.levels]
        sentences += [step for steps in flag.do_at.values() for step in steps]
        assert [text for text in sentences if plain(text) not in whole_manual()] == []


def test_a_physical_test_is_printed_whole() -> None:
    """Protocol, gate, limits and every norm that was checked stand in the manual."""
    for test in knowledge().tests.values():
        sentences = [test.title, test.plain, test.why, test.limits, test.ends]
        sentences += [*test.prepare, *test.steps]
        sentences += [n.sample for n in test.norms if n.basis.status != "unverified"]
        sentences += [b.say for b in test.bands if b.basis.status != "unverified"]
        assert [text for text in sentences if plain(text) not in whole_manual()] == [], test.id


def test_every_load_and_number_of_the_model_is_printed() -> None:
    model = knowledge().impairments
    for row in model.loads:
        weights = ", ".join(f"{chain} {weight:g}" for chain, weight in row.chains.items())
        assert f"| [{plain(row.test)}](#test-{row.test}) | {plain(weights)} |" in whole_manual()
    numbers = {name: getattr(model, name) for name in type(model).model_fields}
    numbers |= {f"general_share, {name}": share for name, share in model.general_share.items()}
    for name, value in numbers.items():
        if isinstance(value, Number):
            row = f"| {plain(name)} | {number(value)} | {value.basis.status} |"
            assert row in whole_manual()


def test_what_was_measured_of_the_model_is_printed_with_it() -> None:
    measured = "| Model | Coverage |\n| --- | --- |\n| right | 90 % |\n"
    solved = "| Weeks | Solved within |\n| --- | --- |\n| 100 | 0.2 s |\n"
    with_it = manual(rulebook(), chapters(SPECS), measured, solved)
    assert measured in with_it
    assert solved in with_it
    assert whole_manual().count("`make bench` measures it") == 2
    assert "`make bench` measures it" not in with_it


def test_every_weight_of_a_week_is_printed() -> None:
    """Each number of the value file with its status, each shift with its rule and its reason."""
    weights = dict(weights_of.numbers(knowledge()))
    what = knowledge().value
    single = {name for name in type(what).model_fields if isinstance(getattr(what, name), Number)}
    assert single == set(value_words.NUMBERS), "each number has its words on the pages"
    assert len(weights) == len(what.priorities) + len(single)
    for name, given in weights.items():
        assert f"| {plain(name)} | {number(given)} | {given.basis.status} |" in whole_manual()
    for row in (*what.full, *what.budgets):
        given = row.minutes if hasattr(row, "minutes") else row.units
        assert f"| {number(given)} | {given.basis.status} |" in whole_manual()
    notes = [part.basis.note for part in (*what.shifts, *what.stages.values())]
    assert [note for note in notes if plain(note) not in whole_manual()] == []
    shifts = [rule.text for one in what.shifts for rule in rules_of(rulebook(), f"value/{one.id}")]
    assert len(shifts) == len(what.shifts)
    assert [rule for rule in shifts if f"`{rule}`" not in whole_manual()] == []
    assert [cap.when for cap in what.caps if f"`{cap.when}`" not in whole_manual()] == []


def test_every_caution_is_printed() -> None:
    cautions = [c for e in knowledge().exercises.values() for c in e.cautions]
    cautions += [c for t in knowledge().tests.values() for c in t.cautions]
    cautions += [c for t in knowledge().treatments.values() for c in t.contraindications]
    assert [c.id for c in cautions if plain(c.say) not in whole_manual()] == []


def test_every_spec_sentence_is_printed() -> None:
    found = chapters(SPECS)
    assert len(found) > 2
    for chapter in found:
        for statement in chapter.statements:
            assert plain(statement.says) in whole_manual(), f"{chapter.path}: {statement.test}"
            for shown in statement.tables:
                row = " | ".join(plain(cell) for cell in shown.rows[-1])
                assert f"| {row} |" in whole_manual(), f"{chapter.path}: {statement.test}"


def test_spec_tables_are_well_formed() -> None:
    """Each row has as many cells as the table has heads; else the manual would be garbled."""
    for chapter in chapters(SPECS):
        for statement in chapter.statements:
            for shown in statement.tables:
                lengths = {len(row) for row in shown.rows}
                assert lengths == {len(shown.heads)}, f"{chapter.path}: {statement.test}"


@pytest.mark.hazard("number_without_source")
def test_an_unverified_number_is_never_printed() -> None:
    waiting = Number(value=83, unit="%", basis=Basis(status="unverified"))
    assert "83" not in number(waiting)
    read = waiting.model_copy(update={"basis": Basis(status="verified")})
    assert number(read) == "83 %"


@pytest.mark.hazard("number_without_source")
def test_an_unverified_rule_is_never_printed() -> None:
    waiting = [
        rule.label
        for tool in knowledge().instruments.values()
        for rule in tool.rules
        if rule.basis.status == "unverified"
    ]
    assert [label for label in waiting if plain(label) in whole_manual()] == []


@pytest.mark.hazard("sentence_without_source")
def test_every_source_named_in_the_manual_is_listed() -> None:
    named = set(re.findall(r"\]\(#source-(\w+)\)", whole_manual()))
    assert named
    assert named <= set(knowledge().sources)
    assert [name for name in named if f"#### Source {plain(name)}\n" not in whole_manual()] == []


def test_the_set_is_complete(printed: Path) -> None:
    names = {file.stem for file in printed.glob("*.md")}
    assert {"clinical-manual", "safety-case", "examples", "glossary", "limits"} <= names
    assert {"example-plans", "the-programme"} <= names
    assert {file.stem for file in printed.glob("*.html")} == {*names, "index"}


def test_a_page_loads_nothing(printed: Path) -> None:
    loads = re.compile(r"<(script|link|iframe|img|object|embed)\b|\bsrc=|@import|url\(", re.I)
    for file in printed.glob("*.html"):
        assert loads.findall(text_of(file)) == [], file.name


def test_every_anchor_and_page_is_there(printed: Path) -> None:
    pages = {file.name: text_of(file) for file in printed.glob("*.html")}
    names = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in pages.items()}
    for name, text in pages.items():
        for target in re.findall(r'<a href="([^"]+)"', text):
            if "://" in target:
                continue
            path, _, anchor = target.partition("#")
            assert (path or name) in pages, f"{name}: {target}"
            assert not anchor or anchor in names[path or name], f"{name}: {target}"


def test_anchors_are_unique(printed: Path) -> None:
    for file in printed.glob("*.html"):
        ids = re.findall(r'\bid="([^"]+)"', text_of(file))
        assert len(ids) == len(set(ids)), file.name


def test_the_same_knowledge_prints_the_same(printed: Path) -> None:
    assert text_of(printed / "clinical-manual.md") == whole_manual()


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
    done = print_all(tmp_path, ledger, "--without-plans")
    assert done.returncode == 1
    for hazard, (_outcomes, said) in ends.items():
        assert re.search(rf"{hazard}: .*{said}", done.stderr)
    printed = text_of(tmp_path / "out" / "safety-case.md")
    [not_held] = [line for line in printed.splitlines() if "Not held" in line]
    assert len(not_held.split("; ")) == len(ends)


@pytest.mark.hazard("test_weakened")
def test_a_mark_that_names_no_hazard_is_a_problem() -> None:
    ledger = {**passing(), "no_such_hazard": passing()["danger_undercalled"]}
    assert safety_case.problems(knowledge(), ledger) == [
        "no_such_hazard: marked on tests, but there is no such hazard"
    ]


def test_without_a_test_run_nothing_is_printed(tmp_path: Path) -> None:
    command = [sys.executable, "docs/print.py", "--hazards", "none.json", "--out", str(tmp_path)]
    done = run(command)
    assert done.returncode == 2
    assert "make test" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_safety_case_says_what_each_test_says() -> None:
    test = "tests/docs/test_manual.py::test_a_red_flag_is_printed_whole"
    entries = [{"test": f"{test}[{n}]", "outcome": "passed"} for n in range(3)]
    (held,) = safety_case.held_by(entries, ROOT)
    assert held.says.startswith("Every sentence a person can be told")
    assert held.outcome == "3 passed"


def test_text_is_shown_as_it_stands() -> None:
    text = "a_b *c* <script>x</script> [d](e) f|g `h`"
    shown = page("x", f"# T\n\n{table(['head'], [[plain(text)]])}", {"x": "T"})
    assert "a_b *c* &lt;script&gt;x&lt;/script&gt; [d](e) f|g `h`" in shown


def test_links_to_what_is_not_printed_become_words(tmp_path: Path) -> None:
    file = tmp_path / "A.md"
    file.write_text("# A\n\n![p](p.png)\n[b](../B.md#c) [code](x.py) [out](https://example.org)\n")
    shown = written(file, {"B.md": "b"})
    assert shown == "# A\n\n[b](b.md#c) code [out](https://example.org)\n"
