"""Conditions and daily life: what each is, what helps, what to watch for, how sure one can be."""

from typing import Literal

from pydantic import Field

from plumbline.knowledge.schema.base import Basis, Id, Prose, Statement, Thing

Section = Literal["condition", "work", "daily_life"]


class Condition(Thing):
    """A condition, or a part of daily life, explained on one page."""

    section: Section
    order: int
    names: tuple[Prose, ...] = ()
    """What else it is called."""
    plain: Prose
    what: tuple[Statement, ...] = Field(min_length=1)
    helps: tuple[Statement, ...] = Field(min_length=1)
    watch: tuple[Statement, ...] = ()
    """When to have it looked at."""
    sure: tuple[Statement, ...] = ()
    """How sure anybody can be."""
    drawing: Id | None = None
    """Our drawing of the motion segment, or of the body, that shows it."""
    drawing_says: Prose | None = None
    """What the drawing shows, for who cannot see it."""
    patterns: tuple[Id, ...] = ()
    red_flags: tuple[Id, ...] = ()
    treatments: tuple[Id, ...] = ()
    exercises: tuple[Id, ...] = ()
    modules: tuple[Id, ...] = ()
    basis: Basis
