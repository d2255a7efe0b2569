"""How urgent is it? Red flags weighed into one urgency, with reasons and what would change it.

Each red flag has levels, most urgent first; the first whose rule is true is the level at which
it fires. A rule that stays unknown although everything it needs was asked (twice) counts as its
file's `when_unknown`. A rule still hanging on questions nobody has asked leaves the triage
incomplete: it then says at least how urgent it is, never that all is well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plumbline.care.record import Clearance, Facts, Record, facts, latest
from plumbline.knowledge.schema import URGENCY_ORDER, RedFlag, Status, Urgency
from plumbline.logic.expression import columns
from plumbline.logic.reasons import carried_by
from plumbline.logic.relevance import Undecided
from plumbline.logic.rulebook import Rulebook

FOREVER_HOURS = 24 * 365
"""How soon "at the next ordinary appointment" is, where waiting times are compared."""
RED_FLAGS = "red_flags/"
"""Where their rules stand."""
BLOCKS_EXERCISE: frozenset[Urgency] = frozenset({"emergency_now", "same_day", "within_days"})

Rank = tuple[int, int]
"""How alarming: place of the urgency, then hours to be seen within, negated."""


def rank(urgency: Urgency, see_within_hours: int | None) -> Rank:
    """A number that is larger the more urgent it is."""
    hours = FOREVER_HOURS if see_within_hours is None else see_within_hours
    return URGENCY_ORDER.index(urgency), -hours


CALM = rank("self_care", None)
USUAL_HOURS: Mapping[Urgency, int] = {"emergency_now": 0, "same_day": 24, "within_days": 168}
"""How soon, where a file's `when_unknown` does not say."""


@dataclass(frozen=True, slots=True)
class FlagState:
    """What is known about one red flag.

    `state` is three-valued; `urgency` is what it asks for now (None: nothing); `because` names
    the findings that made it so; `unanswered` the questions it still hangs on.
    """

    id: str
    state: bool | None
    level: int | None
    urgency: Urgency | None
    see_within_hours: int | None
    because: tuple[str, ...]
    unanswered: tuple[str, ...]
    counted_as_unknown: bool
    cleared_by: Clearance | None
    sources: tuple[str, ...]
    status: Status

    @property
    def open(self) -> bool:
        """It asks for something and nobody has cleared it."""
        return self.urgency is not None and self.cleared_by is None

    @property
    def rank(self) -> Rank:
        return rank(self.urgency, self.see_within_hours) if self.urgency and self.open else CALM


@dataclass(frozen=True, slots=True)
class Triage:
    """The verdict. `urgency` is None while nothing has fired and questions that matter are open."""

    as_of: date
    urgency: Urgency | None
    see_within_hours: int | None
    complete: bool
    flags: tuple[FlagState, ...]
    still_matter: tuple[str, ...]
    """Unanswered findings that can still change the urgency, most urgent first."""
    exercise_allowed: bool
    crisis: bool
    """Crisis contacts are to be shown at once."""

    def flag(self, name: str) -> FlagState:
        return next(flag for flag in self.flags if flag.id == name)

    @property
    def open_flags(self) -> tuple[FlagState, ...]:
        """What asks to be seen, most urgent first."""
        return tuple(sorted((f for f in self.flags if f.open), key=lambda f: f.rank, reverse=True))


def triage(rulebook: Rulebook, record: Record, as_of: date) -> Triage:
    """Weigh every red flag on the day `as_of`."""
    return weigh(rulebook, record, facts(rulebook, record, as_of))


def weigh(rulebook: Rulebook, record: Record, known: Facts) -> Triage:
    """Weigh every red flag on facts already gathered."""
    certain = known.outcomes
    cautious = rulebook.decide(known.cautious) if known.mitigators else certain
    undecided = known.undecided(rulebook, RED_FLAGS)
    flags = tuple(
        _FlagAtWork(rulebook, flag, known, record, certain, cautious, undecided).state()
        for flag in rulebook.knowledge.red_flags.values()
    )
    current = max((flag.rank for flag in flags), default=CALM)
    matter = _still_matter(rulebook, flags, undecided, cautious, current)
    worst = max((flag for flag in flags if flag.open), key=lambda f: f.rank, default=None)
    complete = not matter
    urgency = worst.urgency if worst else ("self_care" if complete else None)
    return Triage(
        as_of=known.as_of,
        urgency=urgency,
        see_within_hours=worst.see_within_hours if worst else None,
        complete=complete,
        flags=flags,
        still_matter=matter,
        exercise_allowed=complete and urgency not in BLOCKS_EXERCISE,
        crisis=any(f.open and rulebook.knowledge.red_flags[f.id].crisis for f in flags),
    )


@dataclass(frozen=True, slots=True)
class _FlagAtWork:
    """One red flag with everything its state is worked out from."""

    rulebook: Rulebook
    flag: RedFlag
    known: Facts
    record: Record
    certain: Mapping[str, bool | None]
    cautious: Mapping[str, bool | None]
    undecided: Mapping[str, Undecided]

    def state(self) -> FlagState:
        names = level_names(self.flag)
        fired = next((i for i, name in enumerate(names) if self.cautious[name]), None)
        above = names if fired is None else names[:fired]
        unknown = [name for name in above if self.certain[name] is None and self._settled(name)]
        asks = frozenset[str]().union(*(_asks(self.undecided, name) for name in names))
        urgency, hours, because = self._asked_for(fired, unknown)
        undecided = any(self.certain[name] is None for name in names)
        return FlagState(
            id=self.flag.id,
            state=True if fired is not None else None if undecided else False,
            level=fired,
            urgency=urgency,
            see_within_hours=hours,
            because=because,
            unanswered=tuple(sorted(asks)),
            counted_as_unknown=bool(unknown),
            cleared_by=self._clearance(because),
            sources=self.flag.basis.sources,
            status=self.flag.basis.status,
        )

    def _settled(self, name: str) -> bool:
        """Nothing unanswered can make this rule false any more."""
        return name not in self.undecided or not self.undecided[name].may_be_false

    def _asked_for(
        self, fired: int | None, unknown: list[str]
    ) -> tuple[Urgency | None, int | None, tuple[str, ...]]:
        """The strictest of what fired and what staying unknown means."""
        options: list[tuple[Urgency, int | None, frozenset[str]]] = []
        if fired is not None:
            level, name = self.flag.levels[fired], level_names(self.flag)[fired]
            carried = carried_by(self.rulebook.rules[name], self.known.cautious)
            options.append((level.urgency, level.see_within_hours, carried))
        if unknown and self.flag.when_unknown != "self_care":
            read = frozenset[str]().union(*(columns(self.rulebook.rules[n]) for n in unknown))
            missing = frozenset(name for name in read if self.known.values.get(name) is None)
            hours = _hours_if_unknown(self.flag)
            options.append((self.flag.when_unknown, hours, missing))
        if not options:
            return None, None, ()
        urgency, hours, because = max(options, key=lambda option: rank(option[0], option[1]))
        return urgency, hours, tuple(sorted(self.rulebook.behind(because)))

    def _clearance(self, because: tuple[str, ...]) -> Clearance | None:
        """The last clearance, unless an answer given after it made the flag new again."""
        entry = latest(self.record.clearances, self.flag.id)
        if entry is None or entry.result != "cleared":
            return None
        newer = any(self._alarming_since(name, entry.order) for name in because)
        return None if newer else entry

    def _alarming_since(self, name: str, order: int) -> bool:
        """Whether a sign was told again later; saying once more who looked at it is no sign."""
        finding, answer = self.rulebook.knowledge.findings.get(name), self.record.answers.get(name)
        if finding is None or answer is None or answer.order <= order:
            return False
        return finding.type != "boolean" or finding.danger == "yes"


def level_names(flag: RedFlag) -> list[str]:
    """Names of a flag's rules in the rulebook, most urgent first."""
    return [f"red_flags/{flag.id}/levels/{index}" for index in range(len(flag.levels))]


def _asks(undecided: Mapping[str, Undecided], name: str) -> frozenset[str]:
    return undecided[name].asks if name in undecided else frozenset()


def _hours_if_unknown(flag: RedFlag) -> int | None:
    if flag.unknown_see_within_hours is not None:
        return flag.unknown_see_within_hours
    return USUAL_HOURS.get(flag.when_unknown)


def _still_matter(
    rulebook: Rulebook,
    flags: tuple[FlagState, ...],
    undecided: Mapping[str, Undecided],
    cautious: Mapping[str, bool | None],
    current: Rank,
) -> tuple[str, ...]:
    """Unanswered findings that can still move the urgency, in the order to ask them.

    Most urgent first; within that, what can settle most rules.
    """
    best: dict[str, Rank] = {}
    weight: dict[str, float] = {}
    for state in flags:
        flag = rulebook.knowledge.red_flags[state.id]
        if_unknown = rank(flag.when_unknown, _hours_if_unknown(flag))
        for level, name in zip(flag.levels, level_names(flag), strict=True):
            asks = _asks(undecided, name)
            could_be = max(rank(level.urgency, level.see_within_hours), if_unknown)
            # A flag that set the urgency only because a mitigator was never asked about.
            may_fall = bool(cautious[name]) and state.open and state.rank == current
            if could_be <= current and not may_fall:
                continue
            for finding in asks:
                best[finding] = max(best.get(finding, CALM), could_be)
                weight[finding] = weight.get(finding, 0.0) + 1 / len(asks)
    ordered = sorted(best, key=lambda name: (best[name], weight[name], name), reverse=True)
    return tuple(ordered)
