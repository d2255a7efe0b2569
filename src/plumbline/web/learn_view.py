"""Short pages to read: which are open for somebody and why, and one of them on a page."""

from dataclasses import dataclass

from plumbline.care.modules import steps_of
from plumbline.journal.modules import Modules
from plumbline.knowledge.schema import Source, Step
from plumbline.knowledge.schema.modules import Module
from plumbline.web.case import Case
from plumbline.web.spoken import Told, cited, told


@dataclass(frozen=True)
class Listed:
    """A page in the list; `because` is what the person told, where it is open for them."""

    module: Module
    open: bool
    because: tuple[Told, ...]
    name: str
    """What its address calls it: nothing of somebody's health stands in an address."""


@dataclass(frozen=True)
class Shown:
    """One page, with the steps that suit."""

    module: Module
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    crisis_first: bool


def pages(case: Case) -> Modules:
    """The short pages of the open profile."""
    return Modules(case.book)


def safe(case: Case) -> bool:
    """Whether exercise is allowed today; where it is not, safety comes first."""
    return case.book.standing(case.today).triage.exercise_allowed


def waits(case: Case, module: str) -> bool:
    """Whether a page is about doing more, and exercise has to wait. Raises KeyError."""
    return case.knowledge.modules[module].moves and not safe(case)


def look(case: Case) -> tuple[Listed, ...]:
    """Every page, those that are open first; none while crisis help comes first, and none about
    doing more while exercise has to wait."""
    if pages(case).crisis(case.today):
        return ()
    record = case.book.record()
    found = {one.id: one.because for one in pages(case).open(case.today)}
    may_read = (one for one in case.knowledge.modules.values() if not waits(case, one.id))
    every = sorted(may_read, key=lambda one: (one.id not in found, one.order))
    return tuple(
        Listed(
            module=one,
            open=one.id in found,
            because=tuple(told(case.rulebook, record, found.get(one.id, ()))),
            name=name_of(case, one.id),
        )
        for one in every
    )


def suggested(case: Case) -> Listed | None:
    """One open page that was not read lately, for a quiet line; none where safety comes first."""
    if not safe(case):
        return None
    name = pages(case).suggested(case.today)
    if name is None:
        return None
    return Listed(case.knowledge.modules[name], True, (), name_of(case, name))


def shown(case: Case, module: str) -> Shown:
    """One page for this person. Raises KeyError for a page that there is not."""
    found, known = case.knowledge.modules[module], case.book.standing(case.today).known
    steps = steps_of(case.rulebook, known, module)
    bases = [*(one.basis for one in steps), *(one.basis for one in found.more_help), found.basis]
    sources = [source for basis in bases for source in basis.sources]
    return Shown(found, steps, tuple(cited(case.knowledge, sources)), bool(found.crisis_first))


def name_of(case: Case, module: str) -> str:
    """What the address of a page calls it."""
    return case.session.name_for(f"modules/{module}")
