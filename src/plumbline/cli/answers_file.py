"""Answers from a file: strict, small, and with one clear message for whatever is wrong."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml

from plumbline.care.answers import accept_all
from plumbline.care.record import ASK_TWICE, Record
from plumbline.cli.results_days import A_DAY, RESULTS, ResultsDay, a_date, is_result, read_days
from plumbline.errors import BadInput, KnowledgeError, TooLarge
from plumbline.knowledge.schema import Finding
from plumbline.knowledge.yaml_file import parse
from plumbline.logic.schema import Value

MOST_BYTES = 1_000_000
DEEPEST = 20
AS_OF = "as_of"
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
STANDARD_INPUT = Path("-")
A_MAPPING = "lines like `age_years: 46`, one for each answer"


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What a file says: values by finding (None: "I don't know") and the day they are of."""

    where: str
    values: Mapping[str, Value]
    as_of: date
    days: tuple[ResultsDay, ...] = ()
    """Results of physical tests of the day `as_of` or earlier, oldest first."""

    def record(self) -> Record:
        """The answers as a record; a "don't know" in a file is final and not asked again."""
        record = Record()
        # All results come before the answers, which stand at order 0.
        for order, day in enumerate(self.days, -len(self.days)):
            record = record.measure(day.values, day.on, order=order)
        for name, value in self.values.items():
            times = ASK_TWICE if value is None else 1
            record = record.tell(name, value, self.as_of, times=times)
        return record


def read_answers(path: Path, findings: Mapping[str, Finding], today: date) -> AnswersFile:
    """Read YAML or JSON. Results of physical tests stand by day under `results`, or among the
    answers when they are of the same day.

    Raises BadInput (TooLarge) naming file, field and what is allowed.
    """
    where = "standard input" if path == STANDARD_INPUT else str(path)
    text = _text(path, where)
    read = _json if _looks_like_json(path, text) else _yaml
    given = _mapping(read(text, where), where)
    if given is None:
        raise BadInput("the file", "holds no answers", allowed=A_MAPPING, where=where)
    as_of = day(given.pop(AS_OF), AS_OF, where) if AS_OF in given else today
    days = read_days(given.pop(RESULTS), findings, as_of, where) if RESULTS in given else ()
    values = accept_all(findings, given, as_of, where)
    today_s = {name: value for name, value in values.items() if is_result(findings[name])}
    if today_s:
        days = (*days, ResultsDay(as_of, today_s))
    answers = {name: value for name, value in values.items() if name not in today_s}
    return AnswersFile(where, answers, as_of, days)


def day(raw: object, what: str, where: str = "") -> date:
    """A plain date. Raises BadInput."""
    found = a_date(raw)
    if found is None:
        raise BadInput(what, f"{str(raw)[:40]!r} is not a date", allowed=A_DAY, where=where)
    return found


def one_of(answers: Path | None, profile: str | None) -> None:
    """Refuse answers of a file together with a profile's."""
    if answers and profile:
        raise BadInput("--answers", "stands beside --profile", allowed="one of the two")


def _text(path: Path, where: str) -> str:
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        elif path.is_file():
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        else:
            problem = "is a folder" if path.is_dir() else "no such file"
            raise BadInput("the file", problem, allowed="a YAML or JSON file", where=where)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise BadInput("the file", f"cannot be read ({reason})", where=where) from None
    if len(data) > MOST_BYTES:
        raise TooLarge("the file", "is too large", allowed="up to 1 MB", where=where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_text(where) from None
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise _not_text(where)
    if not text.strip():
        raise BadInput("the file", "is empty", allowed=A_MAPPING, where=where)
    return text


def _not_text(where: str) -> BadInput:
    return BadInput("the file", "is not text", allowed="YAML or JSON in UTF-8", where=where)


def _looks_like_json(path: Path, text: str) -> bool:
    return path.suffix.lower() == ".json" or text.lstrip().startswith("{")


def _json(text: str, where: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise BadInput(key[:60], "stands twice", allowed="each finding once", where=where)
            found[key] = value
        return found

    def refuse(constant: str) -> Any:
        raise BadInput("the file", f"{constant} is not a number", where=where)

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=refuse)
    except json.JSONDecodeError as error:
        problem = f"is not readable as JSON ({error.msg})"
        raise BadInput(f"line {error.lineno}", problem, where=where) from None
    except (ValueError, RecursionError):
        raise BadInput("the file", "is not readable as JSON", where=where) from None


def _yaml(text: str, where: str) -> Any:
    try:
        _refuse_tricks(text, where)
        return parse(text, "answers").value
    except KnowledgeError as error:
        _file, line, problem = str(error).split(":", 2)
        raise BadInput(f"line {line}", problem.strip(), allowed=A_MAPPING, where=where) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"line {mark.line + 1}" if mark else "the file"
        problem = f"is not readable as YAML ({getattr(error, 'problem', None) or 'broken'})"
        raise BadInput(at, problem, allowed=A_MAPPING, where=where) from None
    except (ValueError, OverflowError):
        # A number that YAML's own reading gives up on, such as one of 5000 digits.
        raise BadInput("the file", "holds a number that cannot be read", where=where) from None


def _refuse_tricks(text: str, where: str) -> None:
    """Aliases can grow without end and deep nesting fills the stack; answers need neither."""
    depth = 0
    # The library says nothing about its types.
    events = cast("Callable[..., Iterator[yaml.Event]]", yaml.parse)  # pyright: ignore
    for event in events(text, yaml.CSafeLoader):
        at = f"line {event.start_mark.line + 1}"
        if isinstance(event, yaml.AliasEvent):
            raise BadInput(at, "an alias (*name) is not allowed", allowed=A_MAPPING, where=where)
        if isinstance(event, yaml.ScalarEvent) and _LEADING_ZERO.fullmatch(event.value):
            # Some readers take 046 for 38.
            problem = f"{event.value[:20]} begins with a zero"
            raise BadInput(at, problem, allowed="a number written plainly", where=where)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise BadInput(at, "is nested too deeply", allowed=A_MAPPING, where=where)


def _mapping(value: Any, where: str) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        kind = "a list" if isinstance(value, list) else "a single value"
        raise BadInput("the top of the file", f"is {kind}", allowed=A_MAPPING, where=where)
    return dict(cast("dict[str, Any]", value))
