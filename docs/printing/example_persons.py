"""The persons whose whole plans are printed: their answers, and what they have lived and wish."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plumbline.care.decision import Decision, decide, read_programme
from plumbline.care.programme import Practice, Programme, Wish, Wishes
from plumbline.care.programme.outline import outline
from plumbline.care.record import Clearance, Record
from plumbline.care.standing import Standing, standing
from plumbline.cli.answers_file import read_answers
from plumbline.knowledge.yaml_file import read
from plumbline.logic.rulebook import Rulebook

LIVED = "lived.yaml"
FAR = date(2200, 1, 1)
"""Each file names its own day, so that no other is used."""


@dataclass(frozen=True, slots=True)
class Person:
    """One example person, complete."""

    file: Path
    as_of: date
    record: Record
    wishes: Wishes
    about: tuple[str, ...]
    """Exercises they ask about."""
    weeks: int
    """Weeks that are printed as well, as if each had gone well; 0: the first only."""

    @property
    def name(self) -> str:
        return self.file.stem

    @property
    def spoken(self) -> str:
        """The name as a heading says it."""
        return self.name.replace("_", " ").capitalize()

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")


def persons(rulebook: Rulebook, folder: Path) -> Iterator[Person]:
    """Every person of a folder, in the order of `lived.yaml`."""
    lived: Mapping[str, Mapping[str, Any]] = read(folder / LIVED).value
    for name, what in lived.items():
        file = folder / f"{name}.yaml"
        told = read_answers(file, rulebook.knowledge.findings, FAR)
        record = told.record()
        for order, clearance in enumerate(what.get("clearances", ()), 1):
            on = date.fromisoformat(clearance["on"])
            record = record.clear(Clearance(**{**clearance, "on": on}, order=order))
        wishes = Wishes(tuple(Wish(**wish) for wish in what.get("wishes", ())))
        about, weeks = tuple(what.get("about", ())), int(what.get("weeks", 0))
        yield Person(file, told.as_of, record, wishes, about, weeks)


def today(rulebook: Rulebook, person: Person) -> Standing:
    """Where a person stands on their day."""
    return standing(rulebook, person.record, person.as_of)


def planned(rulebook: Rulebook, person: Person) -> tuple[Decision, Programme]:
    """The decision that makes a person's plan, and the plan. Raises AssertionError where there is
    none."""
    made = decide(
        rulebook, "programme", person.record, person.as_of, None, Practice(), person.wishes
    )
    assert made.outcome is not None, f"{person.name}: no plan may be made"
    return made, read_programme(made.outcome)


def later(rulebook: Rulebook, person: Person, first: Programme) -> Programme | None:
    """The plan after so many weeks that went well; None where only the first is printed."""
    if not person.weeks:
        return None
    weeks = person.weeks - 1
    return outline(rulebook, person.record, first, Practice(), person.wishes, weeks=weeks)[-1]
