"""A test's first and last result against measurement noise, as a small picture and in words."""

from dataclasses import dataclass
from typing import Literal

import svg

from plumbline.care.impairments import Change
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import PhysicalTest
from plumbline.present.assessment import is_capped, noise, result, test_name
from plumbline.present.words import N_, _

Verdict = Literal["better", "less_good", "more", "less", "no_clear", "unknown"]
WIDTH, HEIGHT, EDGE = 200, 24, 8
_SAYS: dict[Verdict, str] = {
    "better": N_("Clearly better"),
    "less_good": N_("Clearly less good"),
    "more": N_("Clearly more"),
    "less": N_("Clearly less"),
    "no_clear": N_("No clear change"),
    "unknown": N_("Cannot be told"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One test, and what became of it."""

    name: str
    kind: Verdict
    says: str
    first: str
    now: str
    noise: str
    picture: str
    """SVG, beside words that say the same; empty where nobody knows the noise."""


def changed(knowledge: Knowledge, change: Change) -> Changed:
    """A change in words, with its picture."""
    test, kind = knowledge.tests[change.test], verdict(change)
    return Changed(
        name=test_name(test, change.side),
        kind=kind,
        says=_(_SAYS[kind]),
        first=result(test, change.before, is_capped(test, change.before)),
        now=result(test, change.now, is_capped(test, change.now)),
        noise=_noise(test, change),
        picture=_picture(change),
    )


def verdict(change: Change) -> Verdict:
    """Whether a change is more than the test changes by itself, and which way it goes."""
    if change.real is None:
        return "unknown" if change.now != change.before else "no_clear"
    if not change.real:
        return "no_clear"
    if change.better is None:
        return "more" if change.now > change.before else "less"
    return "better" if change.better else "less_good"


def noise_range(change: Change) -> tuple[float, float] | None:
    """The results that cannot be told from the first one; in percent, a share of the larger."""
    if change.noise is None or change.real is None:
        return None
    if change.noise.unit == "%":
        share = 1 - change.noise.value / 100
        return change.before * share, change.before / share
    return change.before - change.noise.value, change.before + change.noise.value


def _noise(test: PhysicalTest, change: Change) -> str:
    if change.noise is None or change.real is None:
        return _("Nobody has published how much this test changes by itself.")
    said = _("The test changes by up to %(noise)s by itself.")
    return said % {"noise": noise(change.noise, test)}


def _picture(change: Change) -> str:
    band = noise_range(change)
    if band is None:
        return ""
    low, high = min(*band, change.now), max(*band, change.now)
    spread = high - low

    def x(value: float) -> float:
        share = (value - low) / spread if spread else 0.5
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    middle, first = HEIGHT / 2, x(change.before)
    elements: list[svg.Element] = [
        svg.Line(x1=EDGE, y1=middle, x2=WIDTH - EDGE, y2=middle, class_=["grid"]),
        svg.Rect(
            x=x(band[0]), y=6, width=round(x(band[1]) - x(band[0]), 1), height=12, class_=["noise"]
        ),
        svg.Line(x1=first, y1=3, x2=first, y2=HEIGHT - 3, class_=["first"]),
        svg.Circle(cx=x(change.now), cy=middle, r=5, class_=["now"]),
    ]
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, HEIGHT),
        class_=["chart", "change"],
        elements=elements,
        extra={"aria-hidden": "true", "focusable": "false"},
    )
    return str(picture)
