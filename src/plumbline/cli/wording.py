"""Wordings of questionnaires on the command line: add your own copy, list them, take one away."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from plumbline.cli import as_json as json_of
from plumbline.cli import show
from plumbline.cli.home import home as data_home
from plumbline.cli.options import HomeOption, JsonOption
from plumbline.cli.profiles import our_rulebook
from plumbline.errors import BadInput
from plumbline.journal.files import write_private
from plumbline.knowledge import Knowledge
from plumbline.knowledge.wording import FOLDER, Wordings, content, loadable, understand
from plumbline.present.words import _

app = typer.Typer(
    help=_("Questionnaires whose wording we may not ship: load your own copy, so they are asked."),
    rich_markup_mode=None,
)


@app.command(
    help=_("Check a wording file and keep a copy with your data. It is never sent anywhere."),
    epilog=_("Example: plumbline wording add rmdq.yaml"),
)
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The wording, as YAML."))],
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a wording that is there."))
    ] = False,
    home: HomeOption = None,
) -> None:
    knowledge, where = our_rulebook().knowledge, data_home(home)
    data = content(file)
    wording = understand(data, str(file), knowledge)
    place = _wordings(where, knowledge).place(wording.instrument)
    try:
        if place.exists() and not force:
            problem = f"the wording of {wording.instrument} is there already"
            raise BadInput("wording", problem, allowed="--force replaces it", where=str(file))
        where.parent.mkdir(parents=True, exist_ok=True)
        write_private(place, data)
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise BadInput("wording", problem, allowed="another --home", where=str(place)) from None
    title = _(knowledge.instruments[wording.instrument].title)
    out = show.console()
    out.print(Text(_("Loaded: %(title)s (%(place)s)") % {"title": title, "place": place}))
    if wording.instrument not in _asked(knowledge):
        out.print(Text(_("It is scored, and the pages do not ask it yet.")))


@app.command(
    "list",
    help=_("Which wordings can be loaded, which are, and what is wrong with one."),
    epilog=_("Example: plumbline wording list --json"),
)
def list_(as_json: JsonOption = False, home: HomeOption = None) -> None:
    knowledge = our_rulebook().knowledge
    wordings, out = _wordings(data_home(home), knowledge), show.console()
    states = {name: _state(wordings, name) for name in sorted(loadable(knowledge))}
    if as_json:
        json_of.show({"wordings": {n: {"state": s, "problem": p} for n, (s, p) in states.items()}})
        return
    words = {
        "loaded": _("loaded"),
        "broken": _("broken, so it is not asked"),
        "not_loaded": _("not loaded"),
    }
    for name, (state, problem) in states.items():
        title = _(knowledge.instruments[name].title)
        out.print(Text(f"{name:<10} {words[state]}: {title}"))
        if problem:
            out.print(Text(f"{'':<10} {problem}"))


@app.command(
    help=_("Take a wording away. The answers that were given stay in the journal."),
    epilog=_("Example: plumbline wording remove rmdq"),
)
def remove(
    instrument: Annotated[
        str, typer.Argument(metavar="INSTRUMENT", help=_("Its name, as in `wording list`."))
    ],
    home: HomeOption = None,
) -> None:
    knowledge = our_rulebook().knowledge
    names = loadable(knowledge)
    if instrument not in names:
        problem = f"{instrument[:20]!r} is not one we know"
        raise BadInput("INSTRUMENT", problem, allowed=", ".join(sorted(names)))
    place = _wordings(data_home(home), knowledge).place(instrument)
    try:
        place.unlink()
    except FileNotFoundError:
        allowed = "one that `plumbline wording list` calls loaded"
        raise BadInput("INSTRUMENT", f"{instrument} is not loaded", allowed=allowed) from None
    except OSError as error:
        problem = f"cannot be removed ({error.strerror})"
        raise BadInput("INSTRUMENT", problem, where=str(place)) from None
    show.console().print(Text(_("Removed: %(title)s") % {"title": _(names[instrument].title)}))


def _state(wordings: Wordings, name: str) -> tuple[str, str]:
    """Whether one is loaded, and what is wrong with its file."""
    problem = wordings.problem(name)
    if problem is not None:
        return "broken", str(problem)
    return ("loaded" if wordings.get(name) else "not_loaded"), ""


def _asked(knowledge: Knowledge) -> set[str]:
    """The instruments that come round, and the longer forms that they lead to."""
    names = {one.instrument for one in knowledge.rhythm.rounds if one.instrument}
    return names | {longer for name in names if (longer := knowledge.instruments[name].follow_up)}


def _wordings(home: Path, knowledge: Knowledge) -> Wordings:
    return Wordings(home / FOLDER, knowledge)
