"""A made-up population of any size, with answers that are known.

Nobody in it is real, and no share of care in it is measured: it is there to check audits exactly
and to see how fast things are. The same seed gives the same people.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from plumbline.cohort.manifest import write_synced, write_through, writing
from plumbline.cohort.synth_care import FIRST, LAST, care
from plumbline.errors import BadInput
from plumbline.knowledge.yaml_file import parse

MOST = 1_000_000_000
CHUNK = 250_000
AS_OF = LAST
CAUSE = "true_cause"
Shares = Mapping[str, Any]
_NO_CAUSE = "none"


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of a made-up population: people by cause, and exact counts of each audit."""

    people: int
    seed: int
    causes: Mapping[str, int]
    audits: Mapping[str, Mapping[str, int]]


@cache
def shares() -> Shares:
    """How often things are, from the file that says why."""
    text = (resources.files("plumbline.cohort") / "synth_shares.yaml").read_text(encoding="utf-8")
    return parse(text, "synth_shares.yaml").value


def synthesise(
    out: Path, people: int, seed: int, progress: Callable[[int, int], None] | None = None
) -> Truth:
    """Write a folder with `people/`, `claims/` and `truth.json`; it appears whole or not at all.
    Raises BadInput."""
    if not 1 <= people <= MOST:
        raise BadInput("--n", f"{people} is not allowed", allowed=f"1 to {MOST}")
    if not 0 <= seed < 2**63:
        raise BadInput("--seed", f"{seed} is not allowed", allowed="0 or more")
    work = out.parent / f".{out.name}.unfinished"
    with writing(out):
        shutil.rmtree(work, ignore_errors=True)
        for folder in ("people", "claims"):
            (work / folder).mkdir(parents=True)
        truth = _write_chunks(work, people, seed, progress)
        told = json.dumps(_as_json(truth), indent=1, sort_keys=True)
        write_synced(work / "truth.json", told.encode())
        work.replace(out)
    return truth


def _write_chunks(
    work: Path, people: int, seed: int, progress: Callable[[int, int], None] | None
) -> Truth:
    causes: dict[str, int] = {}
    audits: dict[str, dict[str, int]] = {}
    for number, first in enumerate(range(0, people, CHUNK)):
        size = min(CHUNK, people - first)
        chance = np.random.default_rng([seed, number])
        ids = np.arange(first, first + size)
        findings, cause = persons(chance, ids)
        claims, counted = care(chance, ids, shares()["care"])
        _put(work / "people" / f"part-{number:05d}.parquet", findings)
        _put(work / "claims" / f"part-{number:05d}.parquet", claims)
        for name, count in cause.items():
            causes[name] = causes.get(name, 0) + count
        for name, counts in counted.items():
            held = audits.setdefault(name, dict.fromkeys(counts, 0))
            for each, count in counts.items():
                held[each] += count
        if progress is not None:
            progress(first + size, people)
    return Truth(people, seed, causes, audits)


def _put(place: Path, frame: pl.DataFrame) -> None:
    def write(where: Path) -> None:
        frame.write_parquet(where, compression="lz4")

    write_through(place, write)


def _as_json(truth: Truth) -> dict[str, Any]:
    return {
        "people": truth.people,
        "seed": truth.seed,
        "causes": dict(truth.causes),
        "audits": {name: dict(counts) for name, counts in truth.audits.items()},
        "as_of": AS_OF.isoformat(),
        "first": FIRST.isoformat(),
        "note": "Made up. Shares of care are chosen, not measured.",
    }


def persons(
    chance: np.random.Generator, ids: "np.ndarray[Any, Any]"
) -> tuple[pl.DataFrame, dict[str, int]]:
    """People with findings, one row each, and how many have which cause."""
    size, how = len(ids), shares()
    cause = _causes(chance, size)
    columns: dict[str, Any] = _numbers(chance, size)
    for kind in ("weak_sign", "hard_sign", "other_sign"):
        for name in how[kind]["of"].split():
            columns[name] = chance.random(size, dtype=np.float32) < how[kind]["share"]
    for number, said in enumerate(how["causes"].values(), 1):
        ill = cause == number
        for name, value in said["signs"].items():
            columns[name] = np.where(ill, value, columns[name])
    missing = how["missing"]["share"]
    series = [pl.Series("person", ids)]
    for name, values in columns.items():
        blank = chance.random(size, dtype=np.float32) < missing
        given = pl.Series(name, values)
        series.append(pl.select(pl.when(pl.Series(~blank)).then(given).alias(name))[name])
    names = [_NO_CAUSE, *how["causes"]]
    series.append(pl.Series(CAUSE, np.array(names)[cause], dtype=pl.Enum(names)))
    counted = np.bincount(cause, minlength=len(names))
    return pl.DataFrame(series), {name: int(n) for name, n in zip(names, counted, strict=True)}


def _causes(chance: np.random.Generator, size: int) -> "np.ndarray[Any, Any]":
    """0 for nothing serious, or the place of a cause in the file."""
    limits = np.cumsum([said["share"] for said in shares()["causes"].values()])
    drawn = chance.random(size)
    return np.where(drawn < limits[-1], np.searchsorted(limits, drawn, side="right") + 1, 0)


def _numbers(chance: np.random.Generator, size: int) -> dict[str, Any]:
    """Findings that are numbers, choices or days; their spread is chosen."""
    sex = np.array(["female", "male", "unsaid"])
    place = np.array(["low_back", "mid_back", "neck"])
    onset = np.datetime64(AS_OF, "D") - chance.gamma(1.0, 120.0, size).astype("timedelta64[D]")
    return {
        "age_years": np.clip(chance.normal(48, 17, size), 10, 99).astype(np.int64),
        "sex_at_birth": sex[chance.choice(3, size, p=[0.52, 0.47, 0.01])],
        "onset_date": onset,
        "pain_usual_nrs": np.clip(chance.normal(4.5, 2.2, size), 0, 10).astype(np.int64),
        "pain_main_place": place[chance.choice(3, size, p=[0.8, 0.1, 0.1])],
    }


def default_day() -> date:
    """The day that a made-up population is decided for."""
    return AS_OF
