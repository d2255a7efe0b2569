"""Questionnaires against worked totals; blanks; and part answers that are never shown as whole."""

import pytest

from plumbline.care.instruments import Score, score
from plumbline.care.record import facts
from plumbline.knowledge.schema import Instrument
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, knowledge, record_of, rulebook

INSTRUMENTS = list(knowledge().instruments.values())


def scored(name: str, answers: list[Value]) -> Score:
    """The score of answers in the order of the items; None is left blank."""
    instrument = knowledge().instruments[name]
    given = dict(zip(instrument.items, answers, strict=True))
    record = record_of({item: value for item, value in given.items() if value is not None})
    return score(rulebook(), instrument, facts(rulebook(), record, TODAY).values)


def ticks(count: int, of: int) -> list[Value]:
    return [True] * count + [False] * (of - count)


GOLDEN: list[tuple[str, list[Value], float, float | None, str | None]] = [
    # name, answers, total, the band it reaches (from), the instrument asked next
    ("phq2", [0, 0], 0, None, None),
    ("phq2", [1, 0], 1, None, None),
    ("phq2", [1, 1], 2, 2, "phq8"),
    ("phq2", [0, 2], 2, 2, "phq8"),
    ("phq2", [2, 1], 3, 3, "phq8"),
    ("phq2", [3, 3], 6, 3, "phq8"),
    ("phq8", [0] * 8, 0, None, None),
    ("phq8", [1, 1, 1, 1, 0, 0, 0, 0], 4, None, None),
    ("phq8", [1, 1, 1, 1, 1, 0, 0, 0], 5, 5, None),
    ("phq8", [3, 3, 3, 0, 0, 0, 0, 0], 9, 5, None),
    ("phq8", [2, 1, 2, 1, 1, 1, 1, 1], 10, 10, None),
    ("phq8", [2, 2, 2, 2, 2, 2, 1, 1], 14, 10, None),
    ("phq8", [2, 2, 2, 2, 2, 2, 2, 1], 15, 15, None),
    ("phq8", [3, 3, 3, 3, 3, 3, 2, 0], 20, 20, None),
    ("phq8", [3] * 8, 24, 20, None),
    ("gad2", [1, 1], 2, None, None),
    ("gad2", [1, 2], 3, 3, "gad7"),
    ("gad2", [3, 3], 6, 3, "gad7"),
    ("gad7", [0] * 7, 0, None, None),
    ("gad7", [1, 1, 1, 1, 0, 0, 0], 4, None, None),
    ("gad7", [1, 1, 1, 1, 1, 0, 0], 5, 5, None),
    ("gad7", [2, 2, 2, 2, 2, 0, 0], 10, 10, None),
    ("gad7", [3, 3, 3, 3, 3, 0, 0], 15, 15, None),
    ("gad7", [3] * 7, 21, 15, None),
    ("nrs", [0], 0, None, None),
    ("nrs", [10], 10, None, None),
    ("psfs", [4, 6, 8], 6, None, None),
    ("psfs", [0, 0, 1], 1 / 3, None, None),
    ("rmdq", ticks(0, 24), 0, None, None),
    ("rmdq", ticks(9, 24), 9, None, None),
    ("rmdq", ticks(24, 24), 24, None, None),
    ("startback", ticks(3, 9), 3, None, None),
]


@pytest.mark.parametrize(("name", "answers", "total", "band", "following"), GOLDEN)
def test_worked_totals(
    name: str, answers: list[Value], total: float, band: float | None, following: str | None
) -> None:
    result = scored(name, answers)
    assert result.total == pytest.approx(total)
    assert result.complete
    assert result.low == result.high == pytest.approx(total)
    assert (result.cutoff.at_least if result.cutoff else None) == band
    assert result.next == following


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda i: i.id)
def test_every_blank_makes_it_incomplete_and_widens_its_bounds(instrument: Instrument) -> None:
    findings = knowledge().findings
    full: list[Value] = [
        True if findings[item].type == "boolean" else int(findings[item].max or 0)
        for item in instrument.items
    ]
    whole = scored(instrument.id, full)
    assert whole.complete
    assert whole.high == instrument.max
    for place in range(len(full)):
        part = scored(instrument.id, [*full[:place], None, *full[place + 1 :]])
        assert not part.complete
        assert part.answered == len(full) - 1
        assert part.low < part.high == instrument.max
        if instrument.score == "sum" and not instrument.blank_as_zero:
            assert part.total is None
            assert part.cutoff is None
    nothing = scored(instrument.id, [None] * len(full))
    assert (nothing.total, nothing.answered, nothing.complete) == (None, 0, False)
    assert (nothing.low, nothing.high) == (instrument.min, instrument.max)
    assert nothing.rule is None
    assert nothing.next is None


def test_a_blank_on_the_roland_morris_counts_nothing_and_is_told() -> None:
    """Its authors count a blank as not ticked; it is shown how many were blank."""
    result = scored("rmdq", [True] * 5 + [None] * 10 + [False] * 9)
    assert (result.total, result.answered, result.items) == (5, 14, 24)
    assert not result.complete
    assert (result.low, result.high) == (5, 15)


def test_the_two_questions_lead_on_as_soon_as_they_must() -> None:
    """With one blank, the next questionnaire is due when the other answer alone reaches it."""
    assert scored("phq2", [2, None]).next == "phq8"
    assert scored("phq2", [1, None]).next is None
    assert scored("phq2", [None, 3]).next == "phq8"
    assert scored("gad2", [None, 3]).next == "gad7"
    assert scored("gad2", [2, None]).next is None
    assert scored("phq2", [2, None]).total is None


def test_one_activity_is_enough_for_the_patient_specific_scale() -> None:
    result = scored("psfs", [7, None, None])
    assert result.total == 7
    assert not result.complete
    assert scored("psfs", [7, 4, None]).total == 5.5


STARTBACK = [
    # items 1-4 ticked, items 5-9 ticked -> group
    (0, 0, "startback_low"),
    (3, 0, "startback_low"),
    (0, 3, "startback_low"),
    (4, 0, "startback_medium"),
    (1, 3, "startback_medium"),
    (4, 3, "startback_medium"),
    (0, 4, "startback_high"),
    (4, 5, "startback_high"),
]


@pytest.mark.parametrize(("body", "mind", "group"), STARTBACK)
def test_start_back_groups(body: int, mind: int, group: str) -> None:
    result = scored("startback", [*ticks(body, 4), *ticks(mind, 5)])
    assert result.rule == group
    assert result.total == body + mind
    assert result.subscale == mind


@pytest.mark.parametrize("place", range(9))
def test_no_start_back_group_with_a_blank(place: int) -> None:
    answers: list[Value] = [False] * 9
    answers[place] = None
    result = scored("startback", answers)
    assert result.rule is None
    assert result.total is None
    assert (result.subscale is None) is (place >= 4)


@pytest.mark.hazard("number_without_source")
def test_an_unverified_rule_gives_no_verdict() -> None:
    """The stenosis questionnaire's cut was not read in its source, so nothing is positive by it."""
    instrument = knowledge().instruments["sshq"]
    assert {rule.basis.status for rule in instrument.rules} == {"unverified"}
    result = scored("sshq", [True] * 10)
    assert result.complete
    assert result.rule is None
    assert result.total is None


@pytest.mark.hazard("number_without_source")
def test_no_cut_off_rests_on_nothing() -> None:
    for instrument in INSTRUMENTS:
        for cutoff in instrument.cutoffs:
            assert cutoff.basis.status != "unverified", instrument.id
            assert cutoff.basis.sources, instrument.id
