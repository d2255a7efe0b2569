"""What follows when a rule is true, in words, by the rule's name."""

from dataclasses import dataclass

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis, Caution, Module, Response, SecondOpinion
from plumbline.knowledge.schema import findings as schema
from plumbline.knowledge.schema.planning import ProgrammeValue
from plumbline.present.wording import band, see_within, urgency
from plumbline.present.words import N_, _

_CAUTION = {
    "absolute": N_("Not for you"),
    "relative": N_("Not without a clinician's word"),
    "caution": N_("Take care"),
}
_ACTION = {
    "stop_and_check": N_("Stop and check"),
    "step_back": N_("A lighter session"),
    "hold": N_("Stay as it is"),
    "may_progress": N_("A little more, if you want"),
    "quota": N_("The planned amount, no more and no less"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule leads to, what is then said, and what it rests on."""

    follows: str
    says: tuple[str, ...] = ()
    basis: Basis | None = None


def effect_of(knowledge: Knowledge, rule: str) -> Effect:
    """What follows from the rule of this name."""
    kind, key, *place = rule.split("/")
    match kind:
        case "findings":
            return Effect(_("The question is asked"))
        case "derived":
            return _derived(knowledge.derived[key], place)
        case "red_flags":
            flag = knowledge.red_flags[key]
            level = flag.levels[int(place[1])]
            soon = see_within(level.see_within_hours, level.urgency)
            follows = f"{urgency(level.urgency)} ({soon})" if soon else urgency(level.urgency)
            return Effect(follows, (_(level.why),), flag.basis)
        case "patterns":
            fit = knowledge.patterns[key].bands[int(place[1])]
            return Effect(band(fit.band), (_(fit.why),), fit.basis)
        case "treatments":
            return _caution(knowledge.treatments[key].contraindications, place[0])
        case "exercises":
            return _caution(knowledge.exercises[key].cautions, place[0])
        case "tests":
            return _caution(knowledge.tests[key].cautions, place[0])
        case "instruments":
            found = next(r for r in knowledge.instruments[key].rules if r.id == place[0])
            return Effect(_(found.label), (), found.basis)
        case _:
            return _other(knowledge, kind, key, place)


def _other(knowledge: Knowledge, kind: str, key: str, place: list[str]) -> Effect:
    match kind:
        case "courses":
            course = knowledge.courses[key]
            if not place:
                return Effect(_("This course is shown"), (_(course.plain),), course.basis)
            factor = course.factors[int(place[1])]
            return Effect(_("This is pointed out"), (_(factor.say),), factor.basis)
        case "first_weeks":
            week = knowledge.first_weeks[key]
            return Effect(_("The first week is made this way"), (_(week.why),), week.basis)
        case "monitoring":
            answers = (*knowledge.monitoring.responses, knowledge.monitoring.otherwise)
            return _response(next(answer for answer in answers if answer.id == key))
        case "value":
            return _weight(knowledge.value, key)
        case "advice":
            step = knowledge.advice[key].steps[int(place[0])]
            shown = _("This is said") if place[1] == "when" else _("This is not said")
            return Effect(shown, (_(step.say), _(step.why or "")), step.basis)
        case "next_steps":
            step = knowledge.next_steps[key]
            return Effect(_(step.title), (_(step.say), _(step.why)), step.basis)
        case "modules":
            return _module(knowledge.modules[key], place)
        case "second_opinions":
            return _opinion(knowledge.second_opinions[key], place)
        case _:
            return Effect(_("The programme needs to know this"))


def _module(module: Module, place: list[str]) -> Effect:
    if not place:
        return Effect(_("This page is offered"), (_(module.plain),), module.basis)
    step = module.steps[int(place[0])]
    shown = _("This is said") if place[1] == "when" else _("This is not said")
    return Effect(shown, (_(step.say), _(step.why or "")), step.basis)


def _opinion(sheet: SecondOpinion, place: list[str]) -> Effect:
    procedure = next(one for one in sheet.procedures if one.id == place[0])
    if place[1] == "match":
        says = _(procedure.matches_say or procedure.plain)
        return Effect(_("It matches what this is made for"), (says,), procedure.basis)
    first = next(one for one in procedure.first if one.id == place[1])
    return Effect(
        _("What comes first has been tried for long enough"), (_(first.say),), first.basis
    )


def _weight(value: ProgrammeValue, name: str) -> Effect:
    for shift in value.shifts:
        if shift.id == name:
            more = _("Some things then count for more in your week, or for less")
            return Effect(more, (), shift.basis)
    cap = next(cap for cap in value.caps if cap.id == name)
    return Effect(_("A session is then kept lighter for your back"), (), cap.units.basis)


def _response(response: Response) -> Effect:
    return Effect(_(_ACTION[response.action]), (_(response.say), _(response.why)), response.basis)


def _caution(cautions: tuple[Caution, ...], name: str) -> Effect:
    found = next(caution for caution in cautions if caution.id == name)
    return Effect(_(_CAUTION[found.level]), (_(found.say),), found.basis)


def _derived(item: schema.Derived, place: list[str]) -> Effect:
    match item:
        case schema.Points():
            row = item.table[int(place[0])]
            return Effect(_("%(n)s points") % {"n": row.points}, (), row.basis or item.basis)
        case schema.LikelihoodRatio():
            sign = item.features[int(place[0])]
            return Effect(_("This sign is weighed"), (), sign.basis)
        case _:
            return Effect(_("This is taken as true"), (_(item.meaning),), item.basis)
