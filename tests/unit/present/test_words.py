"""The language in use, and the messages of code, templates and knowledge in one catalogue."""

from __future__ import annotations

import contextvars
import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from plumbline.knowledge import read_all, shipped
from plumbline.present import words
from plumbline.present.extract import prose
from plumbline.present.wording import urgency
from plumbline.present.words import _, ngettext, use

ROOT = Path(__file__).resolve().parents[3]


def test_english_is_the_text_itself() -> None:
    assert _("Next") == "Next"
    assert ngettext("%(n)s day", "%(n)s days", 1) == "%(n)s day"
    assert ngettext("%(n)s day", "%(n)s days", 0) == "%(n)s days"


def test_the_empty_message_stays_empty() -> None:
    with use("xx"):
        assert _("") == ""


def test_pseudo_language_marks_and_keeps_placeholders_and_html() -> None:
    with use("xx"):
        assert _("Call %(n)s <b>now</b>") % {"n": 999} == "⟦Call 999 <b>now</b>⟧"
        assert _("Call {n}").format(n=999) == "⟦Call 999⟧"
        assert urgency("self_care").startswith("⟦")
    assert not urgency("self_care").startswith("⟦")


def test_a_language_belongs_to_its_context() -> None:
    with use("xx"):
        inside = contextvars.copy_context()
    assert words.language() == "en"
    assert inside.run(words.language) == "xx"


def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_LANGUAGE", "xx")
    assert words.language() == "xx"
    with use("en"):
        assert words.language() == "en"


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("de-AT,de;q=0.9,xx;q=0.8", "xx"),
        ("en;q=0.1,xx;q=0.2", "xx"),
        ("xx;q=0", "en"),
        ("xx;q=much", "en"),
        ("../../etc/passwd", "en"),
        ("*", "en"),
        ("zz", "en"),
    ],
)
def test_choice_from_what_a_browser_asks_for(wanted: str, chosen: str) -> None:
    assert words.choose(wanted) == chosen


def test_a_catalogue_is_used_as_soon_as_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="de")
    catalogue.add("Next", "Weiter")
    catalogue.add(("%(n)s day", "%(n)s days"), ("%(n)s Tag", "%(n)s Tage"))
    with (folder / "plumbline.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(words, "_folder", lambda: tmp_path)
    assert words.available() == ("de", "en")
    with use("de-AT"):
        assert _("Next") == "Weiter"
        assert _("Not translated yet") == "Not translated yet"
        assert ngettext("%(n)s day", "%(n)s days", 2) % {"n": 2} == "2 Tage"


def test_the_scripts_compile_what_we_read() -> None:
    script = (ROOT / "scripts" / "compile-catalogs").read_text()
    assert "locale=src/plumbline/locale" in script
    assert words.DOMAIN == "plumbline"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What translators get: extracted as they would."""
    out = tmp_path_factory.mktemp("catalogue") / "plumbline.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
    command += ["-F", "babel.cfg", "-o", str(out), "."]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, timeout=120)
    with out.open("rb") as file:
        return read_po(file)


def test_texts_of_the_code_are_in_the_catalogue(template: Catalog) -> None:
    for text in ("Get emergency help now", "within 24 hours", "y, n or ?"):
        assert template.get(text), text
    assert template.get("within %(n)s day").pluralizable  # type: ignore[union-attr]


def test_texts_of_the_templates_are_in_the_catalogue(template: Catalog) -> None:
    for text in ("Skip to the content", "Call for help", "Main"):
        assert template.get(text), text


def test_all_prose_of_the_knowledge_is_in_the_catalogue_with_its_line(template: Catalog) -> None:
    loaded, problems = read_all(shipped())
    assert problems == []
    missing = [
        (item.document.path, place)
        for item in loaded
        for place, text in prose(item.model)
        if text not in template
    ]
    assert missing == []
    title = template.get("Nerves to the bladder, bowel and saddle")
    assert title is not None
    path, line = title.locations[0]
    assert path.endswith("red_flags/cauda_equina.yaml")
    assert (ROOT / path).read_text().splitlines()[(line or 0) - 1].startswith("title:")


def test_prose_is_found_through_lists_unions_and_defaults() -> None:
    loaded, _problems = read_all(shipped())
    by_path = {item.document.path: dict(prose(item.model)) for item in loaded}
    nerves = by_path["findings/nerves.yaml"]
    assert nerves["lists", 0, "none"] == "None of these"
    assert ("findings", 0, "help") in nerves
    assert ("derived", 0, "meaning") in nerves
    assert not any(place[-1] in ("id", "type", "when", "unit") for place in nerves)
    flag = by_path["red_flags/cauda_equina.yaml"]
    assert ("do", 0) in flag
    assert ("levels", 0, "why") in flag
