"""What changed and what happened, in plain words."""

from datetime import date

from babel.dates import format_skeleton

from plumbline.care.programme import Programme
from plumbline.knowledge import Knowledge
from plumbline.present import wording
from plumbline.present.words import ENGLISH, N_, PSEUDO, _, language

WHY_CHANGED = {
    "made": N_("Your plan was made"),
    "accepted": N_("You took a small step up"),
    "step_back": N_("Your plan became lighter"),
    "flare": N_("Your plan became lighter for the flare-up"),
    "stop_and_check": N_("Exercise was paused until the safety questions are answered"),
    "recheck": N_("Exercise was paused until the safety questions are answered"),
    "resumed": N_("You took your plan up again"),
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
        elif now.dose != planned.dose:
            told = {
                "exercise": title,
                "before": wording.dose(exercise.doses[planned.dose]),
                "after": wording.dose(exercise.doses[now.dose]),
            }
            said.append(_("%(exercise)s: from %(before)s to %(after)s.") % told)
    for name in later.keys() - earlier:
        said.append(_("%(exercise)s is new.") % {"exercise": _(knowledge.exercises[name].title)})
    said += _walk_changes(before, after)
    if after.suspended and not before.suspended:
        said.append(_("All exercises are paused until the safety questions are answered."))
    if before.suspended and not after.suspended:
        said.append(_("Your exercises are back where they were."))
    return said


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
    spoken = language()
    locale = "en_GB" if spoken in (ENGLISH, PSEUDO) else spoken
    return _("{date}").format(date=format_skeleton("E", day, locale=locale))
