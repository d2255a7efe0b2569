"""Days, moves and days off in words."""

from collections.abc import Iterable, Mapping
from datetime import date

from plumbline.care.programme.moving import Kind, Problem
from plumbline.care.programme.schedule import Off, Session
from plumbline.present.days import day_name, short_day
from plumbline.present.words import N_, _, ngettext

_WHY_NOT: Mapping[Kind, str] = {
    "nothing": N_("There is no session on that day any more."),
    "done": N_("You have done this session already."),
    "past": N_("That day is over."),
    "off": N_("You marked this day as a day off."),
    "taken": N_("This day has a session already. One a day is enough."),
    "far": N_("That is too far away. A session can go to a day of its own week or of the next."),
    "strength": N_("Strength exercises would be on too many days running."),
    "full": N_("That week has as many sessions already as your plan gives it."),
    "crowded": N_("Another session would lose its place."),
}
OFF_SAYS: Mapping[Off, str] = {"rest": N_("Rest day"), "travel": N_("Away")}
"""What a day off is called."""


def why_not(found: Iterable[Problem]) -> str:
    """Why a session cannot go to a day, in a sentence or two; empty where it can."""
    return " ".join(_one(problem) for problem in found)


def _one(problem: Problem) -> str:
    if problem.kind == "strength" and problem.beside is not None:
        line = _("There are strength exercises on %(day)s, and your plan leaves a day between.")
        return line % {"day": short_day(problem.beside)}
    return _(_WHY_NOT[problem.kind])


def moved(since: date, to: date) -> str:
    """What is told after a move."""
    told = {"since": day_name(since), "to": day_name(to)}
    return _("Your session of %(since)s is now on %(to)s.") % told


def taken_off(days: int, before: Iterable[Session], after: Iterable[Session]) -> str:
    """What is told after days were taken off or given back: where each session went."""
    said: list[str] = []
    if days:
        said.append(ngettext("%(n)s day is off.", "%(n)s days are off.", days) % {"n": days})
    now = {session.origin: session.on for session in after}
    for session in before:
        went = now.get(session.origin)
        if went == session.on:
            continue
        if session.on is None and went is not None:
            said.append(_("You have a session on %(to)s again.") % {"to": day_name(went)})
        elif went is None and session.on is not None:
            line = _("The session of %(day)s rests: no other day of that week fits.")
            said.append(line % {"day": day_name(session.on)})
        elif went is not None and session.on is not None:
            told = {"since": day_name(session.on), "to": day_name(went)}
            said.append(_("The session of %(since)s goes to %(to)s.") % told)
    return " ".join(said)
