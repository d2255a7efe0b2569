"""What is asked how often while somebody is followed."""

from plumbline.knowledge.schema.base import Basis, Prose, Thing


class Rhythm(Thing):
    """What a check-in asks beyond its own rules, and how often."""

    plain: Prose
    basis: Basis
