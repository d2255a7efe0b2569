"""A result on the scale of its norm: exact, or between two published points, or of no norm."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from plumbline.care.impairments.model import Reading
from plumbline.care.impairments.moments import Bounds
from plumbline.knowledge.schema import ImpairmentModel, Norm, PhysicalTest

EXACT = ("verified", "derived", "measured")
COARSE = (*EXACT, "secondary")
INFINITE = math.inf
FARTHEST = 5.0
"""SD units; no sample of these tests can tell how far beyond this somebody is."""
LEAST_SHARE = 0.25
LEAST_HOLD = 1.0
"""Seconds; a hold that was not reached at all, on a logarithmic scale."""
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Person:
    """What of a person the norms ask for."""

    age: int | None
    sex: object


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a reading lies in SD units: exactly at `low == high`, else between them.

    `noise` is the SD of its error. Where `level` is false, no norm and no published criterion
    speaks of this person: the place is right only up to a shift that both sides share.
    """

    low: float
    high: float
    noise: float
    norm: int | None
    level: bool = True
    gain: float = 1.0
    """A true difference of one SD shows as so many SD of a sample: the spread of published results
    holds their measurement error too (Kelley)."""

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.low, self.high, self.noise)


@dataclass(frozen=True, slots=True)
class Line:
    """A test read exactly: mean and SD of its norm (or only the SD, where `level` is false)."""

    test: PhysicalTest
    norm: int | None
    level: bool
    mean: float
    sd: float
    noise: float
    day_share: float

    def place(self, reading: Reading) -> Placed:
        """Where a reading lies; the mean of several attempts on one day is surer."""
        noise = self.noise
        if self.test.take == "mean":
            day = self.day_share
            noise *= math.sqrt(day + (1 - day) / reading.attempts)
        return self._placed(self.z(reading.value), noise, capped=reading.capped)

    def imagine(self, z: float) -> Placed:
        """What a result at `z` would be read as."""
        cap = self.z(self.test.cap) if self.test.cap is not None else None
        if cap is not None and (z <= cap if self.test.better == "lower" else z >= cap):
            return self._placed(cap, self.noise, capped=True)
        return self._placed(z, self.noise, capped=False)

    def z(self, value: float) -> float:
        return _sign(self.test) * (_scaled(self.test, value) - self.mean) / self.sd

    def _placed(self, z: float, noise: float, *, capped: bool) -> Placed:
        """A capped result is "at least" its cap; where lower is better, "at best". Beyond what
        the sample can tell, a result only lies beyond it."""
        low = high = z
        if self.level and abs(z) > FARTHEST:
            low, high = (FARTHEST, INFINITE) if z > 0 else (-INFINITE, -FARTHEST)
        if capped and self.test.better == "lower":
            low = -INFINITE
        elif capped:
            high = INFINITE
        return Placed(low, high, noise, self.norm, self.level, gain(self.noise))


@dataclass(frozen=True, slots=True)
class Steps:
    """A test of which only some points are published (SD units, value), worst first: a result
    lies between two of them. A point beyond the test's cap cannot be passed and is not here."""

    test: PhysicalTest
    norm: int | None
    cuts: tuple[tuple[float, float], ...]
    noise: float

    def place(self, reading: Reading) -> Placed:
        """Where a reading lies."""
        sign = _sign(self.test)
        return self._placed([sign * (reading.value - value) >= 0 for _, value in self.cuts])

    def imagine(self, z: float) -> Placed:
        """What a result at `z` would be read as."""
        return self._placed([z >= cut for cut, _ in self.cuts])

    def _placed(self, passed: list[bool]) -> Placed:
        places = [cut for cut, _ in self.cuts]
        count = sum(passed)
        low = places[count - 1] if count else -INFINITE
        high = places[count] if count < len(places) else INFINITE
        shown = gain(self.noise) if self.norm is not None else 1.0
        return Placed(low, high, self.noise, self.norm, gain=shown)


Ruler = Line | Steps


def ruler(model: ImpairmentModel, test: PhysicalTest, person: Person) -> Ruler | None:
    """How a test is read for a person; None where its results cannot be placed at all.

    Holds are read on the logarithm, with the moments of a log-normal that has the published mean
    and SD.
    """
    if test.better is None or test.measure == "response":
        return None
    if test.measure == "reached":
        cut = (model.deficit_below.value, 1.0)
        return Steps(test, None, (cut,), model.reached_noise.value)
    index = norm_for(test, person)
    noise, day = _noise(model, test, person), model.day_share.value
    if index is None or person.age is None:
        scale = _scale(test, person)
        return Line(test, None, False, *scale, noise, day) if scale and test.paired else None
    norm = test.norms[index]
    if norm.mean is not None and norm.basis.status in EXACT:
        return Line(test, index, True, *_moments(test, norm, person.age), noise, day)
    cuts = _cuts(test, norm, person.age)
    return Steps(test, index, cuts, model.coarse_noise.value) if cuts else None


def norm_for(test: PhysicalTest, person: Person) -> int | None:
    """The first norm of a test whose sample this person belongs to."""
    for index, norm in enumerate(test.norms):
        of_age = person.age is not None and norm.age_from <= person.age <= norm.age_to
        if of_age and norm.sex in (None, person.sex) and norm.basis.status in COARSE:
            return index
    return None


def gain(noise: float) -> float:
    """How much of one SD of results is one of people: sqrt(1 - noise^2), a half at the least."""
    return math.sqrt(max(1 - noise**2, LEAST_SHARE))


def side_threshold(model: ImpairmentModel, test: PhysicalTest, person: Person) -> float | None:
    """The difference of the sides worth naming, in SD units of people."""
    limit, scale = test.side_difference, _scale(test, person)
    if limit is None or scale is None:
        return None
    sd = scale[1] * gain(_noise(model, test, person))
    if limit.unit != "%":
        return limit.value / sd
    # On a logarithmic scale a share of the better side is a distance.
    return -math.log(1 - limit.value / 100) / sd if test.scale == "log" else None


def _scale(test: PhysicalTest, person: Person) -> tuple[float, float] | None:
    """Mean and SD of a test from any norm that has them, this sex first: SD even where the mean
    does not speak of this person."""
    able = [n for n in test.norms if n.sd is not None and n.basis.status in EXACT]
    able.sort(key=lambda norm: norm.sex not in (None, person.sex))
    return _moments(test, able[0], able[0].at_age) if able else None


def _moments(test: PhysicalTest, norm: Norm, age: float) -> tuple[float, float]:
    """Mean and SD on the test's own scale."""
    assert norm.mean is not None
    assert norm.sd is not None
    mean = norm.mean + norm.per_year * (age - norm.at_age)
    if test.scale == "linear":
        return mean, norm.sd
    variance = math.log(1 + (norm.sd / mean) ** 2)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def _scaled(test: PhysicalTest, value: float) -> float:
    return math.log(max(value, LEAST_HOLD)) if test.scale == "log" else value


def _noise(model: ImpairmentModel, test: PhysicalTest, person: Person) -> float:
    """The SD of one reading's error in SD units."""
    scale = _scale(test, person)
    error = test.error.log_sem if test.scale == "log" else test.error.sem
    if error is None or scale is None or error.basis.status == "unverified":
        return model.coarse_noise.value
    return error.value / scale[1]


def _cuts(test: PhysicalTest, norm: Norm, age: int) -> tuple[tuple[float, float], ...]:
    """The published points a result can pass, worst first."""
    sign = _sign(test)
    if norm.percentiles:
        points = [(_NORMAL.inv_cdf(p.percent / 100), p.value) for p in norm.percentiles]
    else:
        mean, sd = _moments(test, norm, age)
        places = [(z, mean + sign * z * sd) for z in (-2.0, -1.0, 0.0, 1.0)]
        points = [(z, math.exp(at) if test.scale == "log" else at) for z, at in places]
    cap = test.cap
    return tuple((z, at) for z, at in points if cap is None or at <= cap)


def _sign(test: PhysicalTest) -> int:
    return -1 if test.better == "lower" else 1
