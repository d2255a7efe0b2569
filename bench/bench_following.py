"""How well the trend, the detectors of worsening and the review at six weeks do, and how fast.

    python bench/bench_following.py [people]

People are simulated and not as the model says (tests/generative/trend_people.py); what is printed
of them tells nothing about real people's benefit. Counts are exact for the seed; times are this
machine's. The tables are also written to build/following.md.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from plumbline.care.monitoring.improvement import improvement  # noqa: E402
from plumbline.care.monitoring.local_trend import Scale, filtered, smoothed  # noqa: E402
from plumbline.care.monitoring.local_trends import smoothed_of_many  # noqa: E402
from plumbline.care.monitoring.outcome import outcome  # noqa: E402
from plumbline.care.monitoring.trend import sizes_for, trend  # noqa: E402
from plumbline.care.monitoring.worsening import signals  # noqa: E402
from tests.generative.trend_people import (  # noqa: E402
    BEGAN,
    Array,
    Way,
    as_dates,
    as_days,
    draw,
)
from tests.unit.care.people import knowledge  # noqa: E402

PEOPLE, MANY = 1000, 100_000
OUT = ROOT / "build" / "following.md"
MODEL, SCALE = knowledge().trend, Scale()
SIZES = sizes_for(MODEL, SCALE)
NINETY = 1.645
STABLE = Way(scatter_differs=0.25)
ENTRIES = {
    "3 days in 10 missing": {},
    "85 % missing": {"missing": 0.85},
    "weekly": {"weekly": True},
}
SIX_WEEKS = 42


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def table(heads: Sequence[str], rows: Iterable[str]) -> list[str]:
    return ["", row(*heads), row(*["---"] * len(heads)), *rows]


# ---- the level and its interval ----------------------------------------------------------------


def measure_levels(people: int) -> list[str]:
    """How often 90 % intervals of the level hold the true one, and how far off it is."""
    rows: list[str] = []
    for name, told in ENTRIES.items():
        for alike in (0.0, 0.5):
            way = Way(days=SIX_WEEKS + 1, course="mixed", alike=alike).but(**told)
            truth, scores = draw(np.random.default_rng(1), 4 * people, way)
            seen = smoothed_of_many(SCALE, SIZES, scores)
            off = seen.levels - truth
            held = np.abs(off) < NINETY * np.sqrt(seen.variances)
            cells = [f"{held[:, day].mean():.3f}" for day in (0, 21, SIX_WEEKS)]
            rows.append(row(name, f"{alike}", *cells, f"{np.sqrt((off[:, -1] ** 2).mean()):.2f}"))
    heads = ("entries", "autocorrelation", "held on day 0", "21", "42", "error on day 42 (RMS)")
    return table(heads, rows)


def measure_ends(people: int) -> list[str]:
    """Near the ends of the scale: the error of the level when scores are taken as they are, and
    when they are taken as rounded and open-ended."""
    rows: list[str] = []
    for level in (1.0, 5.0, 9.0):
        rng = np.random.default_rng(2)
        noise = SIZES.noise**0.5 * rng.normal(0, 1, (people, 60))
        scores = np.clip(np.rint(level + noise), 0, 10)
        found: list[float] = []
        for ordinal in (False, True):
            states = [filtered(SCALE, SIZES, as_days(s), ordinal=ordinal)[0][-1] for s in scores]
            found.append(statistics.fmean(state[0] for state in states) - level)
        rows.append(row(f"{level:.0f}", *(f"{each:+.2f}" for each in found)))
    return table(("true level", "bias, plain Kalman filter", "bias, as shipped"), rows)


# ---- sudden worsening --------------------------------------------------------------------------


def alarms(way: Way, people: int, seed: int) -> Array:
    """Whether either detector is over its bound (people x days)."""
    _, scores = draw(np.random.default_rng(seed), people, way)
    over = np.zeros(scores.shape, dtype=bool)
    rule = MODEL.worsening
    for person, told in enumerate(scores):
        for signal in signals(rule, SCALE, SIZES, as_days(told)):
            jumped = signal.last_days > rule.window_above.value
            over[person, signal.day] = jumped or signal.lasting > rule.sum_above.value
    return over


def measure_false_alarms(people: int) -> tuple[list[str], float]:
    """The table, and the share in people as the bounds were set for."""
    ways = {
        "scatter around 1.2, differs (calibrated)": STABLE,
        "scatter 0.8": Way(scatter=0.8),
        "scatter 1.2": Way(),
        "scatter 1.7": Way(scatter=1.7),
        "no autocorrelation": STABLE.but(alike=0.0),
        "recovering": STABLE.but(course="recovering"),
        "85 % missing": STABLE.but(missing=0.85),
        "weekly": STABLE.but(weekly=True),
    }
    shares: list[float] = []
    for seed, way in enumerate(ways.values(), 10):
        shares.append(float(alarms(way, people * (3 if not shares else 1), seed).any(1).mean()))
    rows = [row(name, f"{share:.1%}") for name, share in zip(ways, shares, strict=True)]
    return table(("stable people", "with a false alarm in 150 days"), rows), shares[0]


def measure_found(people: int) -> list[str]:
    """Of those without an alarm before, whose true rise is found within so many days."""
    ways = {
        "+2": STABLE.but(days=90, jump=2.0),
        "+3": STABLE.but(days=90, jump=3.0),
        "+2 while recovering": STABLE.but(days=90, jump=2.0, course="recovering"),
        "+2, weekly entries": STABLE.but(days=90, jump=2.0, weekly=True),
    }
    rows: list[str] = []
    for seed, (name, way) in enumerate(ways.items(), 30):
        over = alarms(way, people, seed)
        calm = over[~over[:, : way.jump_on].any(axis=1), way.jump_on :]
        found = (calm[:, :days].any(axis=1).mean() for days in (7, 14, 28))
        rows.append(row(name, *(f"{share:.0%}" for share in found)))
    return table(("lasting rise", "found by 7 days", "14", "28"), rows)


# ---- better or not -----------------------------------------------------------------------------


def measure_reviews(people: int) -> list[str]:
    """What is said at six weeks of people who are, and are not, better by what matters."""
    chosen = outcome(knowledge(), (), {})
    lines: list[str] = []
    tables: list[str] = []
    for name, told in ENTRIES.items():
        way = Way(days=SIX_WEEKS + 1, course="mixed").but(**told)
        truth, scores = draw(np.random.default_rng(50), 2 * people, way)
        gone = truth[:, 0] - truth[:, -1]
        needed = np.maximum(chosen.points, chosen.percent / 100 * truth[:, 0])
        better = gone >= needed
        until = BEGAN + timedelta(days=SIX_WEEKS)
        found = [
            improvement(MODEL, trend(MODEL, SCALE, as_dates(s), BEGAN, until), chosen, BEGAN)
            for s in scores
        ]
        says = np.array([each.says for each in found])
        cells = [
            f"{(says[who] == what).mean():.1%}"
            for who, what in (
                (~better, "not_improving"),
                (gone < needed / 2, "not_improving"),
                (better, "not_improving"),
                (better, "improving"),
                (~better, "improving"),
            )
        ]
        lines.append(row(name, *cells, f"{(says == 'cannot_tell').mean():.0%}"))
        chance = np.array([np.nan if each.chance is None else each.chance for each in found])
        tables.append(row(name, *calibration(chance, better)))
    heads = ("entries", "not better, flagged", "not half of what matters, flagged")
    heads += ("better, flagged wrongly", "better, carries on")
    first = table((*heads, "not better, carries on wrongly", "cannot tell"), lines)
    bins = tuple(f"{low:.1f}-{low + 0.2:.1f}" for low in np.arange(0, 1, 0.2))
    return [*first, *table(("said -> came true", *bins), tables)]


def calibration(chance: Array, better: Array) -> list[str]:
    """In each fifth of chances: their mean, and the share that came true."""
    cells: list[str] = []
    for low in np.arange(0, 1, 0.2):
        within = (chance >= low) & (chance < low + 0.2 + (low > 0.7))
        cells.append(
            f"{chance[within].mean():.2f} -> {better[within].mean():.2f}" if within.any() else "-"
        )
    return cells


# ---- time --------------------------------------------------------------------------------------


def quickest(work: Callable[[], object], times: int) -> float:
    """Processor seconds of the quickest of several runs: what else runs here does not count."""
    found: list[float] = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def measure_times() -> tuple[list[str], float]:
    """The lines, and how many times quicker per person many people are than one by one."""
    _, scores = draw(np.random.default_rng(70), MANY // 10, Way(days=180, missing=0.0))
    everybody = np.tile(scores, (10, 1))
    own = as_days(scores[0])

    def one() -> object:
        return smoothed(SIZES, *filtered(SCALE, SIZES, own))

    dated, until = as_dates(scores[0]), BEGAN + timedelta(days=179)
    single = quickest(one, 200)
    whole = quickest(lambda: trend(MODEL, SCALE, dated, BEGAN, until), 50)
    many = quickest(lambda: smoothed_of_many(SCALE, SIZES, everybody), 2)
    ratio = single / (many / MANY)
    lines = [
        "",
        f"One person, 180 days: filter and smoother {single * 1e3:.2f} ms, with dates and checks "
        f"{whole * 1e3:.2f} ms.",
        f"{MANY:,} people, 180 days, one core: {many:.1f} s, per person {ratio:.0f} times quicker.",
    ]
    return lines, ratio


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    times, ratio = measure_times()
    false_alarms, share = measure_false_alarms(people)
    lines = [
        f"Simulated people, at least {people} a row.",
        *measure_levels(people),
        *measure_ends(people),
        *false_alarms,
        *measure_found(people),
        *measure_reviews(people),
        *times,
    ]
    print("\n".join(lines))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert ratio > 5, f"many at once only {ratio:.1f} times quicker per person"
    error = 2 * (0.1 * 0.9 / (3 * people)) ** 0.5
    assert share < 0.10 + error, f"false alarms in {share:.1%} of stable people"


if __name__ == "__main__":
    main()
