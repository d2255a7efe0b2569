"""Made-up people living through the real code: the promises hold, and breaking them is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from plumbline.care.decision import dump
from plumbline.care.monitoring.check_in import Review
from plumbline.care.programme import Programme
from plumbline.care.standing import Standing
from plumbline.simulate.body import Body
from plumbline.simulate.count import count
from plumbline.simulate.following import Following
from plumbline.simulate.house import Case, House, day_of, folder_for_lives, open_house
from plumbline.simulate.life import Follow, live, live_without
from plumbline.simulate.log import Life, Log
from plumbline.simulate.model import People, people
from plumbline.simulate.person import Person, draw
from plumbline.simulate.run import Order, run
from plumbline.simulate.voice import Voice
from tests.unit.care.people import knowledge, rulebook

DAYS = 45
SEED = 1


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with folder_for_lives() as folder:
        yield open_house(folder / "tests", rulebook=rulebook())


@cache
def somebody(*, ill: bool, place: int = 0) -> Person:
    """One of the people who use the app a lot, stay, and have a serious cause or none."""
    found = (draw(people(), knowledge(), SEED, number, DAYS) for number in range(2_000))
    wanted = (
        person
        for person in found
        if (person.serious is not None) == ill
        and person.dropped is None
        and not person.silent
        and person.habits.opens > 0.4
        and (person.serious is None or person.serious.day < DAYS - 20)
    )
    return [next(wanted) for _ in range(place + 1)][-1]


def counted(lives: list[Life]) -> tuple[int, int, int]:
    """More after worse, more without a yes, serious causes missed."""
    safety = count(lives[0].policy, lives, people().counting).safety
    return safety.raised_after_worse, safety.raised_without_yes, safety.missed


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.hazard("load_raised_without_consent")
def test_nothing_is_missed_and_nothing_rises_after_worse(house: House) -> None:
    ill = [live(people(), house, somebody(ill=True, place=n))[0] for n in range(3)]
    well = [live(people(), house, somebody(ill=False, place=n))[0] for n in range(2)]
    assert counted([*ill, *well]) == (0, 0, 0)
    assert all(life.found is not None for life in ill)
    assert sum(life.check_ins for life in well) > 5
    assert all(life.planned is not None for life in well)


class Reckless(Following):
    """Answers worse pain with more: what must never happen."""

    def _check_in(self, day: int) -> Review | None:
        review = super()._check_in(day)
        plan = self._book.programme()
        if plan is not None and plan.exercises and self._worse:
            first = replace(plan.exercises[0], minutes=plan.exercises[0].minutes + 5)
            self._store(replace(plan, exercises=(first, *plan.exercises[1:])))
            self._notice_changes(day, agreed=False)
        return review

    def _store(self, plan: Programme) -> None:
        self._case.journal.append(
            self._case.profile,
            "programme",
            {"because": "more", "programme": dump(plan)},
            knowledge_version=rulebook().knowledge.version,
        )


class Deaf(Following):
    """Asks once, and never again."""

    def _safe(self, day: int) -> Standing | None:
        return super()._safe(day) if day == 0 else self._book.standing(day_of(day))

    def _go_on(self, day: int) -> None:
        if day == 0:
            super()._go_on(day)


def by(kind: type[Following]) -> Follow:
    def follow(
        made_up: People, house: House, body: Body, voice: Voice, log: Log, case: Case
    ) -> Following:
        return kind(made_up, house.rulebook, body, voice, log, case)

    return follow


def test_more_after_worse_pain_would_be_seen(house: House) -> None:
    frail = replace(somebody(ill=False), capacity=2.0)
    life, _plan = live(people(), house, frail, by(Reckless))
    worse, without_yes, _missed = counted([life])
    assert worse > 0
    assert without_yes > 0


def test_a_missed_cause_would_be_seen(house: House) -> None:
    life, _plan = live(people(), house, somebody(ill=True), by(Deaf))
    assert counted([life])[2] == 1


def test_a_person_meets_the_same_luck_whoever_looks_after_them(house: House) -> None:
    """Until the first thing is done, the days are alike; the serious cause comes on its day."""
    person = somebody(ill=True)
    real, plan = live(people(), house, person)
    fixed = live_without(people(), house, person, "fixed", plan)
    nothing = live_without(people(), house, person, "nothing")
    assert real.pain[0] == fixed.pain[0] == nothing.pain[0]
    assert real.declared == fixed.declared == nothing.declared is not None
    assert len(nothing.pain) == DAYS > len(real.pain)
    assert sum(fixed.effort) > 0 == sum(nothing.effort)


def test_a_life_leaves_nothing_behind(house: House) -> None:
    live(people(), house, replace(somebody(ill=False), days=1))
    assert [child.name for child in house.folder.iterdir()] == ["empty"]


def test_the_same_seed_gives_the_same_lives_with_one_worker_and_with_two() -> None:
    one, two = (list(run(Order(3, 28, SEED, workers))) for workers in (1, 2))
    assert one == two
    assert [lives[0].number for lives in one] == [0, 1, 2]


def test_weeks_put_together_simply_are_another_way_to_the_same_promises(tmp_path: Path) -> None:
    house = open_house(tmp_path / "greedy", solver=False, rulebook=rulebook())
    life, plan = live(people(), house, replace(somebody(ill=False), days=10))
    assert plan is not None
    assert plan.proof is not None
    assert plan.proof.method == "greedy"
    assert counted([life]) == (0, 0, 0)
