"""What a week is worth, term by term: the reference the solver is held against.

All in points, whose sizes stand in `knowledge/programme/value.yaml`.
"""

from collections.abc import Mapping

from plumbline.care.programme.problem import (
    AEROBIC,
    Candidate,
    Choice,
    Option,
    Pick,
    Problem,
    Slot,
)


def worth(problem: Problem, choice: Choice) -> float:
    """Points of a week."""
    return sum(terms(problem, choice).values())


def terms(problem: Problem, choice: Choice) -> Mapping[str, float]:
    """Points of a week by what they are for; costs are below 0."""
    minutes = served(problem, choice)
    candidates = {candidate.exercise: candidate for candidate in problem.candidates}
    found = {need.name: need.worth(minutes.get(need.name, 0.0)) for need in problem.needs}
    found["exercises"] = sum(candidates[pick.exercise].points for pick in choice.picks)
    found["stations"] = -problem.costs.station * sum(
        max(0, len(stations(problem, choice, slot)) - 1) * slot.times for slot in problem.slots
    )
    found["load"] = -problem.costs.load * sum(
        load(problem, choice, slot) * slot.times for slot in problem.slots
    )
    found["missing"] = -problem.costs.missing * max(0, problem.limits.at_least - len(choice.picks))
    return found


def served(problem: Problem, choice: Choice) -> Mapping[str, float]:
    """Minutes a week for each need."""
    minutes: dict[str, float] = {AEROBIC: walked(problem, choice)}
    for slot in problem.slots:
        for _, candidate, option in held(problem, choice, slot):
            for need, share in candidate.serves.items():
                more = share * option.minutes * slot.times
                minutes[need] = minutes.get(need, 0.0) + more
    return minutes


def walked(problem: Problem, choice: Choice) -> float:
    """Minutes of walking in the week."""
    with_sessions = zip(problem.slots, choice.walk_with, strict=True)
    together = sum(slot.times * walk for slot, walk in with_sessions)
    return together + problem.walk.alone * choice.walk_alone


def held(problem: Problem, choice: Choice, slot: Slot) -> list[tuple[Pick, Candidate, Option]]:
    """What one session holds."""
    candidates = {candidate.exercise: candidate for candidate in problem.candidates}
    return [
        (pick, candidates[pick.exercise], option_of(candidates[pick.exercise], pick.dose))
        for pick in choice.picks
        if slot.template in pick.templates
    ]


def option_of(candidate: Candidate, dose: int) -> Option:
    """The option of a dose. Raises StopIteration where the candidate has no such dose."""
    return next(option for option in candidate.options if option.dose == dose)


def session_minutes(problem: Problem, choice: Choice, slot: Slot) -> float:
    """Minutes of one session, without the walk."""
    return sum(option.minutes for _, _, option in held(problem, choice, slot))


def load(problem: Problem, choice: Choice, slot: Slot) -> int:
    """Units of spinal load in one session."""
    return sum(candidate.load for _, candidate, _ in held(problem, choice, slot))


def stations(problem: Problem, choice: Choice, slot: Slot) -> set[str]:
    """The places one session needs."""
    return {candidate.station for _, candidate, _ in held(problem, choice, slot)}
