"""A real journal for a made-up person: the real tables in a folder that is thrown away."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.journal.coming_back import ComingBack
from plumbline.journal.new_week import NewWeek
from plumbline.journal.staying_well import StayingWell
from plumbline.knowledge import load
from plumbline.logic.rulebook import Rulebook, compile_rules
from plumbline.simulate.greedy_book import GreedyCasebook
from plumbline.simulate.remembering import RememberingJournal

BEGAN = date(2026, 3, 2)
"""The first day of every simulation: the same lives on whatever day they are run."""
IN_MEMORY = Path("/dev/shm")
EMPTY = "empty"


@dataclass(slots=True)
class Clock:
    """What the journal takes for the time."""

    today: date = BEGAN

    def __call__(self) -> datetime:
        return datetime.combine(self.today, time(8), UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up person's own journal, opened."""

    journal: Journal
    profile: str
    book: Casebook
    weeks: NewWeek
    coming_back: ComingBack
    staying_well: StayingWell
    clock: Clock


@dataclass(slots=True)
class House:
    """Where journals of simulated people live: one folder each, gone after the life. Made once in
    a process; an empty journal is copied, because making its tables takes longer."""

    rulebook: Rulebook
    folder: Path
    solver: bool = True
    journals: type[Journal] = RememberingJournal
    _made: int = field(default=0)

    @contextmanager
    def case(self) -> Generator[Case]:
        """A journal of its own for one life."""
        empty = self.folder / EMPTY
        if not empty.exists():
            Journal.open(empty, clock=Clock()).close()
        self._made += 1
        home = self.folder / f"life{self._made}"
        shutil.copytree(empty, home)
        clock = Clock()
        try:
            with self.journals.open(home, clock=clock) as journal:
                profile = journal.create_profile("Somebody made up").id
                kind = Casebook if self.solver else GreedyCasebook
                book = kind(journal, self.rulebook, profile)
                yield Case(
                    journal=journal,
                    profile=profile,
                    book=book,
                    weeks=NewWeek(book),
                    coming_back=ComingBack(book),
                    staying_well=StayingWell(book),
                    clock=clock,
                )
        finally:
            shutil.rmtree(home, ignore_errors=True)


@contextmanager
def folder_for_lives() -> Generator[Path]:
    """A folder that goes when it is over; in memory where there is some: nobody needs these
    journals after a power cut."""
    place = IN_MEMORY if IN_MEMORY.is_dir() else Path(gettempdir())
    with TemporaryDirectory(prefix="plumbline-simulate-", dir=place) as name:
        yield Path(name)


def open_house(folder: Path, *, solver: bool = True, rulebook: Rulebook | None = None) -> House:
    """A house with the knowledge that ships, or with rules already read; `folder` is this process's
    own."""
    folder.mkdir(parents=True, exist_ok=True)
    return House(rulebook or compile_rules(load()), folder, solver)


def day_of(day: int) -> date:
    """The date of a day of the simulation, from 0."""
    return BEGAN + timedelta(days=day)
