"""A rule worked out as far as it can be before any row is read stays the same rule."""

from __future__ import annotations

import random

from plumbline.cohort.partial import NOBODY_KNOWS, rename, settle
from plumbline.logic import columns, evaluate
from tests.generative.logic_cases import SCHEMA, random_person, random_rule

RULES, PEOPLE = 400, 12


def test_what_is_left_of_a_rule_gives_what_the_whole_rule_gives() -> None:
    rng = random.Random(3)
    settled = 0
    for _ in range(RULES):
        rule = random_rule(rng)
        person = random_person(rng)
        names = rng.sample(list(SCHEMA), rng.randint(0, len(SCHEMA)))
        fixed = {name: None if person[name] != person[name] else person[name] for name in names}
        left = settle(rule, fixed)
        decided = left is None or isinstance(left, bool)
        settled += decided
        if not decided:
            assert columns(left).isdisjoint(fixed)
        for _ in range(PEOPLE):
            whole = {**random_person(rng), **fixed}
            outcome = left if decided else evaluate(left, whole)
            assert outcome == evaluate(rule, whole)
    assert 20 < settled < RULES


def test_a_renamed_rule_reads_the_other_columns() -> None:
    rng = random.Random(4)
    names = {name: f"z_{name}" for name in SCHEMA}
    for _ in range(100):
        rule, person = random_rule(rng), random_person(rng)
        other = rename(rule, names)
        assert columns(other) == {f"z_{name}" for name in columns(rule)}
        told = {f"z_{name}": value for name, value in person.items()}
        assert evaluate(other, told) == evaluate(rule, person)


def test_nobody_knows_is_unknown() -> None:
    assert evaluate(NOBODY_KNOWS, {}) is None
