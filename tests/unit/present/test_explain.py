"""Explanations: the rule in words says the same as the rule."""

from __future__ import annotations

import pytest

from plumbline.errors import BadInput
from plumbline.logic.parsing import parse
from plumbline.logic.rulebook import rule_texts
from plumbline.logic.sql import to_text
from plumbline.present.explain import explain
from plumbline.present.rule_words import in_words
from tests.unit.care.people import rulebook

RULEBOOK = rulebook()


def words(rule: str) -> list[str]:
    clause = in_words(RULEBOOK.knowledge, parse(rule, RULEBOOK.columns))
    return ["  " * depth + text for depth, text in clause.lines()]


def test_every_form_of_rule_in_words() -> None:
    rule = (
        "(age_years >= 50 OR age_years BETWEEN 1 AND 2) AND NOT (osteoporosis AND dialysis) AND "
        "at_least(2, jaundice, vomiting, fainted) AND sex_at_birth IN ('female', 'unsaid') AND "
        "sex_at_birth <> 'male' AND age_years IS NOT NULL AND NOT smoker"
    )
    assert words(rule) == [
        "all of these:",
        "  any of these:",
        "    “How old are you?” is 50 years or more",
        "    “How old are you?” is from 1 year to 2 years",
        "  not this:",
        "    all of these:",
        *[f"      “{_item(name)}”" for name in ("osteoporosis", "dialysis")],
        "  at least 2 of these:",
        *[f"    “{_item(name)}”" for name in ("jaundice", "vomiting", "fainted")],
        "  “What sex were you recorded as at birth?” is one of Female, I would rather not say",
        "  “What sex were you recorded as at birth?” is not Male",
        "  “How old are you?” is known",
        f"  not: “{_item('smoker')}”",
    ]


def test_the_canonical_text_is_the_rule() -> None:
    for name, text in rule_texts(RULEBOOK.knowledge):
        rule = next(rule for rule in explain(RULEBOOK, name).rules if rule.name == name)
        assert rule.text == to_text(parse(text, RULEBOOK.columns))
        assert parse(rule.text, RULEBOOK.columns) == parse(text, RULEBOOK.columns)


def test_a_path_gives_that_rule_alone_and_its_own_sources_first() -> None:
    found = explain(RULEBOOK, "exercises/bridge/lying_flat_in_pregnancy")
    assert [rule.name for rule in found.rules] == ["exercises/bridge/lying_flat_in_pregnancy"]
    assert found.sources[0].id == "acog02"
    assert found.rules[0].status == "secondary"
    assert found.rules[0].follows == "Not without a clinician's word"


def test_a_name_that_stands_for_several_things_names_the_others() -> None:
    found = explain(RULEBOOK, "cauda_equina")
    assert found.kind == "red_flags"
    assert "lists/cauda_equina" in found.also


def test_a_finding_names_the_rules_that_read_it() -> None:
    found = explain(RULEBOOK, "no_urine_8h")
    assert "red_flags/retention/levels/0" in found.used_by


def test_a_source_names_what_rests_on_it() -> None:
    assert "red_flags/cauda_equina" in explain(RULEBOOK, "girft_ces").used_by


@pytest.mark.parametrize("name", ["triage", "programme/flare", "programme/recheck"])
def test_every_cause_a_programme_can_name_is_explained(name: str) -> None:
    assert explain(RULEBOOK, name).plain


@pytest.mark.parametrize("name", ["", "cauda_equin", "red_flags/nothing", "../../etc", "x" * 500])
def test_an_unknown_name_is_refused_with_what_is_near(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        explain(RULEBOOK, name)
    assert refused.value.allowed


def _item(name: str) -> str:
    return RULEBOOK.knowledge.findings[name].item or RULEBOOK.knowledge.findings[name].question
