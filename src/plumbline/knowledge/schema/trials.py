"""Single-person trials: two ways, tried in turn, to see which is better for one person."""

from plumbline.knowledge.schema.base import Basis, Prose, Thing


class Trial(Thing):
    """What may be compared, and how."""

    plain: Prose
    basis: Basis
