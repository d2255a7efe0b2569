"""What the inference behind the physical tests is worth: on its own terms, and when it is wrong.

    python bench/bench_impairments.py [people]

People are drawn from the shipped model, and from models that are wrong in a stated way; the table
says how often 90 % intervals hold the truth and how often something wrong is said. The guided
order of tests is compared with the fixed one. Counts are exact for the seed; times are this
machine's. The tables are also written to build/impairments.md.

Length: people, wrong models, orders and times share the same simulated persons.
"""

import math
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.random import Generator

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from plumbline.care.impairments.assess import (  # noqa: E402
    NINETY,
    Taken,
    assess,
    bench_of,
    deficit,
    direct,
    level_says,
    ruler_of,
)
from plumbline.care.impairments.belief import Belief, Term  # noqa: E402
from plumbline.care.impairments.model import Reading  # noqa: E402
from plumbline.care.impairments.offers import Offer, offers, worth_doing  # noqa: E402
from plumbline.care.record import facts  # noqa: E402
from tests.generative.impairment_cases import (  # noqa: E402
    ADULT,
    DAY,
    Array,
    believe_all,
    doubted,
    terms_of,
    value_of,
)
from tests.generative.impairment_people import Attempt, random_result, record_with  # noqa: E402
from tests.unit.care.people import TODAY, knowledge, rulebook  # noqa: E402

PEOPLE, GUIDED = 600, 30
OUT = ROOT / "build" / "impairments.md"
SHIPPED = bench_of(knowledge())
HOME = tuple(
    test.id
    for test in knowledge().tests.values()
    if test.battery == "home" and test.stands_in_for is None and test.id in SHIPPED.rows
)
READABLE = tuple(test for test in HOME if ruler_of(SHIPPED, ADULT, test) is not None)
Results = Mapping[tuple[str, str | None], float]


@dataclass(frozen=True)
class World:
    """How people's results come about, where it is not as the model says."""

    name: str
    noise: Callable[[Generator], float] = lambda rng: float(rng.standard_normal())
    weigh: Callable[[Generator, Term], Term] = lambda rng, term: term
    bend: Callable[[float], float] = lambda z: z
    day: Callable[[Generator], float] = lambda rng: 0.0


def standard(values: Mapping[int, float], term: Term) -> Term:
    """These weights, on the scale on which everybody together has SD 1."""
    at, share = list(values), np.array(list(values.values()))
    among = SHIPPED.known.prior.covariance[np.ix_(at, at)]
    whole = math.sqrt(float(share @ among @ share))
    return replace(term, weights={i: w / whole for i, w in values.items()}, combine="sum")


def other_weights(rng: Generator, term: Term) -> Term:
    """Each weight of a sum half as large again, or two thirds; another chain leaks in."""
    if term.combine == "weakest":
        return term
    factors = rng.choice([1.5, 1 / 1.5], len(term.weights))
    values = {i: w * f for (i, w), f in zip(term.weights.items(), factors, strict=True)}
    return standard(values, term)


def summed(rng: Generator, term: Term) -> Term:
    """The weakest link is no such thing: the chains simply add up."""
    return standard(term.weights, term) if term.combine == "weakest" else term


def curved(z: float) -> float:
    """Good results stretched, bad ones squeezed: exp(0.4 z), with mean 0 and SD 1."""
    mean = math.exp(0.08)
    return (math.exp(0.4 * z) - mean) / (mean * math.sqrt(math.exp(0.16) - 1))


WORLDS = (
    World("as the model says"),
    World("errors 1.5 times as large", noise=lambda rng: 1.5 * float(rng.standard_normal())),
    World("errors with heavy tails (t, 3; SD 1.7)", noise=lambda rng: float(rng.standard_t(3))),
    World("weights wrong by 1.5", weigh=other_weights),
    World("chains add up, no weakest link", weigh=summed),
    World("results bent (good stretched)", bend=curved),
    World("results bent (bad stretched)", bend=lambda z: -curved(-z)),
    World("a shared bad day (-0.5, SD 0.5)", day=lambda rng: float(rng.normal(-0.5, 0.5))),
    World("norms too high by 0.5 SD", day=lambda rng: -0.5),
    World("norms too low by 0.5 SD", day=lambda rng: 0.5),
)


def simulate(world: World, rng: Generator) -> tuple[Array, Results]:
    """A person's true states, and one result of each test and side in SD units."""
    belief = SHIPPED.known.prior
    for test in READABLE:
        ruled = ruler_of(SHIPPED, ADULT, test)
        assert ruled is not None
        belief = doubted(SHIPPED, belief, test, ruled.imagine(0.0))
    root = np.linalg.cholesky(belief.covariance + 1e-12 * np.eye(len(belief.mean)))
    truth = root @ rng.standard_normal(len(belief.mean))
    day, results = world.day(rng), {}
    for test in READABLE:
        ruled = ruler_of(SHIPPED, ADULT, test)
        assert ruled is not None
        for side, term in terms_of(SHIPPED, ADULT, test).items():
            true = float(value_of(world.weigh(rng, term), truth[None])[0])
            results[test, side] = world.bend(true) + day + ruled.noise * world.noise(rng)
    return truth, results


def read(results: Results, tests: Iterable[str]) -> tuple[Taken, ...]:
    """The results of some tests as they are placed: capped, or between two points."""
    wanted = set(tests)
    found: list[Taken] = []
    for (test, side), z in results.items():
        if test in wanted:
            ruled = ruler_of(SHIPPED, ADULT, test)
            assert ruled is not None
            reading = Reading(test, side, DAY, math.nan)  # type: ignore[arg-type]
            found.append(Taken(reading, ruled.imagine(z)))
    return tuple(found)


def levels(belief: Belief, taken: tuple[Taken, ...]) -> list[str]:
    """What is said of each shown chain and side."""
    return [
        level_says(SHIPPED, deficit(SHIPPED, belief, state), spoken)
        if (spoken := direct(SHIPPED, state, taken))
        else "not_tested"
        for state in SHIPPED.known.chains
        if knowledge().chains[state[0]].shown
    ]


def measure_world(world: World, people: int) -> tuple[str, float]:
    """A line of the table, and the share of intervals that hold the truth."""
    rng = np.random.default_rng(20)
    low_at = knowledge().impairments.deficit_below.value
    shown = [i for i, s in enumerate(SHIPPED.known.chains) if knowledge().chains[s[0]].shown]
    covered, off, rows = [], [], []
    for _ in range(people):
        truth, results = simulate(world, rng)
        taken = read(results, READABLE)
        belief = believe_all(SHIPPED, taken)
        for at, says in zip(shown, levels(belief, taken), strict=True):
            if says == "not_tested":
                continue
            error = belief.mean[at] - truth[at]
            covered.append(abs(error) < NINETY * math.sqrt(belief.covariance[at, at]))
            off.append(error)
            rows.append((says, truth[at] < low_at))
    called = [low for says, low in rows if says == "probably_low"]
    truly = [says for says, low in rows if low]
    cells = (
        f"{statistics.fmean(covered):.3f}",
        f"{statistics.fmean(off):+.2f}",
        f"{len(called) / len(rows):.1%}",
        f"{1 - statistics.fmean(called):.0%}" if called else "-",
        f"{truly.count('probably_low') / len(truly):.0%}",
        f"{truly.count('probably_not') / len(truly):.0%}",
    )
    return row(world.name, *cells), statistics.fmean(covered)


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def table(heads: Sequence[str], rows: Iterable[str]) -> list[str]:
    return [row(*heads), row(*["---"] * len(heads)), *rows]


def measure_worlds(people: int) -> tuple[list[str], float]:
    """The table of right and wrong models, and the coverage of the right one."""
    found = [measure_world(world, people) for world in WORLDS]
    heads = ("people are", "90 % intervals hold", "bias (SD)", 'called "probably low"')
    heads += ("of these, not low", "of the low, found", 'of the low, "probably not"')
    return table(heads, [line for line, _ in found]), found[0][1]


@dataclass(frozen=True)
class Run:
    """One person's way through the battery."""

    tests: int
    minutes: float
    spoken: int
    """Levels of which every test together says that they are probably low, or not."""
    kept: int
    """Of these, the ones already said at the end of this way."""
    low: int
    low_kept: int
    """The same, only of the probably low ones."""
    turned: int
    """Statements that are the opposite of what every test together says."""


def go(results: Results, order: Callable[[tuple[Offer, ...], list[str]], str]) -> Run:
    """Test after test as `order` says, while another is worth its minutes."""
    done: list[str] = []
    while True:
        taken = read(results, done)
        belief = believe_all(SHIPPED, taken)
        left = [test for test in READABLE if test not in done]
        worth = worth_doing(SHIPPED, offers(SHIPPED, ADULT, belief, taken, left))
        if not worth:
            break
        done.append(order(worth, left))
    return _run(results, done, levels(belief, taken))


def _run(results: Results, done: list[str], said: list[str]) -> Run:
    every = read(results, READABLE)
    whole = levels(believe_all(SHIPPED, every), every)
    spoken = [pair for pair in zip(said, whole, strict=True) if pair[1].startswith("probably")]
    low = [pair for pair in spoken if pair[1] == "probably_low"]
    opposite = [
        {"probably_low", "probably_not"} == {a, b} for a, b in zip(said, whole, strict=True)
    ]
    minutes = sum(knowledge().tests[test].minutes for test in done)
    return Run(len(done), minutes, len(spoken), _same(spoken), len(low), _same(low), sum(opposite))


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(one == other for one, other in pairs)


def measure_orders(people: int) -> list[str]:
    """Guided against fixed order and everything, on people as the model says."""
    rng = np.random.default_rng(21)
    drawn = [simulate(WORLDS[0], rng)[1] for _ in range(people)]
    orders: dict[str, Callable[[tuple[Offer, ...], list[str]], str]] = {
        "guided": lambda worth, left: worth[0].test,
        "fixed order, same stop": lambda worth, left: left[0],
    }
    runs = {name: [go(results, order) for results in drawn] for name, order in orders.items()}
    runs["everything"] = [
        _run(results, list(READABLE), levels(believe_all(SHIPPED, t), t))
        for results in drawn
        if (t := read(results, READABLE))
    ]
    lines = [
        row(
            name,
            f"{statistics.fmean(r.tests for r in each):.1f}",
            f"{statistics.fmean(r.minutes for r in each):.1f}",
            f"{sum(r.kept for r in each)} of {sum(r.spoken for r in each)}",
            f"{sum(r.low_kept for r in each)} of {sum(r.low for r in each)}",
            str(sum(r.turned for r in each)),
        )
        for name, each in runs.items()
    ]
    heads = ("order", "tests", "minutes", "levels said, of those everything says")
    heads += ('of the "probably low"', "opposite ones")
    return table(heads, lines)


def milliseconds(days: int, rng: random.Random) -> float:
    """The time of one assessment of a whole home battery done on so many days."""
    attempts = []
    for ago in range(days, 0, -1):
        for test in HOME:
            kept = {
                r.value: random_result(rng, knowledge().tests[test], r.value)
                for r in knowledge().tests[test].results
            }
            attempts.append(Attempt(ago, kept))
    record = record_with(attempts)
    known = facts(rulebook(), record, TODAY)
    times: list[float] = []
    for _ in range(3):  # the quickest, so that a slow moment of the machine does not count
        began = time.process_time()
        assess(knowledge(), record, known)
        times.append(time.process_time() - began)
    return min(times) * 1e3


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    rng = random.Random(3)
    cold = milliseconds(1, rng)
    medians = {
        days: statistics.median(map(partial(milliseconds, rng=rng), [days] * 60)) for days in (1, 2)
    }
    worlds, covered = measure_worlds(people)
    orders = measure_orders(max(2, people * GUIDED // PEOPLE))
    lines = [
        f"{people} people a row; a woman of 40, home battery, one day.",
        "",
        *worlds,
        "",
        *orders,
        "",
        f"Time of one assessment, median: {medians[1]:.1f} ms after one day of the home battery, "
        f"{medians[2]:.1f} ms after two (the first person of all: {cold:.0f} ms).",
    ]
    print("\n".join(lines))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    error = 0.3 / math.sqrt(people)
    assert 0.88 - error < covered < 0.92 + error, f"intervals of the right model hold {covered:.3f}"


if __name__ == "__main__":
    main()
