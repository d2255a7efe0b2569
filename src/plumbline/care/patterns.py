"""Which kinds of back pain the findings fit, in bands; never a percentage."""

from dataclasses import dataclass
from typing import Literal

from plumbline.care.record import Facts
from plumbline.knowledge.schema import Basis
from plumbline.logic.reasons import carried_by
from plumbline.logic.rulebook import Rulebook

Band = Literal["likely", "possible", "unlikely", "cannot_say"]
ORDER: tuple[Band, ...] = ("likely", "possible", "cannot_say", "unlikely")


@dataclass(frozen=True, slots=True)
class PatternState:
    """One pattern: its band, the rule that gave it, and the findings that carried the rule."""

    id: str
    band: Band
    rule: int | None
    why: str
    because: tuple[str, ...]
    basis: Basis | None
    unanswered: tuple[str, ...]


def patterns(rulebook: Rulebook, known: Facts) -> tuple[PatternState, ...]:
    """Every pattern, likely ones first. A rule that is unknown gives no band."""
    decided = known.outcomes
    residual = rulebook.relevance("patterns/").residual(known.values, known.unanswered)
    states: list[PatternState] = []
    for pattern in rulebook.knowledge.patterns.values():
        names = [f"patterns/{pattern.id}/bands/{i}" for i in range(len(pattern.bands))]
        asks = frozenset[str]().union(*(residual.get(name, frozenset()) for name in names))
        held = next((i for i, name in enumerate(names) if decided[name]), None)
        if held is None:
            states.append(
                PatternState(pattern.id, "cannot_say", None, "", (), None, tuple(sorted(asks)))
            )
            continue
        rule = pattern.bands[held]
        because = carried_by(rulebook.rules[names[held]], known.values)
        states.append(
            PatternState(
                pattern.id,
                rule.band,
                held,
                rule.why,
                tuple(sorted(rulebook.behind(because))),
                rule.basis,
                tuple(sorted(asks)),
            )
        )
    return tuple(sorted(states, key=lambda state: ORDER.index(state.band)))
