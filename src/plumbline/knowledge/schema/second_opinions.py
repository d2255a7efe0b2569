"""Before an operation, an injection or a scan: what fits, what comes first, what to ask."""

from pydantic import Field

from plumbline.knowledge.schema.base import (
    Basis,
    Expression,
    Id,
    Model,
    Number,
    Prose,
    Statement,
    Thing,
)
from plumbline.knowledge.schema.treatments import Row


class Urgent(Statement):
    """What is no matter of waiting and choosing: while one of these flags is open, it comes
    before everything else on the sheet."""

    red_flags: tuple[Id, ...] = Field(min_length=1)


class Figure(Model):
    """A published number that is told beside a question."""

    says: Prose
    """What the number counts, without the number: "problems after the operation"."""
    number: Number


class Question(Statement):
    """A question to take along: `say` is the question itself."""

    why: Prose | None = None
    figures: tuple[Figure, ...] = ()


class FirstTry(Statement):
    """What should come before the procedure; `say` tells what, and for how long."""

    id: Id
    when: Expression
    """True when it has been tried for long enough, or is not called for."""
    weeks: Number | None = None
    """How long that is; `low` and `high` where the sources give a range."""


class Procedure(Thing):
    """One operation, injection or scan: does the pattern match it, and what comes first?"""

    plain: Prose
    treatment: Id | None = None
    """The treatment whose evidence and contraindications hold; a scan has none."""
    rows: tuple[Row, ...] = ()
    """The uses of that treatment that are the evidence for this pattern."""
    matches_when: Expression | None = None
    """True when the person's pattern, and what was found, match what it is made for. None: no
    pattern is known for which it was shown to do good."""
    matches_say: Prose | None = None
    not_say: Prose
    first: tuple[FirstTry, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)
    basis: Basis
    """Of the match."""


class SecondOpinion(Thing):
    """A second-opinion sheet: printable, for the talk with a doctor."""

    order: int
    plain: Prose
    urgent: tuple[Urgent, ...] = Field(min_length=1)
    unknown_say: Prose
    """Said where the match cannot be told yet, before the one question that decides."""
    procedures: tuple[Procedure, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    """Questions that go with every procedure of the sheet."""
    basis: Basis
