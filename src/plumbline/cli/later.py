"""Commands whose module is loaded when somebody asks for it: a start with all of them is slow."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from plumbline.present.words import _

BEFORE = "explain"
"""In the help, commands that are loaded later stand before this one; groups stand at the end."""


@dataclass(frozen=True, slots=True)
class Later:
    """Where a command is: a function of a module here, and what its help is called there."""

    module: str
    function: str
    help: str = "HELP"
    examples: str = "EXAMPLES"


COMMANDS = {
    "wish": Later("wish", "wish"),
    "calendar": Later("calendar", "calendar"),
    "progress": Later("progress", "progress"),
    "letter": Later("progress", "letter", "LETTER_HELP", "LETTER_EXAMPLES"),
    "treatments": Later("treatments", "treatments"),
    "claims": Later("claims", "claims"),
    "try": Later("trying", "try_"),
    "simulate": Later("simulate", "simulate"),
}
GROUPS = ("knowledge", "wording", "cohort")
"""Each is the `app` of the module of that name."""


class Commands(TyperGroup):
    """The commands that are there, and those that are loaded once they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        own = [name for name in self.commands if name not in COMMANDS and name not in GROUPS]
        place = own.index(BEFORE)
        return [*own[:place], *COMMANDS, *own[place:], *GROUPS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.commands:
            # What is no command at all is answered with names that are near: of all there are.
            known = cmd_name in COMMANDS or cmd_name in GROUPS
            for name in [cmd_name] if known else [*COMMANDS, *GROUPS]:
                self.commands[name] = _load(name)
        return self.commands.get(cmd_name)


def _load(name: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    later = COMMANDS.get(name)
    module = import_module(f"plumbline.cli.{later.module if later else name}")
    if later:
        told = _(getattr(module, later.help)), _(getattr(module, later.examples))
        alone.command(name, help=told[0], epilog=told[1])(getattr(module, later.function))
    else:
        alone.add_typer(module.app, name=name)
    return get_group(alone).commands[name]
