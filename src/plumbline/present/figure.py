"""A movement as a picture: SVG text that moves by itself, or one moment of it held still.

Classes only, no inline style: colours, light and dark come from figure.css. The motion is SMIL,
which a strict content security policy lets pass.
"""

from html import escape

import numpy as np
import svg

from plumbline.motion import Movement, for_side, moments, play
from plumbline.present.figure_body import Body
from plumbline.present.figure_clock import Clock
from plumbline.present.figure_order import layers
from plumbline.present.figure_scene import Scene
from plumbline.present.figure_shapes import Lens
from plumbline.present.figure_words import describe

DEGREES = 10.0
"""No joint turns much more than this between two outlines; the browser moves between them."""


def figure(
    movement: Movement,
    *,
    side: str | None = None,
    title: str,
    name: str,
    still: float | None = None,
) -> str:
    """A movement as SVG, working `side` where it has one.

    `name` begins the ids, so that a page can hold many. `still` is a moment in seconds: the
    picture then does not move (print, reduced motion).
    """
    shown = for_side(movement, side)
    times = moments(shown, DEGREES) if still is None else np.array([still])
    lens = Lens.aimed(shown.camera.around, shown.camera.above)
    body = Body(play(shown, times), lens)
    scene = Scene.around(shown, lens)
    clock = Clock.over(times, shown.period)
    labels = f"{name}-title", f"{name}-about"
    elements: list[svg.Element] = [
        svg.Title(id=labels[0], text=escape(title)),
        svg.Desc(id=labels[1], text=escape(describe(shown))),
        *scene.ground(),
        svg.G(
            class_=["shadow"],
            transform=[scene.floor_matrix()],
            elements=[clock.path(part) for part in scene.shadows(body)],
        ),
        *(clock.path(part) for part in scene.under(body)),
        *(
            svg.G(class_=[look], elements=[clock.path(part) for part in parts])
            for look, parts in layers(shown, body, scene.frames)
        ),
        *(clock.path(part) for part in scene.before(body)),
        *scene.water(),
        *scene.arcs(),
    ]
    picture = svg.SVG(
        viewBox=svg.ViewBoxSpec(*scene.frame),
        class_=["figure"],
        elements=elements,
        extra={"role": "img", "aria-labelledby": " ".join(labels)},
    )
    return str(picture)
