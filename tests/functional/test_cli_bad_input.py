"""Bad input gets one clear line on stderr, exit code 2, and nothing is written."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.cli.answers_file import read_answers
from plumbline.errors import BadInput
from tests.functional.cli_user import TODAY, Said, plumbline, process, rulebook, write

BAD_FILES: dict[str, tuple[bytes, str]] = {
    "unknown finding": (b"sadle_numbness: true\n", "sadle_numbness"),
    "out of range": (b"pain_now_nrs: 11\n", "pain_now_nrs"),
    "negative age": (b"age_years: -1\n", "age_years"),
    "wrong type": (b"saddle_numbness: 1\n", "saddle_numbness"),
    "yes is text": (b"saddle_numbness: yes\n", "true, false or null"),
    "fraction for a whole number": (b"age_years: 46.5\n", "age_years"),
    "boolean for a number": (b"age_years: true\n", "age_years"),
    "not a number": (b"pain_now_nrs: .nan\n", "pain_now_nrs"),
    "infinite": (b"pain_now_nrs: 1e999\n", "pain_now_nrs"),
    "date in the future": (b"onset_date: 2199-01-01\n", "onset_date"),
    "no such day": (b"onset_date: 2026-02-30\n", "onset_date"),
    "no such choice": (b"sex_at_birth: m\n", "female, male, unsaid"),
    "a list for a value": (b"age_years: [46]\n", "age_years"),
    "a mapping for a value": (b"age_years: {a: 1}\n", "age_years"),
    "key twice": (b"age_years: 46\nage_years: 47\n", "age_years stands twice"),
    "broken yaml": (b"age_years: [46\n", "line"),
    "tab in yaml": (b"a:\n\t- b\n", "line"),
    "alias bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "alias"),
    "too deep": (b"a: " + b"[" * 5000, "nested too deeply"),
    "tag": (b"age_years: !!python/object/apply:os.system [echo]\n", "age_years"),
    "own tag": (b"age_years: !danger 46\n", "tag"),
    "number of 5000 digits": (b"age_years: " + b"9" * 5000 + b"\n", "number"),
    "empty": (b"", "is empty"),
    "only blanks": (b"  \n\n", "is empty"),
    "only a comment": (b"# nothing\n", "holds no answers"),
    "list at the top": (b"- age_years: 46\n", "a list"),
    "word at the top": (b"hello\n", "a single value"),
    "binary": (bytes(range(256)) * 4, "not text"),
    "zero bytes": (b"age_years: 46\x00\n", "not text"),
    "latin 1": ("age_years: 46 # J\xfcrgen\n".encode("latin-1"), "not text"),
    "leading zero": (b"age_years: 046\n", "begins with a zero"),
    "wrong as_of": (b"as_of: tomorrow\nage_years: 46\n", "as_of"),
}
BAD_JSON: dict[str, tuple[bytes, str]] = {
    "broken": (b'{"age_years": 46,', "line 1"),
    "NaN": (b'{"pain_now_nrs": NaN}', "NaN"),
    "Infinity": (b'{"pain_now_nrs": Infinity}', "Infinity"),
    "key twice": (b'{"age_years": 46, "age_years": 47}', "age_years: stands twice"),
    "too deep": (b'{"a": ' + b"[" * 100_000, "JSON"),
    "5000 digits": (b'{"age_years": ' + b"9" * 5000 + b"}", "JSON"),
    "list at the top": (b"[1, 2]", "a list"),
    "null": (b"null", "holds no answers"),
}


def refused(said: Said, *named: str) -> None:
    assert said.code == 2, said
    assert said.out == ""
    lines = said.err.strip().splitlines()
    assert len(lines) == 1, said.err
    assert "Traceback" not in said.err
    for word in named:
        assert word in lines[0]


@pytest.mark.parametrize("case", BAD_FILES)
@pytest.mark.parametrize("command", ["check", "plan"])
def test_bad_yaml(tmp_path: Path, case: str, command: str) -> None:
    content, named = BAD_FILES[case]
    file = tmp_path / "answers.yaml"
    file.write_bytes(content)
    refused(plumbline(command, "--answers", str(file)), str(file), named)
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@pytest.mark.parametrize("case", BAD_JSON)
def test_bad_json(tmp_path: Path, case: str) -> None:
    content, named = BAD_JSON[case]
    file = tmp_path / "answers.json"
    file.write_bytes(content)
    refused(plumbline("check", "--json", "--answers", str(file)), str(file), named)


def test_the_message_names_what_is_allowed(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", {"pain_now_nrs": 11})
    refused(plumbline("check", "--answers", file), "from 0 to 10", "11")
    file = write(tmp_path / "b.json", {"sadle_numbness": True})
    refused(plumbline("check", "--answers", file), "did you mean saddle_numbness")


def test_fifty_megabytes_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    with file.open("wb") as big:
        big.truncate(50_000_000)
    refused(plumbline("check", "--answers", str(file)), "too large", "1 MB")


def test_an_endless_standard_input_is_not_read() -> None:
    refused(process("check", "--answers", "-", stdin=b"a" * 3_000_000), "too large")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_a_file_holds_it_is_answers_or_one_refusal(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("answers.yaml", "answers.json"):
            file = Path(folder) / name
            file.write_bytes(content)
            with contextlib.suppress(BadInput):
                assert read_answers(file, rulebook().knowledge.findings, TODAY).values


def test_no_file(tmp_path: Path) -> None:
    refused(plumbline("check", "--answers", str(tmp_path / "none.yaml")), "no such file")
    refused(plumbline("check", "--answers", str(tmp_path)), "is a folder")


def test_a_broken_file_writes_nothing_to_the_journal(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = write(tmp_path / "a.json", {"spread_down_limb": "maybe"})
    words = ("checkin", "--profile", "Sam", "--checkin", file, "--home", str(home))
    refused(plumbline(*words), "spread_down_limb")
    refused(plumbline("check", "--profile", "Sam", "--home", str(home)), "Sam")
    assert not home.exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["explain", "cauda_equinaa"], "cauda_equina"),
        (["explain", ""], "no such thing"),
        (["knowledge", "list", "dragons"], "red_flags"),
        (["check", "--json"], "--answers FILE"),
        (["check", "--answers", "a", "--profile", "b"], "one of the two"),
        (["checkin"], "--profile NAME"),
        (["knowledge", "check", "--folder", "/nowhere/at/all"], "no such folder"),
    ],
)
def test_bad_words(words: list[str], named: str) -> None:
    refused(plumbline(*words), named)


@pytest.mark.parametrize("words", [["dance"], ["serve", "--port", "70000"], ["check", "--oops"]])
def test_the_program_itself_refuses_unknown_words(words: list[str]) -> None:
    assert plumbline(*words).code == 2
