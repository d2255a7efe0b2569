"""All tests in one table: a clinician's numbers, checked as a whole and stored as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from plumbline.care.answers import accept
from plumbline.care.cautions import Objection, objections
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Finding, PhysicalTest, Result
from plumbline.logic.schema import Value
from plumbline.present.assessment import test_name
from plumbline.present.words import _, ngettext
from plumbline.web.case import Case
from plumbline.web.forms import text, texts
from plumbline.web.testing_told import number
from plumbline.web.testing_words import wrong_number

PAIN = "pain"


@dataclass(frozen=True)
class Row:
    """One test of the table; `cells` are its sides, each with the finding of its result."""

    test: PhysicalTest
    cells: tuple[tuple[Result, Finding], ...]
    blocked: Objection | None


@dataclass(frozen=True)
class Filled:
    """The table as it was filled in. `results` counts the sides of which something was told."""

    values: Mapping[str, Value]
    problems: Mapping[str, tuple[str, str]]
    """By the finding of a result: test and side, and what is wrong."""
    typed: Mapping[str, str]
    stopped: frozenset[str]
    sent: bool
    results: int = 0


def empty() -> Filled:
    """Nothing filled in yet."""
    return Filled({}, {}, {}, frozenset(), sent=False)


def rows(case: Case) -> dict[str, tuple[Row, ...]]:
    """The rows of the home battery and of the clinician's."""
    known = case.book.standing(case.today).known
    found: dict[str, tuple[Row, ...]] = {}
    for which in ("home", "clinic"):
        tests = [test for test in case.knowledge.tests.values() if test.battery == which]
        found[which] = tuple(
            Row(test, _cells(case, test), _blocked(objections(case.rulebook, known, test)))
            for test in tests
        )
    return found


def read(case: Case, form: FormData) -> Filled:
    """Everything that was written. Empty rows count for nothing."""
    stopped, typed = frozenset(texts(form, PAIN)), dict[str, str]()
    values: dict[str, Value] = {}
    problems: dict[str, tuple[str, str]] = {}
    results = 0
    for test in case.knowledge.tests.values():
        for result, finding in _cells(case, test):
            given = typed[finding.id] = text(form, f"result.{finding.id}")
            hurt = result.pain is not None and result.pain in stopped
            try:
                told = _told(case, result, finding, given, hurt)
            except BadInput as error:
                problems[finding.id] = (test_name(test, result.side), error.problem)
            else:
                values.update(told)
                results += bool(told)
    return Filled(values, problems, typed, stopped, sent=True, results=results)


def thanks(filled: Filled) -> str:
    """What was stored, in one line."""
    count = filled.results
    return ngettext("%(n)s result is stored.", "%(n)s results are stored.", count) % {"n": count}


def _told(case: Case, result: Result, finding: Finding, given: str, hurt: bool) -> dict[str, Value]:
    """What one cell says. Raises BadInput whose problem is a sentence."""
    if hurt:
        if given:
            raise BadInput(
                finding.id,
                _("A test that pain stopped has no result. Please keep one of the two."),
            )
        return {str(result.pain): True}
    if not given:
        return {}
    pain: dict[str, Value] = {result.pain: False} if result.pain else {}
    return {finding.id: _value(case, finding, given), **pain}


def _value(case: Case, finding: Finding, given: str) -> Value:
    raw: object = given
    wrong = _("Please choose one of the answers.")
    if finding.type == "boolean":
        raw = {"yes": True, "no": False}.get(given, given)
    elif finding.type in ("integer", "number"):
        raw, wrong = number(finding, given), wrong_number(finding, None)
        if finding.type == "integer" and raw is not None and raw.is_integer():
            raw = int(raw)
    try:
        value = accept(finding, raw, case.today)
    except BadInput:
        raise BadInput(finding.id, wrong) from None
    if value is None:
        raise BadInput(finding.id, wrong)
    return value


def _cells(case: Case, test: PhysicalTest) -> tuple[tuple[Result, Finding], ...]:
    findings = case.knowledge.findings
    return tuple((result, findings[result.value]) for result in test.results)


def _blocked(against: tuple[Objection, ...]) -> Objection | None:
    """What would keep the test from the person at home; a clinician sees it and decides."""
    return next((o for o in against if o.blocks and o.known), None)
