"""What the page of test results shows, in words: what comes first, why, and what is not clear."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plumbline.care.battery import Battery, Gate
from plumbline.care.impairments import Assessment, ChainState, Priority
from plumbline.care.impairments.scale import Person
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Band, PhysicalTest, Side
from plumbline.present import assessment as words
from plumbline.present import wording
from plumbline.present.assessment_findings import Marks, bands, marks, response
from plumbline.present.body_map import LegendEntry, body_map, legend
from plumbline.present.forest import KNOWN, forest, place
from plumbline.present.words import _
from plumbline.web.case import Case
from plumbline.web.results_plan import Turn, turn

MOST_FIRST = 3
"""So many things come first; more would not be a choice."""
PHONE, WIDE = 328, 720
"""Widths of the two drawings, in units of about one pixel."""


@dataclass(frozen=True)
class First:
    """One thing to train first, and why."""

    name: str
    reason: str
    chance: str
    says: str
    train: str
    rule: str


@dataclass(frozen=True)
class Level:
    """What is said of a chain and side; numbers only where a level is known."""

    name: str
    says: str
    kind: str
    results: str
    whose: str
    rule: str
    state: ChainState
    of_hundred: tuple[int, int, int] | None
    """How many of 100 people lie below it: best guess, and the ends of the 90 % interval."""


@dataclass(frozen=True)
class Sides:
    """Left against right in one test."""

    name: str
    says: str
    kind: str
    days: tuple[str, ...]
    noise: str
    """How large a difference can be chance; only where that is why nothing is clear."""


@dataclass(frozen=True)
class Tested:
    """One test that was done: its latest results, published bands, and its limits."""

    test: PhysicalTest
    results: tuple[tuple[str, tuple[Band, ...]], ...]

    @property
    def said(self) -> str:
        """All its results in one line."""
        return ", ".join(said for said, _bands in self.results)


@dataclass(frozen=True)
class Response:
    """How pain answered to a repeated movement, and what follows."""

    test: PhysicalTest
    says: str
    follows: str


@dataclass(frozen=True)
class Results:
    """Everything the page shows. Empty groups are left out of it."""

    on: date | None
    first: tuple[First, ...]
    more: tuple[str, ...]
    levels: tuple[Level, ...]
    untested: tuple[str, ...]
    sides: tuple[Sides, ...]
    responses: tuple[Response, ...]
    stopped: tuple[str, ...]
    changes: tuple[str, ...]
    tested: tuple[Tested, ...]
    gate: Gate
    offered: tuple[tuple[str, str], ...]
    due: tuple[tuple[date, tuple[str, ...]], ...]
    """When to measure again, soonest first."""
    turn: Turn
    body: str
    legend: tuple[LegendEntry, ...]
    phone: str
    wide: str

    @property
    def known(self) -> tuple[Level, ...]:
        """Levels of which something is known: these are drawn and stand in the table."""
        return tuple(level for level in self.levels if level.of_hundred)

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """The marks of the drawing and what they mean, each once."""
        return tuple({level.kind: level.says for level in self.known}.items())

    @property
    def no_norm(self) -> tuple[str, ...]:
        """What was tested but cannot be compared with anybody."""
        return tuple(level.name for level in self.levels if not level.of_hundred)

    @property
    def compared(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Whom the person is compared with, and in what."""
        groups: dict[str, list[str]] = {}
        for level in self.levels:
            groups.setdefault(level.whose, []).append(level.name)
        return tuple((who, tuple(names)) for who, names in groups.items())

    @property
    def unclear(self) -> tuple[Level, ...]:
        """Levels that were tested and are not clear yet."""
        return tuple(level for level in self.levels if level.kind == "not_clear")


def look(case: Case) -> Results:
    """The results of the open profile, as they stand today."""
    knowledge, battery = case.knowledge, case.book.battery(case.today)
    found = battery.assessment
    levels = tuple(_level(knowledge, state) for state in found.chains)
    known = case.book.standing(case.today).known.values
    person = Person(_whole(known.get("age_years")), known.get("sex_at_birth"))
    drawn = marks(knowledge, found)
    return Results(
        on=max((reading.on for reading in found.readings), default=None),
        first=tuple(_first(knowledge, found, p) for p in found.priorities[:MOST_FIRST]),
        more=tuple(words.priority_name(knowledge, found, p) for p in found.priorities[MOST_FIRST:]),
        levels=tuple(level for level in levels if level.kind != "not_tested"),
        untested=tuple(level.name for level in levels if level.kind == "not_tested"),
        sides=tuple(_sides(knowledge, found)),
        responses=tuple(_responses(knowledge, known)),
        stopped=tuple(_stopped(knowledge, found)),
        changes=tuple(words.change(knowledge, change) for change in case.book.changes(case.today)),
        tested=tuple(_tested(knowledge, found, person)),
        gate=battery.gate,
        offered=tuple(_offered(knowledge, battery)),
        due=tuple(_due(knowledge, battery)),
        turn=turn(case),
        body=_body(drawn),
        legend=legend(drawn, name="results"),
        phone=forest(knowledge, found, width=PHONE, name="forest-phone"),
        wide=forest(knowledge, found, width=WIDE, name="forest-wide"),
    )


def _first(knowledge: Knowledge, found: Assessment, priority: Priority) -> First:
    chain = knowledge.chains[priority.chain]
    return First(
        name=words.priority_name(knowledge, found, priority),
        reason=words.reason(knowledge, found, priority),
        chance=words.chance(priority.probability),
        says=_(chain.low) if priority.kind == "low" else "",
        train=_(chain.train),
        rule=priority.rule,
    )


def _level(knowledge: Knowledge, state: ChainState) -> Level:
    tests = dict.fromkeys(reading.test for reading in state.readings)
    lines = [
        _("%(test)s: %(results)s")
        % {
            "test": words.test_name(knowledge.tests[name], own[0].side),
            "results": words.results(knowledge.tests[name], own),
        }
        for name in tests
        if (own := [reading for reading in state.readings if reading.test == name])
    ]
    guess = (place(state.mean), place(state.low), place(state.high))
    return Level(
        name=words.chain_name(knowledge.chains[state.chain], state.side),
        says=words.level(state.says),
        kind=state.says,
        results="; ".join(lines),
        whose=words.whose(knowledge, state),
        rule=f"chains/{state.chain}",
        state=state,
        of_hundred=guess if state.says in KNOWN else None,
    )


def _sides(knowledge: Knowledge, found: Assessment) -> Iterator[Sides]:
    for state in found.sides:
        if state.says != "not_tested":
            test = knowledge.tests[state.test]
            error = test.error.detectable if state.says == "not_clear" else None
            yield Sides(
                name=_(test.title),
                says=words.side_says(state),
                kind=state.says,
                days=words.side_results(test, state),
                noise=words.noise(error, test) if error else "",
            )


def _tested(knowledge: Knowledge, found: Assessment, person: Person) -> Iterator[Tested]:
    for test in knowledge.tests.values():
        latest = {r.side: r for r in found.readings if r.test == test.id}
        if latest:
            lines = tuple(
                (_said(test, reading.side, reading.value), bands(test, reading, person))
                for reading in latest.values()
            )
            yield Tested(test, lines)


def _said(test: PhysicalTest, side: Side | None, value: float) -> str:
    said = words.result(test, value, words.is_capped(test, value))
    return words.on_side(said, side)


def _responses(knowledge: Knowledge, known: Mapping[str, object]) -> Iterator[Response]:
    for test in knowledge.tests.values():
        answer = known.get(test.results[0].value) if test.measure == "response" else None
        if isinstance(answer, str):
            yield Response(test, *response(test, answer))


def _stopped(knowledge: Knowledge, found: Assessment) -> Iterator[str]:
    for one in found.stopped:
        test = words.test_name(knowledge.tests[one.test], one.side)
        yield _("%(test)s, on %(day)s") % {"test": test, "day": wording.day(one.on)}


def _offered(knowledge: Knowledge, battery: Battery) -> Iterator[tuple[str, str]]:
    for offer in battery.offered:
        yield _(knowledge.tests[offer.test].title), wording.minutes(offer.minutes)


def _due(knowledge: Knowledge, battery: Battery) -> Iterator[tuple[date, tuple[str, ...]]]:
    days = sorted({item.due for item in battery.items if item.due is not None})
    for day in days:
        items = [item for item in battery.items if item.due == day]
        yield day, tuple(_(knowledge.tests[item.test].title) for item in items)


def _body(drawn: Marks) -> str:
    return body_map(
        drawn,
        title=_("What your tests say, on a body seen from the front and from behind"),
        describe=_("Each muscle is drawn as the group it is trained in. The table says the same."),
        name="results",
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
