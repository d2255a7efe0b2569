"""The average course that fitted when somebody began, and where it begins in their own days."""

from datetime import date

from plumbline.care.decision import Decision, record_from_json
from plumbline.care.prognosis import Prognosis
from plumbline.care.standing import standing
from plumbline.journal import Event
from plumbline.journal.reading import data_of
from plumbline.present.charts import Expected
from plumbline.web.case import Case


def average_course(case: Case, verdicts: list[Event]) -> tuple[Prognosis | None, Expected | None]:
    """The average course of people like this one, and how it is drawn; `verdicts` are all that were
    stored, oldest first. It is that of the first one: it stays the same to compare with."""
    first = verdicts[0] if verdicts else None
    prognosis = _prognosis(case, first)
    if prognosis is None or len(prognosis.points) < 2:
        return prognosis, None
    since = _began(case, first, prognosis)
    expected = Expected(since, prognosis.points, prognosis.has_band) if since else None
    return prognosis, expected


def _prognosis(case: Case, first: Event | None) -> Prognosis | None:
    if first is None:
        return case.book.standing(case.today).prognosis
    decision = Decision.from_json(data_of(first))
    record = record_from_json(case.knowledge.findings, decision.inputs["record"])
    return standing(case.rulebook, record, decision.as_of).prognosis


def _began(case: Case, first: Event | None, prognosis: Prognosis) -> date | None:
    # People joined a study on some day of their pain; here that day is the first check.
    if case.knowledge.courses[prognosis.course].weeks_from == "onset":
        onset = case.book.record().answers.get("onset_date")
        return onset.value if onset and isinstance(onset.value, date) else None
    return date.fromisoformat(data_of(first)["as_of"]) if first else case.today
