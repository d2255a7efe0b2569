"""Simulated people who answer only what they are asked: same urgency, fewer questions, an end.

`PLUMBLINE_GENERATIVE_SCALE` makes it more of them (7 gives 1,260).
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import pytest

from plumbline.care.intake import Page, next_page_after
from plumbline.care.record import Facts, Record, facts
from plumbline.care.standing import Standing, standing
from plumbline.care.triage import BLOCKS_EXERCISE, triage, weigh
from plumbline.logic.schema import Value
from tests.generative.logic_cases import SCALE
from tests.unit.care.people import (
    TODAY,
    answering,
    calm_values,
    knowledge,
    record_of,
    rulebook,
    simulated_person,
)

SURE, UNSURE = 120 * SCALE, 60 * SCALE
MOST_PAGES = 200
Answering = Callable[[str, int], Value]


@dataclass
class Told:
    """A whole intake: what was shown, how often each finding was asked, and where it ended."""

    pages: list[Page] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    record: Record = field(default_factory=Record)
    end: Standing | None = None
    problems: list[str] = field(default_factory=list)


def take(answer: Answering, whole: bool = True) -> Told:
    """Answer every page until there is none; what must not happen is noted on the way.

    With `whole` false only until the urgency is settled and the plan's questions would begin.
    """
    told = Told()
    for order in range(1, MOST_PAGES):
        known = facts(rulebook(), told.record, TODAY)
        verdict = weigh(rulebook(), told.record, known)
        page = next_page_after(rulebook(), told.record, known, verdict)
        if page is None or (page.phase == "plan" and not whole):
            told.end = standing(rulebook(), told.record, TODAY)
            return told
        told.problems += wrong_with(page, told, known)
        for name in page.findings:
            if name in known.expired:
                told.asked[name] = 0  # brought up anew: a sign it is about was told after it
            told.asked[name] += 1
            value = answer(name, told.asked[name])
            told.record = told.record.tell(name, value, TODAY, order=order)
        told.pages.append(page)
    told.problems.append("the intake does not end")
    return told


def wrong_with(page: Page, told: Told, known: Facts) -> list[str]:
    """What a page must never be.

    An answer that calms may be asked for anew once the sign it is about was told after it.
    """
    findings, problems = knowledge().findings, list[str]()
    if not page.findings:
        problems.append("an empty page")
    for name in page.findings:
        earlier = None if name in known.expired else told.record.answers.get(name)
        if findings[name].asked_of != "person":
            problems.append(f"{name} is not for a person to answer")
        if name in known.not_applicable:
            problems.append(f"{name} makes no sense for this person")
        if earlier is not None and (earlier.value is not None or not page.again):
            problems.append(f"{name} is asked again although it was answered")
        if earlier is None and page.again:
            problems.append(f"{name} is put in other words before it was asked at all")
        if told.asked[name] >= 2 and name not in known.expired:
            problems.append(f"{name} is asked a third time")
        if page.list is not None and findings[name].list != page.list:
            problems.append(f"{name} does not stand on the list {page.list}")
    if len(page.findings) > 1 and page.list is None:
        problems.append(f"{page.findings} together, without a list")
    if not 0 <= page.share_done <= 1:
        problems.append(f"share done is {page.share_done}")
    return problems


@cache
def people() -> list[tuple[dict[str, Value], Told, Answering]]:
    """Everybody with the whole truth about them, and their intake."""
    found: list[tuple[dict[str, Value], Told, Answering]] = []
    for seed in range(SURE + UNSURE):
        rng = random.Random(seed)
        truth = simulated_person(rng)
        answer = answering(rng, truth, unsure=0.0 if seed < SURE else 0.06)
        found.append((truth, take(answer, whole=seed % 3 == 0), answer))
    return found


def test_every_intake_ends_and_asks_nothing_it_should_not() -> None:
    """No third time, no question that makes no sense, none that is for a clinician."""
    for seed, (_, told, _) in enumerate(people()):
        assert not told.problems, (seed, told.problems[:3])


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.hazard("unknown_as_no")
def test_asking_less_never_changes_the_urgency() -> None:
    """Everybody gets the urgency that asking everything would have given."""
    tally: Counter[str] = Counter()
    for seed, (truth, told, answer) in enumerate(people()):
        whole = record_of({name: answer(name, 2) for name in truth})
        everything = triage(rulebook(), whole, TODAY)
        assert told.end is not None
        verdict = told.end.triage
        assert verdict.complete, seed
        assert (verdict.urgency, verdict.see_within_hours) == (
            everything.urgency,
            everything.see_within_hours,
        ), (seed, [flag.id for flag in everything.open_flags][:3])
        assert verdict.exercise_allowed is everything.exercise_allowed
        assert verdict.crisis or not everything.crisis or verdict.urgency == "emergency_now"
        tally[str(verdict.urgency)] += 1
    assert set(tally) >= {"emergency_now", "same_day", "within_days", "self_care"}, tally


def test_dont_know_is_asked_exactly_once_more_in_other_words() -> None:
    """Where an answer could still matter, "don't know" is asked again, once, and then stands."""
    again = Counter[int]()
    for seed, (_, told, _) in enumerate(people()):
        assert told.end is not None
        for name, times in told.asked.items():
            said = told.record.answers[name]
            if said.value is None and name in told.end.known.unanswered:
                # Said once and never asked again: then it must not have mattered any more.
                assert name not in told.end.triage.still_matter, (seed, name)
            again[times] += 1
        for page in told.pages:
            assert not page.again or len(page.findings) == 1
    assert again[2] > 20, "some are asked a second time"
    assert set(again) <= {1, 2}


def test_who_has_to_be_seen_is_not_asked_about_plans() -> None:
    """Once exercise has to wait, the questions end; a plan's questions come after safety."""
    for _, told, _ in people():
        assert told.end is not None
        phases = [page.phase for page in told.pages]
        if told.end.triage.urgency in BLOCKS_EXERCISE:
            assert "plan" not in phases
        if "plan" in phases:
            # A plan's answer may open a safety question (a sign on a shared list), never age.
            assert "about_you" not in phases[phases.index("plan") :]


def test_a_finished_intake_knows_what_the_programme_needs() -> None:
    """Where exercise is allowed and the questions are over, nothing a plan needs is unasked."""
    planned = 0
    for seed, (_, told, _) in enumerate(people()):
        end = told.end
        assert end is not None
        if not end.triage.exercise_allowed or end.next_page is not None:
            continue
        for need in knowledge().programme.needs:
            name = f"programme/needs/{need.finding}"
            wanted = rulebook().decide(end.known.values).get(name, True) is not False
            assert not wanted or need.finding not in end.known.unanswered, (seed, need.finding)
        planned += end.may_plan
    assert planned > 10


def test_a_calm_person_is_not_asked_everything() -> None:
    """The well are asked less than there is to ask, and the very ill far less."""
    calm = take(lambda name, _: calm_values()[name])
    ill = take(lambda name, _: name == "saddle_numbness" or calm_values()[name])
    assert not calm.problems
    assert calm.end is not None
    assert calm.end.may_plan
    askable = [f for f in knowledge().findings.values() if f.asked_of == "person"]
    assert sum(calm.asked.values()) < 0.8 * len(askable)
    assert len(ill.asked) < 0.3 * len(calm.asked)
