"""Swaps in a session: what a page offers instead of an exercise, and what a form says was done."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from plumbline.care.programme.model import Programme
from plumbline.care.programme.swap import REASONS, Reason, instead
from plumbline.errors import BadInput
from plumbline.present.load_words import Ratios, load_beside
from plumbline.present.words import N_, _
from plumbline.web.case import Case
from plumbline.web.forms import text
from plumbline.web.plan_today import Shown, Today, shown
from plumbline.web.plan_words import longest_walk

OFFERS = 2
"""Exercises offered for one reason: a choice, not a catalogue."""
SAYS: Mapping[Reason, str] = {
    "hurts": N_("It hurts"),
    "too_easy": N_("It is too easy"),
    "no_kit": N_("I have not got what it needs"),
}
_FIELD = "swap."
Swapped = Mapping[str, str | None]
"""A swap as it is stored: `because` of what, `to` which other exercise or None."""
_INSTEAD: Mapping[str | None, str] = {
    "hurts": N_("Instead of “%(planned)s” you did “%(other)s”, because it hurt."),
    "too_easy": N_("Instead of “%(planned)s” you did “%(other)s”, because it was too easy."),
    "no_kit": N_(
        "Instead of “%(planned)s” you did “%(other)s”, because you did not have what it needs."
    ),
}
_CHOSEN: Mapping[str | None, str] = {
    "hurts": N_("Instead of “%(planned)s” you chose “%(other)s”, because it hurt."),
    "too_easy": N_("Instead of “%(planned)s” you chose “%(other)s”, because it was too easy."),
    "no_kit": N_(
        "Instead of “%(planned)s” you chose “%(other)s”, because you did not have what it needs."
    ),
}
_NOTED: Mapping[str | None, str] = {
    "hurts": N_("You told us that “%(planned)s” hurt."),
    "too_easy": N_("You told us that “%(planned)s” is too easy."),
    "no_kit": N_("You left out “%(planned)s”, because you did not have what it needs."),
}
"""What is said of a swap: another exercise was done, was chosen and not done, or there was none."""


@dataclass(frozen=True, slots=True)
class Swaps:
    """What may be said of each planned exercise of today, and what may stand in for it."""

    by_exercise: Mapping[str, Mapping[Reason, tuple[str, ...]]]
    """Planned exercise -> reason -> exercises on offer, the most alike first; may be none."""
    offered: Mapping[str, Shown]
    """Every exercise on offer, once."""


def swaps(case: Case, view: Today) -> Swaps:
    """The swaps of today's session. What the session holds already is not offered, nor what the
    person does not want or what hurt lately."""
    programme, week = view.programme, view.week
    if programme is None or week is None:
        return Swaps({}, {})
    by_exercise: dict[str, Mapping[Reason, tuple[str, ...]]] = {}
    offered: dict[str, Shown] = {}
    moving, ratios = case.knowledge.programme.aerobic, Ratios(case.knowledge)
    taken = {planned.exercise for planned in programme.exercises} | {*moving}
    never = case.book.wishes().of("ban") | {*case.book.practice(case.today).hurt}
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
                never=never,
                ratios=ratios,
                most=OFFERS,
            )
            reasons[reason] = tuple(planned.exercise for planned in found)
            for planned in found:
                offered.setdefault(planned.exercise, shown(case.rulebook, view.standing, planned))
        by_exercise[item.exercise.id] = reasons
    return Swaps(by_exercise, {n: one for n, one in offered.items() if one.blocked is None})


def beside(case: Case, found: Swaps) -> dict[str, dict[str, str]]:
    """How heavy each offer is for the lower back beside what was planned: planned -> offer."""
    exercises, ratios = case.knowledge.exercises, Ratios(case.knowledge)
    return {
        name: {
            other: load_beside(exercises[other], exercises[name], ratios)
            for names in reasons.values()
            for other in names
        }
        for name, reasons in found.by_exercise.items()
    }


def _spare(programme: Programme) -> float:
    """Minutes of the person's day that the plan leaves free."""
    return max(0.0, programme.minutes_a_day - programme.session_minutes - longest_walk(programme))


def marked(
    done: Mapping[str, str], unmarked: Collection[str], swapped: Mapping[str, Swapped]
) -> dict[str, str]:
    """The marks with what the swaps say beside: what was swapped and left `unmarked` was stopped or
    left out, and what was done instead was done. A page with scripts marks both itself."""
    told = dict(done)
    for name, swap in swapped.items():
        if name in unmarked:
            told[name] = "stopped_pain" if swap["because"] == "hurts" else "skipped"
        if swap["to"]:
            told.setdefault(swap["to"], "done")
    return told


def said(case: Case, told: Mapping[str, Any]) -> Iterator[str]:
    """What a session's swaps were, one sentence each; `told` is what is stored of the session."""
    exercises = case.knowledge.exercises
    swapped: Mapping[str, Swapped] = told.get("swapped", {})
    for name, swap in swapped.items():
        if name not in exercises:
            continue
        to = exercises.get(swap["to"] or "")
        begun = to is not None and told["done"].get(to.id, "skipped") != "skipped"
        words = _INSTEAD if begun else _CHOSEN if to else _NOTED
        names = {"planned": _(exercises[name].title), "other": _(to.title) if to else ""}
        if swap["because"] in words:
            yield _(words[swap["because"]]) % names


def read_swaps(case: Case, form: FormData) -> dict[str, Swapped]:
    """What was swapped: planned exercise -> because of what, to which other one.

    It says what happened, so it is checked for names only: a session that arrives late must not
    be lost because the plan has moved on. Raises BadInput for a name that is not ours.
    """
    found: dict[str, Swapped] = {}
    for field in form:
        if field.startswith(_FIELD) and text(form, field):
            name, (reason, _colon, to) = (
                field.removeprefix(_FIELD),
                text(form, field).partition(":"),
            )
            known = case.knowledge.exercises
            if name not in known or reason not in REASONS or (to and to not in known):
                raise BadInput(_("the swap of an exercise"), _("is not one of ours"))
            found[name] = {"because": reason, "to": to or None}
    return found
