"""What each command does: read, decide, say. Nothing is written before all input was read."""

import json
import sys
import time
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from rich.text import Text

from plumbline.care import pathway
from plumbline.care.check import check_knowledge, is_warning
from plumbline.care.pathway import standing
from plumbline.care.record import Record
from plumbline.cli import as_json as json_of
from plumbline.cli import ask, reference, show
from plumbline.cli.answers_file import AnswersFile, read_answers
from plumbline.cli.profiles import open_case, open_journal
from plumbline.errors import BadInput, NotReady
from plumbline.knowledge import load, read_all, shipped
from plumbline.knowledge.model import THING_KINDS
from plumbline.logic.rulebook import Rulebook, compile_rules
from plumbline.logic.schema import Value
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
    _either(answers, profile)
    out, rulebook = show.console(), _rulebook()
    if answers:
        told = read_answers(answers, rulebook.knowledge.findings, today)
        found = standing(rulebook, told.record(), told.as_of)
    elif profile:
        with open_case(home, profile, rulebook) as case:

            def keep(given: ask.Answers) -> Record:
                case.answer(given, today)
                return case.record()

            if not as_json:
                ask.ask(out, input, rulebook, case.record(), today, keep)
            found = case.verdict(today)
    elif as_json:
        raise BadInput("--json", "needs answers", allowed="--answers FILE or --profile NAME")
    else:
        found = standing(rulebook, _ask_here(rulebook, save, today), today)
    if as_json:
        _print_json(json_of.check(rulebook, found))
    else:
        show.standing(out, rulebook, found)


def plan(
    answers: Path | None, profile: str | None, home: Path, today: date, *, as_json: bool
) -> None:
    """The first week, or what has to come before it."""
    _either(answers, profile)
    rulebook = _rulebook()
    if profile:
        with open_case(home, profile, rulebook) as case:
            found = case.standing(today)
            week = case.programme() or (case.make_plan(today) if found.may_plan else None)
    else:
        if answers:
            told = read_answers(answers, rulebook.knowledge.findings, today)
            found = standing(rulebook, told.record(), told.as_of)
        elif as_json:
            raise BadInput("--json", "needs answers", allowed="--answers FILE or --profile NAME")
        else:
            found = standing(rulebook, _ask_here(rulebook, None, today), today)
        week = pathway.plan(rulebook, found)
    if as_json:
        _print_json(json_of.plan(rulebook, found, week))
        return
    out = show.console()
    if week:
        show.programme(out, rulebook, week)
    else:
        show.standing(out, rulebook, found)
        out.print(Text(_("There is no plan yet: what stands above comes first."), style="bold"))


def checkin(
    answers: Path | None,
    profile: str | None,
    told: Path | None,
    home: Path,
    today: date,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """How the plan answers a check-in: stored for a profile, only shown for files."""
    _either(answers, profile)
    rulebook = _rulebook()
    if profile:
        _checkin_of_profile(rulebook, profile, told, home, today, yes=yes, as_json=as_json)
    elif answers and told:
        _checkin_of_files(rulebook, answers, told, today, yes=yes, as_json=as_json)
    else:
        needed = "--profile NAME, or --answers FILE together with --checkin FILE"
        raise BadInput("checkin", "does not know about whom", allowed=needed)


def explain(name: str, *, as_json: bool) -> None:
    found = explain_it(_rulebook(), name)
    if as_json:
        _print_json(json_of.explanation(found))
    else:
        reference.explanation(show.console(), found)


def findings(*, as_json: bool) -> None:
    knowledge = _rulebook().knowledge
    listed = [json_of.finding(item) for item in knowledge.findings.values()]
    if as_json:
        _print_json(listed)
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


def knowledge_check(folder: Path | None) -> int:
    """Print every problem, or the counts; the exit code says which."""
    started = time.perf_counter()
    if folder is not None and not folder.is_dir():
        raise BadInput("--folder", "no such folder", allowed="a folder of knowledge files")
    loaded, unreadable = read_all(folder or shipped())
    problems = check_knowledge(loaded, unreadable, code_exists=_code_exists)
    seconds = time.perf_counter() - started
    errors = [problem for problem in problems if not is_warning(problem)]
    for problem in problems:
        print(problem)
    counts = {"files": len(loaded), "problems": len(errors)}
    counts["warnings"] = len(problems) - len(errors)
    print(_("%(files)s files, %(problems)s problems, %(warnings)s warnings") % counts, end="")
    print(_(", read and checked in %(s)s s") % {"s": f"{seconds:.2f}"})
    return 1 if errors else 0


def knowledge_list(kind: str | None, *, as_json: bool) -> None:
    if kind is not None and kind not in THING_KINDS:
        raise BadInput(kind[:40], "no such kind", allowed=", ".join(THING_KINDS))
    listed = [
        {"kind": each, "id": name, "title": reference.title_of(thing)}
        for each, name, thing in load().things()
        if kind in (None, each)
    ]
    if as_json:
        _print_json(listed)
        return
    out = show.console()
    for item in listed:
        out.print(Text(f"{item['kind']}/{item['id']}: {item['title']}"))


def _checkin_of_profile(
    rulebook: Rulebook,
    profile: str,
    told: Path | None,
    home: Path,
    today: date,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    out, knowledge = show.console(), rulebook.knowledge
    needs = knowledge.monitoring.needs
    file = read_answers(told, knowledge.findings, today) if told else None
    if file:
        _whole(file, needs)
    with open_case(home, profile, rulebook) as case:
        values = (
            dict(file.values) if file else ask.ask_each(out, input, knowledge, needs, today)
        )
        answer = case.check_in(values, file.as_of if file else today)
        offered = case.offer() is not None
        if yes and offered:
            case.accept_offer(today)
        week = case.programme()
    if week is None:
        raise NotReady("a check-in needs a programme")
    if as_json:
        _print_json(json_of.review(rulebook, answer, week, offered))
    else:
        show.review(out, answer, offered=offered and not yes)
        show.programme(out, rulebook, week)


def _checkin_of_files(
    rulebook: Rulebook, answers: Path, told: Path, today: date, *, yes: bool, as_json: bool
) -> None:
    knowledge = rulebook.knowledge
    first = read_answers(answers, knowledge.findings, today)
    second = read_answers(told, knowledge.findings, max(today, first.as_of))
    _whole(second, knowledge.monitoring.needs)
    if second.as_of < first.as_of:
        problem = f"is before the answers ({first.as_of})"
        raise BadInput("as_of", problem, allowed="that day or later", where=second.where)
    before = standing(rulebook, first.record(), first.as_of)
    week = pathway.plan(rulebook, before)
    if week is None:
        named = ", ".join(json_of.in_the_way(before))
        raise NotReady(f"these answers lead to no plan yet, because of: {named}")
    usual: dict[str, Value] = {"pain_usual_before_nrs": first.values.get("pain_usual_nrs")}
    record = first.record().tell_all({**usual, **second.values}, second.as_of)
    answer, after = pathway.check_in(rulebook, record, week, second.as_of, yes=yes)
    offered = answer.action == "may_progress"
    if as_json:
        _print_json(json_of.review(rulebook, answer, after, offered))
    else:
        out = show.console()
        show.review(out, answer, offered=offered and not yes)
        show.programme(out, rulebook, after)


def _whole(told: AnswersFile, needs: tuple[str, ...]) -> None:
    missing = [name for name in needs if name not in told.values]
    if missing:
        problem = f"does not answer {', '.join(missing)}"
        raise BadInput("the check-in", problem, allowed=", ".join(needs), where=told.where)


def _ask_here(rulebook: Rulebook, save: Path | None, today: date) -> Record:
    """Ask in the terminal; kept nowhere, except in `save` if that was asked for."""
    record = Record()
    if save and save.exists():
        raise BadInput("--save", "there is a file already", allowed="a new name", where=str(save))

    def keep(given: ask.Answers) -> Record:
        nonlocal record
        record = record.tell_all(given, today)
        return record

    ask.ask(show.console(), input, rulebook, record, today, keep)
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


def _either(answers: Path | None, profile: str | None) -> None:
    if answers and profile:
        raise BadInput("--answers", "stands beside --profile", allowed="one of the two")


def _rulebook() -> Rulebook:
    return compile_rules(load())


def _print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    print()


def _code_exists(name: str) -> bool:
    """Whether a hazard's control is there: a module (`plumbline.care.triage`) or a file."""
    root = Path(str(resources.files("plumbline")))
    if name.endswith((".yaml", "/")) or "/" in name:
        return (root / name).exists() or (root / "knowledge" / name).exists()
    path = root.joinpath(*name.split(".")[1:])
    return path.is_dir() or path.with_suffix(".py").is_file()
