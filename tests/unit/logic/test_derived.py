"""Derived columns: worked examples, kinds, order."""

from datetime import date

import pytest

from plumbline.errors import ExpressionError
from plumbline.logic import (
    Bands,
    BodyMassIndex,
    Column,
    Compare,
    Count,
    DaysSince,
    DaysUntil,
    Difference,
    Holds,
    Kind,
    Known,
    LikelihoodRatio,
    PercentChange,
    Points,
    Sum,
    WeeksPregnant,
    derived_column,
    evaluate_derived,
    in_order,
    inline,
    parse,
)

A, B = Column("a", Kind.BOOLEAN), Column("b", Kind.BOOLEAN)
X, Y = Column("x", Kind.INTEGER), Column("y", Kind.INTEGER)
N = Column("n", Kind.NUMBER)
DAY = Column("day", Kind.DATE)
TODAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("how", "values", "expected"),
    [
        (Holds(Known(A)), {"a": False}, False),
        (Holds(Known(A)), {}, None),
        (Sum((X, Y)), {"x": 2, "y": 5}, 7),
        (Sum((X, Y)), {"x": 2}, None),
        (Count((A, B)), {"a": True, "b": False}, 1),
        (Count((A, B)), {"a": True}, None),
        (Points(((Known(A), 2), (Known(B), 1))), {"a": True, "b": False}, 2),
        (Points(((Known(A), 2), (Known(B), 1))), {"a": True}, None),
        (Bands(X, "low", ((3, "middle"), (6, "high"))), {"x": 2}, "low"),
        (Bands(X, "low", ((3, "middle"), (6, "high"))), {"x": 3}, "middle"),
        (Bands(X, "low", ((3, "middle"), (6, "high"))), {"x": 9}, "high"),
        (Bands(X, "low", ((3, "middle"),)), {"x": None}, None),
        (DaysSince(DAY), {"day": date(2024, 2, 28)}, 2),  # 2024 is a leap year
        (DaysSince(DAY), {"day": date(2024, 3, 2)}, -1),
        (DaysSince(DAY), {}, None),
        (DaysUntil(DAY), {"day": date(2024, 3, 2)}, 1),
        (WeeksPregnant(DAY), {"day": date(2024, 3, 1)}, 40),
        (WeeksPregnant(DAY), {"day": date(2024, 3, 2)}, 39),
        (WeeksPregnant(DAY), {"day": date(2024, 3, 8)}, 39),
        (WeeksPregnant(DAY), {"day": date(2024, 12, 6)}, 0),
        (Difference(X, Y), {"x": 2, "y": 5}, -3),
        (PercentChange(X, Y), {"x": 4, "y": 8}, -50.0),
        (PercentChange(X, Y), {"x": 4, "y": 0}, None),
        (BodyMassIndex(N, X), {"n": 81.0, "x": 180}, 25.0),
        (BodyMassIndex(N, X), {"n": 81.0, "x": 0}, None),
        (LikelihoodRatio(((Known(A), 3.0, 0.5), (Known(B), 2.0, None))), {}, 1.0),
        (LikelihoodRatio(((Known(A), 3.0, 0.5), (Known(B), 2.0, None))), {"a": True}, 3.0),
        (
            LikelihoodRatio(((Known(A), 3.0, 0.5), (Known(B), 2.0, None))),
            {"a": False, "b": False},
            0.5,
        ),
        (
            LikelihoodRatio(((Known(A), 3.0, 0.5), (Known(B), 2.0, None))),
            {"a": True, "b": True},
            6.0,
        ),
    ],
)
def test_worked_examples(how, values, expected) -> None:
    found = evaluate_derived({"d": how}, values, TODAY)["d"]
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Sum(()),
        lambda: Sum((A,)),
        lambda: Count((X,)),
        lambda: Points(()),
        lambda: Points(((Known(A), True),)),
        lambda: Bands(A, "low", ((1, "high"),)),
        lambda: Bands(X, "low", ()),
        lambda: Bands(X, "low", ((3, "high"), (3, "higher"))),
        lambda: DaysSince(X),
        lambda: WeeksPregnant(X),
        lambda: Difference(X, DAY),
        lambda: BodyMassIndex(N, A),
        lambda: LikelihoodRatio(()),
        lambda: LikelihoodRatio(((Known(A), 0.0, None),)),
        lambda: LikelihoodRatio(((Known(A), float("nan"), None),)),
    ],
)
def test_kinds_are_checked_when_it_is_made(build) -> None:
    with pytest.raises(ExpressionError, match="Allowed: "):
        build()


def test_kinds_of_the_columns_they_give() -> None:
    assert derived_column("d", Sum((X, N))).kind is Kind.NUMBER
    assert derived_column("d", Sum((X, Y))).kind is Kind.INTEGER
    assert derived_column("d", Points(((Known(A), 0.5),))).kind is Kind.NUMBER
    bands = derived_column("d", Bands(X, "low", ((1, "high"),)))
    assert (bands.kind, bands.choices) == (Kind.CHOICE, {"low", "high"})


def test_each_after_what_it_reads() -> None:
    total, change = Sum((X, Y)), Difference(derived_column("total", Sum((X, Y))), X)
    derived = {"change": change, "total": total}
    assert in_order(derived) == ("total", "change")
    assert evaluate_derived(derived, {"x": 1, "y": 2}, TODAY) == {"change": 2, "total": 3}


def test_a_loop_is_named() -> None:
    first, second = Column("first", Kind.INTEGER), Column("second", Kind.INTEGER)
    derived = {"first": Sum((second, X)), "second": Sum((first,))}
    with pytest.raises(ExpressionError, match=r"first.*second|second.*first") as caught:
        in_order(derived)
    assert "loop" in str(caught.value)


def test_one_read_as_what_it_is_not() -> None:
    derived = {"total": Sum((X, N)), "more": Sum((Column("total", Kind.INTEGER),))}
    with pytest.raises(ExpressionError, match="more: reads total as integer, but it is number"):
        in_order(derived)


def test_definitions_are_written_in_all_the_way_down() -> None:
    schema = {c.name: c for c in (A, B, X, Column("p", Kind.BOOLEAN), Column("q", Kind.BOOLEAN))}
    derived = {"q": Holds(parse("NOT p", schema)), "p": Holds(parse("a AND x > 3", schema))}
    rules = {"r": parse("q OR b", schema), "s": parse("b", schema)}
    assert inline(rules, derived) == {"r": parse("NOT (a AND x > 3) OR b", schema), "s": Known(B)}


def test_a_number_that_is_not_one_is_unknown() -> None:
    assert evaluate_derived({"d": Sum((N, X))}, {"n": float("nan"), "x": 1}, TODAY) == {"d": None}
    assert Compare(N, ">", 1.0)  # the kind a rule would read it as
