"""What a route asks for: the session, and the open profile's case on the day it is."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from plumbline.errors import BadInput
from plumbline.journal import Journal, Profile
from plumbline.journal.casebook import Casebook
from plumbline.journal.following import Following
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Contact
from plumbline.knowledge.wording import Wordings
from plumbline.logic.rulebook import Rulebook
from plumbline.present.pictures import Pictures
from plumbline.web.sessions import Session, Sessions


class NobodyHere(Exception):
    """A page about a person was asked for, and no profile is open."""


@dataclass(frozen=True)
class House:
    """What one process shares: journal, rules, sessions, and the wordings that were loaded."""

    journal: Journal
    rulebook: Rulebook
    sessions: Sessions
    wordings: Wordings

    @property
    def knowledge(self) -> Knowledge:
        return self.rulebook.knowledge

    @cached_property
    def pictures(self) -> Pictures:
        """The figures of all movements, drawn when first asked for."""
        return Pictures(self.knowledge)


@dataclass(frozen=True)
class Case:
    """The open profile: its casebook, and today's date by the injected clock."""

    house: House
    session: Session
    profile: Profile
    book: Casebook
    today: date

    @property
    def rulebook(self) -> Rulebook:
        return self.house.rulebook

    @property
    def knowledge(self) -> Knowledge:
        return self.house.rulebook.knowledge

    @property
    def following(self) -> Following:
        """How this person is followed over the weeks."""
        return self.book.following

    def contact(self) -> Contact:
        """Whom to call in the country the person is in; never a guessed number."""
        answer = self.book.record().answers.get("country")
        return contact_for(self.knowledge, answer.value if answer else None)


def crisis_open(case: Case) -> bool:
    """Whether something is open for which crisis help is shown at once."""
    flags = case.knowledge.red_flags
    return any(flags[one.id].crisis for one in case.book.standing(case.today).triage.open_flags)


def contact_for(knowledge: Knowledge, country: object) -> Contact:
    return knowledge.contacts.get(str(country), knowledge.contacts["unknown"])


def house_of(request: Request) -> House:
    return request.app.state.house


def session_of(request: Request) -> Session:
    return request.state.session


def today_of(request: Request) -> date:
    return request.app.state.clock().date()


def open_case(request: Request) -> Case | None:
    """The case of the profile open in this browser, if there is one."""
    house, session = house_of(request), session_of(request)
    if session.profile_id is None:
        return None
    try:
        profile = house.journal.profile(session.profile_id)
    except BadInput:  # erased elsewhere
        session.profile_id = session.book = None
        return None
    if session.book is None:
        session.book = Casebook(house.journal, house.rulebook, profile.id)
    return Case(house, session, profile, session.book, today_of(request))


def _needed(request: Request) -> Case:
    case = open_case(request)
    if case is None:
        raise NobodyHere
    return case


CaseDep = Annotated[Case, Depends(_needed)]
HouseDep = Annotated[House, Depends(house_of)]
SessionDep = Annotated[Session, Depends(session_of)]
