"""Swaps in a session: what a page offers instead of an exercise, and what a form says was done."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from plumbline.care.programme.model import Programme
from plumbline.care.programme.swap import REASONS, Reason, instead
from plumbline.errors import BadInput
from plumbline.present.words import N_, _
from plumbline.web.case import Case
from plumbline.web.forms import text
from plumbline.web.plan_today import Shown, Today, shown

OFFERS = 2
"""Exercises offered for one reason: a choice, not a catalogue."""
SAYS: Mapping[Reason, str] = {
    "hurts": N_("It hurts"),
    "too_easy": N_("It is too easy"),
    "no_kit": N_("I have not got what it needs"),
}
_FIELD = "swap."


@dataclass(frozen=True, slots=True)
class Swaps:
    """What may be said of each planned exercise of today, and what may stand in for it."""

    by_exercise: Mapping[str, Mapping[Reason, tuple[str, ...]]]
    """Planned exercise -> reason -> exercises on offer, the most alike first; may be none."""
    offered: Mapping[str, Shown]
    """Every exercise on offer, once."""


def swaps(case: Case, view: Today) -> Swaps:
    """The swaps of today's session. What the session holds already is not offered."""
    programme, week = view.programme, view.week
    if programme is None or week is None:
        return Swaps({}, {})
    by_exercise: dict[str, Mapping[Reason, tuple[str, ...]]] = {}
    offered: dict[str, Shown] = {}
    moving = case.knowledge.programme.aerobic
    taken = {planned.exercise for planned in programme.exercises} | {*moving}
    for item in view.items:
        if item.exercise.id in moving:
            continue
        reasons: dict[Reason, tuple[str, ...]] = {}
        for reason in REASONS:
            if reason == "no_kit" and not item.exercise.kit:
                continue
            found = instead(
                case.rulebook,
                view.standing.known,
                week,
                item.exercise,
                reason,
                minutes=item.minutes + _spare(programme),
                taken=taken,
            )[:OFFERS]
            reasons[reason] = tuple(planned.exercise for planned in found)
            for planned in found:
                offered.setdefault(planned.exercise, shown(case.rulebook, view.standing, planned))
        by_exercise[item.exercise.id] = reasons
    return Swaps(by_exercise, {n: one for n, one in offered.items() if one.blocked is None})


def _spare(programme: Programme) -> float:
    """Minutes of the person's day that the plan leaves free."""
    walk = max((day.walk_minutes for day in programme.days), default=0)
    return max(0.0, programme.minutes_a_day - programme.session_minutes - walk)


def read_swaps(case: Case, form: FormData) -> dict[str, dict[str, str | None]]:
    """What was swapped: planned exercise -> because of what, to which other one.

    It says what happened, so it is checked for names only: a session that arrives late must not
    be lost because the plan has moved on. Raises BadInput for a name that is not ours.
    """
    found: dict[str, dict[str, str | None]] = {}
    for field in form:
        if field.startswith(_FIELD):
            name, (reason, _colon, to) = (
                field.removeprefix(_FIELD),
                text(form, field).partition(":"),
            )
            known = case.knowledge.exercises
            if name not in known or reason not in REASONS or (to and to not in known):
                raise BadInput(_("the swap of an exercise"), _("is not one of ours"))
            found[name] = {"because": reason, "to": to or None}
    return found
