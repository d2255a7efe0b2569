"""How the plan answers a check-in: the pain-monitoring model, rule by rule.

The first rule that holds decides. A rule that backs off counts as holding while it is unknown;
one that would add load never does.
"""

from dataclasses import dataclass
from typing import Literal

from plumbline.care.record import Facts, Record
from plumbline.errors import NotReady
from plumbline.knowledge.schema import Basis, Response
from plumbline.logic.expression import columns
from plumbline.logic.reasons import carried_by
from plumbline.logic.rulebook import Rulebook

Action = Literal["stop_and_check", "step_back", "hold", "may_progress", "quota"]
BACKS_OFF: frozenset[Action] = frozenset({"stop_and_check", "step_back"})


@dataclass(frozen=True, slots=True)
class Review:
    """What a check-in leads to, with the rule and the findings it rests on."""

    action: Action
    rule: str
    say: str
    why: str
    because: tuple[str, ...]
    basis: Basis


def questions(rulebook: Rulebook, record: Record) -> tuple[str, ...]:
    """What a check-in asks: what its rules need, and again each time how safe somebody feels who
    has told us of dark thoughts before."""
    asked = list(rulebook.knowledge.monitoring.needs)
    for flag in rulebook.knowledge.red_flags.values():
        if not flag.crisis:
            continue
        rules = (rulebook.rules[f"red_flags/{flag.id}/levels/{i}"] for i in range(len(flag.levels)))
        names = sorted(rulebook.behind(name for rule in rules for name in columns(rule)))
        told = any(answer.value is True for n in names if (answer := record.answers.get(n)))
        cleared = any(clearance.red_flag == flag.id for clearance in record.clearances)
        if told or cleared:
            asked += [n for n in names if n not in asked and n not in rulebook.applies]
    return tuple(asked)


def review(rulebook: Rulebook, known: Facts) -> Review:
    """Answer a check-in. Raises NotReady naming the questions that were not answered."""
    monitoring = rulebook.knowledge.monitoring
    missing = [name for name in monitoring.needs if name in known.not_asked]
    if missing:
        raise NotReady(f"a check-in needs: {', '.join(missing)}")
    decided = rulebook.decide(known.values)
    for response in monitoring.responses:
        name = f"monitoring/{response.id}"
        holds = decided[name]
        if holds or (holds is None and response.action in BACKS_OFF):
            because = carried_by(rulebook.rules[name], known.values)
            return _review(response, tuple(sorted(rulebook.behind(because))))
    return _review(monitoring.otherwise, ())


def _review(response: Response, because: tuple[str, ...]) -> Review:
    return Review(
        action=response.action,
        rule=f"monitoring/{response.id}",
        say=response.say,
        why=response.why,
        because=because,
        basis=response.basis,
    )
