"""Reading the knowledge: every problem is named by file and line; its version is its content."""

import json
from pathlib import Path
from shutil import copytree

import pytest

import plumbline.knowledge
from plumbline.errors import KnowledgeError
from plumbline.knowledge import from_snapshot, load, read_all
from tests.unit.care.people import knowledge

SHIPPED = Path(plumbline.knowledge.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge that may be spoilt."""
    for part in SHIPPED.iterdir():
        if part.is_dir() and part.name not in ("schema", "__pycache__"):
            copytree(part, tmp_path / part.name)
    return tmp_path


def spoil(folder: Path, path: str, old: str, new: str) -> int:
    """Put `new` in place of the first `old`; the line where it stands."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_ships_loads_without_a_problem(folder: Path) -> None:
    assert read_all(folder)[1] == []
    assert load(folder).version == knowledge().version


def test_the_version_is_the_content_and_nothing_else(folder: Path) -> None:
    before = load(folder).version
    file = folder / "red_flags" / "retention.yaml"
    file.write_text("# a remark\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(folder).version == before
    spoil(folder, "red_flags/retention.yaml", "emergency_now", "same_day")
    assert load(folder).version != before


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "red_flags/retention.yaml",
            "when_unknown: same_day",
            "when_unknown: soon",
            "when_unknown",
        ),
        ("red_flags/retention.yaml", "when_unknown:", "oops: 1\nwhen_unknown:", "oops"),
        ("red_flags/colic.yaml", "urgency: same_day", "urgency: emergency_now", "fall"),
        ("findings/nerves.yaml", "danger: yes", "danger: perhaps", "danger"),
        ("findings/pain.yaml", "max: 10", "max: ten", "max"),
        ("exercises/bridge.yaml", "\nlevel: ", "\nlevel: 9", "level"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(
    folder: Path, path: str, old: str, new: str, said: str
) -> None:
    line = spoil(folder, path, old, new)
    with pytest.raises(KnowledgeError, match=said) as caught:
        load(folder)
    assert str(caught.value).startswith(f"{path}:")
    _, problems = read_all(folder)
    near = [p for p in problems if p.path == path and abs(p.line - line) <= 40]
    assert near, problems


def test_a_file_that_is_no_yaml_is_named(folder: Path) -> None:
    (folder / "red_flags" / "colic.yaml").write_text("id: [\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"red_flags/colic\.yaml:\d+"):
        load(folder)


def test_a_bare_no_stays_a_word(folder: Path) -> None:
    """YAML 1.2: danger `no` is the word, not false."""
    calming = load(folder).findings["cauda_assessed_unchanged"]
    assert calming.danger == "no"
    assert calming.otherwise is False


def test_a_missing_file_is_missed(folder: Path) -> None:
    (folder / "programme" / "rules.yaml").unlink()
    with pytest.raises(KnowledgeError, match="rules"):
        load(folder)


@pytest.mark.hazard("decision_not_replayable")
@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"version": "1", "content": {}}'])
def test_a_snapshot_that_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(KnowledgeError, match="snapshot"):
        from_snapshot(text)


@pytest.mark.hazard("decision_not_replayable")
def test_a_snapshot_with_a_field_of_another_version_is_refused() -> None:
    data = json.loads(knowledge().snapshot)
    data["content"]["red_flags"][0]["new_field"] = 1
    with pytest.raises(KnowledgeError, match="snapshot"):
        from_snapshot(json.dumps(data))


def test_knowledge_is_frozen() -> None:
    flag = knowledge().red_flags["retention"]
    with pytest.raises(ValueError, match="frozen"):
        flag.when_unknown = "self_care"  # type: ignore[misc]
