"""The plan on the command line: shown, as JSON, or as a PDF to print."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rich.text import Text

from plumbline.care.impairments import assess
from plumbline.care.programme import Day, Programme, Wishes
from plumbline.care.record import Record
from plumbline.care.standing import Standing, standing
from plumbline.care.standing import plan as plan_of
from plumbline.cli import as_json as json_of
from plumbline.cli import show
from plumbline.cli.answers_file import one_of, read_answers
from plumbline.cli.commands import ask_here
from plumbline.cli.files import check_place, write_whole
from plumbline.cli.profiles import open_case, our_rulebook
from plumbline.errors import BadInput, NotReady
from plumbline.logic.rulebook import Rulebook
from plumbline.present.words import _

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Printing:
    """Where the PDF goes, and on which paper; None takes that of the person's country."""

    file: Path
    paper: str | None
    large: bool
    force: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A person on a day, with the plan if there is one."""

    rulebook: Rulebook
    record: Record
    standing: Standing
    week: Programme | None
    on: date
    days: tuple[Day, ...] = ()
    """The next days as they really are; empty where only the programme says."""
    name: str = ""
    wishes: Wishes | None = None
    """Who asked for what; None where nobody could."""


def printing(
    file: Path | None, paper: str | None, *, large: bool, force: bool, as_json: bool
) -> Printing | None:
    """What the options about paper ask for. Raises BadInput where they do not go together, or
    where the file could not be written: before anybody is asked anything."""
    if file is None:
        for given, name in ((paper is not None, "--paper"), (large, "--large"), (force, "--force")):
            if given:
                raise BadInput(name, "is only for a PDF", allowed="together with --pdf FILE")
        return None
    if as_json:
        raise BadInput("--pdf", "does not go with --json", allowed="one of the two")
    _check_paper(paper)
    check_place(file, "--pdf", force=force)
    return Printing(file, paper, large, force)


def _check_paper(paper: str | None) -> None:
    # What sets type is loaded only where it is wanted: the other commands start faster.
    from plumbline.present.paper import PAPERS

    if paper not in (None, *PAPERS):
        problem = f"is not one we know: {paper[:20]!r}"
        raise BadInput("--paper", problem, allowed=" or ".join(PAPERS))


def plan(
    answers: Path | None,
    profile: str | None,
    home: Path,
    today: date,
    to_print: Printing | None,
    *,
    as_json: bool,
) -> None:
    """The first week, or what has to come before it."""
    one_of(answers, profile)
    if as_json and not answers and not profile:
        raise BadInput("--json", "needs answers", allowed="--answers FILE or --profile NAME")
    rulebook = our_rulebook()
    found = (
        _of_profile(rulebook, profile, home, today)
        if profile
        else _of_answers(rulebook, answers, today)
    )
    if as_json:
        json_of.show(json_of.plan(rulebook, found.standing, found.week))
    elif to_print:
        _print(found, to_print)
    else:
        _show(found)


def _of_profile(rulebook: Rulebook, profile: str, home: Path, today: date) -> Found:
    with open_case(home, profile, rulebook) as case:
        now = case.standing(today)
        week = case.programme() or (case.make_plan(today) if now.may_plan else None)
        days = case.agenda.days(today, today + WEEK) if week else ()
        wishes = case.wishes()
        return Found(rulebook, case.record(), now, week, today, days, profile, wishes)


def _of_answers(rulebook: Rulebook, answers: Path | None, today: date) -> Found:
    if answers:
        told = read_answers(answers, rulebook.knowledge.findings, today)
        record, today = told.record(), told.as_of
    else:
        record = ask_here(rulebook, None, today)
    now = standing(rulebook, record, today)
    return Found(rulebook, record, now, plan_of(rulebook, record, now), today)


def _show(found: Found) -> None:
    out, rulebook = show.console(), found.rulebook
    if found.week:
        tests = assess(rulebook.knowledge, found.record, found.standing.known)
        show.programme(out, rulebook, found.standing, found.week, tests, found.wishes)
    else:
        show.standing(out, rulebook, found.standing)
        out.print(Text(_("There is no plan yet: what stands above comes first."), style="bold"))


def _print(found: Found, to_print: Printing) -> None:
    from plumbline.present import paper

    if found.week is None:
        named = ", ".join(json_of.in_the_way(found.standing))
        raise NotReady(f"there is no plan to print yet, because of: {named}")
    plan = paper.PlanToPrint(
        rulebook=found.rulebook,
        record=found.record,
        standing=found.standing,
        programme=found.week,
        on=found.on,
        days=found.days,
        name=found.name,
    )
    form = paper.form_for(found.standing.known, to_print.paper, large=to_print.large)
    write_whole(to_print.file, paper.plan_paper(plan, form), "--pdf")
    print(_("Your plan to print is in %(file)s") % {"file": to_print.file})
