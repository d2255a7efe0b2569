"""README, handbook and the other written documents: commands run, links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from tests.functional.cli_user import Said, plumbline

from .documents import HANDBOOK, ROOT, WRITTEN, blocks, commands, prose, text_of

COMMANDS = sorted({line for file in WRITTEN for line in commands(text_of(file))})
SERVES = re.compile(r"^plumbline( serve\b.*)?$")
# Screenshots are taken from the running app: all three are there, or none of them yet.
IMAGES = ("docs/images/today.png", "docs/images/check.png", "docs/images/verdict.png")


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def run(line: str, home: Path, *more: str) -> Said:
    """Run a command as a user who copies it, with an empty home of their own."""
    program, *words = shlex.split(line.replace("~", str(home)))
    assert program == "plumbline"
    environment = {"HOME": str(home), "PLUMBLINE_HOME": str(home / "data")}
    with contextlib.chdir(ROOT):
        return plumbline(*words, *more, env=environment)


@pytest.mark.parametrize("line", [line for line in COMMANDS if not SERVES.match(line)])
def test_command_runs(line: str, tmp_path: Path) -> None:
    done = run(line, tmp_path)
    assert done.code == 0, done.err
    assert done.out.strip()


@pytest.mark.parametrize("line", [line for line in COMMANDS if SERVES.match(line)])
def test_command_that_serves_knows_its_options(line: str, tmp_path: Path) -> None:
    """Serving does not end by itself, so its options are checked and no server is started."""
    done = run(line, tmp_path, "--help")
    assert done.code == 0, done.err
    for option in re.findall(r"--[a-z-]+", line):
        assert option in done.out


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) >= 8


@pytest.mark.parametrize("file", WRITTEN, ids=name)
def test_links_lead_somewhere(file: Path) -> None:
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(file)):
        path, _, anchor = target.partition("#")
        if "://" in target or target in IMAGES:
            continue
        found = (file.parent / path).resolve() if path else file
        if not found.exists() or (anchor and anchor not in anchors(found)):
            lost.append(target)
    assert lost == []


def test_the_pictures_come_together() -> None:
    readme = text_of(ROOT / "README.md")
    assert set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)) == set(IMAGES)
    assert {(ROOT / image).exists() for image in IMAGES} in ({True}, {False})


def anchors(file: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", text_of(file), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("file", WRITTEN, ids=name)
def test_files_that_are_named_exist(file: Path) -> None:
    """Paths in code spans that begin like ours are there (`build/` and `dist/` come later)."""
    spans = re.findall(r"`((?:src|tests|docs|examples|bench|scripts)/[\w./-]+)`", text_of(file))
    assert [span for span in spans if not (ROOT / span).exists()] == []


def test_readme_opens_with_five_lines_and_a_picture() -> None:
    opening = text_of(ROOT / "README.md").split("![")[0].strip().split("\n\n")
    assert opening[0] == "# Plumbline"
    assert len(opening[-1].splitlines()) == 5
    assert "docs/images/verdict.png" in text_of(ROOT / "README.md")


def test_readme_says_what_it_is_not() -> None:
    readme = text_of(ROOT / "README.md")
    for words in ("Not a diagnosis", "Not a medical device", "Not for emergencies"):
        assert words in readme
    assert "This computer only" in text_of(ROOT / "docs/handbook/intended-purpose.md")


def test_readme_leads_to_every_chapter() -> None:
    readme = text_of(ROOT / "README.md")
    assert [file.name for file in HANDBOOK if file.name not in readme] == []


def test_code_in_the_handbook_runs() -> None:
    """Each `print(...)  # value` of the block prints that value."""
    found = blocks(text_of(ROOT / "docs/handbook/for-developers.md"), "python")
    code = next(block for block in found if "compile_rules" in block)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "for-developers.md", "exec"), {})
    assert printed.getvalue().splitlines() == re.findall(r"^print\(.*\)  # (.*)$", code, re.M)


@pytest.mark.parametrize("file", WRITTEN, ids=name)
def test_no_promise_of_cure(file: Path) -> None:
    promise = r"\b((?<!promise of )cures?|guarantees?|heals|pain-free|miracle|clinically proven)\b"
    assert re.findall(promise, prose(text_of(file)), re.IGNORECASE) == []


def test_security_names_tests_for_each_rule() -> None:
    rules = text_of(ROOT / "SECURITY.md").split("\n## ")[1:4]
    for rule in rules:
        held = rule.partition("*Held by:*")[2]
        assert re.findall(r"`tests/[\w/]+\.py`", held), rule.splitlines()[0]
