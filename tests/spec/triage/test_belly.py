# ruff: noqa: E501 (a row of a table stays on one line)
"""Kidney, belly and pregnancy

Pain that is felt in the back and comes from somewhere else.
"""

import pytest

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_kidney_infection(spec) -> None:
    """Loin pain with fever or burning urine is seen today; in some people now."""
    spec(
        "kidney_infection",
        """
        told                                          | answers                                       | verdict
        Loin pain and shivering                       | loin_pain, fever_or_rigors                    | same day
        Loin pain, it burns to pee                    | loin_pain, urine_burning                      | same day
        Loin pain and fever, confused                 | loin_pain, fever_or_rigors, confusion_new     | emergency now
        Loin pain and fever, keeps nothing down       | loin_pain, fever_or_rigors, vomiting_everything | emergency now
        Loin pain, burning, pregnant                  | loin_pain, urine_burning, pregnant            | emergency now
        Loin pain and fever, one kidney               | loin_pain, fever_or_rigors, single_kidney     | emergency now
        Loin pain and fever, no urine for hours       | loin_pain, fever_or_rigors, no_urine_8h       | emergency now
        Loin pain and nothing else                    | loin_pain                                     | nothing
        Burning urine, no loin pain                   | urine_burning                                 | nothing
        Loin pain, cannot say about fever             | loin_pain, fever_or_rigors ?                  | within days
        Burning urine, cannot say about the loin      | urine_burning, loin_pain ?                    | within days
        """,
    )


def test_colic(spec) -> None:
    """Pain in waves from flank to groin is seen today; with a danger beside it, now."""
    spec(
        "colic",
        """
        told                                         | answers                           | verdict
        Waves of pain, cannot keep still             | colic_pain                        | same day
        Waves of pain and fever                      | colic_pain, fever_or_rigors       | emergency now
        Waves of pain, pregnant                      | colic_pain, pregnant              | emergency now
        Waves of pain, one kidney                    | colic_pain, single_kidney         | emergency now
        Waves of pain, no urine for hours            | colic_pain, no_urine_8h           | emergency now
        Waves of pain that nothing controls          | colic_pain, pain_uncontrolled     | emergency now
        Fever, no such waves                         | fever_or_rigors                   | nothing
        Cannot say whether it comes in waves         | colic_pain ?                      | within days
        """,
    )


def test_abdomen(spec) -> None:
    """Upper-belly pain through to the back."""
    spec(
        "abdomen",
        """
        told                                                 | answers                                          | verdict
        Upper belly to back, being sick                      | upper_belly_to_back_pain, vomiting               | same day
        Upper belly to back, yellow eyes                     | upper_belly_to_back_pain, jaundice               | same day
        Upper belly to back, black stool                     | upper_belly_to_back_pain, black_stool            | same day
        Upper belly to back, heavy drinking                  | upper_belly_to_back_pain, alcohol_heavy          | same day
        Upper belly to back, severe and hard                 | upper_belly_to_back_pain, belly_severe_rigid     | emergency now
        Upper belly to back, fainted                         | upper_belly_to_back_pain, fainted                | emergency now
        Upper belly to back, confused                        | upper_belly_to_back_pain, confusion_new          | emergency now
        Upper belly to back and nothing else                 | upper_belly_to_back_pain                         | nothing
        Being sick, no such pain                             | vomiting                                         | nothing
        Upper belly to back, cannot say about the stool      | upper_belly_to_back_pain, black_stool ?          | within days
        """,
    )


def test_pregnancy_now(spec) -> None:
    """Pregnant, or possibly so, with any of the signs that are seen now."""
    spec(
        "pregnancy_now",
        """
        told                                        | answers                          | verdict
        Pregnant and bleeding                       | pregnant, preg_bleeding          | emergency now
        Pregnant, regular tightenings               | pregnant, preg_tightenings       | emergency now
        Pregnant, the waters have gone              | pregnant, preg_waters            | emergency now
        Pregnant and fainted                        | pregnant, fainted                | emergency now
        Pregnant, severe or one-sided low pain      | pregnant, preg_severe_low_pain   | emergency now
        Pregnant with fever                         | pregnant, fever_or_rigors        | emergency now
        Pregnant, headache and changed sight        | pregnant, preg_headache_vision   | emergency now
        Pregnant, the baby moves less               | pregnant, preg_less_movement     | emergency now
        Pregnant, ordinary back pain                | pregnant                         | nothing
        Fainted, not pregnant                       | fainted                          | nothing
        Pregnant, cannot say about bleeding         | pregnant, preg_bleeding ?        | same day
        Fever, cannot say if pregnant               | fever_or_rigors, pregnant ?      | same day
        """,
    )


def test_pelvic_infection(spec) -> None:
    """Lower-belly pain with fever or an unusual discharge is seen today."""
    spec(
        "pelvic_infection",
        """
        told                                           | answers                                 | verdict
        Lower belly pain and fever                     | lower_belly_pain, fever_or_rigors       | same day
        Lower belly pain, unusual discharge            | lower_belly_pain, discharge_unusual     | same day
        Lower belly pain and nothing else              | lower_belly_pain                        | nothing
        Unusual discharge, no belly pain               | discharge_unusual                       | nothing
        Lower belly pain, cannot say about discharge   | lower_belly_pain, discharge_unusual ?   | within days
        """,
    )


def test_retention(spec) -> None:
    """No urine for hours with a full feeling is seen now."""
    spec(
        "retention",
        """
        told                                           | answers                               | verdict
        No urine since morning, bladder feels full     | no_urine_8h, bladder_full_feeling     | emergency now
        No urine since morning, does not feel full     | no_urine_8h                           | nothing
        Pees as always                                 | -                                     | nothing
        No urine, cannot say whether it feels full     | no_urine_8h, bladder_full_feeling ?   | same day
        """,
    )
