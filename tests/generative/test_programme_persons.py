"""A hundred persons, from their answers to their week, judged by a checker of its own."""

import random
from dataclasses import replace

import pytest

from plumbline.care.programme import Programme, first_week
from plumbline.care.programme.build import ask
from plumbline.care.programme.matrix import TIES
from plumbline.care.programme.solve import solve
from plumbline.care.record import facts
from plumbline.logic.expression import columns
from tests.generative.impairment_people import OTHER
from tests.generative.plan_checker import faults, longest_walk, session_minutes
from tests.generative.plan_people import Person, newcomer, regular, wishing
from tests.generative.programme_cases import tighter
from tests.generative.two_processes import said_in_two_processes
from tests.unit.care.people import (
    TODAY,
    knowledge,
    random_answer,
    record_of,
    rulebook,
)

PERSONS = range(100)
DECIDING = ("exercises/", "treatments/", "first_weeks/", "value/")
"""Rules that a week is made by."""


def judged(person: Person, week: Programme) -> list[str]:
    return faults(rulebook(), person.known, week, person.practice, person.wishes)


@pytest.mark.hazard("contraindicated_offered")
def test_a_hundred_first_weeks_break_no_rule() -> None:
    """Every other person has wishes, kept where they can be and never against a rule."""
    stages: set[str] = set()
    for seed in PERSONS:
        rng = random.Random(seed)
        person = newcomer(rng)
        person = wishing(rng, person) if seed % 2 else person
        week = person.week()
        assert judged(person, week) == [], seed
        assert week.proof, seed
        assert week.proof.proven, seed
        stages.add(week.stage)
    assert stages == set(knowledge().first_weeks), "all kinds of people"


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.hazard("load_raised_without_consent")
@pytest.mark.parametrize("block", range(4))
def test_a_hundred_later_weeks_break_no_rule(block: int) -> None:
    """After two to eight weeks of anything: done, hurt, grown, backed off, less time, wishes."""
    for seed in PERSONS[block * 25 : block * 25 + 25]:
        rng = random.Random(seed)
        person = regular(rng)
        person = wishing(rng, person) if seed % 2 else person
        assert judged(person, person.week()) == [], seed


def test_after_backing_off_nobody_walks_more_in_a_week() -> None:
    for seed in PERSONS[:40]:
        person = regular(random.Random(seed))
        practice = person.practice
        if practice and practice.before and not practice.may_grow:
            was = sum(day.walk_minutes for day in practice.before.days)
            assert sum(day.walk_minutes for day in person.week().days) <= was, seed


@pytest.mark.hazard("load_raised_after_worse")
def test_backing_off_is_never_more_than_before() -> None:
    """Never longer than the week before, no more exercises and no longer walk."""
    for seed in PERSONS[:20]:
        person = regular(random.Random(seed))
        assert person.practice
        off = replace(person, practice=replace(person.practice, may_grow=False, earned=False))
        week = off.week()
        assert judged(off, week) == [], seed
        before = person.practice.before
        assert before
        assert session_minutes(week) <= session_minutes(before) + 1e-6
        assert len(week.exercises) <= len(before.exercises)
        assert longest_walk(week) <= longest_walk(before)


def test_a_persons_tighter_limit_never_makes_a_better_week() -> None:
    bites = 0
    for seed in (1, 4, 7):
        person = newcomer(random.Random(seed))
        problem = ask(rulebook(), person.known, person.first).problem
        best = solve(problem)
        assert best is not None
        for name, stricter in list(tighter(problem))[:16]:
            other = solve(stricter)
            if other is not None:
                assert other.proof.value <= best.proof.value + TIES, (seed, name)
                bites += other.proof.value < best.proof.value - TIES
    assert bites > 6


def test_the_same_person_gets_the_same_week_in_every_process() -> None:
    said = said_in_two_processes(
        "import random\n"
        "from tests.generative.plan_people import regular, wishing\n"
        "for s in range(4):\n"
        "    rng = random.Random(s)\n"
        "    print(wishing(rng, regular(rng)).week())\n"
    )
    assert len(said) == 1


def test_the_order_of_answers_leaves_no_trace() -> None:
    for seed in PERSONS[:15]:
        person = newcomer(random.Random(seed))
        turned = replace(person, values=dict(reversed(list(person.values.items()))))
        assert turned.week() == person.week(), seed


def test_mirrored_findings_give_the_mirrored_week_after_weeks_too() -> None:
    """The same exercises, doses and sessions; the set more is on the other side."""
    sides = 0
    for seed in PERSONS[:40]:
        person = regular(random.Random(seed))
        if not any(priority.side for priority in person.first):
            continue
        twins = tuple(replace(p, side=OTHER[p.side]) for p in person.first)
        week, mirror = person.week(), replace(person, first=twins).week()
        assert [(p.exercise, p.dose, p.templates, OTHER[p.more_on]) for p in week.exercises] == [
            (p.exercise, p.dose, p.templates, p.more_on) for p in mirror.exercises
        ], seed
        assert week.days == mirror.days, seed
        sides += any(planned.more_on for planned in week.exercises)
    assert sides > 3


def read_by_weeks() -> set[str]:
    """Every finding that a rule of the week reads, or that it is built from by name."""
    book = rulebook()
    found: set[str] = set()
    for name, rule in book.rules.items():
        if name.startswith(DECIDING):
            found |= book.behind(columns(rule))
    value, rules = knowledge().value, knowledge().programme
    found |= {goal.finding for goal in value.goals}
    found |= {need.finding for need in rules.needs}
    found |= {name for name in knowledge().findings if name.startswith(("kit_", "repeated_"))}
    # What another finding waits for may matter through that one.
    for name in list(found):
        if name in book.applies:
            found |= book.behind(columns(book.applies[name]))
    return found


def test_an_answer_that_no_rule_reads_changes_nothing() -> None:
    read = read_by_weeks()
    others = sorted(
        name
        for name in knowledge().findings.keys() - read
        if name not in knowledge().test_findings and name != "onset_date"
    )
    assert len(others) > 20
    same = 0
    for seed in PERSONS[:10]:
        rng = random.Random(seed)
        person = newcomer(rng)
        week, before = person.week(), person.known.values
        said = {n: random_answer(rng, knowledge().findings[n]) for n in rng.sample(others, 6)}
        known = facts(rulebook(), record_of({**person.values, **said}), TODAY)
        if all(known.values.get(name) == before.get(name) for name in read):
            assert first_week(rulebook(), known, TODAY, person.first) == week, (seed, said)
            same += 1
    assert same > 4
