"""Many lives side by side: one process for each worker, the same lives however many there are."""

import os
import signal
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

from plumbline.errors import BadInput
from plumbline.simulate.house import House, folder_for_lives, open_house
from plumbline.simulate.life import Follow, follow, live, live_without
from plumbline.simulate.log import Life
from plumbline.simulate.model import people
from plumbline.simulate.person import draw

MOST_PEOPLE = 1_000_000
FEWEST_DAYS, MOST_DAYS = 28, 730
MOST_WORKERS = 256


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be simulated. Raises BadInput naming the option where it cannot be done."""

    people: int
    days: int
    seed: int
    workers: int = 1
    solver: bool = True
    """Whether a week is solved, as for everybody; else put together step by step."""

    def __post_init__(self) -> None:
        for option, told, least, most in (
            ("--people", self.people, 1, MOST_PEOPLE),
            ("--days", self.days, FEWEST_DAYS, MOST_DAYS),
            ("--seed", self.seed, 0, 2**63 - 1),
            ("--workers", self.workers, 1, MOST_WORKERS),
        ):
            if not least <= told <= most:
                raise BadInput(option, f"{told} cannot be used", allowed=f"{least} to {most}")


Lives = tuple[Life, Life, Life]
"""One person's lives: with Plumbline, with a fixed plan, with nothing."""


def run(order: Order) -> Generator[Lives]:
    """The lives of every person, in their order, as they are done."""
    with folder_for_lives() as folder:
        numbers = range(order.people)
        if order.workers == 1:
            house = open_house(folder / "one", solver=order.solver)
            yield from (lives_of(house, order, number) for number in numbers)
            return
        with _workers(order, folder) as pool:
            yield from pool.imap(_in_worker, numbers)


def lives_of(house: House, order: Order, number: int, by: Follow = follow) -> Lives:
    """All lives of one person; `by` is what looks after them in the first."""
    made_up, knowledge = people(), house.rulebook.knowledge
    person = draw(made_up, knowledge, order.seed, number, order.days)
    with_plumbline, plan = live(made_up, house, person, by)
    return (
        with_plumbline,
        live_without(made_up, house, person, "fixed", plan),
        live_without(made_up, house, person, "nothing"),
    )


@dataclass(slots=True)
class _Worker:
    """What a worker process keeps from its start."""

    house: House
    order: Order


_worker: list[_Worker] = []


@contextmanager
def _workers(order: Order, folder: Path) -> Generator[Pool]:
    # A process of its own from the start: a copy of one with threads may hang.
    context = get_context("spawn")
    count = min(order.workers, order.people)
    pool = context.Pool(count, initializer=_start, initargs=(order, folder))
    try:
        yield pool
    finally:
        # Also after an interrupt: nobody waits for lives that nobody wants any more.
        pool.terminate()
        pool.join()


def _start(order: Order, folder: Path) -> None:
    # The one who was interrupted ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    house = open_house(folder / f"worker{os.getpid()}", solver=order.solver)
    _worker.append(_Worker(house, order))


def _in_worker(number: int) -> Lives:
    worker = _worker[0]
    return lives_of(worker.house, worker.order, number)


def in_columns(lives: Sequence[Lives]) -> dict[str, tuple[Life, ...]]:
    """The lives of each policy by its name, in the order of the people."""
    return {column[0].policy: column for column in zip(*lives, strict=True)}
