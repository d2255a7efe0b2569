# ruff: noqa: E501 (a row of a table stays on one line)
"""Nerves: the cauda equina, the spinal cord, and weakness of a leg

Signs of the nerves to bladder, bowel and saddle are seen now; what is old, examined and unchanged
is no alarm, but "new or worse" makes it one again.
"""

import pytest

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_cauda_equina(spec) -> None:
    """One sign is enough, without waiting for a second; not knowing means today."""
    spec(
        "cauda_equina",
        """
        told                                                     | answers                                      | verdict
        Numb between the legs for a few days                     | saddle_numbness                              | emergency now
        Cannot start, feel or hold the urine                     | bladder_trouble                              | emergency now
        Soiled without noticing                                  | bowel_trouble                                | emergency now
        Both legs have become weak                               | leg_weakness_left, leg_weakness_right        | emergency now
        Numb, and nobody has asked if a doctor looked at it      | saddle_numbness, NOT cauda_assessed_unchanged| emergency now
        One leg is weak, nothing else                            | leg_weakness_left                            | nothing
        Change in sex and nothing else (its own row)             | sexual_change                                | nothing
        Numb for years, examined, unchanged                      | saddle_numbness, cauda_assessed_unchanged    | nothing
        Cannot say whether the saddle feels numb                 | saddle_numbness ?                            | same day
        Cannot say whether the bladder has changed               | bladder_trouble ?                            | same day
        Cannot say whether control of the bowel has changed      | bowel_trouble ?                              | same day
        Left leg weak, cannot say about the right                | leg_weakness_left, leg_weakness_right ?      | same day
        """,
    )


def test_cauda_equina_bilateral(spec) -> None:
    """Both legs newly affected is seen today; with any other sign it is an emergency."""
    spec(
        "cauda_equina_bilateral",
        """
        told                                            | answers                                           | verdict
        New tingling down both legs, bladder changed    | both_legs_symptoms_new, bladder_trouble           | emergency now
        New pain in both legs, bowel changed            | both_legs_symptoms_new, bowel_trouble             | emergency now
        New pain in both legs, saddle numb              | both_legs_symptoms_new, saddle_numbness           | emergency now
        New pain in both legs, sex has changed          | both_legs_symptoms_new, sexual_change             | emergency now
        New pain in both legs, right leg weak           | both_legs_symptoms_new, leg_weakness_right        | emergency now
        New pain down both legs and nothing else        | both_legs_symptoms_new                            | same day
        Left and right leg both newly numb              | leg_numbness_left, leg_numbness_right             | same day
        Only the left leg is numb                       | leg_numbness_left                                 | nothing
        Bladder changed, legs well (another row)        | bladder_trouble                                   | nothing
        Cannot say if both legs are affected            | both_legs_symptoms_new ?                          | same day
        Both legs, and cannot say about the bladder     | both_legs_symptoms_new, bladder_trouble ?         | same day
        """,
    )


def test_cauda_equina_sexual(spec) -> None:
    """A new change in feeling or function during sex, with nothing else, is seen today."""
    spec(
        "cauda_equina_sexual",
        """
        told                                          | answers                                        | verdict
        Numb during sex since last week               | sexual_change                                  | same day
        Changed for years, examined, unchanged        | sexual_change, cauda_assessed_unchanged        | nothing
        No change in sex                              | -                                              | nothing
        Cannot say whether anything changed           | sexual_change ?                                | within days
        """,
    )


def test_cauda_equina_old(spec) -> None:
    """Old, examined and unchanged is no flag; new or worse makes it one; not knowing: today."""
    spec(
        "cauda_equina_old",
        """
        told                                                | answers                                                                | verdict
        Old numb saddle, examined, now worse                | saddle_numbness, cauda_assessed_unchanged, cauda_new_or_worse          | emergency now
        Old bladder trouble, examined, now worse            | bladder_trouble, cauda_assessed_unchanged, cauda_new_or_worse          | emergency now
        Old change in sex, examined, now worse              | sexual_change, cauda_assessed_unchanged, cauda_new_or_worse            | same day
        Old bladder trouble, examined, the same             | bladder_trouble, cauda_assessed_unchanged                              | nothing
        Old bladder trouble, cannot say whether it is worse | bladder_trouble, cauda_assessed_unchanged, cauda_new_or_worse ?        | same day
        Numb, cannot say if it was ever examined            | saddle_numbness, cauda_assessed_unchanged ?, cauda_new_or_worse ?      | same day
        """,
    )


def test_cord_compression(spec) -> None:
    """A sign of the spinal cord with cancer, fast worsening, or bladder or bowel change: now."""
    spec(
        "cord_compression",
        """
        told                                                  | answers                                          | verdict
        Unsteady, and had breast cancer                       | gait_unsteady_stiff, cancer_history              | emergency now
        Clumsy hands, worse within days                       | hands_clumsy, cord_worsening_days                | emergency now
        Shocks on bending the neck, bladder changed           | shock_on_neck_bending, bladder_trouble           | emergency now
        A tight band round the trunk, bowel changed           | band_like_trunk_pain, bowel_trouble              | emergency now
        Stiff legs for months, no cancer, bladder well        | gait_unsteady_stiff                              | nothing
        Had cancer, no sign of the cord or the nerves         | cancer_history                                   | nothing
        Clumsy hands, cannot say if worse within days         | hands_clumsy, cord_worsening_days ?              | same day
        Had cancer, cannot say whether walking is unsteady    | cancer_history, gait_unsteady_stiff ?            | same day
        """,
    )


def test_myelopathy_slow(spec) -> None:
    """The same signs, slow and alone, are seen within a week."""
    spec(
        "myelopathy_slow",
        """
        told                                       | answers                    | verdict
        Legs stiff and unsteady for months         | gait_unsteady_stiff        | within 7 days
        Hands have become clumsy                   | hands_clumsy               | within 7 days
        Shocks on bending the neck                 | shock_on_neck_bending      | within 7 days
        A tight band round the trunk               | band_like_trunk_pain       | within 7 days
        A leg is numb, walking is steady           | leg_numbness_left          | nothing
        Cannot say whether the hands are clumsy    | hands_clumsy ?             | within days
        """,
    )


def test_motor_deficit_new(spec) -> None:
    """New weakness of one leg is seen today; fast and spreading, or both sides, now."""
    spec(
        "motor_deficit_new",
        """
        told                                               | answers                                                              | verdict
        Cannot lift the left foot since yesterday          | leg_weakness_left                                                    | same day
        Right knee gives way                               | leg_weakness_right                                                   | same day
        Weak within two days, and spreading                | leg_weakness_left, weakness_spreading_48h                            | emergency now
        Both legs weak                                     | leg_weakness_left, leg_weakness_right                                | emergency now
        Old weakness, examined, yet spreading in two days  | leg_weakness_left, motor_assessed_unchanged, weakness_spreading_48h  | emergency now
        Weak for months, examined, unchanged               | leg_weakness_left, motor_assessed_unchanged                          | nothing
        Leg numb, yet strong                               | leg_numbness_right                                                   | nothing
        Cannot say whether a leg is weak                   | leg_weakness_left ?                                                  | within days
        """,
    )


def test_motor_deficit_old(spec) -> None:
    """Old, examined weakness is no flag while it is unchanged."""
    spec(
        "motor_deficit_old",
        """
        told                                               | answers                                                            | verdict
        Old foot drop, examined, now worse                 | leg_weakness_right, motor_assessed_unchanged, motor_new_or_worse   | same day
        Old foot drop, examined, the same for months       | leg_weakness_right, motor_assessed_unchanged                       | nothing
        Old foot drop, cannot say whether it is worse      | leg_weakness_right, motor_assessed_unchanged, motor_new_or_worse ? | within days
        """,
    )


def test_clumsy_legs_after_years_with_a_checked_bladder(spec) -> None:
    """What an old examination of the bladder calms, it does not calm for the spinal cord."""
    spec(
        "cord_compression",
        """
        told                                            | answers                                                           | verdict
        Old bladder trouble, examined; legs now stiff   | bladder_trouble, cauda_assessed_unchanged, gait_unsteady_stiff    | emergency now
        """,
    )
