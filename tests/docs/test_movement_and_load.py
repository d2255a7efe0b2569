"""The chapter on movement and load, and its part of the manual: their numbers are the model's."""

from __future__ import annotations

from docs.printing.load import spinal_load
from docs.printing.markdown import plain
from plumbline.motion import SEGMENTS
from plumbline.motion.load_acceptance import MOST_ERROR, error, outcomes, ratio
from plumbline.motion.load_lever import ARM, PRESSURE_FROM, PRESSURE_RELIEF, SACRAL_SLOPE
from plumbline.motion.load_postures import POSTURES

from .documents import ROOT, text_of

CHAPTER = " ".join(text_of(ROOT / "docs/handbook/movement-and-load.md").split())


def test_its_numbers_are_those_of_the_model() -> None:
    failed = [outcome for outcome in outcomes() if not outcome.passed]
    held = POSTURES["held_close"]
    low, high = ARM.low or 0, ARM.high or 0
    said = (
        f"held against {len(outcomes())} tests",
        f"**It fails {len(failed)} of them.**",
        f"comes out at {ratio('held_close'):.1f} times standing, where {held.measured:g} was",
        f"further apart than {MOST_ERROR:.0%}".replace("%", " %"),
        f"one muscle, {ARM.value * 100:g} cm from the disc",
        f"{low * 100:g} to {high * 100:g} cm",
        f"Beyond {PRESSURE_FROM.value:g} Nm",
        f"from {SACRAL_SLOPE.low:g} to {SACRAL_SLOPE.high:g} degrees",
        f"The skeleton has {len(SEGMENTS)} parts",
    )
    assert [words for words in said if words not in CHAPTER] == []
    assert PRESSURE_RELIEF.high == 0.2
    assert "up to a fifth" in CHAPTER


def test_what_it_says_of_failures_is_so() -> None:
    """Bending and lifting too heavy, on all fours too light, the order right."""
    heavy = ("flexed", "held_close", "lift_knees", "lift_round", "sitting")
    assert all((error(POSTURES[name]) or 0) > 0 for name in heavy)
    assert all(ratio(name) < ratio("walking") for name in ("bird_dog_arm", "bird_dog", "arching"))
    wrong = [o for o in outcomes() if o.test == "order of postures" and not o.passed]
    assert [o.gives.startswith("cannot tell") for o in wrong] == [True]


def test_the_manual_prints_every_test_and_every_posture() -> None:
    printed = spinal_load()
    for outcome in outcomes():
        said = "passes" if outcome.passed else "**fails**"
        assert f"| {plain(outcome.asks)} | {plain(outcome.gives)} | {said} |" in printed
    for posture in POSTURES.values():
        assert f"| {plain(posture.title)} | " in printed
    assert "no load is shown in newtons" in printed
