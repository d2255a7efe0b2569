"""On people who are as the model says, what is said is as sure as it is said to be.

The bench measures the same on many more people, and on models that are wrong.
"""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from plumbline.care.impairments.assess import NINETY, deficit
from tests.generative.impairment_cases import believe_all, draw, small, taken_of

TESTS = {
    "sums and caps": ["hold", "bend", "rise", "reach"],
    "everything": ["hold", "bend", "rise", "bridge", "plank", "reach"],
}
PEOPLE = 350


def simulate(tests: list[str], days: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Probability of a deficit, and (covered, truly low), for every person and state."""
    bench, rng = small(), np.random.default_rng(len(tests) + 10 * days)
    low = bench.knowledge.impairments.deficit_below.value
    said: list[list[float]] = []
    truly: list[list[tuple[bool, bool]]] = []
    for _ in range(PEOPLE):
        simulated = draw(bench, rng, tests, days)
        belief = believe_all(bench, taken_of(bench, simulated))
        chains = bench.known.chains
        sd = [math.sqrt(belief.covariance[i, i]) for i in range(len(chains))]
        off = simulated.truth - belief.mean
        said.append([deficit(bench, belief, state) for state in chains])
        inside = np.abs(off[: len(sd)]) < NINETY * np.array(sd)
        truly.append(list(zip(inside, simulated.truth[: len(sd)] < low, strict=True)))
    return np.array(said), np.array(truly)


@pytest.mark.parametrize("days", [1, 2])
@pytest.mark.parametrize("tests", TESTS.values(), ids=TESTS.keys())
def test_intervals_cover_and_probabilities_come_true(tests: list[str], days: int) -> None:
    """90 % intervals cover 88 to 92 %; of what is called p likely, p comes true."""
    said, truly = simulate(tests, days)
    covered, low = truly[..., 0], truly[..., 1]
    # The states of a person go together: the error is that of means over people.
    error = float(covered.mean(axis=1).std()) / math.sqrt(PEOPLE)
    assert error < 0.008, "enough people for a fair test"
    assert 0.88 - error < covered.mean() < 0.92 + error
    for begin, end in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 1.0)):
        within = (said >= begin) & (said < end)
        expected, count = float(said[within].mean()), int(within.sum())
        # Up to four states of a person move together, so the error is twice that of single ones.
        margin = 2 * 2 * math.sqrt(expected * (1 - expected) / count) + 0.01
        assert abs(float(low[within].mean()) - expected) < margin, f"{begin} to {end}"


def test_what_is_called_probably_low_is_low() -> None:
    """Of chains whose probability is over the threshold, at least that share is low."""
    said, truly = simulate(TESTS["everything"], 2)
    speak = small().knowledge.impairments.speak_above.value
    spoken = said > speak
    count = int(spoken.sum())
    assert count > 40
    assert truly[..., 1][spoken].mean() > speak - 2 * math.sqrt(speak * (1 - speak) / count)
