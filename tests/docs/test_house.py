"""The rules of the house, held by tests: sizes, names, the door, and what must not be in here."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE_KINDS = {".py", ".js", ".css", ".html"}
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40

# Written in pieces, so that this file does not hold what it looks for.
HOSTS = re.compile(
    "|".join([r"python" + r"hosted\.org", r"py" + r"pi\.org", r"npm" + r"js\.(org|com)"])
)
PLACES = re.compile(r"(?<![\w.:/])/(root|home|work|Users|tmp/\w+_jobs)/\w")
FOREIGN_LOCKS = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", "yarn.lock"}


def house_files() -> list[Path]:
    """Every file that is committed, or would be by `git add`."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    files = [ROOT / name for name in names.split("\0") if name]
    assert files, "git lists no files"
    return sorted({file for file in files if file.is_file()})


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def source_files() -> list[Path]:
    return [file for file in house_files() if file.suffix in SOURCE_KINDS]


def place(file: Path, line: int | None = None) -> str:
    name = file.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


@pytest.mark.parametrize("forbidden", [HOSTS, PLACES], ids=["registry hosts", "machine paths"])
def test_no_file_names_where_it_was_made(forbidden: re.Pattern[str]) -> None:
    found = [
        f"{place(file, number)}: {line.strip()[:100]}"
        for file in house_files()
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


def test_no_lock_that_names_hosts() -> None:
    assert [place(file) for file in house_files() if file.name in FOREIGN_LOCKS] == []


def test_no_third_party_browser_library_is_committed() -> None:
    assert [place(file) for file in house_files() if file.name.endswith(".min.js")] == []


def test_long_files_give_their_reason() -> None:
    """Over 300 lines only with a line `Length: <reason>` among the first 15."""
    found = []
    for file in source_files():
        lines = text_of(file).splitlines()
        reason = any(re.search(r"\bLength: \w", line) for line in lines[:15])
        if len(lines) > MAX_FILE_LINES and not reason:
            found.append(f"{place(file)}: {len(lines)} lines")
    assert found == []


def test_long_functions_give_their_reason() -> None:
    """Over 40 lines, docstring aside, only with a comment `# Length: <reason>` right above."""
    found = []
    for file in source_files():
        if file.suffix == ".py":
            text = text_of(file)
            found += [
                f"{place(file, line)}: {name} has {length} lines"
                for line, name, length in unexplained_long_functions(text)
            ]
    assert found == []


def unexplained_long_functions(text: str) -> Iterator[tuple[int, str, int]]:
    """(line, name, length) of each function that is long without saying why."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = lines_of(node)
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        explained = any(
            re.match(r"\s*# Length: \w", above) for above in comment_above(lines, first)
        )
        if length > MAX_FUNCTION_LINES and not explained:
            yield node.lineno, node.name, length


def comment_above(lines: list[str], first: int) -> Iterator[str]:
    """The comment lines that stand directly above line `first` (counted from 1)."""
    for line in reversed(lines[: first - 1]):
        if not line.lstrip().startswith("#"):
            return
        yield line


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    assert node.end_lineno is not None
    length = node.end_lineno - node.lineno + 1
    opening = node.body[0]
    if ast.get_docstring(node) is not None and opening.end_lineno is not None:
        length -= opening.end_lineno - opening.lineno + 1
    return length


def function_of(lines: int) -> str:
    return "def f():\n" + '    """Say."""\n' + "    x = 1\n" * (lines - 1)


def test_a_function_is_measured_without_its_docstring() -> None:
    long = function_of(MAX_FUNCTION_LINES + 1)
    assert list(unexplained_long_functions(function_of(MAX_FUNCTION_LINES))) == []
    assert list(unexplained_long_functions(long)) == [(1, "f", MAX_FUNCTION_LINES + 1)]
    assert list(unexplained_long_functions("# Length: one table\n" + long)) == []
    assert list(unexplained_long_functions("# Length: a table\n\n" + long)) != []


def test_plain_make_describes_every_target() -> None:
    makefile = text_of(ROOT / "Makefile")
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, flags=re.MULTILINE))
    said = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    described = dict(re.findall(r"^make ([a-z-]+) +(\S.*)$", said.stdout, flags=re.MULTILINE))
    assert described.keys() == targets
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == targets


def test_contributing_names_every_target() -> None:
    contributing = text_of(ROOT / "CONTRIBUTING.md")
    makefile = text_of(ROOT / "Makefile")
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, flags=re.MULTILINE)) - {"help"}
    assert {target for target in targets if f"`make {target}" not in contributing} == set()


def test_the_licence_is_here() -> None:
    licence = text_of(ROOT / "LICENSE")
    assert "Apache License\n" in licence
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert re.search(r"^ +Copyright \d{4} The Plumbline authors$", licence, flags=re.MULTILINE)


def test_the_wheel_asks_for_what_the_lock_holds() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    asked = {normal(re.split(r"[<>=!~\[ ]", entry)[0]) for entry in project["dependencies"]}
    listed = text_of(ROOT / "requirements" / "app.in").split()
    assert asked == {normal(re.split(r"[<>=!~\[ ]", entry)[0]) for entry in listed}
    assert asked <= pins("app.txt").keys()


def test_people_and_developers_get_the_same_versions() -> None:
    app, dev = pins("app.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in app} == app


def pins(lock: str) -> dict[str, str]:
    """Package name -> exact version of a requirements lock."""
    found = re.findall(
        r"^([\w.-]+)(?:\[.*?\])?==([^\s;]+)", text_of(ROOT / "requirements" / lock), re.M
    )
    return {normal(name): version for name, version in found}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
