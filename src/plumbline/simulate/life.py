"""A whole life of a made-up person under one policy."""

from collections.abc import Callable
from typing import Literal, get_args

from plumbline.care.decision import read_programme
from plumbline.care.programme import Programme
from plumbline.journal.reading import data_of
from plumbline.simulate.body import Body
from plumbline.simulate.following import Following
from plumbline.simulate.house import BEGAN, Case, House
from plumbline.simulate.log import Life, Log
from plumbline.simulate.model import People
from plumbline.simulate.person import Person
from plumbline.simulate.policy import Fixed, Nothing, Policy
from plumbline.simulate.voice import Voice

PolicyName = Literal["plumbline", "fixed", "nothing"]
POLICIES: tuple[PolicyName, ...] = get_args(PolicyName)
Follow = Callable[[People, House, Body, Voice, Log, Case], Policy]
"""What looks after a person with a journal of their own."""


def follow(people: People, house: House, body: Body, voice: Voice, log: Log, case: Case) -> Policy:
    """The real thing."""
    return Following(people, house.rulebook, body, voice, log, case)


def live(
    people: People,
    house: House,
    person: Person,
    by: Follow = follow,
) -> tuple[Life, Programme | None]:
    """A life with Plumbline, and the first plan that it led to."""
    body, log = Body(people, person), Log()
    voice = Voice(people, house.rulebook.knowledge, body, BEGAN)
    with house.case() as case:
        policy = by(people, house, body, voice, log, case)
        _live(policy, body, log)
        first = next(iter(case.journal.events(case.profile, kinds=("programme",))), None)
    plan = read_programme(data_of(first)["programme"]) if first else None
    return _life(person, policy.name, log), plan


def live_without(
    people: People, house: House, person: Person, policy: PolicyName, plan: Programme | None = None
) -> Life:
    """The same life with a fixed plan (the first one that Plumbline made), or with nothing."""
    body, log = Body(people, person), Log()
    knowledge = house.rulebook.knowledge
    chosen: Policy = Nothing(log)
    if policy == "fixed":
        chosen = Fixed(people, knowledge, body, log, plan)
    _live(chosen, body, log)
    return _life(person, chosen.name, log)


def _live(policy: Policy, body: Body, log: Log) -> None:
    for day in range(body.person.days):
        body.wake(day)
        log.pain.append(round(body.pain, 3))
        if not policy.day(day):
            return


def _life(person: Person, policy: str, log: Log) -> Life:
    serious = person.serious
    return Life(
        number=person.number,
        policy=policy,
        pattern=person.pattern,
        stage=person.stage,
        cause=serious.cause.id if serious else None,
        declared=serious.day if serious else None,
        dropped=person.dropped,
        pain=tuple(log.pain),
        effort=tuple(log.effort),
        opened=tuple(log.opened),
        stopped=tuple(log.stopped),
        rested=tuple(log.rested),
        emptied=tuple(log.emptied),
        changes=tuple(log.changes),
        told=tuple(log.told),
        steps=tuple(log.steps),
        check_ins=log.check_ins,
        questions=log.questions,
        found=log.found,
        planned=log.planned,
        silences=tuple(log.silences),
        reviews=tuple(log.reviews),
        well=log.well,
    )
