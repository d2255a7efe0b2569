"""What you may have read, at the command line: words, ids, verdicts, and what cannot be used."""

from __future__ import annotations

from collections import Counter

import pytest

from plumbline.present import claim_words
from tests.functional.cli_user import plumbline, rulebook

KNOWLEDGE = rulebook().knowledge


def flat(text: str) -> str:
    return " ".join(text.split())


def test_words_find_the_claim_and_its_verdict() -> None:
    said = plumbline("claims", "sciatica", "goes", "to", "the", "arms?")
    assert said.code == 0, said.err
    words = flat(said.out)
    assert f"You may have read: {flat(KNOWLEDGE.claims['c008'].heard)} Not true" in words
    assert flat(KNOWLEDGE.claims["c008"].answer) in words
    assert "plumbline explain conditions/spine_anatomy" in words


def test_an_id_shows_a_claim_whole() -> None:
    said = plumbline("claims", "C042")
    assert said.code == 0, said.err
    claim = KNOWLEDGE.claims["c042"]
    assert flat(claim.answer) in flat(said.out)
    for source in claim.basis.sources:
        assert flat(KNOWLEDGE.sources[source].title) in flat(said.out)
    several = plumbline("claims", "c042", "c008", "--json").json
    assert [one["id"] for one in several] == ["c042", "c008"]


def test_what_rests_on_general_knowledge_says_so() -> None:
    said = flat(plumbline("claims", "c008").out)
    assert "General knowledge; no page checked." in said
    assert "Usual practice, not proved by a study" in said


def test_both_sides_are_told() -> None:
    said = flat(plumbline("claims", "heat", "or", "ice").out)
    one = KNOWLEDGE.contradictions["heat_and_cold"]
    assert flat(one.answer) in said
    assert all(flat(side.says) in said for side in one.sides)


def test_without_words_all_are_listed_by_topic() -> None:
    said = plumbline("claims")
    assert said.code == 0
    assert all(claim in said.out for claim in KNOWLEDGE.claims)
    assert all(flat(file.title) in flat(said.out) for file in KNOWLEDGE.claim_files.values())


@pytest.mark.parametrize("verdict", claim_words.VERDICTS)
def test_a_verdict_keeps_only_its_claims(verdict: str) -> None:
    kept = plumbline("claims", "--verdict", verdict, "--json").json
    counted = Counter(claim.verdict for claim in KNOWLEDGE.claims.values())
    assert len(kept) == counted[verdict]
    assert {one["verdict"] for one in kept} == {verdict}


def test_json_has_all_that_a_program_needs() -> None:
    [one, *_more] = plumbline("claims", "smoking", "--json").json
    assert one.keys() == {
        *("id", "article", "heard", "verdict", "says", "answer"),
        *("place", "status", "sources", "note"),
    }
    assert one["place"] == {"kind": "treatments", "id": "stop_smoking"}


def test_nothing_found_says_so() -> None:
    said = plumbline("claims", "xyzzyqwert")
    assert said.code == 0
    assert "Nothing like that" in said.out
    assert plumbline("claims", "xyzzyqwert", "--json").json == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("c999",), "there is no such claim"),
        (("c38",), "c038"),
        (("ice", "--verdict", "nonsense"), "supported, partly"),
        (("?!",), "holds no word"),
        (("a" * 300,), "too long"),
    ],
)
def test_what_cannot_be_asked_gets_one_clear_line(words: tuple[str, ...], says: str) -> None:
    said = plumbline("claims", *words)
    assert said.code == 2
    assert says in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert not said.out
