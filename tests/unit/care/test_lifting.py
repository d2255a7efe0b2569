"""The lifting equation: its table, its bounds, and that it never says more than it may."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from plumbline.care.lifting import Lift, Mark, mark
from plumbline.knowledge.load import shipped
from plumbline.knowledge.schema.lifting import Duration, Grip, Lifting
from plumbline.knowledge.yaml_file import parse

BEST = Lift(kg=10, reach=25, start=75, end=100, grip="good")


@cache
def rules() -> Lifting:
    path = "lifting/niosh.yaml"
    text = (shipped() / "lifting" / "niosh.yaml").read_text(encoding="utf-8")
    return Lifting.model_validate(parse(text, path).value)


def lift(**changed: float) -> Mark:
    told = {"kg": 10, "reach": 25, "start": 75, "end": 75, **changed}
    return mark(rules(), Lift(**told, grip="good"))  # type: ignore[arg-type]


def test_the_best_lift_is_the_load_constant() -> None:
    found = lift()
    assert found.kg == pytest.approx(23)
    assert found.most is None
    assert found.says == "within"


@pytest.mark.parametrize(
    ("angle", "factor"),
    [(0, 1.0), (15, 0.95), (30, 0.90), (45, 0.86), (60, 0.81), (75, 0.76), (90, 0.71), (105, 0.66),
     (120, 0.62), (135, 0.57), (136, 0)],
)  # fmt: skip
def test_twisting_is_as_in_the_printed_table(angle: float, factor: float) -> None:
    assert lift(turn=angle).factors["turn"] == pytest.approx(factor, abs=0.0051)


@pytest.mark.parametrize(
    ("changed", "name", "factor"),
    [
        ({"reach": 10}, "reach", 1), ({"reach": 50}, "reach", 0.5),
        ({"reach": 63}, "reach", 25 / 63),
        ({"reach": 64}, "reach", 0),
        ({"start": 0, "end": 0}, "height", 0.775), ({"start": 175, "end": 175}, "height", 0.7),
        ({"start": 176}, "height", 0), ({"start": 75, "end": 0}, "height", 0.775),
        ({"end": 95}, "way", 1), ({"end": 100}, "way", 1), ({"end": 120}, "way", 0.92),
        ({"start": 0, "end": 176}, "way", 0),
    ],
)  # fmt: skip
def test_each_factor_and_its_bounds(changed: dict[str, float], name: str, factor: float) -> None:
    assert lift(**changed).factors[name] == pytest.approx(factor, abs=1e-9)  # type: ignore[index]


@pytest.mark.parametrize(
    ("per_minute", "lasts", "start", "factor"),
    [
        (0.1, "short", 75, 1.0), (0.2, "long", 75, 0.85), (0.3, "short", 75, 0.97),
        (10, "long", 75, 0.13), (10, "long", 74, 0), (15, "short", 75, 0.28),
        (15, "short", 40, 0), (12, "short", 40, 0.37), (16, "short", 75, 0),
        (13, "moderate", 75, 0), (8, "long", 40, 0.18),
    ],
)  # fmt: skip
def test_how_often(per_minute: float, lasts: Duration, start: float, factor: float) -> None:
    told = Lift(5, 25, start, 80, per_minute=per_minute, lasts=lasts, grip="good")
    assert mark(rules(), told).factors["often"] == pytest.approx(factor)


@pytest.mark.parametrize(
    ("grip", "start", "factor"),
    [("good", 0, 1), ("fair", 0, 0.95), ("fair", 75, 1), ("poor", 75, 0.9)],
)
def test_grip(grip: Grip, start: float, factor: float) -> None:
    assert mark(rules(), Lift(5, 25, start, 75, grip=grip)).factors["grip"] == factor


def test_the_worked_example_of_a_safety_centre() -> None:
    """10 kg, ten times a minute for two hours and more, a quarter turn, 70 cm: about 1.97 kg. Their
    tables round the height down; the formula itself gives 2.1 kg."""
    told = Lift(10, 20, 75, 75, turn=90, per_minute=10, lasts="long", grip="fair")
    found = mark(rules(), told)
    assert found.kg == pytest.approx(23 * 0.712 * 0.13, abs=0.01)
    assert found.kg * 0.93 == pytest.approx(1.97, abs=0.02)
    assert found.says == "far_above"
    assert found.most == "often"


def test_harder_is_never_marked_easier() -> None:
    """Each table only goes down, and whatever gets worse never raises the mark."""
    rows = rules().frequency.rows
    for one, more in pairwise(rows):
        assert one.lifts < more.lifts
        assert (one.short, one.moderate, one.long) >= (more.short, more.moderate, more.long)
        assert one.short >= one.moderate >= one.long
    for name, values in (("reach", (20, 30, 50, 63, 70)), ("turn", (0, 45, 90, 135, 140))):
        marks = [lift(**{name: value}).kg for value in values]
        assert marks == sorted(marks, reverse=True)


@pytest.mark.parametrize(
    ("kg", "says"), [(23, "within"), (23.1, "above"), (69, "above"), (69.1, "far_above")]
)
def test_what_it_says_by_index(kg: float, says: str) -> None:
    assert lift(kg=kg).says == says


def test_a_lift_that_is_out_of_bounds_has_no_mark() -> None:
    found = lift(reach=70)
    assert (found.kg, found.index, found.says, found.most) == (0, None, "outside", "reach")


def test_no_number_rests_on_nothing() -> None:
    held = rules()
    for basis in (held.basis, held.frequency.basis, held.grip.basis, held.load.basis):
        assert basis.status == "secondary"
        assert basis.sources == ("niosh94",)
    assert BEST.kg / mark(held, BEST).kg == mark(held, BEST).index
