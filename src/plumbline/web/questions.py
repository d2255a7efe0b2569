"""Questions on a page: what is asked together, what was typed, and what it means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData

from plumbline.care.answers import accept
from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Finding, TickList
from plumbline.logic.schema import Value
from plumbline.present.words import _
from plumbline.web.forms import text, texts

UNSURE = "unsure"
UNITS = ("day", "week", "month", "year")


@dataclass(frozen=True)
class Asked:
    """One page of questions. `tick_list` is set when they stand on one list."""

    findings: tuple[Finding, ...]
    tick_list: TickList | None = None
    again: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(finding.id for finding in self.findings)


@dataclass(frozen=True)
class Typed:
    """What stands in the fields of one finding."""

    choice: str = ""
    """yes, no, unsure, a choice's id or a number on a scale."""
    also_unsure: bool = False
    """Both were ticked; they stay so until the person has chosen."""
    text: str = ""
    amount: str = ""
    unit: str = "week"
    date: str = ""

    @property
    def told(self) -> bool:
        """Whether anything was chosen or written."""
        return bool(self.choice or self.text or self.amount or self.date)


@dataclass(frozen=True)
class Reading:
    """A form as read: values where all is well, else problems by finding ("" for the list)."""

    values: Mapping[str, Value]
    problems: Mapping[str, str]
    typed: Mapping[str, Typed]
    none: bool = False


def asked(knowledge: Knowledge, ids: Iterable[str], *, again: bool = False) -> Asked:
    """The questions of these ids that a person may be asked; several only from one list."""
    known = [knowledge.findings[name] for name in ids if name in knowledge.findings]
    found = tuple(finding for finding in known if finding.asked_of == "person")
    if not found:
        raise BadInput("question", "is not one of ours")
    lists = {finding.list for finding in found}
    shared = next(iter(lists)) if len(lists) == 1 and len(found) > 1 and not again else None
    if shared is None:
        return Asked(found[:1], None, again)
    return Asked(found, knowledge.lists[shared], again)


def typed_before(page: Asked, answers: Mapping[str, Value]) -> Reading:
    """The fields as they were left: only findings in `answers` are filled in."""
    typed = {f.id: _refill(f, answers[f.id]) for f in page.findings if f.id in answers}
    every = [answers.get(f.id, True) for f in page.findings]
    return Reading({}, {}, typed, none=all(value is False for value in every))


def read(page: Asked, form: FormData, today: date) -> Reading:
    """What a posted form says; unanswered or impossible fields are named in `problems`."""
    if page.tick_list is not None:
        return _read_list(page, form)
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    typed: dict[str, Typed] = {}
    for finding in page.findings:
        field = typed[finding.id] = _typed(finding, form)
        try:
            values[finding.id] = _meant(finding, field, today)
        except BadInput as error:
            problems[finding.id] = error.problem
    return Reading(values, problems, typed)


def _read_list(page: Asked, form: FormData) -> Reading:
    ticked, unsure, none = set(texts(form, "tick")), set(texts(form, UNSURE)), "none" in form
    problems: dict[str, str] = {}
    values: dict[str, Value] = {}
    typed: dict[str, Typed] = {}
    for name in page.ids:
        choice = "yes" if name in ticked else UNSURE if name in unsure else ""
        typed[name] = Typed(choice=choice, also_unsure=name in ticked & unsure)
        values[name] = True if choice == "yes" else None if choice == UNSURE else False
        if name in ticked & unsure:
            problems[name] = _("You ticked this and also “Not sure”. Please choose one of them.")
    told = any(field.choice for field in typed.values())
    if none and told:
        problems[""] = _("You ticked something and also “None of these”. Please choose.")
    elif not none and not told:
        problems[""] = _("Please tick what you have, or “None of these” at the end of the list.")
    return Reading(values, problems, typed, none)


def _typed(finding: Finding, form: FormData) -> Typed:
    name = finding.id
    unsure = name in texts(form, UNSURE)
    unit = text(form, f"unit.{name}")
    return Typed(
        choice=UNSURE if unsure else text(form, f"choice.{name}"),
        text=text(form, f"text.{name}"),
        amount=text(form, f"amount.{name}"),
        unit=unit if unit in UNITS else "week",
        date=text(form, f"date.{name}"),
    )


def _meant(finding: Finding, typed: Typed, today: date) -> Value:
    """The value of one field. Raises BadInput whose problem is a sentence for the person."""
    given = typed.text or typed.amount or typed.date
    if typed.choice == UNSURE:
        if given:
            raise _problem(finding, _("You gave an answer and also “I’m not sure”. Please choose."))
        return None
    raw = _raw(finding, typed)
    if raw is None:
        raise _problem(finding, _("Please choose an answer. “I’m not sure” is an answer too."))
    try:
        value = accept(finding, raw, today)
    except BadInput:
        raise _problem(finding, _advice(finding)) from None
    if value is None:
        raise _problem(finding, _advice(finding))
    return value


def _raw(finding: Finding, typed: Typed) -> object:
    """What `accept` reads, or None where nothing was given."""
    match finding.type:
        case "boolean":
            return {"yes": True, "no": False}.get(typed.choice)
        case "choice":
            return typed.choice or None
        case "integer" | "number":
            return _number(finding, typed.choice or typed.text)
        case "date":
            if typed.amount and typed.date:
                raise _problem(finding, _("You gave a number and a date. Please leave one empty."))
            ago = f"{typed.amount} {typed.unit}s ago" if typed.amount else ""
            return ago or typed.date or None


def _number(finding: Finding, given: str) -> object:
    if not given:
        return None
    try:
        return int(given) if finding.type == "integer" else float(given.replace(",", "."))
    except ValueError:
        return given  # `accept` refuses it


def _advice(finding: Finding) -> str:
    """What would have been right, as a sentence."""
    if finding.type in ("integer", "number"):
        line = (
            _("Please give a whole number from {least} to {most}.")
            if finding.type == "integer"
            else _("Please give a number from {least} to {most}.")
        )
        return line.format(least=f"{finding.min:g}", most=f"{finding.max:g}")
    if finding.type == "date":
        if finding.input == "ago":
            return _("Please give a whole number, for example 3 weeks, or a date that has passed.")
        return _("Please give a date.")
    return _("Please choose one of the answers.")


def _problem(finding: Finding, line: str) -> BadInput:
    return BadInput(finding.id, line)


def _refill(finding: Finding, value: Value) -> Typed:
    if value is None:
        return Typed(choice=UNSURE)
    if isinstance(value, bool):
        return Typed(choice="yes" if value else "no")
    if isinstance(value, date):
        return Typed(date=value.isoformat())
    if finding.type == "choice" or finding.input == "scale":
        return Typed(choice=f"{value:g}" if isinstance(value, float) else str(value))
    return Typed(text=f"{value:g}" if isinstance(value, float) else str(value))
