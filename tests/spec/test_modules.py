# ruff: noqa: E501 (a row of a table stays on one line)
"""Short pages: mood, fear of movement, sleep and confidence

Each is offered by what somebody tells in the weekly and two-weekly questions. None is a diagnosis,
and none is offered while there is a sign that somebody may harm themselves: crisis help stands
alone then. Unless told otherwise, the person slept well, is not afraid, is sure of themselves, and
has a good mood.
"""

from collections.abc import Callable

import pytest

from plumbline.care.modules import open_modules
from plumbline.care.record import facts
from plumbline.care.triage import triage
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

Spec = Callable[[str], None]
WELL: dict[str, Value] = {
    "confidence_despite_pain": 8,
    "active_days_week": 4,
    "phq_1": None,
    "phq_2": None,
}


@pytest.fixture
def spec_pages() -> Spec:
    """Check a table `told | answers | offered`."""
    return check


def check(table: str) -> None:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in header.split("|")] == ["told", "answers", "offered"]
    wrong: list[str] = []
    for line in lines:
        told, answers, expected = (cell.strip() for cell in line.split("|"))
        record = calm_record(**{**WELL, **read(answers)})
        allowed = triage(rulebook(), record, TODAY).exercise_allowed
        opened = open_modules(
            rulebook(), facts(rulebook(), record, TODAY), exercise_allowed=allowed
        )
        titles = [knowledge().modules[each.id].title for each in opened]
        if (", ".join(titles) or "nothing") != expected:
            wrong.append(f"{told!r} ({answers}) should offer {expected}, offers {titles}")
    assert not wrong, "\n" + "\n".join(wrong)


def read(answers: str) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for part in (each.strip() for each in answers.split(",") if each.strip() != "-"):
        name, _, text = (each.strip() for each in part.partition("="))
        if part.endswith("?"):
            given[part[:-1].strip()] = None
        elif not text:
            given[name] = True
        else:
            given[name] = text if knowledge().findings[name].type == "choice" else int(text)
    return given


def test_what_is_offered_when(spec_pages: Spec) -> None:
    """Each answer offers its own page, and only that."""
    spec_pages(
        """
        told                                      | answers                       | offered
        A good week                               | -                             | nothing
        Low on some days                          | mood_two_weeks = low_some     | When your mood is low
        Low on most days                          | mood_two_weeks = low_most     | When your mood is low
        Up and down                               | mood_two_weeks = mixed        | nothing
        PHQ-2 of 2, one point each                | phq_1 = 1, phq_2 = 1          | When your mood is low
        PHQ-2, one answer of 2, the other not     | phq_1 = 2, phq_2 ?            | When your mood is low
        PHQ-2 of 1                                | phq_1 = 1, phq_2 = 0          | nothing
        Fear 5 of 10                              | movement_fear = 5             | When moving feels risky
        Fear 4 of 10                              | movement_fear = 4             | nothing
        Three bad nights                          | sleep_disturbed_nights = 3    | When pain spoils your sleep
        Two bad nights                            | sleep_disturbed_nights = 2    | nothing
        Sure of it, 4 of 10                       | confidence_despite_pain = 4   | Trusting yourself again
        Sure of it, 5 of 10                       | confidence_despite_pain = 5   | nothing
        """
    )


@pytest.mark.hazard("danger_undercalled")
def test_thoughts_of_self_harm_come_first(spec_pages: Spec) -> None:
    """With any sign of self-harm no page is offered: triage shows crisis help."""
    spec_pages(
        """
        told                                      | answers                                                               | offered
        Low mood                                  | mood_two_weeks = low_most                                             | When your mood is low
        Low mood and dark thoughts                | mood_two_weeks = low_most, suicidal_thoughts                          | nothing
        Dark thoughts and bad nights              | suicidal_thoughts, sleep_disturbed_nights = 7                         | nothing
        Means to act on them                      | suicidal_thoughts, suicidal_intent, mood_two_weeks = low_most         | nothing
        Cannot say whether there are such thoughts | suicidal_thoughts ?, mood_two_weeks = low_most                       | nothing
        """
    )


@pytest.mark.hazard("exercise_with_open_flag")
def test_doing_more_waits_while_exercise_waits(spec_pages: Spec) -> None:
    """What is about doing more is not offered while somebody has to look first."""
    spec_pages(
        """
        told                                      | answers                                                               | offered
        Afraid to move                            | movement_fear = 9, confidence_despite_pain = 1                        | When moving feels risky, Trusting yourself again
        Afraid to move, and numb between the legs | movement_fear = 9, confidence_despite_pain = 1, saddle_numbness       | nothing
        Bad nights, and numb between the legs     | sleep_disturbed_nights = 7, saddle_numbness                           | When pain spoils your sleep
        """
    )


@pytest.mark.hazard("unknown_as_no")
def test_what_is_not_known_offers_nothing(spec_pages: Spec) -> None:
    """ "I don't know" offers no page by itself."""
    spec_pages(
        """
        told                                      | answers                                                               | offered
        Cannot say how the nights were            | sleep_disturbed_nights ?                                              | nothing
        Cannot say anything                       | sleep_disturbed_nights ?, movement_fear ?, confidence_despite_pain ?, mood_two_weeks ? | nothing
        """
    )
