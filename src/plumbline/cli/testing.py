"""Physical tests on the command line: guided, from a file, or listed."""

import time
from datetime import date
from pathlib import Path

from plumbline.care.battery import battery
from plumbline.care.impairments import changes
from plumbline.care.record import Record
from plumbline.care.standing import standing
from plumbline.cli import as_json as json_of
from plumbline.cli import ask, show, testing_json, testing_show
from plumbline.cli.answers_file import one_of, read_answers
from plumbline.cli.profiles import open_case, our_rulebook
from plumbline.cli.testing_sitting import InJournal, Keeper, Sitting, Unkept
from plumbline.cli.testing_try import Tries
from plumbline.errors import BadInput
from plumbline.logic.rulebook import Rulebook


def list_tests(*, as_json: bool) -> None:
    """Every test with its minutes, its unit, and whose norms it has."""
    knowledge = our_rulebook().knowledge
    if as_json:
        json_of.show(testing_json.tests(knowledge))
    else:
        testing_show.tests(show.console(), knowledge)


def what_first(
    answers: Path | None, profile: str | None, home: Path, today: date, *, as_json: bool
) -> None:
    """What to train first: from a file, or by testing here (for a profile, or kept nowhere)."""
    one_of(answers, profile)
    rulebook = our_rulebook()
    if answers:
        told = read_answers(answers, rulebook.knowledge.findings, today)
        _say(rulebook, told.record(), told.as_of, as_json=as_json, guided=False)
    elif profile:
        with open_case(home, profile, rulebook) as case:
            if not as_json:
                _guide(rulebook, InJournal(case, today), today)
            record = case.record()
        _say(rulebook, record, today, as_json=as_json, guided=True)
    elif as_json:
        raise BadInput("--json", "needs results", allowed="--answers FILE or --profile NAME")
    else:
        keeper = Unkept(today)
        _guide(rulebook, keeper, today)
        _say(rulebook, keeper.record(), today, as_json=False, guided=True)


def _guide(rulebook: Rulebook, keeper: Keeper, today: date) -> None:
    out = show.console()
    tries = Tries(out, ask.from_keyboard, rulebook.knowledge, time.monotonic)
    Sitting(out, rulebook, keeper, tries, today).run()


def _say(rulebook: Rulebook, record: Record, today: date, *, as_json: bool, guided: bool) -> None:
    now = standing(rulebook, record, today)
    found = battery(rulebook, record, now)
    changed = changes(rulebook.knowledge, record, today)
    if as_json:
        told = testing_json.assessment(rulebook.knowledge, now.known, found, changed)
        json_of.show(told)
        return
    out = show.console()
    if not guided and found.gate not in testing_json.MAY_TRAIN:
        testing_show.gate(out, rulebook, now, found)
    testing_show.result(out, rulebook, now.known, found, changed)
