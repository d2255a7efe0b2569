"""Profiles of the app, opened from the command line."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from plumbline.errors import BadInput
from plumbline.knowledge import load
from plumbline.logic.rulebook import Rulebook, compile_rules
from plumbline.present.words import _

if TYPE_CHECKING:
    from plumbline.journal import Journal
    from plumbline.journal.casebook import Casebook


@cache
def our_rulebook() -> Rulebook:
    """The rules that ship with Plumbline, read once in a process."""
    return compile_rules(load())


def local_time() -> datetime:
    """The machine's own time, with its zone."""
    return datetime.now().astimezone()


def open_journal(home: Path) -> "Journal":
    """The journal in `home`, made if there is none."""
    # Loaded only where it is wanted: whoever brings answers in a file needs no journal.
    from plumbline.journal import Journal

    return Journal.open(home, clock=local_time)


def only_profile(home: Path) -> str | None:
    """The id of the one profile there is; None where there are none or several."""
    if not home.is_dir():
        return None
    with open_journal(home) as journal:
        profiles = journal.profiles()
    return profiles[0].id if len(profiles) == 1 else None


@contextmanager
def open_case(home: Path, name: str, rulebook: Rulebook) -> "Generator[Casebook]":
    """The casebook of a profile by its name; asks for its PIN where it has one.

    Raises BadInput for an unknown name (and then leaves no empty journal behind), ProfileLocked
    for a wrong PIN.
    """
    from plumbline.journal.casebook import Casebook

    hint = "`plumbline profiles` lists them, `plumbline profiles --create NAME` makes one"
    if not home.is_dir():
        raise BadInput("--profile", f"there is no profile {name[:40]!r}", allowed=hint)
    with open_journal(home) as journal:
        same = [profile for profile in journal.profiles() if name in (profile.name, profile.id)]
        if len(same) != 1:
            problem = "there are several profiles" if same else "there is no profile"
            raise BadInput("--profile", f"{problem} {name[:40]!r}", allowed=hint)
        profile = same[0]
        if profile.has_pin:
            journal.unlock(profile.id, str(typer.prompt(_("PIN"), hide_input=True, err=True)))
        yield Casebook(journal, rulebook, profile.id)
