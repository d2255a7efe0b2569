"""Decisions as JSON for other programs: plain values, in an order that does not change."""

import json
from typing import Any

from plumbline.care.instruments import Score
from plumbline.care.intake import Page
from plumbline.care.monitoring.check_in import Review
from plumbline.care.patterns import PatternState
from plumbline.care.programme import Programme
from plumbline.care.standing import Standing
from plumbline.care.today import may_follow
from plumbline.care.triage import FlagState
from plumbline.cli import programme_json
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value
from plumbline.present.explain import Explanation
from plumbline.present.wording import flag_says, said, see_within
from plumbline.present.words import _

Json = dict[str, Any]


def show(value: Any) -> None:
    """Print it."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def check(rulebook: Rulebook, today: Standing) -> Json:
    """The verdict whole: every red flag, the patterns, and what is still to be asked."""
    triage = today.triage
    return {
        "as_of": triage.as_of.isoformat(),
        "urgency": triage.urgency,
        "see_within": see_within(triage.see_within_hours, triage.urgency) or None,
        "see_within_hours": triage.see_within_hours,
        "complete": triage.complete,
        "crisis": triage.crisis,
        "exercise_allowed": triage.exercise_allowed,
        "may_plan": today.may_plan,
        "red_flags": [_flag(rulebook, today, flag) for flag in triage.flags],
        "patterns": [_pattern(rulebook, today, pattern) for pattern in today.patterns],
        "instruments": [_score(rulebook, score) for score in today.scores],
        "next_question": _question(rulebook, today.next_page),
        "questions_that_still_matter": list(triage.still_matter),
        "knowledge_version": rulebook.knowledge.version,
    }


def _score(rulebook: Rulebook, score: Score) -> Json:
    """A questionnaire's score; `total` is null while too little of it was answered."""
    instrument = rulebook.knowledge.instruments[score.instrument]
    return {
        "id": score.instrument,
        "abbreviation": instrument.abbreviation,
        "total": score.total,
        "of": instrument.max,
        "answered": score.answered,
        "items": score.items,
        "complete": score.complete,
        "lowest_possible": score.low,
        "highest_possible": score.high,
        "subscale": score.subscale,
        "reading": _(score.cutoff.label) if score.cutoff else None,
        "next": score.next,
        "attribution": instrument.attribution,
    }


def plan(rulebook: Rulebook, today: Standing, programme: Programme | None) -> Json:
    """The plan as it may be done today, or null with what stands in its way."""
    follows = programme if may_follow(today, programme) else None
    return {
        "as_of": today.triage.as_of.isoformat(),
        "programme": programme_json.programme(rulebook, today.known, follows) if follows else None,
        "in_the_way": [] if follows else in_the_way(today, programme),
        "urgency": today.triage.urgency,
        "next_question": _question(rulebook, today.next_page),
        "knowledge_version": rulebook.knowledge.version,
    }


def in_the_way(today: Standing, programme: Programme | None = None) -> list[str]:
    """Why no programme is made, or why the one there is waits, as names: the order says what to
    settle first."""
    allowed = today.triage.exercise_allowed
    flags = [] if allowed else [f"red_flags/{flag.id}" for flag in today.triage.open_flags]
    waiting = ["open_questions"] if today.next_page or not today.triage.complete else []
    against_it = [objection.rule for objection in today.to_settle]
    fits = [f"patterns/{name}" for name in today.information_only]
    held = ["on_hold"] if programme and programme.suspended else []
    return [*flags, *against_it, *waiting, *fits, *held]


def review(
    rulebook: Rulebook, today: Standing, answer: Review, programme: Programme, offered: bool
) -> Json:
    """The answer to a check-in, and the programme after it; of one that waits only its name."""
    follows = may_follow(today, programme)
    return {
        "action": answer.action,
        "rule": answer.rule,
        "say": _(answer.say),
        "why": _(answer.why),
        "because": list(answer.because),
        "status": answer.basis.status,
        "sources": list(answer.basis.sources),
        "step_up_offered": offered,
        "programme": (
            programme_json.programme(rulebook, today.known, programme)
            if follows
            else programme_json.on_hold(programme)
        ),
        "in_the_way": [] if follows else in_the_way(today, programme),
        "knowledge_version": rulebook.knowledge.version,
    }


def finding(item: Finding) -> Json:
    """What a finding is and accepts."""
    allowed: Json | list[Any] | None
    match item.type:
        case "boolean":
            allowed = [True, False]
        case "choice":
            allowed = [choice.id for choice in item.choices]
        case "integer" | "number":
            allowed = {"min": item.min, "max": item.max}
        case "date":
            allowed = None
    if item.type == "integer" and item.min is not None and item.max is not None:
        allowed = {"min": int(item.min), "max": int(item.max)}
    return {
        "id": item.id,
        "type": item.type,
        "unit": item.unit,
        "allowed": allowed,
        "question": _(item.question),
        "list": item.list,
        "danger": item.danger,
        "valid_days": item.valid_days,
        "asked_of": item.asked_of,
    }


def explanation(item: Explanation) -> Json:
    """Why we say so, with every source."""
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "plain": list(item.plain),
        "status": item.status,
        "note": item.note,
        "rules": [
            {
                "name": rule.name,
                "follows": rule.follows,
                "says": list(rule.says),
                "rule": rule.text,
                "in_words": ["  " * depth + text for depth, text in rule.words.lines()],
                "reads": list(rule.reads),
                "status": rule.status,
                "note": rule.note,
            }
            for rule in item.rules
        ],
        "numbers": [
            {"what": each.what, "value": each.value, "status": each.status, "note": each.note}
            for each in item.numbers
        ],
        "sources": [source.model_dump(mode="json") for source in item.sources],
        "used_by": list(item.used_by),
        "also": list(item.also),
    }


def _flag(rulebook: Rulebook, today: Standing, state: FlagState) -> Json:
    flag = rulebook.knowledge.red_flags[state.id]
    return {
        "id": state.id,
        "title": _(flag.title),
        "state": "unknown" if state.state is None else state.state,
        "urgency": state.urgency,
        "see_within_hours": state.see_within_hours,
        "says": flag_says(flag, state) if state.urgency else None,
        "reasons": _reasons(rulebook, today, state.because),
        "counted_as_unknown": state.counted_as_unknown,
        "unanswered": list(state.unanswered),
        "sources": list(state.sources),
        "status": state.status,
        "cleared": state.cleared_by is not None,
    }


def _pattern(rulebook: Rulebook, today: Standing, state: PatternState) -> Json:
    return {
        "id": state.id,
        "title": _(rulebook.knowledge.patterns[state.id].title),
        "band": state.band,
        "why": _(state.why) or None,
        "reasons": _reasons(rulebook, today, state.because),
        "unanswered": list(state.unanswered),
        "sources": list(state.basis.sources) if state.basis else [],
        "status": state.basis.status if state.basis else None,
    }


def _reasons(rulebook: Rulebook, today: Standing, names: tuple[str, ...]) -> list[Json]:
    values = today.known.values
    return [
        {
            "finding": name,
            "value": _plain(values.get(name)),
            "says": said(rulebook.knowledge, name, values.get(name)),
        }
        for name in names
    ]


def _plain(value: Value) -> bool | int | float | str | None:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _question(rulebook: Rulebook, page: Page | None) -> Json | None:
    if page is None:
        return None
    knowledge = rulebook.knowledge
    first = knowledge.findings[page.findings[0]]
    if page.list:
        text = knowledge.lists[page.list].question
    else:
        text = first.again if page.again else first.question
    return {
        "phase": page.phase,
        "findings": list(page.findings),
        "list": page.list,
        "question": _(text),
    }
