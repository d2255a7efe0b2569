"""What is said about a thing of the knowledge, in its own words."""

from collections.abc import Iterator

from plumbline.care.answers import allowed
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import (
    Advice,
    Chain,
    Claim,
    Condition,
    Contact,
    Contradiction,
    Course,
    Exercise,
    Finding,
    FirstWeek,
    Hazard,
    ImpairmentModel,
    Instrument,
    Model,
    Module,
    MuscleGroup,
    NextStep,
    Pattern,
    PhysicalTest,
    RedFlag,
    SecondOpinion,
    StayingWell,
    Treatment,
)
from plumbline.present import assessment_why, claim_words
from plumbline.present.words import _


def plain(knowledge: Knowledge, thing: Model) -> Iterator[str]:
    """What is said about a thing, in its own words."""
    match thing:
        case Finding():
            yield from (_(thing.question), _(thing.help or ""))
            yield _("Possible answers: %(allowed)s.") % {"allowed": allowed(thing)}
        case RedFlag():
            yield from (_(thing.plain), *map(_, thing.do), _(thing.unknown_means))
            yield _("It is settled when: %(text)s") % {"text": _(thing.clearance)}
        case Pattern():
            yield from (_(thing.plain), _(thing.helps))
        case Exercise():
            yield from (_(thing.why), *map(_, thing.steps), *map(_, thing.cues), _(thing.error))
        case Instrument():
            yield from (_(thing.measures), thing.attribution, thing.licence)
        case Course():
            yield from (_(thing.plain), *map(_, thing.facts))
        case FirstWeek():
            yield from (_(thing.plain), _(thing.why))
        case Advice():
            yield from (_(thing.intro), *(_(step.say) for step in thing.steps))
        case Contact():
            for line in (*thing.emergency, *thing.urgent, *thing.crisis):
                yield f"{_(line.name)}: {line.phone or line.text or ''}"
        case Hazard():
            yield from (thing.harm, thing.invariant)
        case NextStep():
            yield from (_(thing.say), _(thing.why), *map(_, thing.do))
        case Module():
            yield from (_(thing.plain), *(_(step.say) for step in thing.steps))
        case StayingWell():
            yield from (_(thing.plain), _(thing.say), _(thing.why))
        case PhysicalTest() | Chain() | MuscleGroup() | ImpairmentModel():
            yield from assessment_why.plain(knowledge, thing)
        case _:
            yield from _known(thing)


def _known(thing: Model) -> Iterator[str]:
    """What is known of treatments and conditions; of all else its plain words."""
    match thing:
        case Treatment():
            yield _(thing.plain)
            for use in thing.uses:
                yield f"{_(use.title)}: {_(use.say)}"
            yield from (_(harm.say) for harm in thing.harms)
        case Condition():
            said = (*thing.what, *thing.helps, *thing.watch, *thing.sure)
            yield from (_(thing.plain), *(_(one.say) for one in said))
        case Claim():
            yield f"{claim_words.verdict(thing.verdict)}. {_(thing.answer)}"
        case Contradiction():
            yield from (*(_(side.says) for side in thing.sides), _(thing.answer))
        case SecondOpinion():
            yield from (_(thing.plain), *(_(one.say) for one in thing.urgent))
        case _:
            yield _(getattr(thing, "plain", "") or getattr(thing, "help", "") or "")
