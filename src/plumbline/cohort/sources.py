"""Where rows come from: Parquet or CSV, one file, a folder of them, or object storage.

A table is read in parts of so many rows, so that memory stays the same however long it is.
"""

# Polars' own annotations mention array types of packages that need not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

import errno
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from plumbline.errors import BadInput

Format = Literal["parquet", "csv"]
FORMATS: tuple[Format, ...] = ("parquet", "csv")
ALLOWED = "a .parquet or .csv file, a folder of them, or an address such as s3://bucket/people/"
AT_ADDRESS = "a whole .parquet or .csv file, a folder of Parquet, or many files by s3://.../*.csv"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a table, with its rows and the types of its columns."""

    where: str
    format: Format
    rows: int
    columns: dict[str, pl.DataType]
    copy: Path | None = None
    """A copy of its cells as Parquet, where a part is found at once. In CSV all that stands before
    a part has to be read to find it."""

    def scan(self) -> pl.LazyFrame:
        """Its rows; of CSV every cell is text, and an empty one is null."""
        return _scan(self.where, self.format) if self.copy is None else pl.scan_parquet(self.copy)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one file that are read together."""

    number: int
    file: File
    offset: int
    rows: int
    first_row: int
    """How many rows of the whole table stand before it."""

    @property
    def where(self) -> str:
        """The place, for a message."""
        return f"{self.file.where}, rows {self.offset + 1} to {self.offset + self.rows}"

    def frame(self) -> pl.LazyFrame:
        return self.file.scan().slice(self.offset, self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """Files with rows of one kind, in the order of their names."""

    where: str
    files: tuple[File, ...]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns that any file has."""
        return tuple(dict.fromkeys(name for file in self.files for name in file.columns))

    def parts(self, size: int) -> Iterator[Part]:
        """The table in parts of at most `size` rows; none reaches over two files."""
        number = before = 0
        for file in self.files:
            for offset in range(0, file.rows, size):
                rows = min(size, file.rows - offset)
                yield Part(number, file, offset, rows, before + offset)
                number += 1
            before += file.rows


def open_table(where: str) -> Table:
    """A table by its place. Only sizes and column types are read. Raises BadInput, naming the file,
    for what is not there, is no table, is cut short or holds no rows."""
    if "://" in where:
        kind: Format = "csv" if where.endswith(".csv") else "parquet"
        folder = not {".", "*"} & set(where.rsplit("/", 1)[1] or ".")
        files = (_file(f"{where}/" if folder else where, kind),)
    else:
        files = tuple(_file(str(path), _format(path)) for path in _paths(Path(where)))
    if not any(file.rows for file in files):
        raise BadInput("the table", "holds no rows", allowed="one row or more", where=where)
    return Table(where, files)


@contextmanager
def reading(where: str) -> Generator[None]:
    """What an engine says about a broken file, in one line. Raises BadInput. A full disk is no
    fault of what is read, and goes on as it is."""
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        if no_room(error) is not None:
            raise
        said = " ".join(str(error).split())[:160] or type(error).__name__
        problem = f"cannot be read ({said})"
        allowed = AT_ADDRESS if "://" in where else "a whole file"
        raise BadInput("the file", problem, allowed=allowed, where=where) from None


def no_room(error: Exception) -> str | None:
    """The system's words where a disk, or what somebody may have of it, is full; else None.
    Engines put them into errors of their own."""
    words = [os.strerror(number) for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)]
    return next((each for each in words if each.lower() in str(error).lower()), None)


def _paths(place: Path) -> list[Path]:
    if place.is_dir():
        found = [
            path
            for path in sorted(place.rglob("*"))
            if _suffix(path) in FORMATS and not path.name.startswith(".") and path.is_file()
        ]
        if len({_suffix(path) for path in found}) > 1:
            problem = "holds both Parquet and CSV"
            raise BadInput("the folder", problem, allowed="one of them", where=str(place))
        if not found:
            raise BadInput("the folder", "holds no tables", allowed=ALLOWED, where=str(place))
        return found
    if not place.exists():
        raise BadInput("the file", "is not there", allowed=ALLOWED, where=str(place))
    if not place.is_file():
        raise BadInput("the file", "is not a plain file", allowed=ALLOWED, where=str(place))
    return [place]


def _suffix(path: Path) -> str:
    return path.suffix.lower().lstrip(".")


def _format(path: Path) -> Format:
    for each in FORMATS:
        if _suffix(path) == each:
            return each
    raise BadInput("the file", "is not a table we read", allowed=ALLOWED, where=str(path))


def _file(where: str, kind: Format) -> File:
    with reading(where):
        frame = _scan(where, kind)
        columns = dict(frame.collect_schema())
        rows = frame.select(pl.len()).collect().item()
    return File(where, kind, rows, columns)


def _scan(where: str, kind: Format) -> pl.LazyFrame:
    if kind == "parquet":
        return pl.scan_parquet(where)
    return pl.scan_csv(where, infer_schema=False)
