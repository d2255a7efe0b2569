"""A questionnaire in the words that somebody loaded: which is due, what of it is asked, and what a
form of it says."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from plumbline.care.answers import accept
from plumbline.care.record import facts
from plumbline.care.today import may_follow
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Instrument
from plumbline.knowledge.wording import Wording, answers_of, loadable
from plumbline.logic.schema import Value
from plumbline.present.words import _
from plumbline.web.case import Case
from plumbline.web.forms import text, texts


@dataclass(frozen=True)
class Page:
    """A questionnaire to fill in: its `items` by finding, in its own words."""

    instrument: Instrument
    wording: Wording
    items: Mapping[str, str]

    @property
    def ticks(self) -> bool:
        """Whether its items are sentences to tick."""
        return not self.wording.answers


@dataclass(frozen=True)
class Filled:
    """A form as it came in; with a `problem` nothing of it is stored."""

    instrument: Instrument
    asked: tuple[str, ...]
    values: Mapping[str, Value]
    chosen: frozenset[str] = frozenset()
    """What was ticked, or "item=number", to show it again."""
    none: bool = False
    problem: str = ""


def due(case: Case) -> Page | None:
    """The questionnaire that comes next; none while safety comes first, or without a plan."""
    if not may_follow(case.book.standing(case.today), case.book.programme()):
        return None
    loaded, record = case.house.wordings.names(), case.book.record()
    # How safe they are is asked directly before any longer form.
    if not loaded or case.following.asks_directly(record, case.today) is not None:
        return None
    follows = case.following.leads_to(record, case.today, loaded).instruments
    rounds = case.following.due(record, case.today, loaded).instruments
    for name in (*follows, *rounds):
        instrument = case.knowledge.instruments[name]
        if page := _page(case, instrument, _open(case, instrument)):
            return page
    return None


def again(case: Case, filled: Filled) -> Page | None:
    """The page that a form came from; none where its wording has gone since."""
    return _page(case, filled.instrument, filled.asked)


def read(case: Case, form: FormData) -> Filled:
    """What a form says; None is an item that was left out. It needs no wording: who read it and
    answered is heard even if the file has gone since. Raises BadInput for a form not of ours."""
    instrument = loadable(case.knowledge).get(text(form, "which"))
    names = tuple(dict.fromkeys(texts(form, "ask")))
    if instrument is None or not names or not set(names) <= set(instrument.items):
        raise BadInput("question", "is not one of ours")
    if answers_of(case.knowledge, instrument):
        return _numbers(case, form, instrument, names)
    return _ticks(form, instrument, names)


def store(case: Case, filled: Filled, request_id: str) -> None:
    """Store the answers. What was left out counts as such and is not asked again this time."""
    left = {name: None for name, value in filled.values.items() if value is None}
    if left:
        # Told a first and a second time: it is final, as with a "don't know" asked twice.
        first = f"{request_id}-left" if request_id else None
        case.book.answer(left, case.today, request_id=first)
    case.book.answer(filled.values, case.today, request_id=request_id or None)


def _page(case: Case, instrument: Instrument, items: tuple[str, ...]) -> Page | None:
    wording = case.house.wordings.get(instrument.id)
    if wording is None:
        return None
    return Page(instrument, wording, {name: wording.items[name] for name in items})


def _open(case: Case, instrument: Instrument) -> tuple[str, ...]:
    """An instrument's items, without what its shorter form has just told."""
    values = facts(case.rulebook, case.book.record(), case.today).values
    every = case.knowledge.instruments.values()
    shorter = {item for one in every if one.follow_up == instrument.id for item in one.items}
    left = tuple(n for n in instrument.items if n not in shorter or values[n] is None)
    return left or instrument.items


def _ticks(form: FormData, instrument: Instrument, names: tuple[str, ...]) -> Filled:
    ticked, none = frozenset(texts(form, "tick")) & set(names), "none" in form
    problem = ""
    if none and ticked:
        problem = _("You ticked something and also “None of these”. Please choose.")
    elif not none and not ticked:
        problem = _("Please tick what is true for you, or “None of these” at the end of the list.")
    values: dict[str, Value] = {name: name in ticked for name in names}
    return Filled(instrument, names, values, ticked, none, problem)


def _numbers(case: Case, form: FormData, instrument: Instrument, names: tuple[str, ...]) -> Filled:
    values: dict[str, Value] = {}
    for name in names:
        given = text(form, f"choice.{name}")
        number = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else given
        values[name] = accept(case.knowledge.findings[name], number, case.today) if given else None
    told = {name: value for name, value in values.items() if value is not None}
    problem = "" if told else _("Nothing is chosen yet. One answer is enough to begin with.")
    chosen = frozenset(f"{name}={value}" for name, value in told.items())
    return Filled(instrument, names, values, chosen, problem=problem)
