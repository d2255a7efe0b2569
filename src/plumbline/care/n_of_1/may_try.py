"""May somebody try this? Contraindications come first, and unknown never acts as no."""

from collections.abc import Iterable
from dataclasses import dataclass

from plumbline.care.cautions import ANY_PLAN, Objection, treatment_objections
from plumbline.care.intake import askable
from plumbline.care.record import Facts
from plumbline.care.standing import Standing
from plumbline.knowledge.schema import Trial
from plumbline.logic.rulebook import Rulebook

SELF_TRIAL = "self_trial"
"""The contraindications of comparing anything at all."""
_ORDER = ("absolute", "relative", "caution")


@dataclass(frozen=True, slots=True)
class MayTry:
    """Whether a trial may be begun or carried on, and what speaks against it."""

    trial: str
    safety_first: bool
    """Triage comes before anything else: a red flag is open, or a question of it is."""
    objections: tuple[Objection, ...]
    """What holds, or may hold, strictest first."""
    questions: tuple[str, ...]
    """What to ask that could still take an objection away, in the order to ask."""

    @property
    def allowed(self) -> bool:
        return not self.safety_first and not any(each.blocks for each in self.objections)

    @property
    def barred(self) -> tuple[Objection, ...]:
        """What speaks against it and is known."""
        return tuple(each for each in self.objections if each.blocks and each.known)


def may_try(rulebook: Rulebook, today: Standing, trial: Trial) -> MayTry:
    """What speaks against a trial for this person today."""
    triage, known = today.triage, today.known
    safety_first = not triage.exercise_allowed or bool(triage.open_flags) or triage.crisis
    groups = dict.fromkeys((ANY_PLAN, SELF_TRIAL, *trial.treatments))
    found = [one for group in groups for one in treatment_objections(rulebook, known, group)]
    barred = any(each.blocks and each.known for each in found)
    return MayTry(
        trial=trial.id,
        safety_first=safety_first,
        objections=tuple(sorted(found, key=lambda each: _ORDER.index(each.level))),
        # Nobody is asked about their skin for something that is out of the question anyway.
        questions=() if safety_first or barred else _questions(rulebook, known, found),
    )


def choices(rulebook: Rulebook, today: Standing) -> tuple[MayTry, ...]:
    """Every trial there is, in its order."""
    trials = sorted(rulebook.knowledge.trials.values(), key=lambda trial: trial.order)
    return tuple(may_try(rulebook, today, trial) for trial in trials)


def _questions(rulebook: Rulebook, known: Facts, found: Iterable[Objection]) -> tuple[str, ...]:
    """Unanswered findings behind the objections, in the order of the findings' files."""
    wanted = {name for each in found for name in each.missing} & known.unanswered
    ordered = [name for name in rulebook.knowledge.findings if name in wanted]
    return tuple(askable(rulebook, known, ordered))
