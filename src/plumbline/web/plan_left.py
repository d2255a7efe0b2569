"""Exercises that are not in the plan: why not, what to do instead, and what would decide it."""

from collections.abc import Mapping
from dataclasses import dataclass

from plumbline.care.programme import Left
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording
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
    "why_not": N_("Heard of, but better left alone"),
    "kit": N_("Needs things you do not have at hand"),
    "place": N_("Needs a position that is hard for you to get into"),
    "level": N_("A step for later"),
    "purpose": N_("Made for something else"),
    "room": N_("No more time today"),
    "enough": N_("Enough for this week"),
}
"""Why an exercise was left out, in the order of the page."""

_REASONS: Mapping[str, str] = {
    "place": N_(
        "You told us that getting down to the floor, standing or sitting is hard for you, or we "
        "do not know it yet."
    ),
    "level": N_("It asks for more than this week is meant to. It can come when you are ready."),
    "purpose": N_("It does not serve what this week is for."),
    "room": N_("Your minutes are used up by exercises that come first this week."),
    "enough": N_("It would suit you too. The week holds enough already, so it can wait."),
}


def left_out(rulebook: Rulebook, left: tuple[Left, ...]) -> dict[str, tuple[LeftOut, ...]]:
    """What was left out, by kind, in the order of the page."""
    groups: dict[str, tuple[LeftOut, ...]] = {}
    for kind in KINDS:
        found = tuple(
            _left_out(rulebook, one)
            for one in left
            if one.kind == kind and one.exercise not in rulebook.knowledge.programme.aerobic
        )
        if found:
            groups[kind] = found
    return groups


def _left_out(rulebook: Rulebook, left: Left) -> LeftOut:
    exercise = rulebook.knowledge.exercises[left.exercise]
    match left.kind:
        case "contraindicated":
            reason = _caution_says(rulebook, left.rule)
        case "cannot_rule_out":
            reason = _("It could be that this holds for you: %(say)s") % {
                "say": _caution_says(rulebook, left.rule)
            }
        case "why_not" if exercise.why_not:
            instead = _(rulebook.knowledge.exercises[exercise.why_not.instead].title)
            reason = _(exercise.why_not.say)
            reason += " " + _("What does the same more kindly: %(exercise)s.") % {
                "exercise": instead
            }
        case "kit":
            names = ", ".join(_kit(rulebook, kit) for kit in exercise.kit)
            reason = _("It needs: %(things)s.") % {"things": names}
        case _:
            reason = _(_REASONS[left.kind])
    asks = questions(rulebook, left.missing) if left.kind == "cannot_rule_out" else ()
    return LeftOut(_(exercise.title), reason, asks, left.rule)


def _caution_says(rulebook: Rulebook, rule: str) -> str:
    """What a caution says, by the name of its rule (`exercises/bridge/knee`)."""
    kind, thing, name = rule.split("/")
    knowledge = rulebook.knowledge
    cautions = (
        knowledge.exercises[thing].cautions
        if kind == "exercises"
        else knowledge.treatments[thing].contraindications
    )
    return _(next(caution.say for caution in cautions if caution.id == name))


def _kit(rulebook: Rulebook, kit: str) -> str:
    """A piece of kit as its question names it."""
    finding = rulebook.knowledge.findings.get(f"kit_{kit}")
    return wording.fact(finding) if finding else _(kit)
