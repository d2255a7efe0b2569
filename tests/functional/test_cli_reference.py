"""What Plumbline knows, from the command line: explain, findings, knowledge, help."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plumbline import __version__
from plumbline.logic.rulebook import rule_texts
from plumbline.present.explain import explain
from tests.functional.cli_user import SOURCE, plumbline, process, rulebook

KNOWLEDGE = SOURCE / "plumbline" / "knowledge"


def test_version_and_help() -> None:
    assert plumbline("--version").out.strip() == f"plumbline {__version__}"
    assert process("--help").code == 0


COMMANDS = (
    *("serve", "check", "plan", "checkin", "explain", "findings", "profiles"),
    *("knowledge check", "knowledge list"),
)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_help_has_an_example(words: str) -> None:
    said = plumbline(*words.split(), "--help")
    assert said.code == 0
    assert f"plumbline {words}" in " ".join(said.out.split("Example", 1)[1].split())


@pytest.mark.hazard("sentence_without_source")
def test_everything_can_be_explained() -> None:
    names = [f"{kind}/{name}" for kind, name, _ in rulebook().knowledge.things()]
    names += [name for name, _ in rule_texts(rulebook().knowledge)]
    names += [f"monitoring/{rulebook().knowledge.monitoring.otherwise.id}", "programme/flare"]
    for name in names:
        found = explain(rulebook(), name)
        assert found.title, name
        assert all(rule.words.text and rule.text for rule in found.rules), name


def test_explain_shows_the_rule_its_words_and_its_sources() -> None:
    said = plumbline("explain", "red_flags/cauda_equina")
    text = " ".join(said.out.split())
    assert "cauda_hard_sign AND (NOT cauda_assessed_unchanged)" in text
    assert "all of these:" in text
    assert "Getting It Right First Time" in text
    assert "What we read:" in text
    assert "Usual practice, not proved by a study" in text


def test_explain_one_rule_as_json() -> None:
    told = plumbline("explain", "red_flags/cauda_equina_bilateral/levels/1", "--json").json
    assert [rule["name"] for rule in told["rules"]] == ["red_flags/cauda_equina_bilateral/levels/1"]
    assert told["rules"][0]["reads"]
    assert told["sources"][0]["seen"]


def test_findings_as_json_name_everything_a_file_may_hold() -> None:
    told = plumbline("findings", "--json").json
    assert [item["id"] for item in told] == list(rulebook().knowledge.findings)
    keys = ["id", "type", "unit", "allowed", "question", "list", "danger", "valid_days", "asked_of"]
    assert all(list(item) == keys for item in told)
    by_id = {item["id"]: item for item in told}
    assert by_id["pain_now_nrs"]["allowed"] == {"min": 0, "max": 10}
    assert by_id["sex_at_birth"]["allowed"] == ["female", "male", "unsaid"]
    assert by_id["onset_date"]["allowed"] is None


def test_knowledge_list_is_whole() -> None:
    told = plumbline("knowledge", "list", "--json").json
    assert len(told) == len(list(rulebook().knowledge.things()))
    assert all(item["title"] for item in told)
    flags = plumbline("knowledge", "list", "red_flags").out.splitlines()
    assert len(flags) >= len(rulebook().knowledge.red_flags)


@pytest.mark.hazard("number_without_source")
def test_the_knowledge_that_ships_is_sound() -> None:
    said = plumbline("knowledge", "check")
    assert said.code == 0, said.out
    assert " 0 problems" in said.out.splitlines()[-1]


def test_knowledge_check_names_file_and_line_and_fails(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    broken = folder / "red_flags" / "cauda_equina.yaml"
    text = broken.read_text().replace("when: cauda_hard_sign AND", "when: cauda_hard_sing AND")
    broken.write_text(text)
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "cauda_hard_sing" in row)
    said = plumbline("knowledge", "check", "--folder", str(folder))
    assert said.code == 1
    assert f"red_flags/cauda_equina.yaml:{line}: " in said.out
    assert "cauda_hard_sing" in said.out


def test_output_into_a_pipe_that_closes_is_no_traceback() -> None:
    command = f"{sys.executable} -m plumbline findings | head -n 1"
    done = subprocess.run(
        command, shell=True, capture_output=True, env={"PYTHONPATH": str(SOURCE)}, timeout=60
    )
    assert b"Traceback" not in done.stderr
