"""Which question comes next: no branches by hand, only what can still change the outcome.

Age comes first because so much hangs on it. Then safety, most urgent first, until nothing
unanswered can change the urgency. Where exercise has to wait for someone to look, the questions
end there. Otherwise follows what shapes the plan: what the programme needs, then whatever can
still change a pattern or a caution, those first that settle most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plumbline.care.cautions import ANY_PLAN
from plumbline.care.record import Facts, Record, facts
from plumbline.care.triage import BLOCKS_EXERCISE, RED_FLAGS, Triage, weigh
from plumbline.logic.expression import columns
from plumbline.logic.rulebook import Rulebook

FIRST = ("age_years", "sex_at_birth")
SHAPING = ("patterns/", "exercises/", "first_weeks/", "courses/", "programme/")
Phase = Literal["about_you", "safety", "plan"]


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked together: one finding, or several members of one tick list.

    `again` means that the person said "I don't know" before, and the other wording is used.
    """

    phase: Phase
    findings: tuple[str, ...]
    list: str | None
    again: bool
    answered: int
    to_come: int

    @property
    def share_done(self) -> float:
        """How far along the questions are, 0 to 1; what is to come is an upper bound."""
        return self.answered / max(1, self.answered + self.to_come)


def next_page(rulebook: Rulebook, record: Record, as_of: date) -> Page | None:
    """The next question or list, or None when no answer can change the outcome any more."""
    known = facts(rulebook, record, as_of)
    return next_page_after(rulebook, record, known, weigh(rulebook, record, known))


def next_page_after(
    rulebook: Rulebook, record: Record, known: Facts, verdict: Triage
) -> Page | None:
    """The same, on facts and verdict already at hand."""
    wanted: Iterable[str]
    first = [name for name in FIRST if name in known.unanswered]
    if first and verdict.urgency != "emergency_now":
        phase: Phase = "about_you"
        wanted = first[:1]
    elif verdict.still_matter:
        phase, wanted = "safety", verdict.still_matter
    elif verdict.urgency in BLOCKS_EXERCISE:
        return None
    else:
        phase, wanted = "plan", shaping_questions(rulebook, known)
    names = askable(rulebook, known, wanted)
    if not names:
        return None
    fresh = [name for name in names if name not in record.answers or name in known.expired]
    chosen = (fresh or names)[0]
    again = not fresh
    together = _together(rulebook, record, known, chosen, fresh) if fresh else (chosen,)
    tick_list = rulebook.knowledge.findings[chosen].list if not again else None
    answered = sum(1 for name in record.answers if name not in known.unanswered)
    return Page(phase, together, tick_list, again, answered, len(names))


def shaping(rulebook: Rulebook) -> tuple[str, ...]:
    """Where the rules stand that shape a plan; a treatment only where an exercise belongs to it."""
    exercises = rulebook.knowledge.exercises.values()
    groups = {ANY_PLAN, *(group for exercise in exercises for group in exercise.treatment_groups)}
    return (*SHAPING, *(f"treatments/{group}/" for group in sorted(groups)))


def shaping_questions(rulebook: Rulebook, known: Facts) -> tuple[str, ...]:
    """Unanswered findings that can still change the plan or a pattern, in the order to ask."""
    needs = [
        need.finding
        for need in rulebook.knowledge.programme.needs
        if need.finding in known.unanswered and _needed(rulebook, known, need.finding)
    ]
    weight: dict[str, float] = {}
    decided = known.outcomes
    for name, still in known.undecided(rulebook, *shaping(rulebook)).items():
        if _overtaken(name, decided):
            continue
        for finding in still.asks:
            weight[finding] = weight.get(finding, 0.0) + 1 / len(still.asks)
    rest = sorted(weight.keys() - set(needs), key=lambda name: (-weight[name], name))
    return (*needs, *rest)


def _needed(rulebook: Rulebook, known: Facts, finding: str) -> bool:
    name = f"programme/needs/{finding}"
    return name not in rulebook.rules or known.outcomes[name] is not False


def _overtaken(name: str, decided: Mapping[str, bool | None]) -> bool:
    """A pattern's later band no longer matters once an earlier one holds."""
    kind, thing, *place = name.split("/")
    if kind != "patterns":
        return False
    earlier = range(int(place[1]))
    return any(decided[f"patterns/{thing}/bands/{index}"] for index in earlier)


def askable(rulebook: Rulebook, known: Facts, wanted: Iterable[str]) -> list[str]:
    """The wanted findings in order, each after the unanswered ones that say whether it applies."""
    undecided = rulebook.gate_relevance.residual(known.values, known.unanswered)
    names: dict[str, None] = {}

    def add(name: str) -> None:
        if name in names or rulebook.knowledge.findings[name].asked_of != "person":
            return
        if name not in undecided:
            names[name] = None
            return
        for needed in sorted(rulebook.behind(columns(rulebook.applies[name])) & known.unanswered):
            add(needed)

    for name in wanted:
        add(name)
    return list(names)


def _together(
    rulebook: Rulebook, record: Record, known: Facts, chosen: str, fresh: list[str]
) -> tuple[str, ...]:
    """The members of a tick list that matter, in the order of its file.

    Those that matter only later (for the plan) are asked along: one list is one look. Of a list
    that is a drawing, all are.
    """
    findings = rulebook.knowledge.findings
    tick_list = findings[chosen].list
    if tick_list is None:
        return (chosen,)
    members = {name for name, finding in findings.items() if finding.list == tick_list}
    open_rules = [known.undecided(rulebook, *under) for under in ((RED_FLAGS,), shaping(rulebook))]
    later = {name for rules in open_rules for still in rules.values() for name in still.asks}
    asked = record.answers.keys() - known.expired
    also = set(askable(rulebook, known, sorted(members & later))) - asked
    whole = rulebook.knowledge.lists[tick_list].whole
    matter = members - asked if whole else members & (set(fresh) | also)
    return tuple(name for name in findings if name in matter)
