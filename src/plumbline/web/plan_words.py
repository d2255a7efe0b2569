"""What changed and what happened, in plain words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from plumbline.care.programme import Planned, Programme
from plumbline.journal import Event
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Side
from plumbline.present import assessment, wording
from plumbline.present.days import weekday_short
from plumbline.present.words import N_, _
from plumbline.web.case import Case

BY_TESTS = "impairments/"
"""How the rules of exercises begin that tests chose."""

WHY_CHANGED = {
    "made": N_("Your plan was made"),
    "accepted": N_("You took a small step up"),
    "step_back": N_("Your plan became lighter"),
    "flare": N_("Your plan became lighter for the flare-up"),
    "stop_and_check": N_("Exercise was paused until the safety questions are answered"),
    "recheck": N_("Exercise was paused until the safety questions are answered"),
    "resumed": N_("You took your plan up again"),
    "refocused": N_("You turned your plan to what your tests found"),
    "measured": N_("An exercise left your plan because of a test result"),
    "replanned": N_("Your plan was made anew, as you asked"),
    "new_week": N_("You began a new week"),
    "wished_person": N_("Your plan was made anew around what you asked for"),
    "wished_clinician": N_(
        "Your plan was made anew around what your doctor or physiotherapist asked for"
    ),
    "different": N_("Exercise was paused, because your last days looked different"),
    "smaller": N_("You made your plan smaller"),
    "lighter": N_("Your plan became lighter after a break"),
    "undone": N_("You undid the last change of your plan"),
}
"""Why a programme was stored, by the casebook's own name for it."""


def changes(knowledge: Knowledge, before: Programme, after: Programme) -> list[str]:
    """What is different between two programmes, one sentence each."""
    said: list[str] = []
    later = {planned.exercise: planned for planned in after.exercises}
    earlier = {planned.exercise for planned in before.exercises}
    for planned in before.exercises:
        exercise = knowledge.exercises[planned.exercise]
        title = _(exercise.title)
        now = later.get(planned.exercise)
        if now is None:
            said.append(_("%(exercise)s rests for now.") % {"exercise": title})
        elif now.dose == planned.dose and now.more_on != planned.more_on:
            said.append(_more_on(title, now.more_on))
        elif now.dose != planned.dose:
            told = {
                "exercise": title,
                "before": wording.dose(exercise.doses[planned.dose], planned.more_on),
                "after": wording.dose(exercise.doses[now.dose], now.more_on),
            }
            said.append(_("%(exercise)s: from %(before)s to %(after)s.") % told)
    for name in [name for name in later if name not in earlier]:
        said.append(_("%(exercise)s is new.") % {"exercise": _(knowledge.exercises[name].title)})
    said += _walk_changes(before, after)
    if after.suspended and not before.suspended:
        said.append(_("All exercises are paused until the safety questions are answered."))
    if before.suspended and not after.suspended:
        said.append(_("Your exercises are back where they were."))
    return said


def week_changes(knowledge: Knowledge, before: Programme, after: Programme) -> list[str]:
    """What is different between two weeks: their exercises and walks, and how often."""
    said = changes(knowledge, before, after)
    sessions, now = (sum(day.session for day in week.days) for week in (before, after))
    if sessions != now:
        line = _("Sessions a week: from %(before)s to %(after)s.")
        said.append(line % {"before": sessions, "after": now})
    if before.aerobic != after.aerobic:
        moving = knowledge.exercises[after.aerobic]
        said.append(_("On the move: %(what)s.") % {"what": _(moving.title)})
    return said


def because_of(event: Event) -> str:
    """Why a programme was stored, in words."""
    data = cast(dict[str, Any], event.payload)
    return _(WHY_CHANGED.get(data["because"], N_("Your plan changed")))


def reasons(case: Case, exercises: Iterable[Planned]) -> Mapping[str, str]:
    """What the person's tests say for each exercise that they chose, by its rule."""
    rules = {planned.because for planned in exercises if planned.because.startswith(BY_TESTS)}
    if not rules:
        return {}
    found = case.book.assessment(case.today)
    return {rule: assessment.reason_of(case.knowledge, found, rule) for rule in rules}


def _more_on(title: str, side: Side | None) -> str:
    if side is None:
        return _("%(exercise)s: both sides alike again.") % {"exercise": title}
    more = wording.extra_set(side)
    return _("%(exercise)s: %(more)s.") % {"exercise": title, "more": more}


def _walk_changes(before: Programme, after: Programme) -> list[str]:
    walk, now = longest_walk(before), longest_walk(after)
    if walk == now:
        return []
    if not now:
        return [_("Walks rest for now. Move about as is comfortable.")]
    told = {"before": wording.minutes(walk), "after": wording.minutes(now)}
    return [_("Walks: from %(before)s to %(after)s.") % told]


def longest_walk(programme: Programme) -> int:
    return max((day.walk_minutes for day in programme.days), default=0)


def weekday(day: date) -> str:
    """The short name of a day of the week: Tue."""
    return weekday_short(day)
