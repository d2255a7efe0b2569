"""The coming four weeks on the command line: shown, as JSON, or as a calendar file."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from plumbline.care.programme import Day, Programme
from plumbline.care.triage import BLOCKS_EXERCISE
from plumbline.cli import as_json as json_of
from plumbline.cli import show
from plumbline.cli.home import home as data_home
from plumbline.cli.plan import write_whole
from plumbline.cli.profiles import local_time, only_profile, open_case, our_rulebook
from plumbline.errors import BadInput, NotReady
from plumbline.journal.casebook import Casebook
from plumbline.knowledge import Knowledge
from plumbline.present import wording
from plumbline.present.words import N_, _

HELP = N_("The coming four weeks as they are: sessions, walks, days off. Or as a calendar file.")
EXAMPLES = N_("Examples: plumbline calendar --profile Sam | plumbline calendar --ics sessions.ics")
AHEAD = timedelta(days=27)
OFF = {"rest": N_("rest day"), "travel": N_("away")}


def calendar(
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="NAME", help=_("Use a profile of the app."))
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help=_("Write the sessions as a calendar file.")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a file that is there."))
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print JSON for other programs."))
    ] = False,
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="FOLDER", help=_("Where data lives; else PLUMBLINE_HOME.")),
    ] = None,
) -> None:
    """Where nobody is named and there is one profile, it is meant."""
    _check(ics, force=force, as_json=as_json)
    where, now = data_home(home), local_time()
    named = profile or only_profile(where)
    if named is None:
        raise BadInput("calendar", "does not know about whom", allowed="--profile NAME")
    rulebook = our_rulebook()
    with open_case(where, named, rulebook) as case:
        programme = case.programme()
        if programme is None:
            raise NotReady("there is no plan yet: `plumbline plan` makes one")
        if ics is not None:
            _write(ics, case, now)
        elif as_json:
            json_of.show(_as_json(case, programme, now.date()))
        else:
            _show(rulebook.knowledge, case, programme, now.date())


def _check(ics: Path | None, *, force: bool, as_json: bool) -> None:
    if ics is None:
        if force:
            allowed = "together with --ics FILE"
            raise BadInput("--force", "is only for a calendar file", allowed=allowed)
        return
    if as_json:
        raise BadInput("--ics", "does not go with --json", allowed="one of the two")
    if ics.is_dir() or not ics.parent.is_dir():
        allowed = "a file in a folder that exists"
        raise BadInput("--ics", "cannot be written", allowed=allowed, where=str(ics))
    if ics.exists() and not force:
        allowed = "a new name, or --force"
        raise BadInput("--ics", "there is a file already", allowed=allowed, where=str(ics))


def _write(ics: Path, case: Casebook, now: datetime) -> None:
    # What makes calendars is loaded only where it is wanted: the other commands start faster.
    from plumbline.present.agenda import calendar_file

    agenda, today = case.agenda, now.date()
    waits = _waits(case, today)
    revision = agenda.revision()
    found = () if waits else agenda.appointments(today, today + AHEAD)
    content = calendar_file(
        found, agenda.reminders.times(), stamp=revision.at or now, sequence=revision.count
    )
    write_whole(ics, content, "--ics")
    print(_("Your sessions are in %(file)s") % {"file": ics})
    if waits:
        print(_("There are none in it: your plan waits. `plumbline check` says for what."))


def _waits(case: Casebook, today: date) -> bool:
    """Whether no session may be shown ahead: safety comes first."""
    programme, standing = case.programme(), case.standing(today)
    stopped = any(one.blocks and one.known for one in standing.against_any_plan)
    urgent = standing.triage.urgency in BLOCKS_EXERCISE
    return programme is None or programme.suspended or stopped or urgent


def _show(knowledge: Knowledge, case: Casebook, programme: Programme, today: date) -> None:
    from plumbline.present.agenda import short_day

    out = show.console()
    if _waits(case, today):
        line = _("Your plan waits. `plumbline check` says for what.")
        out.print(Text(line, style="bold"))
        return
    off = case.agenda.changes().off
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in (_("Day"), _("Session"), _("On the move"), ""):
        table.add_column(title, overflow="fold")
    for day in case.agenda.days(today, today + AHEAD):
        walk = wording.minutes(day.walk_minutes) if day.walk_minutes else ""
        kind = _(OFF[off[day.on]]) if day.on in off else ""
        table.add_row(short_day(day.on), _session(programme, day), walk, kind)
    out.print(table)
    for template in programme.templates:
        titles = [_(knowledge.exercises[p.exercise].title) for p in programme.session(template)]
        named = _("Session %(name)s") % {"name": template} if _several(programme) else _("Session")
        out.print(Text(f"{named}: {', '.join(titles)}"))


def _session(programme: Programme, day: Day) -> str:
    exercises = programme.session(day.template) if day.session else ()
    if not exercises:
        return ""
    minutes = wording.minutes(sum(planned.minutes for planned in exercises))
    return f"{day.template}, {minutes}" if _several(programme) else minutes


def _several(programme: Programme) -> bool:
    return len(programme.templates) > 1


def _as_json(case: Casebook, programme: Programme, today: date) -> dict[str, Any]:
    waits = _waits(case, today)
    off = case.agenda.changes().off
    days = () if waits else case.agenda.days(today, today + AHEAD)
    return {
        "waits": waits,
        "days": [
            {
                "on": day.on.isoformat(),
                "session": day.template if day.session else None,
                "exercises": [
                    planned.exercise
                    for planned in (programme.session(day.template) if day.session else ())
                ],
                "walk_minutes": day.walk_minutes,
                "off": off.get(day.on),
            }
            for day in days
        ],
    }
