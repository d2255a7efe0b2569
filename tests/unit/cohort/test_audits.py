"""The measures themselves, their intervals, and what may be shown of small numbers."""

from __future__ import annotations

import random
from itertools import pairwise, product
from math import ceil, floor

import polars as pl
import pytest
from pydantic import ValidationError
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from plumbline.cohort.audits import COUNTS, measured, measures
from plumbline.cohort.disclosure import SMALLEST, as_table, protect, rounded
from plumbline.cohort.episodes import EPISODE
from plumbline.cohort.intervals import funnel_limits, wilson
from plumbline.errors import ExpressionError
from plumbline.knowledge.schema import Audit
from plumbline.knowledge.yaml_file import parse
from plumbline.logic import columns
from tests.unit.care.people import knowledge

ASKED = {
    "imaging_28_days",
    "imaging_42_days",
    "opioid_first_contact",
    "opioid_over_7_days",
    "injection_non_specific",
    "surgery_before_6_weeks",
    "surgery_before_12_weeks",
    "physiotherapy_first",
    "bed_rest",
    "red_flag_not_acted_on",
}


def test_all_measures_are_there_in_one_order() -> None:
    assert {measure.audit.id for measure in measures()} == ASKED
    orders = [measure.audit.order for measure in measures()]
    assert all(one < other for one, other in pairwise(orders))


@pytest.mark.parametrize("measure", measures(), ids=lambda measure: measure.audit.id)
def test_a_measure_rests_on_sources_that_are_there(measure) -> None:  # type: ignore[no-untyped-def]
    basis = measure.audit.basis
    assert basis.status != "unverified"
    assert set(basis.sources) <= knowledge().sources.keys()
    assert basis.sources or basis.status == "expert"
    assert basis.note
    rules = [measure.counted, *measure.exclusions.values(), measure.among]
    assert all(columns(rule) <= EPISODE.keys() for rule in rules if rule is not None)


GOOD = """
id: a
title: A
order: 1
plain: P
why: W
wanted: low
follow_days: 0
counted: imaging
basis: {status: expert, note: n}
"""


def audit(text: str) -> Audit:
    return Audit.model_validate(parse(text, "audits/a.yaml").value)


@pytest.mark.parametrize(
    ("old", "new"), [("wanted: low", "wanted: some"), ("follow_days: 0", "follow_days: -1")]
)
def test_a_file_that_is_wrong_is_refused(old: str, new: str) -> None:
    assert audit(GOOD).id == "a"
    with pytest.raises(ValidationError):
        audit(GOOD.replace(old, new))


@pytest.mark.parametrize("rule", ["age_years > 'x'", "saddle_numbness", "imaging AND"])
def test_a_rule_reads_the_columns_of_an_episode_only(rule: str) -> None:
    assert measured(audit(GOOD)).audit.id == "a"
    with pytest.raises(ExpressionError):
        measured(audit(GOOD.replace("counted: imaging", f"counted: {rule}")))


def test_intervals_are_those_of_another_library() -> None:
    rng = random.Random(1)
    pairs = [(0, 1), (1, 1), (0, 50), (50, 50)]
    pairs += [(rng.randint(0, n), n) for n in (2, 7, 30, 500, 10_000) for _ in range(5)]
    for counted, among in pairs:
        expected = proportion_confint(counted, among, alpha=0.05, method="wilson")
        assert wilson(counted, among) == pytest.approx(expected, abs=1e-9)
    assert wilson(0, 0) == (0, 1)
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


@pytest.mark.parametrize("chance", [0.05, 0.002])
def test_funnel_limits_are_those_of_the_binomial_distribution(chance: float) -> None:
    """As many lie outside by chance as is said, and never a whole count more or less."""
    for share, among in product((0.004, 0.1, 0.5, 0.97), (10, 35, 400, 30_000)):
        low, high = funnel_limits(share, among, chance)
        exact = binom(among, share)
        fewest, most = exact.ppf(chance / 2), exact.ppf(1 - chance / 2)
        assert max(0, fewest - 1) <= low * among <= fewest + 1e-6
        assert most - 1 <= high * among <= most + 1e-6
        inside = exact.cdf(floor(high * among)) - exact.cdf(ceil(low * among) - 1)
        assert inside == pytest.approx(1 - chance, abs=exact.pmf(fewest) + exact.pmf(most))


def test_funnel_limits_close_in_on_the_share() -> None:
    limits = [funnel_limits(0.3, among, 0.05) for among in (10, 100, 1000, 100_000)]
    assert all(low <= 0.3 <= high for low, high in limits)
    sizes = [high - low for low, high in limits]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 0.01
    assert funnel_limits(0.0, 40, 0.05) == (0, 0)


def groups(*told: tuple[str, int, int]) -> pl.DataFrame:
    rows = [("a", "provider", name, counted, among, 0) for name, counted, among in told]
    return pl.DataFrame(rows, schema=dict(COUNTS), orient="row").select(list(COUNTS))


def test_small_numbers_are_hidden_and_others_rounded() -> None:
    assert [rounded(count) for count in (0, 6, 7, 8, 12, 13)] == [None, None, 5, 10, 10, 15]
    shown = protect(groups(("x", 6, 100), ("y", 38, 101), ("z", 97, 100), ("w", 41, 80)))
    told = {each.group: (each.counted, each.among) for each in shown}
    assert told == {"x": (None, 100), "y": (40, 100), "z": (None, 100), "w": (40, 80)}
    hidden = next(each for each in shown if each.group == "x")
    assert (hidden.share, hidden.low, hidden.high) == (None, None, None)


def test_one_hidden_group_takes_another_with_it() -> None:
    """Or it could be worked out from the total and all the others."""
    shown = protect(groups(("x", 3, 100), ("y", 38, 101), ("w", 41, 80)))
    assert {each.group for each in shown if each.hidden} == {"x", "y"}


def test_nothing_under_seven_ever_leaves() -> None:
    rng = random.Random(2)
    for _ in range(200):
        told = []
        for name in range(rng.randint(1, 6)):
            among = rng.randint(0, 40)
            told.append((f"p{name}", rng.randint(0, among), among))
        table = as_table(protect(groups(*told)))
        exact = {name: (counted, among) for name, counted, among in told}
        for row in table.iter_rows(named=True):
            counted, among = exact[row["group"]]
            if counted < SMALLEST or among - counted < SMALLEST:
                assert row["counted"] is None
                assert row["share"] is None
            for name in ("counted", "among"):
                assert row[name] is None or row[name] % 5 == 0
            if row["share"] is not None:
                assert row["share"] == row["counted"] / row["among"]
