"""The check: one question or list a page, back and change at any time, until nothing matters."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbline.care.standing import Standing
from plumbline.errors import BadInput
from plumbline.knowledge.schema import Finding
from plumbline.present.body_map import pain_map
from plumbline.present.wording import fact, value
from plumbline.present.words import _
from plumbline.web.case import Case, CaseDep, crisis_open
from plumbline.web.forms import Form, text, texts
from plumbline.web.pages import go, render
from plumbline.web.questions import Asked, Reading, asked, read, typed_before
from plumbline.web.spoken import serves

router = APIRouter()
ANSWERS = "/answers"
ON_THE_BODY = "pain_where"
"""The list that has a body map beside it."""


@router.get("/check")
async def question(request: Request, case: CaseDep) -> Response:
    """The next question that can still matter, or one the person asked to see again."""
    standing = case.book.standing(case.today)
    if case.session.revisit:
        page = asked(case.knowledge, case.session.revisit)
        record = case.book.record()
        before = {n: record.answers[n].value for n in page.ids if n in record.answers}
        return _ask(request, case, page, typed_before(page, before), standing)
    following = standing.next_page
    if following is None:
        return go("/verdict")
    page = asked(case.knowledge, following.findings, again=following.again)
    return _ask(request, case, page, typed_before(page, {}), standing)


@router.post("/check")
async def answer(request: Request, case: CaseDep, form: Form) -> Response:
    """Store what was asked on that page, whatever else has changed since."""
    page = asked(case.knowledge, texts(form, "ask"), again="again" in form)
    reading = read(page, form, case.today)
    if reading.problems:
        standing = case.book.standing(case.today)
        return _ask(request, case, page, reading, standing, status=422)
    before = case.book.standing(case.today).triage.urgency
    case.book.answer(reading.values, case.today, request_id=text(form, "request_id") or None)
    session = case.session
    session.trail.append(page.ids)
    back_to, session.revisit, session.return_to = session.return_to, (), ""
    standing = case.book.standing(case.today)
    # Told to get help, they may still choose to go on; then the questions follow one another.
    if standing.triage.urgency == "emergency_now" != before:
        return go("/verdict")
    if back_to and crisis_open(case):
        return go("/verdict")
    programme = case.book.programme()
    if back_to and programme is not None and programme.suspended and standing.next_page:
        return go("/check")  # what was put right stops the plan: every symptom is asked again
    if back_to:
        return go(back_to)
    return go("/check" if standing.next_page else "/verdict")


@router.post("/check/back")
async def back(case: CaseDep) -> Response:
    """The page before, with what was said there."""
    if not case.session.trail:
        return go(ANSWERS)
    case.session.revisit, case.session.return_to = case.session.trail.pop(), ""
    return go("/check")


@router.post("/check/change")
async def change(case: CaseDep, form: Form) -> Response:
    """Show one answer again, to change it."""
    finding = case.knowledge.findings.get(text(form, "finding"))
    if finding is None:
        raise BadInput("question", "is not one of ours")
    case.session.revisit, case.session.return_to = (finding.id,), ANSWERS
    return go("/check")


@router.post("/check/leave")
async def leave(case: CaseDep) -> Response:
    """Leave an answer as it was."""
    back_to = case.session.return_to or "/check"
    case.session.revisit, case.session.return_to = (), ""
    return go(back_to)


@router.post("/recheck")
async def recheck(case: CaseDep) -> Response:
    """Something is new or worse: the symptoms are asked again."""
    case.book.recheck(case.today)
    case.session.revisit, case.session.return_to = (), ""
    case.session.trail.clear()
    case.session.progress = 0.0
    return go("/check")


@router.get("/answers")
async def answers(request: Request, case: CaseDep) -> Response:
    """Everything the person told us, by topic; any of it can be changed."""
    record, standing = case.book.record(), case.book.standing(case.today)
    topics: list[tuple[str, list[dict[str, object]]]] = []
    for topic in case.knowledge.topics.values():
        rows: list[dict[str, object]] = [
            {
                "id": finding.id,
                "asks": fact(finding),
                "says": value(finding, record.answers[finding.id].value),
                "on": record.answers[finding.id].on,
                "state": _state(standing, finding),
                "no": record.answers[finding.id].value is False,
            }
            for finding in topic.findings
            if finding.id in record.answers and finding.asked_of == "person"
        ]
        if rows:
            topics.append((topic.title, rows))
    return render(request, "answers.html", topics=topics, more=standing.next_page is not None)


def _state(standing: Standing, finding: Finding) -> str:
    if finding.id in standing.known.not_applicable:
        return "not_used"
    return "expired" if finding.id in standing.known.expired else ""


def _progress(case: Case, standing: Standing) -> float:
    """How far along, 0 to 1. What is to come is an upper bound, so the share may fall; the bar
    stays where it was."""
    page = standing.next_page
    share = 1.0 if page is None else 0.0 if page.phase == "about_you" else page.share_done
    case.session.progress = max(case.session.progress, share)
    return case.session.progress


def _ask(
    request: Request,
    case: Case,
    page: Asked,
    reading: Reading,
    standing: Standing,
    *,
    status: int = 200,
) -> Response:
    following = standing.next_page
    return render(
        request,
        "check.html",
        status=status,
        page=page,
        reading=reading,
        picture=_picture(page, reading),
        done=_progress(case, standing),
        first="age_years" in page.ids and not case.session.revisit,
        phase=following.phase if following else "",
        changing=case.session.return_to == ANSWERS,
        aside=case.session.return_to not in ("", ANSWERS),
        revisiting=bool(case.session.revisit),
        has_trail=bool(case.session.trail),
        serves=serves(case.rulebook, page.ids),
        triage=standing.triage,
        contact=case.contact(),
        today=case.today,
    )


def _picture(page: Asked, reading: Reading) -> str:
    """The body map beside the list of places, with what is ticked there; else nothing."""
    if page.tick_list is None or page.tick_list.id != ON_THE_BODY:
        return ""
    ticked = {name for name, typed in reading.typed.items() if typed.choice == "yes"}
    return pain_map(ticked, {one.id: _(one.item or one.question) for one in page.findings})
