"""The review at six weeks on simulated people: who is called better, and who is not.

The bench prints the same for many more people, and how often what was said comes true.
"""

from datetime import timedelta

import numpy as np
import pytest

from plumbline.care.monitoring.improvement import improvement
from plumbline.care.monitoring.outcome import outcome
from plumbline.care.monitoring.trend import trend
from tests.generative.trend_people import BEGAN, Way, as_dates, draw
from tests.unit.care.people import knowledge

WEEKS, PEOPLE = 6, 600
DAYS = 7 * WEEKS
WAY = Way(days=DAYS + 1, course="mixed")


@pytest.mark.parametrize(
    ("way", "flagged", "wrongly"),
    [
        (WAY, 0.72, 0.10),
        (WAY.but(missing=0.85), 0.45, 0.10),
        (WAY.but(weekly=True), 0.58, 0.09),
    ],
    ids=["most days", "few days", "weekly"],
)
def test_those_who_do_not_improve_are_noticed(way: Way, flagged: float, wrongly: float) -> None:
    model, chosen = knowledge().trend, outcome(knowledge(), (), {})
    truth, scores = draw(np.random.default_rng(9), PEOPLE, way)
    until = BEGAN + timedelta(days=DAYS)
    says = np.array(
        [
            improvement(
                model, trend(model, chosen.scale, as_dates(one), BEGAN, until), chosen, BEGAN
            ).says
            for one in scores
        ]
    )
    gone = truth[:, 0] - truth[:, -1]
    needed = np.maximum(chosen.points, chosen.percent / 100 * truth[:, 0])
    assert (says[gone < needed / 2] == "not_improving").mean() > flagged
    assert (says[gone >= needed] == "not_improving").mean() < wrongly
    assert (says[gone < needed / 2] == "improving").mean() < 0.02
    assert (says[gone >= needed] == "improving").mean() > (
        says[gone < needed] == "improving"
    ).mean()
