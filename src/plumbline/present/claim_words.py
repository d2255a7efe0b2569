"""What is said of a claim in words: its verdict, and which of the articles made it."""

from collections.abc import Mapping

from plumbline.knowledge.schema.claims import Article, Verdict
from plumbline.present.words import N_, _

_VERDICT: Mapping[Verdict, str] = {
    "supported": N_("True"),
    "partly": N_("Partly true"),
    "contradicted": N_("Not true"),
    "unsupported": N_("Nobody has shown this"),
    "definition": N_("Just a description"),
    "noise": N_("Not about your back"),
}
_ARTICLE: Mapping[Article, str] = {
    "s0": N_("Article 1"),
    "s1": N_("Article 2"),
    "s2": N_("Article 3"),
    "s3": N_("Article 4"),
    "s4": N_("Article 5"),
}
VERDICTS: tuple[Verdict, ...] = tuple(_VERDICT)
"""Every verdict there is, in the order in which they are told."""


def verdict(name: Verdict) -> str:
    """A verdict as a person reads it."""
    return _(_VERDICT[name])


def article(name: Article) -> str:
    """Which of the five articles said it; they are numbered, since none of them is named."""
    return _(_ARTICLE[name])
