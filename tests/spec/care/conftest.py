"""The form of a check-in spec: what a person told us after a session, and how the plan answers.

    told                       | answers                                  | answer
    Felt right, slept well     | session_felt = right, next_morning = same | may progress

`answers` lists what differs from a good session of somebody whose usual pain is 3 of 10.
"""

from collections.abc import Callable

import pytest

from plumbline.care.monitoring.check_in import review
from plumbline.care.record import facts
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

Spec = Callable[[str], None]


@pytest.fixture
def spec_check_in() -> Spec:
    """Check a table `told | answers | answer` of the pain-monitoring model."""
    return check


def check(table: str) -> None:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in header.split("|")] == ["told", "answers", "answer"]
    wrong: list[str] = []
    for line in lines:
        told, answers, expected = (cell.strip() for cell in line.split("|"))
        action = review(rulebook(), facts(rulebook(), calm_record(**read(answers)), TODAY)).action
        if action != expected.replace(" ", "_"):
            wrong.append(f"{told!r} ({answers}) should be {expected}, is {action}")
    assert not wrong, "\n" + "\n".join(wrong)


def read(answers: str) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for part in (each.strip() for each in answers.split(",")):
        name, _, text = (each.strip() for each in part.partition("="))
        if part == "-":
            continue
        if text:
            given[name] = text if knowledge().findings[name].type == "choice" else int(text)
        elif part.endswith("?"):
            given[part[:-1].strip()] = None
        else:
            given[part] = True
    return given
