"""A population on Apache Spark: the same answers as Polars and as one person's rules, and how fast.

`local[2]` on this machine. All decisions of a made-up population are compared row for row with
Polars, and a sample of them with the evaluator for one person (`--full`: 100,000 of them). Speed
is printed; only sameness is asserted. Without PySpark or Java one line says so.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import polars as pl  # noqa: E402

from bench.bench_cohort import RULES, rules, write_people  # noqa: E402
from plumbline.cohort import in_spark  # noqa: E402
from plumbline.cohort.run import Order, run  # noqa: E402
from plumbline.cohort.synth import AS_OF, synthesise  # noqa: E402
from plumbline.logic import evaluate_table, to_sql  # noqa: E402
from tests.unit.care.people import rulebook  # noqa: E402
from tests.unit.cohort.people import differences, person_says, used_findings  # noqa: E402

ROWS, MANY = 100_000, 200_000


def same_decisions(spark: Any, folder: Path, persons: int) -> None:
    """All decisions, in Spark, in Polars and one by one."""
    synthesise(folder / "synth", ROWS, 1)
    source = str(folder / "synth" / "people")
    times: list[float] = []
    for number in range(2):  # the second time Java has compiled what it needs
        start = time.perf_counter()
        theirs = in_spark.run(
            rulebook(), Order(source, folder / f"spark{number}", as_of=AS_OF, id="person"), spark
        )
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    ours = run(rulebook(), Order(source, folder / "p.parquet", as_of=AS_OF, id="person"))
    alone = time.perf_counter() - start
    assert ours == theirs, "the counts differ"
    one = pl.read_parquet(folder / "p.parquet").sort("person")
    other = pl.read_parquet(folder / "spark1" / "*.parquet").sort("person")
    plain = pl.all().cast(pl.String)
    assert one.select(plain).equals(other.select(plain)), "some row is decided otherwise"
    print(f"  {ROWS} rows, the same in all {one.width} columns: Polars {alone:.1f} s, Spark "
          f"{times[0]:.1f} s, again {times[1]:.1f} s")  # fmt: skip
    same_as_one_person(Path(source), other, persons)


def same_as_one_person(source: Path, table: pl.DataFrame, persons: int) -> None:
    people = pl.read_parquet(source / "*.parquet").sort("person")
    names = [finding.id for finding in used_findings() if finding.id in people.columns]
    start = time.perf_counter()
    wrong = 0
    for first in range(0, persons, 1000):
        rows = people.select(names)[first : min(first + 1000, persons)].to_dicts()
        says = [person_says(row, AS_OF) for row in rows]
        wrong += len(differences(table[first : first + len(rows)], says))
    seconds = time.perf_counter() - start
    print(f"  {persons} of them one by one: {wrong} differences ({seconds:.0f} s)")
    assert wrong == 0


def rules_alone(spark: Any, folder: Path, rows: int) -> None:
    """The shape of bench_cohort.py: rules' text in Spark's own SQL, outcomes written."""
    write_people(folder / "people", rows)
    asked = rules(RULES)
    start = time.perf_counter()
    frame = evaluate_table(asked, pl.scan_parquet(folder / "people" / "*.parquet"))
    frame.sink_parquet(folder / "outcomes.parquet", compression="lz4")
    ours = time.perf_counter() - start
    start = time.perf_counter()
    table = spark.read.parquet(str(folder / "people"))
    chosen = table.selectExpr(*(f"({to_sql(rule)}) AS {name}" for name, rule in asked.items()))
    chosen.write.parquet(str(folder / "outcomes"))
    theirs = time.perf_counter() - start
    counts = pl.scan_parquet(folder / "outcomes.parquet").sum().collect().row(0)
    found = pl.scan_parquet(folder / "outcomes" / "*.parquet").sum().collect().row(0)
    assert counts == found, "the counts differ"
    print(f"  {rows} rows, {RULES} rules written: Polars {ours:.1f} s, Spark {theirs:.1f} s: "
          f"{theirs / ours:.1f} x")  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--full", action="store_true", help="every row one by one as well")
    given = asked.parse_args()
    reason = in_spark.missing()
    if reason is not None:
        print(f"skipped: {reason}")
        return
    with tempfile.TemporaryDirectory() as name, in_spark.session("local[2]") as spark:
        print("all decisions")
        same_decisions(spark, Path(name), ROWS if given.full else 2000)
        print("rules alone")
        rules_alone(spark, Path(name), MANY)


if __name__ == "__main__":
    main()
