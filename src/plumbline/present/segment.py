"""Our own drawing of a motion segment: two vertebrae, and what lies between and behind them.

Two views, from the side and from above, of one parametrised segment: usual, bulging, herniated,
narrowed, worn and so on. SVG text, drawn here: classes only, colours and light or dark come from
segment.css. Each part has a number, named in a key beside the picture, so that words never
overlap and can be translated. It is a drawing of how things lie, not of anybody's own back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

import svg

from plumbline.present.segment_frame import HEIGHT, WIDTH, Side
from plumbline.present.segment_outline import Change, Point, Region, line
from plumbline.present.segment_side import side
from plumbline.present.segment_top import top
from plumbline.present.words import _

View = Literal["side", "top"]
Part = Literal[
    "bone",
    "core",
    "ring",
    "nerves",
    "cord",
    "root",
    "facet",
    "ligament",
    "change",
    "spur",
    "muscle",
]
BADGE = 9


@dataclass(frozen=True, slots=True)
class Drawing:
    """One variant: how it differs, and the part it is about (nothing for the usual one)."""

    change: Change
    about: Part | None = None
    levels: tuple[str, str] | None = None
    """Names of the upper and the lower bone, where the drawing is of these."""


DRAWINGS: Mapping[str, Drawing] = {
    "healthy": Drawing(Change()),
    "neck": Drawing(Change(region="neck")),
    "segment_l4_l5": Drawing(Change(), levels=("L4", "L5")),
    "segment_l5_s1": Drawing(Change(region="lumbosacral"), levels=("L5", "S1")),
    "bulge": Drawing(Change(bulge=11, height=0.86), "ring"),
    "herniation": Drawing(Change(out=21, height=0.82), "change"),
    "stenosis": Drawing(Change(bulge=9, height=0.72, ligament=8, facet=6, dry=True), "ligament"),
    "neck_stenosis": Drawing(
        Change("neck", bulge=10, height=0.72, ligament=8, facet=4, dry=True, spur=5), "cord"
    ),
    "facet": Drawing(Change(facet=8, height=0.84), "facet"),
    "spur": Drawing(Change(spur=13, height=0.78, dry=True), "spur"),
    "degeneration": Drawing(Change(height=0.55, dry=True, bulge=5, spur=5), "core"),
    "muscle": Drawing(Change(muscle=True), "muscle"),
    "joint": Drawing(Change()),
}
"""Every variant by its id: what `drawing` in a condition's file may name."""


@dataclass(frozen=True, slots=True)
class Named:
    """One line of the key: its number in the picture, and whether the drawing is about it."""

    number: int
    words: str
    meant: bool


def names(drawing: str) -> tuple[Named, ...]:
    """The key of a drawing, in the order of its numbers. Raises KeyError."""
    words, about = _words(DRAWINGS[drawing].change.region), DRAWINGS[drawing].about
    return tuple(
        Named(n, words[part], part == about) for n, part in enumerate(_parts(drawing), start=1)
    )


def segment(drawing: str, view: View, *, name: str, about: str) -> str:
    """One view as SVG text. `name` begins the ids of this copy; `about` says in words what is to be
    seen, for who cannot see it. Raises KeyError for a drawing that there is not."""
    drawn = DRAWINGS[drawing]
    title, says = f"{name}-title", f"{name}-about"
    view_name = _("From the side") if view == "side" else _("From above")
    body = side(drawn.change) if view == "side" else top(drawn.change)
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, HEIGHT),
        class_=["segment", *([f"about-{drawn.about}"] if drawn.about else [])],
        elements=[
            svg.Title(id=title, text=escape(view_name)),
            svg.Desc(id=says, text=escape(about)),
            *body,
            *_directions(view),
            *(_levels(drawn) if view == "side" else ()),
            *_badges(drawing, view),
        ],
        extra={"role": "img", "aria-labelledby": title, "aria-describedby": says},
    )
    return str(picture)


def _parts(drawing: str) -> tuple[Part, ...]:
    drawn = DRAWINGS[drawing]
    inside: Part = "cord" if drawn.change.region == "neck" else "nerves"
    usual: tuple[Part, ...] = ("bone", "core", "ring", inside, "root", "facet", "ligament")
    extra: tuple[Part, ...] = ("change", "spur", "muscle")
    return (*usual, *(part for part in extra if part == drawn.about))


def _words(region: Region) -> Mapping[Part, str]:
    below = _("Sacrum below, vertebra above: the bones")
    return {
        "bone": below if region == "lumbosacral" else _("Vertebra: the bone"),
        "core": _("Disc: its soft core"),
        "ring": _("Disc: its tough ring"),
        "nerves": _("Nerve canal, with the nerve roots to the legs and pelvis"),
        "cord": _("Nerve canal, with the spinal cord"),
        "root": _("Nerve root on its way out"),
        "facet": _("Facet joint, one on each side"),
        "ligament": _("Yellow ligament, at the back of the canal"),
        "change": _("Part of the core that has come out"),
        "spur": _("Bone spur"),
        "muscle": _("Back muscles"),
    }


def _levels(drawn: Drawing) -> Iterator[svg.Element]:
    """The names of the two bones, on their bodies."""
    if drawn.levels is None:
        return
    this = Side(drawn.change)
    low = this.front + (86 if drawn.change.region == "lumbosacral" else 50)
    yield _text(this.front + 78, this.upper + 43, drawn.levels[0], "level", "middle")
    yield _text(low, this.lower + 46, drawn.levels[1], "level", "middle")


def _directions(view: View) -> Iterator[svg.Element]:
    """Where front and back are."""
    if view == "side":
        yield _text(8, 18, _("front"), "way", "start")
        yield _text(WIDTH - 8, 18, _("back"), "way", "end")
    else:
        yield _text(8, 18, _("front"), "way", "start")
        yield _text(8, HEIGHT - 4, _("back"), "way", "start")


def _badges(drawing: str, view: View) -> Iterator[svg.Element]:
    """The numbers, each with a line to its part where it does not stand on it."""
    drawn = DRAWINGS[drawing]
    places = _side_places(drawn.change) if view == "side" else _top_places(drawn.change)
    for number, part in enumerate(_parts(drawing), start=1):
        if part not in places:
            continue
        at, to = places[part]
        meant = ["meant"] if part == drawn.about else []
        if to is not None:
            yield line([at, to], "leader", *meant)
            yield svg.Circle(cx=to[0], cy=to[1], r=1.8, class_=["leader-end", *meant])
        yield svg.Circle(cx=at[0], cy=at[1], r=BADGE, class_=["badge-dot", *meant])
        yield _text(at[0], at[1] + 4, str(number), "badge-number", "middle", *meant)


Places = Mapping[Part, tuple[Point, Point | None]]
"""Where a number stands, and where its line leads; None where it stands on its part."""


def _side_places(change: Change) -> Places:
    this = Side(change)
    half, inner = this.middle, 0.62
    canal = this.sac(20, 0.5)
    root: Point = (this.back + 8, this.upper + 58)
    ligament: Point = (this.wall + 3, this.upper + 68)
    joint: Point = (236 if this.neck else 226, half - 6)
    places: dict[Part, tuple[Point, Point | None]] = {
        "bone": ((this.front + 50, this.upper + 38), None),
        "core": ((18, half + 16), (this.front + 44, half + 3)),
        "ring": ((18, half - 16), (this.front + 3, half - 2)),
        "nerves": ((canal[0], 20), None),
        "cord": ((canal[0], 20), None),
        "root": ((this.back - 28, this.upper + 62), root),
        "facet": ((300, half + 2), joint),
        "ligament": ((300, this.upper + 18), ligament),
    }
    if change.out:
        places["change"] = ((this.back - 26, this.lower + 36),
                            (this.back + change.out * inner, half + 4))  # fmt: skip
    if change.spur:
        places["spur"] = ((18, this.lower + 44), (this.front - change.spur * 0.5, this.lower + 4))
    return places


def _top_places(change: Change) -> Places:
    neck = change.region == "neck"
    left = (24, 148) if not neck else (40, 176)
    root: Point = (64, 135) if not neck else (62, 166)
    places: dict[Part, tuple[Point, Point | None]] = {
        "bone": ((170, 262 if not neck else 250), None),
        "core": ((170, 96 if not neck else 103), None),
        "ring": ((292, 62), (238, 80) if not neck else (222, 94)),
        "nerves": ((38, 236), (158, 182)),
        "cord": ((38, 236), (152, 172)),
        "root": (left, root),
        "facet": ((302, 236), (232, 194) if not neck else (241, 196)),
        "ligament": ((92, 270), (151, 200)),
    }
    if change.out:
        places["change"] = ((262, 262), (204, 142 + change.out * 0.6))
    if change.spur:
        places["spur"] = ((40, 62), (93 - change.spur * 0.5, 78))
    if change.muscle:
        places["muscle"] = ((262, 250), None)
        places["facet"] = ((316, 190), (234, 190))
        places["nerves"] = ((318, 66), (184, 172))
        places["ligament"] = ((24, 192), (146, 192))
        places["root"] = ((24, 92), (62, 135))
        places["ring"] = ((290, 40), (230, 68))
    return places


def _text(x: float, y: float, words: str, kind: str, anchor: str, *more: str) -> svg.Element:
    # The library writes text as it is given: escaping is ours to do. L5 is L5 in every language.
    same = {"translate": "no"} if kind == "level" else {}
    return svg.Text(
        x=round(x, 1), y=round(y, 1), class_=[kind, anchor, *more], text=escape(words), extra=same
    )
