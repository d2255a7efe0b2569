"""The limits of a week, judged one by one: written without the solver, to be held against it."""

from collections.abc import Iterator

from plumbline.care.programme.problem import Bound, Choice, Pick, Problem, Slot
from plumbline.care.programme.value import held, load, session_minutes, stations, walked

ROUNDING = 1e-6


def broken(problem: Problem, choice: Choice) -> tuple[str, ...]:
    """Every limit that a week breaks, in words; empty for a week that may be shown. A list that is
    wrong in itself is judged no further."""
    if wrong := tuple(_picks(problem, choice)):
        return wrong
    return (
        *_sessions(problem, choice),
        *_week(problem, choice),
        *_walks(problem, choice),
    )


def _picks(problem: Problem, choice: Choice) -> Iterator[str]:
    candidates = {candidate.exercise: candidate for candidate in problem.candidates}
    names = [pick.exercise for pick in choice.picks]
    templates = {slot.template for slot in problem.slots}
    if len(set(names)) < len(names):
        yield "an exercise stands twice in the week"
    for pick in choice.picks:
        if pick.exercise not in candidates:
            yield f"{pick.exercise} is not possible for this person"
        elif pick.dose not in {option.dose for option in candidates[pick.exercise].options}:
            yield f"{pick.exercise} has no dose {pick.dose} here"
        if not pick.templates or not set(pick.templates) <= templates:
            yield f"{pick.exercise} stands in no session of this week"
    families = [candidates[name].family for name in names if name in candidates]
    if len(set(families)) < len(families):
        yield "two forms of one exercise stand in the week"
    for candidate in problem.candidates:
        if candidate.pinned and candidate.exercise not in names:
            yield f"{candidate.exercise} was asked for and is missing"


def _sessions(problem: Problem, choice: Choice) -> Iterator[str]:
    limits = problem.limits
    for slot, walk in zip(problem.slots, choice.walk_with, strict=True):
        here = f"session {slot.template}"
        if session_minutes(problem, choice, slot) + walk > limits.minutes + ROUNDING:
            yield f"{here} takes longer than {limits.minutes:g} minutes"
        if load(problem, choice, slot) > limits.load:
            yield f"{here} loads the spine with more than {limits.load} units"
        if len(stations(problem, choice, slot)) > limits.stations:
            yield f"{here} needs more than {limits.stations} places"
        new = sum(candidate.new for _, candidate, _ in held(problem, choice, slot))
        if limits.new_a_session is not None and new > limits.new_a_session:
            yield f"{here} has more than {limits.new_a_session} new exercises"


def _week(problem: Problem, choice: Choice) -> Iterator[str]:
    limits = problem.limits
    candidates = {candidate.exercise: candidate for candidate in problem.candidates}
    if len(choice.picks) > limits.at_most:
        yield f"the week has more than {limits.at_most} exercises"
    if sum(_raised(problem, pick) for pick in choice.picks) > limits.raises:
        yield f"more than {limits.raises} doses rise"
    new = sum(candidates[pick.exercise].new for pick in choice.picks)
    if limits.new_a_week is not None and new > limits.new_a_week:
        yield f"the week has more than {limits.new_a_week} new exercises"
    minutes = sum(session_minutes(problem, choice, slot) * slot.times for slot in problem.slots)
    if limits.week_minutes is not None and minutes > limits.week_minutes + ROUNDING:
        yield f"the sessions of the week take longer than {limits.week_minutes:g} minutes"
    for bound in problem.bounds:
        if _counted(problem, choice, bound) > bound.most + ROUNDING:
            yield f"{bound.group} has more than {bound.most:g} {bound.counts} a week"


def _walks(problem: Problem, choice: Choice) -> Iterator[str]:
    walk = problem.walk
    for minutes in (*choice.walk_with, choice.walk_alone):
        if minutes and not walk.least <= minutes <= walk.most:
            yield f"a walk of {minutes} minutes is not between {walk.least} and {walk.most}"
    if walk.week is not None and walked(problem, choice) > walk.week:
        yield f"the walks of the week take longer than {walk.week} minutes"
    if choice.walk_alone > problem.limits.minutes:
        yield f"a walk takes longer than {problem.limits.minutes:g} minutes"


def _raised(problem: Problem, pick: Pick) -> bool:
    return any(
        option.raised
        for candidate in problem.candidates
        for option in candidate.options
        if candidate.exercise == pick.exercise and option.dose == pick.dose
    )


def _counted(problem: Problem, choice: Choice, bound: Bound) -> float:
    return sum(_counted_in(problem, choice, bound, slot) * slot.times for slot in problem.slots)


def _counted_in(problem: Problem, choice: Choice, bound: Bound, slot: Slot) -> float:
    return sum(
        option.sets if bound.counts == "sets" else option.minutes
        for _, candidate, option in held(problem, choice, slot)
        if bound.group in candidate.groups
    )
