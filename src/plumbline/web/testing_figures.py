"""The picture of a test."""

from plumbline.knowledge.schema import PhysicalTest, Side
from plumbline.present.pictures import Picture, Pictures
from plumbline.present.words import _


def picture_of(pictures: Pictures, test: PhysicalTest, side: Side | None) -> Picture | None:
    """How a test looks on one side; None where no movement is drawn for it."""
    if test.movement is None or test.movement not in pictures:
        return None
    return pictures.picture(test.movement, _(test.title), side)
