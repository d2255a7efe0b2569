"""The clinical manual: nothing is missing, nothing unverified is shown, every link leads somewhere,
and the list of what waits is that of the files."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docs.printing import safety_case
from docs.printing.documents import PLANS, by_name, write
from docs.printing.html import page
from docs.printing.manual import Print
from docs.printing.markdown import plain, table
from docs.printing.plans import plans
from docs.printing.written import written
from plumbline.knowledge.model import SINGLE, THING_KINDS
from plumbline.knowledge.schema import Number
from plumbline.logic.parsing import parse
from plumbline.logic.rulebook import rule_texts
from plumbline.logic.sql import to_text
from plumbline.present import value_words, wording
from plumbline.present.manual import words_of
from plumbline.present.manual.blocks import Figure, anchor
from plumbline.present.manual.evidence import things
from plumbline.present.manual.parts import number, numbers_of
from tests.unit.care.people import knowledge, rulebook

from . import manual_of
from .documents import ROOT, text_of
from .manual_of import entries, even, printed, shown_prose, whole

KINDS = (*THING_KINDS, *SINGLE)
ONE_PERSON = ("acute_simple",)
"""All example plans are printed by their own tests: solving them takes long."""


@cache
def passing() -> dict[str, list[dict[str, str]]]:
    entry = {"test": "tests/docs/test_manual.py::test_a_kind_is_there_whole", "outcome": "passed"}
    return {name: [entry] for name in knowledge().hazards}


class Drawn:
    """Stands in for the figures in the whole print: each takes a tenth of a second."""

    def still(self, name: str, title: str) -> str:
        return f'<svg class="figure" id="still-{name}"><title>{title}</title></svg>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a complete print."""
    out = tmp_path_factory.mktemp("print")
    plans_ = plans(rulebook(), ROOT / "examples" / "plans", ONE_PERSON)
    documents = {**by_name(knowledge(), passing()), PLANS: plans_}
    drawn = Print(printed().manual, printed().specs, printed().measured, Drawn())  # type: ignore[arg-type]
    write(documents, drawn, out)
    return out


def of_kind(kind: str) -> dict[str, Any]:
    return {path: thing for path, thing in things(knowledge()) if path.startswith(f"{kind}/")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_there_whole(kind: str) -> None:
    """Each thing has its entry, with every sentence that people may read of it."""
    for path, thing in of_kind(kind).items():
        apart = ("muscles", "chains") if kind == "impairments" else ()
        own = {
            even(text)
            for name in apart
            for part in getattr(thing, name)
            for text in shown_prose(part)
        }
        missing = [text for text in shown_prose(thing) if text not in entries()[path]]
        assert [text for text in missing if text not in own] == [], path


def test_every_rule_is_there_as_it_is_evaluated() -> None:
    """By its name and its canonical text; a rule that waits to be checked is not."""
    rules = dict(rule_texts(knowledge()))
    texts = {name: even(to_text(parse(text, rulebook().columns))) for name, text in rules.items()}
    assert [n for n, text in texts.items() if text not in whole() and n not in waiting()] == []
    unnamed = [name for name in rules if name not in whole() and name not in waiting()]
    assert unnamed == []


def waiting() -> set[str]:
    return {
        f"instruments/{tool.id}/{rule.id}"
        for tool in knowledge().instruments.values()
        for rule in tool.rules
        if rule.basis.status == "unverified"
    }


def test_every_number_is_there_with_its_status() -> None:
    for path, thing in things(knowledge()):
        hidden = {even(text) for text in manual_of.hidden_numbers(thing)}
        for place, given in numbers_of(thing):
            if given.basis.status == "unverified" or place in hidden:
                continue
            assert even(number(given)) in entries()[path], f"{path}: {place}"
            assert wording.status(given.basis.status) in entries()[path], f"{path}: {place}"


def test_every_weight_of_a_week_has_its_words() -> None:
    what = knowledge().value
    single = {name for name in type(what).model_fields if isinstance(getattr(what, name), Number)}
    assert single == set(value_words.NUMBERS)
    assert [words for words in value_words.NUMBERS.values() if words not in whole()] == []


def test_every_exercise_has_its_figure() -> None:
    drawn = {
        b.movement
        for c in manual_of.written()
        for e in c.entries
        for b in e.blocks
        if isinstance(b, Figure)
    }
    assert set(knowledge().exercises) <= drawn
    shown = {test.movement for test in knowledge().tests.values() if test.movement}
    assert shown <= drawn


def test_what_was_measured_is_printed_with_it() -> None:
    measured = "| Model | Coverage |\n| --- | --- |\n| right | 90 % |\n"
    for model, solver, left in ((measured, "Solved in 0.2 s.", 0), ("", "", 2)):
        own = Print.of(rulebook(), (), model, solver)
        told = even("\n".join(words_of(own.chapter(name)) for name in ("model", "value")))
        assert ("right | 90 %" in told and "Solved in 0.2 s." in told) == bool(model)
        assert told.count("`make bench` measures it") == left


def test_every_spec_sentence_is_printed() -> None:
    assert len(printed().specs) > 2
    for chapter in printed().specs:
        for statement in chapter.statements:
            assert even(statement.says) in whole(), f"{chapter.path}: {statement.test}"
            for shown in statement.tables:
                assert even(" | ".join(shown.rows[-1])) in whole(), (
                    f"{chapter.path}: {statement.test}"
                )
                lengths = {len(row) for row in shown.rows}
                assert lengths == {len(shown.heads)}, f"{chapter.path}: {statement.test}"


def test_every_link_of_the_chapters_leads_to_an_entry(folder: Path) -> None:
    """In Markdown: to a page of the set and, where it says so, to an anchor on it."""
    pages = {file.name: text_of(file) for file in folder.glob("*.md")}
    names = {name: set(re.findall(r'<a id="([^"]+)"', text)) for name, text in pages.items()}
    html = {file.name for file in folder.glob("*.html")}
    own = {n: t for n, t in pages.items() if n.startswith(("manual-", "clinical-manual"))}
    assert len(own) > 30
    for name, text in own.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _, where = target.partition("#")
            if "://" in target or path in html:
                continue
            assert path in pages, f"{name}: {target}"
            assert not where or where in names[path], f"{name}: {target}"


def test_every_anchor_and_page_is_there(folder: Path) -> None:
    pages = {file.name: text_of(file) for file in folder.glob("*.html")}
    ids = {name: re.findall(r'\bid="([^"]+)"', text) for name, text in pages.items()}
    assert [name for name, found in ids.items() if len(found) != len(set(found))] == []
    names = {name: set(found) for name, found in ids.items()}
    for name, text in pages.items():
        for target in set(re.findall(r'<a href="([^"]+)"', text)):
            path, _, where = target.partition("#")
            if "://" not in target:
                assert (path or name) in pages, f"{name}: {target}"
                assert not where or where in names[path or name], f"{name}: {target}"


def test_the_set_is_complete_and_loads_nothing(folder: Path) -> None:
    names = {file.stem for file in folder.glob("*.md")}
    assert {"clinical-manual", "safety-case", "examples", "glossary", "limits", PLANS} <= names
    assert {f"manual-{name}" for name in printed().manual.outlines} <= names
    assert {file.stem for file in folder.glob("*.html")} == {*names, "index"}
    loads = re.compile(
        r"<(script|link|iframe|img|object|embed)\b|\bsrc=|@import|url\(|\sstyle=", re.I
    )
    for file in folder.glob("*.html"):
        assert loads.findall(text_of(file)) == [], file.name


def test_an_entry_is_drawn_and_worded_alike_in_both(folder: Path) -> None:
    """The HTML and the Markdown of a chapter are of the same text; its figure is a link there."""
    html, markdown = (
        text_of(folder / f"manual-exercises-balance{end}") for end in (".html", ".md")
    )
    name = next(e.id for e in knowledge().exercises.values() if e.purpose[0] == "balance")
    assert f'id="still-{name}"' in html
    assert f"(manual-exercises-balance.html#{anchor(f'exercises/{name}')})" in markdown
    for step in knowledge().exercises[name].steps:
        assert plain(step) in markdown
        assert step.split("'")[0] in html


def test_the_same_knowledge_prints_the_same() -> None:
    again = Print.of(rulebook(), printed().specs)
    for name in ("red-flags", "status", "sources"):
        assert again.chapter(name) == printed().chapter(name)


def test_links_to_what_is_not_printed_become_words(tmp_path: Path) -> None:
    file = tmp_path / "A.md"
    file.write_text("# A\n\n![p](p.png)\n[b](../B.md#c) [code](x.py) [out](https://example.org)\n")
    shown = written(file, {"B.md": "b"})
    assert shown == "# A\n\n[b](b.md#c) code [out](https://example.org)\n"


def test_text_is_shown_as_it_stands() -> None:
    text = "a_b *c* <script>x</script> [d](e) f|g `h`"
    shown = page("x", f"# T\n\n{table(['head'], [[plain(text)]])}", {"x": "T"})
    assert "a_b *c* &lt;script&gt;x&lt;/script&gt; [d](e) f|g `h`" in shown


def test_the_safety_case_says_what_each_test_says() -> None:
    test = "tests/docs/test_manual.py::test_a_kind_is_there_whole"
    found = [{"test": f"{test}[{n}]", "outcome": "passed"} for n in range(3)]
    (held,) = safety_case.held_by(found, ROOT)
    assert held.says.startswith("Each thing has its entry")
    assert held.outcome == "3 passed"
