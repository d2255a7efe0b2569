"""The glossary: every kind of thing has its entry, and every term the documents title is there."""

from __future__ import annotations

import re

import pytest

from plumbline.knowledge.load import FOLDERS
from plumbline.knowledge.model import THING_KINDS

from .documents import HANDBOOK, ROOT, WRITTEN, text_of

ENTRIES = {
    title.lower(): " ".join(text.split())
    for title, text in re.findall(
        r"^### ([^\n]+)\n\n(.*?)(?=\n#|\Z)", text_of(ROOT / "GLOSSARY.md"), re.MULTILINE | re.DOTALL
    )
}
SPOKEN = {
    "findings": "finding",
    "derived": "derived finding",
    "lists": "tick list",
    "red_flags": "red flag",
    "patterns": "pattern",
    "instruments": "instrument",
    "exercises": "exercise",
    "treatments": "treatment",
    "contacts": "contact",
    "sources": "source",
    "hazards": "hazard",
    "advice": "advice",
    "courses": "course",
    "first_weeks": "first week",
    "programme": "programme",
    "monitoring": "monitoring",
    "following": "following",
    "next_steps": "next step",
    "modules": "module",
    "trials": "trial",
    "conditions": "condition",
    "claims": "claim",
    "contradictions": "contradiction",
    "second_opinions": "second opinion",
    "lifting": "lifting",
    "audits": "audit",
    "topics": "topic",
    "tests": "physical test",
    "chains": "chain",
    "muscles": "muscle group",
    "movements": "movement",
    "impairments": "what to train first",
}
"""What each kind of the knowledge is called; a new kind fails here until it has a word."""


@pytest.mark.parametrize("kind", sorted({*THING_KINDS, *FOLDERS}))
def test_every_kind_has_an_entry(kind: str) -> None:
    assert SPOKEN[kind] in ENTRIES


@pytest.mark.parametrize("term", sorted(ENTRIES))
def test_an_entry_is_one_to_three_sentences(term: str) -> None:
    sentences = re.findall(r"[.?!](?= |$)", ENTRIES[term])
    assert 1 <= len(sentences) <= 3, ENTRIES[term]


def test_every_term_that_is_a_heading_is_in_the_glossary() -> None:
    """A chapter's heading that names a thing of ours (one or two words) has its entry."""
    terms = {
        heading.lower().removeprefix("the ")
        for file in HANDBOOK
        for heading in re.findall(
            r"^#{2,3} ((?:The )?[A-Z][a-z]+(?: [a-z]+)?)$", text_of(file), re.M
        )
    }
    known = {*ENTRIES, *(f"{entry}s" for entry in ENTRIES)}
    everyday = {
        "layers", "back up", "erase", "updating", "reviewing", "pin", "documents",
        "intended purpose",
    }  # fmt: skip
    assert terms - known - everyday == set()


def test_words_in_the_glossary_are_used() -> None:
    """An entry nobody uses is noise: each stands in a document or in the code's own words."""
    files = [file for file in WRITTEN if file.name != "GLOSSARY.md"]
    files += sorted((ROOT / "src" / "plumbline").rglob("*.py"))
    said = " ".join(text_of(file).lower().replace("_", " ") for file in files)
    assert [term for term in ENTRIES if term not in said] == []


def test_status_marks_and_urgencies_are_explained() -> None:
    for mark in ("verified", "secondary", "derived", "measured", "expert", "unverified"):
        assert f"*{mark}*" in ENTRIES["status mark"]
    for urgency in ("emergency now", "same day", "within days", "routine", "self care"):
        assert f"*{urgency}*" in ENTRIES["urgency"]
