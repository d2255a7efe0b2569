"""What solving a week is worth: the optimum against a simple way, its time, and how steady it is.

    python bench/bench_programme.py [people]

People are drawn from a seed; every number but the times is exact for it. Times are this machine's,
in CPU milliseconds on one thread. The tables are also written to build/programme.md.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from plumbline.care.decision import decide  # noqa: E402
from plumbline.care.explanation import explain  # noqa: E402
from plumbline.care.programme import Programme  # noqa: E402
from plumbline.care.programme.build import ask  # noqa: E402
from plumbline.care.programme.greedy import greedy  # noqa: E402
from plumbline.care.programme.matrix import Matrix  # noqa: E402
from plumbline.care.programme.outline import outline  # noqa: E402
from plumbline.care.programme.problem import Problem  # noqa: E402
from plumbline.care.programme.solve import solve  # noqa: E402
from plumbline.care.programme.value import worth  # noqa: E402
from plumbline.logic import Value  # noqa: E402
from tests.generative.plan_people import Person, newcomer  # noqa: E402
from tests.unit.care.people import TODAY, calm_record, rulebook  # noqa: E402

PEOPLE = 60
OUTLINES, EXPLAINED = 12, 6
OUT = ROOT / "build" / "programme.md"
CHANGES: Mapping[str, Mapping[str, Value]] = {
    "nothing": {},
    "five minutes a day more": {"minutes_per_day": 5},
    "one day a week more": {"days_per_week": 1},
    "a band at home": {"kit_band": True},
    "bending hurts": {"pain_worse_bending": True},
    "arching hurts": {"pain_worse_arching": True},
    "stairs as a goal": {"goal_stairs": True},
    "no way down to the floor": {"can_get_to_floor": False},
    "in pain for ten days only": {"onset_date": TODAY - timedelta(days=10)},
}
"""One answer that changes; numbers are added to what was said."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Solve:
    """One person's week, solved and put together simply."""

    problem: Problem
    stage: str
    columns: int
    rows: int
    best: float
    simple: float
    solving: float
    simply: float
    """Milliseconds."""


def timed(make: Callable[[], Result]) -> tuple[Result, float]:
    """What is made, and the CPU milliseconds it took: the quicker of two times."""
    found: list[tuple[Result, float]] = []
    for _ in range(2):
        began = time.process_time()
        made = make()
        found.append((made, 1e3 * (time.process_time() - began)))
    return min(found, key=lambda pair: pair[1])


def measure(person: Person) -> Solve | None:
    """None for somebody for whom hardly anything is possible."""
    asked = ask(rulebook(), person.known, person.first)
    if len(asked.problem.candidates) < 5:
        return None
    solved, solving = timed(lambda: solve(asked.problem))
    simple, simply = timed(lambda: greedy(asked.problem))
    assert solved is not None
    assert simple is not None
    assert solved.proof.proven
    value = worth(asked.problem, simple)
    matrix = Matrix(asked.problem)
    size = len(matrix.points), len(matrix.rows)
    best = solved.proof.value
    return Solve(asked.problem, asked.week.id, *size, best, value, solving, simply)


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def table(heads: Sequence[str], rows: Iterable[str]) -> list[str]:
    return [row(*heads), row(*["---"] * len(heads)), *rows]


def spread(values: Sequence[float], form: str = "{:.0f}") -> tuple[str, str, str]:
    """Median, 95th percentile and highest."""
    ranked = sorted(values)
    high = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    return form.format(statistics.median(ranked)), form.format(high), form.format(ranked[-1])


def lost(solves: Sequence[Solve]) -> list[float]:
    """The share of the value that the simple way leaves behind."""
    return [max(0.0, 1 - one.simple / one.best) for one in solves if one.best > 0]


def stage_rows(solves: Sequence[Solve]) -> list[str]:
    found: list[str] = []
    for stage in ("acute", "flare", "later"):
        here = [one for one in solves if one.stage == stage]
        if not here:
            continue
        candidates = statistics.median(len(one.problem.candidates) for one in here)
        columns = statistics.median(one.columns for one in here)
        rows = statistics.median(one.rows for one in here)
        sizes = f"{candidates:.0f} / {columns:.0f} / {rows:.0f}"
        times = " / ".join(spread([one.solving for one in here]))
        simply = statistics.median(one.simply for one in here)
        gone = lost(here)
        less = f"{statistics.median(gone):.1%} / {max(gone):.1%}"
        share = sum(part > 1e-4 for part in gone) / len(gone)
        found.append(
            row(stage, str(len(here)), sizes, times, f"{simply:.0f}", less, f"{share:.0%}")
        )
    return found


def kept(before: Programme, after: Programme) -> float:
    """The share of what a week held that is still there."""
    names = {planned.exercise for planned in after.exercises}
    held = [planned.exercise in names for planned in before.exercises]
    return statistics.fmean(held) if held else 1.0


def changed(person: Person, change: Mapping[str, Value]) -> Person:
    values = dict(person.values)
    for name, value in change.items():
        now = values.get(name)
        number = isinstance(value, int) and not isinstance(value, bool)
        values[name] = now + value if number and isinstance(now, int) else value
        if name == "days_per_week" and isinstance(now, int):
            values[name] = min(7, now + 1)
    return replace(person, values=values)


def steady_rows(people: Sequence[Person]) -> list[str]:
    """How much of a first week stays when one answer changes."""
    weeks = [(person, person.week()) for person in people]
    found: list[str] = []
    for name, change in CHANGES.items():
        shares = [
            kept(week, changed(person, change).week()) for person, week in weeks if week.exercises
        ]
        same = sum(share == 1 for share in shares) / len(shares)
        found.append(row(name, f"{statistics.fmean(shares):.0%}", f"{same:.0%}"))
    return found


def outline_times(people: Sequence[Person]) -> list[float]:
    """Milliseconds for the three weeks after a week."""
    found: list[float] = []
    for person in people:
        week = person.week()
        found.append(timed(lambda p=person, w=week: outline(rulebook(), p.record, w))[1])
    return found


def explanation_times(times: int) -> list[float]:
    """Milliseconds for a whole explanation, with five exercises asked about."""
    found: list[float] = []
    for minutes in range(10, 10 + 5 * times, 5):
        answers = {"onset_date": TODAY - timedelta(days=200), "minutes_per_day": minutes}
        made = decide(rulebook(), "programme", calm_record(**answers), TODAY)
        about = ("superman", "deadlift", "side_bridge", "cat_camel", "walking")
        found.append(timed(lambda m=made, a=about: explain(rulebook(), m, a))[1])
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    people = [newcomer(random.Random(seed)) for seed in range(count)]
    solves = [one for person in people if (one := measure(person))]
    gone = lost(solves)
    times = " / ".join(spread([one.solving for one in solves]))
    heads = ("stage", "people", "exercises / columns / rows (median)")
    heads += ("ms to solve: median / 95 % / highest", "ms to put together simply")
    heads += ("value lost simply: median / worst", "weeks that lose")
    ahead = spread(outline_times(people[:OUTLINES]))
    why = spread(explanation_times(EXPLAINED))
    lines = [
        f"{len(solves)} first weeks of {count} random people, each proved to be the best; one "
        f"thread. Solving took {times} ms (median / 95th percentile / highest).",
        "",
        *table(heads, stage_rows(solves)),
        "",
        f"Three more weeks in outline: {' / '.join(ahead)} ms. A whole explanation, with five "
        f"exercises asked about: {' / '.join(why)} ms.",
        "",
        "How much of a first week stays when one answer changes:",
        "",
        *table(("what changes", "exercises kept", "lists that stay whole"), steady_rows(people)),
    ]
    print("\n".join(lines))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert all(one.simple <= one.best + 1e-6 for one in solves), "nothing is above the optimum"
    assert statistics.fmean(gone) < 0.2, "the simple way is a fair baseline"


if __name__ == "__main__":
    main()
