"""Short modules: mood, fear of movement, sleep, confidence."""

from plumbline.knowledge.schema.base import Basis, Expression, Prose, Thing


class Module(Thing):
    """Something short to read and do, and when it is offered."""

    plain: Prose
    when: Expression
    basis: Basis
