"""The forms of a load spec: which of two postures loads the lower back less, and how much more
than standing a posture loads it. The tables hold failures too: a model that gets better or worse
changes them.

    less              | more     | model
    Lying on the side | Standing | in order

    posture                              | measured | accepted   | model | outcome
    Standing, bent forward by 36 degrees | 2.2      | 1.8 to 2.6 | 2.68  | fails
"""

from collections.abc import Callable

import pytest

from plumbline.motion.load_acceptance import BANDS, MOST_ERROR, error, lies, ratio, told
from plumbline.motion.load_postures import POSTURES

Spec = Callable[[str], None]
NAMES = {posture.title: name for name, posture in POSTURES.items()}


@pytest.fixture
def spec_order() -> Spec:
    """Check a table `less | more | model`; the model says "in order", "wrong" or "cannot tell"."""

    def check(table: str) -> None:
        for less, more, said in rows(table, "less | more | model"):
            assert order(NAMES[less], NAMES[more]) == said, (less, more)

    return check


@pytest.fixture
def spec_ratio() -> Spec:
    """Check a table `posture | measured | accepted | model | outcome`."""

    def check(table: str) -> None:
        for title, measured, accepted, model, outcome in rows(
            table, "posture | measured | accepted | model | outcome"
        ):
            name = NAMES[title]
            assert f"{POSTURES[name].measured:g}" == measured, title
            assert accepted == accepts(name), title
            assert f"{ratio(name):.2f}" == model, title
            assert outcome == judged(name, accepted), title

    return check


def rows(table: str, heads: str) -> list[list[str]]:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in header.split("|")] == heads.split(" | ")
    assert lines
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def order(less: str, more: str) -> str:
    if (lies(less) and lies(more)) or not (told(less) and told(more)):
        return "cannot tell"
    return "in order" if ratio(less) < ratio(more) else "wrong"


def accepts(name: str) -> str:
    if name in BANDS:
        return "{:g} to {:g}".format(*BANDS[name])
    return f"within {MOST_ERROR:.0%}"


def judged(name: str, accepted: str) -> str:
    if not told(name):
        return "cannot tell"
    if "to" in accepted:
        low, high = (float(end) for end in accepted.split(" to "))
        return "passes" if low <= ratio(name) <= high else "fails"
    off = error(POSTURES[name])
    assert off is not None
    return "passes" if abs(off) <= MOST_ERROR else "fails"
