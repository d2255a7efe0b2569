"""The verdict's parts: reasons, what is open, order of the flags, and when nothing is known."""

from dataclasses import replace

import pytest

from plumbline.care.record import Record, facts
from plumbline.care.triage import CALM, rank, triage, weigh
from plumbline.knowledge.schema import URGENCY_ORDER
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook


@pytest.mark.hazard("unknown_as_no")
def test_before_anything_is_asked_nothing_is_said() -> None:
    verdict = triage(rulebook(), Record(), TODAY)
    assert verdict.urgency is None
    assert not verdict.complete
    assert not verdict.exercise_allowed
    assert all(flag.state is None for flag in verdict.flags)
    assert verdict.open_flags == ()
    assert set(verdict.still_matter) <= knowledge().findings.keys()


def test_ranks_rise_with_urgency_and_fall_with_time() -> None:
    ranks = [rank(urgency, None) for urgency in URGENCY_ORDER]
    assert ranks == sorted(ranks)
    assert rank("self_care", None) == CALM
    assert rank("within_days", 24) > rank("within_days", 72) > rank("within_days", None)
    assert rank("same_day", None) > rank("within_days", 0)


def test_a_verdict_names_what_made_it_and_where_it_comes_from() -> None:
    verdict = triage(rulebook(), calm_record(saddle_numbness=True, bladder_trouble=False), TODAY)
    flag = verdict.flag("cauda_equina")
    assert flag.because == ("cauda_assessed_unchanged", "saddle_numbness")
    assert flag.sources
    assert set(flag.sources) <= knowledge().sources.keys()
    assert flag.status == knowledge().red_flags["cauda_equina"].basis.status


def test_open_flags_stand_most_urgent_first() -> None:
    record = calm_record(saddle_numbness=True, cancer_history=True, leg_swollen_left=True)
    verdict = triage(rulebook(), record, TODAY)
    ranks = [flag.rank for flag in verdict.open_flags]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) >= 3
    assert verdict.urgency == "emergency_now"
    assert verdict.see_within_hours == 0


def test_a_routine_flag_lets_one_exercise() -> None:
    record = calm_record(steroids_long=None)
    verdict = triage(rulebook(), record, TODAY)
    assert verdict.flag("fracture_cluster").counted_as_unknown
    assert verdict.urgency == "routine"
    assert verdict.exercise_allowed


@pytest.mark.hazard("unknown_as_no")
def test_a_sign_without_its_mitigator_asked_is_taken_at_its_worst() -> None:
    record = calm_record(saddle_numbness=True).forget(["cauda_assessed_unchanged"])
    verdict = triage(rulebook(), record, TODAY)
    assert verdict.urgency == "emergency_now"
    assert not verdict.exercise_allowed


def test_weighing_uses_the_facts_it_is_given() -> None:
    known = facts(rulebook(), calm_record(), TODAY)
    worse = replace(known, values={**known.values, "saddle_numbness": True})
    assert weigh(rulebook(), calm_record(), worse).urgency == "emergency_now"
    assert weigh(rulebook(), calm_record(), known).urgency == "self_care"


@pytest.mark.hazard("cauda_equina_ruled_out_by_absence")
def test_calm_answers_leave_no_flag_but_rule_nothing_out_in_words() -> None:
    """No flag's text says that something is excluded; the files speak of what to look for."""
    for flag in knowledge().red_flags.values():
        words = " ".join((flag.plain, flag.unknown_means, *(lv.why for lv in flag.levels))).lower()
        for claim in ("ruled out for you", "you do not have", "you are safe"):
            assert claim not in words, flag.id
    net = knowledge().advice["safety_net"]
    assert "does not rule" in net.intro.lower()


@pytest.mark.hazard("sentence_without_source")
def test_every_verdict_rests_on_sources_or_says_it_is_usual_practice() -> None:
    for flag in knowledge().red_flags.values():
        basis = flag.basis
        assert basis.status != "unverified", flag.id
        assert basis.sources or basis.status == "expert", flag.id
        assert set(basis.sources) <= knowledge().sources.keys(), flag.id
