"""Spark gets the rules as SQL text and says, row for row, what Polars and one person's rules say.

Every test that needs a Spark session is here: starting one takes longer than the tests.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from plumbline.cohort import in_spark
from plumbline.cohort.facts import Days
from plumbline.cohort.in_polars import carry_out
from plumbline.cohort.in_sql import DUCKDB, SPARK
from plumbline.cohort.mapping import mapping_of
from plumbline.cohort.plan import make_plan
from plumbline.cohort.run import Order, run
from plumbline.cohort.sharing import SHARED, shared
from plumbline.errors import BadInput
from plumbline.logic import Operator, evaluate, evaluate_derived, read_table, to_sql
from plumbline.logic.derived import in_order
from plumbline.logic.sql_derived import derived_to_sql
from tests.functional.cli_user import plumbline
from tests.generative.logic_cases import SCALE, SCHEMA, random_rule
from tests.generative.test_logic_derived import (
    AS_OF,
    DATED,
    dated_person,
    frame_of,
    random_derived,
)
from tests.unit.care.people import TODAY, knowledge, rulebook
from tests.unit.cohort import people
from tests.unit.cohort.people import days_before, differences, person_says, random_row, without

ROWS = [random_row(random.Random(8000 + number)) for number in range(300 * SCALE)]
DAY = f"DATE '{AS_OF.isoformat()}'"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    reason = in_spark.missing()
    if reason is not None:
        pytest.skip(reason)
    # Quick to start: these runs are over before Java's better compiler would pay.
    options = "--driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' pyspark-shell"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", options)
        with in_spark.session("local[2]") as session:
            yield session


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People with a number, and days of their own."""
    rng = random.Random(80)
    frame = people.frame_of(ROWS).with_columns(
        pl.Series("who", range(len(ROWS))),
        pl.Series("seen", [date(2026, 3, 2 + rng.randrange(20)) for _ in ROWS]),
    )
    told = pl.Series("told", [days_before(rng, day) for day in frame["seen"]])
    file = tmp_path_factory.mktemp("people") / "people.parquet"
    frame.with_columns(told).write_parquet(file, row_group_size=100)
    return file


def decided(folder: Path, by: str = "who") -> pl.DataFrame:
    return pl.read_parquet(folder / "*.parquet").sort(pl.col(by).cast(pl.Int64))


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Values without the types that engines hold them in."""
    return frame.with_columns(pl.all().cast(pl.String))


def test_the_command_decides_every_row_as_polars_and_as_one_person(
    spark: Any, table: Path, tmp_path: Path
) -> None:
    words = ["cohort", "run", str(table), "--as-of", TODAY.isoformat(), "--id", "who", "--json"]
    words += ["--out", str(tmp_path / "d.parquet")]
    said = plumbline(*words, "--engine", "spark")
    assert said.code == 0, said.err
    order = Order(str(table), tmp_path / "polars.parquet", as_of=TODAY, id="who")
    summary = run(rulebook(), order)
    assert said.json == json.loads(json.dumps(asdict(summary))) | {"out": words[-1]}
    found = decided(tmp_path / "d.parquet")
    assert plain(found).equals(plain(pl.read_parquet(order.out)))
    assert differences(found[:100], [person_says(row, TODAY) for row in ROWS[:100]]) == []
    # A whole folder, and nothing beside it; it is not written over.
    assert "_SUCCESS" in {path.name for path in (tmp_path / "d.parquet").iterdir()}
    assert {path.name for path in tmp_path.iterdir()} == {"d.parquet", "polars.parquet"}
    assert plumbline(*words, "--engine", "spark").code == 2


def test_days_in_columns_of_csv(spark: Any, table: Path, tmp_path: Path) -> None:
    names = random.Random(81).sample(list(ROWS[0]), 40)
    frame = pl.read_parquet(table).select("who", "seen", "told", *names)
    frame.write_csv(tmp_path / "people.csv")
    order = Order(
        str(tmp_path / "people.csv"),
        tmp_path / "spark",
        as_of="seen",
        told_on="told",
        id="who",
    )
    in_spark.run(rulebook(), order, spark)
    found = decided(tmp_path / "spark").with_columns(pl.col("who").cast(pl.Int64))
    days = [frame[name].to_list()[:60] for name in ("seen", "told")]
    few = [without(row, ROWS[0].keys() - set(names)) for row in ROWS[:60]]
    says = [person_says(row, *both) for row, *both in zip(few, *days, strict=True)]
    assert differences(found[:60], says) == []
    assert found["as_of"].to_list() == frame["seen"].to_list()


MAPPING = """
id: "the person"
columns:
  age_years: {column: born, born: true}
  sex_at_birth: {column: "it's", values: {M: male, "F\\\\": female, x: null}}
  pain_usual_nrs: {column: pain_0_100, factor: 0.1}
  saddle_numbness: {column: q12, values: {1: true, 2: false}}
"""


def site_table() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "the person": [1, 2, 3, 4],
            "born": [date(1960, 3, 3), date(1960, 3, 2), None, date(2200, 1, 1)],
            "it's": ["M", " F\\ ", "x", "unheard of"],
            "pain_0_100": [45.0, float("nan"), 44.9, 2000.0],
            "q12": [1, 2, 3, None],
            "fever_or_rigors": [True, False, None, True],
        }
    )


def test_a_site_is_read_as_polars_reads_it(spark: Any, tmp_path: Path) -> None:
    mapping = mapping_of(MAPPING, knowledge().findings)
    frame = site_table()
    frame.write_parquet(tmp_path / "p.parquet")
    frame.with_columns(pl.col("pain_0_100").fill_nan(None)).write_csv(tmp_path / "p.csv")
    for name in ("p.parquet", "p.csv"):
        orders = [
            Order(str(tmp_path / name), tmp_path / out, as_of=TODAY, mapping=mapping)
            for out in (f"{name}_spark", f"{name}.polars.parquet")
        ]
        ours = in_spark.run(rulebook(), orders[0], spark)
        assert ours == run(rulebook(), orders[1])
        assert ours.impossible == {
            "age_years": 1,
            "sex_at_birth": 1,
            "pain_usual_nrs": 1,
            "saddle_numbness": 1,
        }
        found = decided(orders[0].out, "the person")
        assert plain(found).equals(plain(pl.read_parquet(orders[1].out)))


def test_cells_of_csv_with_line_breaks_are_read_as_polars_reads_them(
    spark: Any, tmp_path: Path
) -> None:
    """The second line of a cell can look like a row of its own."""
    lines = ["who,fever_or_rigors,note", '1,true,"came, and', '9,false,""went"""', "2,,"]
    for name, ending in (("unix", "\n"), ("windows", "\r\n")):
        (tmp_path / f"{name}.csv").write_bytes((ending.join(lines) + ending).encode())
        orders = [
            Order(str(tmp_path / f"{name}.csv"), tmp_path / out, as_of=TODAY, id="who")
            for out in (f"{name}_spark", f"{name}.parquet")
        ]
        assert in_spark.run(rulebook(), orders[0], spark) == run(rulebook(), orders[1])
        found = decided(orders[0].out)
        assert found["who"].to_list() == ["1", "2"]
        assert plain(found).equals(plain(pl.read_parquet(orders[1].out)))


def refused(spark: Any, file: Path, *words: str, **more: Any) -> None:
    """One line with these words, and nothing is left."""
    out = file.parent / "out"
    with pytest.raises(BadInput) as raised:
        in_spark.run(
            rulebook(), Order(str(file), out, **{"as_of": TODAY, "id": "who"} | more), spark
        )
    said = str(raised.value)
    assert "\n" not in said
    for word in words:
        assert word in said
    assert not out.exists()
    assert not [path for path in file.parent.iterdir() if "unfinished" in path.name]


def test_what_cannot_be_read_is_one_line(spark: Any, table: Path, tmp_path: Path) -> None:
    whole = table.read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    refused(spark, tmp_path / "cut.parquet", "cut.parquet")
    refused(spark, tmp_path / "none.parquet", "is not there")
    refused(spark, table, "--id", id=None)
    (tmp_path / "maybe.csv").write_text("who,fever_or_rigors\n1,true\n2,maybe\n")
    refused(spark, tmp_path / "maybe.csv", "fever_or_rigors", "'maybe'", "maybe.csv")
    (tmp_path / "ragged.csv").write_text("who,fever_or_rigors\n1,true\n2,true,3\n")
    refused(spark, tmp_path / "ragged.csv", "ragged.csv")
    (tmp_path / "age.csv").write_text("who,age_years\n1,400\n")
    refused(spark, tmp_path / "age.csv", "age_years", strict=True)
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number, kind in enumerate((pl.Int64, pl.String)):
        ages = pl.DataFrame({"who": [number], "age_years": [40]})
        ages.with_columns(pl.col("age_years").cast(kind)).write_parquet(
            folder / f"{number}.parquet"
        )
    refused(spark, folder, "age_years is BIGINT and STRING")


def sql_columns(derived: dict[str, Operator], dialect: Any) -> dict[str, str]:
    return {name: derived_to_sql(derived[name], DAY, dialect.days) for name in in_order(derived)}


def close(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float | int):
        return abs(one - other) <= 1e-12 * max(1.0, abs(one))
    return one == other


def same_as_reference(
    found: list[dict[str, Any]], derived: dict[str, Operator], persons: list[dict]
) -> None:
    for row, person in zip(found, persons, strict=True):
        expected = evaluate_derived(derived, person, AS_OF)
        assert {n: (row[n], v) for n, v in expected.items() if not close(v, row[n])} == {}


@pytest.mark.parametrize("seed", range(5 * SCALE))
def test_derived_columns_in_sql_are_those_of_the_reference(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    derived = random_derived(rng)
    persons = [dated_person(rng) for _ in range(200)]
    file = tmp_path / "p.parquet"
    read_table(frame_of(persons), DATED.values()).with_row_index("nr").sink_parquet(file)
    text = f"SELECT * FROM read_parquet('{file}')"
    for name, said in sql_columns(derived, DUCKDB).items():
        text = f"SELECT *, ({said}) AS {name} FROM ({text})"
    with duckdb.connect() as connection:
        found = connection.execute(f"{text} ORDER BY nr")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    same_as_reference(rows, derived, persons)


def test_derived_columns_and_rules_on_spark(spark: Any, tmp_path: Path) -> None:
    rng = random.Random(17)
    derived = random_derived(rng)
    persons = [dated_person(rng) for _ in range(300)]
    rules = {f"r{number}": random_rule(rng, SCHEMA) for number in range(30)}
    ready = read_table(frame_of(persons), DATED.values()).collect().with_row_index("nr")
    ready.with_columns(pl.col("nr").cast(pl.Int64)).write_parquet(tmp_path / "p.parquet")
    frame = spark.read.parquet(str(tmp_path / "p.parquet"))
    frame = frame.selectExpr("*", *(f"({to_sql(rule)}) AS {n}" for n, rule in rules.items()))
    asked = sql_columns(derived, SPARK)
    later = {name for name in asked if {c.name for c in derived[name].reads} & derived.keys()}
    for names in (asked.keys() - later, later):
        frame = frame.selectExpr("*", *(f"({asked[name]}) AS {name}" for name in names))
    rows = [row.asDict() for row in frame.orderBy("nr").collect()]
    same_as_reference(rows, derived, persons)
    for row, person in zip(rows, persons, strict=True):
        assert {n: row[n] for n in rules} == {
            n: evaluate(rule, person) for n, rule in rules.items()
        }
    assert {type(row[name]) for row in rows for name in rules} == {bool, type(None)}


@pytest.mark.parametrize("as_of", [TODAY, "seen"])
def test_shared_parts_change_nothing(table: Path, as_of: date | str) -> None:
    frame = pl.read_parquet(table)
    names = [name for name in frame.columns if name not in ("who", "seen", "told")]
    plan = make_plan(rulebook(), names, Days(as_of, "told"), kept=("who",))
    cut = shared(plan)
    assert any(name.startswith(SHARED) for layer in cut.layers for name in layer)
    assert carry_out(cut, frame.lazy()).collect().equals(carry_out(plan, frame.lazy()).collect())
