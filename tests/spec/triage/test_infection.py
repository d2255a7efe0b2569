# ruff: noqa: E501 (a row of a table stays on one line)
"""Infection: in the spine, round the brain, and after a procedure

Having no fever clears nothing: severe pain with a reason for an infection is enough.
"""

import pytest

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_infection_hard(spec) -> None:
    """Fever or feeling very ill with a sign of sepsis or of the nerves is seen now."""
    spec(
        "infection_hard",
        """
        told                                            | answers                                  | verdict
        Shivering, and a leg is weak                    | fever_or_rigors, leg_weakness_left       | emergency now
        Fever, and a leg is newly numb                  | fever_or_rigors, leg_numbness_right      | emergency now
        Fever and confusion                             | fever_or_rigors, confusion_new           | emergency now
        Fever and a stiff neck                          | fever_or_rigors, neck_stiff              | emergency now
        Very unwell and drowsy                          | feeling_very_unwell, drowsy              | emergency now
        Very unwell, breathing fast                     | feeling_very_unwell, fast_breathing      | emergency now
        Fever, and the skin looks mottled               | fever_or_rigors, skin_mottled            | emergency now
        Fever and nothing else                          | fever_or_rigors                          | nothing
        A stiff neck, no fever, feels well              | neck_stiff                               | nothing
        Fever, cannot say whether confused              | fever_or_rigors, confusion_new ?         | same day
        Drowsy, cannot say about fever                  | drowsy, fever_or_rigors ?                | same day
        """,
    )


def test_infection_risk(spec) -> None:
    """Severe or unremitting pain with fever, or with any reason for an infection, is seen today."""
    spec(
        "infection_risk",
        """
        told                                               | answers                                                           | verdict
        Severe pain and fever                              | pain_severe, fever_or_rigors                                      | same day
        Pain never lets up, blood poisoning last month     | pain_unremitting, infection_recent                                | same day
        Severe pain, an operation last month, no fever     | pain_severe, operation_recent                                     | same day
        Severe pain, an injection into the back            | pain_severe, spine_procedure_90                                   | same day
        Pain never lets up, injects drugs                  | pain_unremitting, injects_drugs                                   | same day
        Severe pain, on dialysis                           | pain_severe, dialysis                                             | same day
        Severe pain, immune system held down               | pain_severe, immunity_suppressed                                  | same day
        Severe pain, poorly controlled diabetes, feels ill | pain_severe, diabetes_poorly_controlled, feeling_very_unwell      | same day
        Severe pain, poorly controlled diabetes, feels well| pain_severe, diabetes_poorly_controlled                           | nothing
        On dialysis, ordinary pain                         | dialysis                                                          | nothing
        Severe pain and no reason for an infection         | pain_severe                                                       | nothing
        Severe pain, cannot say about an infection         | pain_severe, infection_recent ?                                   | within days
        On dialysis, cannot say whether it is severe       | dialysis, pain_severe ?                                           | within days
        """,
    )


def test_meningitis(spec) -> None:
    """Two signs together, or a rash that stays under a glass."""
    spec(
        "meningitis",
        """
        told                                      | answers                        | verdict
        Fever and a stiff neck                    | fever_or_rigors, neck_stiff    | emergency now
        Light hurts, and very drowsy              | light_hurts, drowsy            | emergency now
        A rash that stays when pressed            | rash_stays                     | emergency now
        Only a stiff neck                         | neck_stiff                     | nothing
        Only light that hurts                     | light_hurts                    | nothing
        Cannot say whether the rash stays         | rash_stays ?                   | same day
        Fever, cannot say whether the neck is stiff | fever_or_rigors, neck_stiff ?  | same day
        """,
    )


def test_post_procedure(spec) -> None:
    """Within 90 days of an operation or injection in the spine."""
    spec(
        "post_procedure",
        """
        told                                              | answers                                 | verdict
        Injection last week, now fever                    | spine_procedure_90, fever_or_rigors     | emergency now
        Operation, now a weak leg                         | spine_procedure_90, leg_weakness_left   | emergency now
        Operation, now the saddle is numb                 | spine_procedure_90, saddle_numbness     | emergency now
        Operation, the wound weeps                        | spine_procedure_90, wound_change        | same day
        Injection, headache on sitting up                 | spine_procedure_90, postural_headache   | same day
        Operation, all well                               | spine_procedure_90                      | nothing
        Fever, no procedure                               | fever_or_rigors                         | nothing
        Operation, cannot say about the wound             | spine_procedure_90, wound_change ?      | same day
        Fever, cannot say whether it was the spine        | fever_or_rigors, spine_procedure_90 ?   | same day
        """,
    )
