"""Ways to be looked after, the real one among them: what a made-up person meets on a day."""

from typing import Protocol

from plumbline.care.programme import Programme
from plumbline.knowledge import Knowledge
from plumbline.simulate.body import Body
from plumbline.simulate.house import day_of
from plumbline.simulate.log import Log
from plumbline.simulate.model import People


class Policy(Protocol):
    """What happens on a day. The log is filled by it; `done` says that the life ends here."""

    name: str

    def day(self, day: int) -> bool:
        """Live one day; False where the life under this policy is over."""
        ...


class Nothing:
    """Nobody does anything: the natural course."""

    name = "nothing"

    def __init__(self, log: Log) -> None:
        self._log = log

    def day(self, day: int) -> bool:
        self._log.effort.append(0.0)
        self._log.opened.append(False)
        self._log.stopped.append(False)
        self._log.rested.append(False)
        self._log.emptied.append(False)
        return True


class Fixed:
    """A first week on paper, followed for ever: nobody asks, and nothing changes."""

    name = "fixed"

    def __init__(
        self, people: People, knowledge: Knowledge, body: Body, log: Log, plan: Programme | None
    ) -> None:
        self._people, self._knowledge = people, knowledge
        self._body, self._log, self._plan = body, log, plan

    def day(self, day: int) -> bool:
        person, effort = self._body.person, 0.0
        gone = person.dropped is not None and day >= person.dropped
        if self._plan and not gone and person.luck.does[day] < person.habits.does:
            effort = effort_on(self._people, self._knowledge, self._plan, day)
            self._body.do(effort)
        self._log.effort.append(effort)
        self._log.opened.append(False)
        self._log.stopped.append(False)
        self._log.rested.append(False)
        self._log.emptied.append(False)
        return True


def effort_on(people: People, knowledge: Knowledge, plan: Programme, day: int) -> float:
    """The effort that a plan asks for on a day, in minutes of level 1."""
    on, sizes = day_of(day), people.dose
    planned = plan.on(on)
    if planned is None:
        return 0.0
    session = plan.session(planned.template) if planned.session else ()
    effort = planned.walk_minutes * sizes.walk_effort
    for one in session:
        level = knowledge.exercises[one.exercise].level
        effort += one.minutes * (1 + sizes.effort_per_level * (level - 1))
    return effort
