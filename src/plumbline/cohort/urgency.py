"""How urgent it is, for every row: `care.triage.weigh` over columns.

Every way in which a red flag asks for something gets a whole number: the more urgent, the larger,
and of two alike the flag that stands first in the knowledge. The largest is the row's verdict.
A rule that is unknown because nobody asked leaves the row open where it could still be worse.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from plumbline.care.triage import (
    BLOCKS_EXERCISE,
    CALM,
    FOREVER_HOURS,
    USUAL_HOURS,
    Rank,
    level_names,
    rank,
)
from plumbline.cohort.facts import FactColumns
from plumbline.cohort.terms import (
    FALSE,
    NULL,
    Code,
    Literal,
    Ref,
    Term,
    below,
    both,
    either,
    largest,
    negated,
    outcome,
    pick,
    unknown,
    yes,
)
from plumbline.errors import KnowledgeError
from plumbline.knowledge.schema import URGENCY_ORDER, RedFlag
from plumbline.logic.rulebook import Rulebook

FLAGS = 128
"""More than there are red flags: a code is rank * FLAGS plus the flag's place."""
WORST, ALLOWED, COMPLETE = "z_worst", "z_allowed", "z_complete"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The layers that weigh red flags, what is written, and where the next decision finds
    whether exercise is allowed."""

    layers: tuple[Mapping[str, Term], ...]
    outputs: Mapping[str, Term]
    allowed: str
    must_look: Term
    """Somebody has to look before anything else is said: the words are those of the flag."""


@dataclass(frozen=True, slots=True)
class _Option:
    """Something a red flag asks for, and when."""

    when: Term
    rank: Rank


@dataclass(frozen=True)
class _Flag:
    """One red flag over a row."""

    flag: RedFlag
    place: int
    known: FactColumns

    @cached_property
    def names(self) -> list[str]:
        for name in level_names(self.flag):
            self.known.check_separable(name)
        return level_names(self.flag)

    @cached_property
    def cautious(self) -> list[Term]:
        return [yes(outcome(self.known.rule(name, "cautious"))) for name in self.names]

    @cached_property
    def unknown(self) -> list[Term]:
        return [unknown(outcome(self.known.rule(name))) for name in self.names]

    @cached_property
    def still_open(self) -> list[Term]:
        """Of each level: whether an unanswered question can still change it."""
        if self.known.days.blanks == "dont_know":
            return [FALSE] * len(self.names)
        return [unknown(outcome(self.known.rule(name, "settled"))) for name in self.names]

    @cached_property
    def options(self) -> list[_Option]:
        found = [
            _Option(self._first(index), rank(level.urgency, level.see_within_hours))
            for index, level in enumerate(self.flag.levels)
        ]
        if self.flag.when_unknown != "self_care" and self.known.days.blanks == "dont_know":
            # What was asked and stays unknown, unless a level at least as urgent fired before it.
            final = either(
                both([state, *map(negated, self.cautious[: index + 1])])
                for index, state in enumerate(self.unknown)
            )
            found.append(_Option(final, self.if_unknown))
        return [option for option in found if option.when != FALSE]

    @cached_property
    def if_unknown(self) -> Rank:
        hours = self.flag.unknown_see_within_hours
        usual = USUAL_HOURS.get(self.flag.when_unknown)
        return rank(self.flag.when_unknown, usual if hours is None else hours)

    @property
    def state(self) -> Term:
        """True, false or null, as `FlagState.state`."""
        unsure = either(self.unknown)
        fired = either(self.cautious)
        return pick([(fired, Literal(True)), (negated(unsure), Literal(False))], NULL)

    def _first(self, index: int) -> Term:
        return both([self.cautious[index], *map(negated, self.cautious[:index])])


@dataclass(frozen=True)
class _Scale:
    """Ranks as whole numbers, the calmest 0."""

    ranks: tuple[Rank, ...]

    @staticmethod
    def of(flags: list[_Flag]) -> "_Scale":
        found = {CALM}
        for each in flags:
            found |= {rank(level.urgency, level.see_within_hours) for level in each.flag.levels}
            found.add(each.if_unknown)
        return _Scale(tuple(sorted(found)))

    def code(self, found: Rank, place: int) -> int:
        return self.start(found) + FLAGS - 1 - place

    def start(self, found: Rank) -> int:
        """The smallest code of a rank."""
        return self.ranks.index(found) * FLAGS


def weigh(rulebook: Rulebook, known: FactColumns) -> Weighed:
    """Every red flag, weighed into one verdict for each row."""
    every = rulebook.knowledge.red_flags.values()
    flags = [_Flag(flag, place, known) for place, flag in enumerate(every)]
    if len(flags) >= FLAGS - 1:
        raise KnowledgeError("red_flags: more than a code has room for")
    scale = _Scale.of(flags)
    worst = largest(
        pick([(option.when, Literal(scale.code(option.rank, each.place)))], Literal(0))
        for each in flags
        for option in each.options
    )
    still_open = _still_open(flags, scale)
    codes = _codes(flags, scale)
    complete = negated(still_open)
    blocks = [code for code, urgency, _hours, _flag in codes if urgency in BLOCKS_EXERCISE]
    limit = min(blocks, default=len(scale.ranks) * FLAGS)
    allowed = both([Ref(COMPLETE), below(Ref(WORST), limit)])
    nothing = below(Ref(WORST), 1)
    outputs: dict[str, Term] = {
        "urgency": pick(
            [(both([nothing, negated(Ref(COMPLETE))]), NULL)],
            Code(Ref(WORST), ((0, "self_care"), *((code, urgency) for code, urgency, *_ in codes))),
        ),
        "see_within_hours": Code(Ref(WORST), tuple((code, hours) for code, _u, hours, _f in codes)),
        "complete": Ref(COMPLETE),
        "exercise_allowed": Ref(ALLOWED),
        "crisis": either(
            option.when for each in flags if each.flag.crisis for option in each.options
        ),
        "worst_flag": Code(Ref(WORST), tuple((code, flag) for code, _u, _h, flag in codes)),
    }
    outputs |= {f"flag_{each.flag.id}": each.state for each in flags}
    layers = ({WORST: worst}, {COMPLETE: complete}, {ALLOWED: allowed})
    return Weighed(layers, outputs, ALLOWED, negated(below(Ref(WORST), limit)))


def _still_open(flags: list[_Flag], scale: _Scale) -> Term:
    """Whether an unanswered question can still move the urgency (`triage._still_matter`)."""
    could_be: dict[int, list[Term]] = {}
    may_fall: list[Term] = []
    for each in flags:
        for index, level in enumerate(each.flag.levels):
            undecided = each.still_open[index]
            if undecided == FALSE:
                continue
            worst = max(rank(level.urgency, level.see_within_hours), each.if_unknown)
            if worst > CALM:
                could_be.setdefault(scale.start(worst), []).append(undecided)
            may_fall += _may_fall(each, index, scale)
    worse = (both([either(terms), below(Ref(WORST), limit)]) for limit, terms in could_be.items())
    return either([*worse, *may_fall])


def _may_fall(each: _Flag, index: int, scale: _Scale) -> list[Term]:
    """A flag that set the urgency only because nobody asked what would calm it."""
    known, name = each.known, each.names[index]
    cautious, now = known.rule(name, "cautious"), known.rule(name, "settled")
    if cautious == now:
        return []  # true for sure, or not true: never both true and open
    held = both([each.still_open[index], each.cautious[index]])
    sets_it = either(
        both([option.when, below(Ref(WORST), scale.start(option.rank) + FLAGS)])
        for option in each.options
    )
    return [both([held, sets_it])]


def _codes(flags: list[_Flag], scale: _Scale) -> list[tuple[int, str, int | None, str]]:
    """Every code that can come up: (code, urgency, hours, flag)."""
    found: dict[int, tuple[int, str, int | None, str]] = {}
    for each in flags:
        for option in each.options:
            place, hours = option.rank
            code = scale.code(option.rank, each.place)
            within = None if -hours == FOREVER_HOURS else -hours
            found[code] = (code, URGENCY_ORDER[place], within, each.flag.id)
    return sorted(found.values())
