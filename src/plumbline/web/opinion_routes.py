"""Before an operation, an injection or a scan: a sheet to take along."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbline.care.second_opinion import Sheet, sheet
from plumbline.care.treatment_options import fitting
from plumbline.knowledge.schema import SecondOpinion, Source, Use
from plumbline.present import treatment_words as words
from plumbline.present.explain import bases
from plumbline.web import learn_view, options_view
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.spoken import cited

router = APIRouter()
KIND = "second_opinions/"


@dataclass(frozen=True)
class Shown:
    """A sheet on a page, with the evidence of each procedure by its id."""

    sheet: Sheet
    name: str
    uses: dict[str, tuple[Use, ...]]
    pages: dict[str, str]
    """The name in the address of each procedure's own page."""
    sources: tuple[Source, ...]


@router.get("/before")
async def choose(request: Request, case: CaseDep) -> Response:
    """Which of the sheets?"""
    sheets = sorted(case.knowledge.second_opinions.values(), key=lambda one: one.order)
    listed = [(case.session.name_for(f"{KIND}{one.id}"), one) for one in sheets]
    return render(request, "options/before.html", listed=listed)


@router.get("/before/{name}")
async def one(request: Request, case: CaseDep, name: str) -> Response:
    """What cannot wait, what matches, what comes first, and what to ask."""
    return render(
        request,
        "options/opinion.html",
        crisis=learn_view.pages(case).crisis(case.today),
        contact=case.contact(),
        view=_shown(case, _opinion(case, name), name),
        words=words,
    )


@router.post("/before/{name}/ask")
async def ask(case: CaseDep, name: str, form: Form) -> Response:
    """The questions that decide whether a procedure matches."""
    shown, chosen = _shown(case, _opinion(case, name), name), text(form, "procedure")
    asked = [
        question
        for state in shown.sheet.procedures
        if state.procedure.id == chosen
        for question in _askable(case, state.questions)
    ]
    questions = options_view.first_questions(case, asked)
    if not questions:
        return go(f"/before/{name}")
    case.session.revisit, case.session.return_to = questions, f"/before/{name}"
    return go("/check")


def _askable(case: Case, names: Iterable[str]) -> list[str]:
    findings = case.knowledge.findings
    return [name for name in names if name in findings and findings[name].asked_of == "person"]


def _opinion(case: Case, name: str) -> SecondOpinion:
    thing = case.session.opaque.get(name, "")
    found = case.knowledge.second_opinions.get(thing.removeprefix(KIND))
    if not thing.startswith(KIND) or found is None:
        raise HTTPException(404)
    return found


def _shown(case: Case, opinion: SecondOpinion, name: str) -> Shown:
    standing = case.book.standing(case.today)
    flags = frozenset(flag.id for flag in standing.triage.open_flags)
    found = sheet(case.rulebook, standing.known, fitting(standing.patterns), flags, opinion)
    named = [one for one in opinion.procedures if one.treatment]
    evidence = {one.id: case.knowledge.treatments[one.treatment or ""] for one in named}
    used = [source for basis in bases(opinion) for source in basis.sources]
    return Shown(
        sheet=found,
        name=name,
        uses={
            one.id: tuple(use for use in evidence[one.id].uses if use.row in one.rows)
            for one in named
        },
        pages={one.id: options_view.name_of(case, evidence[one.id]) for one in named},
        sources=tuple(cited(case.knowledge, used)),
    )
