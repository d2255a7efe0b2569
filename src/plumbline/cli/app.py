"""The commands. Exit codes: 0 fine, 2 what was given cannot be used, 1 anything else.

What a command does is loaded when it is called, and some whole commands are (`later`): so each
starts fast.
"""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from plumbline import __version__
from plumbline.cli.home import home as data_home
from plumbline.cli.later import Commands
from plumbline.cli.options import AnswersOption, HomeOption, JsonOption, ProfileOption
from plumbline.errors import BadInput, PlumblineError
from plumbline.present.words import _

app = typer.Typer(
    name="plumbline",
    cls=Commands,
    help=_("Honest, private help for painful backs. Without a command it opens the app."),
    epilog=_("Data stays on this machine, in the folder PLUMBLINE_HOME (see serve --help)."),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
)

AboutOption = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="EXERCISE", help=_("Why not this one? Up to five times.")),
]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help=_("Port to listen on."))]
OpenOption = Annotated[bool, typer.Option("--open/--no-open", help=_("Open the browser as well."))]
PORT = 8123


def main() -> None:
    """The `plumbline` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a character shows a question mark, not a traceback.
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except PlumblineError as error:
        print(f"plumbline: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2 if isinstance(error, BadInput) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _today() -> date:
    return datetime.now().astimezone().date()


def _version(wanted: bool) -> None:
    if wanted:
        print(f"plumbline {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=_("Print the version.")),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        from plumbline.cli import commands

        commands.serve(data_home(), PORT, open_browser=True)


@app.command(
    help=_("Start the app on this machine and open it in the browser."),
    epilog=_("Example: plumbline serve --port 9000 --no-open --home ~/plumbline-data"),
)
def serve(port: PortOption = PORT, open_: OpenOption = True, home: HomeOption = None) -> None:
    from plumbline.cli import commands

    commands.serve(data_home(home), port, open_browser=open_)


@app.command(
    help=_(
        "Is it safe, how soon should somebody look, and what does it fit with? Asks here, or "
        "reads the answers from a file."
    ),
    epilog=_("Examples: plumbline check | plumbline check --answers me.yaml --json"),
)
def check(
    answers: AnswersOption = None,
    profile: ProfileOption = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help=_("Write the answers given here to a file.")),
    ] = None,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    from plumbline.cli import commands

    where = data_home(home)
    commands.check(answers, profile, save, where, _today(), as_json=as_json)


@app.command(
    help=_("The first week that fits, once the questions of check are answered."),
    epilog=_(
        "Examples: plumbline plan --answers me.yaml --why | plumbline plan --profile Jo --pdf a.pdf"
    ),
)
def plan(
    answers: AnswersOption = None,
    profile: ProfileOption = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", metavar="FILE", help=_("Write the week to print, as a PDF.")),
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option("--paper", metavar="PAPER", help=_("a4 or us-letter; else your country's.")),
    ] = None,
    large: Annotated[bool, typer.Option("--large", help=_("Larger words in the PDF."))] = False,
    force: Annotated[bool, typer.Option("--force", help=_("Replace a PDF that is there."))] = False,
    why: Annotated[bool, typer.Option("--why", help=_("Why the plan is as it is."))] = False,
    about: AboutOption = None,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    from plumbline.cli import plan as plans

    printing = plans.printing(pdf, paper, large=large, force=force, as_json=as_json)
    if why or about:
        from plumbline.cli import why as whys

        whys.why(answers, profile, data_home(home), _today(), about, printing, as_json=as_json)
    else:
        plans.plan(answers, profile, data_home(home), _today(), printing, as_json=as_json)


@app.command(
    "test",
    help=_("What to train first: tests you do at home, one after the other, and what they say."),
    epilog=_(
        "Examples: plumbline test | plumbline test --profile Sam | plumbline test --list | "
        "plumbline test --answers me.yaml --json"
    ),
)
def what_first(
    answers: AnswersOption = None,
    profile: ProfileOption = None,
    list_: Annotated[
        bool, typer.Option("--list", help=_("List the tests: minutes, unit, whose norms."))
    ] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    from plumbline.cli import testing

    if list_:
        testing.list_tests(as_json=as_json)
    else:
        testing.what_first(answers, profile, data_home(home), _today(), as_json=as_json)


@app.command(
    help=_(
        "Tell how it went, and hear how the plan answers. With a profile it is stored; with "
        "files nothing is."
    ),
    epilog=_(
        "Examples: plumbline checkin --profile Sam | plumbline checkin --answers me.yaml "
        "--checkin today.yaml"
    ),
)
def checkin(
    answers: AnswersOption = None,
    profile: ProfileOption = None,
    told: Annotated[
        Path | None,
        typer.Option("--checkin", metavar="FILE", help=_("Answers of the check-in.")),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=_("Take a step up, if one is offered."))
    ] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    from plumbline.cli import checkin as checkins

    checkins.checkin(answers, profile, told, data_home(home), _today(), yes=yes, as_json=as_json)


@app.command(
    help=_("Why do you say so? The rule behind a name, in words, with its sources."),
    epilog=_(
        "Examples: plumbline explain cauda_equina | "
        "plumbline explain red_flags/cauda_equina/levels/0"
    ),
)
def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("An id, or a rule's path."))],
    as_json: JsonOption = False,
) -> None:
    from plumbline.cli import commands

    commands.explain(name, as_json=as_json)


@app.command(
    help=_("Every question there is, with the answers it accepts."),
    epilog=_("Example: plumbline findings --json"),
)
def findings(as_json: JsonOption = False) -> None:
    from plumbline.cli import commands

    commands.findings(as_json=as_json)


@app.command(
    help=_("Draw a movement as a picture that moves, or a page with all of them, for authors."),
    epilog=_(
        "Examples: plumbline figure bridge --out bridge.svg --side left --still 2.5 | "
        "plumbline figure --gallery pictures"
    ),
)
def figure(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help=_("The movement's name."))
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Write the SVG to a file."))
    ] = None,
    side: Annotated[
        str | None, typer.Option("--side", metavar="SIDE", help=_("Working side: left or right."))
    ] = None,
    still: Annotated[
        float | None,
        typer.Option("--still", metavar="SECONDS", help=_("One moment that does not move.")),
    ] = None,
    gallery: Annotated[
        Path | None,
        typer.Option("--gallery", metavar="FOLDER", help=_("Both ends of every movement.")),
    ] = None,
) -> None:
    from plumbline.cli import figure as figures

    figures.check_words(names or (), out, gallery)
    if gallery is not None:
        figures.gallery(names or (), gallery, side)
    elif names:
        figures.draw(names[0], out, side, still)


@app.command(
    help=_("List the profiles on this machine, or make one."),
    epilog=_("Examples: plumbline profiles | plumbline profiles --create Sam"),
)
def profiles(
    create: Annotated[
        str | None, typer.Option("--create", metavar="NAME", help=_("Make a new profile."))
    ] = None,
    home: HomeOption = None,
) -> None:
    from plumbline.cli import commands

    commands.profiles(create, data_home(home))
