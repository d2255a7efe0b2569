"""The handbook's page on populations: its commands run one after another, its names are real."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import polars as pl
import pytest

from plumbline.cohort.claims import KINDS
from plumbline.cohort.mapping import mapping_of
from plumbline.cohort.mappings import names, shipped
from tests.functional.cli_user import plumbline
from tests.unit.care.people import knowledge

from .documents import ROOT, text_of

PAGE = text_of(ROOT / "docs" / "handbook" / "populations.md")
EXAMPLES = ROOT / "examples" / "cohort"
COMMANDS = re.findall(r"^    plumbline (cohort .*)$", PAGE, re.MULTILINE)


def run(line: str, home: Path, *more: str) -> str:
    said = plumbline(*shlex.split(line.replace("~", str(home))), *more)
    assert said.code == 0, said.err
    return said.out


def test_its_commands_run_in_their_order(tmp_path: Path) -> None:
    assert [line.split()[1] for line in COMMANDS] == ["synth", "run", "audit"]
    for line in COMMANDS:
        run(line, tmp_path)
    decided = pl.read_parquet(tmp_path / "decisions.parquet")
    told = re.findall(r"`(\w+?_?)(\.\.\.)?`", PAGE.split("## What comes out")[1].split("##")[0])
    for name, more in told[:14]:
        assert any(c.startswith(name) if more else c == name for c in decided.columns), name


def test_its_mapping_is_one_that_can_be_read() -> None:
    text = re.search(r"^    id: person_id\n(?:    .*\n)+", PAGE, re.MULTILINE)
    assert text is not None
    mapping = mapping_of(text[0].replace("\n    ", "\n").strip(), knowledge().findings)
    assert mapping.id == "person_id"
    assert len(mapping.columns) == 4


def test_the_kinds_of_the_page_are_ours() -> None:
    named = re.findall(r'"(?:your code|another)": (\w+)', PAGE)
    assert named
    assert set(named) <= set(KINDS)


@pytest.mark.parametrize("name", names())
def test_a_shipped_mapping_is_named_with_what_it_was_not_tested_on(name: str) -> None:
    assert shipped(name, knowledge().findings) is not None
    assert f"`--mapping {name}`" in PAGE
    assert "not tested on a real site" in PAGE


def test_the_examples_are_decided_and_audited(tmp_path: Path) -> None:
    out = tmp_path / "d.csv"
    mapping = ("--mapping", str(EXAMPLES / "mapping.yaml"))
    said = plumbline(
        "cohort", "run", str(EXAMPLES / "people.csv"), "--out", str(out), *mapping, "--json"
    )
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert told["rows"] == 5
    assert told["impossible"] == {"pain_usual_nrs": 1}
    table = pl.read_csv(out)
    third = table.row(2, named=True)
    assert (third["person_id"], third["worst_flag"]) == (3, "cauda_equina")
    fourth = table.row(3, named=True)
    assert fourth["flag_child"], "somebody of 16"
    codes = ("--mapping", str(EXAMPLES / "codes.yaml"))
    report = str(tmp_path / "r")
    done = plumbline("cohort", "audit", str(EXAMPLES / "claims.csv"), "--out", report, *codes)
    assert done.code == 0, done.err
    assert "too few" in done.out
