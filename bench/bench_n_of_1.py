"""What a trial of one person is worth: how often it is wrong, and how often it finds something.

    python bench/bench_n_of_1.py [people]

Trials are lived through by simulated people, with the shipped design, model and stopping rules.
A false "works" is a trial that calls either way better where there is no difference, all looks
counted; it has to stay within 5 in 100 (asserted, for every row without a difference). The
tables are also written to build/n_of_1.md.
"""

import math
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from plumbline.care.n_of_1 import Entry, draw, follow, power  # noqa: E402
from plumbline.care.n_of_1.stopping import (  # noqa: E402
    A_BETTER,
    B_BETTER,
    HOPELESS,
    NO_DIFFERENCE,
    Days,
    Sizes,
    run,
)
from plumbline.knowledge.schema import Trial  # noqa: E402
from tests.generative.n_of_1_people import World, live, sizes_of  # noqa: E402
from tests.unit.care.people import TODAY, knowledge  # noqa: E402

PEOPLE = 2000
MOST_FALSE = 0.05
OUT = ROOT / "build" / "n_of_1.md"
SEED = 6
HEADS = ("people's days", '"works", no difference', '"no difference", none there')
HEADS += ("finds 1 point", "finds 1.5", '"no difference", 1 there')
HEADS += ("given up, none / 1 there", "days, none / 1 there")
USUAL = World("scatter 1.2, autocorrelation 0.3")
WORLDS = (
    USUAL,
    *(World(f"scatter {s:g}", scatter=s) for s in (0.6, 0.8, 1.0, 1.5, 2.0, 2.5)),
    *(World(f"autocorrelation {c:g}", correlation=c) for c in (0.0, 0.1, 0.2, 0.4, 0.5)),
    World("recovering by 4 points, steadily", recovery=4, level=7),
    World("recovering by 4 points, early", recovery=4, level=7, course="early"),
    World("30 % of days missing", missing=0.3),
    World("30 % missing, recovering, 0.5", missing=0.3, recovery=4, level=7, correlation=0.5),
    World("20 % of days not kept", not_kept=0.2),
    World("on 60 % of bad days b is not kept", not_kept_when_bad=0.6),
    World("flares: 3 days, 3 points, one a month", flares=1 / 28),
    World("half of the effect carried over", carry_over=0.5),
    World("usual score 2 (near the floor)", level=2),
)
BEYOND = (World("autocorrelation 0.7 (beyond what is promised)", correlation=0.7),)


def measure(world: World, trial: Trial, people: int, blocks: int = 0) -> tuple[str, float]:
    """A line of the table, and the rate of false "works"."""
    source, sizes = np.random.default_rng(SEED), sizes_of(trial, blocks or None)
    found: dict[float, tuple[np.ndarray, ...]] = {}
    for effect in (0.0, 1.0, 1.5):
        lived = live(source, replace(world, effect=effect), trial, people, blocks)
        found[effect] = in_parts(sizes, lived)
    none, one, more = (found[effect][0] for effect in (0.0, 1.0, 1.5))
    false = float(np.isin(none, (A_BETTER, B_BETTER)).mean())
    lasted = [float(found[effect][1].mean()) * sizes.block_days for effect in (0.0, 1.0)]
    cells = (
        f"{false:.1%}",
        f"{(none == NO_DIFFERENCE).mean():.0%}",
        f"{(one == A_BETTER).mean():.0%}",
        f"{(more == A_BETTER).mean():.0%}",
        f"{(one == NO_DIFFERENCE).mean():.1%}",
        f"{(none == HOPELESS).mean():.0%} / {(one == HOPELESS).mean():.0%}",
        f"{lasted[0]:.0f} / {lasted[1]:.0f}",
    )
    return row(world.name, *cells), false


def in_parts(sizes: Sizes, lived: Days) -> tuple[np.ndarray, ...]:
    """How each trial ends, and after how many blocks; few at a time stay in the cache."""
    people = np.arange(len(lived.score))
    parts = np.array_split(people, max(1, len(people) // 250))
    ended = [run(sizes, lived.only(part)) for part in parts]
    return tuple(np.concatenate(each) for each in zip(*ended, strict=True))


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def table(rows: Iterable[str]) -> list[str]:
    return [row(*HEADS), row(*["---"] * len(HEADS)), *rows]


def designs() -> Iterable[tuple[Trial, int]]:
    """Each kind of design that ships, at its ordinary and at its greatest length."""
    seen: set[tuple[int, ...]] = set()
    for trial in sorted(knowledge().trials.values(), key=lambda each: each.order):
        for blocks in (trial.blocks, trial.most_blocks):
            kind = (trial.period_days, trial.washout_days, blocks)
            if kind not in seen:
                seen.add(kind)
                yield trial, blocks


def one_person() -> tuple[float, float]:
    """Milliseconds of one person's state on the last day, and of the chance before the start."""
    trial = knowledge().trials["heat"]
    design = draw(trial, "pain_day_nrs", TODAY, 1)
    source = np.random.default_rng(SEED)
    told = [
        Entry(TODAY + timedelta(days=i), float(source.integers(3, 7)), True)
        for i in range(design.days)
    ]
    times: list[float] = []
    for _ in range(5):
        began = time.process_time()
        follow(knowledge(), design, told, design.last_day)
        times.append(time.process_time() - began)
    before = {entry.on - timedelta(days=design.days): entry.score or 0.0 for entry in told}
    began = time.process_time()
    power(knowledge(), trial, "pain_day_nrs", before, TODAY, 1)
    return min(times) * 1e3, (time.process_time() - began) * 1e3


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    lines, rates = [f"{people} trials a cell. Scatter and effect in points of 0 to 10.", ""], {}
    heat = knowledge().trials["heat"]
    measured = [measure(world, heat, people) for world in WORLDS]
    rates |= {f"heat, {w.name}": false for w, (_, false) in zip(WORLDS, measured, strict=True)}
    lines += table(line for line, _ in measured)
    lines += ["", "The usual days, in each design (period, days after a change, length):", ""]
    rows: list[str] = []
    for trial, blocks in designs():
        for world in (USUAL, World("autocorrelation 0.5", correlation=0.5)):
            length = blocks * 2 * trial.period_days
            name = f"{trial.period_days} d, {trial.washout_days} d, {length} d; {world.name}"
            line, rates[name] = measure(replace(world, name=name), trial, people, blocks)
            rows.append(line)
    lines += [*table(rows), "", "Beyond:", "", *table(measure(w, heat, people)[0] for w in BEYOND)]
    state, chance = one_person()
    lines += ["", f"One person: state {state:.1f} ms, chance before the start {chance:.0f} ms."]
    print("\n".join(lines))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    # The rates are those of a fixed seed; with fewer people chance has more room.
    slack = 0.0 if people >= PEOPLE else 2 * math.sqrt(MOST_FALSE / people)
    wrong = {name: rate for name, rate in rates.items() if rate > MOST_FALSE + slack}
    assert not wrong, f'false "works" over {MOST_FALSE:.0%}: {wrong}'


if __name__ == "__main__":
    main()
