"""The options of `plumbline cohort`, each with one name and one help line."""

from pathlib import Path
from typing import Annotated

import typer

from plumbline.present.words import _

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help=_("Where to write."))]
ForceOption = Annotated[bool, typer.Option("--force", help=_("Replace a file that is there."))]
PeopleArgument = Annotated[
    str, typer.Argument(metavar="PEOPLE", help=_("Parquet or CSV: a file, folder or address."))
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help=_("A date, or a column of dates; else today.")),
]
ToldOnOption = Annotated[
    str | None,
    typer.Option(
        "--told-on", metavar="DAY", help=_("When it was told: a date, or a column of dates.")
    ),
]
IdOption = Annotated[
    str | None, typer.Option("--id", metavar="COLUMN", help=_("The column that names a row."))
]
MappingOption = Annotated[
    str | None, typer.Option("--mapping", metavar="FILE", help=_("Your columns and ours, as YAML."))
]
BlanksOption = Annotated[
    str | None,
    typer.Option("--blanks", help=_("An empty cell is not_asked (usual) or dont_know.")),
]
StrictOption = Annotated[bool, typer.Option("--strict", help=_("Stop at a value that cannot be."))]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help=_("Go on with a run that was stopped."))
]
EngineOption = Annotated[str, typer.Option("--engine", help=_("polars (usual) or spark."))]
MasterOption = Annotated[
    str | None, typer.Option("--master", metavar="ADDRESS", help=_("Where Spark runs."))
]
