"""The note for an employer: what was chosen, nothing else."""

from __future__ import annotations

import pytest

from plumbline.present.employer_note import ABLE, HELPS, Note, note_parts, note_text
from plumbline.present.words import use

FULL = Note("Kim", "Ms Shaw", tuple(ABLE), tuple(HELPS), 6, True, "I start at ten on Mondays.")


def test_no_illness_stands_in_it_unless_it_was_ticked() -> None:
    text = note_text(Note(able=("light",), helps=("breaks",)))
    assert "back" not in text.lower()
    assert "pain" not in text.lower()
    assert "For health reasons" in text
    assert "I have back pain" in note_text(Note(able=("light",), says_back=True))


def test_what_was_left_out_is_left_out() -> None:
    text = note_text(Note(helps=("breaks",)))
    assert "Short extra breaks" in text
    for absent in ("How things stand", "weeks", *(ABLE.values()), HELPS["desk"]):
        assert absent not in text
    assert text.startswith("To whom it may concern\n")


def test_a_whole_note() -> None:
    text = note_text(FULL)
    for words in ("To Ms Shaw", "6 weeks", "I start at ten on Mondays.", *ABLE.values()):
        assert words in text
    assert text.rstrip().endswith("Kim")
    assert [part.say for part in note_parts(FULL)][-2:] == ["Thank you.", "Kim"]


def test_it_is_empty_where_nothing_was_chosen() -> None:
    assert Note(name="Kim", weeks=4, says_back=True).empty
    assert not Note(own="Hello").empty


def test_a_choice_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(KeyError):
        note_parts(Note(able=("cure",)))


def test_it_speaks_the_language_in_use() -> None:
    with use("xx"):
        assert all(
            "⟦" in part.say for part in note_parts(FULL) if part.say not in ("Kim", FULL.own)
        )
