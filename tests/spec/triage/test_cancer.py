# ruff: noqa: E501 (a row of a table stays on one line)
"""Cancer: known, suspected, or long ago

Known cancer with pain that behaves badly is seen today; weak signs count only together.
"""

import pytest

pytestmark = pytest.mark.hazard("danger_undercalled")


def test_malignancy_known(spec) -> None:
    """Cancer now or in the past with pain that is new, worsening, unremitting or wakes at night."""
    spec(
        "malignancy_known",
        """
        told                                              | answers                                     | verdict
        Had breast cancer, new kind of pain               | cancer_history, pain_new_or_different       | same day
        Had cancer, pain is getting worse                 | cancer_history, pain_getting_worse          | same day
        Had cancer, pain never lets up                    | cancer_history, pain_unremitting            | same day
        Had cancer, pain wakes at night                   | cancer_history, pain_night_waking           | same day
        Cancer 12 years ago, clear, but wakes at night    | cancer_history, cancer_over_10_years_clear, pain_night_waking | same day
        Cancer 12 years ago, clear, ordinary pain         | cancer_history, cancer_over_10_years_clear  | nothing
        Never had cancer, pain wakes at night             | pain_night_waking                           | nothing
        Pain wakes at night, cannot say about cancer      | pain_night_waking, cancer_history ?         | within days
        Had cancer, cannot say if the pain is worse       | cancer_history, pain_getting_worse ?        | within days
        """,
    )


def test_malignancy_cluster(spec) -> None:
    """Lost weight counts alone; of the weaker signs it takes two."""
    spec(
        "malignancy_cluster",
        """
        told                                                   | answers                                                                  | verdict
        Lost weight without trying                             | weight_loss_unexplained                                                  | within 14 days
        First back pain ever at 50, no position eases it       | age_years = 50, first_ever_back_pain, pain_not_easing                    | within 14 days
        First back pain ever at 60, no better after 6 weeks    | age_years = 60, first_ever_back_pain, no_improvement_6_weeks, onset = 50 days | within 14 days
        No position eases it, feels very unwell                | pain_not_easing, feeling_very_unwell                                     | within 14 days
        No better after six weeks, and nothing eases it        | no_improvement_6_weeks, pain_not_easing, onset = 50 days                 | within 14 days
        First back pain ever at 60, nothing else               | age_years = 60, first_ever_back_pain                                     | nothing
        First back pain ever at 49, nothing eases it           | age_years = 49, first_ever_back_pain, pain_not_easing                    | nothing
        No better after six weeks, nothing else                | no_improvement_6_weeks, onset = 50 days                                  | nothing
        Cannot say about weight                                | weight_loss_unexplained ?                                                | routine
        First ever at 60, cannot say whether positions ease it | age_years = 60, first_ever_back_pain, pain_not_easing ?                  | routine
        """,
    )


def test_cancer_distant(spec) -> None:
    """Cancer long ago with ordinary pain: a doctor should hear of it within two weeks."""
    spec(
        "cancer_distant",
        """
        told                                          | answers                                    | verdict
        Cancer 15 years ago, clear, ordinary pain     | cancer_history, cancer_over_10_years_clear | within 14 days
        Never had cancer                              | -                                          | nothing
        Cannot say whether it was cancer              | cancer_history ?                           | within days
        """,
    )
