"""How the plan answers a check-in: the pain-monitoring model, rule by rule.

The first rule that holds decides. A rule that backs off counts as holding while it is unknown;
one that would add load never does.
"""

from dataclasses import dataclass
from typing import Literal

from plumbline.care.record import Facts
from plumbline.errors import NotReady
from plumbline.knowledge.schema import Basis, Response
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
