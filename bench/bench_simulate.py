"""What a simulated life costs, and what makes a week quicker: solving it, or putting it together.

    python bench/bench_simulate.py [people]

Lives are those of `plumbline simulate` with seed 1. Times are this machine's; what is asserted is
the ratio of the two ways to make a week, on the same problems in the same run, and that a week put
together is never worth more than the solved one.
"""

import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from plumbline.care.programme.build import ask  # noqa: E402
from plumbline.care.programme.conflict import within_wishes  # noqa: E402
from plumbline.care.programme.greedy import greedy  # noqa: E402
from plumbline.care.programme.problem import Problem  # noqa: E402
from plumbline.care.programme.value import worth  # noqa: E402
from plumbline.care.standing import standing  # noqa: E402
from plumbline.simulate.house import House, folder_for_lives, open_house  # noqa: E402
from plumbline.simulate.life import live, live_without  # noqa: E402
from plumbline.simulate.model import people  # noqa: E402
from plumbline.simulate.person import draw  # noqa: E402
from tests.unit.care.people import TODAY, calm_record, rulebook  # noqa: E402

PEOPLE, DAYS = 6, 180
TIES = 1e-6


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with folder_for_lives() as folder:
        lives(open_house(folder / "bench", rulebook=rulebook()), count)
    weeks()


def lives(house: House, count: int) -> None:
    """CPU time of whole lives, by what looks after them."""
    spent: list[float] = []
    without: list[float] = []
    opened = 0
    for number in range(count):
        person = draw(people(), house.rulebook.knowledge, 1, number, DAYS)
        began = time.process_time()
        life, plan = live(people(), house, person)
        spent.append(time.process_time() - began)
        began = time.process_time()
        live_without(people(), house, person, "fixed", plan)
        without.append(time.process_time() - began)
        opened += sum(life.opened)
    print(f"{count} lives of {DAYS} days, seconds of one processor:")
    print(f"  with Plumbline  mean {fmean(spent):.2f}, longest {max(spent):.2f}")
    print(f"  a day on which the app is opened: {1e3 * sum(spent) / opened:.0f} ms")
    print(f"  with a fixed plan, once it is made: {1e3 * fmean(without):.1f} ms")


def weeks() -> None:
    """The same weeks solved and put together."""
    solving, growing, shares = 0.0, 0.0, list[float]()
    for problem in problems():
        began = time.process_time()
        solved, _dropped = within_wishes(problem)
        solving += time.process_time() - began
        began = time.process_time()
        grown = greedy(problem)
        growing += time.process_time() - began
        if grown is not None:
            shares.append(worth(problem, grown) / solved.proof.value)
    print(
        f"{len(shares)} weeks: put together takes {growing / solving:.1f} times as long as solved"
    )
    print(f"  and is worth {min(shares):.1%} to {max(shares):.1%} of the solved one")
    if max(shares) > 1 + TIES:
        raise SystemExit("a week put together is worth more than the solved one")
    if growing < solving:
        raise SystemExit("putting a week together is the quicker one now: see docs/handbook")


def problems() -> Iterator[Problem]:
    for days in (20, 60, 200):
        for minutes in (10, 20, 40):
            record = calm_record(
                onset_date=TODAY - timedelta(days=days),
                minutes_per_day=minutes,
                goal_walking=True,
                goal_lifting=True,
                kit_mat=True,
            )
            yield ask(rulebook(), standing(rulebook(), record, TODAY).known).problem


if __name__ == "__main__":
    main()
