"""Short modules: mood, fear of movement, sleep, confidence."""

from pydantic import Field

from plumbline.knowledge.schema.base import Basis, Expression, Model, Prose, Thing
from plumbline.knowledge.schema.safety import Step


class MoreHelp(Model):
    """What helps beyond Plumbline, and what is known of it."""

    say: Prose
    why: Prose
    basis: Basis


class Module(Thing):
    """Something short to read and do, and when it is offered. Never a diagnosis."""

    order: int
    moves: bool = False
    """It is about doing more: not offered while exercise has to wait."""
    plain: Prose
    """What this page is about."""
    when: Expression
    """When it is offered; a person may open it at any time."""
    crisis_first: Prose | None = None
    """What comes before everything else on the page."""
    never: Prose
    """That it is no diagnosis."""
    steps: tuple[Step, ...] = Field(min_length=4, max_length=7)
    more_help: tuple[MoreHelp, ...] = Field(min_length=1)
    talk: Prose
    """When to talk to somebody."""
    basis: Basis
    """Of when it is offered."""
