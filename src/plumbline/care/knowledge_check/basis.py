"""Does everything rest on something, and is nothing unchecked in use?"""

from collections.abc import Iterator

from plumbline.care.knowledge_check.walk import Finder, Place, walk
from plumbline.knowledge import Knowledge, Problem
from plumbline.knowledge.schema import (
    BandRule,
    Basis,
    Course,
    CoursePoint,
    Effect,
    Model,
    Number,
    OutOf,
    Position,
    Status,
)
from plumbline.knowledge.schema.assessment import Evidence, Rule
from plumbline.knowledge.schema.findings import Feature
from plumbline.knowledge.schema.movement import Muscle
from plumbline.knowledge.schema.second_opinions import Figure

NEEDS_SOURCE: frozenset[Status] = frozenset({"verified", "secondary"})
MAY_REASSURE: frozenset[Status] = frozenset({"verified", "secondary", "derived", "measured"})


def check_basis(knowledge: Knowledge, model: Model, at: Finder) -> Iterator[Problem]:
    """Problems with the sources and statuses of one file."""
    models = dict(walk(model))
    for place, part in models.items():
        if isinstance(part, Basis):
            yield from _basis(knowledge, part, place, at)
            if part.status == "unverified" and not _may_wait(models, place):
                yield at(place, "is unverified, yet stands where it is shown or used")
        elif isinstance(part, BandRule):
            if part.band == "unlikely" and part.basis.status not in MAY_REASSURE:
                yield at(place, f"reassures, yet is only {part.basis.status}")
        elif isinstance(part, Course):
            if part.points and part.basis.status not in MAY_REASSURE:
                yield at((*place, "basis"), f"reassures, yet is only {part.basis.status}")
        elif isinstance(part, Evidence):
            yield from _effect(part.number.basis, (*place, "number"), at)
        elif isinstance(part, CoursePoint):
            yield from _effect(part.pain_0_100.basis, (*place, "pain_0_100"), at)
        elif isinstance(part, Feature):
            yield from _effect(part.basis, place, at)
        elif isinstance(part, Effect | Figure):
            yield from _effect(part.number.basis, (*place, "number"), at)
        elif isinstance(part, OutOf):
            yield from _effect(part.with_it.basis, (*place, "with_it"), at)
            yield from _effect(part.without.basis, (*place, "without"), at)


def _basis(knowledge: Knowledge, basis: Basis, place: Place, at: Finder) -> Iterator[Problem]:
    for index, source in enumerate(basis.sources):
        if source not in knowledge.sources:
            yield at((*place, "sources", index), f"the source {source} does not exist")
    if basis.status in NEEDS_SOURCE and not basis.sources:
        yield at(place, f"is {basis.status}, yet names no source")
    if basis.status == "derived" and not (basis.sources or basis.note):
        yield at(place, "is derived, yet gives neither source nor formula")
    if basis.status == "measured" and not basis.note:
        yield at(place, "is measured, yet the note does not say how")


def _effect(basis: Basis, place: Place, at: Finder) -> Iterator[Problem]:
    if basis.status == "expert":
        yield at(place, "is a number about people, and can never be expert")


def _may_wait(models: dict[Place, Model], place: Place) -> bool:
    """Something unverified may stand, waiting, where the care leaves it out by its status."""
    holder = models.get(place[:-1])
    if isinstance(holder, Rule | Position):
        return True
    around = models.get(place[:-2]) or models.get(place[:-3])
    return isinstance(holder, Number) and isinstance(
        around, Evidence | CoursePoint | Muscle | Effect | OutOf
    )
