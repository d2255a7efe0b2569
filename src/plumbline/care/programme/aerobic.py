"""What gets somebody moving, and for how long: walking, or what suits in its place."""

from dataclasses import dataclass

from plumbline.care.programme.fit import suits
from plumbline.care.programme.practice import Practice
from plumbline.care.record import Facts
from plumbline.knowledge.schema import FirstWeek
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Aerobic:
    """One kind of movement and its longest time a day; 0 minutes where nothing suits."""

    exercise: str
    minutes: int


def aerobic(rulebook: Rulebook, known: Facts, week: FirstWeek, practice: Practice) -> Aerobic:
    """Walking, or the first other thing that suits. It grows only where that is earned."""
    rules = rulebook.knowledge.programme
    eased = (
        first.exercise
        for first in rules.aerobic_first
        if known.outcomes[f"programme/aerobic_first/{first.exercise}"] is True
    )
    for name in dict.fromkeys((*eased, *rules.aerobic)) if week.walking else ():
        if suits(rulebook, known, rulebook.knowledge.exercises[name]):
            begin = _minutes(rulebook, known, practice, name)
            if begin >= rules.walk_shortest_minutes.value:
                return Aerobic(name, begin)
    return Aerobic(rules.aerobic[0], 0)


def _minutes(rulebook: Rulebook, known: Facts, practice: Practice, name: str) -> int:
    """As long as it is now; at first a share of what is comfortable."""
    before = practice.earlier
    begin = _begin(rulebook, known, name)
    if before is None:
        return begin
    now = max((day.walk_minutes for day in before.days), default=0)
    if not practice.earned:
        return now if before.aerobic == name else min(now, begin)
    percent = rulebook.knowledge.programme.walk_step_percent.value
    grown = now + max(1, int(now * percent / 100))
    return grown if now and before.aerobic == name else begin


def _begin(rulebook: Rulebook, known: Facts, name: str) -> int:
    """A share of what is comfortable now; of a short time where that is not known. With strong
    pain the share is that of graded activity."""
    knowledge = rulebook.knowledge
    rules = knowledge.programme
    comfortable = known.values.get("walk_minutes_comfortable") if name == rules.aerobic[0] else None
    usual = comfortable if isinstance(comfortable, int) else rules.walk_default_minutes.value
    pain = known.values.get("pain_usual_nrs")
    strong = not isinstance(pain, int) or pain >= knowledge.value.graded_activity_from.value
    percent = knowledge.value.graded_activity_percent if strong else rules.walk_start_percent
    return int(usual * percent.value / 100)
