"""How scores are followed over the days: the sizes of the trend and of what it is asked."""

from plumbline.knowledge.schema.base import Basis, Prose, Thing


class TrendModel(Thing):
    """The sizes that scores over days are followed with."""

    plain: Prose
    basis: Basis
