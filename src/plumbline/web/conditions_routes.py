"""Conditions explained, work and daily life, a note for an employer, and what a guide says to a
weight. Nothing that is typed here is stored, and nothing stands in an address."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbline.care.lifting import mark
from plumbline.present import employer_note
from plumbline.web import conditions_view as view
from plumbline.web import learn_view
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form
from plumbline.web.pages import go, render

router = APIRouter()
LIFTING = "lifting"


@router.get("/conditions")
async def conditions(request: Request, case: CaseDep) -> Response:
    """Every page, by section."""
    sections = {name: view.listed(case, name) for name in ("condition", "work", "daily_life")}
    return _show(request, case, "conditions/list.html", sections=sections)


@router.get("/conditions/{name}")
async def condition(request: Request, case: CaseDep, name: str) -> Response:
    """One page: what it is, what helps, what to watch for, how sure anybody can be."""
    found = view.named(case, name)
    if found == view.WORK:
        return go("/work")
    if found not in case.knowledge.conditions:
        raise HTTPException(404)
    return _show(
        request,
        case,
        "conditions/one.html",
        page=view.shown(case, found),
        calculator=found == LIFTING,
    )


@router.get("/work")
async def work(request: Request, case: CaseDep) -> Response:
    """Back pain and work: first what suits this person, then the page."""
    return _show(
        request,
        case,
        "conditions/work.html",
        page=view.shown(case, view.WORK),
        advice=case.knowledge.advice[view.WORK],
        mine=view.work_steps(case),
    )


@router.post("/work-ask")
async def ask_work(case: CaseDep) -> Response:
    """The tick list on work, now or again."""
    case.session.revisit = view.work_questions(case.knowledge)
    case.session.return_to = "/work"
    return go("/check")


@router.get("/work-note")
async def note_form(request: Request, case: CaseDep) -> Response:
    """What may stand in a note for an employer: nothing is ticked beforehand."""
    return _note(request, case, employer_note.Note(), made=False)


@router.post("/work-note")
async def note(request: Request, case: CaseDep, form: Form) -> Response:
    """The note, to print or to copy; it is not kept."""
    chosen = view.read_note(form)
    return _note(request, case, chosen, made=True, status=422 if chosen.empty else 200)


@router.get("/lifting")
async def lifting(request: Request, case: CaseDep) -> Response:
    """An empty form for a lift."""
    return _lift(request, case, view.LiftForm(view.USUAL, {}, None))


@router.post("/lifting")
async def weigh(request: Request, case: CaseDep, form: Form) -> Response:
    """What the guide says to this lift."""
    told = view.read_lift(form)
    return _lift(request, case, told, status=200 if told.lift else 422)


def _note(
    request: Request, case: Case, chosen: employer_note.Note, *, made: bool, status: int = 200
) -> Response:
    shown = made and not chosen.empty
    return _show(
        request,
        case,
        "conditions/note.html",
        status=status,
        chosen=chosen,
        note_parts=employer_note.note_parts(chosen) if shown else (),
        as_text=employer_note.note_text(chosen) if shown else "",
        nothing=made and chosen.empty,
        able=employer_note.ABLE,
        helps=employer_note.HELPS,
        weeks=employer_note.WEEKS,
        longest=employer_note.LONGEST,
    )


def _lift(request: Request, case: Case, told: view.LiftForm, *, status: int = 200) -> Response:
    rules = case.knowledge.lifting
    found = mark(rules, told.lift) if told.lift else None
    return _show(
        request,
        case,
        "conditions/lifting.html",
        status=status,
        rules=rules,
        told=told,
        found=found,
        says=view.SAYS,
        lowered_by=view.lowered_by(found) if found else None,
        limits=view.LIMITS,
        durations=view.DURATIONS,
        grips=view.GRIPS,
        page=view.href(case, LIFTING),
        sources=view.cited(case.knowledge, rules.basis.sources),
    )


def _show(
    request: Request, case: Case, template: str, *, status: int = 200, **more: Any
) -> Response:
    return render(request, template, status=status, safe=learn_view.safe(case), **more)
