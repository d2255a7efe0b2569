"""A programme as JSON for other programs: what of it may be done today, and what may not."""

from typing import Any

from plumbline.care.programme import Day, Planned, Programme, Proof, Template
from plumbline.care.record import Facts
from plumbline.care.today import Barred, able
from plumbline.logic.rulebook import Rulebook
from plumbline.present.wording import dose
from plumbline.present.words import _

Json = dict[str, Any]


def programme(rulebook: Rulebook, known: Facts, week: Programme) -> Json:
    """The week as it may be done today; what is barred has a reason and no dose."""
    today = able(rulebook, known, week)
    left = today.programme
    return {
        "start": left.start.isoformat(),
        "stage": left.stage,
        "version": left.version,
        "changed_by": left.changed_by,
        "suspended": left.suspended,
        "minutes_a_day": left.minutes_a_day,
        "session_minutes": left.session_minutes,
        "exercises": [_planned(rulebook, planned) for planned in left.exercises],
        "not_today": not_today(rulebook, today.barred),
        "templates": [_template(left, name) for name in left.templates],
        "aerobic": left.aerobic,
        "days": [_day(day) for day in left.days],
        "proof": _proof(left.proof),
        "left_out": [
            {"id": one.exercise, "rule": one.rule, "kind": one.kind, "missing": one.missing}
            for one in left.left_out
        ],
    }


def on_hold(week: Programme) -> Json:
    """A week that may not be followed now: that it is kept, and nothing that could be done."""
    return {
        "start": week.start.isoformat(),
        "stage": week.stage,
        "version": week.version,
        "changed_by": week.changed_by,
        "suspended": week.suspended,
    }


def not_today(rulebook: Rulebook, barred: tuple[Barred, ...]) -> list[Json]:
    """What is barred today, and why; `known` is false where it only cannot be ruled out."""
    return [
        {
            "id": one.exercise,
            "title": _(rulebook.knowledge.exercises[one.exercise].title),
            "rule": one.objection.rule,
            "say": _(one.objection.say),
            "known": one.objection.known,
            "missing": list(one.objection.missing),
        }
        for one in barred
    ]


def _planned(rulebook: Rulebook, planned: Planned) -> Json:
    exercise = rulebook.knowledge.exercises[planned.exercise]
    return {
        "id": planned.exercise,
        "title": _(exercise.title),
        "dose": dose(exercise.doses[planned.dose], planned.more_on),
        "minutes": planned.minutes,
        "warnings": list(planned.warnings),
        "because": planned.because,
        "more_on": planned.more_on,
        "templates": list(planned.templates),
    }


def _template(programme: Programme, name: Template) -> Json:
    """One session by its letter, in the order to do it."""
    planned = programme.session(name)
    return {
        "id": name,
        "exercises": [item.exercise for item in planned],
        "minutes": sum(item.minutes for item in planned),
        "days": [
            day.on.isoformat() for day in programme.days if day.session and day.template == name
        ],
    }


def _day(day: Day) -> Json:
    """One day; `template` is null on a day without a session."""
    return {
        "on": day.on.isoformat(),
        "session": day.session,
        "template": day.template if day.session else None,
        "walk_minutes": day.walk_minutes,
    }


def _proof(proof: Proof | None) -> Json | None:
    """How good the week is known to be; null where it was not solved or has changed since."""
    if proof is None:
        return None
    return {
        "value": proof.value,
        "best": proof.best,
        "proven": proof.proven,
        "method": proof.method,
        "gap": proof.gap,
    }
