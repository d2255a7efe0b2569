"""The same decisions on Apache Spark, where one machine is outgrown.

Spark gets the plan as the SQL text of its terms, rules included; nothing is written anew. The
machines of a cluster need nothing of Plumbline, not even Python. PySpark and Java are needed only
where the command is given (`pip install "plumbline[spark]"`).
"""

# PySpark is an extra: nothing is known of its types where it is not installed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingImports=false
# pyright: reportMissingModuleSource=false, reportMissingTypeStubs=false

import os
import re
import shutil
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from plumbline.cohort.in_sql import SPARK, steps
from plumbline.cohort.manifest import sync, writing
from plumbline.cohort.plan import Plan
from plumbline.cohort.reading import AS_OF
from plumbline.cohort.run import Order, Ready, Summary, prepare, summed_up
from plumbline.cohort.sharing import shared
from plumbline.cohort.sources import ALLOWED
from plumbline.cohort.spark_cells import cells, kept, table_of, unreadable
from plumbline.errors import BadInput
from plumbline.logic.rulebook import Rulebook

_FIELDS = "spark.sql.codegen.maxFields"
_COLLAPSE = "org.apache.spark.sql.catalyst.optimizer.CollapseProject"
_QUERY = {
    # Columns are called as the table calls them; a number that does not fit is unknown.
    "spark.sql.caseSensitive": "true",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parser.escapedStringLiterals": "false",
    # Spark gives up compiling above 100 fields of a row; a plan has several hundred.
    _FIELDS: "4000",
    # A whole plan in one method is more than Java compiles, and shared parts stay shared
    # (`sharing`): without these two it takes twenty times as long.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.optimizer.excludedRules": _COLLAPSE,
    # A row with a cell too many is an error also where that cell is not asked for.
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
_ID = "z_id"
ADDRESS = re.compile(r"^([a-z][a-z0-9+.-]+):/+")
"""A place that is no path; a path made of it has lost a slash."""
_SCHEMA, _FIELD = re.compile(r'"STRUCT<(.*?)>"'), re.compile(r"(\S+): ([A-Z_]+)")


def missing() -> str | None:
    """Why Spark cannot be used here; None where it can."""
    if find_spec("pyspark") is None:
        return 'PySpark is not installed (pip install "plumbline[spark]")'
    home = os.environ.get("JAVA_HOME")
    java = Path(home, "bin", "java").exists() if home else shutil.which("java") is not None
    return None if java else "Java is not installed (Spark needs Java 17 or 21)"


@contextmanager
def session(master: str | None, *, quiet: bool = True) -> Generator[Any]:
    """A Spark session for plans, on the Spark that runs here already or on `master` (None: as
    Spark's own settings say). Raises BadInput where there is none to be had."""
    reason = missing()
    if reason is not None:
        raise BadInput("--engine", f"spark cannot be used: {reason}", allowed="polars, the default")
    with _quietly():
        from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    where = master or "Spark's own settings"
    with one_line("--master", where, "an address Spark knows"), _quietly():
        spark = running or _builder(SparkSession.builder, master, quiet=quiet).getOrCreate()
    try:
        yield configured(spark)
    finally:
        if running is None:
            spark.stop()


def configured(spark: Any) -> Any:
    """A session of the same Spark with the settings that plans need."""
    own = spark.newSession()
    for name, value in _QUERY.items():
        own.conf.set(name, value)
    return own


def carry_out(plan: Plan, frame: Any) -> Any:
    """The plan's decisions on a Spark frame with the plan's inputs and what it keeps."""
    for chosen in steps(shared(plan), SPARK):
        frame = frame.selectExpr(*(f"{said} AS {name}" for name, said in chosen.items()))
    return frame


def run(rulebook: Rulebook, order: Order, spark: Any) -> Summary:
    """Decide every row and write a folder of Parquet files. Rows have no order on a cluster, so an
    id is needed. The folder appears whole or not at all; at an address of object storage Spark's
    own `_SUCCESS` comes last. Raises BadInput."""
    where = order.source
    with one_line("the table", where, ALLOWED):
        frame, table = table_of(spark, where)
    ready = prepare(rulebook, order, table)
    name = ready.reader.id
    if name is None:
        hint = "--id with the column that names a row"
        raise BadInput("--engine", "spark keeps rows in no order", allowed=hint, where=where)
    plan = replace(ready.plan, kept=(_ID, *ready.plan.kept[1:]))
    out = _out(order.out)
    place = out.beside
    try:
        with one_line("the table", where, "a whole table"), writing(order.out):
            read, counted = _counted(frame, ready)
            decided = _typed(carry_out(plan, read))
            decided = decided.withColumnsRenamed({_ID: name, AS_OF: "as_of"})
            decided.write.mode("overwrite").parquet(place)
            told: Mapping[str, int] = counted.get
            _refuse(frame, ready, order, told)
            summary = _summary(spark, place, ready, frame, told)
            out.finish()
    finally:
        if place != out.name:
            shutil.rmtree(place, ignore_errors=True)
    return summary


def _typed(frame: Any) -> Any:
    """A column that is null throughout gets a type: others read no file without."""
    text = {
        name: f"CAST(NULL AS STRING) AS {name}" for name, said in frame.dtypes if said == "void"
    }
    return frame.selectExpr(*(text.get(name, name) for name in frame.columns))


@dataclass(frozen=True, slots=True)
class _Out:
    """Where a table is put, and where it stands until it is whole."""

    name: str
    beside: str

    def finish(self) -> None:
        """Force the table to disk and give it its name."""
        if self.beside == self.name:
            return
        folder = Path(self.beside)
        for path in folder.iterdir():
            if path.name.startswith("."):
                path.unlink()  # checksums that only Spark reads
            else:
                sync(path)
        sync(folder)
        folder.replace(self.name)
        sync(folder.parent)


def _out(out: Path) -> _Out:
    remote = ADDRESS.match(str(out))
    if remote:
        name = ADDRESS.sub(f"{remote[1]}://", str(out))
        return _Out(name, name)
    return _Out(str(out), str(out.absolute().parent / f".{out.name}.unfinished"))


def _counted(frame: Any, ready: Ready) -> tuple[Any, Any]:
    """The table's findings, and the counts that are told once they were all read."""
    from pyspark.sql import Observation
    from pyspark.sql import functions as F  # noqa: N812

    read = cells(ready)
    impossible = " + ".join(f"CAST({each.impossible} AS INT)" for each in read.values())
    broken = " + ".join(f"CAST({each.unreadable} AS INT)" for each in read.values())
    counted = Observation("cells")
    chosen = frame.selectExpr(
        *(f"{text} AS {name}" for name, text in kept(ready, _ID).items()),
        *(f"{each.value} AS {name}" for name, each in read.items()),
        f"{impossible} AS z_impossible",
        f"{broken} AS z_unreadable",
    )
    counts = [F.count(F.lit(1)).alias("rows")]
    for name in ("impossible", "unreadable"):
        counts.append(F.expr(f"coalesce(sum(z_{name}), 0)").alias(name))
    return chosen.observe(counted, *counts).drop("z_impossible", "z_unreadable"), counted


def _refuse(frame: Any, ready: Ready, order: Order, told: Mapping[str, int]) -> None:
    """Raises BadInput for no rows, text that cannot be read, and (strict) what cannot be."""
    if not told["rows"]:
        raise BadInput("the table", "holds no rows", allowed="one row or more", where=order.source)
    if told["unreadable"]:
        raise unreadable(frame, ready)
    if told["impossible"] and order.strict:
        name, count = next(iter(_impossible(frame, ready).items()))
        problem = f"{count} values are none that {name} can have"
        column = ready.reader.mapping.source_of(name).column
        hint = "see plumbline cohort columns"
        raise BadInput(column, problem, allowed=hint, where=order.source)


def _impossible(frame: Any, ready: Ready) -> dict[str, int]:
    """Cells that held what a finding cannot be, by finding."""
    sums = [f"sum(CAST({each.impossible} AS INT)) AS {name}" for name, each in cells(ready).items()]
    counts = frame.selectExpr(*sums).first().asDict()
    return {name: count for name, count in counts.items() if count}


def _summary(spark: Any, place: str, ready: Ready, frame: Any, told: Mapping[str, int]) -> Summary:
    found = spark.read.parquet(place).groupBy("urgency").count().collect()
    urgency = {row["urgency"] or "open": row["count"] for row in found}
    impossible = _impossible(frame, ready) if told["impossible"] else {}
    return summed_up(ready, told["rows"], urgency, impossible)


def _builder(builder: Any, master: str | None, *, quiet: bool) -> Any:
    settings = {
        "spark.app.name": "plumbline",
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": "false" if quiet else "true",
    }
    if master is not None:
        settings["spark.master"] = master
        if master.startswith("local"):
            # One machine: nothing listens to others.
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
            settings |= {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder


@contextmanager
def _quietly() -> Generator[None]:
    """PySpark warns of other packages' versions when it is loaded; none of them is used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def one_line(what: str, where: str, allowed: str) -> Generator[None]:
    """What Spark says in a hundred lines, in one. Raises BadInput."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        problem = f"cannot be used ({_said(error)})"
        raise BadInput(what, problem, allowed=allowed, where=where) from None


def _said(error: Exception) -> str:
    """The cause, which stands last; or else the first line."""
    text = str(error)
    schemas = [dict(_FIELD.findall(each)) for each in _SCHEMA.findall(text)]
    if "[CANNOT_MERGE_SCHEMAS]" in text and len(schemas) == 2:
        one, other = schemas
        differ = [name for name in one if name in other and one[name] != other[name]]
        return "; ".join(f"{name} is {one[name]} and {other[name]}" for name in differ)[:200]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return (causes[-1] if causes else lines[0] if lines else type(error).__name__)[:200]
