"""The questions on a terminal, in the order the care asks them."""

import sys
from collections.abc import Callable, Sequence
from datetime import date

import typer
from rich.console import Console
from rich.text import Text

from plumbline.care.answers import accept, allowed
from plumbline.care.intake import Page
from plumbline.care.record import Record
from plumbline.care.standing import standing
from plumbline.cli import show
from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value
from plumbline.present.wording import fact
from plumbline.present.words import _

Answers = dict[str, Value]
Reader = Callable[[str], str]
DONT_KNOW = "?"


def from_keyboard(prompt: str) -> str:
    """One line typed. Where the person stops, so does the command."""
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        print(f"\n{_('Stopped.')}", file=sys.stderr)
        raise typer.Exit(1) from None


def ask(
    out: Console,
    read: Reader,
    rulebook: Rulebook,
    record: Record,
    today: date,
    keep: Callable[[Answers], Record],
) -> Record:
    """Ask until nothing asked can still change the outcome; `keep` stores each page's answers."""
    out.print(_("Answer ? if you don't know. Press Ctrl-C to stop."))
    alarmed = False
    while page := (now := standing(rulebook, record, today)).next_page:
        if not alarmed and (now.triage.crisis or now.triage.urgency == "emergency_now"):
            # Help does not wait for the last question.
            alarmed = True
            out.print(show.verdict(rulebook.knowledge, now))
        record = keep(ask_page(out, read, rulebook.knowledge, page, today))
    return record


def ask_each(
    out: Console, read: Reader, knowledge: Knowledge, names: Sequence[str], today: date
) -> Answers:
    """Ask a fixed set of questions, such as those of a check-in."""
    answers: Answers = {}
    for name in names:
        page = Page("plan", (name,), None, False, len(answers), len(names) - len(answers))
        answers |= ask_page(out, read, knowledge, page, today)
    return answers


def ask_page(out: Console, read: Reader, knowledge: Knowledge, page: Page, today: date) -> Answers:
    """Show one page and read it until every answer can be used."""
    show.question(out, knowledge, page)
    findings = [knowledge.findings[name] for name in page.findings]
    if page.list:
        for number, finding in enumerate(findings, 1):
            out.print(Text(f"  {number}. {fact(finding)}"))
        return _until_right(out, read, _list_hint(), lambda text: _ticked(text, findings))
    finding = findings[0]
    for number, choice in enumerate(finding.choices, 1):
        out.print(Text(f"  {number}. {_(choice.label)}"))
    hint = _hint(finding)
    return _until_right(out, read, hint, lambda text: {finding.id: _single(text, finding, today)})


def _until_right(
    out: Console, read: Reader, hint: str, understand: Callable[[str], Answers]
) -> Answers:
    while True:
        try:
            return understand(read(f"{hint} > ").strip().lower())
        except (BadInput, ValueError):
            out.print(
                Text(_("Sorry, that was not understood. Please answer: %(how)s") % {"how": hint})
            )


def _list_hint() -> str:
    return _("numbers with commas, 0 for none of these, ? for don't know")


def _hint(finding: Finding) -> str:
    match finding.type:
        case "boolean":
            return _("y, n or ?")
        case "choice":
            return _("a number from 1 to %(n)s, or ?") % {"n": len(finding.choices)}
        case "date":
            return _("a date (2026-01-31) or how long ago (3 weeks), or ?")
        case "integer" | "number":
            ends = {"low": f"{finding.min:g}", "high": f"{finding.max:g}"}
            return _("a number from %(low)s to %(high)s, or ?") % ends


def _ticked(text: str, findings: list[Finding]) -> Answers:
    """`1, 3` are yes and the rest no; `2?` is not known; `0` is none; `?` is none known."""
    if text == DONT_KNOW:
        return {finding.id: None for finding in findings}
    answers: Answers = {finding.id: False for finding in findings}
    if text == "0":
        return answers
    for part in text.split(","):
        number = int(part.strip().removesuffix(DONT_KNOW))
        if not 1 <= number <= len(findings):
            raise ValueError(part)
        answers[findings[number - 1].id] = None if part.strip().endswith(DONT_KNOW) else True
    return answers


def _single(text: str, finding: Finding, today: date) -> Value:
    if text == DONT_KNOW:
        return None
    match finding.type:
        case "boolean":
            if text in ("y", "yes", _("yes").lower()):
                return True
            if text in ("n", "no", _("no").lower()):
                return False
            raise BadInput(finding.id, "not understood", allowed=allowed(finding))
        case "choice":
            number = int(text)
            if not 1 <= number <= len(finding.choices):
                raise ValueError(text)
            return finding.choices[number - 1].id
        case "integer":
            return accept(finding, int(text), today)
        case "number":
            return accept(finding, float(text), today)
        case "date":
            given = accept(finding, text, today)
            if given is None:
                raise ValueError(text)
            return given
