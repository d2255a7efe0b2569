# ruff: noqa: E501 (a row of a table stays on one line)
"""Skin, eyes and inflamed joints

Shingles is treated early; inflammatory back pain has its own good treatment.
"""

import pytest

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_shingles(spec) -> None:
    """Within three days of the rash; today for the eye, the face, weak immunity, pregnancy."""
    spec(
        "shingles",
        """
        told                                            | answers                                  | verdict
        A burning band with blisters on one side        | shingles_signs                           | within 3 days
        Blisters near the eye                           | shingles_signs, shingles_eye_face        | same day
        Blisters, immune system held down               | shingles_signs, immunity_suppressed      | same day
        Blisters, pregnant                              | shingles_signs, pregnant                 | same day
        Immune system held down, skin well              | immunity_suppressed                      | nothing
        Cannot say whether it is such a rash            | shingles_signs ?                         | routine
        """,
    )


def test_inflammatory(spec) -> None:
    """Began before 45, over three months, and four or more of nine signs: rheumatology."""
    spec(
        "inflammatory",
        """
        told                                                   | answers                                                                                                               | verdict
        Aged 30, five months, four signs                       | age_years = 30, started_before_45, started_before_35, onset = 150 days, night_waking_second_half, improves_with_movement, improves_nsaid_48h | routine
        Aged 50, began at 40, five months, four signs          | age_years = 50, started_before_45, onset = 150 days, pain_buttock, improves_with_movement, psoriasis_ever, enthesitis_ever | routine
        Aged 30, five months, three signs                      | age_years = 30, started_before_45, started_before_35, onset = 150 days, night_waking_second_half, improves_with_movement | nothing
        Aged 30, two months, four signs                        | age_years = 30, started_before_45, started_before_35, onset = 60 days, night_waking_second_half, improves_with_movement, improves_nsaid_48h | nothing
        Aged 60, began at 50, four signs                       | age_years = 60, onset = 150 days, relative_spondyloarthritis, improves_with_movement, improves_nsaid_48h, arthritis_ever | nothing
        Aged 30, three signs, cannot say about tablets         | age_years = 30, started_before_45, started_before_35, onset = 150 days, night_waking_second_half, improves_with_movement, improves_nsaid_48h ? | nothing
        """,
    )


def test_uveitis(spec) -> None:
    """A red, painful eye within a day; today with severe pain or loss of sight."""
    spec(
        "uveitis",
        """
        told                                         | answers                                      | verdict
        Red, painful eye that light hurts            | eye_red_painful                              | within 24 hours
        Red eye, and sight is fading                 | eye_red_painful, eye_severe_or_sight_loss    | same day
        Eyes as always                               | -                                            | nothing
        Cannot say whether the eye is inflamed       | eye_red_painful ?                            | within days
        """,
    )
