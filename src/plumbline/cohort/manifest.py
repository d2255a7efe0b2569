"""What a run has done so far, on disk: an interrupted run goes on where it stopped.

Beside the output stands a folder with the plan of the run and its finished parts. A part is
written under another name, forced to disk, and only then gets its own name; so does the output.
"""

import errno
import json
import os
import shutil
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from plumbline.cohort.sources import File, Table, no_room, reading
from plumbline.errors import BadInput

PLAN = "run.json"
_WRITING = ".writing"


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folder of a run that is not finished yet."""

    out: Path

    @property
    def folder(self) -> Path:
        return self.out.parent / f".{self.out.name}.unfinished"

    def begin(self, plan: Mapping[str, Any], *, resume: bool) -> None:
        """Start afresh, or go on with what is there. Raises BadInput where an unfinished run is in
        the way, or was of something else."""
        if self.folder.exists():
            if not resume:
                hint = "--resume to go on with it, or delete that folder"
                problem = "a run that was not finished is there"
                raise BadInput("--out", problem, allowed=hint, where=str(self.folder))
            if self._plan() != json.loads(json.dumps(plan)):
                problem = "the unfinished run was of other data, options or knowledge"
                hint = "the same as then, or delete that folder"
                raise BadInput("--resume", problem, allowed=hint, where=str(self.folder))
            return
        with writing(self.out):
            self.folder.mkdir()
            write_synced(self.folder / PLAN, json.dumps(plan, indent=1).encode())

    def _plan(self) -> Any:
        try:
            return json.loads((self.folder / PLAN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def part(self, number: int) -> Path:
        return self.folder / f"part-{number:06d}.parquet"

    def with_copies(self, table: Table, part_rows: int) -> Table:
        """The table, CSV files of more than one part copied to where a part is found at once.
        Raises BadInput."""
        files = [
            replace(file, copy=self._copied(number, file))
            if file.format == "csv" and file.rows > part_rows
            else file
            for number, file in enumerate(table.files)
        ]
        return replace(table, files=tuple(files))

    def _copied(self, number: int, file: File) -> Path:
        place = self.folder / f"csv-{number:06d}.parquet"
        if not place.exists():
            with writing(self.out), reading(file.where):
                rows = file.scan()
                write_through(place, lambda to: rows.sink_parquet(to, compression="lz4"))
        return place

    def told(self, number: int) -> Mapping[str, Any] | None:
        """What was counted of a finished part; None where it is not finished."""
        notes = self.part(number).with_suffix(".json")
        if not self.part(number).exists() or not notes.exists():
            return None
        return json.loads(notes.read_text(encoding="utf-8"))

    def finish_part(
        self, number: int, write: Callable[[Path], None], told: Mapping[str, Any]
    ) -> None:
        """A part whole on disk, with what was counted of it; or nothing of it."""
        with writing(self.out):
            write_synced(self.part(number).with_suffix(".json"), json.dumps(told).encode())
            write_through(self.part(number), write)

    def clean(self) -> None:
        """The output is there: what led to it is not needed any more."""
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def writing(out: Path) -> Generator[None]:
    """Raises BadInput, in one line, where something cannot be written."""
    try:
        yield
    except Exception as error:
        reason = _reason(error)
        if reason is None:
            raise
        problem = f"cannot be written ({reason})"
        raise BadInput("--out", problem, allowed="a place with room", where=str(out)) from None


def _reason(error: Exception) -> str | None:
    """Why writing failed; None for an error of another kind. Engines put the system's words in
    errors of their own."""
    if isinstance(error, BadInput):
        return None
    if isinstance(error, OSError):
        return error.strerror or str(error)[:120]
    full = no_room(error)
    if full is not None:
        return full
    for number in (errno.EACCES, errno.EROFS, errno.EIO):
        if os.strerror(number).lower() in str(error).lower():
            return os.strerror(number)
    if isinstance(error, pl.exceptions.PolarsError):
        # A file that could not be ended is told as one that could not be read.
        return f"the disk may be full: {' '.join(str(error).split())[:100]}"
    return None


def write_through(target: Path, write: Callable[[Path], None]) -> None:
    """`write` puts a file somewhere; it gets its name when all of it is on disk."""
    place = target.with_name(f".{target.name}{_WRITING}")
    try:
        write(place)
        sync(place)
        place.replace(target)
        sync(target.parent)
    except BaseException:
        with suppress(OSError):
            place.unlink()
        raise


def write_synced(target: Path, content: bytes) -> None:
    """A small file, whole and on disk."""
    write_through(target, lambda place: _put(place, content))


def _put(place: Path, content: bytes) -> None:
    place.write_bytes(content)


def sync(place: Path) -> None:
    """Force a file, or the names in a folder, to disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
