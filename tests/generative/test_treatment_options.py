"""Random people and every treatment: nothing contraindicated is an option, whatever is told."""

import random
from functools import cache
from typing import get_args

import pytest

from plumbline.care.cautions import treatment_objections
from plumbline.care.patterns import patterns
from plumbline.care.record import Facts, facts
from plumbline.care.treatment_options import (
    Option,
    Order,
    alike,
    comparisons,
    on_own_scale,
    options,
    ordered,
    points,
    shown,
)
from plumbline.knowledge.schema import Finding
from plumbline.logic.expression import columns
from plumbline.logic.schema import Value
from tests.generative.logic_cases import SCALE
from tests.generative.plan_people import newcomer
from tests.unit.care.people import TODAY, knowledge, random_answer, record_of, rulebook

PEOPLE = range(60 * SCALE)


@cache
def deciding() -> tuple[Finding, ...]:
    """True-or-false findings that only treatments read: no pattern changes with them."""
    book = rulebook()

    def read_under(*prefixes: str) -> set[str]:
        rules = book.under(*prefixes).values()
        return {name for rule in rules for name in book.behind(columns(rule))}

    names = read_under("treatments/") - read_under("patterns/")
    found = (knowledge().findings[name] for name in sorted(names))
    return tuple(finding for finding in found if finding.type == "boolean")


def told(seed: int) -> dict[str, Value]:
    """Somebody with answers to most of what decides about treatments."""
    rng = random.Random(seed)
    values = dict(newcomer(rng).values)
    for finding in deciding():
        if rng.random() < 0.85:
            values[finding.id] = False if rng.random() < 0.9 else random_answer(rng, finding, 0.3)
    return {
        name: value for name, value in values.items() if value is not False or rng.random() < 0.98
    }


def known_of(values: dict[str, Value]) -> Facts:
    return facts(rulebook(), record_of(values), TODAY)


def looked(values: dict[str, Value]) -> tuple[Option, ...]:
    known = known_of(values)
    return options(rulebook(), known, patterns(rulebook(), known))


def offered(values: dict[str, Value]) -> set[str]:
    return {one.treatment.id for one in looked(values) if one.offered}


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_no_option_is_contraindicated() -> None:
    """Judged by the rules themselves: none that blocks may hold, or be unknown."""
    seen = 0
    for seed in PEOPLE:
        values = told(seed)
        known = known_of(values)
        for name in offered(values):
            seen += 1
            treatment = knowledge().treatments[name]
            for group in (name, *treatment.also):
                for caution in knowledge().treatments[group].contraindications:
                    if caution.level != "caution":
                        rule = f"treatments/{group}/{caution.id}"
                        assert known.outcomes[rule] is False, (seed, name, rule)
    assert seen > 5 * len(PEOPLE), "people are offered something"


@pytest.mark.hazard("contraindicated_offered")
def test_one_more_thing_against_never_adds_an_option() -> None:
    shrunk = 0
    for seed in PEOPLE:
        values, rng = told(seed), random.Random(-seed)
        before = offered(values)
        danger = [finding for finding in deciding() if finding.danger == "yes"]
        for finding in rng.sample(danger, 6):
            for worse in (True, None):
                after = offered({**values, finding.id: worse})
                if values.get(finding.id) is False or worse:
                    assert after <= before, (seed, finding.id, worse, after - before)
                    shrunk += after < before
    assert shrunk > len(PEOPLE) / 4, "some of it matters"


@pytest.mark.hazard("contraindicated_offered")
def test_no_order_hides_a_treatment_or_its_harm() -> None:
    for seed in PEOPLE:
        found = [one for one in looked(told(seed)) if one.offered]
        harms = {one.treatment.id: one.treatment.harm for one in found}
        against = {one.treatment.id: one.objections for one in found}
        for order in get_args(Order):
            for kind in (None, *comparisons(found)):
                listed = ordered(found, order, kind)
                assert {one.treatment.id: one.treatment.harm for one in listed} == harms
                assert {one.treatment.id: one.objections for one in listed} == against
                assert len(listed) == len(found)


@pytest.mark.hazard("number_without_source")
def test_only_like_is_compared_with_like_and_nothing_unchecked() -> None:
    compared = 0
    for seed in PEOPLE:
        found = [one for one in looked(told(seed)) if one.offered]
        for kind in comparisons(found):
            numbers = [number for one in found if (number := alike(one.use, kind))]
            for number in numbers:
                compared += 1
                assert (number.comparator, number.band) == (kind.comparator, kind.band)
                assert number.outcome == kind.outcome
                assert number.number.basis.status != "unverified"
                assert not number.not_shown
            by_benefit = [alike(one.use, kind) for one in ordered(found, "benefit", kind)]
            sizes = [size[0] for e in by_benefit if e and (size := points(e))]
            assert sizes == sorted(sizes)
    assert compared > len(PEOPLE)


def test_the_own_scale_never_leaves_0_to_10() -> None:
    drawn = 0
    for treatment in knowledge().treatments.values():
        for use in treatment.uses:
            for effect in shown(use):
                for pain in range(11):
                    moved = on_own_scale(effect, pain)
                    if moved is not None:
                        drawn += 1
                        ends = (moved.then, moved.low, moved.high)
                        assert all(0 <= end <= 10 for end in ends if end is not None)
    assert drawn > 100


def test_what_speaks_against_a_group_speaks_against_all_that_name_it() -> None:
    known = known_of({})
    for treatment in knowledge().treatments.values():
        mine = {one.rule for one in treatment_objections(rulebook(), known, treatment.id)}
        for group in treatment.also:
            theirs = {one.rule for one in treatment_objections(rulebook(), known, group)}
            assert theirs <= mine, (treatment.id, group)
