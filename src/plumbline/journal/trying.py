"""Try it on yourself, out of the journal: one trial at a time, its days, and how it ended.

The order of the days is drawn once, when somebody says yes, and stored whole. Safety comes first
on every day: a new sign or contraindication ends a trial for good, a question that came up again
only makes it wait. Its end is stored with the days and the state it rested on.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from plumbline.care.cautions import ANY_EXERCISE
from plumbline.care.decision import dump
from plumbline.care.monitoring.check_in import NEW_OR_WORSE
from plumbline.care.n_of_1 import (
    Entry,
    Power,
    TrialState,
    draw,
    follow,
    long_enough,
    may_try,
    method_of,
    outcome_of,
    power,
)
from plumbline.care.n_of_1.sharp_rise import sharp_rise
from plumbline.care.today import may_follow
from plumbline.errors import BadInput, NotReady
from plumbline.journal.casebook import Casebook
from plumbline.journal.entries import answers_entry
from plumbline.journal.journal import Entry as Stored
from plumbline.journal.own_trials import (
    DAY,
    END,
    TRIAL,
    Ended,
    OwnTrial,
    Why,
    design_of,
    own_trials,
)
from plumbline.journal.reading import data_of
from plumbline.journal.trial_choice import Choice
from plumbline.journal.values import Event
from plumbline.knowledge.schema import Trial
from plumbline.knowledge.schema.trials import Outcome
from plumbline.logic.schema import Value

PAIN = "pain_day_nrs"
"""The score that a check-in asks for."""
SAFETY = ("spread_down_limb", NEW_OR_WORSE)
"""The questions of a check-in about safety, asked here beside pain that is told here."""
SEED = 1
"""Of the trials that are imagined before the start, so that a chance is the same whenever asked."""
ONE = timedelta(days=1)


class Trying:
    """A profile's trials."""

    # Made anew for each page: what was read is kept only that long.
    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._rulebook = book.rulebook

    # What may be tried

    def choices(self, today: date) -> tuple[Choice, ...]:
        """Every trial there is, in its order."""
        trials = sorted(self._rulebook.knowledge.trials.values(), key=lambda one: one.order)
        return tuple(self.choice(one, today) for one in trials)

    def choice(self, trial: Trial, today: date) -> Choice:
        """Whether one trial may be done today, and what speaks against it."""
        standing, programme = self._book.standing(today), self._book.programme()
        with_plan = ANY_EXERCISE in trial.treatments
        needs = with_plan and not may_follow(standing, programme)
        return Choice(trial, may_try(self._rulebook, standing, trial), needs)

    def chance(self, trial: Trial, outcome: str, today: date, blocks: int | None = None) -> Power:
        """What the trial would find in this person. Takes a second: let it run beside the loop."""
        told, first = self._scores(outcome), today + ONE
        return power(self._rulebook.knowledge, trial, outcome, told, first, SEED, blocks)

    def longer(self, trial: Trial, outcome: str, today: date) -> Power | None:
        """The shortest longer trial whose chance is not low. Takes several seconds."""
        told, first = self._scores(outcome), today + ONE
        return long_enough(self._rulebook.knowledge, trial, outcome, told, first, SEED)

    # How it goes

    def all(self) -> tuple[OwnTrial, ...]:
        """The trials so far, oldest first."""
        return own_trials(self._rulebook.knowledge, self._book.events(TRIAL, DAY, END))

    def last(self) -> OwnTrial | None:
        """The trial that was begun last."""
        return (self.all() or (None,))[-1]

    def running(self) -> OwnTrial | None:
        """The trial that goes on, if one does."""
        own = self.last()
        return own if own and own.ended is None else None

    def look(self, today: date) -> OwnTrial | None:
        """The last trial as it stands now: it is ended here where safety, its own rules or its
        last day say so."""
        own = self.last()
        if own is None or own.ended is not None:
            return own
        against = self._against(own, today)
        if against is None:
            state = self.state(own, today)
            against = (state.stop, ()) if state.stop else None
        if against is None:
            return own
        self._end(own, today, *against)
        return self.last()

    def state(self, own: OwnTrial, today: date) -> TrialState:
        """Where it stands after the last day of which nothing more can be told."""
        if own.ended:
            return own.ended.state
        entries, as_of = self.entries(own), self._closed(own, today)
        return follow(self._rulebook.knowledge, own.design, entries, as_of)

    def waits(self, own: OwnTrial, today: date) -> Choice | None:
        """What a running trial waits for: nothing is tried until some questions are answered."""
        found = self.choice(self.trial_of(own), today)
        return None if found.allowed else found

    def entries(self, own: OwnTrial) -> tuple[Entry, ...]:
        """What was told of each of its days, the last word of a day."""
        if own.ended:
            return own.ended.entries
        scores = self._scores(own.design.outcome)
        days = own.design.days + self.outcome(own).lag_days
        every = (own.design.first_day + timedelta(days=day) for day in range(days))
        told = (Entry(day, scores.get(day), own.kept.get(day)) for day in every)
        return tuple(one for one in told if one.score is not None or one.kept is not None)

    def trial_of(self, own: OwnTrial) -> Trial:
        return self._rulebook.knowledge.trials[own.design.trial]

    def outcome(self, own: OwnTrial) -> Outcome:
        return outcome_of(self.trial_of(own), own.design.outcome)

    def in_check_in(self, own: OwnTrial, today: date) -> bool:
        """Whether its score is told at the check-in, with the questions about safety beside it."""
        standing, programme = self._book.standing(today), self._book.programme()
        return own.design.outcome == PAIN and may_follow(standing, programme)

    def asks_safety(self, own: OwnTrial, today: date) -> bool:
        """Whether pain is told here, so that the questions about safety go with it."""
        return own.design.outcome == PAIN and not self.in_check_in(own, today)

    # Adding

    def start(
        self,
        trial: Trial,
        outcome: str,
        today: date,
        chance: Power,
        *,
        request_id: str | None = None,
        seed: Callable[[], int] = lambda: secrets.randbits(48),
    ) -> OwnTrial:
        """Begin tomorrow, with a yes. Raises NotReady where it may not be tried today or another
        goes on, BadInput for an outcome or a length that it does not have."""
        for sent in (design_of(one) for one in self._sent(request_id) if one.kind == TRIAL):
            begun = next((own for own in self.all() if own.design == sent), None)
            if begun is None:
                raise BadInput("request_id", "began a trial that does not count")
            return begun
        own = self.look(today)
        if own is not None and own.ended is None:
            raise NotReady("one trial at a time: another goes on")
        if not self.choice(trial, today).allowed:
            raise NotReady("this cannot be tried today")
        try:
            design = draw(trial, outcome, today + ONE, seed(), chance.blocks)
        except ValueError as error:
            raise BadInput("trial", str(error)) from None
        told = {"on": today.isoformat(), "design": dump(design), "power": dump(chance)}
        self._book.store([(TRIAL, told)], request_id)
        return OwnTrial(design, today, chance)

    def tell(
        self,
        on: date,
        kept: Mapping[date, bool],
        score: int | None,
        *,
        safe: Mapping[str, bool] | None = None,
        request_id: str | None = None,
    ) -> bool:
        """Store what was told on a day: whether the plan was kept, day by day, the score, and the
        answers to SAFETY. It is stored also where the trial ended in the meantime. Gives whether
        everything about safety is asked again: after a yes there, or pain that rose sharply."""
        own = self.last()
        if own is None:
            return False
        entries: list[Stored] = [
            (
                DAY,
                {"on": on.isoformat(), "of": own.design.seed, "day": day.isoformat(), "kept": yes},
            )
            for day, yes in kept.items()
        ]
        told: dict[str, Value] = {**(safe or {})}
        if score is not None:
            told[own.design.outcome] = score
        if told:
            entries.append(answers_entry(told, on, "person"))
        sent = [(one.kind, one.payload) for one in self._sent(request_id)]
        if sent == entries:
            return False  # sent twice
        # The same form with other answers: both are kept, and the last word counts.
        self._book.store(entries, None if sent else request_id)
        again = True in told.values() or (score is not None and self._rose(own, on))
        if again:
            self._book.recheck(on)
        return again

    def stop(self, today: date) -> None:
        """The person stops: no reason is asked."""
        own = self.running()
        if own is not None:
            self._end(own, today, "person", ())

    # Inside

    def _against(self, own: OwnTrial, today: date) -> tuple[Why, tuple[str, ...]] | None:
        """What ends a trial for good; None where it goes on, or only waits for answers."""
        triage = self._book.standing(today).triage
        flags = tuple(f"red_flags/{one.id}" for one in triage.open_flags)
        if flags or triage.crisis:
            return "safety", flags
        found = self.choice(self.trial_of(own), today)
        if not found.settled:
            return None
        rules = found.may.barred or tuple(one for one in found.may.objections if one.blocks)
        return "barred", tuple(one.rule for one in rules)

    def _rose(self, own: OwnTrial, on: date) -> bool:
        """Whether pain that is told here rose sharply since everything was last asked again."""
        if not self.asks_safety(own, on):
            return False
        asked = [date.fromisoformat(data_of(one)["on"]) for one in self._book.events("recheck")]
        method = method_of(self._rulebook.knowledge, self.trial_of(own))
        return sharp_rise(method, self._scores(PAIN), on, max(asked, default=None))

    def _closed(self, own: OwnTrial, today: date) -> date:
        """The last day of which nothing more can be told: today where all of it was, else until
        yesterday has been told or is over too."""
        scores, lag = self._scores(own.design.outcome), timedelta(days=self.outcome(own).lag_days)
        for day in (today, today - ONE):
            if day in scores and day - lag in own.kept:
                return day
        return today - 2 * ONE

    def _end(self, own: OwnTrial, today: date, why: Why, rules: tuple[str, ...]) -> None:
        entries, as_of = self.entries(own), self._closed(own, today)
        state = follow(self._rulebook.knowledge, own.design, entries, as_of)
        ended = Ended(today, why, rules, as_of, entries, state)
        told = {"on": today.isoformat(), "of": own.design.seed, "ended": dump(ended)}
        self._book.store([(END, told)])

    def _scores(self, finding: str) -> dict[date, float]:
        """The score of each day on which it was told, the last word of a day."""
        told: dict[date, Value] = dict(self._book.series(finding))
        return {on: float(value) for on, value in told.items() if isinstance(value, int | float)}

    def _sent(self, request_id: str | None) -> list[Event]:
        """What a form stored when it was sent before."""
        return self._book.sent(request_id)
