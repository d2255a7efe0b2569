"""What keeps an exercise away from somebody: contraindications before everything else.

An absolute or relative contraindication blocks while it is true *or unknown*; a caution is
shown as a warning unless it is known not to hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from plumbline.care.record import Facts
from plumbline.knowledge.schema import Basis, Caution, Exercise, PhysicalTest
from plumbline.logic.expression import columns
from plumbline.logic.rulebook import Rulebook

ANY_PLAN = "any_plan"
ANY_EXERCISE = "exercise_any"
LEVELS = ("absolute", "relative", "caution")
"""From the strictest on."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One caution that holds, or may hold."""

    rule: str
    """Where it stands: `exercises/bird_dog_leg/knees`."""
    level: Literal["absolute", "relative", "caution"]
    say: str
    known: bool
    """True when it holds; false when it only cannot be ruled out."""
    missing: tuple[str, ...]
    """Findings that would decide it."""
    swap: str | None
    basis: Basis

    @property
    def blocks(self) -> bool:
        return self.level != "caution"


def objections(
    rulebook: Rulebook, known: Facts, exercise: Exercise | PhysicalTest
) -> tuple[Objection, ...]:
    """Everything that speaks against one exercise or test for this person, strictest first."""
    decided = known.outcomes
    found = [
        _objection(rulebook, known, name, caution, decided)
        for name, caution in _rules(rulebook, exercise)
        if decided[name] is not False
    ]
    return tuple(sorted(found, key=lambda objection: LEVELS.index(objection.level)))


def treatment_objections(rulebook: Rulebook, known: Facts, treatment: str) -> tuple[Objection, ...]:
    """Everything that speaks against one treatment for this person, strictest first. Raises
    KeyError for a treatment that there is not."""
    decided = known.outcomes
    found = [
        _objection(rulebook, known, name, caution, decided)
        for name, caution in _of_treatment(rulebook, treatment)
        if decided[name] is not False
    ]
    return tuple(sorted(found, key=lambda objection: LEVELS.index(objection.level)))


def plan_objections(rulebook: Rulebook, known: Facts) -> tuple[Objection, ...]:
    """What speaks against any plan or any exercise at all."""
    decided = known.outcomes
    return tuple(
        _objection(rulebook, known, name, caution, decided)
        for group in (ANY_PLAN, ANY_EXERCISE)
        for name, caution in _of_treatment(rulebook, group)
        if decided[name] is not False and caution.scope == "systemic"
    )


def _rules(rulebook: Rulebook, exercise: Exercise | PhysicalTest) -> Iterator[tuple[str, Caution]]:
    kind = "exercises" if isinstance(exercise, Exercise) else "tests"
    for caution in exercise.cautions:
        yield f"{kind}/{exercise.id}/{caution.id}", caution
    for group in exercise.treatment_groups:
        yield from _of_treatment(rulebook, group)


def _of_treatment(rulebook: Rulebook, group: str) -> Iterator[tuple[str, Caution]]:
    """Its own contraindications, and those of the groups it names."""
    treatments = rulebook.knowledge.treatments
    for name in (group, *treatments[group].also):
        for caution in treatments[name].contraindications:
            yield f"treatments/{name}/{caution.id}", caution


def _objection(
    rulebook: Rulebook,
    known: Facts,
    name: str,
    caution: Caution,
    decided: Mapping[str, bool | None],
) -> Objection:
    read = rulebook.behind(columns(rulebook.rules[name]))
    missing = tuple(sorted(n for n in read if known.values.get(n) is None))
    holds = decided[name] is True
    return Objection(
        rule=name,
        level=caution.level,
        say=caution.say,
        known=holds,
        missing=() if holds else missing,
        swap=caution.swap,
        basis=caution.basis,
    )
