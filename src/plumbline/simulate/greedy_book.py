"""A casebook whose weeks are put together step by step instead of solved: only for comparing."""

from dataclasses import replace
from datetime import date

from plumbline.care.decision import Decision, dump
from plumbline.care.impairments import assess
from plumbline.care.programme import Practice, Proof, Wishes
from plumbline.care.programme.build import ask
from plumbline.care.programme.greedy import greedy
from plumbline.care.programme.solve import Solved
from plumbline.care.programme.value import worth
from plumbline.care.programme.week import as_programme
from plumbline.journal.casebook import Casebook


class GreedyCasebook(Casebook):
    """Its programmes are not the ones that its decisions would lead to when made again, so nobody
    but a made-up person has one."""

    def _solve(self, today: date, done: Practice, wished: Wishes) -> Decision:
        solved = super()._solve(today, done, wished)
        known, knowledge = self.standing(today).known, self._rulebook.knowledge
        first = assess(knowledge, self.record(), known).priorities
        asked = ask(self._rulebook, known, first, done, wished)
        choice = greedy(asked.problem)
        if choice is None:
            return solved
        value = worth(asked.problem, choice)
        week = Solved(choice, Proof(value, value, False, "greedy"))
        made = as_programme(knowledge, asked, week, today, done)
        return replace(solved, outcome=dump(made))
