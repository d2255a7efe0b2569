"""Do the things exist that a file names, and do they fit together?"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from plumbline.care.knowledge_check.following import check_next_step, check_rhythm
from plumbline.care.knowledge_check.options import (
    check_claims,
    check_condition,
    check_opinion,
    check_treatment,
)
from plumbline.care.knowledge_check.testing import check_model, check_test
from plumbline.care.knowledge_check.walk import Finder, Place
from plumbline.care.programme.fit import ALWAYS_THERE
from plumbline.knowledge import Knowledge, Problem
from plumbline.knowledge.schema import (
    Caution,
    ClaimFile,
    Condition,
    Contact,
    Exercise,
    Finding,
    FirstWeek,
    ImpairmentModel,
    Instrument,
    Model,
    Monitoring,
    NextStep,
    PhysicalTest,
    ProgrammeRules,
    ProgrammeValue,
    RedFlag,
    Rhythm,
    SecondOpinion,
    Topic,
    Treatment,
)

COUNTRY = "country"
UNKNOWN_COUNTRY = "unknown"
EVERY_EXERCISE = ("any_plan", "exercise_any")
FLAT_ON_THE_BACK = "exercise_supine"


def check_references(knowledge: Knowledge, model: Model, at: Finder) -> Iterator[Problem]:
    """Problems with what one file names of others."""
    match model:
        case Topic():
            yield from _topic(knowledge, model, at)
        case RedFlag():
            yield from _red_flag(model, at)
        case Instrument():
            yield from _instrument(knowledge, model, at)
        case Exercise():
            yield from _exercise(knowledge, model, at)
        case PhysicalTest():
            yield from _groups(knowledge, model, at)
            yield from _swaps(knowledge, "cautions", model.cautions, at)
            yield from check_test(knowledge, model, at)
        case ImpairmentModel():
            yield from check_model(knowledge, model, at)
        case Monitoring():
            yield from _missing(model.needs, knowledge.findings, ("needs",), "finding", at)
        case ProgrammeRules():
            needed = [need.finding for need in model.needs]
            yield from _missing(needed, knowledge.findings, ("needs",), "finding", at)
        case ProgrammeValue():
            yield from _value(knowledge, model, at)
        case NextStep():
            yield from check_next_step(knowledge, model, at)
        case Rhythm():
            yield from check_rhythm(knowledge, model, at)
        case FirstWeek():
            if model.exercises.at_least > model.exercises.at_most:
                yield at(("exercises",), "at_least is more than at_most")
        case Contact():
            if not model.emergency:
                yield at(("emergency",), "nobody to call in an emergency")
        case _:
            yield from _known(knowledge, model, at)


def _known(knowledge: Knowledge, model: Model, at: Finder) -> Iterator[Problem]:
    """The same for what is known of treatments and conditions."""
    match model:
        case Treatment():
            yield from _swaps(knowledge, "contraindications", model.contraindications, at)
            yield from check_treatment(knowledge, model, at)
        case Condition():
            yield from check_condition(knowledge, model, at)
        case SecondOpinion():
            yield from check_opinion(knowledge, model, at)
        case ClaimFile():
            yield from check_claims(knowledge, model, at)
        case _:
            return


def _missing(
    names: Iterable[str], there: Iterable[str], place: Place, kind: str, at: Finder
) -> Iterator[Problem]:
    known = set(there)
    for index, name in enumerate(names):
        if name not in known:
            yield at((*place, index), f"the {kind} {name} does not exist")


def _value(knowledge: Knowledge, value: ProgrammeValue, at: Finder) -> Iterator[Problem]:
    """What is weighed must exist, and more of it may never be worth more than the first of it."""
    for index, goal in enumerate(value.goals):
        yield from _missing([goal.finding], knowledge.findings, ("goals", index), "finding", at)
        place = ("goals", index, "exercises")
        yield from _missing(goal.exercises, knowledge.exercises, place, "exercise", at)
    yield from _missing(value.stages, knowledge.first_weeks, ("stages",), "stage", at)
    for stage in knowledge.first_weeks:
        if stage not in value.stages or stage not in {b.stage for b in value.budgets}:
            yield at(("stages",), f"the stage {stage} has no values or no budget")
    rates = [step.points / step.share for step in value.returns.steps]
    if any(later > former for former, later in pairwise(rates)):
        yield at(("returns", "steps"), "a later minute is worth more than an earlier one")


def _topic(knowledge: Knowledge, topic: Topic, at: Finder) -> Iterator[Problem]:
    used = {finding.list for finding in knowledge.findings.values()}
    for index, tick_list in enumerate(topic.lists):
        if tick_list.id not in used:
            yield at(("lists", index), f"the list {tick_list.id} has no findings")
    for index, finding in enumerate(topic.findings):
        here: Place = ("findings", index)
        if finding.list and finding.list not in knowledge.lists:
            yield at((*here, "list"), f"the list {finding.list} does not exist")
        yield from _mirror(knowledge, finding, here, at)
        yield from _otherwise(finding, here, at)
        if finding.id == COUNTRY:
            yield from _countries(knowledge, finding, here, at)


def _mirror(knowledge: Knowledge, finding: Finding, here: Place, at: Finder) -> Iterator[Problem]:
    choices = {choice.id for choice in finding.choices}
    for left, right in finding.mirror_choices.items():
        if not {left, right} <= choices or finding.mirror_choices.get(right) != left:
            yield at((*here, "mirror_choices"), f"{left} and {right} do not mirror each other")
    if finding.mirror is None:
        return
    other = knowledge.findings.get(finding.mirror)
    place = (*here, "mirror")
    if other is None:
        yield at(place, f"the finding {finding.mirror} does not exist")
    elif other.id == finding.id or other.mirror != finding.id:
        yield at(place, f"{other.id} does not mirror {finding.id} in turn")
    elif (other.type, other.danger, other.valid_days) != (
        finding.type,
        finding.danger,
        finding.valid_days,
    ):
        yield at(place, f"{other.id} differs in type, danger or valid_days")


def _otherwise(finding: Finding, here: Place, at: Finder) -> Iterator[Problem]:
    value = finding.otherwise
    if value is None:
        return
    match finding.type:
        case "boolean":
            fits = isinstance(value, bool)
        case "choice":
            fits = value in [choice.id for choice in finding.choices]
        case "integer" | "number":
            fits = isinstance(value, int | float) and not isinstance(value, bool)
        case "date":
            fits = False
    if not fits:
        yield at((*here, "otherwise"), f"{value!r} is not a value of {finding.id}")


def _countries(
    knowledge: Knowledge, finding: Finding, here: Place, at: Finder
) -> Iterator[Problem]:
    names = [choice.id for choice in finding.choices]
    yield from _missing(names, knowledge.contacts, (*here, "choices"), "contact file", at)
    yield from (
        at((*here, "choices"), f"the country {name} cannot be chosen")
        for name in knowledge.contacts
        if name not in names
    )
    if UNKNOWN_COUNTRY not in knowledge.contacts:
        yield at(here, "the contact file unknown does not exist")


def _red_flag(flag: RedFlag, at: Finder) -> Iterator[Problem]:
    for index, level in enumerate(flag.levels):
        hours, place = level.see_within_hours, ("levels", index, "see_within_hours")
        if level.urgency == "emergency_now" and hours != 0:
            yield at(place, "emergency_now is to be seen within 0 hours")
        elif level.urgency == "same_day" and (hours is None or not 0 < hours <= 24):
            yield at(place, "same_day is to be seen within 24 hours")
        elif level.urgency == "within_days" and not hours:
            yield at(place, "within_days needs its hours")


def _instrument(knowledge: Knowledge, item: Instrument, at: Finder) -> Iterator[Problem]:
    yield from _missing(item.items, knowledge.findings, ("items",), "finding", at)
    yield from _missing(item.subscale, item.items, ("subscale",), "item", at)
    if item.needs > len(item.items):
        yield at(("needs",), f"needs {item.needs} of {len(item.items)} items")
    if item.follow_up and item.follow_up not in knowledge.instruments:
        yield at(("follow_up",), f"the instrument {item.follow_up} does not exist")
    if item.score == "rule" and not item.rules:
        yield at(("score",), "scores by rules, yet has none")


def _exercise(knowledge: Knowledge, exercise: Exercise, at: Finder) -> Iterator[Problem]:
    yield from _groups(knowledge, exercise, at)
    yield from _missing(exercise.chains, knowledge.chains, ("chains",), "chain", at)
    if not exercise.cautions:
        yield at(("cautions",), "an exercise without cautions of its own")
    for index, kit in enumerate(exercise.kit):
        if kit not in ALWAYS_THERE and f"kit_{kit}" not in knowledge.findings:
            yield at(("kit", index), f"the finding kit_{kit} does not exist")
    yield from _swaps(knowledge, "cautions", exercise.cautions, at, exercise.id)
    for field, way in (("regression", exercise.regression), ("progression", exercise.progression)):
        if way and way not in knowledge.exercises:
            yield at((field,), f"the exercise {way} does not exist")
        elif way and _comes_back(knowledge, exercise, field):
            yield at((field,), "the chain comes back to where it began")


def _groups(knowledge: Knowledge, thing: Exercise | PhysicalTest, at: Finder) -> Iterator[Problem]:
    """An exercise or a test stands in the groups whose contraindications hold for it."""
    groups = thing.treatment_groups
    yield from _missing(groups, knowledge.treatments, ("treatment_groups",), "treatment", at)
    wanted = [*EVERY_EXERCISE, *([FLAT_ON_THE_BACK] if thing.position == "supine" else [])]
    for group in wanted:
        if group not in groups:
            yield at(("treatment_groups",), f"does not stand in the group {group}")


def _comes_back(knowledge: Knowledge, start: Exercise, field: str) -> bool:
    seen: set[str] = set()
    name: str | None = getattr(start, field)
    while name and name in knowledge.exercises and name not in seen:
        if name == start.id:
            return True
        seen.add(name)
        name = getattr(knowledge.exercises[name], field)
    return False


def _swaps(
    knowledge: Knowledge,
    field: str,
    cautions: tuple[Caution, ...],
    at: Finder,
    own: str = "",
) -> Iterator[Problem]:
    for index, caution in enumerate(cautions):
        if caution.swap is None:
            continue
        if caution.swap not in knowledge.exercises:
            yield at((field, index, "swap"), f"the exercise {caution.swap} does not exist")
        elif caution.swap == own:
            yield at((field, index, "swap"), "an exercise cannot stand in for itself")
