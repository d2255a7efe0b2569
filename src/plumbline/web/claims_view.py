"""What people may have read, on pages: a claim with its verdict, and where it lives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import Request

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Model, Source
from plumbline.knowledge.schema.claims import Claim, Contradiction, Place
from plumbline.present import claim_words
from plumbline.present.words import N_, _
from plumbline.web.case import Case, house_of, session_of
from plumbline.web.sessions import Session
from plumbline.web.spoken import cited

_FOLDERS: Mapping[str, str] = {
    "treatments": "/treatments/",
    "conditions": "/conditions/",
    "modules": "/learn/",
}
"""Kinds that have pages of their own; of all others "Why?" tells."""
_PAGES: Mapping[str, tuple[str, str]] = {
    "check": ("/verdict", N_("Where you stand")),
    "plan": ("/plan/why", N_("Why this plan?")),
    "progress": ("/progress", N_("How it is going")),
    "review": ("/review", N_("Looking at your plan")),
    "second_opinion": ("/before", N_("Before you decide")),
    "medicines": ("/medicines", N_("Medicines")),
}
"""Where a page that is no thing of the knowledge stands, and what it is called."""


@dataclass(frozen=True)
class Link:
    """The way to where a claim lives."""

    href: str
    title: str


@dataclass(frozen=True)
class Shown:
    """One claim on a page."""

    claim: Claim
    verdict: str
    sources: tuple[Source, ...]
    link: Link | None
    """None for who has no profile open, and for what lives on the page of claims itself."""


@dataclass(frozen=True)
class Disputed:
    """Where articles contradict each other, on a page."""

    contradiction: Contradiction
    sources: tuple[Source, ...]
    link: Link | None


@dataclass(frozen=True)
class Here:
    """What lives at one thing or page."""

    claims: tuple[Shown, ...] = ()
    contradictions: tuple[Disputed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.claims or self.contradictions)


@dataclass(frozen=True)
class Topic:
    """The claims of one file."""

    title: str
    claims: tuple[Shown, ...]


def claims_of(case: Case, kind: str, name: str) -> Here:
    """The claims and contradictions that live at a thing, or at a page (`kind` "page")."""
    return _here(case.knowledge, case.session, kind, name)


def at(request: Request, kind: str, name: str) -> Here:
    """The same for a template, which has no case: see `pages.render`."""
    return _here(house_of(request).knowledge, session_of(request), kind, name)


def shown(knowledge: Knowledge, session: Session, claims: Iterable[Claim]) -> tuple[Shown, ...]:
    """These claims, each with its sources and the way to where it lives."""
    return tuple(
        Shown(
            claim=claim,
            verdict=claim_words.verdict(claim.verdict),
            sources=tuple(cited(knowledge, claim.basis.sources)),
            link=_link(knowledge, session, claim.place),
        )
        for claim in claims
    )


def disputed(
    knowledge: Knowledge, session: Session, contradictions: Iterable[Contradiction]
) -> tuple[Disputed, ...]:
    """These contradictions, with both sides."""
    return tuple(
        Disputed(
            contradiction=one,
            sources=tuple(cited(knowledge, one.basis.sources)),
            link=_link(knowledge, session, one.place),
        )
        for one in contradictions
    )


def topics(knowledge: Knowledge, session: Session) -> tuple[Topic, ...]:
    """Every claim, by topic, in the order in which the first of each stands in the list."""
    files = [file for file in knowledge.claim_files.values() if file.claims]
    files.sort(key=lambda file: min(claim.id for claim in file.claims))
    return tuple(Topic(_(file.title), shown(knowledge, session, file.claims)) for file in files)


def _here(knowledge: Knowledge, session: Session, kind: str, name: str) -> Here:
    def lives(one: Claim | Contradiction) -> bool:
        return (one.place.kind, one.place.id) == (kind, name)

    return Here(
        tuple(
            Shown(one.claim, one.verdict, one.sources, None)
            for one in shown(knowledge, session, filter(lives, knowledge.claims.values()))
        ),
        tuple(
            Disputed(one.contradiction, one.sources, None)
            for one in disputed(
                knowledge, session, filter(lives, knowledge.contradictions.values())
            )
        ),
    )


def _link(knowledge: Knowledge, session: Session, place: Place) -> Link | None:
    if session.profile_id is None or (place.kind, place.id) == ("page", "read"):
        return None
    if place.kind == "page":
        href, title = _PAGES[place.id]
        return Link(href, _(title))
    thing: Model | None = getattr(knowledge, place.kind).get(place.id)
    if thing is None:
        return None
    name = session.name_for(f"{place.kind}/{place.id}")
    return Link(_FOLDERS.get(place.kind, "/why/") + name, _(getattr(thing, "title", place.id)))
