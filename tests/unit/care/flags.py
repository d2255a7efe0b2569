"""Red flags for the tests of care: the values that matter to one, and how one is weighed."""

from collections.abc import Sequence

from plumbline.care.triage import CALM, USUAL_HOURS, Rank, rank
from plumbline.knowledge.schema import RedFlag
from plumbline.logic import Between, Column, Compare, Expression, In, Kind, Value
from plumbline.logic.expression import leaves

BOOLEANS: tuple[Value, ...] = (False, None, True)


def values_of(column: Column, levels: Sequence[Expression]) -> tuple[Value, ...]:
    """Values that matter: three for a boolean; every literal and its neighbours; all choices."""
    if column.kind is Kind.BOOLEAN:
        return BOOLEANS
    if column.kind is Kind.CHOICE:
        return (*sorted(column.choices), None)
    seen: set[int | float] = set()
    for level in levels:
        for leaf in leaves(level):
            if leaf.column.name != column.name:
                continue
            match leaf:
                case Compare(_, _, literal):
                    seen.add(literal)
                case Between(_, low, high):
                    seen |= {low, high}
                case In(_, items):
                    seen |= set(items)
                case _:
                    pass
    return (*sorted({near for each in seen for near in (each - 1, each, each + 1)}), None)


def unknown_rank(flag: RedFlag) -> Rank:
    """How alarming it is that the person does not know."""
    if flag.when_unknown == "self_care":
        return CALM
    hours = flag.unknown_see_within_hours
    return rank(flag.when_unknown, USUAL_HOURS.get(flag.when_unknown) if hours is None else hours)


def weighed(flag: RedFlag, held: Sequence[bool | None]) -> Rank:
    """The first level that holds, and "don't know" where a more urgent one is unknown."""
    found = CALM
    for level, holds in zip(flag.levels, held, strict=True):
        if holds:
            return max(found, rank(level.urgency, level.see_within_hours))
        if holds is None:
            found = max(found, unknown_rank(flag))
    return found
