"""Advice step by step: only what suits the person, or anybody at all."""

from dataclasses import dataclass

from plumbline.care.record import Facts
from plumbline.knowledge.schema import Step
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Occasion:
    """The steps for one person on one occasion; `held_back` counts those that wait for answers."""

    steps: tuple[Step, ...]
    held_back: int


def occasion(rulebook: Rulebook, known: Facts, name: str) -> Occasion:
    """Advice `name`: a step with `when` needs it true, one with `not_when` needs it false, so that
    a step that could do harm is shown only where its bar is known not to hold. Raises KeyError for
    advice that there is not."""
    decided = known.outcomes
    shown: list[Step] = []
    held_back = 0
    for index, step in enumerate(rulebook.knowledge.advice[name].steps):
        place = f"advice/{name}/{index}"
        wanted = decided[f"{place}/when"] if step.when else True
        against = decided[f"{place}/not_when"] if step.not_when else False
        if wanted is True and against is False:
            shown.append(step)
        elif wanted is True and against is None:
            held_back += 1
    return Occasion(tuple(shown), held_back)


def discomfort(rulebook: Rulebook) -> Step | None:
    """What is said about pain during exercise."""
    steps = rulebook.knowledge.advice["stay_active"].steps
    return next((step for step in steps if step.before_exercise), None)
