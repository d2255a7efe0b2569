"""The weights of a programme, each with its name, its size, its status and its note."""

from collections.abc import Iterator, Mapping

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Basis, Model, Number
from plumbline.knowledge.schema.planning import ProgrammeValue
from plumbline.present import wording
from plumbline.present.assessment_why import ExplainedNumber
from plumbline.present.programme_words import listed, need
from plumbline.present.words import N_, _

NUMBERS: Mapping[str, str] = {
    "direction": N_("Moving the way that draws your pain in"),
    "goal": N_("Each thing you want to do again"),
    "chain": N_("Each chain of muscles that your week trains"),
    "kept": N_("An exercise that stays"),
    "liked": N_("An exercise that you like"),
    "variety": N_("Each exercise of the week"),
    "challenge": N_("Each level above the first that you are ready for"),
    "warned": N_("Lost by an exercise that needs care with you"),
    "second_purpose": N_("How much counts of what an exercise is not mostly for"),
    "mastered": N_("How much counts of an exercise that has become easy"),
    "station": N_("Lost for each further place in a session"),
    "load": N_("Lost for each unit of load on your back"),
    "missing": N_("Lost for each exercise below the least"),
    "most_sets": N_("Most sets a week for one chain of muscles"),
    "most_stretch_minutes": N_("Most stretching a week for one muscle group"),
    "most_stations": N_("Most places in one session"),
    "most_exercises": N_("Most exercises of a later week"),
    "new_a_session": N_("New exercises in a session, after the first week"),
    "shown_after": N_("Times you did an exercise before its level counts as shown"),
    "hurt_days": N_("How long an exercise that hurt you stays out"),
    "graded_activity_from": N_("Pain counts as strong for your walks from here"),
    "graded_activity_percent": N_("Where a walk begins with strong pain"),
    "more_sessions_from_week": N_("The week from which there may be more sessions"),
    "more_sessions": N_("Sessions a week from then on"),
}
"""The words for each single number of the value file, by its name there; a test holds that none is
missing."""


def numbers(knowledge: Knowledge, thing: Model) -> tuple[ExplainedNumber, ...]:
    """Every weight, limit and unit of the programme's value; none for other things. What waits for
    its source is not shown."""
    if not isinstance(thing, ProgrammeValue):
        return ()
    found = [*_stages(knowledge, thing), *_single(thing), *_others(knowledge, thing)]
    return tuple(one for one in found if one.status != "unverified")


def _stages(knowledge: Knowledge, value: ProgrammeValue) -> Iterator[ExplainedNumber]:
    for stage, worth in value.stages.items():
        title = _(knowledge.first_weeks[stage].title)
        for name, points in worth.needs.items():
            what = f"{title}: {_need(knowledge, name)}"
            yield _number(what, _points(points), worth.basis)
    for shift in value.shifts:
        read = _("Where the rule “%(name)s” holds") % {"name": shift.id}
        for name, points in shift.needs.items():
            yield _number(f"{read}: {_need(knowledge, name)}", _points(points), shift.basis)
    for place, number in enumerate(value.priorities, start=1):
        what = _("What your tests put first, place %(n)s") % {"n": place}
        yield _number(what, _amount(number), number.basis)


def _single(value: ProgrammeValue) -> Iterator[ExplainedNumber]:
    for name in type(value).model_fields:
        number = getattr(value, name)
        if isinstance(number, Number):
            yield _number(_(NUMBERS[name]), _amount(number), number.basis)


def _others(knowledge: Knowledge, value: ProgrammeValue) -> Iterator[ExplainedNumber]:
    for row in value.full:
        what = _("Served in full: %(needs)s") % {
            "needs": listed(_need(knowledge, name) for name in row.needs)
        }
        yield _number(what, _amount(row.minutes), row.minutes.basis)
    shares = "; ".join(f"{step.share:g}: {step.points:g}" for step in value.returns.steps)
    yield _number(_("Share of the minutes: share of the points"), shares, value.returns.basis)
    units = "; ".join(
        _("class %(load)s: %(size)s") % {"load": load, "size": f"{size:g}"}
        for load, size in value.load_units.items()
    )
    yield _number(_("Units of load by class"), units, value.load_units_basis)
    for cap in value.caps:
        what = _("Most units of load where the rule “%(name)s” holds") % {"name": cap.id}
        yield _number(what, _amount(cap.units), cap.units.basis)
    for budget in value.budgets:
        stage = _(knowledge.first_weeks[budget.stage].title)
        what = _("Most units of load in a session: %(stage)s") % {"stage": stage}
        yield _number(what, _amount(budget.units), budget.units.basis)


def _need(knowledge: Knowledge, name: str) -> str:
    kind, _sep, what = name.partition("/")
    if kind == "exercise":
        return f"“{_(knowledge.exercises[what].title)}”"
    kinds = {
        "purpose": _("every other purpose"),
        "chain": _("each chain of muscles"),
        "goal": _("each goal"),
        "direction": _("each direction"),
    }
    return need(knowledge, name) if what else kinds.get(kind, kind)


def _points(points: float) -> str:
    return _("%(n)s points") % {"n": f"{points:+g}"}


def _amount(number: Number) -> str:
    size = f"{number.value:g}"
    if number.unit == "min":
        return wording.minutes(number.value)
    return f"{size} {_(number.unit)}" if number.unit else size


def _number(what: str, value: str, basis: Basis) -> ExplainedNumber:
    return ExplainedNumber(what, value, basis.status, _(basis.note))
