"""Wordings of questionnaires that Plumbline may score but not ship: a person loads their own copy.

They lie as `<folder>/<instrument>.yaml` with the person's data, never in the knowledge, and leave
the machine by no way of ours. One that is missing or broken counts as not loaded.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from plumbline.errors import BadInput, KnowledgeError, TooLarge
from plumbline.knowledge.model import Knowledge
from plumbline.knowledge.schema import Instrument
from plumbline.knowledge.yaml_file import Document, parse

FOLDER = "wordings"
MOST_BYTES = 200_000
LONGEST: Mapping[str, int] = {
    "intro": 2000,
    "attribution": 1000,
    "permission": 1000,
    "items": 600,
    "answers": 120,
}
"""Letters in one text; for items and answers in each of them."""
KEYS = ("instrument", "language", "intro", "items", "answers", "attribution", "permission")
OPTIONAL = ("intro", "answers")
DEEPEST = 2
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A questionnaire's own words: `items` by finding, `answers` by number (none where each item
    is a sentence to tick)."""

    instrument: str
    language: str
    """A tag such as "en" or "pt-BR"."""
    intro: str
    items: Mapping[str, str]
    answers: Mapping[int, str]
    attribution: str
    permission: str
    """By what right the person uses it, as they say themselves."""


class Wordings:
    """The wordings in a folder. A file is read anew when it has changed, so that what is added or
    taken away while the program runs counts at once."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder, self._knowledge = folder, knowledge
        self._seen: dict[str, tuple[tuple[int, ...], Wording | BadInput]] = {}
        self.names()

    def names(self) -> frozenset[str]:
        """The instruments whose wording is loaded."""
        return frozenset(name for name in loadable(self._knowledge) if self.get(name))

    def get(self, instrument: str) -> Wording | None:
        """An instrument's wording; None where it is not loaded or cannot be read."""
        found = self._look(instrument)
        return found if isinstance(found, Wording) else None

    def problem(self, instrument: str) -> BadInput | None:
        """What is wrong with an instrument's file; None where there is none, or it is fine."""
        found = self._look(instrument)
        return found if isinstance(found, BadInput) else None

    def place(self, instrument: str) -> Path:
        """Where an instrument's wording lies, or would."""
        return self._folder / f"{instrument}.yaml"

    def _look(self, instrument: str) -> Wording | BadInput | None:
        if instrument not in loadable(self._knowledge):
            return None
        place = self.place(instrument)
        try:
            stat = place.stat()
        except OSError:
            self._seen.pop(instrument, None)
            return None
        mark = stat.st_mtime_ns, stat.st_size, stat.st_ino
        seen = self._seen.get(instrument)
        if seen is None or seen[0] != mark:
            seen = self._seen[instrument] = mark, self._read(instrument)
        return seen[1]

    def _read(self, instrument: str) -> Wording | BadInput:
        place = self.place(instrument)
        try:
            found = understand(content(place), str(place), self._knowledge)
        except BadInput as error:
            return error
        if found.instrument != instrument:
            problem = f"is {found.instrument}, which is not what the file is called"
            return BadInput("instrument", problem, allowed=instrument, where=str(place))
        return found


def loadable(knowledge: Knowledge) -> dict[str, Instrument]:
    """The instruments whose wording a person loads."""
    found = knowledge.instruments.items()
    return {name: one for name, one in found if one.wording == "loaded_by_user"}


def content(path: Path) -> bytes:
    """What stands in a wording file, read within bounds. Raises BadInput (TooLarge)."""
    where = str(path)
    try:
        if not path.is_file():
            problem = "is a folder" if path.is_dir() else "no such file"
            raise BadInput("the file", problem, allowed="a YAML file", where=where)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise BadInput("the file", f"cannot be read ({reason})", where=where) from None
    if len(data) > MOST_BYTES:
        raise TooLarge("the file", "is too large", allowed="up to 200 kB", where=where)
    return data


def understand(data: bytes, where: str, knowledge: Knowledge) -> Wording:
    """A wording file's content. Raises BadInput naming file, line and what is allowed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text.replace("\r\n", "\n")):
        raise BadInput("the file", "is not text", allowed="YAML in UTF-8", where=where)
    return _Reader(_document(text, where), where, knowledge).wording()


def _document(text: str, where: str) -> Document:
    def wrong(line: int | str, problem: str) -> BadInput:
        return BadInput("the file", problem, allowed="plain YAML", where=f"{where}:{line}")

    try:
        # Aliases can grow without end, deep nesting fills the stack, and a tag (!!bool) makes the
        # reader turn words into what they are not; a wording needs none of them.
        depth = 0
        events = cast("Callable[..., Iterator[yaml.Event]]", yaml.parse)  # pyright: ignore
        for event in events(text, yaml.CSafeLoader):
            line = event.start_mark.line + 1
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                raise wrong(line, "an alias (*name) is not allowed")
            if getattr(event, "tag", None) is not None:
                raise wrong(line, "a tag (!name) is not allowed")
            if depth > DEEPEST:
                raise wrong(line, "is nested too deeply")
        return parse(text, "wording")
    except KnowledgeError as error:
        _file, line, problem = str(error).split(":", 2)
        raise wrong(line, problem.strip()[:200]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "not readable")
        raise wrong(mark.line + 1 if mark else 1, problem) from None
    except (ValueError, OverflowError):
        raise wrong(1, "holds a number that cannot be read") from None


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    where: str
    knowledge: Knowledge

    def wording(self) -> Wording:
        top = self._mapping((), KEYS, OPTIONAL)
        instrument = self._instrument(top["instrument"])
        language = top["language"]
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise self._wrong(("language",), "language", "is not one", "a tag such as en or pt-BR")
        return Wording(
            instrument=instrument.id,
            language=language,
            intro=self._text(("intro",)) if "intro" in top else "",
            items=self._items(instrument),
            answers=self._answers(instrument, given="answers" in top),
            attribution=self._text(("attribution",)),
            permission=self._text(("permission",)),
        )

    def _instrument(self, given: object) -> Instrument:
        known = loadable(self.knowledge)
        if isinstance(given, str) and given in known:
            return known[given]
        ships = isinstance(given, str) and given in self.knowledge.instruments
        problem = "has its wording already" if ships else "is not one we know"
        shown = f"{str(given)[:20]!r} {problem}"
        raise self._wrong(("instrument",), "instrument", shown, ", ".join(sorted(known)))

    def _items(self, instrument: Instrument) -> Mapping[str, str]:
        given = self._mapping(("items",), instrument.items)
        return self._texts("items", {name: given[name] for name in instrument.items})

    def _answers(self, instrument: Instrument, *, given: bool) -> Mapping[int, str]:
        numbers = answers_of(self.knowledge, instrument)
        if not numbers:
            if given:
                problem, allowed = "are for numbers", "none: its sentences are ticked"
                raise self._wrong(("answers",), "answers", problem, allowed)
            return {}
        if not given:
            raise self._wrong((), "answers", "are missing", f"{numbers[0]} to {numbers[-1]}")
        found = self._mapping(("answers",), tuple(map(str, numbers)))
        words = self._texts("answers", {str(number): found[str(number)] for number in numbers})
        return {number: words[str(number)] for number in numbers}

    def _texts(self, group: str, given: Mapping[str, object]) -> dict[str, str]:
        """Texts of which none stands twice: that would be a slip in copying."""
        found: dict[str, str] = {}
        for name in given:
            words = self._text((group, name))
            if words in found.values():
                raise self._wrong((group, name), name, "has the words of another", "each once")
            found[name] = words
        return found

    def _mapping(
        self, place: _Place, keys: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Mapping[str, object]:
        """A mapping with exactly these keys."""
        what, allowed = _named(place), _listed(keys)
        value = self._at(place)
        if not isinstance(value, dict):
            raise self._wrong(place, what, "is not a list of `name: text` lines", allowed)
        given = cast("dict[str, object]", value)
        for name in given:
            if name not in keys:
                problem = f"{name[:20]!r} does not belong here"
                raise self._wrong((*place, name), what, problem, allowed)
        missing = [name for name in keys if name not in given and name not in optional]
        if missing:
            raise self._wrong(place, what, f"lacks {_listed(missing)}", allowed)
        return given

    def _text(self, place: _Place) -> str:
        what, most = str(place[-1]), LONGEST[str(place[0])]
        value = self._at(place)
        if not isinstance(value, str):
            raise self._wrong(place, what, "is not text", 'words, in "quotes" if need be')
        words = " ".join(value.split())
        if not words or any(unicodedata.category(letter) == "Cc" for letter in words):
            raise self._wrong(place, what, "is empty or not text", "words")
        if len(words) > most:
            raise self._wrong(place, what, "is too long", f"up to {most} letters")
        return words

    def _at(self, place: _Place) -> object:
        value: object = self.document.value
        for key in place:
            value = cast("Mapping[str | int, object]", value)[key]
        return value

    def _wrong(self, place: _Place, what: str, problem: str, allowed: str) -> BadInput:
        where = f"{self.where}:{self.document.line(place)}"
        return BadInput(what, problem, allowed=allowed, where=where)


def answers_of(knowledge: Knowledge, instrument: Instrument) -> tuple[int, ...]:
    """The numbers that an instrument's items are answered with; none where they are ticked."""
    first = knowledge.findings[instrument.items[0]]
    if first.type == "boolean" or first.min is None or first.max is None:
        return ()
    return tuple(range(int(first.min), int(first.max) + 1))


def _named(place: _Place) -> str:
    return str(place[-1]) if place else "the file"


def _listed(names: tuple[str, ...] | list[str]) -> str:
    """Names in a line: a long row by its ends."""
    return ", ".join(names) if len(names) <= 8 else f"{names[0]} to {names[-1]} ({len(names)})"
