"""The best week, proved: a mixed-integer programme solved by HiGHS on one thread.

Sizes and times: `make bench`. Weeks whose points differ by less than a thousandth count as equal;
among them the one whose exercises stand first in the problem's order is taken, whichever side
of the body hurts.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from plumbline.care.programme.check import broken
from plumbline.care.programme.greedy import greedy
from plumbline.care.programme.matrix import TIES, Matrix
from plumbline.care.programme.model import Proof
from plumbline.care.programme.problem import Choice, Problem
from plumbline.care.programme.value import worth

SECONDS = 20.0
"""Longest search for one week; what was found by then is told with its gap."""
GAP = 1e-7
"""Points by which the proof may be short."""

_NO_WEEK = frozenset(
    {
        highspy.HighsModelStatus.kInfeasible,
        # Every term is bounded, so that this can only mean the first.
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    }
)


@dataclass(frozen=True, slots=True)
class Solved:
    """A week and how good it is known to be."""

    choice: Choice
    proof: Proof


def solve(problem: Problem, *, seconds: float = SECONDS) -> Solved | None:
    """The best week within the limits; the best one found where the time is over; None where no
    week keeps the limits. The same problem gives the same week unless the time runs out."""
    week = Matrix(problem)
    solver = _prepared(week, seconds)
    solver.run()
    status = solver.getModelStatus()
    if status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    ):
        return None
    info = solver.getInfo()
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    found = week.read(np.asarray(solver.getSolution().col_value)) if feasible else None
    proven = status == highspy.HighsModelStatus.kOptimal
    # What a solver says of itself is not believed: the limits are judged again.
    if found is None or broken(problem, found):
        simple = greedy(problem)
        if simple is None:
            return None
        return Solved(simple, Proof(worth(problem, simple), _ceiling(problem), False, "greedy"))
    value = worth(problem, found)
    best = value if proven else max(value, float(info.mip_dual_bound) + TIES)
    return Solved(found, Proof(value, best, proven, "solved" if proven else "best_found"))


def _ceiling(problem: Problem) -> float:
    """More than any week can be worth: every need in full, every exercise that adds."""
    gains = sum(max(0.0, candidate.points) for candidate in problem.candidates)
    return gains + sum(need.points for need in problem.needs)


def _prepared(week: Matrix, seconds: float) -> highspy.Highs:
    solver = highspy.Highs()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": GAP,
        # It finds nothing that the root does not, and takes half of the time.
        "mip_heuristic_run_feasibility_jump": False,
        "time_limit": seconds,
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(week.model())
    return solver
