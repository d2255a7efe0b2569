"""The words people read: plain, kind, and nothing sold

Every page of advice is read at grade 8 or below. Nothing frightens, nothing promises a cure, and no
maker is named: a name that is not ours to explain would be one.
"""

import re
from collections.abc import Iterator

import pytest

from plumbline.knowledge.schema import Basis, Model
from plumbline.present.extract import prose
from tests.reading import grade
from tests.unit.care.people import knowledge

HIGHEST = 8.0
PAGES = (
    *("treatments", "conditions", "second_opinions", "modules", "advice"),
    *("next_steps", "patterns", "trials", "claim_files"),
)
FEAR = re.compile(
    r"\b(agony|crippl\w*|crumbl\w*|horrif\w*|terrif\w*|terribl\w*|ruin\w*|destroy\w*|doomed|"
    r"time bomb|wear and tear|"
    r"catastroph\w*|fragile spine|never recover)\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(cures?|cured|guarantee\w*|pain[- ]free|miracle\w*|always works|"
    r"never fails|risk[- ]free|completely safe|100 ?%)\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(no|not|never|nothing|nobody|cannot|without|whether)\b|n['’]t\b", re.I)


def texts(thing: Model) -> list[str]:
    """What people read of a thing; notes behind "why?" are for whoever checks."""
    return [text for place, text in prose(thing) if place[-1] != "note"]


def pages() -> Iterator[tuple[str, Model]]:
    for kind in PAGES:
        for name, thing in getattr(knowledge(), kind).items():
            yield f"{kind}/{name}", thing


def test_every_page_of_advice_is_easy_to_read() -> None:
    hard = {
        name: round(found, 1) for name, thing in pages() if (found := grade(texts(thing))) > HIGHEST
    }
    assert not hard


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat.", -2.0, 1.0),
        ("You can walk a little more each day. Stop when it hurts.", -1.0, 4.0),
        (
            "Multidisciplinary biopsychosocial rehabilitation demonstrably ameliorates disability "
            "in heterogeneous populations notwithstanding methodological limitations.",
            20.0,
            60.0,
        ),
    ],
)
def test_the_measure_tells_easy_from_hard(text: str, low: float, high: float) -> None:
    assert low <= grade([text]) <= high


def test_nothing_frightens_and_nothing_promises_a_cure() -> None:
    wrong: list[str] = []
    for name, thing in pages():
        for text in texts(thing):
            for sentence in re.split(r"(?<=[.!?])\s", text):
                frightens = FEAR.search(sentence)
                promised = PROMISE.search(sentence)
                denied = promised and DENIED.search(sentence[: promised.start()])
                if frightens or (promised and not denied):
                    wrong.append(f"{name}: {sentence}")
    assert not wrong


NAMES = re.compile(r"(?<=[a-z,;] )([A-Z][A-Za-z’'-]+)")
OURS = re.compile(
    r"I|United|States|American|College|Physicians|World|Health|Organization|England|English|German|"
    r"Netherlands|NICE|WHO|UK|US|MRI|CT|MS|TENS|PENS|PILD|CBT|CFT|NSAIDs?|SNRIs?|SSRIs?|MAOI?|"
    r"X-rays?|Pilates|McKenzie|Raynaud|Crohn's|Plumbline|America|Germany|Devon|Sydney|Lancet|Cook|"
    r"Call"
)
"""The names people may meet on our pages: bodies, countries, short forms, and what is called after
somebody."""


def test_no_maker_is_named() -> None:
    """Any word written like a name inside a sentence has to be one of ours."""
    found = {
        f"{name}: {word}"
        for name, thing in pages()
        for text in texts(thing)
        for word in NAMES.findall(text)
        if not OURS.fullmatch(word)
    }
    assert not found


def test_a_basis_is_never_what_people_read_first() -> None:
    """The texts judged above are all there are: every prose field but the notes."""
    for name, thing in pages():
        notes = [text for place, text in prose(thing) if place[-1] == "note"]
        assert all(isinstance(text, str) for text in notes), name
        assert Basis.model_fields["note"], "the one field left out"
