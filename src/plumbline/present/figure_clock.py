"""Turns outlines over time into paths that move by themselves (SMIL)."""

from dataclasses import dataclass

import svg

from plumbline.present.figure_body import Part
from plumbline.present.figure_shapes import Array


@dataclass(frozen=True, slots=True)
class Clock:
    """The times of the frames as SMIL wants them: a length, and a share of it for each frame."""

    seconds: str
    shares: str

    @classmethod
    def over(cls, times: Array, period: float) -> "Clock":
        shares = ";".join(f"{time / period:.3f}".rstrip("0").rstrip(".") or "0" for time in times)
        return cls(f"{period:g}s", shares)

    def path(self, part: Part) -> svg.Path:
        """One part as a path; it carries its motion only where it moves."""
        moves = any(outline != part.outlines[0] for outline in part.outlines)
        # The library writes times as floats of seconds only, and no paths in `values`.
        motion = svg.Animate(
            attributeName="d",
            repeatCount="indefinite",
            extra={
                "dur": self.seconds,
                "keyTimes": self.shares,
                "values": ";".join(part.outlines),
            },
        )
        return svg.Path(
            class_=part.look.split(),
            elements=[motion] if moves else [],
            extra={"d": part.outlines[0]},
        )
