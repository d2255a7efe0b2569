"""A review of the plan in words: what it rests on and what would change it."""

from collections.abc import Mapping

from plumbline.care.pathway import NextStep, Turn
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema.next_steps import StepLevel
from plumbline.logic.schema import Value
from plumbline.present import wording
from plumbline.present.words import N_, _, ngettext

_LEVELS: Mapping[StepLevel, str] = {
    "carry_on": N_("carry on with the plan"),
    "cannot_tell": N_("wait for a few more entries"),
    "change_plan": N_("change one thing in the plan"),
    "supervised_physiotherapy": N_("see a physiotherapist"),
    "gp_review": N_("talk to your doctor"),
    "specialist_review": N_("ask your doctor about a specialist"),
    "look_first": N_("answer the safety questions first"),
}
_IMPROVEMENT: Mapping[str, str] = {
    "improving": N_("Your entries show that you are clearly better than when you began."),
    "not_yet": N_("It is too early to ask whether you are better."),
    "cannot_tell": N_("Your entries cannot tell yet whether you are clearly better."),
    "not_improving": N_("Your entries do not show that you are clearly better."),
}
_IF_IMPROVEMENT: Mapping[str, str] = {
    "improving": N_("If your entries showed that you are clearly better"),
    "not_yet": N_("If it were too early to ask whether you are better"),
    "cannot_tell": N_("If your entries could not tell whether you are better"),
    "not_improving": N_("If your entries showed that you are not clearly better"),
}


def level(name: StepLevel) -> str:
    """What a level asks for, as the end of a sentence."""
    return _(_LEVELS[name])


def because(
    knowledge: Knowledge, values: Mapping[str, Value], names: tuple[str, ...]
) -> tuple[str, ...]:
    """What a step rests on, one sentence each."""
    return tuple(_fact(knowledge, name, values.get(name)) for name in names)


def turn(knowledge: Knowledge, one: Turn) -> str:
    """What would change it: "If ...: see a physiotherapist."."""
    told = {"if": _if(knowledge, one), "level": level(one.level)}
    return _("%(if)s: %(level)s.") % told


def asked(knowledge: Knowledge, step: NextStep) -> tuple[str, ...]:
    """The findings among those a step still hangs on that somebody can be asked."""
    findings = knowledge.findings
    return tuple(
        name for name in step.asks if name in findings and findings[name].asked_of == "person"
    )


def more_entries(knowledge: Knowledge, step: NextStep) -> bool:
    """Whether it also hangs on what only check-ins and sessions can show."""
    return len(asked(knowledge, step)) < len(step.asks)


def _fact(knowledge: Knowledge, name: str, value: Value) -> str:
    match name, value:
        case "plan_weeks", int(n):
            return ngettext(
                "You have had your plan for %(n)s week.",
                "You have had your plan for %(n)s weeks.",
                n,
            ) % {"n": n}
        case "improvement", str(way) if way in _IMPROVEMENT:
            return _(_IMPROVEMENT[way])
        case "sessions_of_planned_percent", int(n):
            return _("Of 100 sessions in your plan you did about %(n)s.") % {"n": n}
        case "flares_in_plan", int(n):
            flares = ngettext(
                "%(n)s flare-up since your plan began or was changed.",
                "%(n)s flare-ups since your plan began or was changed.",
                n,
            )
            return flares % {"n": n}
        case "plan_changed_since_review", bool(yes):
            return (
                _("Your plan was changed after we last looked.")
                if yes
                else _("Your plan was not changed after we last looked.")
            )
        case _:
            return wording.said(knowledge, name, value)


def _if(knowledge: Knowledge, one: Turn) -> str:
    match one.finding, one.value:
        case "plan_weeks", int(n):
            return ngettext(
                "If it were so after %(n)s week with your plan",
                "If it were so after %(n)s weeks with your plan",
                n,
            ) % {"n": n}
        case "improvement", str(way) if way in _IF_IMPROVEMENT:
            return _(_IF_IMPROVEMENT[way])
        case "sessions_of_planned_percent", int(n):
            return _("If you had done about %(n)s of 100 sessions") % {"n": n}
        case "flares_in_plan", int(n):
            return ngettext("With %(n)s flare-up", "With %(n)s flare-ups", n) % {"n": n}
        case "plan_changed_since_review", bool(yes):
            return _("If your plan had just been changed") if yes else _("If it had not changed")
        case _:
            finding = knowledge.findings[one.finding]
            told = {"fact": wording.fact(finding), "value": wording.value(finding, one.value)}
            return _("%(fact)s %(value)s") % told
