"""What the weeks with a plan have been: sessions week by week, what was tried, scores over time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from plumbline.care.instruments import score as score_of
from plumbline.care.monitoring.outcome import DAY_PAIN, LEG_PAIN
from plumbline.journal.agenda import Agenda
from plumbline.journal.casebook import USUAL, Casebook
from plumbline.journal.following import CHANGES, REVIEWED, Followed
from plumbline.journal.reading import data_of
from plumbline.knowledge import Knowledge
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

WEEK, ONE = timedelta(days=7), timedelta(days=1)
BEGUN = ("done", "part", "stopped_pain")
SCORES = (DAY_PAIN, LEG_PAIN, "pain_day_worst_nrs", USUAL)
"""Findings whose way over the weeks a clinician may want to see."""
QUESTIONNAIRES = ("psfs", "rmdq")
"""Those about what somebody can do. What was told of mood stays theirs to tell."""

Points = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class WeekSoFar:
    """A week of the plan: how many sessions it has, and how many were begun."""

    begins: date
    done: int
    planned: int


@dataclass(frozen=True)
class SoFar:
    """A person's weeks with a plan until a day."""

    book: Casebook
    rulebook: Rulebook
    followed: Followed
    today: date

    @cached_property
    def weeks(self) -> tuple[WeekSoFar, ...]:
        """Each week since the plan began, the running one with all its sessions."""
        agenda, count = self._agenda, (self.today - self.followed.began).days // 7 + 1
        begins = [self.followed.began + WEEK * n for n in range(max(1, count))]
        days = agenda.planned(begins[0], begins[-1] + WEEK - ONE)
        planned = Counter((on - begins[0]).days // 7 for on in days)
        done = Counter((on - begins[0]).days // 7 for on in self.done_on)
        return tuple(WeekSoFar(on, done[n], planned[n]) for n, on in enumerate(begins))

    @cached_property
    def done_on(self) -> tuple[date, ...]:
        """The days since the plan began on which a session was begun; a walk alone is none."""
        began = self.followed.began
        return tuple(sorted(on for on in self._agenda.begun if began <= on <= self.today))

    @property
    def planned(self) -> int:
        """Sessions the plan had until now; today's counts once it was done."""
        had = self._agenda.planned(self.followed.began, self.today)
        return max(len(self.done_on), sum(on < self.today or on in self.done_on for on in had))

    @property
    def exercises(self) -> tuple[str, ...]:
        """Exercises that were done, the most often done first."""
        known, done = self._knowledge.exercises, Counter[str]()
        for marks in self._agenda.told.values():
            done.update(name for name, mark in marks.items() if mark in BEGUN and name in known)
        return tuple(name for name, _times in done.most_common())

    @property
    def changes(self) -> int:
        """How often what the plan holds was changed."""
        return sum(one.data.get("because") in CHANGES for one in self.book.traces())

    @property
    def flares(self) -> int:
        """Days on which a flare-up was told."""
        return len({one.data["on"] for one in self.book.traces() if one.kind == "flare"})

    @property
    def reviews(self) -> tuple[date, ...]:
        """Days on which the plan was looked at."""
        told = (data_of(event)["as_of"] for event in self.book.events(REVIEWED))
        return tuple(dict.fromkeys(map(date.fromisoformat, told)))

    def scores(self) -> tuple[tuple[str, Points], ...]:
        """Scores over time by the id of their finding or questionnaire, oldest first: the followed
        one before the others."""
        days = self._answers()
        found = {name: _of_finding(days, name) for name in SCORES}
        for name in QUESTIONNAIRES:
            found[name] = self._of_questionnaire(days, name)
        first = self.followed.outcome.findings[0]
        leads = first if first in found else self.followed.outcome.instrument
        # Never a mean of fewer activities than were chosen.
        told = self.book.following.scores
        found[leads] = tuple(sorted((on, each) for on, each in told.items() if on <= self.today))
        order = sorted(found, key=lambda name: name != leads)
        return tuple((name, found[name]) for name in order if found[name])

    def _of_questionnaire(self, days: Mapping[date, Mapping[str, Value]], name: str) -> Points:
        instrument, found = self._knowledge.instruments[name], list[tuple[date, float]]()
        for on, values in sorted(days.items()):
            total = score_of(self.rulebook, instrument, values).total
            if total is not None:
                found.append((on, total))
        return tuple(found)

    def _answers(self) -> Mapping[date, Mapping[str, Value]]:
        """What was told on each day, the last word of a day."""
        days: dict[date, dict[str, Value]] = {}
        for event in self.book.events("answers"):
            told = data_of(event)
            days.setdefault(date.fromisoformat(told["on"]), {}).update(told["values"])
        return {on: values for on, values in days.items() if on <= self.today}

    @cached_property
    def _agenda(self) -> Agenda:
        return self.book.agenda

    @property
    def _knowledge(self) -> Knowledge:
        return self.rulebook.knowledge


def _of_finding(days: Mapping[date, Mapping[str, Value]], name: str) -> Points:
    return tuple(
        (on, float(value))
        for on, values in sorted(days.items())
        if isinstance(value := values.get(name), int | float) and not isinstance(value, bool)
    )
