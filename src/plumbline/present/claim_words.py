"""Verdicts on what people may have read, in words."""

from collections.abc import Mapping

from plumbline.knowledge.schema.claims import Verdict
from plumbline.present.words import N_, _

_VERDICT: Mapping[Verdict, str] = {
    "supported": N_("True"),
    "partly": N_("Partly true"),
    "contradicted": N_("Not true"),
    "unsupported": N_("Nobody has shown this"),
    "definition": N_("Just a description"),
    "noise": N_("Not about your back"),
}
VERDICTS: tuple[Verdict, ...] = tuple(_VERDICT)
"""Every verdict there is, in the order in which they are told."""


def verdict(name: Verdict) -> str:
    """A verdict as a person reads it."""
    return _(_VERDICT[name])
