"""A made-up population with known answers: audits find exactly what was planted, and a report
shows nothing that is too small."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from plumbline.cohort import claims as reading
from plumbline.cohort.audits import count, measures
from plumbline.cohort.claims import KINDS, open_claims
from plumbline.cohort.synth import CAUSE
from plumbline.cohort.synth import shares as synth_shares
from tests.functional.cli_user import plumbline
from tests.functional.cohort_user import refused
from tests.unit.care.people import knowledge

PEOPLE = 6_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "up"
    words = ("--n", str(PEOPLE), "--seed", "4", "--out", str(out))
    assert plumbline("cohort", "synth", *words).code == 0
    return out


def test_every_audit_counts_exactly_what_was_planted(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = json.loads((made / "truth.json").read_text())["audits"]
    assert truth.keys() == {measure.audit.id for measure in measures()}
    for rows in (1_000_000, 3_000):  # all at once, and in lots
        monkeypatch.setattr(reading, "BUCKET_ROWS", rows)
        counted = count(open_claims(str(made / "claims"))).groups
        for level in ("all", "provider", "quarter"):
            at = counted.filter(pl.col("level") == level).group_by("audit")
            sums = at.agg(pl.col("among", "counted").sum())
            found = {
                row["audit"]: {"among": row["among"], "counted": row["counted"]}
                for row in sums.iter_rows(named=True)
            }
            assert found == truth
    assert all(0 < counts["counted"] < counts["among"] for counts in truth.values())


def test_made_up_people_are_as_the_file_of_shares_says(made: Path) -> None:
    people = pl.read_parquet(made / "people")
    assert people.height == people["person"].n_unique() == PEOPLE
    truth = json.loads((made / "truth.json").read_text())["causes"]
    assert dict(people[CAUSE].value_counts().iter_rows()).items() <= truth.items()
    shares = synth_shares()
    missing = people["smoker"].null_count() / PEOPLE
    assert missing == pytest.approx(shares["missing"]["share"], abs=0.03)
    assert people["smoker"].mean() == pytest.approx(shares["other_sign"]["share"], abs=0.03)
    used = [*shares["causes"].values(), *(shares[kind] for kind in shares if "sign" in kind)]
    for said in [*used, shares["missing"], shares["care"]]:
        basis = said["basis"]
        assert basis["status"] in {"verified", "secondary", "derived", "expert"}
        assert set(basis.get("sources", ())) <= knowledge().sources.keys()
    findings = {*people.columns} - {"person", CAUSE}
    assert findings <= knowledge().findings.keys()


def test_made_up_people_can_be_decided_and_what_was_planted_is_found(
    made: Path, tmp_path: Path
) -> None:
    out = tmp_path / "d.parquet"
    words = ("--as-of", "2025-12-31", "--id", "person", "--out", str(out))
    assert plumbline("cohort", "run", str(made / "people"), *words).code == 0
    people = pl.read_parquet(made / "people")
    decided = pl.read_parquet(out)
    assert decided["person"].to_list() == people["person"].to_list()
    saddle = people["saddle_numbness"].fill_null(False)
    assert saddle.any()
    urgent = decided.filter(saddle)["urgency"].cast(pl.String)
    assert set(urgent) <= {"emergency_now", "same_day"}


def test_the_same_seed_gives_the_same_people_and_another_gives_others(
    made: Path, tmp_path: Path
) -> None:
    for seed in (4, 5):
        words = ("--n", str(PEOPLE), "--seed", str(seed), "--out", str(tmp_path / str(seed)))
        assert plumbline("cohort", "synth", *words).code == 0
    for kind in ("people", "claims"):
        first = pl.read_parquet(made / kind)
        assert pl.read_parquet(tmp_path / "4" / kind).equals(first)
        assert not pl.read_parquet(tmp_path / "5" / kind).equals(first)


def test_a_report_is_a_page_and_two_tables_with_no_small_number(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    said = plumbline("cohort", "audit", str(made / "claims"), "--out", str(out))
    assert said.code == 0, said.err
    assert "imaging_28_days" in said.out
    table = pl.read_parquet(out / "audits.parquet")
    with (out / "audits.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == table.height
    for name in ("counted", "among", "unknown"):
        left = table[name].drop_nulls()
        assert ((left % 5 == 0) & ((left >= 5) | (left == 0))).all()
    assert table["hidden"].any()
    page = (out / "index.html").read_text(encoding="utf-8")
    for measure in measures():
        assert f'id="{measure.audit.id}"' in page
    assert "<script" not in page
    assert "style=" not in page.replace("<style>", "")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert "data protection" in page
    assert page.count("<svg") >= 10


def test_a_sites_own_columns_and_codes_are_mapped(made: Path, tmp_path: Path) -> None:
    ours = pl.read_parquet(made / "claims")
    codes = {kind: f"X{place}" for place, kind in enumerate(KINDS)}
    theirs = ours.with_columns(pl.col("kind").replace_strict(codes)).rename(
        {"person": "member", "date": "served", "kind": "code", "age_years": "age"}
    )
    other = theirs.head(50).with_columns(pl.lit("Z9").alias("code"))
    pl.concat([theirs, other]).write_csv(tmp_path / "c.csv")
    (tmp_path / "m.yaml").write_text(
        "columns: {person: member, date: served, kind: code, age_years: age}\nkinds:\n"
        + "".join(f"  {theirs}: {ours}\n" for ours, theirs in codes.items())
    )
    words = ("--mapping", str(tmp_path / "m.yaml"))
    first, second = tmp_path / "a", tmp_path / "b"
    mapped = plumbline("cohort", "audit", str(tmp_path / "c.csv"), "--out", str(first), *words)
    assert mapped.code == 0, mapped.err
    plain = plumbline("cohort", "audit", str(made / "claims"), "--out", str(second))
    assert plain.code == 0
    assert (first / "audits.csv").read_text() == (second / "audits.csv").read_text()


def test_the_data_begin_and_end_with_care_not_with_what_was_recorded_before(
    tmp_path: Path,
) -> None:
    told = ["a,2015-01-01,cancer", "a,2025-01-01,visit", "b,2025-03-01,visit"]
    told += ["c,2025-12-01,visit", "a,2026-08-01,trauma"]
    (tmp_path / "c.csv").write_text("\n".join(["person,date,kind", *told]))
    opened = open_claims(str(tmp_path / "c.csv"))
    assert (opened.first, opened.last) == (date(2025, 1, 1), date(2025, 12, 1))
    # What begins in the first 180 days may have begun before the data do.
    assert count(opened).episodes == 1


ROW = "person,date,kind\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("person,date\n1,2025-01-01\n", ("'kind'",)),
        (ROW + "1,2025-01-01,scan\n", ("'scan'", "imaging")),
        (ROW + "1,01/02/2025,visit\n", ("date", "no day")),
        (ROW + ",2025-01-01,visit\n", ("person", "nobody")),
        (ROW, ("no rows",)),
        (ROW + "1,2025-01-01,cancer\n", ("no row of care",)),
    ],
)
def test_claims_that_cannot_be_used_get_one_line(
    tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "c.csv").write_text(text)
    said = plumbline("cohort", "audit", str(tmp_path / "c.csv"), "--out", str(tmp_path / "r"))
    refused(said, "c.csv", *words)
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kinds: {a: scan}", ("'scan'", "imaging")),
        ("columns: {who: a}", ("who",)),
        ("- a", ("empty or a list",)),
        ("kinds: [a]", ("kinds",)),
    ],
)
def test_a_mapping_of_codes_that_cannot_be_used_gets_one_line(
    made: Path, tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "m.yaml").write_text(text)
    more = ("--out", str(tmp_path / "r"), "--mapping", str(tmp_path / "m.yaml"))
    refused(plumbline("cohort", "audit", str(made / "claims"), *more), "m.yaml", *words)


@pytest.mark.parametrize(("option", "value"), [("--n", "0"), ("--seed", "-1")])
def test_a_population_that_cannot_be_made_gets_one_line(
    tmp_path: Path, option: str, value: str
) -> None:
    refused(plumbline("cohort", "synth", option, value, "--out", str(tmp_path / "m")), option)
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_not_written_over_another(made: Path, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    said = plumbline("cohort", "audit", str(made / "claims"), "--out", str(tmp_path / "r"))
    refused(said, "new folder")
