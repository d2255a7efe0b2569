"""A smaller plan after a break: about half of it, and of that what matters most.

What an exercise is worth is what the person's own week would lose without it, by the points of
`knowledge/programme/value.yaml`. Nothing is added, no dose rises, no session goes.
"""

from collections.abc import Iterator
from dataclasses import replace

from plumbline.care.programme.model import Day, Planned, Programme, Template
from plumbline.care.programme.person import minutes_of
from plumbline.care.programme.problem import Candidate, Choice, Pick, Problem
from plumbline.care.programme.value import worth
from plumbline.knowledge import Knowledge

BREAK = "programme/silence"
"""What made the programme smaller or lighter."""


def smaller(knowledge: Knowledge, problem: Problem, programme: Programme) -> Programme:
    """The programme at about half; the same value where it cannot become smaller. `problem` is
    the person's week as it would be asked today: what is not in it any more goes first."""
    silence = knowledge.rhythm.silence
    targets: dict[Template, float] = {
        name: _minutes(programme.session(name)) * silence.smaller_share
        for name in programme.templates
    }
    kept = list(programme.exercises)
    while len(kept) > silence.smaller_keeps and (gone := _least(problem, kept, targets)):
        kept.remove(gone)
    if any(_minutes(_of(kept, name)) > most for name, most in targets.items()):
        kept = [_lower(knowledge, planned) for planned in kept]
    return _changed(knowledge, programme, tuple(kept))


def lighter(knowledge: Knowledge, programme: Programme) -> Programme:
    """One step down after a longer break: every dose one lower and walks shorter. Nothing leaves
    the plan, for a break is no sign that something was wrong; the same value where everything is
    at its gentlest already."""
    lower = tuple(_lower(knowledge, planned) for planned in programme.exercises)
    return _changed(knowledge, programme, lower)


def _changed(
    knowledge: Knowledge, programme: Programme, exercises: tuple[Planned, ...]
) -> Programme:
    """The programme with these exercises and about half of its walks, as a break made it."""
    shortest = int(knowledge.programme.walk_shortest_minutes.value)
    share = knowledge.rhythm.silence.smaller_share
    days = tuple(_walk(day, share, shortest) for day in programme.days)
    if exercises == programme.exercises and days == programme.days:
        return programme
    changed = replace(programme, exercises=exercises, days=days, proof=None)
    return replace(changed, version=programme.version + 1, changed_by=BREAK)


def _least(problem: Problem, kept: list[Planned], targets: dict[Template, float]) -> Planned | None:
    """What the week loses least without, of the sessions that are still too long; None where
    nothing can go. The longer one of two that are alike."""
    able = [planned for planned in kept if _can_go(problem, kept, targets, planned)]
    whole = _worth(problem, kept)

    def loses(planned: Planned) -> tuple[float, float, str]:
        rest = [other for other in kept if other is not planned]
        return round(whole - _worth(problem, rest), 9), -planned.minutes, planned.exercise

    return min(able, key=loses, default=None)


def _can_go(
    problem: Problem, kept: list[Planned], targets: dict[Template, float], planned: Planned
) -> bool:
    """Whether it stands in a session that is too long, was not asked for, and is not the last."""
    if any(one.pinned for one in problem.candidates if one.exercise == planned.exercise):
        return False
    sessions = [(targets[name], _of(kept, name)) for name in planned.templates]
    too_long = any(_minutes(held) > most for most, held in sessions)
    return too_long and all(len(held) > 1 for _, held in sessions)


def _worth(problem: Problem, kept: list[Planned]) -> float:
    """Points of a week of these exercises; walks are left aside, since they stay as they are."""
    walks = tuple(0 for _ in problem.slots)
    return worth(problem, Choice(tuple(_picks(problem, kept)), walks, 0))


def _picks(problem: Problem, kept: list[Planned]) -> Iterator[Pick]:
    candidates = {one.exercise: one for one in problem.candidates}
    for planned in kept:
        candidate = candidates.get(planned.exercise)
        if candidate is not None:
            yield Pick(planned.exercise, _dose(candidate, planned.dose), planned.templates)


def _dose(candidate: Candidate, dose: int) -> int:
    """The dose, or the nearest to it that is open today."""
    return min((option.dose for option in candidate.options), key=lambda open_: abs(open_ - dose))


def _lower(knowledge: Knowledge, planned: Planned) -> Planned:
    """One dose down, both sides alike."""
    dose = max(0, planned.dose - 1)
    minutes = minutes_of(knowledge.exercises[planned.exercise].doses[dose], None)
    return replace(planned, dose=dose, minutes=minutes, more_on=None)


def _walk(day: Day, share: float, shortest: int) -> Day:
    """A walk of about half, though not too short to be one."""
    shorter = max(shortest, int(day.walk_minutes * share))
    return replace(day, walk_minutes=min(day.walk_minutes, shorter))


def _of(kept: list[Planned], template: Template) -> list[Planned]:
    return [planned for planned in kept if template in planned.templates]


def _minutes(planned: "list[Planned] | tuple[Planned, ...]") -> float:
    return sum(one.minutes for one in planned)
