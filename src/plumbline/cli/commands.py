"""What each command does: read, decide, say. Nothing is written before all input was read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from plumbline.care.record import Record
from plumbline.care.standing import standing
from plumbline.cli import as_json as json_of
from plumbline.cli import ask, reference, show
from plumbline.cli.answers_file import one_of, read_answers
from plumbline.cli.profiles import open_case, open_journal, our_rulebook
from plumbline.errors import BadInput
from plumbline.logic.rulebook import Rulebook
from plumbline.present.explain import explain as explain_it
from plumbline.present.words import _


def serve(home: Path, port: int, *, open_browser: bool) -> None:
    # The web is loaded only where it is wanted: the other commands start faster.
    from plumbline.web import serve as serve_web

    serve_web(home, port, open_browser)


def check(
    answers: Path | None,
    profile: str | None,
    save: Path | None,
    home: Path,
    today: date,
    *,
    as_json: bool,
) -> None:
    """The verdict, from a file, or by asking here (for a profile, or kept nowhere)."""
    one_of(answers, profile)
    out, rulebook = show.console(), our_rulebook()
    if answers:
        told = read_answers(answers, rulebook.knowledge.findings, today)
        found = standing(rulebook, told.record(), told.as_of)
    elif profile:
        with open_case(home, profile, rulebook) as case:

            def keep(given: ask.Answers) -> Record:
                case.answer(given, today)
                return case.record()

            if not as_json:
                ask.ask(out, ask.from_keyboard, rulebook, case.record(), today, keep)
            found = case.verdict(today)
    elif as_json:
        raise BadInput("--json", "needs answers", allowed="--answers FILE or --profile NAME")
    else:
        found = standing(rulebook, ask_here(rulebook, save, today), today)
    if as_json:
        json_of.show(json_of.check(rulebook, found))
    else:
        show.standing(out, rulebook, found)


def explain(name: str, *, as_json: bool) -> None:
    found = explain_it(our_rulebook(), name)
    if as_json:
        json_of.show(json_of.explanation(found))
    else:
        reference.explanation(show.console(), found)


def findings(*, as_json: bool) -> None:
    knowledge = our_rulebook().knowledge
    listed = [json_of.finding(item) for item in knowledge.findings.values()]
    if as_json:
        json_of.show(listed)
    else:
        reference.findings(show.console(), knowledge)


def profiles(create: str | None, home: Path) -> None:
    out = show.console()
    with open_journal(home) as journal:
        if create is not None:
            journal.create_profile(create)
        for profile in journal.profiles():
            locked = _("(needs its PIN)") if profile.has_pin else ""
            out.print(f"{profile.name} {locked}".strip())


def ask_here(rulebook: Rulebook, save: Path | None, today: date) -> Record:
    """Ask in the terminal; kept nowhere, except in `save` if that was asked for."""
    record = Record()
    if save and save.exists():
        raise BadInput("--save", "there is a file already", allowed="a new name", where=str(save))

    def keep(given: ask.Answers) -> Record:
        nonlocal record
        record = record.tell_all(given, today)
        return record

    ask.ask(show.console(), ask.from_keyboard, rulebook, record, today, keep)
    if save:
        told: dict[str, Any] = {"as_of": today.isoformat()}
        for name, answer in record.answers.items():
            value = answer.value
            told[name] = value.isoformat() if isinstance(value, date) else value
        try:
            save.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
        except OSError as error:
            raise BadInput("--save", f"cannot be written ({error.strerror})") from None
    return record
