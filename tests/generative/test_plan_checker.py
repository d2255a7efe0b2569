"""The checker of weeks: a checker that never objects would hold every rule."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.generative import plan_checker
from tests.generative.plan_checker import faults
from tests.generative.spoilt_weeks import Good, Spoilt, spoilt
from tests.unit.care.people import rulebook


@cache
def good() -> Good:
    return Good()


@cache
def found() -> tuple[tuple[Spoilt, list[str]], ...]:
    """Every spoilt week with its faults."""
    return tuple((case, case.faults()) for case in spoilt(good()))


def messages() -> list[str]:
    """Every sentence that the checker can say, as a pattern; read from its own text."""
    tree = ast.parse(Path(plan_checker.__file__).read_text(encoding="utf-8"))
    said: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Yield) and node.value is not None:
            said.append(node.value)
        if isinstance(node, ast.YieldFrom) and isinstance(node.value, ast.GeneratorExp):
            said.append(node.value.elt)
    return [_pattern(one) for one in said if isinstance(one, ast.Constant | ast.JoinedStr)]


def _pattern(said: ast.Constant | ast.JoinedStr) -> str:
    parts = said.values if isinstance(said, ast.JoinedStr) else [said]
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in parts
    )


def test_a_good_week_has_no_fault() -> None:
    assert faults(rulebook(), good().person.known, good().week) == []


def test_the_checker_sees_what_is_wrong() -> None:
    unseen = [case.says for case, said in found() if not any(case.says in f for f in said)]
    assert unseen == []


@pytest.mark.parametrize("message", messages())
def test_every_message_is_said_of_some_week(message: str) -> None:
    assert any(re.fullmatch(message, fault) for _, faults in found() for fault in faults)


def test_every_message_was_found() -> None:
    assert len(messages()) > 35
