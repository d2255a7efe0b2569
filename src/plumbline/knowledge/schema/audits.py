"""How care was given to many people: measures over episodes, with who counts and who does not."""

from typing import Literal

from pydantic import Field

from plumbline.knowledge.schema.base import Basis, Expression, Id, Model, Prose, Thing


class Exclusion(Model):
    """Episodes that do not count, and why. One that is unknown counts."""

    id: Id
    when: Expression
    say: Prose


class Audit(Thing):
    """One measure: of the episodes that count, how many had what is counted.

    Rules read the columns of an episode (`plumbline.cohort.episodes.EPISODE`), not findings.
    """

    order: int
    plain: Prose
    """What is counted, in one or two sentences."""
    why: Prose
    wanted: Literal["low", "high"]
    """Which way is better."""
    follow_days: int = Field(ge=0, le=3650)
    """Only episodes that the data follow this long can be judged."""
    among: Expression | None = None
    """Which episodes it is about; all, where nothing stands here."""
    exclusions: tuple[Exclusion, ...] = ()
    counted: Expression
    differences: tuple[Prose, ...] = ()
    """Where it differs from a published measure."""
    limits: tuple[Prose, ...] = ()
    """What it cannot show."""
    basis: Basis
