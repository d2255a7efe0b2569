"""The 168 claims of the five articles

Each was checked and has a verdict, an answer, what it rests on, and a place in Plumbline where it
is told. What rests on general knowledge alone says so. No answer names a maker or promises that
pain goes away, and no number stands in one that was not read in a source.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import get_args

import pytest

from plumbline.knowledge.schema.base import Basis
from plumbline.knowledge.schema.claims import Page, Verdict
from plumbline.present import claim_words
from tests.unit.care.people import knowledge

# The verdict of each claim in turn, from c001: supported, partly, contradicted, unsupported,
# definition, noise.
CHECKED = (
    "upuppcucppsspuuppuuuppuuuusspsssssppscssspppcpupppupupsuuppspucsppppsssp"
    "ppsuuucppsppupdducpppddsspccdpdddssdpsppsppcppsspucsssspsssspppcppuuupss"
    "pupsuuupcpcsspspsnnnnnnn"
)
# Every number that stands in an answer: each was read in a source of that claim.
READ = {
    "acupuncture": "10 100",
    "c028": "37 100 20 96 100 80",
    "c029": "50",
    "c042": "63 100",
    "c043": "30 100 20 84 100 80",
    "c059": "15 100",
    "c067": "30",
    "c090": "2021 400",
    "c093": "10 100",
    "c099": "10",
    "c112": "7 100",
    "c115": "5 100",
    "c121": "5 100",
    "c129": "16 100",
    "c133": "57 100",
    "c153": "52 100 23 12",
    "c168": "2019",
}
SEGMENT = re.compile(r"\bL\d(-[LS]\d)?\b")
PROMISE = re.compile(
    r"\b(cures?|cured|guarantee\w*|heals?|healed|healing|pain-free|miracle|clinically proven|"
    r"crippl\w*|crumbl\w*|dangerous|devastat\w*|wheelchair|doomed|must never)\b",
    re.IGNORECASE,
)
# The makers that the articles praise, and their like: in pieces of letters, so that none is here.
MAKERS = re.compile(
    r"\b(zyl\w+|thera\W?gun|hyper\W?volt|ad\W?vil|pana\W?dol|tyle\W?nol|nuro\W?fen)", re.I
)


def texts() -> Iterator[tuple[str, str, Basis]]:
    """(id, words, basis) of everything that is said about a claim or a contradiction."""
    for claim in knowledge().claims.values():
        yield claim.id, f"{claim.heard} {claim.answer} {' '.join(claim.words)}", claim.basis
    for one in knowledge().contradictions.values():
        sides = " ".join(side.says for side in one.sides)
        yield one.id, f"{one.topic} {sides} {one.answer}", one.basis


def test_every_claim_is_there_with_the_verdict_it_was_given() -> None:
    """All 168 are there, c001 to c168, each with its verdict."""
    names: dict[str, Verdict] = {name[0]: name for name in get_args(Verdict)}
    expected = {f"c{n:03d}": names[letter] for n, letter in enumerate(CHECKED, 1)}
    assert {claim.id: claim.verdict for claim in knowledge().claims.values()} == expected


def test_how_many_of_each_verdict() -> None:
    """One in four is true as it stands; most are partly true, or nobody has shown them."""
    assert Counter(claim.verdict for claim in knowledge().claims.values()) == {
        "partly": 63,
        "supported": 44,
        "unsupported": 31,
        "contradicted": 14,
        "definition": 9,
        "noise": 7,
    }


@pytest.mark.hazard("sentence_without_source")
def test_each_names_its_sources_or_says_that_it_has_none() -> None:
    """What rests on general knowledge alone is marked as usual practice, and says so in words."""
    for name, _text, basis in texts():
        if basis.sources:
            assert basis.status in ("verified", "secondary"), name
        else:
            assert basis.status == "expert", name
            assert basis.note == "General knowledge; no page checked.", name


@pytest.mark.hazard("number_without_source")
def test_no_number_was_not_read() -> None:
    """A number in an answer was read in a source of that claim."""
    shown: dict[str, str] = {}
    for one in (*knowledge().claims.values(), *knowledge().contradictions.values()):
        numbers = re.findall(r"\d+", SEGMENT.sub("", one.answer))
        if numbers:
            shown[one.id] = " ".join(numbers)
            assert one.basis.sources, one.id
    assert shown == READ


def test_no_promise_no_fear_and_no_maker() -> None:
    """Nothing promises that pain goes away, nothing frightens, and no maker is named."""
    said = [(name, text) for name, text, _basis in texts()]
    wrong = [name for name, text in said if PROMISE.search(text) or MAKERS.search(text)]
    assert not wrong


def test_every_place_is_there() -> None:
    """Each claim and each contradiction lives at a thing or a page that there is."""
    lost: list[str] = []
    for one in (*knowledge().claims.values(), *knowledge().contradictions.values()):
        kind, name = one.place.kind, one.place.id
        there = get_args(Page) if kind == "page" else getattr(knowledge(), kind)
        if name not in there:
            lost.append(f"{one.id}: {kind}/{name}")
    assert not lost


@pytest.mark.parametrize(
    ("claim", "place"),
    [
        ("c008", "conditions/spine_anatomy"),
        ("c038", "conditions/lumbar_stenosis"),
        ("c045", "modules/low_mood"),
        ("c079", "treatments/belt_brace"),
        ("c116", "treatments/amitriptyline"),
        ("c136", "treatments/stop_smoking"),
        ("c142", "page/check"),
        ("c145", "advice/stay_active"),
        ("c153", "page/progress"),
        ("c155", "page/check"),
        ("c159", "page/second_opinion"),
    ],
)
def test_the_worst_errors_live_where_people_would_meet_them(claim: str, place: str) -> None:
    """The most striking errors are told right where the matter comes up."""
    found = knowledge().claims[claim].place
    assert f"{found.kind}/{found.id}" == place


def test_verdicts_are_said_in_plain_words() -> None:
    """A verdict is said in words that a person knows."""
    assert {name: claim_words.verdict(name) for name in claim_words.VERDICTS} == {
        "supported": "True",
        "partly": "Partly true",
        "contradicted": "Not true",
        "unsupported": "Nobody has shown this",
        "definition": "Just a description",
        "noise": "Not about your back",
    }
