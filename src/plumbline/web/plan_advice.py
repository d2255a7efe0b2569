"""Advice for an occasion, step by step: only what suits the person, or anybody at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from plumbline.care.record import Facts
from plumbline.knowledge.schema import Step
from plumbline.logic.rulebook import Rulebook

FIGURES: Mapping[str, str] = {
    "Lie on your side with a pillow between your knees": "side_lying",
    "Lie on your back with one or two pillows under your knees": "back_lying",
    "Sleep on your side rather than flat on your back": "side_lying",
    "To get out of bed, bend your knees": "rolling",
}
"""The drawing beside a step, by how the step begins in English."""
DISCOMFORT = "You do not have to wait until the pain is gone"


@dataclass(frozen=True)
class Advised:
    """One step to show."""

    step: Step
    figure: str | None


@dataclass(frozen=True)
class Occasion:
    """The steps for one person on one occasion; `held_back` counts those that wait for answers."""

    steps: tuple[Advised, ...]
    held_back: int


def occasion(rulebook: Rulebook, known: Facts, name: str) -> Occasion:
    """Advice `name`: a step with `when` needs it true, one with `not_when` needs it false."""
    decided = rulebook.decide(known.values)
    shown: list[Advised] = []
    held_back = 0
    for index, step in enumerate(rulebook.knowledge.advice[name].steps):
        place = f"advice/{name}/{index}"
        wanted = decided[f"{place}/when"] if step.when else True
        against = decided[f"{place}/not_when"] if step.not_when else False
        if wanted is True and against is False:
            shown.append(Advised(step, figure_of(step.say)))
        elif wanted is True and against is None:
            held_back += 1
    return Occasion(tuple(shown), held_back)


def figure_of(say: str) -> str | None:
    """The drawing that belongs to a step, if there is one."""
    return next((figure for begins, figure in FIGURES.items() if say.startswith(begins)), None)


def discomfort(rulebook: Rulebook) -> Step | None:
    """What is said about pain during exercise."""
    steps = rulebook.knowledge.advice["stay_active"].steps
    return next((step for step in steps if step.say.startswith(DISCOMFORT)), None)
