# ruff: noqa: E501 (a row of a table stays on one line)
"""Heart, lungs and blood vessels

Pain in the back can come from a vessel; these are seen now, and for the chest even not knowing is.
"""

import pytest

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_aneurysm(spec) -> None:
    """Sudden severe pain with a sign of a leak, or first colic at an age when it may be one."""
    spec(
        "aneurysm",
        """
        told                                               | answers                                                           | verdict
        Sudden severe pain, then fainted                   | pain_sudden_severe, fainted                                       | emergency now
        Sudden severe pain, the belly beats                | pain_sudden_severe, belly_pulsating                               | emergency now
        Sudden severe pain, a known aneurysm               | pain_sudden_severe, aneurysm_known                                | emergency now
        First colic ever, aged 60                          | colic_pain, age_years = 60                                        | emergency now
        First colic ever, aged 50, smokes                  | colic_pain, age_years = 50, smoker                                | emergency now
        First colic ever, aged 55, high blood pressure     | colic_pain, age_years = 55, high_blood_pressure                   | emergency now
        First colic ever, aged 59, no other risk           | colic_pain, age_years = 59                                        | nothing
        Colic like the stones before, aged 70              | colic_pain, age_years = 70, colic_had_before                      | nothing
        Sudden severe pain and nothing else                | pain_sudden_severe                                                | nothing
        A known aneurysm, ordinary back pain               | aneurysm_known                                                    | nothing
        Sudden severe pain, cannot say about an aneurysm   | pain_sudden_severe, aneurysm_known ?                              | same day
        """,
    )


def test_dissection(spec) -> None:
    """Tearing pain, or sudden chest pain with a sign of a vessel; not knowing is seen now too."""
    spec(
        "dissection",
        """
        told                                                 | answers                                | verdict
        Tearing pain between the shoulder blades             | pain_tearing                           | emergency now
        Sudden chest pain, pulses differ                     | chest_back_sudden, arm_pulse_differs   | emergency now
        Sudden chest pain, face droops                       | chest_back_sudden, stroke_signs        | emergency now
        Sudden chest pain, fainted                           | chest_back_sudden, fainted             | emergency now
        Sudden pain between the shoulder blades, all well    | chest_back_sudden                      | nothing
        Pulses differ, no such pain                          | arm_pulse_differs                      | nothing
        Cannot say whether it tore                           | pain_tearing ?                         | emergency now
        """,
    )


def test_heart_lung(spec) -> None:
    """Signs from the heart or the lungs; not knowing is seen now too."""
    spec(
        "heart_lung",
        """
        told                                        | answers                            | verdict
        Pressure in the chest                       | chest_pain                         | emergency now
        Newly out of breath                         | breathless_new                     | emergency now
        Coughed up blood                            | coughing_blood                     | emergency now
        Cold sweat with upper-back pain             | sweating_clammy, pain_mid_back     | emergency now
        A swollen calf and out of breath            | leg_swollen_left, breathless_new   | emergency now
        Upper-back pain, no sweat, breathes well    | pain_mid_back                      | nothing
        A swollen calf, breathes well               | leg_swollen_left                   | nothing
        Cannot say whether the chest hurts          | chest_pain ?                       | emergency now
        """,
    )


def test_clot_leg(spec) -> None:
    """One leg newly swollen, warm and tender is seen today."""
    spec(
        "clot_leg",
        """
        told                                    | answers               | verdict
        Left leg newly swollen and warm         | leg_swollen_left      | same day
        Right leg newly swollen and warm        | leg_swollen_right     | same day
        Legs hurt, neither is swollen           | pain_leg_left         | nothing
        Cannot say whether it is swollen        | leg_swollen_right ?   | within days
        """,
    )


def test_limb_ischaemia(spec) -> None:
    """A leg suddenly cold, pale and painful is seen now."""
    spec(
        "limb_ischaemia",
        """
        told                                 | answers            | verdict
        Left leg suddenly cold and pale      | leg_cold_left      | emergency now
        Right leg suddenly cold and pale     | leg_cold_right     | emergency now
        Leg hurts, warm as always            | pain_leg_right     | nothing
        Cannot say whether it is cold        | leg_cold_left ?    | same day
        """,
    )


def test_artery_neck(spec) -> None:
    """New one-sided neck or head pain with a sign from the brain is seen now."""
    spec(
        "artery_neck",
        """
        told                                              | answers                                       | verdict
        One-sided neck pain, dizzy                        | neck_head_pain_one_sided, dizziness_new       | emergency now
        One-sided headache, sees double                   | neck_head_pain_one_sided, double_vision       | emergency now
        One-sided neck pain, speech slurred, face droops  | neck_head_pain_one_sided, stroke_signs        | emergency now
        One-sided neck pain, unsteady                     | neck_head_pain_one_sided, gait_unsteady_stiff | emergency now
        One-sided neck pain and nothing else              | neck_head_pain_one_sided                      | nothing
        Dizzy, no such pain                               | dizziness_new                                 | nothing
        One-sided neck pain, cannot say if dizzy          | neck_head_pain_one_sided, dizziness_new ?     | same day
        Cannot say about the face or speech               | stroke_signs ?                                | same day
        """,
    )


def test_anticoagulant_bleed(spec) -> None:
    """Blood thinner, sudden severe pain, and weakness or numbness of a leg: now."""
    spec(
        "anticoagulant_bleed",
        """
        told                                                     | answers                                                   | verdict
        Blood thinner, sudden severe pain, left leg weak         | blood_thinner, pain_sudden_severe, leg_weakness_left      | emergency now
        Blood thinner, sudden severe pain, right leg numb        | blood_thinner, pain_sudden_severe, leg_numbness_right     | emergency now
        Blood thinner, sudden severe pain, legs well             | blood_thinner, pain_sudden_severe                         | nothing
        Sudden severe pain, leg weak, no blood thinner           | pain_sudden_severe, leg_weakness_left                     | nothing
        Sudden severe pain, leg weak, cannot say if a thinner    | pain_sudden_severe, leg_weakness_left, blood_thinner ?    | same day
        """,
    )
