"""What is believed after tests, against the exact posterior found by other means."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from plumbline.care.impairments.assess import Taken, ruler_of
from plumbline.care.impairments.belief import Belief, Term, update
from plumbline.care.impairments.model import Reading
from plumbline.care.impairments.moments import Bounds, moments_after
from tests.generative.impairment_cases import (
    ADULT,
    DAY,
    believe_all,
    draw,
    exact,
    problem_of,
    small,
    taken_of,
)
from tests.generative.impairment_oracle import closed_form, moments_of, slice_samples

SEEDS = st.integers(0, 2**32 - 1)
CHAINS = len(small().known.chains)


def sd_of(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sqrt(np.diag(covariance))[:CHAINS]


@given(SEEDS, st.integers(1, 4))
@settings(max_examples=40)
def test_exact_sums_give_the_closed_form(seed: int, days: int) -> None:
    """No cap, no weakest link: a linear regression with a Gaussian prior, to the last digits."""
    bench, rng = small(), np.random.default_rng(seed)
    taken = [t for t in taken_of(bench, draw(bench, rng, ["bend", "rise"], days)) if exact(t)]
    covariance, terms = problem_of(bench, taken)
    believed, told = believe_all(bench, taken), closed_form(covariance, terms)
    np.testing.assert_allclose(believed.mean, told.mean, atol=1e-9)
    np.testing.assert_allclose(believed.covariance, told.covariance, atol=1e-9)


ENDS = st.floats(-6, 6)


@given(
    st.floats(-3, 3),
    st.floats(0.05, 4),
    st.one_of(
        st.tuples(ENDS, st.just(math.inf)),
        st.tuples(st.just(-math.inf), ENDS),
        st.tuples(ENDS, st.floats(0.3, 6)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    ),
    st.floats(0.1, 2),
)
@example(0.0, 1.0, (-0.18, math.inf), 0.35)
@example(0.0, 1.0, (5.0, math.inf), 0.2)
@example(0.0, 1.0, (-math.inf, -5.0), 0.2)
def test_a_bound_on_a_sum_gives_the_integral(
    mean: float, variance: float, ends: tuple[float, float], noise: float
) -> None:
    """The moments of a state known to lie between two points, against numerical integration."""
    low, high = ends
    sd = math.sqrt(variance)
    # Whatever is believed after it lies around the mean, the bound, or between the two.
    around = [mean, *(end for end in ends if math.isfinite(end))]
    grid = np.linspace(min(around) - 10 * sd, max(around) + 10 * sd, 8_001)
    passed = np.array([_between(low, high, at, noise) for at in grid.tolist()])
    weight = np.exp(-0.5 * ((grid - mean) / sd) ** 2) * passed
    if weight.sum() < 1e-60:
        return
    weight /= weight.sum()
    middle = float(weight @ grid)
    spread = float(weight @ (grid - middle) ** 2)
    found, narrowed = moments_after(mean, variance, [Bounds(low, high, noise)])
    assert found == pytest.approx(middle, abs=1e-6)
    assert narrowed == pytest.approx(spread, abs=1e-6)


def _between(low: float, high: float, at: float, noise: float) -> float:
    """Probability that `at` with its error lies between two points."""
    a, b = (low - at) / noise, (high - at) / noise
    if a > 0:
        a, b = -b, -a
    return 0.5 * (math.erfc(-b / math.sqrt(2)) - math.erfc(-a / math.sqrt(2)))


def test_a_bound_moves_all_states_as_conditioning_does() -> None:
    """What is learned of the sum reaches each state through its covariance with the sum."""
    covariance = np.array([[1.0, 0.7, 0.0], [0.7, 1.0, 0.0], [0.0, 0.0, 0.09]])
    term = Term("sum", {0: 0.6, 1: 0.5}, 2, (Bounds(0.4, math.inf, 0.35),))
    believed = update(Belief(np.zeros(3), covariance), term)
    direction = np.array([0.6, 0.5, 1.0])
    along = covariance @ direction
    variance = float(direction @ along)
    grid = np.linspace(-12, 12, 200_001) * math.sqrt(variance)
    passed = np.array([_between(0.4, math.inf, at, 0.35) for at in grid[::20].tolist()])
    weight = np.exp(-0.5 * grid[::20] ** 2 / variance) * passed
    weight /= weight.sum()
    middle = float(weight @ grid[::20])
    spread = float(weight @ (grid[::20] - middle) ** 2)
    np.testing.assert_allclose(believed.mean, along / variance * middle, atol=1e-6)
    narrower = np.outer(along, along) / variance**2 * (variance - spread)
    np.testing.assert_allclose(believed.covariance, covariance - narrower, atol=1e-6)


@pytest.mark.parametrize(
    ("tests", "days", "mean_within", "sd_within"),
    [
        (["bend", "rise"], 2, 0.09, 0.08),
        (["hold"], 1, 0.06, 0.10),
        (["hold"], 2, 0.08, 0.18),
        (["reach"], 2, 0.06, 0.05),
        (["bridge"], 1, 0.12, 0.16),
        (["plank"], 1, 0.10, 0.10),
        (["bridge"], 3, 0.15, 0.20),
        (["bridge", "plank"], 1, 0.20, 0.20),
        (["hold", "bend", "rise", "bridge", "plank", "reach"], 1, 0.20, 0.25),
        (["hold", "bend", "rise", "bridge", "plank", "reach"], 2, 0.30, 0.30),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else str(value),
)
def test_means_and_spreads_agree_with_slice_sampling(
    tests: list[str], days: int, mean_within: float, sd_within: float
) -> None:
    """Sums, caps, steps, the weakest link and all together, over random people.

    Within the stated share of an SD; one reading is exact but for the points, several are moment
    matching.
    """
    bench, rng = small(), np.random.default_rng(1000 * days + len(tests))
    for person in range(4):
        taken = taken_of(bench, draw(bench, rng, tests, days))
        covariance, terms = problem_of(bench, taken)
        samples = slice_samples(covariance, terms, rng, chains=150, steps=160)
        mean, sd, error = moments_of(samples)
        assert error[:CHAINS].max() < 0.08, "the oracle itself is sure enough"
        believed = believe_all(bench, taken)
        off = np.abs(believed.mean - mean)[:CHAINS].max()
        assert off < mean_within, f"person {person}: a mean is off by {off:.3f} SD"
        ratio = sd_of(believed.covariance) / sd[:CHAINS]
        assert ratio.min() > 1 - sd_within, f"person {person}: too sure, {ratio.min():.2f}"
        assert ratio.max() < 1 + 2 * sd_within, f"person {person}: too unsure, {ratio.max():.2f}"


@pytest.mark.parametrize("z", [-2.0, -3.0, -4.5, -6.0, 4.0])
def test_a_result_nobody_expected_does_not_make_it_sure(z: float) -> None:
    """Where the weakest decides, a very low result says that one of them is low, not which."""
    bench, rng = small(), np.random.default_rng(7)
    ruled = ruler_of(bench, ADULT, "bridge")
    assert ruled is not None
    placed = ruled.imagine(z)
    taken = (Taken(Reading("bridge", None, DAY, math.nan), placed),)
    covariance, terms = problem_of(bench, taken)
    mean, sd, _ = moments_of(slice_samples(covariance, terms, rng, chains=400, steps=300))
    believed = believe_all(bench, taken)
    np.testing.assert_allclose(believed.mean[:CHAINS], mean[:CHAINS], atol=0.25)
    np.testing.assert_allclose(sd_of(believed.covariance), sd[:CHAINS], rtol=0.25)
    left, right = bench.known.at("hip", "left"), bench.known.at("hip", "right")
    assert believed.mean[left] == pytest.approx(believed.mean[right], abs=1e-9)
    assert believed.covariance[left, left] == pytest.approx(
        believed.covariance[right, right], abs=1e-9
    )
