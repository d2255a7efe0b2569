"""The explanation of one stored programme: solved again from exactly what it was made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plumbline.care.decision import Decision, Inputs, inputs_of
from plumbline.care.impairments import assess
from plumbline.care.programme.build import Asked, ask
from plumbline.care.programme.conflict import within_wishes
from plumbline.care.programme.explain import (
    Chosen,
    Lever,
    NotChosen,
    chosen,
    lever,
    longer_days,
    not_chosen,
    one_more_day,
)
from plumbline.care.programme.model import Proof
from plumbline.care.programme.solve import Solved
from plumbline.care.record import facts
from plumbline.errors import BadInput
from plumbline.logic.rulebook import Rulebook

MOST_ASKED = 5
"""Exercises that are not in the plan and that one explanation may be asked about."""
KIT = "kit_"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a programme is as it is."""

    chosen: tuple[Chosen, ...]
    """What the week would lose most without, first."""
    not_chosen: tuple[NotChosen, ...]
    levers: tuple[Lever, ...]
    """What would add most, first."""
    proof: Proof


def explain(rulebook: Rulebook, decision: Decision, about: Iterable[str] = ()) -> Explanation:
    """Why the programme of a decision is as it is, and why not up to five others.

    Some twenty weeks are solved for it: let it run beside whatever must answer at once. Raises
    BadInput for a decision that holds no programme, or an exercise that does not exist.
    """
    if decision.kind != "programme" or decision.outcome is None:
        raise BadInput("decision", "holds no programme")
    names = tuple(dict.fromkeys(about))[:MOST_ASKED]
    for name in names:
        if name not in rulebook.knowledge.exercises:
            raise BadInput(name, "is not one of our exercises")
    made_of = inputs_of(rulebook, decision)
    asked = _asked(rulebook, decision, made_of)
    solved, _dropped = within_wishes(asked.problem)
    return Explanation(
        chosen=chosen(asked.problem, solved, asked.because),
        not_chosen=tuple(not_chosen(asked.problem, solved, asked.left_out, n) for n in names),
        levers=_levers(rulebook, decision, made_of, asked, solved),
        proof=solved.proof,
    )


def _asked(
    rulebook: Rulebook, decision: Decision, made_of: Inputs, also: str | None = None
) -> Asked:
    """The problem of the decision; `also` is a finding taken as true."""
    record = made_of.record
    if also:
        record = record.tell_all({also: True}, decision.as_of)
    known = facts(rulebook, record, decision.as_of)
    first = assess(rulebook.knowledge, record, known).priorities
    return ask(rulebook, known, first, made_of.practice, made_of.wishes)


def _levers(
    rulebook: Rulebook, decision: Decision, made_of: Inputs, asked: Asked, solved: Solved
) -> tuple[Lever, ...]:
    """More minutes, one more day, and each piece of kit that is not there."""
    found = [longer_days(asked.problem, solved), one_more_day(asked.problem, solved)]
    for finding in _lacking(rulebook, made_of):
        wider = _asked(rulebook, decision, made_of, finding).problem
        found.append(lever("kit", finding.removeprefix(KIT), solved, wider))
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.gain, one.kind)))


def _lacking(rulebook: Rulebook, made_of: Inputs) -> Iterator[str]:
    """Kit that somebody has said they do not have."""
    for name in rulebook.knowledge.findings:
        answer = made_of.record.answers.get(name)
        if name.startswith(KIT) and answer is not None and answer.value is False:
            yield name
