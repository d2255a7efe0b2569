"""The chapter on what to train first: its numbers are those of the model that is used."""

from __future__ import annotations

from statistics import NormalDist

from tests.unit.care.people import knowledge

from .documents import ROOT, text_of

CHAPTER = " ".join(text_of(ROOT / "docs/handbook/what-to-train-first.md").split())


def test_its_borders_are_those_of_the_model() -> None:
    model = knowledge().impairments
    speak, calm = 100 * model.speak_above.value, 100 * model.calm_below.value
    said = (
        f"more than {speak:g} % likely to lie among the lowest tenth",
        f"when that is less than {calm:g} % likely",
        f"and be more than {speak:g} % likely",
        f"Readings count for {model.reading_days.value:g} days",
        f"with pain over {model.pain_at_most.value:g} out of 10",
    )
    assert [words for words in said if words not in CHAPTER] == []
    assert abs(NormalDist().cdf(model.deficit_below.value) - 0.1) < 0.005


def test_its_numbers_of_the_side_bridge_are_those_of_the_test() -> None:
    test = knowledge().tests["side_bridge"]
    means = sorted(norm.mean for norm in test.norms if norm.mean is not None)
    assert f"for {means[0]:g} and {means[-1]:g} seconds on average" in CHAPTER
    assert f"to its end at {test.cap:g} seconds" in CHAPTER
    assert f'"at least {test.cap:g}"' in CHAPTER


def test_the_home_battery_takes_at_most_ten_minutes() -> None:
    tests = [test for test in knowledge().tests.values() if test.battery == "home"]
    assert sum(test.minutes for test in tests if test.stands_in_for is None) <= 10
    assert "at most ten minutes" in CHAPTER


def test_repeated_bending_is_barred_as_it_says() -> None:
    cautions = knowledge().tests["repeated_flexion"].cautions
    absolute = " ".join(caution.when for caution in cautions if caution.level == "absolute")
    assert "osteoporosis" in absolute
    assert "vertebral_fracture" in absolute
