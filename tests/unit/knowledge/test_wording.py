"""Wording files: exactly an instrument's items in plain words, or one clear message."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from plumbline.errors import BadInput, TooLarge
from plumbline.knowledge.wording import MOST_BYTES, Wording, Wordings, content, understand
from tests.docs.documents import ROOT, blocks, text_of
from tests.functional.wording_person import invented, loaded, written
from tests.unit.care.people import knowledge

PLAIN = """\
instrument: rmdq
language: en
items:
"""


def read(place: Path) -> Wording:
    return understand(content(place), place.name, knowledge())


def refused(tmp_path: Path, instrument: str = "phq2", /, **changed: Any) -> BadInput:
    with pytest.raises(BadInput) as error:
        read(written(tmp_path / "me.yaml", invented(instrument, **changed)))
    assert "\n" not in str(error.value)
    return error.value


@pytest.mark.parametrize("name", ["rmdq", "phq2", "phq8", "gad2", "gad7", "sshq", "startback"])
def test_each_that_does_not_ship_can_be_loaded(tmp_path: Path, name: str) -> None:
    found = read(written(tmp_path / "me.yaml", invented(name)))
    assert tuple(found.items) == knowledge().instruments[name].items
    assert found.instrument == name
    assert list(found.answers) == ([0, 1, 2, 3] if name[:3] in ("phq", "gad") else [])
    assert found.attribution == f"Nobody wrote this {name}."


def test_words_are_taken_as_they_stand_with_spaces_made_single(tmp_path: Path) -> None:
    items = {"phq_1": "  No \n wonder: <b>é</b> ", "phq_2": "yes"}
    found = read(written(tmp_path / "me.yaml", invented("phq2", items=items, intro=None)))
    assert dict(found.items) == {"phq_1": "No wonder: <b>é</b>", "phq_2": "yes"}
    assert found.intro == ""


def test_the_example_of_the_handbook_is_one() -> None:
    [example] = blocks(text_of(ROOT / "docs" / "handbook" / "operations.md"), "yaml")
    found = understand(example.encode(), "operations.md", knowledge())
    assert found.instrument == "phq2"
    assert found.answers[3] == "The fourth answer."


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"instrument": "foo"}, "me.yaml:1: instrument: 'foo' is not one we know"),
        ({"instrument": "nrs"}, "me.yaml:1: instrument: 'nrs' has its wording already"),
        ({"instrument": None}, "me.yaml:1: the file: lacks instrument"),
        ({"instrument": ["rmdq"]}, "me.yaml:1: instrument"),
        ({"language": "English!"}, "me.yaml:2: language: is not one"),
        ({"items": {"phq_1": "One."}}, "me.yaml:4: items: lacks phq_2"),
        ({"items": {"phq_1": "1.", "phq_2": "2.", "phq_3": "3."}}, "'phq_3' does not belong"),
        ({"items": {"phq_1": "Same.", "phq_2": "Same."}}, "phq_2: has the words of another"),
        ({"items": {"phq_1": "One.", "phq_2": 2}}, "me.yaml:4: phq_2: is not text"),
        ({"items": {"phq_1": "One.", "phq_2": "a" * 601}}, "phq_2: is too long"),
        ({"items": {"phq_1": "One.", "phq_2": " "}}, "phq_2: is empty"),
        ({"items": {"phq_1": "One.", "phq_2": "a\0b"}}, "phq_2: is empty or not text"),
        ({"items": ["One.", "Two."]}, "me.yaml:4: items: is not a list of"),
        ({"answers": None}, "answers: are missing. Allowed: 0 to 3."),
        ({"answers": {"0": "a", "1": "b", "2": "c"}}, "answers: lacks 3. Allowed: 0, 1, 2, 3."),
        ({"answers": {"0": "a", "1": "b", "2": "c", "4": "d"}}, "'4' does not belong here"),
        ({"attribution": None}, "the file: lacks attribution"),
        ({"permission": ""}, "me.yaml:6: permission: is empty"),
        ({"intro": "a" * 2001}, "me.yaml:3: intro: is too long. Allowed: up to 2000 letters."),
        ({"licence": "mine"}, "'licence' does not belong here. Allowed: instrument, language"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, changed: dict[str, Any], says: str
) -> None:
    assert says in str(refused(tmp_path, **changed))


def test_sentences_to_tick_take_no_answers(tmp_path: Path) -> None:
    assert "none: its sentences are ticked" in str(refused(tmp_path, "rmdq", answers={"0": "No"}))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not text"),
        (b"\xff\xfe\xfa", "is not text"),
        (b"", "is not a list of"),
        (b"just words", "is not a list of"),
        (b"instrument: rmdq\ninstrument: rmdq\n", "me.yaml:2: the file: instrument stands twice"),
        (b"a: [", "me.yaml:2: the file: "),
        (b"a: &x 1\nb: *x\n", "me.yaml:2: the file: an alias"),
        (b"a: {b: {c: {d: 1}}}", "me.yaml:1: the file: is nested too deeply"),
        (b"[" * 50_000, "is nested too deeply"),
        (b"a: " + b"9" * 5000, "me.yaml:1: "),
        (b"? [a, b]\n: c\n", "does not belong here"),
        (b"a: !!python/name:os.system x", "me.yaml:1: "),
        (b"a: 1\ninstrument: !!bool abc", "me.yaml:2: the file: a tag (!name) is not allowed"),
        (b"instrument: !!timestamp abc", "a tag (!name) is not allowed"),
        (b"instrument: !!int abc", "a tag (!name) is not allowed"),
        (b"instrument: ! abc", "a tag (!name) is not allowed"),
        (b"items: !!omap [a: b]", "a tag (!name) is not allowed"),
        (b"!!str instrument: a", "a tag (!name) is not allowed"),
        (b"a: 1\n---\na: 1\n", "me.yaml:2: the file: "),
    ],
)
def test_what_is_no_plain_yaml_is_refused_in_one_line(text: bytes, says: str) -> None:
    with pytest.raises(BadInput) as error:
        understand(text, "me.yaml", knowledge())
    assert says in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_file_that_is_too_large_or_no_file_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(TooLarge, match="up to 200 kB"):
        content(large)
    with pytest.raises(BadInput, match="no such file"):
        content(tmp_path / "none.yaml")
    with pytest.raises(BadInput, match="is a folder"):
        content(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="no such file"):
        content(tmp_path / "pipe")


def test_what_changes_in_the_folder_counts_at_once_and_never_raises(tmp_path: Path) -> None:
    folder = tmp_path / "wordings"
    wordings = Wordings(folder, knowledge())
    assert wordings.names() == frozenset()
    loaded(tmp_path, "rmdq", "gad2")
    assert wordings.names() == {"rmdq", "gad2"}
    (folder / "gad2.yaml").unlink()
    assert wordings.names() == {"rmdq"}
    (folder / "rmdq.yaml").write_text(PLAIN, encoding="utf-8")
    assert wordings.names() == frozenset()
    assert "lacks attribution" in str(wordings.problem("rmdq"))
    loaded(tmp_path, "rmdq")
    assert wordings.names() == {"rmdq"}
    assert wordings.problem("rmdq") is None
    (folder / "gad2.yaml").mkdir()
    assert wordings.get("gad2") is None
    assert "is a folder" in str(wordings.problem("gad2"))


def test_a_file_under_another_s_name_is_not_loaded(tmp_path: Path) -> None:
    written(tmp_path / "wordings" / "gad2.yaml", invented("phq2"))
    wordings = Wordings(tmp_path / "wordings", knowledge())
    assert wordings.names() == frozenset()
    assert "phq2, which is not what the file is called" in str(wordings.problem("gad2"))


def test_no_other_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    written(tmp_path / "rmdq.yaml", invented("rmdq"))
    assert Wordings(tmp_path / "wordings", knowledge()).get("../rmdq") is None


def test_a_tag_in_a_file_leaves_the_others_loaded(tmp_path: Path) -> None:
    loaded(tmp_path, "phq2")
    (tmp_path / "wordings" / "rmdq.yaml").write_text("instrument: !!bool abc\n")
    found = Wordings(tmp_path / "wordings", knowledge())
    assert found.names() == {"phq2"}
    assert "a tag" in str(found.problem("rmdq"))
