"""The verdict: what to do now, why, what would change it; the summary for a doctor; clearance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from plumbline.care.advice import occasion
from plumbline.care.decision import Decision
from plumbline.care.standing import Standing
from plumbline.care.triage import FlagState
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Advice, Pattern, RedFlag, Source, Step, Urgency
from plumbline.logic.expression import columns
from plumbline.present.wording import fact, flag_says, score, see_within, urgency
from plumbline.present.words import _
from plumbline.web import plan_wishes, results_view
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.spoken import Told, base_findings, cited, told

router = APIRouter()
CHANGES = ("answers", "clearance", "recheck")
"""Events after which a stored verdict is no longer the last word."""
LONGEST_NOTE, LONGEST_SEEN_BY = 2000, 120


@dataclass(frozen=True)
class FlagView:
    """One red flag that asks for something, in words."""

    flag: RedFlag
    state: FlagState
    headline: str
    steps: tuple[str, ...]
    reason: str
    told: list[Told]
    sources: list[Source]


@dataclass(frozen=True)
class PatternView:
    """A kind of pain that the answers fit."""

    pattern: Pattern
    band: str
    why: str
    told: list[Told]
    information_only: bool


@router.get("/verdict")
async def verdict(request: Request, case: CaseDep) -> Response:
    """What to do now. What is shown is stored, with what it rested on."""
    standing = current(case)
    views = flag_views(case, standing)
    triage = standing.triage
    return render(
        request,
        "verdict.html",
        standing=standing,
        triage=triage,
        headline=headline(standing),
        views=views,
        patterns=pattern_views(case, standing),
        contact=case.contact(),
        country_known="country" in case.book.record().answers,
        countries=case.knowledge.findings["country"].choices,
        safety_net=advice(case, standing, "safety_net"),
        stay_active=advice(case, standing, "stay_active"),
        course=_course(case, standing),
        objections=[o for o in standing.to_settle if o.blocks],
        cleared=[f for f in triage.flags if f.urgency and f.cleared_by],
        titles={flag.id: flag.title for flag in case.knowledge.red_flags.values()},
    )


@router.get("/print/gp")
async def print_gp(request: Request, case: CaseDep) -> Response:
    """One page for the doctor: what was asked, what was said, what followed."""
    standing, record = current(case), case.book.record()
    relevant = [name for flag in standing.triage.flags if flag.urgency for name in flag.because]
    shown = told(case.rulebook, record, relevant)
    used = {one.finding for one in shown}
    rest = [
        name
        for name, answer in record.answers.items()
        if name not in used
        and name not in standing.known.not_applicable
        and answer.value not in (False, None)
        and name != "country"
        and name not in case.knowledge.test_findings
    ]
    unsure = sorted(standing.known.dont_know)
    return render(
        request,
        "print_gp.html",
        profile=case.profile,
        today=case.today,
        triage=standing.triage,
        headline=headline(standing),
        views=flag_views(case, standing),
        patterns=pattern_views(case, standing),
        scores=[score(case.knowledge.instruments[s.instrument], s) for s in standing.scores],
        others=told(case.rulebook, record, rest),
        denied=_denied(case, standing),
        tests=await run_in_threadpool(results_view.look, case),
        impairments=case.knowledge.impairments,
        unsure=told(case.rulebook, record, unsure),
        has_programme=case.book.programme() is not None,
        wishes=plan_wishes.standing(case),
        version=case.knowledge.version,
    )


def _denied(case: Case, standing: Standing) -> list[str]:
    """What the safety rules asked about and the person said no to: a doctor wants to know."""
    record = case.book.record()
    read = [
        name
        for rule in case.rulebook.under("red_flags/").values()
        for name in base_findings(case.rulebook, sorted(columns(rule)))
    ]
    return [
        fact(case.knowledge.findings[name])
        for name in dict.fromkeys(read)
        if name in record.answers
        and record.answers[name].value is False
        and name not in case.rulebook.calming
        and name not in standing.known.not_applicable
        and name not in standing.known.expired
    ]


@router.get("/seen")
async def seen_page(request: Request, case: CaseDep) -> Response:
    """The form for "somebody has looked at this"."""
    return _seen(request, case, {}, {})


@router.post("/seen")
async def seen(request: Request, case: CaseDep, form: Form) -> Response:
    """Store who looked at an open red flag, when, and what came of it."""
    names = ("flag", "seen_by", "on", "result", "note")
    typed = {name: text(form, name) for name in names}
    triage = case.book.standing(case.today).triage
    if typed["flag"] not in {state.id for state in triage.open_flags}:
        raise BadInput(_("this entry"), _("is not open any more"), allowed=_("one that is open"))
    problems, on = _check_seen(typed, case.today)
    if problems or on is None:
        return _seen(request, case, typed, problems, status=422)
    settled = typed["result"] == "cleared"
    result = "cleared" if settled else "not_cleared"
    case.book.clear(typed["flag"], typed["seen_by"], on, result, typed["note"])
    current(case)
    case.session.notice = (
        _("Thank you. This is noted as looked at and settled.")
        if settled
        else _("Thank you. This is noted, and it stays open until somebody has settled it.")
    )
    return go("/check")


def current(case: Case) -> Standing:
    """Where the person stands, stored as a decision unless the last one still holds."""
    events = case.book.events("verdict", *CHANGES)
    if events and events[-1].kind == "verdict":
        last = Decision.from_json(events[-1].payload)
        same_knowledge = last.knowledge_version == case.knowledge.version
        if last.as_of == case.today and same_knowledge:
            return case.book.standing(case.today)
    return case.book.verdict(case.today)


def headline(standing: Standing) -> str:
    """The first line: what to do."""
    triage = standing.triage
    flags = triage.open_flags
    if triage.urgency == "emergency_now" and flags and flags[0].id == "suicide_intent":
        return _("You matter. Please talk to someone right now")
    return _in_time(triage.urgency, triage.see_within_hours)


def _in_time(asked: Urgency | None, hours: int | None) -> str:
    if asked == "within_days":
        return _("See a health professional {soon}").format(soon=see_within(hours, asked))
    return urgency(asked)


def flag_views(case: Case, standing: Standing) -> list[FlagView]:
    """Every open red flag, most urgent first."""
    record = case.book.record()
    views: list[FlagView] = []
    for state in standing.triage.open_flags:
        flag = case.knowledge.red_flags[state.id]
        views.append(
            FlagView(
                flag,
                state,
                _in_time(state.urgency, state.see_within_hours),
                flag.steps(state.urgency),
                flag_says(flag, state),
                told(case.rulebook, record, state.because),
                cited(case.knowledge, state.sources),
            )
        )
    return views


def pattern_views(case: Case, standing: Standing) -> list[PatternView]:
    """The kinds of pain that fit or may fit."""
    record = case.book.record()
    return [
        PatternView(
            case.knowledge.patterns[state.id],
            state.band,
            state.why,
            told(case.rulebook, record, state.because),
            state.id in standing.information_only,
        )
        for state in standing.patterns
        if state.band in ("likely", "possible")
    ]


def advice(case: Case, standing: Standing, name: str) -> tuple[Advice, list[Step]] | None:
    """A piece of advice with the steps that hold for this person."""
    found = case.knowledge.advice.get(name)
    if found is None:
        return None
    return found, list(occasion(case.rulebook, standing.known, name).steps)


def _course(case: Case, standing: Standing) -> dict[str, object] | None:
    if standing.prognosis is None:
        return None
    course = case.knowledge.courses[standing.prognosis.course]
    return {
        "course": course,
        "prognosis": standing.prognosis,
        "sources": cited(case.knowledge, standing.prognosis.basis.sources),
    }


def _check_seen(typed: dict[str, str], today: date) -> tuple[dict[str, str], date | None]:
    problems: dict[str, str] = {}
    if not 0 < len(typed["seen_by"]) <= LONGEST_SEEN_BY:
        problems["seen_by"] = _(
            "Please say who saw you, for example “Dr Lee, emergency department”."
        )
    if typed["result"] not in ("cleared", "not_cleared"):
        problems["result"] = _("Please choose what came of it.")
    if len(typed["note"]) > LONGEST_NOTE:
        problems["note"] = _("Please keep the note under 2000 letters.")
    on: date | None = None
    try:
        on = date.fromisoformat(typed["on"])
    except ValueError:
        problems["on"] = _("Please give the day on which you were seen.")
    if on is not None and on > today:
        problems["on"] = _("That day is still to come. Please give the day you were seen.")
    return problems, on


def _seen(
    request: Request,
    case: Case,
    typed: dict[str, str],
    problems: dict[str, str],
    *,
    status: int = 200,
) -> Response:
    standing = case.book.standing(case.today)
    return render(
        request,
        "seen.html",
        status=status,
        views=flag_views(case, standing),
        typed=typed,
        problems=problems,
        today=case.today,
        shown=_most_relevant(standing.triage.open_flags, typed.get("flag", "")),
    )


def _most_relevant(flags: Iterable[FlagState], chosen: str) -> str:
    ids = [state.id for state in flags]
    return chosen if chosen in ids else (ids[0] if ids else "")
