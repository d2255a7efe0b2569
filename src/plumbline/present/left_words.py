"""Why an exercise is not in a plan, and what to take care of in one that is: for pages, for paper
and for the terminal."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from plumbline.care.cautions import Objection
from plumbline.care.programme import By, Left
from plumbline.care.record import Facts
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Exercise
from plumbline.logic.expression import columns
from plumbline.logic.reasons import carried_by
from plumbline.logic.rulebook import Rulebook
from plumbline.present import wording
from plumbline.present.words import N_, _

_REASONS: Mapping[str, str] = {
    "place": N_(
        "You told us that getting down to the floor, standing or sitting is hard for you, or we "
        "do not know it yet."
    ),
    "level": N_("It asks for more than this week is meant to. It can come when you are ready."),
    "purpose": N_("It does not serve what this week is for."),
    "room": N_("Your minutes are used up by exercises that come first this week."),
    "enough": N_("It would suit you too. The week holds enough already, so it can wait."),
    "hurt": N_("You stopped it because it hurt. It stays out of new plans for two weeks."),
    "wish": N_("You asked for it, but it did not fit in together with what else you asked for."),
}
_BANNED: Mapping[By, str] = {
    "person": N_("You asked to leave it out."),
    "clinician": N_("Your doctor or physiotherapist asked to leave it out."),
}


def reason(
    knowledge: Knowledge, left: Left, *, by: By = "person", hurt_on: date | None = None
) -> str:
    """Why an exercise was left out; `by` asked for that, `hurt_on` is the day it was stopped."""
    exercise = knowledge.exercises[left.exercise]
    match left.kind:
        case "contraindicated":
            return caution_says(knowledge, left.rule)
        case "cannot_rule_out":
            return _("It could be that this holds for you: %(say)s") % {
                "say": caution_says(knowledge, left.rule)
            }
        case "why_not" if exercise.why_not:
            instead = _(knowledge.exercises[exercise.why_not.instead].title)
            kinder = _("What does the same more kindly: %(exercise)s.") % {"exercise": instead}
            return f"{_(exercise.why_not.say)} {kinder}"
        case "kit":
            return _("It needs: %(things)s.") % {"things": ", ".join(_kit(knowledge, exercise))}
        case "banned":
            return _(_BANNED[by])
        case "hurt" if hurt_on:
            line = _(
                "You stopped it on %(day)s because it hurt. It stays out of new plans for two "
                "weeks."
            )
            return line % {"day": wording.day(hurt_on)}
        case _:
            return _(_REASONS.get(left.kind, _REASONS["purpose"]))


def caution_says(knowledge: Knowledge, rule: str) -> str:
    """What a caution says, by the name of its rule (`exercises/bridge/knee`)."""
    kind, thing, name = rule.split("/")
    cautions = (
        knowledge.exercises[thing].cautions
        if kind == "exercises"
        else knowledge.treatments[thing].contraindications
    )
    return _(next(caution.say for caution in cautions if caution.id == name))


def take_care(one: Objection) -> str:
    """What a warning says; it says so where we do not know whether it holds."""
    say = _(one.say)
    return say if one.known else _("If this is so for you: %(care)s") % {"care": say}


def told_behind(rulebook: Rulebook, known: Facts, left: Left) -> Sequence[str]:
    """What somebody said that makes the rule hold, where it is a rule about answers."""
    rule = rulebook.rules.get(left.rule)
    if left.kind != "contraindicated" or rule is None:
        return ()
    carried = carried_by(rule, known.values) & columns(rule)
    names = sorted(rulebook.behind(carried))
    said = (name for name in names if known.values.get(name) not in (None, False))
    return wording.because(rulebook.knowledge, known, tuple(said))


def _kit(knowledge: Knowledge, exercise: Exercise) -> Iterator[str]:
    """Each thing it needs, as its question names it."""
    for kit in exercise.kit:
        finding = knowledge.findings.get(f"kit_{kit}")
        yield wording.fact(finding) if finding else _(kit)
