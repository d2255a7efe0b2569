"""Reading a table: what is widened, what becomes null, what is refused."""

from datetime import date

import polars as pl
import pytest

from plumbline.errors import BadInput
from plumbline.logic import Column, DaysSince, Kind, evaluate_table, parse, read_table

SCHEMA = {
    c.name: c
    for c in (
        Column("a", Kind.BOOLEAN),
        Column("age", Kind.INTEGER),
        Column("pain", Kind.NUMBER),
        Column("side", Kind.CHOICE, frozenset({"left", "right"})),
        Column("day", Kind.DATE),
        Column("days", Kind.INTEGER),
    )
}


def outcomes(text: str, **columns: pl.Series) -> list[bool | None]:
    table = evaluate_table({"rule": parse(text, SCHEMA)}, pl.LazyFrame(columns))
    return table.collect()["rule"].to_list()


def test_narrow_integers_are_widened() -> None:
    ages = pl.Series([120, 7, None], dtype=pl.Int8)
    assert outcomes("age > 100", age=ages) == [True, False, None]
    assert outcomes("age > 1000", age=ages) == [False, False, None]


def test_whole_numbers_may_stand_for_numbers() -> None:
    assert outcomes("pain > 2.5", pain=pl.Series([3, 2, None])) == [True, False, None]


def test_nan_is_unknown() -> None:
    pains = pl.Series([float("nan"), 3.0, float("inf")])
    assert outcomes("pain > 2.5", pain=pains) == [None, True, True]
    assert outcomes("pain IS NULL", pain=pains) == [True, False, False]


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["left"])])
def test_text_in_any_form_is_a_choice(dtype) -> None:
    sides = pl.Series(["left", None], dtype=dtype)
    assert outcomes("side = 'right'", side=sides) == [False, None]
    assert outcomes("side IN ('left', 'right')", side=sides) == [True, None]


def test_a_column_of_nothing_is_unknown() -> None:
    nothing = pl.Series([None, None])
    assert outcomes("a", a=nothing) == [None, None]
    assert outcomes("side = 'left' OR age > 3", side=nothing, age=nothing) == [None, None]


@pytest.mark.parametrize(
    ("text", "name", "column"),
    [
        ("a", "a", pl.Series([0, 1])),
        ("a", "a", pl.Series(["yes"])),
        ("age > 3", "age", pl.Series([3.7])),
        ("age > 3", "age", pl.Series(["7"])),
        ("pain > 3", "pain", pl.Series(["7"])),
        ("pain > 3", "pain", pl.Series([True])),
        ("side = 'left'", "side", pl.Series([1])),
    ],
)
def test_another_type_is_refused_by_name(text: str, name: str, column: pl.Series) -> None:
    with pytest.raises(BadInput, match=rf"{name}: is .* in the table\. Allowed: a type for"):
        outcomes(text, **{name: column})


def test_a_missing_column_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="side: is not a column of the table"):
        outcomes("a OR side = 'left'", a=pl.Series([True]))


def test_a_date_and_time_is_not_a_date() -> None:
    with pytest.raises(BadInput, match="day: is Datetime"):
        read_table(pl.LazyFrame({"day": pl.Series([0]).cast(pl.Datetime)}), [SCHEMA["day"]])


def test_derived_columns_need_their_day() -> None:
    rules = {"rule": parse("days > 3", SCHEMA)}
    frame = pl.LazyFrame({"day": [date(2024, 3, 1)]})
    derived = {"days": DaysSince(SCHEMA["day"])}
    with pytest.raises(BadInput, match="as_of"):
        evaluate_table(rules, frame, derived=derived)
    answer = evaluate_table(rules, frame, derived=derived, as_of=date(2024, 3, 5)).collect()
    assert answer["rule"].to_list() == [True]


def test_no_rows_give_no_rows() -> None:
    assert outcomes("a", a=pl.Series([], dtype=pl.Boolean)) == []
