"""What a person says after a try: a number, reached or not, how the pain answered, or a stop."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from plumbline.care.answers import accept
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value
from plumbline.present.words import N_, _
from plumbline.web.case import Case
from plumbline.web.forms import text
from plumbline.web.testing_view import (
    SPREAD,
    Try,
    hurt_today,
    side_of,
    values_today,
)
from plumbline.web.testing_words import wrong_number

REACHES: tuple[tuple[str, str], ...] = (
    ("0", N_("I have no pain")),
    ("1", N_("Only in the middle of my back or neck")),
    ("2", N_("To a buttock, hip or shoulder")),
    ("3", N_("To a thigh or upper arm")),
    ("4", N_("Below a knee or elbow")),
)
"""How far from the spine pain reaches, nearest first."""
STRONGEST = 10
SPINE_ONLY = 1
RESPONSE_FIELDS = ("before_reach", "before_pain", "after_reach", "after_pain", "new_place")
_CLOCK = re.compile(r"^(\d{1,3}):([0-5]\d)$")


@dataclass(frozen=True)
class Told:
    """What a form says of one try: values to store, or by field what is wrong."""

    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    problems: Mapping[str, str] = field(default_factory=dict[str, str])
    typed: Mapping[str, str] = field(default_factory=dict[str, str])


def held(case: Case, form: FormData) -> Try | None:
    """The try a form is about; None where it was told already, or the form is of another time."""
    kind, _sep, rest = case.session.opaque.get(text(form, "try"), "").partition("/")
    name, _sep, number = rest.partition("/")
    test = case.knowledge.test_findings.get(name)
    result = side_of(test, name) if test and kind == "try" else None
    if test is None or result is None:
        return None
    record = case.book.record()
    earlier = values_today(record, result, case.today)
    if number != str(len(earlier) + 1) or hurt_today(record, result, case.today):
        return None
    return Try(test, result, len(earlier) + 1, earlier, first=False)


def read(case: Case, attempt: Try, form: FormData) -> Told:
    """What was said. Raises BadInput for a way of answering that this test does not have."""
    ways: Mapping[str, Callable[[Case, Try, FormData], Told]] = {
        "amount": _amount,
        "reached": _reached,
        "response": _response,
        "spread": lambda case, attempt, form: _whole(attempt, SPREAD),
        "worse": lambda case, attempt, form: _whole(attempt, "worse"),
        "could_not": _could_not,
        "pain": _pain,
    }
    way = ways.get(text(form, "how"))
    if way is None or text(form, "how") not in ways_of(attempt):
        raise BadInput(_("your answer"), _("is not one of ours"))
    return way(case, attempt, form)


def ways_of(attempt: Try) -> tuple[str, ...]:
    """How a try of this test can end."""
    test = attempt.test
    if test.measure == "response":
        return "response", "spread", "worse"
    plain = "reached" if test.measure == "reached" else "amount"
    could_not = () if least(attempt) is None else ("could_not",)
    return (plain, *could_not, *(("pain",) if attempt.result.pain else ()))


def least(attempt: Try) -> float | None:
    """What stands for "I could not do it": nothing held or counted, or the longest time.

    None where no number says it: a distance or an angle is then simply not known.
    """
    test = attempt.test
    if test.measure in ("hold", "count") and test.better == "higher":
        return 0.0
    return test.cap if test.measure == "time" and test.better == "lower" else None


def number(finding: Finding, given: str) -> float | None:
    """A number as people write it: 23, 23,5, 1:05 for a time. None where it is none."""
    plain = given.strip().replace(",", ".").replace("−", "-")
    clock = _CLOCK.match(plain) if finding.unit == "s" else None
    try:
        return float(int(clock[1]) * 60 + int(clock[2])) if clock else float(plain)
    except ValueError:
        return None


def response(told: Mapping[str, str]) -> str:
    """The answer of the pain to repeated movement, from where and how strong it was before and
    after: one of spread, centralised, better, worse, same.

    Where pain went outranks how strong it is; none at all before or after counts as 0.
    """
    before, after = int(told["before_reach"]), int(told["after_reach"])
    was = int(told["before_pain"]) if before else 0
    now = int(told["after_pain"]) if after else 0
    further = after > before and after > SPINE_ONLY
    if told["new_place"] == "yes" or further:
        return SPREAD
    if 0 < after < before:
        return "centralised"
    return "worse" if now > was else "better" if now < was else "same"


def _whole(attempt: Try, value: Value) -> Told:
    """A completed try: its value, and that no pain stopped it."""
    pain = {attempt.result.pain: False} if attempt.result.pain else {}
    return Told({attempt.result.value: value, **pain})


def _amount(case: Case, attempt: Try, form: FormData) -> Told:
    finding, given = case.knowledge.findings[attempt.result.value], text(form, "amount")
    value, cap = number(finding, given), attempt.test.cap
    try:
        if value is None or (cap is not None and value > cap):
            raise BadInput(finding.id, "out of range")
        whole = int(value) if finding.type == "integer" and value.is_integer() else value
        return _whole(attempt, accept(finding, whole, case.today))
    except BadInput:
        return Told(problems={"amount": wrong_number(finding, cap)}, typed={"amount": given})


def _reached(case: Case, attempt: Try, form: FormData) -> Told:
    said = {"yes": True, "no": False}.get(text(form, "reached"))
    if said is None:
        return Told(problems={"reached": _("Please choose yes or no.")})
    return _whole(attempt, said)


def _response(case: Case, attempt: Try, form: FormData) -> Told:
    typed = {name: text(form, name) for name in RESPONSE_FIELDS}
    reaches = {value for value, _label in REACHES}
    strengths = {str(n) for n in range(STRONGEST + 1)}
    problems: dict[str, str] = {}
    for when in ("before", "after"):
        if typed[f"{when}_reach"] not in reaches:
            problems[f"{when}_reach"] = _("Please choose how far the pain reached.")
        elif typed[f"{when}_reach"] != "0" and typed[f"{when}_pain"] not in strengths:
            problems[f"{when}_pain"] = _("Please choose how strong the pain was.")
    if typed["new_place"] not in ("yes", "no"):
        problems["new_place"] = _("Please choose yes or no.")
    if problems:
        return Told(problems=problems, typed=typed)
    return _whole(attempt, response(typed))


def _could_not(case: Case, attempt: Try, form: FormData) -> Told:
    return _whole(attempt, least(attempt))


def _pain(case: Case, attempt: Try, form: FormData) -> Told:
    """Only that pain stopped it: a value would say something about strength."""
    assert attempt.result.pain is not None
    return Told({attempt.result.pain: True})
