"""How somebody is followed over the weeks, out of their journal: what is due, how the score goes,
whether the last days look different, and what a review reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from plumbline.care.decision import dump, read_outcome
from plumbline.care.monitoring import rhythm
from plumbline.care.monitoring.improvement import NOT_YET, Improvement, improvement
from plumbline.care.monitoring.outcome import LEG_PAIN, Outcome, day_pain, outcome, score
from plumbline.care.monitoring.rhythm import Due
from plumbline.care.monitoring.trend import Trend, trend
from plumbline.care.monitoring.worsening import Seen, worsening
from plumbline.care.patterns import PatternState
from plumbline.care.record import Record
from plumbline.journal.agenda import Agenda
from plumbline.journal.journal import Entry, Journal
from plumbline.journal.practice import Trace
from plumbline.journal.reading import data_of
from plumbline.knowledge import Knowledge
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

FOLLOWED = "followed"
"""The event that says which score is followed, chosen once when the plan begins."""
REVIEWED = "next_step"
WELL, STAYS, BACK = "well", "well_declined", "back"
"""The lighter plan after recovery was taken or declined, and the pain came back."""
GOALS, ACTIVITIES = "goals", ("psfs_1", "psfs_2", "psfs_3")
"""What somebody would like to do again, and the questions about how well they can."""
FLARE_RULE = "monitoring/flare"
CHANGES = ("new_week", "replanned", "refocused", "smaller")
"""Why a programme was stored that counts as a change of the plan, besides backing off."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Which score is followed, and since when."""

    began: date
    outcome: Outcome
    activities: tuple[str, ...]
    """The goals that the questions about activities stand for, in their order, as ticked then."""


def follow(
    knowledge: Knowledge,
    fits: Sequence[PatternState],
    first: Mapping[str, Value],
    began: date,
) -> Entry:
    """Which score is followed from the day a plan begins, chosen once. Who has little pain follows
    what they can do: their first goal, which the first check-in asks about."""
    findings = knowledge.findings.values()
    goals = [one.id for one in findings if one.list == GOALS and first.get(one.id) is True]
    asked = {ACTIVITIES[0]: 0} if goals else {}
    chosen = outcome(knowledge, fits, {**asked, **first})
    activities = goals[: len(ACTIVITIES)]
    told = {"on": began.isoformat(), "outcome": dump(chosen), "activities": activities}
    return FOLLOWED, told


class Following:
    """A profile's weeks with a plan."""

    def __init__(
        self, journal: Journal, rulebook: Rulebook, profile_id: str, traces: tuple[Trace, ...]
    ) -> None:
        self._journal = journal
        self._rulebook = rulebook
        self._profile_id = profile_id
        self._traces = traces

    # What is followed

    @cached_property
    def followed(self) -> Followed | None:
        """Which score is followed since which day; None before there is a plan."""
        event = self._journal.latest(self._profile_id, FOLLOWED)
        if event is None:
            return None
        data = data_of(event)
        outcome, activities = read_outcome(data["outcome"]), tuple(data["activities"])
        return Followed(date.fromisoformat(data["on"]), outcome, activities)

    @cached_property
    def scores(self) -> Mapping[date, float]:
        """The followed score of each day on which it was told, the last word of a day."""
        return self._scores_of(self.followed.outcome) if self.followed else {}

    @cached_property
    def pain(self) -> Mapping[date, float]:
        """The average pain of each day on which it was told, 0 to 10; of back and leg the worse."""
        back = self._scores_of(day_pain(self._rulebook.knowledge))
        leg = {on: values.get(LEG_PAIN) for on, values in self._told.items()}
        return {
            on: max(level, float(worse)) if isinstance(worse := leg.get(on), int) else level
            for on, level in back.items()
        }

    @cached_property
    def is_well(self) -> bool:
        """Whether the person has recovered, took the lighter plan, and it has not come back."""
        well, back = (self._journal.latest(self._profile_id, kind) for kind in (WELL, BACK))
        return well is not None and (back is None or back.id < well.id)

    def line(self, today: date) -> Trend | None:
        """The line under the followed score; None without a score."""
        followed, scores = self.followed, self._until(today)
        if followed is None or not scores:
            return None
        model = self._rulebook.knowledge.trend
        began = min(min(scores), followed.began)
        return trend(model, followed.outcome.scale, scores, began, today)

    def improvement(self, today: date) -> Improvement:
        """Whether things are better by what matters, as far as can be told."""
        followed, line = self.followed, self.line(today)
        if followed is None or line is None:
            return NOT_YET
        model = self._rulebook.knowledge.trend
        return improvement(model, line, followed.outcome, followed.began)

    def different(self, today: date, values: Mapping[str, Value]) -> tuple[Seen, ...]:
        """What a detector sees once the answers of a check-in have come in; empty while it is
        calm. After each time that every symptom was asked again it starts afresh."""
        if self.followed is None:
            return ()
        chosen = self.followed.outcome
        told = {**self._until(today)}
        now = score(chosen, values)
        if now is not None:
            told[today] = now
        answered = [one.data["on"] for one in self._traces if one.kind == "recheck"]
        since = date.fromisoformat(answered[-1]) if answered else None
        model = self._rulebook.knowledge.trend
        return worsening(model, chosen.scale, chosen.better, told, today, since)

    # What is due

    def due(self, record: Record, today: date, wordings: frozenset[str] = frozenset()) -> Due:
        """What a check-in asks beside its own rules, and the questionnaires of `wordings` (those
        whose wording is loaded) that have come round."""
        began = self.followed.began if self.followed else today
        return rhythm.due(self._rulebook, record, began, today, wordings)

    def leads_to(self, record: Record, today: date, wordings: frozenset[str] = frozenset()) -> Due:
        """What answers lead to at once: the question about safety, and longer forms."""
        return rhythm.follow_up(self._rulebook, record, today, wordings)

    def asks_directly(self, record: Record, today: date) -> str | None:
        """The question about safety that an answer about mood leads to at once, if one does."""
        return self.leads_to(record, today).direct

    def review_due(self, today: date) -> int | None:
        """The week of the plan whose review has come and was not held; None where none has."""
        if self.followed is None:
            return None
        weeks = (today - self.followed.began).days // 7
        come = [week for week in self._rulebook.knowledge.trend.improvement.weeks if week <= weeks]
        last = self._journal.latest(self._profile_id, REVIEWED)
        held = date.fromisoformat(data_of(last)["as_of"]) if last else date.min
        due = self.followed.began + timedelta(weeks=come[-1]) if come else None
        return come[-1] if due is not None and held < due else None

    def told_last(self) -> date | None:
        """The day of the last check-in, or of the lighter plan after recovery if that is later."""
        told = [one.data["as_of"] for one in self._traces if one.kind == "review"]
        well = self._journal.latest(self._profile_id, WELL)
        told += [data_of(well)["on"]] if well is not None else []
        return max(map(date.fromisoformat, told), default=None)

    def silent_days(self, today: date) -> int:
        """Days since the person last told anything; 0 before there is a plan."""
        if self.followed is None:
            return 0
        told = [one.data for one in self._traces if one.kind in ("session", "review", "flare")]
        days = [date.fromisoformat(data.get("on") or data["as_of"]) for data in told]
        return max(0, (today - max([self.followed.began, *days])).days)

    # What a review reads

    def for_review(self, agenda: Agenda, today: date) -> dict[str, Value]:
        """The findings that are worked out: `knowledge/findings/following_up.yaml`."""
        if self.followed is None:
            return {}
        began, since, found = self.followed.began, self._changed_on(), self.improvement(today)
        return {
            "plan_weeks": (today - began).days // 7,
            "improvement": found.says,
            "followed_score_worse": found.worse,
            "sessions_of_planned_percent": _done_percent(agenda, began, today),
            "flares_in_plan": self._flares(),
            "plan_changed_since_review": self._changed_since_review(since),
        }

    @cached_property
    def _told(self) -> Mapping[date, Mapping[str, Value]]:
        """What was told on each day, the last word of a day."""
        days: dict[date, dict[str, Value]] = {}
        for event in self._journal.events(self._profile_id, kinds=("answers",)):
            told = data_of(event)
            values: Mapping[str, Value] = told["values"]
            days.setdefault(date.fromisoformat(told["on"]), {}).update(values)
        return days

    def _scores_of(self, chosen: Outcome) -> Mapping[date, float]:
        each = ((on, score(chosen, values)) for on, values in self._told.items())
        return {on: value for on, value in each if value is not None}

    def _until(self, today: date) -> dict[date, float]:
        return {on: value for on, value in self.scores.items() if on <= today}

    def _changed_on(self) -> int:
        """The number of the event that last changed what the plan holds."""
        own = [one.id for one in self._traces if one.data.get("because") in ("made", *CHANGES)]
        return own[-1] if own else 0

    def _flares(self) -> int:
        """Days of flare-ups since the plan was made or changed; a week after another is no
        change."""
        began = {"made", *CHANGES} - {"new_week"}
        since = max((one.id for one in self._traces if one.data.get("because") in began), default=0)

        def flared(one: Trace) -> bool:
            return one.kind == "flare" or one.data.get("rule") == FLARE_RULE

        days = {_day(one.data) for one in self._traces if one.id > since and flared(one)}
        return len(days)

    def _changed_since_review(self, since: int) -> bool:
        last = self._journal.latest(self._profile_id, REVIEWED)
        return last is not None and since > last.id


def _day(data: Mapping[str, Any]) -> str:
    return str(data.get("on") or data["as_of"])


def _done_percent(agenda: Agenda, began: date, today: date) -> int | None:
    """Of a hundred sessions planned before today, how many were begun; None before the first."""
    yesterday = today - timedelta(days=1)
    planned = agenda.planned(began, yesterday) if began <= yesterday else ()
    if not planned:
        return None
    begun = sum(began <= on <= yesterday for on in agenda.begun)
    return min(100, round(100 * begun / len(planned)))
