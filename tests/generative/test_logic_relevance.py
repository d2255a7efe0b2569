"""Relevance is sound: a column that can still change an outcome is always listed."""

import itertools
import random
from datetime import date

import pytest

from plumbline.logic import (
    Bands,
    Column,
    Compare,
    Count,
    Difference,
    Holds,
    Kind,
    Known,
    LikelihoodRatio,
    Operator,
    Points,
    Relevance,
    Sum,
    Value,
    columns,
    derived_column,
    evaluate,
    evaluate_derived,
)
from tests.generative.logic_cases import CHOICES, SCALE, random_rule, random_value

AS_OF = date(2024, 3, 1)
BASE = {
    column.name: column
    for column in (
        *(Column(f"b{number}", Kind.BOOLEAN) for number in range(4)),
        *(Column(f"i{number}", Kind.INTEGER) for number in range(2)),
        Column("c0", Kind.CHOICE, frozenset(CHOICES)),
    )
}
ANSWERS: dict[Kind, tuple[Value, ...]] = {
    Kind.BOOLEAN: (True, False, None),
    Kind.INTEGER: (None, *range(-3, 10)),
    Kind.CHOICE: (None, *CHOICES),
}


def random_derived(rng: random.Random) -> dict[str, Operator]:
    booleans = [BASE["b0"], BASE["b1"], BASE["b2"], BASE["b3"]]
    derived: dict[str, Operator] = {
        "holds": Holds(random_rule(rng, BASE, 2)),
        "total": Sum((BASE["i0"], BASE["i1"])),
        "gap": Difference(BASE["i0"], BASE["i1"]),
        "ticks": Count(tuple(rng.sample(booleans, 2))),
        "score": Points(tuple((random_rule(rng, BASE, 2), rng.randint(1, 3)) for _ in range(2))),
        "ratio": LikelihoodRatio(
            tuple((random_rule(rng, BASE, 1), 4.0, rng.choice([0.5, None])) for _ in range(2))
        ),
    }
    total = derived_column("total", derived["total"])
    derived["band"] = Bands(total, "low", ((2, "middle"), (6, "high")))
    derived["twice"] = Holds(Known(derived_column("holds", derived["holds"])))
    return derived


def outcomes(
    rules: dict, derived: dict[str, Operator], values: dict[str, Value]
) -> dict[str, bool | None]:
    known = values | evaluate_derived(derived, values, AS_OF)
    return {name: evaluate(rule, known) for name, rule in rules.items()}


@pytest.mark.parametrize("seed", range(40 * SCALE))
def test_a_column_that_matters_is_never_dropped(seed: int) -> None:
    """By brute force: try all answers of one column on every completion of a few others."""
    rng = random.Random(seed)
    derived = random_derived(rng)
    schema = BASE | {name: derived_column(name, how) for name, how in derived.items()}
    # A product of ratios has few values; a literal in between tells them apart.
    ratio = schema.pop("ratio")
    rules = {f"r{number}": random_rule(rng, schema, rng.randint(1, 5)) for number in range(20)}
    rules["of_ratio"] = Compare(ratio, ">", 1.0)
    relevance = Relevance(rules, derived)
    unanswered = set(rng.sample(sorted(BASE), 3))
    answered = {n: random_value(rng, BASE[n], 0.4) for n in BASE.keys() - unanswered}
    now = answered | evaluate_derived(derived, answered, AS_OF)
    listed = relevance.residual(now, unanswered)
    for name, asked in listed.items():
        assert asked, name
        assert asked <= unanswered
    for column in sorted(unanswered):
        others = sorted(unanswered - {column})
        for filled in itertools.product(*(ANSWERS[BASE[other].kind] for other in others)):
            given = answered | dict(zip(others, filled, strict=True))
            seen = [
                outcomes(rules, derived, given | {column: answer})
                for answer in ANSWERS[BASE[column].kind]
            ]
            for name in rules:
                if len({each[name] for each in seen}) > 1:
                    assert column in listed.get(name, ()), (rules[name], given, column)


def test_where_no_column_is_read_twice_the_list_is_exact() -> None:
    """Then parts really are independent, and a listed rule can really still change."""
    rng = random.Random(1)
    compared = 0
    while compared < 300:
        rule = random_rule(rng, {name: BASE[name] for name in ("b0", "b1", "b2", "b3")}, 4)
        if len(columns(rule)) < 4:
            continue
        compared += 1
        unanswered = set(rng.sample(sorted(columns(rule)), 2))
        answered = {n: random_value(rng, BASE[n], 0.4) for n in columns(rule) - unanswered}
        reachable = {
            evaluate(rule, answered | dict(zip(sorted(unanswered), answers, strict=True)))
            for answers in itertools.product((True, False, None), repeat=2)
        }
        listed = Relevance({"rule": rule}).residual(answered, unanswered)
        assert ("rule" in listed) == (len(reachable) > 1)
