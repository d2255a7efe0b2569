"""Two still moments of a movement for paper: how it begins, and where it leads."""

import re
from functools import cache
from html import unescape
from importlib import resources
from typing import Final

from plumbline.knowledge.schema import Exercise, Side
from plumbline.motion import Movement, farthest
from plumbline.present.figure import figure
from plumbline.present.paper.sheet import Moment
from plumbline.present.pictures import Pictures
from plumbline.present.words import _, language

_Key = tuple[str, str, Side | None, str]
_DRAWN: dict[_Key, tuple[Moment, ...]] = {}
"""What was drawn in this process: the same knowledge always gives the same pictures."""
_ABOUT: Final = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
_FRAME: Final = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')


def moments(pictures: Pictures, exercise: Exercise, side: Side | None) -> tuple[Moment, ...]:
    """The start and the far end, working `side` where the movement has one; the far end carries
    the words for the whole movement. Nothing where the movement has not been authored."""
    if exercise.id not in pictures:
        return ()
    movement = pictures.movement(exercise.id)
    way = side if movement.side != "both" else None
    key = (pictures.knowledge.version, exercise.id, way, language())
    if key not in _DRAWN:
        _DRAWN[key] = _both(movement, _(exercise.title), way)
    return _DRAWN[key]


def _both(movement: Movement, title: str, side: Side | None) -> tuple[Moment, ...]:
    begin = _drawn(movement, title, side, movement.keys[0].at)
    end = _drawn(movement, title, side, farthest(movement).at)
    about = _ABOUT.search(end)
    return (
        _moment(begin, _("%(exercise)s: how it begins") % {"exercise": title}),
        _moment(end, f"{title}: {unescape(about[1])}" if about else title),
    )


def _drawn(movement: Movement, title: str, side: Side | None, at: float) -> str:
    return figure(movement, side=side, title=title, name="m", still=at)


def _moment(drawn: str, alt: str) -> Moment:
    """A figure with the colours of paper inside: a typesetter knows no style sheet of a page."""
    begin, _sep, rest = drawn.partition(">")
    frame = _FRAME.search(begin)
    tall = frame is not None and float(frame[2]) > float(frame[1])
    return Moment(f"{begin}><style>{_css()}</style>{rest}", alt, tall)


@cache
def _css() -> str:
    file = resources.files("plumbline.present.paper") / "figure.css"
    return file.read_text(encoding="utf-8")
