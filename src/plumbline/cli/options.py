"""Options that several commands take, each with one name and one help line."""

from pathlib import Path
from typing import Annotated

import typer

from plumbline.present.words import _

AnswersOption = Annotated[
    Path | None,
    typer.Option("--answers", metavar="FILE", help=_("Answers as YAML or JSON; - reads stdin.")),
]
ProfileOption = Annotated[
    str | None, typer.Option("--profile", metavar="NAME", help=_("Use a profile of the app."))
]
HomeOption = Annotated[
    Path | None,
    typer.Option("--home", metavar="FOLDER", help=_("Where data lives; else PLUMBLINE_HOME.")),
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON for other programs."))]
