"""Exercises that are not in the plan: why not, what to do instead, and what would decide it."""

from collections.abc import Mapping
from dataclasses import dataclass

from plumbline.care.programme import Left, Wishes
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook
from plumbline.present import left_words
from plumbline.present.words import N_, _
from plumbline.web.spoken import base_findings


@dataclass(frozen=True)
class LeftOut:
    """An exercise that is not in the plan, why not, and what would decide it."""

    title: str
    reason: str
    asks: tuple[Finding, ...]
    rule: str


def questions(rulebook: Rulebook, names: tuple[str, ...]) -> tuple[Finding, ...]:
    """The questions a person can answer behind these columns."""
    findings = rulebook.knowledge.findings
    found = (findings[name] for name in base_findings(rulebook, names) if name in findings)
    return tuple(finding for finding in found if finding.asked_of == "person")


KINDS: Mapping[str, str] = {
    "contraindicated": N_("Not for you at the moment"),
    "cannot_rule_out": N_("Waiting for an answer"),
    "hurt": N_("Resting, because it hurt"),
    "banned": N_("Left out because somebody asked for it"),
    "wish": N_("Asked for, but there was no room"),
    "why_not": N_("Heard of, but better left alone"),
    "kit": N_("Needs things you do not have at hand"),
    "place": N_("Needs a position that is hard for you to get into"),
    "level": N_("A step for later"),
    "purpose": N_("Made for something else"),
    "room": N_("No more time today"),
    "enough": N_("Enough for this week"),
}
"""Why an exercise was left out, in the order of the page."""


def left_out(
    rulebook: Rulebook, left: tuple[Left, ...], wishes: Wishes | None = None
) -> dict[str, tuple[LeftOut, ...]]:
    """What was left out, by kind, in the order of the page. `wishes` say who left what out."""
    groups: dict[str, tuple[LeftOut, ...]] = {}
    for kind in KINDS:
        found = tuple(
            _left_out(rulebook, one, wishes or Wishes())
            for one in left
            if one.kind == kind and one.exercise not in rulebook.knowledge.programme.aerobic
        )
        if found:
            groups[kind] = found
    return groups


def _left_out(rulebook: Rulebook, left: Left, wishes: Wishes) -> LeftOut:
    wish = wishes.on(left.exercise)
    reason = left_words.reason(rulebook.knowledge, left, by=wish.by if wish else "person")
    asks = questions(rulebook, left.missing) if left.kind == "cannot_rule_out" else ()
    title = _(rulebook.knowledge.exercises[left.exercise].title)
    return LeftOut(title, reason, asks, left.rule)
