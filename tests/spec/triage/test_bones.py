# ruff: noqa: E501 (a row of a table stays on one line)
"""Injury and bones: a broken bone after a blow, or after little where bones are fragile

A great force is seen now whatever else is true; a small one counts where bones are thin or stiff.
"""

import pytest

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_trauma_major(spec) -> None:
    """A great force, or any fall with new numbness or weakness, is seen now."""
    spec(
        "trauma_major",
        """
        told                                          | answers                                     | verdict
        Fell off a ladder, over a metre               | trauma_major                                | emergency now
        Tripped, and a leg has been weak since        | trauma_minor_fall, leg_weakness_left        | emergency now
        Tripped, and an arm is numb                   | trauma_minor_fall, arm_numb_or_weak         | emergency now
        Tripped, and the saddle is numb               | trauma_minor_fall, saddle_numbness          | emergency now
        Tripped, and both legs tingle                 | trauma_minor_fall, both_legs_symptoms_new   | emergency now
        Tripped at 40, all feels normal               | trauma_minor_fall                           | nothing
        A leg is numb without any injury              | leg_numbness_left                           | nothing
        Cannot say how hard the blow was              | trauma_major ?                              | same day
        Tripped, cannot say whether a leg is weak     | trauma_minor_fall, leg_weakness_left ?      | same day
        """,
    )


def test_trauma_minor_fragile(spec) -> None:
    """A small fall or a jolt counts where bones are thin; with a stiff spine it is seen now."""
    spec(
        "trauma_minor_fragile",
        """
        told                                                | answers                                                  | verdict
        Woman of 66 fell from standing                      | trauma_minor_fall, age_years = 66                        | same day
        Man of 76 fell from standing                        | trauma_minor_fall, age_years = 76, sex_at_birth = male   | same day
        Sex unsaid, 66, fell from standing                  | trauma_minor_fall, age_years = 66, sex_at_birth = unsaid | same day
        Lifted a box, has osteoporosis                      | lift_or_jolt, osteoporosis                               | same day
        A jolt, on steroid tablets for months               | lift_or_jolt, steroids_long                              | same day
        Fell, has broken a fragile bone before              | trauma_minor_fall, fragility_fracture                    | same day
        Fell, has ankylosing spondylitis                    | trauma_minor_fall, stiff_spine_disease                   | emergency now
        A jolt with a fused spine                           | lift_or_jolt, stiff_spine_disease                        | emergency now
        Fell at 65                                          | trauma_minor_fall, age_years = 65                        | nothing
        Osteoporosis, no fall or jolt                       | osteoporosis                                             | nothing
        A fused spine, no fall or jolt                      | stiff_spine_disease                                      | nothing
        Fell, cannot say whether bones are thin             | trauma_minor_fall, osteoporosis ?                        | within days
        At 80, cannot say whether there was a fall          | age_years = 80, trauma_minor_fall ?                      | within days
        """,
    )


def test_fracture_cluster(spec) -> None:
    """Two signs of a break with injury or steroids among them, or sudden pain in thin bones."""
    spec(
        "fracture_cluster",
        """
        told                                              | answers                                                     | verdict
        Woman on steroid tablets for months               | steroids_long                                               | within 3 days
        Man of 71 on steroid tablets                      | steroids_long, age_years = 71, sex_at_birth = male          | within 3 days
        Woman of 56 who fell from standing                | trauma_minor_fall, age_years = 56                           | within 3 days
        Man of 71 who fell from standing                  | trauma_minor_fall, age_years = 71, sex_at_birth = male      | within 3 days
        A heavy blow, and steroid tablets                 | trauma_major, steroids_long, sex_at_birth = male            | within 3 days
        Osteoporosis and pain that came suddenly          | osteoporosis, pain_sudden_onset                             | within 3 days
        Steroid tablets and pain that came suddenly       | steroids_long, pain_sudden_onset, sex_at_birth = male       | within 3 days
        Has become shorter, and pain came suddenly        | height_loss, pain_sudden_onset                              | within 3 days
        Woman of 75, no injury, no steroids               | age_years = 75                                              | nothing
        Man of 40 on steroid tablets, no sudden pain      | steroids_long, sex_at_birth = male                          | nothing
        Osteoporosis, pain came slowly                    | osteoporosis                                                | nothing
        Pain came suddenly in healthy bones               | pain_sudden_onset                                           | nothing
        Cannot say whether the steroids were long         | steroids_long ?                                             | routine
        Osteoporosis, cannot say how the pain began       | osteoporosis, pain_sudden_onset ?                           | routine
        """,
    )
