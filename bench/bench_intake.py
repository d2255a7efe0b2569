"""How many questions an intake asks, against asking everything, over simulated people.

    python bench/bench_intake.py [people]

Each person has a full truth from a seeded source (most things fine, a few dangers) and answers
only what is asked, until nothing can change the outcome. The urgency must be the one that asking
everything gives. Counts are exact for the seed; times are this machine's.
"""

import random
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from plumbline.care.intake import next_page_after  # noqa: E402
from plumbline.care.record import Record, facts  # noqa: E402
from plumbline.care.triage import triage, weigh  # noqa: E402
from tests.unit.care.people import (  # noqa: E402
    TODAY,
    knowledge,
    record_of,
    rulebook,
    simulated_person,
)

PEOPLE = 2_000
MOST_PAGES = 300


@dataclass(frozen=True)
class Intake:
    """One person's questions: all of them, those that settled the urgency, and the outcome."""

    urgency: str
    questions: int
    screens: int
    safety_questions: int
    safety_screens: int
    applicable: int
    wrong: bool
    seconds: float


def take(seed: int) -> Intake:
    truth = simulated_person(random.Random(seed))
    record, pages = Record(), []
    began = time.perf_counter()
    for order in range(1, MOST_PAGES):
        known = facts(rulebook(), record, TODAY)
        page = next_page_after(rulebook(), record, known, weigh(rulebook(), record, known))
        if page is None:
            break
        pages.append(page)
        record = record.tell_all({n: truth[n] for n in page.findings}, TODAY, order=order)
    else:
        raise AssertionError(f"seed {seed}: the intake does not end")
    seconds = time.perf_counter() - began
    reached = triage(rulebook(), record, TODAY)
    whole = record_of(truth)
    everything = triage(rulebook(), whole, TODAY)
    safety = [page for page in pages if page.phase != "plan"]
    askable = {f.id for f in knowledge().findings.values() if f.asked_of == "person"}
    return Intake(
        urgency=str(everything.urgency),
        questions=sum(len(page.findings) for page in pages),
        screens=len(pages),
        safety_questions=sum(len(page.findings) for page in safety),
        safety_screens=len(safety),
        applicable=len(askable - facts(rulebook(), whole, TODAY).not_applicable),
        wrong=(reached.urgency, reached.see_within_hours)
        != (everything.urgency, everything.see_within_hours),
        seconds=seconds,
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    rulebook()
    taken = [take(seed) for seed in range(count)]
    wrong = sum(each.wrong for each in taken)
    print(f"{count} people, knowledge {knowledge().version}, wrong outcomes: {wrong}")
    head = f"{'urgency':<15}{'people':>7}{'questions':>11}{'screens':>9}{'to settle it':>14}"
    print(f"{head}{'of all asked':>14}")
    for urgency in ("emergency_now", "same_day", "within_days", "routine", "self_care", "all"):
        group = [each for each in taken if urgency in (each.urgency, "all")]
        if group:
            print(line(urgency, group))
    pages = sum(each.screens for each in taken)
    asked = sum(each.questions for each in taken)
    spent = sum(each.seconds for each in taken)
    print(f"time: {spent / asked * 1e6:,.0f} us a question, {spent / pages * 1e6:,.0f} us a screen")
    if wrong:
        raise SystemExit("asking less changed an outcome")


def line(urgency: str, group: list[Intake]) -> str:
    """Means of a group: questions, screens, those that settle the urgency, and their share."""
    mean = statistics.fmean
    settle = mean(each.safety_questions for each in group)
    share = settle / mean(each.applicable for each in group)
    return (
        f"{urgency:<15}{len(group):>7}{mean(e.questions for e in group):>11.1f}"
        f"{mean(e.screens for e in group):>9.1f}{settle:>14.1f}{share:>13.0%}"
    )


if __name__ == "__main__":
    main()
