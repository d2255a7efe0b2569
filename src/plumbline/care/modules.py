"""Short pages on mood, fear of movement, sleep and confidence: which are offered, and why.

They are never a diagnosis. While there is any sign that somebody may harm themselves, none is
offered: the crisis help of triage stands alone then.
"""

from collections.abc import Collection
from dataclasses import dataclass

from plumbline.care.record import Facts
from plumbline.care.triage import level_names
from plumbline.knowledge.schema import Step
from plumbline.logic.expression import columns
from plumbline.logic.reasons import carried_by
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class OpenModule:
    """A page that is offered, and the findings behind it: none where it was open before and
    nobody has answered anew."""

    id: str
    because: tuple[str, ...]


def open_modules(
    rulebook: Rulebook, known: Facts, before: Collection[str] = (), *, exercise_allowed: bool
) -> tuple[OpenModule, ...]:
    """The pages offered on these facts, in their order. `before` are those that were open last
    time: what is unknown opens none, and closes none that was open. What is about doing more
    waits while exercise does."""
    if sign_of_self_harm(rulebook, known):
        return ()
    opened: list[OpenModule] = []
    for module in sorted(rulebook.knowledge.modules.values(), key=lambda each: each.order):
        if module.moves and not exercise_allowed:
            continue
        rule = f"modules/{module.id}"
        holds = known.outcomes[rule]
        if holds is None and module.id in before:
            opened.append(OpenModule(module.id, ()))
        elif holds:
            carried = carried_by(rulebook.rules[rule], known.values)
            opened.append(OpenModule(module.id, tuple(sorted(rulebook.behind(carried)))))
    return tuple(opened)


def sign_of_self_harm(rulebook: Rulebook, known: Facts) -> bool:
    """Whether somebody told of such thoughts, or was asked and could not say."""
    for flag in rulebook.knowledge.red_flags.values():
        if not flag.crisis:
            continue
        rules = [rulebook.rules[name] for name in level_names(flag)]
        if any(known.outcomes[name] for name in level_names(flag)):
            return True
        behind = rulebook.behind(name for rule in rules for name in columns(rule))
        if any(known.values[name] is None and name not in known.not_asked for name in behind):
            return True
    return False


def steps_of(rulebook: Rulebook, known: Facts, module: str) -> tuple[Step, ...]:
    """The steps of a page that suit this person: one with `when` needs it true, one with
    `not_when` needs it false. Raises KeyError for a page that there is not."""
    decided = known.outcomes

    def suits(index: int, step: Step) -> bool:
        place = f"modules/{module}/{index}"
        wanted = decided[f"{place}/when"] if step.when else True
        against = decided[f"{place}/not_when"] if step.not_when else False
        return wanted is True and against is False

    steps = rulebook.knowledge.modules[module].steps
    return tuple(step for index, step in enumerate(steps) if suits(index, step))
