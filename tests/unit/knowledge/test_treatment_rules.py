"""Every treatment and every contraindication of the reference stands in the knowledge.

`treatment_rules.csv` is the reference's list: treatment, condition, level, scope. A level may be
stricter in the knowledge, never milder.
"""

import csv
from pathlib import Path

import pytest

from tests.unit.care.people import knowledge

LEVELS = ("caution", "relative", "absolute")
NAMES = {"biofeedback_or_mindfulness": "mind_practice"}
with (Path(__file__).parent / "treatment_rules.csv").open(encoding="utf-8") as file:
    RULES = list(csv.DictReader(file))
ROWS = frozenset(
    f"T{number:02}"
    for first, last in ((1, 11), (20, 34), (40, 44), (50, 54), (60, 65), (70, 81), (90, 93))
    for number in range(first, last + 1)
) | frozenset(f"T{number}" for number in (*range(100, 107), 110, 111))


def test_there_are_228_rules_and_67_rows() -> None:
    assert (len(RULES), len(ROWS)) == (228, 67)


@pytest.mark.hazard("contraindicated_offered")
def test_every_rule_of_the_reference_is_there_and_no_milder() -> None:
    wrong: list[str] = []
    for row in RULES:
        treatment = knowledge().treatments[NAMES.get(row["treatment"], row["treatment"])]
        found = {caution.id: caution for caution in treatment.contraindications}
        rule = found.get(row["condition"])
        name = f"{row['treatment']}/{row['condition']}"
        if rule is None:
            wrong.append(f"{name} is missing")
        elif LEVELS.index(rule.level) < LEVELS.index(row["level"]):
            wrong.append(f"{name} is {rule.level}, should be {row['level']}")
    assert not wrong


@pytest.mark.hazard("contraindicated_offered")
def test_a_rule_without_a_source_is_named_as_in_review() -> None:
    waiting = [
        f"{treatment.id}/{caution.id}"
        for treatment in knowledge().treatments.values()
        for caution in treatment.contraindications
        if not caution.basis.sources and "review" not in caution.basis.note.lower()
    ]
    assert not [name for name in waiting if not name.startswith(("any_plan/", "self_trial/"))]


def test_every_row_of_the_reference_has_its_use() -> None:
    uses = [use.row for treatment in knowledge().treatments.values() for use in treatment.uses]
    assert frozenset(uses) >= ROWS
    assert len(uses) == len(set(uses))
    assert {row for row in uses if row not in ROWS} == {"P12", "P13"}


def test_every_claim_and_every_contradiction_is_there() -> None:
    assert list(knowledge().claims) == [f"c{number:03}" for number in range(1, 169)]
    assert len(knowledge().contradictions) == 13
