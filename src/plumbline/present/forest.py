"""A forest plot of chains: where each probably lies among 100 people, with its 90 % interval.

SVG text, drawn here: classes only, colours and light or dark come from results.css. It is a
picture of a table, and the page shows the table too. What was not tested, or has nobody to be
compared with, is not drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from statistics import NormalDist

import svg

from plumbline.care.impairments import Assessment, ChainState
from plumbline.care.impairments.model import LevelSays
from plumbline.knowledge import Knowledge
from plumbline.present.assessment import chain_name, level
from plumbline.present.words import _, ngettext

KNOWN: tuple[LevelSays, ...] = ("probably_low", "not_clear", "probably_not")
"""Only of these is a level known well enough to be drawn."""
WIDEST = 3.0
"""SD units at the ends of the axis; what goes beyond ends in an arrow."""
BESIDE_FROM = 560
"""From this width on, names stand beside the lines; on a phone above them."""
NAMES, SAYS = 256, 126
"""Room for names on the left and for what is said on the right, where they stand beside."""
TOP, BOTTOM, EDGE = 64, 26, 12
PLACES = (-2, -1, 0, 1, 2)
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Plot:
    """Where things stand: the axis from `left` to `right`, one row after the other."""

    width: int
    left: int
    right: int
    row: int
    rows: int
    beside: bool

    @property
    def height(self) -> int:
        return TOP + self.rows * self.row + BOTTOM

    @property
    def bottom(self) -> int:
        return TOP + self.rows * self.row

    def strips(self) -> Iterator[tuple[float, float]]:
        """Where the ground is drawn: whole beside the names; on a phone only below each name, so
        that no line runs through the words."""
        if self.beside:
            yield TOP - 4, self.bottom
        else:
            yield from ((self.y(row) - 10, self.y(row) + 10) for row in range(self.rows))

    def x(self, z: float) -> float:
        """The place of an SD value; what is off the axis stands at its end."""
        share = (min(max(z, -WIDEST), WIDEST) + WIDEST) / (2 * WIDEST)
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, row: int) -> float:
        """The middle of a row's line."""
        return TOP + row * self.row + (self.row * 0.5 if self.beside else self.row - 13)


def drawn(assessment: Assessment) -> tuple[ChainState, ...]:
    """The chains that are drawn: tested, and compared with somebody."""
    return tuple(state for state in assessment.chains if state.says in KNOWN)


def place(z: float) -> int:
    """How many of 100 people of the same kind lie below an SD value: 1 to 99."""
    return min(99, max(1, round(100 * _NORMAL.cdf(z))))


def forest(knowledge: Knowledge, assessment: Assessment, *, width: int, name: str) -> str:
    """The plot as SVG text, `width` in units of about one pixel (328 reads well on a phone);
    empty where no level is known. `name` begins the ids, so that a page can hold two sizes."""
    states = drawn(assessment)
    if not states:
        return ""
    plot = _plot(width, len(states))
    threshold = knowledge.impairments.deficit_below.value
    title, about = f"{name}-title", f"{name}-about"
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, plot.width, plot.height),
        class_=["forest"],
        elements=[
            svg.Title(id=title, text=escape(_("Where your results lie among people like you"))),
            svg.Desc(id=about, text=escape(_describe(states))),
            *_ground(plot, threshold),
            *(
                element
                for row, state in enumerate(states)
                for element in _row(knowledge, plot, row, state)
            ),
        ],
        extra={"role": "img", "aria-labelledby": title, "aria-describedby": about},
    )
    return str(picture)


def _plot(width: int, rows: int) -> Plot:
    if width >= BESIDE_FROM:
        return Plot(width, NAMES, width - SAYS, 34, rows, beside=True)
    return Plot(width, EDGE, width - EDGE, 48, rows, beside=False)


def _describe(states: Sequence[ChainState]) -> str:
    low = sum(state.says == "probably_low" for state in states)
    lines = ngettext("%(n)s line.", "%(n)s lines.", len(states)) % {"n": len(states)}
    return " ".join(
        [
            lines,
            ngettext("%(n)s is probably low.", "%(n)s are probably low.", low) % {"n": low},
            _("Each line shows where a result probably lies: the mark is the best guess."),
            _("All numbers stand in the table with it."),
        ]
    )


def _ground(plot: Plot, threshold: float) -> Iterator[svg.Element]:
    """The low region with its named line, the places among 100 people, and the axis in words."""
    at = plot.x(threshold)
    for top, bottom in plot.strips():
        yield svg.Rect(
            x=plot.left, y=top, width=at - plot.left, height=bottom - top, class_=["low-region"]
        )
        for z in PLACES:
            yield svg.Line(x1=plot.x(z), y1=top, x2=plot.x(z), y2=bottom, class_=["grid"])
        yield svg.Line(x1=at, y1=top, x2=at, y2=bottom, class_=["threshold"])
    yield svg.Line(x1=at, y1=TOP - 14, x2=at, y2=TOP - 4, class_=["threshold"])
    for z in PLACES:
        yield _text(plot.x(z), plot.bottom + 17, str(place(z)), "axis", "middle")
    lowest = _("lowest %(n)s of 100") % {"n": place(threshold)}
    yield _text(at, TOP - 20, lowest, "threshold-word", "middle")
    for x, words, side in (
        (plot.left, _("lower than most"), "start"),
        (plot.x(0), _("about average"), "middle"),
        (plot.right, _("higher than most"), "end"),
    ):
        yield _text(x, 14, words, "word", side)


def _row(knowledge: Knowledge, plot: Plot, row: int, state: ChainState) -> Iterator[svg.Element]:
    y, kind = plot.y(row), state.says.replace("_", "-")
    label = chain_name(knowledge.chains[state.chain], state.side)
    if plot.beside:
        yield _text(0, y + 5, label, "name", "start")
        yield _text(plot.width, y + 5, level(state.says), "says-word", "end", kind)
    else:
        yield _text(plot.left, y - 14, label, "name", "start")
    yield svg.Line(x1=plot.x(state.low), y1=y, x2=plot.x(state.high), y2=y, class_=["span", kind])
    yield from _ends(plot, y, state, kind)
    yield _mark(plot.x(state.mean), y, state.says, kind)


def _ends(plot: Plot, y: float, state: ChainState, kind: str) -> Iterator[svg.Element]:
    """A stroke where the interval ends, an arrow where it goes on beyond the axis."""
    for z, out in ((state.low, -1), (state.high, 1)):
        x = plot.x(z)
        if abs(z) <= WIDEST:
            yield svg.Line(x1=x, y1=y - 5, x2=x, y2=y + 5, class_=["span", kind])
        else:
            arrow: list[svg.PathData] = [
                svg.M(x - 6 * out, y - 5),
                svg.L(x, y),
                svg.L(x - 6 * out, y + 5),
            ]
            yield svg.Path(d=arrow, class_=["arrow", kind])


def _mark(x: float, y: float, says: LevelSays, kind: str) -> svg.Element:
    # Three shapes: nobody has to tell them apart by colour.
    match says:
        case "probably_low":
            diamond: list[svg.PathData] = [
                svg.M(x - 8, y), svg.L(x, y - 8), svg.L(x + 8, y), svg.L(x, y + 8), svg.Z(),
            ]  # fmt: skip
            return svg.Path(d=diamond, class_=["point", kind])
        case "probably_not":
            return svg.Rect(
                x=round(x - 5.5, 1), y=y - 5.5, width=11, height=11, class_=["point", kind]
            )
        case _:
            return svg.Circle(cx=x, cy=y, r=6, class_=["point", kind])


def _text(x: float, y: float, words: str, kind: str, anchor: str, more: str = "") -> svg.Element:
    # The library writes text as it is given: escaping is ours to do.
    classes = [kind, anchor, *([more] if more else [])]
    return svg.Text(x=x, y=y, class_=classes, text=escape(words))
