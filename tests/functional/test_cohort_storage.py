"""Tables in object storage, read by the engine's own connector from a real address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.functional.cli_user import plumbline
from tests.functional.cohort_user import FRAME, cohort_run, refused
from tests.functional.object_storage import object_storage


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that is also `s3://health`. One address for all tests: Polars keeps it."""
    folder = tmp_path_factory.mktemp("storage") / "health"
    folder.mkdir()
    with object_storage(folder.parent) as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield folder


@pytest.fixture
def whole(tmp_path: Path) -> pl.DataFrame:
    """What the same people get from a file on this machine."""
    FRAME.write_parquet(tmp_path / "people.parquet")
    assert cohort_run(tmp_path / "people.parquet", tmp_path / "whole.parquet").code == 0
    return pl.read_parquet(tmp_path / "whole.parquet")


def test_a_folder_at_an_address_is_one_table(
    bucket: Path, tmp_path: Path, whole: pl.DataFrame
) -> None:
    (bucket / "people" / "2026").mkdir(parents=True)
    FRAME[:30].write_parquet(bucket / "people" / "2026" / "a.parquet")
    FRAME[30:].write_parquet(bucket / "people" / "b.parquet")
    rows = {"people": 60, "people/": 60, "people/**/*.parquet": 60, "people/*.parquet": 30}
    rows |= {"people/b*": 30, "people/b.parquet": 30}
    for number, (place, some) in enumerate(rows.items()):
        out = tmp_path / f"{number}.parquet"
        said = cohort_run(f"s3://health/{place}", out)
        assert said.code == 0, said.err
        told = pl.read_parquet(out).drop("row")
        assert told.equals(whole.drop("row")[-some:])


def test_csv_at_an_address_is_read_as_on_disk(
    bucket: Path, tmp_path: Path, whole: pl.DataFrame
) -> None:
    FRAME.write_csv(bucket / "people.csv")
    out = tmp_path / "d.parquet"
    assert cohort_run("s3://health/people.csv", out).code == 0
    assert pl.read_parquet(out).equals(whole)


def test_claims_are_audited_at_an_address(bucket: Path, tmp_path: Path) -> None:
    claims = {
        "person": ["a", "a", "b"],
        "date": [date(2020, 1, 1), date(2021, 3, 1), date(2022, 1, 1)],
        "kind": ["visit", "imaging", "visit"],
    }
    pl.DataFrame(claims).write_parquet(bucket / "claims.parquet")
    said = plumbline("cohort", "audit", "s3://health/claims.parquet", "--out", str(tmp_path / "r"))
    assert said.code == 0, said.err
    assert (tmp_path / "r" / "index.html").is_file()


@pytest.mark.parametrize("place", ["s3://health/none/", "s3://health/none.csv", "s3://other/a/"])
def test_what_is_not_at_an_address_is_one_line(bucket: Path, tmp_path: Path, place: str) -> None:
    assert bucket.is_dir()
    refused(cohort_run(place, tmp_path / "d.parquet"), place, "cannot be read", "*.csv")
    assert not (tmp_path / "d.parquet").exists()
