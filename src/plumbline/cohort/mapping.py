"""From a site's own columns to our findings: a small YAML file, checked before a row is read.

    id: person_id
    as_of: visit_date
    columns:
      age_years: {column: birth_datetime, born: true}
      pain_now_nrs: {column: pain_0_100, factor: 0.1}
      sex_at_birth: {column: sex, values: {M: male, F: female}}
      saddle_numbness: {column: q12, values: {1: true, 2: false}}
      leg_weakness_left: weakness_l

A column that is called like a finding needs no line. A value that is not listed is unknown.
"""

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml

from plumbline.care.answers import accept, allowed
from plumbline.cohort.facts import Blanks
from plumbline.errors import BadInput, KnowledgeError, TooLarge
from plumbline.knowledge.schema import Finding
from plumbline.knowledge.yaml_file import parse
from plumbline.logic.schema import Value

MOST_BYTES = 1_000_000
TOP = ("about", "id", "as_of", "told_on", "blanks", "columns")
DETAILS = ("column", "values", "factor", "born")
BLANKS: tuple[Blanks, ...] = ("not_asked", "dont_know")
A_COLUMN = "the name of a column, or {column: ..., values: ..., factor: ..., born: true}"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a finding is read from a site's column: `values` say what each value means (None:
    unknown), `factor` turns a site's unit into ours, `born` makes an age of a date of birth."""

    finding: str
    column: str
    values: Mapping[str, Value] | None = None
    factor: float | None = None
    born: bool = False


@dataclass(frozen=True, slots=True)
class SiteMapping:
    """A site's table in our terms."""

    where: str = ""
    columns: Mapping[str, ColumnMap] = field(default_factory=dict[str, ColumnMap])
    id: str | None = None
    as_of: str | None = None
    told_on: str | None = None
    blanks: Blanks | None = None

    def source_of(self, finding: str) -> ColumnMap:
        """Where a finding stands; without a line of its own in the column of its name."""
        return self.columns.get(finding, ColumnMap(finding, finding))


def read_mapping(path: Path, findings: Mapping[str, Finding]) -> SiteMapping:
    """A mapping file. Raises BadInput (TooLarge), naming the file, the line or finding and what is
    allowed."""
    return mapping_of(file_text(path), findings, str(path))


def file_text(path: Path) -> str:
    """The text of a mapping file. Raises BadInput (TooLarge)."""
    where = str(path)
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise BadInput("the mapping", f"cannot be read ({reason})", where=where) from None
    if len(data) > MOST_BYTES:
        raise TooLarge("the mapping", "is too large", allowed="up to 1 MB", where=where)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("the mapping", "is not text", allowed="YAML in UTF-8", where=where) from None


def mapping_of(text: str, findings: Mapping[str, Finding], where: str = "mapping") -> SiteMapping:
    """A mapping from its text. Raises BadInput as `read_mapping`."""
    held = yaml_of(text, where)
    if not isinstance(held, dict):
        raise BadInput("the mapping", "is empty or a list", allowed=", ".join(TOP), where=where)
    top = cast("dict[Any, Any]", held)
    known_keys(top, TOP, "the mapping", where)
    blanks = top.get("blanks")
    if blanks is not None and blanks not in BLANKS:
        raise BadInput("blanks", "is not one we know", allowed=" or ".join(BLANKS), where=where)
    lines: Any = top.get("columns") or {}
    if not isinstance(lines, dict):
        raise BadInput("columns", "is not a list of `finding: column`", where=where)
    columns: dict[str, ColumnMap] = {}
    for name, line in cast("dict[Any, Any]", lines).items():
        finding = _finding(findings, name, where)
        columns[finding.id] = _column(finding, line, where)
    return SiteMapping(
        where,
        columns,
        _name(top, "id", where),
        _name(top, "as_of", where),
        _name(top, "told_on", where),
        blanks,
    )


def yaml_of(text: str, where: str) -> Any:
    """What a YAML text says. Raises BadInput, naming the line."""
    try:
        # The library says nothing about its types.
        events = cast("Any", yaml.parse)(text, yaml.CSafeLoader)  # pyright: ignore
        if any(isinstance(event, yaml.AliasEvent) for event in events):
            raise BadInput("the mapping", "an alias (*name) is not allowed", where=where)
        return parse(text, "mapping").value
    except KnowledgeError as error:
        _file, line, problem = str(error).split(":", 2)
        raise BadInput(f"line {line}", problem.strip(), where=where) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"line {mark.line + 1}" if mark else "the mapping"
        problem = f"is not readable as YAML ({getattr(error, 'problem', None) or 'broken'})"
        raise BadInput(at, problem, where=where) from None
    except (ValueError, OverflowError, RecursionError):
        raise BadInput("the mapping", "is not readable as YAML", where=where) from None


def known_keys(held: Mapping[Any, Any], names: tuple[str, ...], what: str, where: str) -> None:
    """Raises BadInput for a key that is none of the names."""
    for key in held:
        if key not in names:
            problem = f"has {str(key)[:40]!r}, which we do not know"
            raise BadInput(what, problem, allowed=", ".join(names), where=where)


def _name(top: Mapping[Any, Any], key: str, where: str) -> str | None:
    name = top.get(key)
    if name is not None and (not isinstance(name, str) or not name.strip()):
        raise BadInput(key, "is not a name", allowed="the name of a column", where=where)
    return name


def _finding(findings: Mapping[str, Finding], name: Any, where: str) -> Finding:
    finding = findings.get(str(name))
    if finding is None:
        near = difflib.get_close_matches(str(name)[:60], findings, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "see `plumbline cohort columns`"
        raise BadInput(str(name)[:60], "no such finding", allowed=hint, where=where)
    return finding


def _column(finding: Finding, line: Any, where: str) -> ColumnMap:
    if isinstance(line, str) and line.strip():
        return ColumnMap(finding.id, line)
    if not isinstance(line, dict):
        raise BadInput(finding.id, "says no column", allowed=A_COLUMN, where=where)
    held = cast("dict[Any, Any]", line)
    known_keys(held, DETAILS, finding.id, where)
    column = _name(held, "column", where)
    if column is None:
        raise BadInput(finding.id, "says no column", allowed=A_COLUMN, where=where)
    values = _values(finding, held.get("values"), where)
    factor = _factor(finding, held.get("factor"), where)
    born = held.get("born", False)
    if not isinstance(born, bool) or (born and finding.grows_with != "year"):
        problem = "`born` makes an age of a date of birth"
        raise BadInput(finding.id, problem, allowed="true, for an age", where=where)
    if sum([values is not None, factor is not None, born]) > 1:
        problem = "says more than one way to read it"
        raise BadInput(finding.id, problem, allowed="values, factor or born", where=where)
    return ColumnMap(finding.id, column, values, factor, born)


def _values(finding: Finding, given: Any, where: str) -> dict[str, Value] | None:
    if given is None:
        return None
    if not isinstance(given, dict) or not given:
        raise BadInput(finding.id, "`values` lists nothing", allowed="theirs: ours", where=where)
    if finding.type == "date":
        raise BadInput(finding.id, "a date has no list of values", allowed="a column", where=where)
    found: dict[str, Value] = {}
    for theirs, ours in cast("dict[Any, Any]", given).items():
        key = str(theirs).lower() if isinstance(theirs, bool) else str(theirs)
        if isinstance(theirs, float) or theirs is None or not key:
            hint = "text, whole numbers, true or false"
            raise BadInput(finding.id, f"{key!r} is no value", allowed=hint, where=where)
        if key in found:
            raise BadInput(finding.id, f"{key[:40]!r} stands twice", allowed="once", where=where)
        if finding.type == "number" and isinstance(ours, int) and not isinstance(ours, bool):
            ours = float(ours) if abs(ours) < 1e300 else ours
        found[key] = _meaning(finding, ours, where)
    return found


def _meaning(finding: Finding, ours: Any, where: str) -> Value:
    if isinstance(ours, list | dict):
        problem = "`values` says no single value"
        raise BadInput(finding.id, problem, allowed=allowed(finding), where=where)
    # A date is refused above, so the day is not used.
    return accept(finding, ours, date.min, where)


def _factor(finding: Finding, given: Any, where: str) -> float | None:
    if given is None:
        return None
    plain = isinstance(given, int | float) and not isinstance(given, bool)
    numeric = finding.type in ("integer", "number")
    if not plain or not numeric or abs(given) > 1e9 or not math.isfinite(given) or given <= 0:
        hint = "a number above 0, for a finding that is a number"
        raise BadInput(finding.id, "`factor` cannot be used", allowed=hint, where=where)
    return float(given)
