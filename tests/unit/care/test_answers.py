"""What a finding accepts: every type at its bounds, and one clear message for the rest."""

from datetime import date, timedelta
from typing import Any

import pytest

from plumbline.care.answers import accept, accept_all, allowed
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Finding
from tests.unit.care.people import TODAY, knowledge

FINDINGS = list(knowledge().findings.values())
NUMBERS = [f for f in FINDINGS if f.type in ("integer", "number")]
NEVER: list[Any] = [
    *(float("nan"), float("inf"), -float("inf"), [], {}, (), b"yes", object(), 10**400),
    *("", "  ", "yes please", "None", "1e9999"),
]


def of_type(kind: str) -> Finding:
    return next(f for f in FINDINGS if f.type == kind)


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda f: f.id)
def test_nonsense_is_refused_with_what_is_allowed(finding: Finding) -> None:
    for raw in NEVER:
        with pytest.raises(BadInput) as caught:
            accept(finding, raw, TODAY, "line 3")
        assert caught.value.what == finding.id
        assert caught.value.where == "line 3"
        assert caught.value.allowed == allowed(finding)
        assert len(str(caught.value)) < 600


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("finding", FINDINGS, ids=lambda f: f.id)
def test_dont_know_is_none_and_never_no(finding: Finding) -> None:
    choices = {choice.id for choice in finding.choices}
    for raw in (None, "unknown", "Don't know", " dont_know "):
        assert accept(finding, raw, TODAY) is (None if raw not in choices else raw)


@pytest.mark.parametrize("raw", [1, 0, 1.0, "true", "false", "yes", "no", "on"])
def test_a_boolean_is_true_or_false_and_nothing_like_it(raw: Any) -> None:
    finding = of_type("boolean")
    assert accept(finding, True, TODAY) is True
    assert accept(finding, False, TODAY) is False
    with pytest.raises(BadInput):
        accept(finding, raw, TODAY)


@pytest.mark.parametrize("finding", NUMBERS, ids=lambda f: f.id)
def test_a_number_lies_within_its_bounds(finding: Finding) -> None:
    assert finding.min is not None
    assert finding.max is not None
    low, high = int(finding.min), int(finding.max)
    for right in (low, high):
        assert accept(finding, right, TODAY) == right
    for wrong in (low - 1, high + 1, True, False, str(low), f"{high} years"):
        with pytest.raises(BadInput):
            accept(finding, wrong, TODAY)


def test_a_whole_number_is_whole_and_a_number_need_not_be() -> None:
    whole = of_type("integer")
    with pytest.raises(BadInput):
        accept(whole, 2.5, TODAY)
    number = whole.model_copy(update={"type": "number", "min": 0.0, "max": 9.0})
    assert accept(number, 2.5, TODAY) == 2.5
    assert type(accept(number, 3, TODAY)) is float
    for wrong in (float("nan"), True, 9.0001, -0.0001):
        with pytest.raises(BadInput):
            accept(number, wrong, TODAY)


def test_a_choice_is_one_of_its_ids() -> None:
    country = knowledge().findings["country"]
    for choice in country.choices:
        assert accept(country, choice.id, TODAY) == choice.id, "another country too"
    for wrong in ("GB", "Germany", 1, ["gb"]):
        with pytest.raises(BadInput, match="gb"):
            accept(country, wrong, TODAY)


ONSET, DUE = knowledge().findings["onset_date"], knowledge().findings["pregnancy_due_date"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        (" 2026-03-02 ", TODAY),
        ("1900-01-01", date(1900, 1, 1)),
        ("today", None),
        ("3 weeks ago", TODAY - timedelta(days=21)),
        ("3 weeks", TODAY - timedelta(days=21)),
        ("1 Day ago", TODAY - timedelta(days=1)),
        ("0 days ago", TODAY),
        ("2 months", TODAY - timedelta(days=61)),
        ("10 years ago", TODAY - timedelta(days=3652)),
        ("2026-03-03", None),
        ("1899-12-31", None),
        ("200 years ago", None),
        ("9999 years ago", None),
        ("-3 days ago", None),
        ("3.5 weeks ago", None),
        ("2026-02-30", None),
        ("31/01/2026", None),
        (20260131, None),
        (date(2026, 1, 31), None),
        (TODAY.toordinal(), None),
    ],
)
def test_when_pain_began(raw: Any, expected: date | None) -> None:
    if expected is not None:
        assert accept(ONSET, raw, TODAY) == expected
        return
    with pytest.raises(BadInput, match="weeks ago"):
        accept(ONSET, raw, TODAY)


def test_a_due_date_may_lie_ahead_by_a_pregnancy_and_no_more() -> None:
    latest = TODAY + timedelta(days=310)
    assert accept(DUE, latest.isoformat(), TODAY) == latest
    with pytest.raises(BadInput):
        accept(DUE, (latest + timedelta(days=1)).isoformat(), TODAY)


def test_a_file_of_answers() -> None:
    given = {"age_years": 40, "saddle_numbness": None, "onset_date": "1 week ago"}
    assert accept_all(knowledge().findings, given, TODAY) == {
        "age_years": 40,
        "saddle_numbness": None,
        "onset_date": TODAY - timedelta(days=7),
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"saddle_numbnes": True}, "saddle_numbness"),
        ({"xqzjw": True}, "plumbline findings"),
        ({5: True}, "no such finding"),
        ({"x" * 5000: True}, "no such finding"),
        ({"age_years": 40, "pain_now_nrs": 11}, "0 to 10"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_a_hint(given: dict[Any, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        accept_all(knowledge().findings, given, TODAY, "answers.yaml")
    assert caught.value.where == "answers.yaml"
    assert len(str(caught.value)) < 600
