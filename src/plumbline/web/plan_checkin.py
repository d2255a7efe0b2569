"""The check-in: a few short questions, the plan's answer, and the one step up it may offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from starlette.datastructures import FormData

from plumbline.care.decision import Decision, read_programme, read_review
from plumbline.care.monitoring import check_in
from plumbline.care.monitoring.check_in import Review, review
from plumbline.care.programme import Programme
from plumbline.care.record import facts
from plumbline.journal import Event
from plumbline.journal.casebook import BASELINE
from plumbline.journal.following import ACTIVITIES
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value
from plumbline.present import wording
from plumbline.present.words import N_, _
from plumbline.web import plan_told
from plumbline.web.case import Case
from plumbline.web.forms import text, texts
from plumbline.web.plan_words import changes
from plumbline.web.questions import Asked, Reading, read
from plumbline.web.spoken import Told, base_findings

DAY, WORST, LEG = "pain_day_nrs", "pain_day_worst_nrs", "leg_pain_day_nrs"
FELT, MORNING = "session_felt", "next_morning"
SPREAD, NEW = "spread_down_limb", "anything_new_or_worse"
ORDER = (DAY, WORST, LEG, FELT, MORNING, SPREAD, NEW)
LABELS: Mapping[str, str] = {
    DAY: N_("Average pain since yesterday (0 to 10)"),
    WORST: N_("And at its worst"),
    LEG: N_("In your leg, on average"),
    FELT: N_("The last session felt"),
    MORNING: N_("The morning after it"),
    SPREAD: N_("Has it spread down a leg or arm?"),
    NEW: N_("Is anything new, or worse than before?"),
}
"""Short forms of the questions, so that all fit on one screen; one that was left out is asked once
more in its longer wording."""


@dataclass(frozen=True)
class Questions:
    """What a check-in asks: every time, and what has come round; `open` may be left out."""

    each: tuple[Finding, ...]
    rounds: tuple[Finding, ...]
    open: frozenset[str]


def questions(case: Case) -> Questions:
    """What today's check-in asks: all that its rules need, and what is asked once in a while."""
    findings, record = case.knowledge.findings, case.book.record()
    needed = check_in.questions(case.rulebook, record, case.today)
    due = case.following.due(record, case.today)
    needed += (due.direct,) if due.direct else ()
    wanted = dict.fromkeys((*needed, *due.questions))
    each = [name for name in ORDER if name in wanted]
    each += [name for name in dict.fromkeys(needed) if name not in each]
    rounds = [name for name in wanted if name not in each]
    rounds = [name for name in rounds if name not in ACTIVITIES or activity(case, name)]
    return Questions(
        each=tuple(findings[name] for name in each),
        rounds=tuple(findings[name] for name in rounds),
        open=frozenset(wanted) - frozenset(needed),
    )


def label(case: Case, finding: Finding) -> str:
    """The short form of a question, or the question itself; an activity by its own name."""
    named = activity(case, finding.id) if finding.id in ACTIVITIES else ""
    if named:
        asks = _(
            "How well can you do this now, from 0 (not at all) to 10 (as before): %(activity)s"
        )
        return asks % {"activity": named}
    return _(LABELS.get(finding.id, finding.question))


def activity(case: Case, name: str) -> str:
    """What the person would like to do again and a question about an activity stands for, as it
    was when the plan began: a score that changes its meaning is none. Empty where there is none."""
    followed, place = case.following.followed, ACTIVITIES.index(name)
    if followed is None or place >= len(followed.activities):
        return ""
    goal = case.knowledge.findings[followed.activities[place]]
    return _(goal.item or goal.question)


def read_form(case: Case, form: FormData) -> Reading:
    """The answers; what comes once in a while may be left out, all else is a problem if it is."""
    asked = questions(case)
    reading = read(Asked((*asked.each, *asked.rounds)), form, case.today)
    problems = {
        name: problem
        for name, problem in reading.problems.items()
        if name not in asked.open or reading.typed[name].told
    }
    asked_again = set(texts(form, "again"))
    # Somebody who could not say is asked once more in other words; only then it is "don't know".
    for name, value in reading.values.items():
        if value is None and name not in asked_again and name != FELT and name not in asked.open:
            problems[name] = _("Here is the question in other words.")
    average, worst = reading.values.get(DAY), reading.values.get(WORST)
    if isinstance(average, int) and isinstance(worst, int) and worst < average:
        problems[WORST] = _("The worst moment cannot be less than the average. Please look again.")
    return Reading(reading.values, problems, reading.typed)


def store(case: Case, form: FormData, values: Mapping[str, Value]) -> Review:
    """Store a check-in, and before it what was told of the last session."""
    request_id = text(form, "request_id") or None
    plan_told.store(case, text(form, "did"), request_id)
    unsure = {name: None for name, value in values.items() if value is None}
    if unsure:
        # A first and a second "don't know" in one form: the rules may then count on it.
        case.book.answer(unsure, case.today)
    return case.book.check_in(values, case.today, request_id=request_id)


@dataclass(frozen=True)
class Answered:
    """What the last check-in led to."""

    event: int
    review: Review
    because: tuple[Told, ...]
    changed: list[str]
    after: Programme


def last_answer(case: Case) -> Answered | None:
    """The last check-in's answer, with what it changed."""
    last = case.book.latest("review")
    return read_answer(case, last) if last else None


def read_answer(case: Case, event: Event) -> Answered:
    """A stored review in words."""
    decision = Decision.from_json(cast(dict[str, Any], event.payload))
    outcome = decision.outcome or {}
    answer, after = read_review(outcome["review"]), read_programme(outcome["programme"])
    before = read_programme(decision.inputs["programme"])
    told = decision.inputs["record"]["answers"]
    findings = case.knowledge.findings
    because = tuple(
        Told(
            name, label(case, finding), wording.value(finding, told[name]["value"]), decision.as_of
        )
        for name in base_findings(case.rulebook, answer.because)
        if (finding := findings.get(name)) and name in told
    )
    return Answered(event.id, answer, because, changes(case.knowledge, before, after), after)


def ticket(case: Case) -> str:
    """Names the step on offer, so that a yes counts for that very step and for no later one."""
    answered, programme = last_answer(case), case.book.programme()
    return f"{answered.event}-{programme.version}" if answered and programme else ""


@dataclass(frozen=True)
class WhatIf:
    """What the plan would say to a check-in tomorrow."""

    suppose: str
    says: str


def what_ifs(case: Case) -> list[WhatIf]:
    """The plan's answers to four mornings, from the very rules that will answer them."""
    record = case.book.record()
    told = record.answers.get(BASELINE)
    usual = told.value if told and isinstance(told.value, int) else None
    calm: dict[str, Value] = {
        DAY: usual,
        MORNING: "same",
        FELT: "right",
        SPREAD: False,
        NEW: False,
    }
    stronger = case.knowledge.findings[DAY].max
    mornings: list[tuple[str, dict[str, Value]]] = [
        (_("your pain is about as usual and the session felt right"), calm),
        (_("your pain is much stronger than usual"), {**calm, DAY: stronger and int(stronger)}),
        (_("your back is worse in the morning"), {**calm, MORNING: "worse"}),
        (_("pain spreads further down a leg or arm, or something is new"), {**calm, NEW: True}),
    ]
    said: list[WhatIf] = []
    for suppose, values in mornings:
        # Times 2: these are answers, also where one of them is "don't know".
        imagined = record.tell_all(values, case.today, times=2)
        answer = review(case.rulebook, facts(case.rulebook, imagined, case.today))
        said.append(WhatIf(suppose, _(answer.say)))
    return said
