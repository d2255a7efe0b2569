"""What an analyst does: `plumbline cohort run` over a table of sixty random people."""

from __future__ import annotations

import random
from pathlib import Path

from plumbline.cohort import run as runs
from tests.functional.cli_user import Said, plumbline
from tests.unit.care.people import TODAY, rulebook
from tests.unit.cohort.people import frame_of, random_row

DAY = TODAY.isoformat()
ROWS = [random_row(random.Random(seed)) for seed in range(60)]
FRAME = frame_of(ROWS)


def cohort_run(people: Path | str, out: Path, *more: str) -> Said:
    return plumbline("cohort", "run", str(people), "--out", str(out), "--as-of", DAY, *more)


def in_parts(source: Path, out: Path, *, resume: bool = False) -> runs.Summary:
    """A run of parts so small that a table of sixty rows has four."""
    order = runs.Order(str(source), out, TODAY, part_rows=16)
    return runs.run(rulebook(), order, resume=resume)


def refused(said: Said, *words: str) -> None:
    """One clear line, the code for what cannot be used, and every word in it."""
    assert said.code == 2, said.err
    told = [line for line in said.err.splitlines() if line.startswith("plumbline: ")]
    assert len(told) == 1
    for word in words:
        assert word in told[0]


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
