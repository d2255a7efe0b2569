"""What a check-in asks beyond its own rules, and how often: `following/rhythm.yaml`.

Rounds are counted from the day the plan began, so that what a review needs is there when it comes.
Somebody whose mood is low is asked about safety at once; nothing ever pushes that question back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plumbline.care.instruments import score
from plumbline.care.intake import askable
from plumbline.care.record import Answer, Facts, Record, State, facts
from plumbline.knowledge.schema import Instrument, Rhythm
from plumbline.knowledge.schema.rhythm import Often, Round
from plumbline.logic.rulebook import Rulebook

Told = tuple[int, date]
"""When something was told: by the order of the journal first, then by the day."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is asked along with a check-in.

    `questions` in the order to ask them, of which `direct` is the one about safety, where it is
    due; `instruments` whose wording is there; `later` what waits for the next day (questions and
    instruments), so that a check-in stays short; `retest` that the tests at home come round.
    """

    questions: tuple[str, ...] = ()
    direct: str | None = None
    instruments: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    retest: bool = False


def due(
    rulebook: Rulebook,
    record: Record,
    plan_began: date,
    as_of: date,
    wordings: frozenset[str] = frozenset(),
) -> Due:
    """What the check-in of the day `as_of` asks beside `check_in.questions` (join the two without
    repeats). `wordings` are the instruments whose wording was loaded. Ask for it once, before the
    check-in is answered; `follow_up` says what the answers then lead to."""
    known = facts(rulebook, record, as_of)
    asking = _Asking(rulebook, record, known, plan_began, wordings)
    fitting, later = _fit([*asking.after_scores(), *asking.rounds()], _most(asking.rhythm))
    direct = asking.direct()
    each = asking.applying(asking.rhythm.each_check_in.questions)
    questions = [*([direct] if direct else []), *each]
    questions += [want.name for want in fitting if not want.instrument]
    return Due(
        questions=tuple(dict.fromkeys(questions)),
        direct=direct,
        instruments=tuple(want.name for want in fitting if want.instrument),
        later=tuple(want.name for want in later),
        retest=asking.retest(),
    )


def follow_up(
    rulebook: Rulebook, record: Record, as_of: date, wordings: frozenset[str] = frozenset()
) -> Due:
    """What the answers of a check-in lead to at once: the direct question about safety where the
    mood is low, and the longer form of an instrument whose short one points to it."""
    known = facts(rulebook, record, as_of)
    asking = _Asking(rulebook, record, known, as_of, wordings)
    direct = asking.direct()
    return Due(
        questions=(direct,) if direct else (),
        direct=direct,
        instruments=tuple(want.name for want in asking.after_scores()),
    )


@dataclass(frozen=True, slots=True)
class _Want:
    """A question or an instrument that is due, and how many questions it counts as."""

    name: str
    cost: int
    instrument: bool = False


@dataclass(frozen=True, slots=True)
class _Asking:
    rulebook: Rulebook
    record: Record
    known: Facts
    plan_began: date
    wordings: frozenset[str]

    @property
    def rhythm(self) -> Rhythm:
        return self.rulebook.knowledge.rhythm

    def direct(self) -> str | None:
        """The question about safety, where the mood is low and it was not answered since."""
        rule = self.rhythm.direct_question
        if self.known.values[rule.after] is not True:
            return None
        low = self._told(self.rulebook.behind([rule.after]))
        return rule.question if self._older(rule.question, low) else None

    def after_scores(self) -> Iterator[_Want]:
        """Longer forms that a short form asks for and that were not answered since."""
        instruments = self.rulebook.knowledge.instruments
        for one in self.rhythm.rounds:
            if one.instrument is None:
                continue
            short = instruments[one.instrument]
            longer = score(self.rulebook, short, self.known.values).next
            if longer is None or longer not in self.wordings:
                continue
            told = self._told(short.items)
            rest = [item for item in instruments[longer].items if item not in short.items]
            if any(self._older(item, told) for item in rest):
                yield _Want(longer, len(rest), instrument=True)

    def rounds(self) -> Iterator[_Want]:
        """What has come round, the most important first."""
        for one in self.rhythm.rounds:
            if one.instrument in self.wordings:
                instrument = self.rulebook.knowledge.instruments[one.instrument]
                if self._has_come(self._last_day(instrument.items), one):
                    yield _Want(instrument.id, self._cost(instrument), instrument=True)
                continue
            names = one.instead if one.instrument else one.questions
            for name in self.applying(names):
                if self._is_asked(one, name) and self._has_come(self._last_day([name]), one):
                    yield _Want(name, 1)

    def retest(self) -> bool:
        """Whether the tests at home come round; who was never tested has nothing to repeat."""
        rule = self.rhythm.retests
        tests = self.rulebook.knowledge.test_findings.items()
        names = [name for name, test in tests if test.battery == rule.battery]
        days = [reading.on for name in names for reading in self.record.readings.get(name, ())]
        last = max(days, default=None)
        first = self.plan_began + timedelta(days=rule.every_days)
        return last is not None and self.known.as_of >= first and self._has_come(last, rule)

    def applying(self, names: Iterable[str]) -> list[str]:
        """The questions that make sense for this person, each after what says whether it does."""
        states = self.known.states
        wanted = [name for name in names if states[name] is not State.NOT_APPLICABLE]
        return askable(self.rulebook, self.known, wanted)

    def _is_asked(self, one: Round, name: str) -> bool:
        answer = self.record.answers.get(name)
        return name not in one.if_chosen or (answer is not None and answer.value is not None)

    def _has_come(self, last: date | None, often: Often) -> bool:
        """Whether a round has begun since the last answer, and that answer is old enough."""
        if last is None:
            return True
        as_of = self.known.as_of
        rounds = (as_of - self.plan_began).days // often.every_days
        began = self.plan_began + timedelta(days=rounds * often.every_days)
        return last < began and (as_of - last).days >= often.apart_days

    def _cost(self, instrument: Instrument) -> int:
        """Sentences on one list to tick are one look."""
        findings = self.rulebook.knowledge.findings
        return len({findings[item].list or item for item in instrument.items})

    def _last_day(self, names: Iterable[str]) -> date | None:
        days = [answer.on for name in names if (answer := self._answer(name))]
        return max(days, default=None)

    def _told(self, names: Iterable[str]) -> Told:
        """The last time that one of these was told."""
        told = [_when(answer) for name in names if (answer := self._answer(name))]
        return max(told, default=(0, date.min))

    def _older(self, name: str, told: Told) -> bool:
        """Whether it still has to be answered after something that was told."""
        answer = self._answer(name)
        return answer is None or name in self.known.unanswered or _when(answer) < told

    def _answer(self, name: str) -> Answer | None:
        return self.record.answers.get(name)


def _when(answer: Answer) -> Told:
    return answer.order, answer.on


def _most(rhythm: Rhythm) -> int:
    return int(rhythm.most_extra.value)


def _fit(wants: Iterable[_Want], most: int) -> tuple[list[_Want], list[_Want]]:
    """What fits into one check-in, in order of importance, and what waits for the next day."""
    fitting: list[_Want] = []
    later: list[_Want] = []
    for want in wants:
        fits = sum(each.cost for each in fitting) + want.cost <= most
        (fitting if fits else later).append(want)
    return fitting, later
