"""Lighter or heavier: the class first, then the model where it is sure enough; no newtons."""

from dataclasses import replace

import pytest

from plumbline.knowledge.schema import Exercise
from plumbline.motion import read_movement
from plumbline.motion.load_order import against_standing
from plumbline.present import load_words
from plumbline.present.load_words import Ratios, load_beside, load_class
from tests.unit.care.people import knowledge


def classed(name: str, letter: str) -> Exercise:
    exercise = knowledge().exercises[name]
    load = exercise.load.model_copy(update={"spine": letter})
    return exercise.model_copy(update={"load": load})


@pytest.mark.parametrize("letter", "ABCDE")
def test_every_class_has_words_of_its_own(letter: str) -> None:
    said = load_class(classed("bridge", letter))
    assert "your lower back" in said
    assert said not in {
        load_class(classed("bridge", other)) for other in "ABCDE".replace(letter, "")
    }


@pytest.mark.parametrize(
    ("mine", "its", "ratios", "begins"),
    [
        ("B", "C", {"bridge": 9.0, "clamshell": 1.0}, "Lighter"),
        ("D", "C", {}, "Heavier"),
        ("C", "C", {}, "About as heavy"),
        ("C", "C", {"bridge": 1.0, "clamshell": None}, "About as heavy"),
        ("C", "C", {"bridge": 1.0, "clamshell": 1.4}, "About as heavy"),
        ("C", "C", {"bridge": 1.0, "clamshell": 1.5}, "Lighter"),
        ("C", "C", {"bridge": 1.5, "clamshell": 1.0}, "Heavier"),
    ],
)
def test_beside_another(mine: str, its: str, ratios: dict[str, float | None], begins: str) -> None:
    other = classed("clamshell", its)
    said = load_beside(classed("bridge", mine), other, ratios)
    assert said.startswith(begins)
    assert other.title in said
    assert not any(unit in said for unit in ("newton", "kg", " N"))


def test_a_ratio_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "bridge"
    ratio = against_standing(read_movement(knowledge().movements[name].authored, name))
    assert Ratios(knowledge())[name] == ratio
    monkeypatch.setattr(load_words, "against_standing", None)
    assert Ratios(knowledge())[name] == ratio
    assert Ratios(knowledge()).get("nonsense") is None


def test_other_knowledge_has_ratios_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Ratios(knowledge())["clamshell"] != 7.0
    other = replace(knowledge(), version="another")
    monkeypatch.setattr(load_words, "against_standing", lambda movement: 7.0)
    assert Ratios(other)["clamshell"] == 7.0
    assert Ratios(knowledge())["clamshell"] != 7.0
