"""Whatever stands in a mapping file or a CSV file: it is used, or refused in one line."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.cohort.mapping import SiteMapping, mapping_of, read_mapping
from plumbline.cohort.run import Order, prepare
from plumbline.cohort.sources import open_table
from plumbline.errors import BadInput
from tests.unit.care.people import TODAY, knowledge, rulebook

FINDINGS = knowledge().findings
NAMES = st.sampled_from(
    ["age_years", "sex_at_birth", "saddle_numbness", "onset_date", "pain_below_knee", "nothing"]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["true", "male", "column", "é", "\x00", "1e999", "a: b"]),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
LINES = st.one_of(
    st.text(min_size=1, max_size=6),
    ANYTHING,
    st.fixed_dictionaries(
        {"column": SCALARS},
        optional={
            "values": st.dictionaries(st.text(max_size=4), SCALARS, max_size=3),
            "factor": SCALARS,
            "born": SCALARS,
        },
    ),
)
MAPPINGS = st.fixed_dictionaries(
    {"columns": st.one_of(st.dictionaries(NAMES, LINES, max_size=3), ANYTHING)},
    optional={"id": SCALARS, "as_of": SCALARS, "blanks": SCALARS, "told_on": SCALARS},
)
FUZZ = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def used_or_refused(text: str) -> SiteMapping | None:
    try:
        return mapping_of(text, FINDINGS)
    except BadInput as error:
        told = str(error)
    assert "\n" not in told
    assert len(told) < 400
    return None


@FUZZ
@given(MAPPINGS)
def test_a_mapping_of_anything_is_used_or_refused(held: dict[str, Any]) -> None:
    mapping = used_or_refused(yaml.safe_dump(held, allow_unicode=True))
    for name, line in (mapping.columns if mapping else {}).items():
        assert name in FINDINGS
        assert line.column
        assert line.factor is None or line.factor > 0


@FUZZ
@given(st.text(max_size=80))
def test_any_text_at_all_is_used_or_refused(text: str) -> None:
    used_or_refused(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: {age_year: a}", "age_years"),
        ("columns: {age_years: {column: a, values: {1: 400}}}", "0 to 120"),
        ("columns: {age_years: {columm: a}}", "columm"),
        ("columns: {age_years: {column: a, factor: -1}}", "above 0"),
        ("columns: {age_years: {column: a, factor: 2, born: true}}", "more than one way"),
        ("columns: {sex_at_birth: {column: a, born: true}}", "date of birth"),
        ("columns: {sex_at_birth: {column: a, values: {M: man}}}", "female, male"),
        ("columns: {age_years: a}\nid: 3", "id"),
        ("blanks: no", "not_asked or dont_know"),
        ("a: &x 1\nb: *x", "alias"),
        ("columns: {age_years: a, age_years: b}", "stands twice"),
        ("- a", "empty or a list"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        mapping_of(text, FINDINGS)


def test_a_mapping_that_is_no_file_says_why(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"\xff\xfe")
    for name in ("m.yaml", "none.yaml", "."):
        with pytest.raises(BadInput):
            read_mapping(tmp_path / name, FINDINGS)


CELLS = st.one_of(
    st.sampled_from(["", " ", "true", "40", "2026-01-31", "NaN", "inf", "-1", '"', "1e5", "male"]),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=6),
)


@settings(FUZZ, max_examples=50)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5))
def test_a_csv_file_of_anything_is_read_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    file = tmp_path / "p.csv"
    head = "age_years,fever_or_rigors,onset_date,sex_at_birth\n"
    file.write_text(head + "\n".join(",".join(row) for row in rows), encoding="utf-8", newline="")
    with contextlib.suppress(BadInput):
        ready = prepare(rulebook(), Order(str(file), tmp_path / "o.parquet", TODAY))
        for part in ready.table.parts(2):
            frame, _impossible = ready.reader.read(part)
            ages = frame["age_years"].drop_nulls()
            assert ages.is_between(0, 120).all()
            assert frame.height == part.rows


@FUZZ
@given(st.binary(max_size=60))
def test_bytes_that_are_no_table_are_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("p.parquet", "p.csv"):
        (tmp_path / name).write_bytes(content)
        with contextlib.suppress(BadInput):
            open_table(str(tmp_path / name))


def test_values_units_and_dates_of_birth_are_read(tmp_path: Path) -> None:
    text = """
    id: nr
    columns:
      age_years: {column: dob, born: true}
      pain_usual_nrs: {column: vas, factor: 0.1}
      sex_at_birth: {column: sex, values: {1: male, 2: female, 9: unknown}}
      saddle_numbness: {column: q12, values: {J: true, N: false}}
    """
    pl.DataFrame(
        {
            "nr": [1, 2, 3],
            "dob": ["1980-03-02", "1980-03-03", ""],
            "vas": ["64", "65", "200"],
            "sex": ["1", "9", "7"],
            "q12": ["J", "N", ""],
        }
    ).write_csv(tmp_path / "p.csv")
    mapping = mapping_of(text, FINDINGS)
    order = Order(str(tmp_path / "p.csv"), tmp_path / "o.parquet", TODAY, mapping=mapping)
    ready = prepare(rulebook(), order)
    frame, impossible = ready.reader.read(next(ready.table.parts(10)))
    assert frame["age_years"].to_list() == [46, 45, None]
    assert frame["sex_at_birth"].to_list() == ["male", None, None]
    assert frame["saddle_numbness"].to_list() == [True, False, None]
    assert frame["pain_usual_nrs"].to_list() == [6, 7, None]
    assert impossible == {"sex_at_birth": 1, "pain_usual_nrs": 1}
