"""How far everything was checked: what waits is never printed, the list of it is that of the files,
and every source is listed with what rests on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import pytest
import yaml

from plumbline.knowledge.load import FOLDERS
from plumbline.knowledge.schema import Basis, Claim, Number, Treatment
from plumbline.present.manual import Manual, words_of
from plumbline.present.manual.anything import anything
from plumbline.present.manual.blocks import Ref
from plumbline.present.manual.book import sorted_as
from plumbline.present.manual.evidence import STATUSES, counts, things
from plumbline.present.manual.parts import Desk, number
from tests.unit.care.people import knowledge, rulebook

from .manual_of import even

WAITS = Basis(status="unverified")
READ = Basis(status="verified", sources=("fre06",))
BY_CHAPTER = ("findings", "derived", "lists", "sources", "contacts", "claims")
"""Kinds that are looked up in their own chapter, not in the index."""


@cache
def manual() -> Manual:
    return Manual(rulebook(), printed=True)


@cache
def listed() -> str:
    return even(words_of(manual().chapter("status")))


def size(value: float, basis: Basis) -> Number:
    return Number(value=value, unit="points", basis=basis)


def planted() -> Treatment:
    """Heat with a number that waits, one that would mislead, and one that may be read."""
    heat = knowledge().treatments["heat"]
    use = heat.uses[0]
    effect = use.effects[0].model_copy(update={"points": None})
    effects = (
        effect.model_copy(update={"number": size(-83.125, WAITS)}),
        effect.model_copy(update={"number": size(-84.125, READ), "not_shown": "It misleads."}),
        effect.model_copy(update={"number": size(-85.125, READ), "points": size(-86.125, WAITS)}),
    )
    waits = use.positions[0].model_copy(update={"stand": "against", "basis": WAITS})
    more = {"effects": effects, "positions": (waits,)}
    return heat.model_copy(update={"uses": (use.model_copy(update=more),)})


@pytest.mark.hazard("number_without_source")
def test_an_unverified_number_is_never_printed() -> None:
    waits = Number(value=83, unit="%", basis=WAITS)
    assert "83" not in number(waits)
    assert number(waits.model_copy(update={"basis": READ})) == "83 %"


@pytest.mark.hazard("number_without_source")
def test_what_waits_or_misleads_of_a_treatment_is_never_printed() -> None:
    held = replace(knowledge(), treatments={**knowledge().treatments, "heat": planted()})
    own = Manual(replace(rulebook(), knowledge=held), printed=True)
    chapter = own.chapter("treatments-self-care")
    told = next(words_of(e) for e in chapter.entries if e.path == "treatments/heat")
    assert [n for n in ("83.125", "84.125", "86.125", "| against it") if n in told] == []
    assert "-85.125 points" in told
    assert "wait to be checked, or would mislead" in told
    status = even(words_of(own.chapter("status")))
    assert "treatments/heat uses.T03.effects.0.number.basis" in status
    assert "treatments/heat uses.T03.effects.1.number.basis: It misleads." in status


@pytest.mark.hazard("number_without_source")
def test_an_unverified_rule_is_never_printed() -> None:
    told = words_of(manual().chapter("questionnaires"))
    waiting = [
        rule.label
        for tool in knowledge().instruments.values()
        for rule in tool.rules
        if rule.basis.status == "unverified"
    ]
    assert [label for label in waiting if label in told] == []


def test_usual_doses_are_for_paper_only() -> None:
    medicines = [t.medicine for t in knowledge().treatments.values() if t.medicine]
    doses = [even(medicine.prescriber) for medicine in medicines if medicine.prescriber]
    paper, app = (
        even(words_of(Manual(rulebook(), printed).chapter("treatments-medicine")))
        for printed in (True, False)
    )
    assert doses
    assert [dose for dose in doses if dose not in paper] == []
    assert [dose for dose in doses if dose in app] == []


def statuses(value: Any) -> Iterator[str]:
    """Every status in a file, read without our own schema."""
    if isinstance(value, dict):
        if isinstance(value.get("status"), str):
            yield value["status"]
        for item in value.values():
            yield from statuses(item)
    elif isinstance(value, list):
        for item in value:
            yield from statuses(item)


@cache
def in_files() -> Counter[str]:
    root = resources.files("plumbline.knowledge")
    files = [f for folder in FOLDERS for f in (root / folder).iterdir() if f.name.endswith(".yaml")]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Counter(
        status
        for file in files
        for status in statuses(yaml.load(file.read_text(encoding="utf-8"), Loader=loader))
    )


def test_the_counts_are_those_of_the_files() -> None:
    found = counts(manual().evidence)
    assert sum(found.values(), Counter()) == in_files()
    together = " | ".join(str(in_files()[name]) for name in STATUSES)
    assert f"Together | {together}" in listed()


def test_everything_that_waits_or_is_in_review_stands_in_the_list() -> None:
    checked = manual().evidence.checked
    waits = [one for one in checked if one.basis.status == "unverified"]
    review = [one for one in checked if one.in_review]
    assert len(waits) == in_files()["unverified"]
    assert len(review) > 10
    missing = [one for one in (*waits, *review) if f"{one.thing} {one.place}" not in listed()]
    assert missing == []
    assert f"Together: {len(waits)}" in listed()
    assert f"Together: {len(review)}" in listed()
    rests = [one for one in checked if one not in waits and one not in review]
    rests = [one for one in rests if not one.why_hidden]
    assert [one for one in rests if f"{one.thing} {one.place}\n" in f"{listed()}\n"] == []


@pytest.mark.hazard("sentence_without_source")
def test_every_source_is_listed_with_what_rests_on_it() -> None:
    entries = {e.path: even(words_of(e)) for e in manual().chapter("sources").entries}
    for name, source in knowledge().sources.items():
        assert even(source.seen) in entries[f"sources/{name}"]
        assert even(source.title.rstrip(".")) in entries[f"sources/{name}"]
    for one in manual().evidence.checked:
        for name in one.basis.sources:
            assert one.thing in entries[f"sources/{name}"], f"{one.thing}: {name}"


def test_the_index_names_everything_in_order() -> None:
    index = manual().index()
    assert list(index) == sorted(index, key=lambda letter: (letter == "#", letter))
    links = [[p for line in held for p in line if isinstance(p, Ref)] for held in index.values()]
    wanted = {path for path, _ in things(knowledge()) if path.partition("/")[0] not in BY_CHAPTER}
    assert {link.to for held in links for link in held} == wanted
    for letter, held in zip(index, links, strict=True):
        names = [sorted_as(link.text) for link in held]
        assert names == sorted(names), letter
    substances = {
        n for t in knowledge().treatments.values() if t.medicine for n in t.medicine.examples
    }
    assert substances
    assert substances <= {link.text for held in links for link in held}


def test_a_kind_nobody_writes_for_is_printed_all_the_same() -> None:
    """A claim under a kind of its own: its words, its facts and its basis stand there."""
    claim: Claim = next(iter(knowledge().claims.values()))
    told = "\n".join(map(words_of, anything(Desk(rulebook()), f"claims/{claim.id}")))
    assert claim.heard in told
    assert claim.answer in told
    assert f"verdict: {claim.verdict}" in told
