"""Rules over a population: against Polars only reading, against DuckDB, and against CQL's engine.

Rules and people are random (the shape of bench_rules.py: 200 rules over 60 columns, three cells
in ten unknown). Every run is a process of its own, so that its memory is its own. Absolute figures
are printed; only ratios from one run are asserted. A plot of time and memory is written into
build/. `--full` goes up to ten million rows.

Length: one run has to hold all that it compares.
"""

import argparse
import json
import math
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "bench" / "cohort"
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(HERE)]

import numpy as np  # noqa: E402
import polars as pl  # noqa: E402
from elm import library  # noqa: E402

from bench.bench_rules import CHOICES, COLUMNS, random_rule  # noqa: E402
from plumbline.logic import Expression, Kind, evaluate_table, to_sql  # noqa: E402

RULES, PEER_RULES, PEER_PERSONS, FILE_ROWS = 200, 50, 2000, 1_000_000
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
MOST_MB = 1500
MOST_TIMES = 3
"""Against only reading."""


@cache
def rules(count: int) -> dict[str, Expression]:
    rng = random.Random(11)
    return {
        f"r{number}": random_rule(rng, rng.choice([5, 6, 6, 7, 7, 7, 8])) for number in range(count)
    }


def people(chance: np.random.Generator, rows: int) -> pl.DataFrame:
    """Random persons; three cells in ten are unknown."""
    columns: dict[str, pl.Series] = {}
    for column in COLUMNS:
        match column.kind:
            case Kind.BOOLEAN:
                values = pl.Series(chance.random(rows) < 0.5)
            case Kind.INTEGER:
                values = pl.Series(chance.integers(0, 11, rows))
            case Kind.NUMBER:
                values = pl.Series(chance.integers(0, 101, rows) / 10)
            case _:
                places = pl.Series(chance.integers(0, len(CHOICES), rows).astype(np.uint32))
                values = pl.Series(CHOICES).gather(places)
        known = pl.Series(chance.random(rows) >= 0.3)
        columns[column.name] = values.zip_with(known, pl.Series([None], dtype=values.dtype))
    return pl.DataFrame(columns)


def write_people(folder: Path, rows: int) -> None:
    folder.mkdir()
    chance = np.random.default_rng(5)
    for number, start in enumerate(range(0, rows, FILE_ROWS)):
        frame = people(chance, min(FILE_ROWS, rows - start))
        frame.write_parquet(folder / f"{number:03d}.parquet", compression="lz4")


def nulls(folder: Path, _out: Path) -> Any:
    """What reading alone costs."""
    frame = pl.scan_parquet(folder / "*.parquet").null_count()
    return frame.collect(engine="streaming").row(0)


def counts(folder: Path, _out: Path) -> Any:
    """How many persons each rule holds for."""
    frame = evaluate_table(rules(RULES), pl.scan_parquet(folder / "*.parquet"))
    return frame.sum().collect(engine="streaming").row(0)


def written(folder: Path, out: Path) -> Any:
    """All rules of all persons, written."""
    frame = evaluate_table(rules(RULES), pl.scan_parquet(folder / "*.parquet"))
    frame.sink_parquet(out / "outcomes.parquet", compression="lz4")


def in_duckdb(folder: Path, _out: Path) -> Any:
    """The same counts from the same rules as SQL text."""
    import duckdb

    asked = ", ".join(f"count_if({to_sql(rule)})" for rule in rules(RULES).values())
    with duckdb.connect() as connection:
        query = f"SELECT {asked} FROM read_parquet('{folder}/*.parquet')"
        return connection.execute(query).fetchone()


def decided(folder: Path, out: Path) -> Any:
    """`plumbline cohort run`: every decision of every row of a made-up population."""
    from plumbline.cli.profiles import our_rulebook
    from plumbline.cohort.run import Order, run
    from plumbline.cohort.synth import AS_OF

    order = Order(str(folder / "people"), out / "decisions.parquet", as_of=AS_OF, id="person")
    start = time.perf_counter()
    run(our_rulebook(), order)
    return time.perf_counter() - start


WORK: dict[str, Callable[[Path, Path], Any]] = {
    each.__name__: each for each in (nulls, counts, written, in_duckdb, decided)
}


def child(name: str, folder: Path, out: Path) -> None:
    rules(RULES)
    start = time.perf_counter()
    result = WORK[name](folder, out)
    seconds = time.perf_counter() - start
    peak = peak_mb()
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "result": result}))


def peak_mb() -> float:
    """The most memory this process has held. What `getrusage` says begins with the parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def measure(name: str, folder: Path, repeats: int = 1) -> dict[str, Any]:
    """Seconds and memory of a piece of work in a process of its own. Of several runs the quickest:
    what else the machine does only ever adds to it."""
    found: list[dict[str, Any]] = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as out:
            command = [sys.executable, __file__, "--child", name, str(folder), out]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return {**found[0], "seconds": min(each["seconds"] for each in found)}


def growth(folder: Path, most: int) -> dict[str, float]:
    """Every size, printed; the ratios at the largest."""
    plotted: dict[str, list[tuple[int, float, float]]] = {"nulls": [], "counts": [], "written": []}
    for rows in [size for size in SIZES if size <= most]:
        place = folder / f"people_{rows}"
        write_people(place, rows)
        for name, points in plotted.items():
            found = measure(name, place, 3 if rows <= FILE_ROWS or name != "written" else 1)
            points.append((rows, found["seconds"], found["peak_mb"]))
            speed = f"{rows / found['seconds'] / 1e6:6.2f} million rows/s"
            print(f"  {rows:>10} rows, {name:<8} {found['seconds']:8.2f} s {speed} "
                  f"{found['peak_mb']:6.0f} MB")  # fmt: skip
        if rows != min(most, FILE_ROWS):
            shutil.rmtree(place)
    for name, points in plotted.items():
        print(f"  {name}: time grows with the power {slope(points):.2f} of the rows")
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "bench_cohort.svg").write_text(plot(plotted), encoding="utf-8")
    last = {name: points[-1] for name, points in plotted.items()}
    return {
        "reading": last["counts"][1] / last["nulls"][1],
        "peak_mb": max(points[-1][2] for points in plotted.values()),
    }


def slope(points: list[tuple[int, float, float]]) -> float:
    """Of the logarithms, over the last two sizes: small tables cost mostly the start."""
    (rows, seconds, _), (more, longer, _) = points[-2:]
    return math.log(longer / seconds) / math.log(more / rows)


def plot(plotted: dict[str, list[tuple[int, float, float]]]) -> str:
    """Seconds and megabytes over rows, both by powers of ten, as SVG."""
    lines: list[str] = []
    for panel, (label, which) in enumerate((("seconds", 1), ("MB", 2))):
        left = 60 + panel * 330
        lines.append(f'<text x="{left}" y="20">{label} over rows (powers of ten)</text>')
        floor = -2 if which == 1 else 1
        for power in range(floor, floor + 4):
            y = 260 - (power - floor) * 70
            lines.append(f'<path d="M{left} {y}h240" stroke="#ccc"/>')
            lines.append(
                f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>'
            )
        for number, (name, points) in enumerate(plotted.items()):
            colour = ("#777", "#0a6", "#06c")[number]
            places = [
                (left + (math.log10(p[0]) - 4) * 80, 260 - (math.log10(p[which]) - floor) * 70)
                for p in points
            ]
            path = "L".join(f"{x:.0f} {y:.0f}" for x, y in places)
            lines.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
            x = left + number * 60
            lines.append(f'<text x="{x}" y="38" fill="{colour}">{name}</text>')
        for power in range(4, 8):
            x = left + (power - 4) * 80
            lines.append(f'<text x="{x}" y="280" text-anchor="middle">1e{power}</text>')
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 300" font-size="12">'
    return f'{head}<rect width="680" height="300" fill="#fff"/>{"".join(lines)}</svg>\n'


def against_duckdb(folder: Path, rows: int) -> float:
    """The same rules, people and counts; how many times longer DuckDB takes."""
    place = folder / f"people_{rows}"
    ours, theirs = measure("counts", place, 3), measure("in_duckdb", place, 3)
    assert ours["result"] == theirs["result"], "DuckDB counts otherwise"
    ratio = theirs["seconds"] / ours["seconds"]
    print(f"  {rows} rows: Polars {ours['seconds']:.2f} s, {ours['peak_mb']:.0f} MB; DuckDB "
          f"{theirs['seconds']:.2f} s, {theirs['peak_mb']:.0f} MB: {ratio:.1f} x")  # fmt: skip
    return ratio


def against_cql(folder: Path) -> float | None:
    """The same rules and people in CQL's engine; how many times fewer persons a second. None where
    node is missing."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("  skipped: node and npm are not installed")
        return None
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True)
    asked = rules(PEER_RULES)
    frame = people(np.random.default_rng(6), PEER_PERSONS).with_row_index("id")
    (folder / "library.json").write_text(json.dumps(library(asked)), encoding="utf-8")
    frame.write_ndjson(folder / "persons.jsonl")
    files = [str(folder / name) for name in ("library.json", "persons.jsonl", "answers.jsonl")]
    command = ["node", "run_elm.js", *files]
    done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)
    theirs = PEER_PERSONS / json.loads(done.stdout)["seconds"]
    lines = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    ours_said = evaluate_table(asked, frame.lazy()).collect().rows(named=True)
    for said, line in zip(ours_said, lines, strict=True):
        their = json.loads(line)
        assert {name: their[name] for name in asked} == said, "CQL answers otherwise"
    many = people(np.random.default_rng(7), FILE_ROWS).lazy()
    query = evaluate_table(asked, many)
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        query.collect(engine="streaming")
        times.append(time.perf_counter() - start)
    ours = FILE_ROWS / statistics.median(times)
    print(f"  {PEER_RULES} rules, the same answers for {PEER_PERSONS} persons: Polars {ours:.0f} "
          f"persons/s, cql-execution {theirs:.0f} persons/s: {ours / theirs:.0f} x")  # fmt: skip
    return ours / theirs


def whole_decisions(folder: Path, rows: int) -> None:
    """Not rules alone: all that `plumbline cohort run` decides and writes."""
    from plumbline.cohort.synth import synthesise

    synthesise(folder / "synth", rows, 1)
    found = measure("decided", folder / "synth")
    print(f"  {rows} rows: {found['seconds']:.1f} s, {rows / found['seconds']:.0f} rows/s, "
          f"{found['peak_mb']:.0f} MB")  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--rows", type=int, default=1_000_000, help="the largest table: 100000 or more"
    )
    asked.add_argument("--full", action="store_true", help="up to ten million rows")
    asked.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.child:
        child(given.child[0], Path(given.child[1]), Path(given.child[2]))
        return
    largest = SIZES[-1] if given.full else max(given.rows, SIZES[1])
    most = max(size for size in SIZES if size <= largest)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{RULES} rules, {len(COLUMNS)} columns")
        grown = growth(folder, most)
        print(f"  counting rules takes {grown['reading']:.1f} x as long as counting nulls "
              f"(at most {MOST_TIMES}); at most {grown['peak_mb']:.0f} MB")  # fmt: skip
        print("the same SQL text in DuckDB")
        duck = against_duckdb(folder, min(most, FILE_ROWS))
        print("the same rules in CQL")
        cql = against_cql(folder)
        print("plumbline cohort run, all decisions")
        whole_decisions(folder, min(most, FILE_ROWS))
    assert duck >= 3, f"DuckDB takes only {duck:.1f} times as long"
    assert cql is None or cql > 1000, f"CQL takes only {cql:.0f} times as long"
    assert grown["peak_mb"] < MOST_MB, f"{grown['peak_mb']:.0f} MB"
    times = grown["reading"]
    assert times <= MOST_TIMES, f"rules take {times:.1f} times as long as reading"


if __name__ == "__main__":
    main()
