"""The coming four weeks on the command line: shown, as JSON, or as a calendar file."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from plumbline.care.programme import Day, Planned, Programme
from plumbline.care.today import Able, able, may_follow
from plumbline.cli import as_json as json_of
from plumbline.cli import programme_json, show, show_week
from plumbline.cli.files import check_place, write_whole
from plumbline.cli.home import home as data_home
from plumbline.cli.options import HomeOption, JsonOption, ProfileOption
from plumbline.cli.profiles import local_time, only_profile, open_case, our_rulebook
from plumbline.errors import BadInput, NotReady
from plumbline.journal.casebook import Casebook
from plumbline.knowledge import Knowledge
from plumbline.present import wording
from plumbline.present.days import short_day
from plumbline.present.words import N_, _

HELP = N_("The coming four weeks as they are: sessions, walks, days off. Or as a calendar file.")
EXAMPLES = N_("Examples: plumbline calendar --profile Sam | plumbline calendar --ics sessions.ics")
AHEAD = timedelta(days=27)
OFF = {"rest": N_("rest day"), "travel": N_("away")}


def calendar(
    profile: ProfileOption = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help=_("Write the sessions as a calendar file.")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a file that is there."))
    ] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
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
    check_place(ics, "--ics", force=force)


def _write(ics: Path, case: Casebook, now: datetime) -> None:
    # What makes calendars is loaded only where it is wanted: the other commands start faster.
    from plumbline.present.agenda import calendar_file

    agenda, today = case.agenda, now.date()
    stands = case.standing(today)
    waits = not may_follow(stands, case.programme())
    revision = agenda.revision()
    found = () if waits else agenda.appointments(today, today + AHEAD, stands.known)
    content = calendar_file(
        found, agenda.reminders.times(), stamp=revision.at or now, sequence=revision.count
    )
    write_whole(ics, content, "--ics")
    print(_("Your sessions are in %(file)s") % {"file": ics})
    if waits:
        print(_("There are none in it: your plan waits. `plumbline check` says for what."))


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The coming days of a plan as it may be done, as things stand today."""

    able: Able
    days: tuple[Day, ...]
    waits: bool
    """No session may be shown ahead: safety comes first."""

    def exercises(self, day: Day) -> tuple[Planned, ...]:
        """What may be done of a day's session; none on a day without one."""
        return self.able.programme.session(day.template) if day.session else ()

    def walk_minutes(self, day: Day) -> int:
        return day.walk_minutes if self.able.walks else 0


def _ahead(case: Casebook, programme: Programme, today: date) -> _Ahead:
    now = case.standing(today)
    waits = not may_follow(now, programme)
    days = () if waits else case.agenda.days(today, today + AHEAD)
    return _Ahead(able(our_rulebook(), now.known, programme), days, waits)


def _show(knowledge: Knowledge, case: Casebook, programme: Programme, today: date) -> None:
    out, ahead = show.console(), _ahead(case, programme, today)
    if ahead.waits:
        line = _("Your plan waits. `plumbline check` says for what.")
        out.print(Text(line, style="bold"))
        return
    off, several = case.agenda.changes().off, len(programme.templates) > 1
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in (_("Day"), _("Session"), _("On the move"), ""):
        table.add_column(title, overflow="fold")
    for day in ahead.days:
        minutes = ahead.walk_minutes(day)
        walk = wording.minutes(minutes) if minutes else ""
        kind = _(OFF[off[day.on]]) if day.on in off else ""
        session = _session(ahead.exercises(day), day.template if several else "")
        table.add_row(short_day(day.on), session, walk, kind)
    out.print(table)
    left = ahead.able.programme
    for template in left.templates:
        titles = [_(knowledge.exercises[p.exercise].title) for p in left.session(template)]
        named = _("Session %(name)s") % {"name": template} if several else _("Session")
        out.print(Text(f"{named}: {', '.join(titles)}"))
    show_week.not_today(out, knowledge, ahead.able.barred)


def _session(exercises: tuple[Planned, ...], letter: str) -> str:
    if not exercises:
        return ""
    minutes = wording.minutes(sum(planned.minutes for planned in exercises))
    return f"{letter}, {minutes}" if letter else minutes


def _as_json(case: Casebook, programme: Programme, today: date) -> dict[str, Any]:
    ahead, off = _ahead(case, programme, today), case.agenda.changes().off
    barred = () if ahead.waits else ahead.able.barred
    return {
        "waits": ahead.waits,
        "not_today": programme_json.not_today(our_rulebook(), barred),
        "days": [
            {
                "on": day.on.isoformat(),
                "session": day.template if ahead.exercises(day) else None,
                "exercises": [planned.exercise for planned in ahead.exercises(day)],
                "walk_minutes": ahead.walk_minutes(day),
                "off": off.get(day.on),
            }
            for day in ahead.days
        ],
    }
