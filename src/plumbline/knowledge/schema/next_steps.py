"""What may come next at a review: carry on, change the plan, or step up to a clinician."""

from plumbline.knowledge.schema.base import Basis, Expression, Prose, Thing


class NextStep(Thing):
    """One thing a review may lead to, and when."""

    when: Expression
    say: Prose
    why: Prose
    basis: Basis
