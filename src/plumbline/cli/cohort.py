"""A population at once: decisions for every row of a table, and how care was given."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from plumbline.cli.cohort_options import (
    AsOfOption,
    BlanksOption,
    EngineOption,
    ForceOption,
    IdOption,
    MappingOption,
    MasterOption,
    OutOption,
    PeopleArgument,
    ResumeOption,
    StrictOption,
    ToldOnOption,
)
from plumbline.cli.files import check_place
from plumbline.cli.options import JsonOption
from plumbline.errors import BadInput
from plumbline.present.words import _

if TYPE_CHECKING:
    from plumbline.cohort.run import Order, Summary

app = typer.Typer(
    help=_("Many people at once: the same rules over a table of any size."),
    rich_markup_mode=None,
)
INTERRUPTED = 130
ENGINES = ("polars", "spark")


# Length: one line for each option, and one for what becomes of it.
@app.command(
    help=_("Urgency, red flags, patterns, scores and the next step for every row of a table."),
    epilog=_(
        "Examples: plumbline cohort run people.parquet --out decisions.parquet | "
        "plumbline cohort run visits/ --out decided.csv --as-of visit_date --id person_id"
    ),
)
def run(
    people: PeopleArgument,
    out: OutOption,
    as_of: AsOfOption = None,
    told_on: ToldOnOption = None,
    id_: IdOption = None,
    mapping: MappingOption = None,
    blanks: BlanksOption = None,
    strict: StrictOption = False,
    resume: ResumeOption = False,
    engine: EngineOption = "polars",
    master: MasterOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> None:
    # What reads tables is loaded only where it is wanted: the other commands start faster.
    from plumbline.cohort import run as runs
    from plumbline.cohort.mapping import BLANKS, SiteMapping

    _one_of("--blanks", blanks, BLANKS)
    _one_of("--engine", engine, ENGINES)
    if engine == "polars":
        _check_out(out, runs.OUT_SUFFIXES, force=force)
    elif resume:
        raise BadInput("--resume", "cannot be told to spark", allowed="--engine polars")
    mapped = _mapping(mapping) if mapping else SiteMapping()
    day = _day(as_of)
    order = runs.Order(
        source=people,
        out=out,
        as_of=_today() if day is None and mapped.as_of is None else day,
        told_on=_day(told_on),
        id=id_,
        mapping=mapped,
        blanks=blanks,  # type: ignore[arg-type]
        strict=strict,
    )
    if engine == "polars":
        summary = _decided(order, resume=resume, quiet=as_json)
    else:
        summary = _on_spark(order, master, quiet=as_json)
    _tell(summary, out, as_json=as_json)


def _decided(order: "Order", *, resume: bool, quiet: bool) -> "Summary":
    """The rows decided on this machine, with a bar; a run that is stopped can go on later."""
    from plumbline.cohort import run as runs

    with _bar(_("Rows"), quiet=quiet) as progress:
        try:
            return runs.run(_rulebook(), order, resume=resume, progress=progress)
        except KeyboardInterrupt:
            typer.echo(_("Stopped. Go on with --resume."), err=True)
            raise typer.Exit(INTERRUPTED) from None


def _one_of(option: str, given: str | None, allowed: tuple[str, ...]) -> None:
    """Raises BadInput for a word that an option does not know."""
    if given is not None and given not in allowed:
        raise BadInput(option, "is not one we know", allowed=" or ".join(allowed))


def _on_spark(order: "Order", master: str | None, *, quiet: bool) -> "Summary":
    from plumbline.cohort import in_spark

    if not in_spark.ADDRESS.match(str(order.out)):
        _check_out(order.out, ("", ".parquet"), force=False)  # either way a folder of files
    with in_spark.session(master, quiet=quiet) as spark:
        return in_spark.run(_rulebook(), order, spark)


@app.command(
    help=_("The columns a table may have: name, kind, range, question."),
    epilog=_("Examples: plumbline cohort columns | plumbline cohort columns --json"),
)
def columns(
    as_json: JsonOption = False,
    all_: Annotated[
        bool, typer.Option("--all", help=_("Also those that no decision of a table rests on."))
    ] = False,
) -> None:
    import json

    from plumbline.cohort.dictionary import column_dictionary

    entries = [each for each in column_dictionary(_rulebook()) if each.used or all_]
    rows = [
        {
            "name": each.finding.id,
            "kind": each.finding.type,
            "unit": each.finding.unit or "",
            "range": each.range,
            "question": _(each.finding.question),
        }
        for each in entries
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        unit = f" {row['unit']}" if row["unit"] else ""
        print(f"{row['name']:<34} {row['kind']:<8} {row['range']}{unit}\n    {row['question']}")


@app.command(
    help=_("How care was given: measures over episodes, from claims. Small numbers are hidden."),
    epilog=_("Example: plumbline cohort audit claims/ --out report --mapping codes.yaml"),
)
def audit(
    claims: Annotated[
        str, typer.Argument(metavar="CLAIMS", help=_("Parquet or CSV: a file, folder or address."))
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("A new folder."))],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help=_("Your columns and codes, as YAML.")),
    ] = None,
) -> None:
    from plumbline.cohort.audit_report import PAGE_NAME
    from plumbline.cohort.audit_report import audit as audited
    from plumbline.cohort.claims import open_claims, read_claims_mapping

    _check_out(out, ("",), force=False)
    opened = open_claims(claims, read_claims_mapping(mapping) if mapping else None)
    with _bar(_("People")) as progress:
        report = audited(opened, out, progress)
    for each in report.shown:
        if each.level == "all":
            share = _("too few") if each.share is None else f"{each.share * 100:.1f} %"
            print(f"{each.audit:<26} {share:>8}")
    print(_("The report is in %(file)s") % {"file": out / PAGE_NAME})


@app.command(
    help=_("A made-up population with known answers: people, and claims for audits."),
    epilog=_("Example: plumbline cohort synth --n 10000 --seed 1 --out made_up"),
)
def synth(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("A new folder."))],
    n: Annotated[int, typer.Option("--n", help=_("How many people."))] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help=_("The same seed, the same people."))] = 1,
) -> None:
    from plumbline.cohort.synth import AS_OF, synthesise

    _check_out(out, ("",), force=False)
    with _bar(_("People")) as progress:
        synthesise(out, n, seed, progress)
    said = _("%(n)s made-up people are in %(folder)s; decide them with --as-of %(day)s")
    print(said % {"n": n, "folder": out, "day": AS_OF})


def _tell(summary: "Summary", out: Path, *, as_json: bool) -> None:
    import json
    from dataclasses import asdict

    if as_json:
        print(json.dumps({**asdict(summary), "out": str(out)}, indent=2, sort_keys=True))
        return
    print(_("%(n)s rows decided, in %(file)s") % {"n": summary.rows, "file": out})
    for name, count in sorted(summary.urgency.items()):
        print(f"  {name:<16} {count:>12}")
    print(_("Findings read: %(n)s. Other columns: %(other)s") % _read(summary))
    for name, count in summary.impossible.items():
        said = _("%(n)s values of %(name)s cannot be, and are taken as unknown")
        print(said % {"n": count, "name": name})


def _read(summary: "Summary") -> dict[str, object]:
    return {"n": len(summary.findings), "other": len(summary.unused)}


def _rulebook():
    from plumbline.cli.profiles import our_rulebook

    return our_rulebook()


def _mapping(name: str):
    """A mapping file, or one of those that ship with Plumbline, by its name."""
    from plumbline.cohort.mapping import read_mapping
    from plumbline.cohort.mappings import shipped

    findings = _rulebook().knowledge.findings
    return shipped(name, findings) or read_mapping(Path(name), findings)


def _today() -> date:
    return datetime.now().astimezone().date()


def _day(given: str | None) -> date | str | None:
    """A date, or the name of a column."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        return given


def _check_out(out: Path, suffixes: tuple[str, ...], *, force: bool) -> None:
    """Raises BadInput before anything is read."""
    if out.suffix not in suffixes:
        problem = "is not a kind of file we write"
        allowed = "a name that ends in .parquet or .csv, or of a new folder"
        raise BadInput("--out", problem, allowed=allowed, where=str(out))
    if out.suffix == "" and out.exists():
        problem = "there is something of that name"
        raise BadInput("--out", problem, allowed="a new folder", where=str(out))
    if out.suffix:
        check_place(out, "--out", force=force)
    elif not out.parent.is_dir():
        allowed = "a folder in one that exists"
        raise BadInput("--out", "cannot be written", allowed=allowed, where=str(out))


@contextmanager
def _bar(what: str, *, quiet: bool = False) -> Generator[Callable[[int, int], None]]:
    """Takes how many are done of how many. Drawn when the first is told, so that what is wrong with
    a table is one line alone."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    console = Console(stderr=True)
    bar = Progress(*columns, TimeRemainingColumn(), console=console, disable=quiet)
    task = bar.add_task(what, total=None)

    def progress(done: int, of: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=of)

    try:
        yield progress
    finally:
        if bar.live.is_started:
            bar.stop()
