"""How the plan answers a check-in: the pain-monitoring model, rule by rule.

The first rule that holds decides. A rule that backs off counts as holding while it is unknown;
one that would add load never does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plumbline.care.intake import askable
from plumbline.care.record import Facts, Record, facts, too_old
from plumbline.care.triage import level_names, weigh
from plumbline.errors import NotReady
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis, Response
from plumbline.logic.expression import columns
from plumbline.logic.reasons import carried_by
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

Action = Literal["stop_and_check", "step_back", "hold", "may_progress", "quota"]
NEW_OR_WORSE = "anything_new_or_worse"
LASTING_DAYS = 14
"""Symptoms whose answers hold at least this long count as lasting."""
MOST_DUE = 3
"""More questions than this that have grown old are no check-in but a new check."""
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
    rest_days: int = 0
    drops_direction: bool = False
    asks_again_within_days: int = 0


def questions(rulebook: Rulebook, record: Record, as_of: date) -> tuple[str, ...]:
    """What a check-in asks: what its rules need; how safe somebody feels who has told us of dark
    thoughts before, each time; and the odd safety question whose answer has grown too old."""
    asked = [*rulebook.knowledge.monitoring.needs, *_crisis_questions(rulebook, record)]
    known = facts(rulebook, record, as_of)
    open_ = askable(rulebook, known, weigh(rulebook, record, known).still_matter)
    due = [name for name in open_ if name in known.expired]
    if len(due) <= MOST_DUE:
        asked += due
    return tuple(dict.fromkeys(asked))


def _crisis_questions(rulebook: Rulebook, record: Record) -> Iterator[str]:
    for flag in rulebook.knowledge.red_flags.values():
        if not flag.crisis:
            continue
        rules = (rulebook.rules[name] for name in level_names(flag))
        names = sorted(rulebook.behind(name for rule in rules for name in columns(rule)))
        told = any(answer.value is True for n in names if (answer := record.answers.get(n)))
        cleared = any(clearance.red_flag == flag.id for clearance in record.clearances)
        if told or cleared:
            yield from (name for name in names if name not in rulebook.applies)


def told_at_check_in(
    knowledge: Knowledge,
    record: Record,
    values: Mapping[str, Value],
    on: date,
    order: int,
) -> Record:
    """The record with a check-in's answers.

    "Nothing is new or worse" says every lasting symptom again that was told within its time; what
    passes quickly, or is about how safe somebody feels, is asked anew, and so are scores: that
    nothing is worse gives no number.
    """
    record = record.tell_all(values, on, order=order)
    if values.get(NEW_OR_WORSE) is not False:
        return record
    findings, scores = knowledge.findings, _scores(knowledge)
    lasting = (
        name
        for name, answer in record.answers.items()
        if name in findings
        and name not in scores
        and (findings[name].valid_days or 0) >= LASTING_DAYS
        and not too_old(findings[name], answer, on)
    )
    return record.renew(list(lasting), on)


def _scores(knowledge: Knowledge) -> frozenset[str]:
    """What questionnaires and rounds of following ask."""
    items = {item for one in knowledge.instruments.values() for item in one.items}
    rounds = knowledge.rhythm.rounds
    return frozenset(items).union(*(one.questions + one.instead for one in rounds))


def review(rulebook: Rulebook, known: Facts) -> Review:
    """Answer a check-in. Raises NotReady naming the questions that were not answered."""
    monitoring = rulebook.knowledge.monitoring
    missing = [name for name in monitoring.needs if name in known.not_asked]
    if missing:
        raise NotReady(f"a check-in needs: {', '.join(missing)}")
    decided = known.outcomes
    for response in monitoring.responses:
        name = f"monitoring/{response.id}"
        holds = decided[name]
        if holds or (holds is None and response.action in BACKS_OFF):
            because = carried_by(rulebook.rules[name], known.values)
            return _review(response, tuple(sorted(rulebook.behind(because))))
    return _review(monitoring.otherwise, ())


def stopping(rulebook: Rulebook) -> frozenset[str]:
    """The findings whose "yes" leads back to the safety questions, wherever it is told."""
    answers = rulebook.knowledge.monitoring.responses
    rules = [f"monitoring/{one.id}" for one in answers if one.action == "stop_and_check"]
    read = (columns(rulebook.rules[name]) for name in rules)
    return rulebook.behind(frozenset[str]().union(*read))


def _review(response: Response, because: tuple[str, ...]) -> Review:
    return Review(
        action=response.action,
        rule=f"monitoring/{response.id}",
        say=response.say,
        why=response.why,
        because=because,
        basis=response.basis,
        rest_days=response.rest_days,
        drops_direction=response.drops_direction,
        asks_again_within_days=response.asks_again_within_days,
    )
