"""People for the tests of care: one with nothing wrong, and random ones from a seeded source.

Everything is made from the knowledge at run time, so a new finding is in every test at once.
"""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from plumbline.care.record import ASK_TWICE, Answer, Record
from plumbline.knowledge import Knowledge, load
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook, compile_rules
from plumbline.logic.schema import Value

TODAY = date(2026, 3, 2)
CALM: Mapping[str, Value] = {
    "age_years": 40,
    "sex_at_birth": "female",
    "country": "gb",
    "pain_main_place": "low_back",
    "pain_low_back": True,
    "onset_date": TODAY - timedelta(days=20),
    "can_get_to_floor": True,
    "minutes_per_day": 20,
    "days_per_week": 5,
    "walk_minutes_comfortable": 20,
    "pain_now_nrs": 3,
    "pain_usual_nrs": 3,
    "pain_usual_before_nrs": 3,
    "pain_worst_nrs": 4,
    "confidence_despite_pain": 8,
    "active_days_week": 4,
    "session_felt": "right",
    "next_morning": "same",
}
"""An adult with ordinary back pain who says no to every question about danger."""


@cache
def knowledge() -> Knowledge:
    return load()


@cache
def rulebook() -> Rulebook:
    return compile_rules(knowledge())


def calm_value(finding: Finding) -> Value:
    """What the calm person answers: nothing alarming, nothing calming that was not asked."""
    if finding.id in CALM:
        return CALM[finding.id]
    match finding.type:
        case "boolean":
            return False
        case "integer":
            return int(finding.min or 0)
        case "number":
            return float(finding.min or 0)
        case "choice":
            return (finding.danger_order or tuple(c.id for c in finding.choices))[0]
        case "date":
            return None


def calm_values() -> dict[str, Value]:
    """The calm person's answers to every question; no physical test was done."""
    tested = knowledge().test_findings
    return {f.id: calm_value(f) for f in knowledge().findings.values() if f.id not in tested}


def record_of(values: Mapping[str, Value], on: date = TODAY, order: int = 1) -> Record:
    """A record of settled answers: None is "don't know", said twice."""
    # All at once: told one by one, each answer copies all those before it.
    times = {name: ASK_TWICE if value is None else 1 for name, value in values.items()}
    told = {n: Answer(v, on, times=times[n], order=order) for n, v in values.items()}
    return Record(MappingProxyType(told))


def calm_record(**answers: Value) -> Record:
    """The calm person's record, but for these answers."""
    unknown = answers.keys() - knowledge().findings.keys()
    assert not unknown, f"no such finding: {sorted(unknown)}"
    return record_of({**calm_values(), **answers})


def random_answer(rng: random.Random, finding: Finding, danger: float = 0.5) -> Value:
    """An answer within bounds; `danger` is how often a boolean is true."""
    match finding.type:
        case "boolean":
            return rng.random() < danger
        case "integer":
            return rng.randint(int(finding.min or 0), int(finding.max or 0))
        case "number":
            return rng.uniform(finding.min or 0, finding.max or 0)
        case "choice":
            return rng.choice([choice.id for choice in finding.choices])
        case "date":
            spread = (1, 700) if finding.input == "ago" else (-250, 0)
            return TODAY - timedelta(days=rng.randint(*spread))


def simulated_person(rng: random.Random) -> dict[str, Value]:
    """The full truth of one person: most things fine, a few dangers, all kinds of lives.

    How many things are wrong differs between people: one in three is quite well.
    """
    danger = rng.choice([0.0, 0.0, 0.01, 0.03, 0.08, 0.2])
    truth: dict[str, Value] = {}
    for finding in knowledge().findings.values():
        alarming = finding.danger == "yes" and finding.type == "boolean"
        truth[finding.id] = random_answer(rng, finding, danger if alarming else 0.4)
    truth["age_years"] = rng.choice([9, 16, 30, 40, 44, 50, 57, 63, 66, 72, 80, rng.randint(0, 99)])
    return truth


def random_record(rng: random.Random, blank: float = 0.3, unsure: float = 0.1) -> Record:
    """A record in which every finding is answered, unknown ("don't know" twice) or not asked."""
    truth = simulated_person(rng)
    told: dict[str, Value] = {}
    for name, value in truth.items():
        roll = rng.random()
        if roll >= blank:
            told[name] = None if roll < blank + unsure else value
    return record_of(told)


def answering(
    rng: random.Random, truth: Mapping[str, Value], unsure: float = 0.0
) -> Callable[[str, int], Value]:
    """How a person answers a finding, the n-th time it is asked.

    With `unsure`, they now and then say "don't know" (None): to some questions only at first.
    """
    stubborn = {name: rng.random() < unsure for name in truth}
    hesitant = {name: rng.random() < unsure for name in truth}

    def answer(name: str, time: int) -> Value:
        unknown = stubborn[name] or (hesitant[name] and time == 1)
        return None if unknown else truth[name]

    return answer
