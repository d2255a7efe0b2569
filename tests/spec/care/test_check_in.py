# ruff: noqa: E501 (a row of a table stays on one line)
"""Check-ins: how the plan answers what a person tells after a session

It compares with the person's own usual pain, backs off by itself, and never asks for more after
something worse, or while something is not known.
"""

import pytest


@pytest.mark.hazard("load_raised_after_worse")
def test_a_session_that_went_well(spec_check_in) -> None:
    """A rise of at most one point that has settled by the next morning may progress."""
    spec_check_in(
        """
        told                                                | answers                                       | answer
        Felt right, pain as usual, morning as usual         | -                                             | may progress
        Felt easy, morning better                           | session_felt = easy, next_morning = better    | may progress
        One point more than usual                           | pain_day_nrs = 4                              | may progress
        Less pain than usual                                | pain_day_nrs = 0                              | may progress
        Felt hard                                           | session_felt = hard                           | hold
        The next morning has not come                       | next_morning = not_yet                        | hold
        """
    )


@pytest.mark.hazard("load_raised_after_worse")
def test_a_session_that_was_too_much(spec_check_in) -> None:
    """Two points more, a worse morning or a session too hard: a lighter session next."""
    spec_check_in(
        """
        told                                                | answers                                       | answer
        Two points more than usual                          | pain_day_nrs = 5                              | step back
        Ten of ten                                          | pain_day_nrs = 10                             | step back
        Worse the morning after                             | next_morning = worse                          | step back
        Felt too hard                                       | session_felt = too_hard                       | step back
        Two points more, yet the morning was better         | pain_day_nrs = 5, next_morning = better       | step back
        """
    )


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.hazard("danger_undercalled")
def test_something_new(spec_check_in) -> None:
    """Pain that spreads down a limb, or anything new or worse, stops and is looked at first."""
    spec_check_in(
        """
        told                                                | answers                                       | answer
        Pain goes further down the leg                      | spread_down_limb                              | stop and check
        Something is new                                    | anything_new_or_worse                         | stop and check
        Further down the leg, felt easy                     | spread_down_limb, session_felt = easy         | stop and check
        """
    )


@pytest.mark.hazard("unknown_as_no")
def test_what_is_not_known(spec_check_in) -> None:
    """ "I don't know" never counts as good news."""
    spec_check_in(
        """
        told                                                | answers                                       | answer
        Cannot say whether it spreads                       | spread_down_limb ?                            | stop and check
        Cannot say whether anything is new                  | anything_new_or_worse ?                       | stop and check
        Cannot say how much it hurts                        | pain_day_nrs ?                                | step back
        Cannot say how the morning was                      | next_morning ?                                | step back
        Cannot say how it felt                              | session_felt ?                                | step back
        Nobody knows what pain was usual before             | pain_usual_before_nrs ?                       | step back
        """
    )


@pytest.mark.hazard("load_raised_after_worse")
def test_strong_usual_pain(spec_check_in) -> None:
    """With usual pain of five or more, the planned amount is kept on good days and bad."""
    spec_check_in(
        """
        told                                                | answers                                                           | answer
        Usual pain 5, a good session                        | pain_usual_before_nrs = 5, pain_day_nrs = 5                       | quota
        Usual pain 8, far less today                        | pain_usual_before_nrs = 8, pain_day_nrs = 2                       | quota
        Usual pain 4, a good session                        | pain_usual_before_nrs = 4, pain_day_nrs = 4                       | may progress
        Usual pain 6, two points more                       | pain_usual_before_nrs = 6, pain_day_nrs = 8                       | step back
        Usual pain 6, felt hard                             | pain_usual_before_nrs = 6, pain_day_nrs = 6, session_felt = hard  | hold
        """
    )
