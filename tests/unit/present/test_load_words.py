"""Lighter or heavier: the class first, then the model where it is sure enough; no newtons."""

import pytest

from plumbline.knowledge.schema import Exercise
from plumbline.present.load_words import load_beside, load_class
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
