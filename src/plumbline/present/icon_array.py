"""Two groups of 100 little people, without and with a treatment, as SVG text.

Counts beat percentages for people who have to choose, and both groups are drawn whole, so that
what happens anyway can be seen. Classes only; colours come from options.css. Told apart by shape
too: who it happened to is filled, the others are outlines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import svg

from plumbline.present.words import _

ACROSS, PITCH, GROUP, GAP = 10, 15, 150, 34
TOP = 4
HEIGHT = TOP + GROUP + 30
WIDTH = 2 * GROUP + GAP


@dataclass(frozen=True, slots=True)
class Counts:
    """Of 100 people with it and of 100 without it; `good`: it is something one wants."""

    with_it: int
    without: int
    good: bool


def icon_array(counts: Counts, *, title: str, against: str, name: str) -> str:
    """Both groups side by side, what happens anyway first; `name` begins the ids. Raises
    ValueError for a count that is not 0 to 100."""
    if not (0 <= counts.with_it <= 100 and 0 <= counts.without <= 100):
        raise ValueError(f"counts of {counts.without} and {counts.with_it}: 0 to 100 are drawn")
    about = _("%(without)s of 100 with %(against)s; %(with)s of 100 with the treatment.") % {
        "without": counts.without,
        "against": against,
        "with": counts.with_it,
    }
    kind = "good" if counts.good else "harm"
    elements: list[svg.Element] = [
        svg.Title(id=f"{name}-title", text=escape(title)),
        svg.Desc(id=f"{name}-about", text=escape(about)),
        *_group(0, counts.without, counts.without, kind),
        *_group(GROUP + GAP, counts.with_it, min(counts.with_it, counts.without), kind),
        _label(GROUP / 2, _("%(n)s of 100 without") % {"n": counts.without}),
        _label(GROUP + GAP + GROUP / 2, _("%(n)s of 100 with it") % {"n": counts.with_it}),
    ]
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, HEIGHT),
        class_=["icon-array"],
        elements=elements,
        extra={"role": "img", "aria-labelledby": f"{name}-title {name}-about"},
    )
    return str(picture)


def _group(left: float, count: int, anyway: int, kind: str) -> Iterator[svg.Element]:
    """100 people row by row: those it would happen to anyway, those on top, and the others."""
    for place in range(100):
        x = left + place % ACROSS * PITCH + PITCH / 2
        y = TOP + place // ACROSS * PITCH + PITCH / 2
        which = [kind] if place < anyway else [kind, "more"] if place < count else ["other"]
        yield svg.Path(d=_person(x, y), class_=which)  # pyright: ignore[reportArgumentType]


def _person(x: float, y: float) -> str:
    """Head and shoulders around a middle, 11 units high."""
    return (
        f"M{x - 2:g} {y - 3.4:g}a2 2 0 1 1 4 0a2 2 0 1 1 -4 0z"
        f"M{x - 4:g} {y + 5.5:g}v-2.4a4 4 0 0 1 8 0v2.4z"
    )


def _label(x: float, text: str) -> svg.Text:
    return svg.Text(
        x=x, y=TOP + GROUP + 20, text=escape(text), class_=["count"], text_anchor="middle"
    )
