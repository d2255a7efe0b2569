"""The search over claims: words, stems, spelling, order, and what cannot be looked for."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.errors import BadInput
from plumbline.knowledge import Knowledge
from plumbline.present import words
from plumbline.present.claims_search import LONGEST, MOST, asked, near_ids, search
from tests.unit.care.people import knowledge


def first(text: str) -> str:
    return search(knowledge(), text).claims[0].id


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("sciatica goes to the arms?", "c008"),
        ("spinal cord lumbar stenosis", "c038"),
        ("smokers four times", "c136"),
        ("massage gun", "c078"),
        ("tape keeps spine in line", "c079"),
        ("most people get depressed", "c045"),
        ("surgery if suddenly worse", "c155"),
        ("amitriptyline", "c116"),
        ("x-ray", "c159"),
        ("washes out toxins", "c085"),
        ("brand", "c164"),
    ],
)
def test_what_people_remember_finds_the_claim(text: str, claim: str) -> None:
    assert first(text) == claim


@pytest.mark.parametrize("text", ["stretches", "stretched", "STRETCHING", "stretch!"])
def test_words_are_found_by_their_stem(text: str) -> None:
    assert {"c062", "c073"} <= {claim.id for claim in search(knowledge(), text).claims}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("accupuncture", "acupuncture"),
        ("ibuprofin", "ibuprofen"),
        ("cortizone", "cortisone"),
        ("sciatca", "sciatica"),
    ],
)
def test_a_wrong_spelling_is_understood_and_said(typed: str, read: str) -> None:
    found = search(knowledge(), typed)
    assert found.claims
    assert found.read_as == read


def test_a_right_spelling_is_left_alone() -> None:
    assert search(knowledge(), "sciatica").read_as == ""


def test_what_holds_all_the_words_comes_before_what_holds_some() -> None:
    found = [claim.id for claim in search(knowledge(), "heat infrared pad").claims]
    assert found[0] == "c076"


def test_every_claim_is_found_by_what_was_heard() -> None:
    lost: list[str] = []
    for claim in knowledge().claims.values():
        found = search(knowledge(), claim.heard[:LONGEST]).claims[:3]
        lost += [] if claim in found else [claim.id]
    assert not lost


def test_there_are_never_too_many() -> None:
    assert len(search(knowledge(), "pain").claims) == MOST


def test_words_around_the_words_do_not_count() -> None:
    assert asked("Is it true that I should rest?") == ["rest"]
    assert asked("what is it") == ["what", "is", "it"], "where there are no others, they do"


@pytest.mark.parametrize("text", ["", "  ", "?!", "'\"*"])
def test_no_word_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="holds no word"):
        search(knowledge(), text)


def test_too_long_is_refused() -> None:
    with pytest.raises(BadInput, match="too long"):
        search(knowledge(), "a" * (LONGEST + 1))


@settings(max_examples=40)
@given(st.text(alphabet=string.printable + "äß\u200d'\"*:^-()", min_size=1, max_size=LONGEST))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    try:
        found = search(knowledge(), text)
    except BadInput:
        return
    assert len(found.claims) <= MOST


def test_it_speaks_the_language_in_use() -> None:
    with words.use(words.PSEUDO):
        assert first("amitriptyline") == "c116"


def test_a_hint_for_an_id_that_is_not_there() -> None:
    assert "c038" in near_ids(knowledge(), "c38")


def test_no_claims_is_no_fault() -> None:
    bare = Knowledge(**{**vars_of(knowledge()), "claim_files": {}})
    assert search(bare, "ice").claims == ()


def vars_of(given_knowledge: Knowledge) -> dict[str, object]:
    """The fields of the knowledge, without what it has worked out."""
    names = Knowledge.__dataclass_fields__
    return {name: getattr(given_knowledge, name) for name in names}
