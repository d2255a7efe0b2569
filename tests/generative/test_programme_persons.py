"""A hundred persons, from their answers to their week, judged by a checker of its own."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from plumbline.care.programme import Practice, Programme, Wish, Wishes, first_week
from plumbline.care.programme.build import ask
from plumbline.care.programme.matrix import TIES
from plumbline.care.programme.solve import solve
from plumbline.care.record import facts
from plumbline.logic.expression import columns
from tests.generative.impairment_people import OTHER
from tests.generative.plan_checker import faults, longest_walk, session_minutes
from tests.generative.plan_people import Person, newcomer, regular, wishing
from tests.generative.programme_cases import tighter
from tests.unit.care.people import (
    TODAY,
    calm_values,
    knowledge,
    random_answer,
    record_of,
    rulebook,
)

ROOT = Path(__file__).resolve().parents[2]
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


def spoilt(week: Programme) -> dict[str, Programme]:
    """A good week, made wrong in many ways."""
    one, *others = week.exercises
    heavy = replace(one, exercise="superman")
    doses = knowledge().exercises[one.exercise].doses
    days = [replace(day, session=True, template=week.templates[0]) for day in week.days]
    return {
        "never planned": replace(week, exercises=(heavy, *others)),
        "stands twice": replace(week, exercises=(one, *week.exercises)),
        "both in and out": replace(
            week,
            exercises=(*week.exercises[:-1], replace(one, exercise=week.left_out[-1].exercise)),
        ),
        "not every exercise": replace(week, left_out=week.left_out[1:]),
        "wrong minutes": replace(week, exercises=(replace(one, minutes=99), *others)),
        "takes too long": replace(week, exercises=(replace(one, minutes=99), *others)),
        "rises": replace(week, exercises=(replace(one, dose=len(doses) - 1), *others)),
        "day after": replace(week, days=tuple(days)),
        "too many days": replace(week, days=tuple(days)),
        "seven days": replace(week, days=week.days[1:]),
        "too short to plan": replace(
            week, days=(replace(week.days[0], walk_minutes=1), *week.days[1:])
        ),
        "goes back": replace(week, exercises=(*week.exercises, one)),
        "sets for": replace(week, exercises=tuple(p for p in week.exercises for _ in range(12))),
        "no day": replace(week, exercises=(replace(one, templates=("B",)), *others)),
        "minutes that were told": replace(week, minutes_a_day=7),
    }


def test_the_checker_sees_what_is_wrong() -> None:
    """A checker that never objects would hold every rule above."""
    values = {**calm_values(), "onset_date": TODAY.replace(year=2025), "days_per_week": 4}
    person = Person({**values, "minutes_per_day": 20}, ())
    week = person.week()
    assert judged(person, week) == []
    for said, wrong in spoilt(week).items():
        assert any(said in fault for fault in judged(person, wrong)), said
    banned = Wishes((Wish("ban", week.exercises[0].exercise),))
    assert any("banned" in f for f in judged(replace(person, wishes=banned), week))
    rested = Practice(before=week, last_session=TODAY)
    assert any("too soon" in f for f in judged(replace(person, practice=rested), week))
    tired = Practice(before=replace(week, exercises=week.exercises[1:]), may_grow=False)
    found = judged(replace(person, practice=tired), replace(week, version=2))
    assert any("after backing off" in f for f in found)


def test_after_backing_off_nobody_walks_more_in_a_week() -> None:
    for seed in PERSONS[:40]:
        person = regular(random.Random(seed))
        practice = person.practice
        if practice and practice.before and not practice.may_grow:
            was = sum(day.walk_minutes for day in practice.before.days)
            assert sum(day.walk_minutes for day in person.week().days) <= was, seed


@pytest.mark.hazard("load_raised_after_worse")
def test_backing_off_is_never_more_than_going_on() -> None:
    """The same weeks with and without leave to grow: never longer, and no more exercises."""
    for seed in PERSONS[:20]:
        person = regular(random.Random(seed))
        assert person.practice
        off = replace(person, practice=replace(person.practice, may_grow=False, earned=False))
        week = off.week()
        assert judged(off, week) == [], seed
        before = person.practice.before
        assert before
        assert session_minutes(week) <= session_minutes(before) + 1e-6
        assert longest_walk(week) <= max(longest_walk(before), 0)


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
    code = (
        "import random\n"
        "from tests.generative.plan_people import regular, wishing\n"
        "for s in range(4):\n"
        "    rng = random.Random(s)\n"
        "    print(wishing(rng, regular(rng)).week())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}/src:{ROOT}"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
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
