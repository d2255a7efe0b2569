"""Made-up people living through the real code: how many, how long, and what it came to."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from plumbline.cli.files import check_place, write_whole
from plumbline.errors import BadInput
from plumbline.present.words import N_, _

if TYPE_CHECKING:
    from plumbline.simulate import Order

HELP = N_(
    "Made-up people live through the real code for months: what it misses, when it asks for more, "
    "when it stops. It is no evidence that Plumbline helps."
)
EXAMPLES = N_("Example: plumbline simulate --people 200 --days 180 --workers 2 --out lives.html")
SUFFIXES = (".html", ".json")
INTERRUPTED = 130


def simulate(
    people: Annotated[int, typer.Option("--people", help=_("How many made-up people."))] = 100,
    days: Annotated[int, typer.Option("--days", help=_("How many days each."))] = 180,
    seed: Annotated[int, typer.Option("--seed", help=_("The same seed, the same lives."))] = 1,
    workers: Annotated[int, typer.Option("--workers", help=_("Processes side by side."))] = 1,
    solver: Annotated[
        bool,
        typer.Option(
            "--solver/--greedy", help=_("Weeks solved as for everybody, or put together simply.")
        ),
    ] = True,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=_("Write a page (.html) or .json.")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a file that is there."))
    ] = False,
) -> None:
    """Without a file the counts are printed as JSON."""
    # Simulating loads nearly everything: the other commands start faster without it.
    from plumbline.simulate import Order

    order = Order(people, days, seed, workers, solver)
    if out is not None:
        _check(out, force=force)
    try:
        page, data = _simulated(order, progress=out is not None)
    except KeyboardInterrupt:
        typer.echo(_("Stopped. Nothing was written."), err=True)
        raise typer.Exit(INTERRUPTED) from None
    if out is None:
        print(data, end="")
        return
    write_whole(out, (data if out.suffix == ".json" else page).encode(), "--out")
    print(_("The report is in %(file)s") % {"file": out})


def _simulated(order: "Order", *, progress: bool) -> tuple[str, str]:
    """The page and the JSON of a simulation; with a bar of the lives that are done."""
    from plumbline.cli.profiles import our_rulebook
    from plumbline.simulate import Lives, as_html, as_json, report, run
    from plumbline.simulate.model import people

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        disable=not progress,
    )
    lives: list[Lives] = []
    with bar:
        task = bar.add_task(_("Lives"), total=order.people)
        for each in run(order):
            lives.append(each)
            bar.advance(task)
    told = report(people(), our_rulebook().knowledge, order, lives)
    data = json.dumps(as_json(told), ensure_ascii=False, indent=2, sort_keys=True)
    return as_html(told, data), data + "\n"


def _check(out: Path, *, force: bool) -> None:
    """Raises BadInput before anything is simulated."""
    if out.suffix not in SUFFIXES:
        allowed = "a name that ends in .html or .json"
        raise BadInput("--out", "is neither a page nor JSON", allowed=allowed, where=str(out))
    check_place(out, "--out", force=force)
