"""What people may have read: each claim of the five articles, checked, and where it lives."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from plumbline.knowledge.schema.base import Basis, Id, Model, Prose, Thing

ClaimId = Annotated[str, StringConstraints(pattern=r"^c\d{3}$")]
Article = Literal["s0", "s1", "s2", "s3", "s4"]
Verdict = Literal["supported", "partly", "contradicted", "unsupported", "definition", "noise"]
Kind = Literal[
    "treatments",
    "conditions",
    "exercises",
    "red_flags",
    "patterns",
    "modules",
    "next_steps",
    "advice",
    "page",
]
Page = Literal["read", "check", "plan", "progress", "review", "second_opinion", "medicines"]
"""Pages of the app that are no thing of the knowledge."""


class Place(Model):
    """Where a claim lives: the thing, or the page, that does what is true of it."""

    kind: Kind
    id: Id
    """Of `page`, one of the names in `Page`."""


class Claim(Model):
    """One claim, and what is true of it."""

    id: ClaimId
    article: Article
    heard: Prose
    """The claim as one may have heard it, in our own words."""
    verdict: Verdict
    answer: Prose
    """What is true, and what Plumbline does about it."""
    place: Place
    words: tuple[str, ...] = ()
    """Words somebody may search with that stand in neither text."""
    basis: Basis
    """`expert` means that it rests on general knowledge alone, and is said so."""


class Side(Model):
    """What one or more articles say on a topic."""

    articles: tuple[Article, ...] = Field(min_length=1)
    says: Prose


class Contradiction(Model):
    """Where the articles contradict each other, and what Plumbline says to both sides."""

    id: Id
    topic: Prose
    sides: tuple[Side, ...] = Field(min_length=2)
    answer: Prose
    claims: tuple[ClaimId, ...] = Field(min_length=1)
    place: Place
    basis: Basis


class ClaimFile(Thing):
    """The claims of one topic, and where they contradict each other."""

    claims: tuple[Claim, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
