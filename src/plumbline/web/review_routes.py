"""Looking at the plan together: hold a review, read the last one, and its letter."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from plumbline.errors import BadInput
from plumbline.present import wording
from plumbline.present.letter import Letter, as_text, letter
from plumbline.present.paper import form_for
from plumbline.present.paper.letter import letter_paper
from plumbline.present.words import _
from plumbline.web import review_view
from plumbline.web.case import Case, CaseDep
from plumbline.web.letter_case import letter_case
from plumbline.web.pages import go, render

router = APIRouter()


@router.get("/review")
async def review(request: Request, case: CaseDep) -> Response:
    """What the last review said, and the way to the next one."""
    view = await run_in_threadpool(review_view.look, case)
    return render(request, "review.html", view=view, today=case.today, wording=wording)


@router.post("/review")
async def hold(case: CaseDep) -> Response:
    """Look at the plan. Without a plan there is nothing to look at, and the page says so."""
    if case.book.programme() is not None:
        await run_in_threadpool(review_view.hold, case)
    return go("/review")


@router.get("/letter")
async def read_letter(request: Request, case: CaseDep) -> Response:
    """The letter on the screen: `?name=0` leaves the name out."""
    named = _named(request)
    whole = await run_in_threadpool(_letter, case, named=named) if _has_one(case) else None
    return render(
        request,
        "letter.html",
        letter=whole,
        named=named,
        looked=case.book.last_step(),
        due=case.following.review_due(case.today),
        has_plan=case.book.programme() is not None,
        safe=case.book.standing(case.today).triage.exercise_allowed,
    )


@router.get("/letter.pdf")
async def letter_pdf(request: Request, case: CaseDep) -> Response:
    """The letter on one page: `?paper=a4` or `us-letter`, else that of the person's country.
    Where there is none, its page says why."""
    if not _has_one(case):
        return go("/letter")
    known = case.book.standing(case.today).known
    form = form_for(known, request.query_params.get("paper"))
    named = _named(request)

    def typeset() -> bytes:
        return letter_paper(_letter(case, named=named), form.paper)

    # Typesetting takes a second: off the loop, so that nobody else waits.
    content = await run_in_threadpool(typeset)
    return Response(content, media_type="application/pdf", headers=_file(case, "pdf"))


@router.get("/letter.txt")
async def letter_text(request: Request, case: CaseDep) -> Response:
    """The letter as plain text."""
    if not _has_one(case):
        return go("/letter")
    content = as_text(await run_in_threadpool(_letter, case, named=_named(request)))
    return Response(content, media_type="text/plain; charset=utf-8", headers=_file(case, "txt"))


def _letter(case: Case, *, named: bool) -> Letter:
    name = case.profile.name if named else ""
    return letter(letter_case(case.book, case.rulebook, case.today, name))


def _has_one(case: Case) -> bool:
    last = case.book.last_step()
    return last is not None and last[1].steps_up


def _named(request: Request) -> bool:
    given = request.query_params.get("name", "1")
    if given not in ("0", "1"):
        raise BadInput(_("the name"), _("is not one of ours"), allowed="0, 1")
    return given == "1"


def _file(case: Case, kind: str) -> Mapping[str, str]:
    # No name in the file's name: it lies in a folder that others may see.
    return {"Content-Disposition": f'inline; filename="letter-{case.today.isoformat()}.{kind}"'}
