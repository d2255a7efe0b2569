"""The detectors on simulated people: how often they are wrong, and how often they are of use.

The bench prints the same for many more people, and for people of other kinds.
"""

from datetime import timedelta

import numpy as np
import pytest

from plumbline.care.monitoring.local_trend import Scale
from plumbline.care.monitoring.worsening import worsening
from tests.generative.trend_people import BEGAN, Way, as_dates, draw
from tests.unit.care.people import knowledge

STABLE = Way(scatter_differs=0.25)
PEOPLE = 500


def alarmed(way: Way, until: int) -> np.ndarray:
    """Whether each person had an alarm by a day."""
    _, scores = draw(np.random.default_rng(8), PEOPLE, way)
    day, trend = BEGAN + timedelta(days=until), knowledge().trend
    return np.array([bool(worsening(trend, Scale(), "lower", as_dates(s), day)) for s in scores])


def test_at_most_one_in_ten_stable_people_is_asked_for_nothing() -> None:
    share = alarmed(STABLE, STABLE.days - 1).mean()
    assert share < 0.10 + 2 * (0.1 * 0.9 / PEOPLE) ** 0.5


def test_people_who_recover_are_left_alone() -> None:
    assert alarmed(STABLE.but(course="recovering"), STABLE.days - 1).mean() < 0.10


@pytest.mark.parametrize(
    ("jump", "course", "within", "least"),
    [
        (3.0, "stable", 14, 0.70),
        (2.0, "stable", 28, 0.60),
        (2.0, "recovering", 28, 0.22),
    ],
)
def test_a_lasting_rise_is_found(jump: float, course: str, within: int, least: float) -> None:
    """Of those who were calm until then; and no scores find it at once."""
    way = STABLE.but(days=90, jump=jump, course=course)
    calm = ~alarmed(way, way.jump_on - 1)
    found = alarmed(way, way.jump_on + within - 1)[calm].mean()
    assert found > least
    assert alarmed(way, way.jump_on + 1)[calm].mean() < 0.3
