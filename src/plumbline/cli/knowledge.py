"""Checking and listing the knowledge files."""

import time
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from plumbline.care.knowledge_check import check_knowledge, is_warning
from plumbline.cli import as_json as json_of
from plumbline.cli import reference, show
from plumbline.cli.options import JsonOption
from plumbline.errors import BadInput
from plumbline.knowledge import load, read_all, shipped
from plumbline.knowledge.model import THING_KINDS
from plumbline.present.words import _

app = typer.Typer(help=_("Check or list what Plumbline knows."), rich_markup_mode=None)


@app.command(
    "check",
    help=_("Check every knowledge file; each problem is named by file and line."),
    epilog=_("Example: plumbline knowledge check"),
)
def knowledge_check(
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="FOLDER", help=_("Another knowledge folder."))
    ] = None,
) -> None:
    raise typer.Exit(check(folder))


@app.command(
    "list",
    help=_("List everything Plumbline knows about: kind, name, title."),
    epilog=_("Example: plumbline knowledge list red_flags"),
)
def knowledge_list(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help=_("Only things of this kind."))
    ] = None,
    as_json: JsonOption = False,
) -> None:
    list_things(kind, as_json=as_json)


def check(folder: Path | None) -> int:
    """Print every problem, or the counts; the exit code says which."""
    started = time.perf_counter()
    if folder is not None and not folder.is_dir():
        raise BadInput("--folder", "no such folder", allowed="a folder of knowledge files")
    loaded, unreadable = read_all(folder or shipped())
    problems = check_knowledge(loaded, unreadable, code_exists=_code_exists)
    seconds = time.perf_counter() - started
    errors = [problem for problem in problems if not is_warning(problem)]
    for problem in problems:
        print(problem)
    counts = {"files": len(loaded), "problems": len(errors)}
    counts["warnings"] = len(problems) - len(errors)
    print(_("%(files)s files, %(problems)s problems, %(warnings)s warnings") % counts, end="")
    print(_(", read and checked in %(s)s s") % {"s": f"{seconds:.2f}"})
    return 1 if errors else 0


def list_things(kind: str | None, *, as_json: bool) -> None:
    if kind is not None and kind not in THING_KINDS:
        raise BadInput(kind[:40], "no such kind", allowed=", ".join(THING_KINDS))
    listed = [
        {"kind": each, "id": name, "title": reference.title_of(thing)}
        for each, name, thing in load().things()
        if kind in (None, each)
    ]
    if as_json:
        json_of.show(listed)
        return
    out = show.console()
    for item in listed:
        out.print(Text(f"{item['kind']}/{item['id']}: {item['title']}"))


def _code_exists(name: str) -> bool:
    """Whether a hazard's control is there: a module (`plumbline.care.triage`) or a path.

    What stands outside the package (tests, CI) is not shipped, so it is looked for only in a
    checkout.
    """
    package = Path(str(resources.files("plumbline")))
    if name.startswith("plumbline."):
        path = package.joinpath(*name.split(".")[1:])
        return path.is_dir() or path.with_suffix(".py").is_file()
    if name.startswith("plumbline/"):
        return (package.parent / name).exists()
    checkout = package.parent.parent
    return (checkout / name).exists() or not (checkout / "pyproject.toml").is_file()
