"""After recovery: when the plan may become lighter, and what the months after it hold."""

from plumbline.knowledge.schema.base import Basis, Number, Prose, Thing


class StayingWell(Thing):
    """When somebody counts as well, the lighter plan, and the signs that it comes back."""

    plain: Prose
    pain_at_most: Number
    """The day's average pain, 0 to 10."""
    held_days: Number
    least_entries: Number
    """Scores within those days, so that silence does not count as being well."""
    sessions_a_week: Number
    check_in_days: Number
    back_from: Number
    """The day's average pain from which we ask whether it is back."""
    say: Prose
    why: Prose
    back_say: Prose
    back_why: Prose
    basis: Basis
