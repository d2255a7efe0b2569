# ruff: noqa: E501 (a row of a table stays on one line)
"""Thoughts of death, and people under 18

Thoughts are asked of everybody, help is shown at once, and a child is seen by a person.
"""

import pytest

from plumbline.care.triage import triage
from tests.unit.care.people import TODAY, calm_record, rulebook

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_suicide_intent(spec) -> None:
    """Thoughts with intent, plan or means, or an attempt: now, and not knowing is now too."""
    spec(
        "suicide_intent",
        """
        told                                       | answers                                 | verdict
        Thinks of ending life and has a plan       | suicidal_thoughts, suicidal_intent      | emergency now
        Thinks of death, would not act on it       | suicidal_thoughts                       | nothing
        No such thoughts                           | -                                       | nothing
        Thinks of death, cannot say about a plan   | suicidal_thoughts, suicidal_intent ?    | emergency now
        """,
    )


def test_suicide_thoughts(spec) -> None:
    """Thoughts without a plan: seen in two or three days; not knowing: today."""
    spec(
        "suicide_thoughts",
        """
        told                                     | answers               | verdict
        Would be better off dead, no plan        | suicidal_thoughts     | within 3 days
        No such thoughts                         | -                     | nothing
        Cannot say                               | suicidal_thoughts ?   | same day
        """,
    )


@pytest.mark.parametrize("told", [True, None], ids=["thoughts", "cannot say"])
def test_crisis_contacts_are_shown_at_once(told: bool | None) -> None:
    """Whoever has such thoughts, or cannot say, sees the crisis contacts with the verdict."""
    assert triage(rulebook(), calm_record(suicidal_thoughts=told), TODAY).crisis
    assert not triage(rulebook(), calm_record(), TODAY).crisis


@pytest.mark.hazard("child_gets_programme")
def test_child(spec) -> None:
    """Under 18 a doctor looks within a week; today with any sign, or under 10."""
    spec(
        "child",
        """
        told                                         | answers                                  | verdict
        Aged 17, ordinary pain                       | age_years = 17                           | within 7 days
        Aged 10, ordinary pain                       | age_years = 10                           | within 7 days
        Aged 9, ordinary pain                        | age_years = 9                            | same day
        Aged 15 with fever                           | age_years = 15, fever_or_rigors          | same day
        Aged 15, lost weight                         | age_years = 15, weight_loss_unexplained  | same day
        Aged 15, pain wakes at night                 | age_years = 15, pain_night_waking        | same day
        Aged 15, a leg is weak                       | age_years = 15, leg_weakness_left        | same day
        Aged 15, a leg is numb                       | age_years = 15, leg_numbness_left        | same day
        Aged 15, walks unsteadily                    | age_years = 15, gait_unsteady_stiff      | same day
        Aged 15, hands have become clumsy            | age_years = 15, hands_clumsy             | same day
        Aged 18, ordinary pain                       | age_years = 18                           | nothing
        Cannot say how old                           | age_years ?                              | within days
        """,
    )
