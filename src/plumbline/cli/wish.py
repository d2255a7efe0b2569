"""Wishes about exercises on the command line: shown first, stored with --yes."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from plumbline.care.programme import By, WishKind
from plumbline.cli import show
from plumbline.cli.home import home as data_home
from plumbline.cli.options import HomeOption, ProfileOption
from plumbline.cli.profiles import local_time, only_profile, open_case, our_rulebook
from plumbline.errors import BadInput
from plumbline.journal.wishing import Weighed, settle, weigh
from plumbline.knowledge import Knowledge
from plumbline.present import left_words, wish_words
from plumbline.present.words import N_, _

HELP = N_(
    "Say what you want of an exercise: pin it, like it, ban it, or fix its dose. Shows what would "
    "change; with --yes it is stored and the plan made anew. `none` takes it back."
)
EXAMPLES = N_(
    "Examples: plumbline wish like bridge | plumbline wish ban clamshell --yes | plumbline wish "
    "dose bird_dog --dose 1 --by clinician --yes"
)
KINDS: dict[str, WishKind | None] = {
    "pin": "pin",
    "like": "like",
    "ban": "ban",
    "dose": "dose",
    "none": None,
}


def wish(
    kind: Annotated[str, typer.Argument(metavar="WISH", help=_("pin, like, ban, dose, or none."))],
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help=_("The exercise's name."))],
    dose: Annotated[
        int | None,
        typer.Option("--dose", metavar="N", help=_("Which of its doses; 1 is the gentlest.")),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="WHO", help=_("Who asks: person or clinician."))
    ] = "person",
    profile: ProfileOption = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it; else it is only shown."))] = False,
    home: HomeOption = None,
) -> None:
    """Where nobody is named and there is one profile, it is meant."""
    asked, who = _checked(kind, by, dose), _by(by)
    where, today = data_home(home), local_time().date()
    named = profile or only_profile(where)
    if named is None:
        raise BadInput("wish", "does not know about whom", allowed="--profile NAME")
    rulebook = our_rulebook()
    with open_case(where, named, rulebook) as case:
        place = dose - 1 if dose is not None else None
        weighed = weigh(case, rulebook, today, exercise, asked, by=who, dose=place)
        if not weighed.possible:
            raise BadInput(exercise, _refused(rulebook.knowledge, weighed))
        out = show.console()
        if yes:
            settle(case, weighed, today)
        _show(out, rulebook.knowledge, weighed, stored=yes)


def _checked(kind: str, by: str, dose: int | None) -> WishKind | None:
    if kind not in KINDS:
        raise BadInput("WISH", f"is not one we know: {kind[:20]!r}", allowed=", ".join(KINDS))
    if (kind == "dose") != (dose is not None):
        raise BadInput("--dose", "goes with `wish dose`, and only there", allowed="--dose N")
    if dose is not None and dose < 1:
        raise BadInput("--dose", "is too small", allowed="1 or more")
    _by(by)
    return KINDS[kind]


def _by(given: str) -> By:
    if given not in ("person", "clinician"):
        raise BadInput("--by", f"is not one we know: {given[:20]!r}", allowed="person, clinician")
    return "clinician" if given == "clinician" else "person"


def _refused(knowledge: Knowledge, weighed: Weighed) -> str:
    """Why the wish cannot be kept, in one line."""
    if weighed.left is not None:
        return left_words.reason(knowledge, weighed.left, by=weighed.by)
    ways = wish_words.ways_out(weighed.conflict, weighed.minutes, forms=weighed.forms)
    return f"{wish_words.conflict(knowledge, weighed.conflict)} {ways}"


def _show(out: Console, knowledge: Knowledge, weighed: Weighed, *, stored: bool) -> None:
    title = _(knowledge.exercises[weighed.exercise].title)
    if weighed.wish:
        out.print(Text(f"{title}: {wish_words.says(knowledge, weighed.wish)}", style="bold"))
    else:
        out.print(Text(_("%(exercise)s: taken back.") % {"exercise": title}, style="bold"))
    after = weighed.after
    if after is None:
        out.print(Text(_("The exercises of this week stay as they are.")))
    else:
        before = {one.exercise for one in weighed.before.exercises}
        now = {one.exercise for one in after.exercises}
        for name in sorted(now - before):
            out.print(Text(_("Comes in: %(what)s") % {"what": _(knowledge.exercises[name].title)}))
        for name in sorted(before - now):
            out.print(Text(_("Goes out: %(what)s") % {"what": _(knowledge.exercises[name].title)}))
    if not stored:
        out.print(Text(_("Nothing is stored yet. To do it, add --yes."), style="dim"))
    else:
        out.print(Text(_("Stored.")))
