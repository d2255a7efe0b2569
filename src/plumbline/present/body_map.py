"""The body map as SVG text: what tests say of muscles, and where it hurts.

Classes only, no inline style: colours, light or dark come from body.css. What a colour says, a
pattern says too, and the words say all of it. Each map is a picture of a list, and the page that
shows one shows the list. In both views left is the person's own left.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

import svg

from plumbline.knowledge.schema import Side
from plumbline.present import body_outline as body
from plumbline.present.body_outline import MIDDLE, Place, Shape, View
from plumbline.present.words import N_, _

Kind = Literal["low", "side", "unclear", "fine"]
Ticked = Literal["true", "mixed", "false"]
"""As `aria-checked` says it; "mixed": it is ticked, but not on which side."""

LEGEND: Mapping[Kind, str] = {
    "low": N_("Probably low"),
    "side": N_("Lower than the other side"),
    "unclear": N_("Not clear yet"),
    "fine": N_("Probably not low"),
}
BELOW_KNEE = "pain_below_knee"
LEGS: Mapping[Side, str] = {"left": "pain_leg_left", "right": "pain_leg_right"}
SWATCH = 28, 20


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a muscle: its kind, and the region's whole label as a sentence."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A kind of mark in words; `swatch` is a small SVG that uses the patterns of the map."""

    kind: str
    words: str
    swatch: str


def body_map(
    marks: Mapping[tuple[str, Side | None], Mark],
    *,
    title: str,
    describe: str,
    name: str = "body",
) -> str:
    """Muscles from the front and from behind, each as its mark says; without a mark, empty.

    Keys are a muscle's id and a side; None marks both sides of a paired muscle that has no mark
    of that side. `name` begins the ids, so that a page can hold two maps. Raises KeyError for a
    muscle that the drawing does not have.
    """
    _check(marks)
    regions = [
        region
        for muscle, shapes in body.MUSCLES.items()
        for side in _sides(shapes)
        for region in _muscle(name, muscle, side, shapes, marks)
    ]
    patterns = [_pattern(name, kind) for kind in LEGEND]
    return _picture(name, "muscles", title, describe, patterns, regions)


def legend(
    marks: Mapping[tuple[str, Side | None], Mark], *, name: str = "body"
) -> tuple[LegendEntry, ...]:
    """What the map's marks mean, most important first; only what stands in this map."""
    used = {mark.kind for mark in marks.values()}
    entries = [_entry(name, kind, _(words)) for kind, words in LEGEND.items() if kind in used]
    if any(
        _mark(marks, muscle, side) is None
        for muscle, shapes in body.MUSCLES.items()
        for side in _sides(shapes)
    ):
        entries.append(_entry(name, None, _("Not tested")))
    return tuple(entries)


def pain_map(
    ticked: Collection[str],
    asked: Mapping[str, str],
    *,
    name: str = "pain",
) -> str:
    """Where it hurts: the places of the findings that are asked, those that are ticked filled in.

    `asked` gives the words of each finding on the page. Each place is a group that body_map.js
    can turn into a checkbox; until then the map is a picture of the list beside it.
    """
    places = [_place(name, one, ticked, asked) for one in body.PLACES if one.finding in asked]
    told = [words for finding, words in asked.items() if finding in ticked]
    describe = _("Ticked: %(places)s.") % {"places": "; ".join(told)} if told else ""
    patterns = [_pattern(name, kind) for kind in ("ticked", "either")]
    about = describe or _("No place is ticked.")
    title = _("Where it hurts, on a body seen from the front and from behind")
    return _picture(name, "pain", title, about, patterns, places)


def _picture(
    name: str,
    kind: str,
    title: str,
    describe: str,
    patterns: Iterable[svg.Element],
    regions: Iterable[svg.Element],
) -> str:
    shape, clip = f"{name}-shape", f"{name}-clip"
    views: tuple[View, ...] = ("front", "back")
    figures = [_use(shape, view) for view in views]
    whole = svg.ClipPath(id=clip, elements=[*figures])
    defs = [svg.Path(id=shape, d=body.outline()), whole, *patterns]
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, body.TOP, body.WIDTH, body.HEIGHT),
        class_=["body-map", kind],
        elements=[
            svg.Title(id=f"{name}-title", text=escape(title)),
            svg.Desc(id=f"{name}-about", text=escape(describe)),
            svg.Defs(elements=defs),
            svg.G(class_=["skin"], elements=[*figures]),
            svg.G(class_=["regions"], clip_path=f"url(#{clip})", elements=[*regions]),
            *(svg.Path(class_=["fine-line"], d=body.lines(view)) for view in views),
            svg.G(class_=["outline"], elements=[*figures]),
            *(words for view in views for words in _captions(view)),
        ],
        extra={
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-about",
        },
    )
    return str(picture)


def _use(shape: str, view: View) -> svg.Element:
    return svg.Use(href=f"#{shape}", transform=[svg.Translate(MIDDLE[view], 0)])


def _captions(view: View) -> Iterable[svg.Element]:
    middle = MIDDLE[view]
    said = _("From the front") if view == "front" else _("From behind")
    sides = _("your right"), _("your left")
    on_our_left, on_our_right = sides if view == "front" else reversed(sides)
    yield _text(middle, -6, said, "view-words")
    yield _text(middle - 12, 487, on_our_left, "end")
    yield _text(middle + 12, 487, on_our_right, "start")


def _text(x: float, y: float, words: str, kind: str) -> svg.Element:
    # The library writes text as it is given: escaping is ours to do.
    return svg.Text(x=x, y=y, class_=[kind], text=escape(words))


def _sides(shapes: tuple[Shape, ...]) -> tuple[Side | None, ...]:
    return ("left", "right") if body.is_paired(shapes[0]) else (None,)


def _check(marks: Mapping[tuple[str, Side | None], Mark]) -> None:
    for muscle, side in marks:
        if side not in (None, *_sides(body.MUSCLES[muscle])):
            raise KeyError(f"{muscle} has no {side} side")


def _mark(
    marks: Mapping[tuple[str, Side | None], Mark], muscle: str, side: Side | None
) -> Mark | None:
    return marks.get((muscle, side)) or marks.get((muscle, None))


def _muscle(
    name: str,
    muscle: str,
    side: Side | None,
    shapes: tuple[Shape, ...],
    marks: Mapping[tuple[str, Side | None], Mark],
) -> Iterable[svg.Element]:
    mark = _mark(marks, muscle, side)
    words = [svg.Title(text=escape(mark.text))] if mark else []
    yield svg.G(
        class_=["muscle", mark.kind if mark else "untested"],
        data={"muscle": muscle, **({"side": side} if side else {})},
        extra={"fill": f"url(#{name}-{mark.kind})"} if mark else {},
        elements=[*words, *_drawn(shapes, side)],
    )


def _place(
    name: str, place: Place, ticked: Collection[str], asked: Mapping[str, str]
) -> svg.Element:
    state = _ticked(place, ticked)
    fills = {"true": f"url(#{name}-ticked)", "mixed": f"url(#{name}-either)"}
    also = LEGS[place.side] if place.finding == BELOW_KNEE and place.side else None
    return svg.G(
        class_=["place"],
        data={
            "finding": place.finding,
            "state": state,
            **({"leg": also} if also in asked else {}),
        },
        extra={"fill": fills[state]} if state in fills else {},
        elements=[svg.Title(text=escape(_label(place, asked))), *_drawn(place.shapes, place.side)],
    )


def _ticked(place: Place, ticked: Collection[str]) -> Ticked:
    """The lower leg has one finding for both sides: which side it is, only the legs can say."""
    if place.finding not in ticked:
        return "false"
    if place.finding != BELOW_KNEE:
        return "true"
    legs = [side for side, finding in LEGS.items() if finding in ticked]
    if len(legs) != 1:
        return "mixed"
    return "true" if place.side in legs else "false"


def _label(place: Place, asked: Mapping[str, str]) -> str:
    if place.finding == BELOW_KNEE and place.side == "left":
        return _("Left leg, below the knee")
    if place.finding == BELOW_KNEE:
        return _("Right leg, below the knee")
    return asked[place.finding]


def _drawn(shapes: Iterable[Shape], side: Side | None) -> list[svg.Element]:
    return [
        svg.Path(d=body.path(shape, half)) for shape in shapes for half in body.halves(shape, side)
    ]


def _pattern(name: str, kind: str) -> svg.Element:
    """Stripes, bars, dots or nothing: each kind is told apart without its colour."""
    size = 8
    ground = svg.Rect(width=size, height=size, class_=["ground"])
    ink: dict[str, list[svg.PathData]] = {
        "low": _slanted(size),
        "ticked": _slanted(size),
        "side": [svg.M(0, 2), svg.L(size, 2), svg.M(0, 6), svg.L(size, 6)],
    }
    inked: list[svg.Element] = []
    if kind in ink:
        inked = [svg.Path(d=ink[kind], class_=["ink"])]
    elif kind in ("unclear", "either"):
        inked = [svg.Circle(cx=x, cy=x, r=1.1, class_=["dot"]) for x in (2, 6)]
    return svg.Pattern(
        id=f"{name}-{kind}",
        class_=["fill", kind],
        patternUnits="userSpaceOnUse",
        width=size,
        height=size,
        elements=[ground, *inked],
    )


def _slanted(size: int) -> list[svg.PathData]:
    # The corners are drawn too, so that the stripes join from tile to tile.
    return [
        svg.M(-2, 2), svg.L(2, -2),
        svg.M(0, size), svg.L(size, 0),
        svg.M(size - 2, size + 2), svg.L(size + 2, size - 2),
    ]  # fmt: skip


def _entry(name: str, kind: Kind | None, words: str) -> LegendEntry:
    width, height = SWATCH
    box = svg.Rect(
        x=1,
        y=1,
        width=width - 2,
        height=height - 2,
        rx=5,
        extra={"fill": f"url(#{name}-{kind})"} if kind else {},
    )
    shown = kind or "untested"
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, width, height),
        width=width,
        height=height,
        class_=["body-swatch"],
        elements=[svg.G(class_=["muscle", shown], elements=[box])],
        extra={"aria-hidden": "true", "focusable": "false"},
    )
    return LegendEntry(shown, words, str(picture))
