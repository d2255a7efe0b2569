"""How it is going on the command line, and the letter for a clinician."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from plumbline.care.impairments import Change
from plumbline.care.pathway import NextStep
from plumbline.care.record import Facts
from plumbline.cli import as_json as json_of
from plumbline.cli import show
from plumbline.cli.files import check_place, write_whole
from plumbline.cli.home import home as data_home
from plumbline.cli.options import HomeOption, JsonOption, ProfileOption
from plumbline.cli.profiles import (
    local_time,
    only_profile,
    open_case,
    open_journal,
    our_rulebook,
)
from plumbline.errors import BadInput, NotReady
from plumbline.journal.casebook import Casebook
from plumbline.journal.following import Followed
from plumbline.journal.so_far import SoFar, WeekSoFar
from plumbline.knowledge import Knowledge
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording
from plumbline.present.change_chart import changed
from plumbline.present.letter import Letter, as_text
from plumbline.present.letter import letter as letter_of
from plumbline.present.progress_words import Course, can_say, points_of, scale
from plumbline.present.words import N_, _, ngettext

HELP = N_("How it is going: what can be said of your score, your sessions, and your home tests.")
EXAMPLES = N_("Examples: plumbline progress --profile Sam | plumbline progress --json")
LETTER_HELP = N_(
    "The letter for a doctor or physiotherapist, where the last look at the plan asks one: shown, "
    "or written as a PDF or as text."
)
LETTER_EXAMPLES = N_(
    "Examples: plumbline letter --profile Sam | plumbline letter --pdf letter.pdf --no-name"
)
NO_PLAN = "there is no plan yet: `plumbline plan` makes one"
LAST_WEEKS = 12
"""So many weeks are shown; `--json` has all."""


@dataclass(frozen=True, slots=True)
class _Going:
    """All that is shown of how it is going."""

    knowledge: Knowledge
    followed: Followed
    course: Course | None
    """None before the first score."""
    scores: tuple[tuple[date, float], ...]
    weeks: tuple[WeekSoFar, ...]
    tests: tuple[Change, ...]
    review_due: int | None
    last: tuple[date, NextStep] | None


def progress(
    profile: ProfileOption = None, as_json: JsonOption = False, home: HomeOption = None
) -> None:
    """Where nobody is named and there is one profile, it is meant."""
    where, today = data_home(home), local_time().date()
    rulebook = our_rulebook()
    with open_case(where, _named("progress", profile, where), rulebook) as case:
        _safety_first(case, rulebook.knowledge, today)
        going = _going(case, rulebook, today)
    if as_json:
        json_of.show(_as_json(going))
    else:
        _show(going)


def letter(
    profile: ProfileOption = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help=_("Write it as a PDF of one page."))
    ] = None,
    text: Annotated[
        Path | None, typer.Option("--text", metavar="FILE", help=_("Write it as plain text."))
    ] = None,
    no_name: Annotated[
        bool, typer.Option("--no-name", help=_("Leave a line where the name stands."))
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a file that is there."))
    ] = False,
    home: HomeOption = None,
) -> None:
    """Where nobody is named and there is one profile, it is meant."""
    _check(pdf, text, force=force)
    where, today = data_home(home), local_time().date()
    rulebook, named = our_rulebook(), _named("letter", profile, where)
    # Loaded only here: the other commands start faster.
    from plumbline.web.letter_case import letter_case

    with open_case(where, named, rulebook) as case:
        _safety_first(case, rulebook.knowledge, today)
        if case.programme() is None:
            raise NotReady(NO_PLAN)
        name = "" if no_name else _name_of(where, named)
        whole = letter_of(letter_case(case, rulebook, today, name))
        known = case.standing(today).known
    if pdf is not None:
        _write_pdf(pdf, whole, known)
    elif text is not None:
        write_whole(text, as_text(whole).encode(), "--text")
    else:
        print(as_text(whole), end="")
        return
    print(_("Your letter is in %(file)s") % {"file": pdf or text})


def _write_pdf(place: Path, whole: Letter, known: Facts) -> None:
    # What sets type is loaded only where it is wanted: the other commands start faster.
    from plumbline.present.paper import form_for
    from plumbline.present.paper.letter import letter_paper

    write_whole(place, letter_paper(whole, form_for(known).paper), "--pdf")


def _safety_first(case: Casebook, knowledge: Knowledge, today: date) -> None:
    """While exercise has to wait: what the verdict says, beside what was asked for. Somebody who
    has told nothing yet and has no plan hears only that there is none."""
    now = case.standing(today)
    nothing = now.triage.urgency is None and case.programme() is None
    if now.triage.crisis or not (now.triage.exercise_allowed or nothing):
        show.safety(show.console(stderr=True), knowledge, now)


def _check(pdf: Path | None, text: Path | None, *, force: bool) -> None:
    """Raises BadInput before anybody is asked anything."""
    if pdf is not None and text is not None:
        raise BadInput("--pdf", "does not go with --text", allowed="one of the two")
    if pdf is None and text is None and force:
        allowed = "together with --pdf FILE or --text FILE"
        raise BadInput("--force", "is only for a file", allowed=allowed)
    if pdf is not None:
        check_place(pdf, "--pdf", force=force)
    if text is not None:
        check_place(text, "--text", force=force)


def _named(command: str, profile: str | None, where: Path) -> str:
    named = profile or only_profile(where)
    if named is None:
        raise BadInput(command, "does not know about whom", allowed="--profile NAME")
    return named


def _name_of(where: Path, named: str) -> str:
    """The name of a profile that may have been given by its id."""
    with open_journal(where) as journal:
        return next(one.name for one in journal.profiles() if named in (one.name, one.id))


def _going(case: Casebook, rulebook: Rulebook, today: date) -> _Going:
    following = case.following
    followed, line = following.followed, following.line(today)
    if followed is None:
        raise NotReady(NO_PLAN)
    model = rulebook.knowledge.trend
    found = following.improvement(today)
    told = sorted((on, score) for on, score in following.scores.items() if on <= today)
    return _Going(
        knowledge=rulebook.knowledge,
        followed=followed,
        course=Course(model, followed.outcome, followed.began, line, found) if line else None,
        scores=tuple(told),
        weeks=SoFar(case, rulebook, followed, today).weeks,
        tests=case.changes(today),
        review_due=following.review_due(today),
        last=case.last_step(),
    )


def _show(going: _Going) -> None:
    out = show.console()
    if going.course is None:
        out.print(Text(_("Nothing is told yet. After your first check-in there is more to say.")))
    else:
        said = can_say(going.course)
        out.print(Text(said.title, style="bold"))
        for sentence in said.sentences:
            out.print(Text(sentence))
    _show_weeks(out, going.weeks)
    for change in going.tests:
        one = changed(going.knowledge, change)
        told = {"test": one.name, "says": one.says, "first": one.first, "now": one.now}
        line = _("%(test)s: %(says)s. %(first)s at first, now %(now)s.") % told
        out.print(Text(f"{line} {one.noise}"))
    if going.last is not None:
        on, step = going.last
        looked = _("We looked at your plan on %(day)s: %(title)s.")
        out.print(Text(looked % {"day": wording.day(on), "title": _(step.title)}))
    if going.review_due is not None:
        out.print(Text(_("It is time to look at your plan together: in the app, under Progress.")))


def _show_weeks(out: Console, weeks: tuple[WeekSoFar, ...]) -> None:
    done = sum(week.done for week in weeks)
    sessions = ngettext("%(n)s session done.", "%(n)s sessions done.", done) % {"n": done}
    out.print(Text(f"{sessions} {_('Any amount counts.')}"))
    for number, week in [*enumerate(weeks, start=1)][-LAST_WEEKS:]:
        told = {"n": number, "done": week.done, "planned": week.planned}
        out.print(Text(_("Week %(n)s: %(done)s of %(planned)s") % told))


def _as_json(going: _Going) -> dict[str, Any]:
    outcome, course = going.followed.outcome, going.course
    return {
        "followed": {
            "since": going.followed.began.isoformat(),
            "findings": list(outcome.findings),
            "scale": scale(outcome),
            "better": outcome.better,
            "matters": {"points": outcome.points, "percent": outcome.percent},
        },
        "scores": [{"on": on.isoformat(), "score": score} for on, score in going.scores],
        "line": _line(course) if course and not course.missing else [],
        "says": can_say(course).title if course else None,
        "improvement": {
            "says": course.improvement.says if course else "not_yet",
            "week": course.improvement.week if course else None,
            "chance": course.improvement.chance if course else None,
        },
        "weeks": [
            {"from": week.begins.isoformat(), "done": week.done, "planned": week.planned}
            for week in going.weeks
        ],
        "tests": [_test(going.knowledge, change) for change in going.tests],
        "review_due": going.review_due,
        "last_review": _last(going.last),
        "knowledge_version": going.knowledge.version,
    }


def _line(course: Course) -> list[dict[str, Any]]:
    return [
        {
            "on": point.on.isoformat(),
            "level": round(point.level, 3),
            "low": round(point.low, 3),
            "high": round(point.high, 3),
            "foreseen": point.foreseen,
        }
        for point in points_of(course)
    ]


def _test(knowledge: Knowledge, change: Change) -> dict[str, Any]:
    return {
        "test": change.test,
        "side": change.side,
        "first": {"on": change.since.isoformat(), "value": change.before},
        "last": {"on": change.on.isoformat(), "value": change.now},
        "more_than_noise": change.real,
        "better": change.better,
        "says": changed(knowledge, change).says,
    }


def _last(last: tuple[date, NextStep] | None) -> dict[str, Any] | None:
    if last is None:
        return None
    on, step = last
    return {
        "on": on.isoformat(),
        "level": step.level,
        "rule": step.rule,
        "title": _(step.title),
        "letter": step.steps_up,
    }
