"""Reviews for the tests of care: a calm person with a plan, and what comes next for them."""

from collections.abc import Mapping
from datetime import timedelta

from plumbline.care.pathway import NextStep, review_step
from plumbline.care.record import Record
from plumbline.care.standing import standing
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

AT_REVIEW: Mapping[str, Value] = {
    "onset_date": TODAY - timedelta(days=200),
    "plan_weeks": 6,
    "improvement": "not_improving",
    "sessions_of_planned_percent": 80,
    "flares_in_plan": 0,
    "plan_changed_since_review": False,
}
"""Ordinary low back pain, six weeks into a plan that was done and has not helped clearly."""
SCIATICA: Mapping[str, Value] = {
    "pain_below_knee": True,
    "leg_pins_needles": True,
    "leg_pain_worse_than_back": True,
}
STENOSIS: Mapping[str, Value] = {
    "leg_symptoms_both_sides": True,
    "symptoms_on_walking_standing": True,
    "relief_sitting": True,
    "leg_pain_worse_than_back": True,
    "age_years": 66,
}


def at_review(**answers: Value) -> Record:
    return calm_record(**{**AT_REVIEW, **answers})


def next_step(**answers: Value) -> NextStep:
    return of(at_review(**answers))


def of(record: Record) -> NextStep:
    """What comes next for a record."""
    today = standing(rulebook(), record, TODAY)
    return review_step(rulebook(), today, today.known)


def read(answers: str) -> dict[str, Value]:
    """`a = 3, b, c?`: a number or a choice, true, and "don't know"."""
    given: dict[str, Value] = {}
    for part in (each.strip() for each in answers.split(",")):
        name, _, text = (each.strip() for each in part.partition("="))
        if part in ("-", ""):
            continue
        if part == "sciatica":
            given |= SCIATICA
        elif part == "stenosis":
            given |= STENOSIS
        elif text:
            given[name] = text if knowledge().findings[name].type == "choice" else int(text)
        elif part.endswith("?"):
            given[part[:-1].strip()] = None
        else:
            given[part] = True
    return given
