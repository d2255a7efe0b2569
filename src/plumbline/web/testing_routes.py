"""The tests: what they are, one at a time with a timer, all in one table, and into the plan."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from plumbline.care.answers import accept
from plumbline.care.battery import PAIN_NOW
from plumbline.errors import BadInput
from plumbline.present import wording
from plumbline.present.assessment import test_name
from plumbline.present.words import _
from plumbline.web import testing_table, testing_told, testing_view, testing_words
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.results_plan import turn
from plumbline.web.testing_figures import picture_of
from plumbline.web.testing_told import Told
from plumbline.web.testing_view import Look, Try

router = APIRouter()
NOW = "/tests/now"


@router.get("/tests")
async def overview(request: Request, case: CaseDep) -> Response:
    """What the tests are, whether they may be done today, and which ones there are."""
    return _overview(request, case)


@router.post("/tests/pain")
async def pain_now(request: Request, case: CaseDep, form: Form) -> Response:
    """How strong the pain is now: it decides whether this is a day for tests."""
    finding, given = case.knowledge.findings[PAIN_NOW], text(form, "pain")
    try:
        value = accept(finding, int(given) if given.isdecimal() else given, case.today)
        if value is None:
            raise BadInput(finding.id, "is needed")
    except BadInput:
        problem = _("Please choose a number from 0 to 10.")
        return _overview(request, case, problem=problem, status=422)
    sent = text(form, "request_id") or None
    case.book.answer({PAIN_NOW: value}, case.today, request_id=sent)
    return go("/tests")


@router.post("/tests/start")
async def start(case: CaseDep, form: Form) -> Response:
    """Begin: with what is offered, with one test, or with the rest of them."""
    sitting, chosen = case.session.tests_of(case.today), text(form, "test")
    if "everything" in form:
        sitting.everything, sitting.test = True, ""
        sitting.skipped.clear()
    if chosen:
        row = testing_view.look(case).row(chosen)
        if row is None:
            raise BadInput(_("the test"), _("is not one of ours"))
        if not row.startable:
            return go("/tests")
        sitting.skipped.discard(chosen)
        sitting.test = chosen
    sitting.hurt = ""
    return go(NOW)


@router.post("/tests/undo")
async def undo(case: CaseDep, form: Form) -> Response:
    """A number was wrong: take back what a test gave today, to measure it again."""
    row = testing_view.look(case).row(text(form, "test"))
    if row is None:
        raise BadInput(_("the test"), _("is not one of ours"))
    if row.item.state == "done":
        case.book.measure({result.value: None for result in row.test.results}, case.today)
        case.session.notice = _("That result is taken back. You can measure it again.")
    return go("/tests")


@router.get("/tests/now")
async def now(request: Request, case: CaseDep) -> Response:
    """The one test of now; or what a stop means; or that it is enough."""
    view = testing_view.look(case)
    if view.gate != "open":
        return go("/tests")
    stopped = _hurt(case)
    if stopped:
        return _show_hurt(request, case, view, stopped)
    attempt = testing_view.current(case, view)
    if attempt is None:
        return _show(request, case, "testing/enough.html", view=view)
    return _show_try(request, case, view, attempt, Told())


@router.post("/tests/now")
async def tell(request: Request, case: CaseDep, form: Form) -> Response:
    """Store one try. What was told already is not told twice."""
    attempt, sitting = testing_told.held(case, form), case.session.tests_of(case.today)
    if attempt is None:
        return go(NOW)
    test = attempt.test
    if text(form, "how") in ("skip", "easier"):
        easier = testing_view.easier(case, test) if text(form, "how") == "easier" else None
        sitting.skipped.add(test.id)
        sitting.test = easier.id if easier else ""
        return go(NOW)
    told = testing_told.read(case, attempt, form)
    if told.problems:
        view = testing_view.look(case)
        return _show_try(request, case, view, attempt, told, status=422)
    case.book.measure(told.values, case.today, request_id=text(form, "request_id") or None)
    sitting.test = test.id
    pain = attempt.result.pain or ""
    sitting.hurt = pain if told.values.get(pain) is True else ""
    if not sitting.hurt:
        case.session.notice = _noted(case, attempt, told)
    return go(NOW)


@router.post("/tests/on")
async def go_on(case: CaseDep, form: Form) -> Response:
    """On after a pain stop: the next test, the other side, an easier version; or it was none."""
    sitting, stopped = case.session.tests_of(case.today), _hurt(case)
    sitting.hurt = ""
    if stopped is None:
        return go(NOW)
    how, test = text(form, "how"), stopped.test
    if how == "no_pain" and stopped.result.pain:
        sent = text(form, "request_id") or None
        case.book.measure({stopped.result.pain: False}, case.today, request_id=sent)
    elif how == "easier":
        easier = testing_view.easier(case, test)
        sitting.test = easier.id if easier else ""
    elif how != "other_side":
        sitting.test = ""
    return go(NOW)


@router.get("/tests/table")
async def table(request: Request, case: CaseDep) -> Response:
    """Every test in one table, for somebody who measured with a clinician's eye."""
    return _table(request, case, testing_table.empty())


@router.post("/tests/table")
async def table_told(request: Request, case: CaseDep, form: Form) -> Response:
    """Store the whole table, or nothing of it."""
    filled = testing_table.read(case, form)
    if filled.problems or not filled.values:
        return _table(request, case, filled, status=422)
    sent = text(form, "request_id") or None
    case.book.measure(filled.values, case.today, request_id=sent, origin="clinician")
    case.session.notice = testing_table.thanks(filled)
    return go("/tests/results")


@router.post("/tests/use")
async def use(case: CaseDep) -> Response:
    """Turn the plan to what the tests found: the person said yes."""
    offered = await run_in_threadpool(turn, case)
    match offered.state:
        case "ready":
            await run_in_threadpool(case.book.refocus, case.today)
            case.session.notice = _("Done. Your plan now begins with what your tests found.")
        case "same":
            case.session.notice = _("Your plan already uses what your tests found.")
        case "later":
            case.session.notice = _(
                "For now your plan stays as it is: it has no room for that yet."
            )
        case _:
            case.session.notice = _not_yet(case)
    return go("/today")


def _not_yet(case: Case) -> str:
    """Why the plan could not be turned, kindly."""
    programme = case.book.programme()
    if programme is None:
        return _("You have no plan yet. When you make one, it will use what your tests found.")
    if programme.suspended or not case.book.standing(case.today).may_plan:
        return _("Some safety questions come first. Your results are kept until then.")
    return _(
        "Your plan has just become lighter, and it stays so until a check-in goes better. Your "
        "results are kept until then."
    )


def _hurt(case: Case) -> Try | None:
    """The side that pain has just stopped, while that is the last word on it."""
    name = case.session.tests_of(case.today).hurt
    test = case.knowledge.test_findings.get(name)
    result = testing_view.side_of(test, name) if test else None
    if test is None or result is None:
        return None
    if not testing_view.hurt_today(case.book.record(), result, case.today):
        return None
    return Try(test, result, 1, (), first=False)


def _noted(case: Case, attempt: Try, told: Told) -> str:
    finding = case.knowledge.findings[attempt.result.value]
    words = {
        "test": test_name(attempt.test, attempt.result.side),
        "result": testing_words.amount(attempt.test, finding, told.values[finding.id]),
    }
    return _("Noted. %(test)s: %(result)s.") % words


def _overview(request: Request, case: Case, *, problem: str = "", status: int = 200) -> Response:
    view = testing_view.look(case)
    return _show(
        request,
        case,
        "testing/overview.html",
        status=status,
        view=view,
        problem=problem,
        finding=case.knowledge.findings[PAIN_NOW],
        limit=f"{case.knowledge.impairments.pain_at_most.value:g}",
    )


def _show_try(
    request: Request, case: Case, view: Look, attempt: Try, told: Told, *, status: int = 200
) -> Response:
    row = view.row(attempt.test.id)
    against = row.item.against if row else ()
    return _show(
        request,
        case,
        "testing/now.html",
        status=status,
        view=view,
        attempt=attempt,
        test=attempt.test,
        finding=case.knowledge.findings[attempt.result.value],
        ticket=case.session.name_for(attempt.ticket),
        ways=testing_told.ways_of(attempt),
        least=testing_told.least(attempt),
        reaches=[(value, _(label)) for value, label in testing_told.REACHES],
        told=told,
        warnings=[o for o in against if not o.blocks],
        easier=testing_view.easier(case, attempt.test),
    )


def _show_hurt(request: Request, case: Case, view: Look, stopped: Try) -> Response:
    other = testing_view.next_try(case.book.record(), stopped.test, case.today)
    return _show(
        request,
        case,
        "testing/hurt.html",
        view=view,
        stopped=stopped,
        other=other,
        easier=testing_view.easier(case, stopped.test),
    )


def _table(
    request: Request, case: Case, filled: testing_table.Filled, *, status: int = 200
) -> Response:
    rows = testing_table.rows(case)
    return _show(request, case, "testing/table.html", status=status, filled=filled, rows=rows)


def _show(
    request: Request, case: Case, template: str, *, status: int = 200, **more: Any
) -> Response:
    shared: Mapping[str, Any] = {
        "today": case.today,
        "wording": wording,
        "say": testing_words,
        "model": case.knowledge.impairments,
        "picture_of": partial(picture_of, case.house.pictures),
        "test_name": test_name,
        **more,
    }
    return render(request, template, status=status, **shared)
