"""What happened so far: days in plain words, and the pain chart with its table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, zip_longest
from typing import Any, cast

from plumbline.care.decision import Decision, read_programme
from plumbline.care.programme import Programme
from plumbline.journal import Event
from plumbline.journal.casebook import USUAL
from plumbline.knowledge.schema import Course
from plumbline.present import charts, wish_words, wording
from plumbline.present.assessment_findings import measured
from plumbline.present.words import N_, _, ngettext
from plumbline.web import plan_swap
from plumbline.web.average_course import average_course
from plumbline.web.case import Case
from plumbline.web.plan_checkin import DAY, read_answer
from plumbline.web.plan_words import WHY_CHANGED, changes

RECENT_DAYS = 30
"""Days with something in them that are shown at first."""
TESTED: Mapping[str, str] = {"person": N_("You tested"), "clinician": N_("You were tested")}
DONE_SAYS: Mapping[str, str] = {
    "done": N_("Done: %(exercises)s"),
    "part": N_("In part: %(exercises)s"),
    "skipped": N_("Left out: %(exercises)s"),
    "stopped_pain": N_("Stopped because of pain: %(exercises)s"),
}


@dataclass(frozen=True)
class Happened:
    """One thing that happened, in words."""

    kind: str
    title: str
    details: tuple[str, ...] = ()
    number: int | None = None
    """Its number in the chart, where the plan changed."""


@dataclass(frozen=True)
class DayOf:
    on: date
    happened: tuple[Happened, ...]


@dataclass(frozen=True)
class Row:
    """One day of the table beside the chart; an empty text was not asked."""

    on: date
    now: str
    usual: str
    changed: str


@dataclass(frozen=True)
class History:
    """Everything the page shows, newest day first."""

    days: tuple[DayOf, ...]
    older: int
    phone: str
    wide: str
    rows: tuple[Row, ...]
    course: Course | None
    course_shown: bool


def look(case: Case, *, everything: bool) -> History:
    """The history of the open profile."""
    events = case.book.events()
    programmes = [event for event in events if event.kind == "programme"]
    numbers = {event.id: number for number, event in enumerate(programmes, start=1)}
    happened = _happened(case, events, numbers)
    days = [DayOf(on, tuple(h for _on, h in group)) for on, group in groupby(happened, _day)]
    days.reverse()
    shown = days if everything else days[:RECENT_DAYS]
    verdicts = [event for event in events if event.kind == "verdict"]
    prognosis, expected = average_course(case, verdicts)
    now, usual = _readings(case, DAY), _readings(case, USUAL)
    marks = [charts.Mark(told_on(event), numbers[event.id]) for event in programmes]

    def draw(width: int, name: str) -> str:
        if not now and not usual:
            return ""
        return charts.pain_chart(
            now, usual, marks, expected, today=case.today, width=width, name=name
        )

    return History(
        days=tuple(shown),
        older=len(days) - len(shown),
        phone=draw(328, "pain-phone"),
        wide=draw(720, "pain-wide"),
        rows=tuple(_rows(now, usual, programmes, numbers)),
        course=case.knowledge.courses[prognosis.course] if prognosis else None,
        course_shown=expected is not None,
    )


def last_session(case: Case) -> Mapping[str, str] | None:
    """What was told of the last session."""
    last = case.book.latest("session")
    return _data(last)["done"] if last else None


def last_flare(case: Case) -> date | None:
    """The day of the last flare-up."""
    last = case.book.latest("flare")
    return told_on(last) if last else None


def flare_changes(case: Case) -> list[str]:
    """How the plan stepped back for the last flare-up."""
    found: list[str] = []
    before: Programme | None = None
    for event in case.book.events("programme"):
        after = read_programme(_data(event)["programme"])
        if _data(event)["because"] == "flare" and before:
            found = changes(case.knowledge, before, after)
        before = after
    return found


def _happened(
    case: Case, events: list[Event], numbers: Mapping[int, int]
) -> list[tuple[date, Happened]]:
    told: list[tuple[date, Happened]] = []
    answered: dict[date, int] = {}
    before: Programme | None = None
    on = events[0].at.date() if events else case.today
    for event, following in zip_longest(events, events[1:]):
        on = told_on(event, on)
        if event.kind == "answers":
            # A check-in's answers are told by its review.
            checked_in = following is not None and following.kind == "review"
            others = _data(event)["values"].keys() - case.knowledge.test_findings.keys()
            if others and _data(event)["origin"] == "person" and not checked_in:
                answered[on] = answered.get(on, 0) + len(others)
            continue
        if event.kind == "programme":
            after = read_programme(_data(event)["programme"])
            # What a check-in changed is told with the check-in's answer.
            because = _data(event)["because"]
            details = changes(case.knowledge, before, after) if before else []
            before = after
            title = _(WHY_CHANGED.get(because, N_("Your plan changed")))
            told.append((on, Happened("programme", title, tuple(details), numbers[event.id])))
            continue
        told += [(on, happened) for happened in _one(case, event)]
    for day, count in sorted(answered.items()):
        line = ngettext("You answered %(n)s question", "You answered %(n)s questions", count)
        told.insert(0, (day, Happened("answers", line % {"n": count})))
    told += _tested(case, events)
    # The verdict is stored whenever it is shown; told once a day is enough.
    return sorted(dict.fromkeys(told), key=_day)


def _tested(case: Case, events: list[Event]) -> Iterator[tuple[date, Happened]]:
    """Each day's results of physical tests, in the order in which they were told."""
    days: dict[tuple[date, str], list[str]] = {}
    for event in events:
        data = _data(event)
        if event.kind == "answers" and data["origin"] in TESTED:
            lines = measured(case.knowledge, data["values"])
            days.setdefault((told_on(event), data["origin"]), []).extend(lines)
    for (on, origin), lines in days.items():
        if lines:
            yield on, Happened("tests", _(TESTED[origin]), tuple(lines))


def _one(case: Case, event: Event) -> Iterator[Happened]:
    """An event other than answers and programmes, in words."""
    data = _data(event)
    match event.kind:
        case "verdict":
            outcome = Decision.from_json(data).outcome
            said = outcome["triage"]["urgency"] if outcome else None
            yield Happened("verdict", _("We looked at your answers"), (wording.urgency(said),))
        case "review":
            review = read_answer(case, event).review
            yield Happened("review", _("You checked in"), (_(review.say),))
        case "session":
            lines = (*_done(case, data["done"]), *plan_swap.said(case, data))
            yield Happened("session", _("A session"), lines)
        case "next_step":
            title = data["outcome"]["title"] if data["outcome"] else ""
            yield Happened("next_step", _("We looked at your plan together"), (_(title),))
        case "flare":
            yield Happened("flare", _("It flared up"))
        case "recheck":
            yield Happened("recheck", _("The safety questions were opened again"))
        case "wish":
            yield Happened("wish", *wish_words.said(case.knowledge, data))
        case "flare_plan":
            yield Happened("flare_plan", _("You made a plan for a flare-up"))
        case "stay":
            yield Happened("offer", _("A new week was offered, and you said: stay as it is"))
        case "offer_answered" if not data["yes"]:
            # A yes is told by the step that it led to.
            yield Happened("offer", _("A small step up was offered, and you said: not yet"))
        case "clearance":
            flag = case.knowledge.red_flags.get(data["red_flag"])
            seen = _("Seen by %(who)s") % {"who": data["seen_by"]}
            title = _(flag.title) if flag else ""
            yield Happened("clearance", seen, (title,) if title else ())
        case _:
            return


def _done(case: Case, done: Mapping[str, str]) -> Iterator[str]:
    """What was done in a session, one line for each kind of mark."""
    exercises = case.knowledge.exercises
    for mark, says in DONE_SAYS.items():
        titles = [
            _(exercises[name].title) for name in done if done[name] == mark and name in exercises
        ]
        if titles:
            yield _(says) % {"exercises": ", ".join(titles)}


def _readings(case: Case, finding: str) -> list[charts.Reading]:
    """One reading a day, the last one told."""
    by_day: dict[date, float | None] = {}
    for on, value in case.book.series(finding):
        number = isinstance(value, int | float)
        by_day[on] = float(value) if number else None
    return [charts.Reading(on, pain) for on, pain in sorted(by_day.items())]


def _rows(
    now: list[charts.Reading],
    usual: list[charts.Reading],
    programmes: list[Event],
    numbers: Mapping[int, int],
) -> Iterator[Row]:
    changed: dict[date, list[str]] = {}
    for event in programmes:
        because = _(WHY_CHANGED.get(_data(event)["because"], N_("Your plan changed")))
        line = _("%(number)s: %(what)s") % {"number": numbers[event.id], "what": because}
        changed.setdefault(told_on(event), []).append(line)
    by_now = {reading.on: _pain(reading) for reading in now}
    by_usual = {reading.on: _pain(reading) for reading in usual}
    for on in sorted(by_now.keys() | by_usual.keys() | changed.keys(), reverse=True):
        lines = "; ".join(changed.get(on, []))
        yield Row(on, by_now.get(on, ""), by_usual.get(on, ""), lines)


def _pain(reading: charts.Reading) -> str:
    return _("not sure") if reading.pain is None else f"{reading.pain:g}"


def told_on(event: Event, otherwise: date | None = None) -> date:
    """The person's own day of an event: what it says, else the day of what it came with."""
    data = _data(event)
    told = data.get("on") or data.get("as_of")
    return date.fromisoformat(told) if told else otherwise or event.at.date()


def _day(pair: tuple[date, Happened]) -> date:
    return pair[0]


def _data(event: Event) -> dict[str, Any]:
    return cast(dict[str, Any], event.payload)
