"""What the printed plan says about one person's programme on one day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from plumbline.care.advice import discomfort, occasion
from plumbline.care.impairments import Assessment, assess
from plumbline.care.programme import Day, Planned, Programme
from plumbline.care.record import Facts, Record
from plumbline.care.standing import Standing
from plumbline.care.today import Able, able, may_follow
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Contact, Exercise, Line
from plumbline.logic.rulebook import Rulebook
from plumbline.present import left_words, wording
from plumbline.present.assessment import reason_of
from plumbline.present.paper import pain, week
from plumbline.present.paper.moments import moments
from plumbline.present.paper.sheet import (
    BODY_POINTS,
    LARGE_POINTS,
    PAPERS,
    Calls,
    Card,
    Form,
    Labels,
    Number,
    Paper,
    Sheet,
    Titled,
)
from plumbline.present.pictures import Pictures
from plumbline.present.words import _, language

LETTER_COUNTRIES = frozenset({"us", "ca"})
"""Where paper is cut to US letter."""


@dataclass(frozen=True, slots=True)
class PlanToPrint:
    """All that is needed to print a plan."""

    rulebook: Rulebook
    record: Record
    standing: Standing
    programme: Programme
    on: date
    """The day it is printed: the sheet holds the week that begins with it."""
    days: tuple[Day, ...] = ()
    """The seven days as they really are; empty takes the programme's own pattern."""
    name: str = ""


def may_print(standing: Standing, programme: Programme | None) -> bool:
    """Whether there is a plan that may be followed today: safe, and not on hold."""
    return may_follow(standing, programme)


def form_for(known: Facts, asked: str | None = None, *, large: bool = False) -> Form:
    """The form asked for, by default on the paper of the person's country. Raises BadInput for a
    paper we do not know."""
    if asked is not None and asked not in PAPERS:
        problem = _("%(paper)s is not one we know") % {"paper": repr(asked[:20])}
        raise BadInput(_("the paper"), problem, allowed=", ".join(PAPERS))
    points = LARGE_POINTS if large else BODY_POINTS
    for paper in PAPERS:
        if paper == asked:
            return Form(paper, points)
    return Form(paper_of(known), points)


def paper_of(known: Facts) -> Paper:
    """The paper of the country somebody is in."""
    return "us-letter" if known.values.get("country") in LETTER_COUNTRIES else "a4"


def sheet(plan: PlanToPrint) -> Sheet:
    """Everything that stands on the paper, in words."""
    rulebook, programme, known = plan.rulebook, plan.programme, plan.standing.known
    knowledge = rulebook.knowledge
    days = plan.days or week.days_from(programme, plan.on)
    now = able(rulebook, known, programme)
    if not now.walks:
        days = tuple(replace(day, walk_minutes=0) for day in days)
    todo, resting = _able(plan, now)
    moves = any(day.walk_minutes for day in days)
    numbers = {planned.exercise: n for n, planned in enumerate(todo, 1)}
    stage = knowledge.first_weeks.get(programme.stage)
    country, before = str(known.values.get("country")), discomfort(rulebook)
    return Sheet(
        language=language(),
        on=days[0].on,
        title=_("Your plan for the week"),
        name=plan.name,
        dates=_("%(first)s to %(last)s")
        % {"first": wording.day(days[0].on), "last": wording.day(days[-1].on)},
        intro=_(stage.plain) if stage else "",
        columns=week.columns(days),
        groups=week.groups(knowledge, programme, days, numbers),
        resting=resting,
        cards=_cards(plan, now, todo, moves=moves),
        discomfort=_(before.say) if before else "",
        guides=pain.guides(rulebook, plan.record, plan.on, walks=moves),
        calls=calls(knowledge.contacts.get(country, knowledge.contacts["unknown"])),
        signs=_signs(rulebook, known),
        made=_made(knowledge.version, plan.on),
        labels=_labels(),
    )


def _able(plan: PlanToPrint, now: Able) -> tuple[tuple[Planned, ...], tuple[str, ...]]:
    """The exercises that may be done today, session by session, and what to say of the others."""
    in_order = {
        planned.exercise: planned
        for template in now.programme.templates
        for planned in now.programme.session(template)
    }
    exercises = plan.rulebook.knowledge.exercises
    resting = tuple(
        _("%(exercise)s waits for now. %(why)s")
        % {"exercise": _(exercises[one.exercise].title), "why": _(one.objection.say)}
        for one in now.barred
    )
    return tuple(in_order.values()), resting


def _cards(
    plan: PlanToPrint, now: Able, todo: Sequence[Planned], *, moves: bool
) -> tuple[Card, ...]:
    pictures = Pictures(plan.rulebook.knowledge)
    found = assess(plan.rulebook.knowledge, plan.record, plan.standing.known)
    cards = [_card(plan, now, pictures, found, n, planned) for n, planned in enumerate(todo, 1)]
    if moves:
        exercise = plan.rulebook.knowledge.exercises[plan.programme.aerobic]
        cards.append(_moving(now, pictures, exercise))
    return tuple(cards)


def _card(
    plan: PlanToPrint,
    now: Able,
    pictures: Pictures,
    found: Assessment,
    number: int,
    planned: Planned,
) -> Card:
    knowledge = plan.rulebook.knowledge
    exercise = knowledge.exercises[planned.exercise]
    why = reason_of(knowledge, found, planned.because) or _(exercise.why)
    return Card(
        number=number,
        name=_(exercise.title),
        dose=wording.dose(exercise.doses[planned.dose], planned.more_on),
        sessions=week.sessions(plan.programme, planned),
        moments=moments(pictures, exercise, planned.more_on),
        steps=tuple(_(step) for step in exercise.steps),
        cues=tuple(_(cue) for cue in exercise.cues),
        error=_(exercise.error),
        warnings=_warnings(now, exercise),
        why=why,
    )


def _moving(now: Able, pictures: Pictures, exercise: Exercise) -> Card:
    """Walking, or what stands in its place: its minutes are in the week's table."""
    return Card(
        number=None,
        name=_(exercise.title),
        dose="",
        sessions="",
        moments=moments(pictures, exercise, None)[-1:],
        steps=tuple(_(step) for step in exercise.steps),
        cues=tuple(_(cue) for cue in exercise.cues),
        error=_(exercise.error),
        warnings=_warnings(now, exercise),
        why=_(exercise.why),
    )


def _warnings(now: Able, exercise: Exercise) -> tuple[str, ...]:
    """What to take care of; it says so where we do not know whether it is so."""
    return tuple(left_words.take_care(one) for one in now.warnings[exercise.id])


def calls(contact: Contact) -> tuple[Calls, ...]:
    """Whom to call, the most urgent first."""
    kinds = (
        (_("In an emergency"), contact.emergency),
        (_("When it cannot wait for an appointment"), contact.urgent),
        (_("When everything is too much"), contact.crisis),
    )
    return tuple(Calls(title, tuple(map(_number, lines))) for title, lines in kinds if lines)


def _number(line: Line) -> Number:
    spoken = [line.phone] if line.phone else []
    if line.text and line.text != line.phone:
        spoken.append(_("text %(number)s") % {"number": line.text})
    return Number(", ".join(spoken), _(line.name), _(line.hours) if line.hours else "")


def _signs(rulebook: Rulebook, known: Facts) -> Titled:
    """The signs that need somebody to look, as far as they are for this person."""
    advice = rulebook.knowledge.advice["safety_net"]
    said = tuple(_(step.say) for step in occasion(rulebook, known, advice.id).steps)
    return Titled(_(advice.title), _(advice.intro), said)


def _made(version: str, on: date) -> str:
    made = _("Made on %(day)s by Plumbline, knowledge %(version)s.")
    limits = _(
        "Plumbline is a self-help program. It is not a doctor, it cannot examine you, and it "
        "gives no diagnosis. If you are worried, talk to a doctor, whatever this says."
    )
    return f"{made % {'day': wording.day(on), 'version': version[:12]}} {limits}"


def _labels() -> Labels:
    return Labels(
        product=_("Plumbline"),
        name=_("For"),
        week=_("What and how much"),
        tick=_("box to tick"),
        pain=_("How pain guides you"),
        pain_each_day=_("Your pain that day, from 0 (none) to 10"),
        how=_("How to do each one"),
        calls=_("Whom to call"),
        think=_("Think of this"),
        wrong=_("Often goes wrong"),
        care=_("Take care"),
        why=_("Why"),
        notes=_("Notes, and questions to ask"),
        page=_("Page {n} of {all}"),
    )
