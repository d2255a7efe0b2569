"""Try it on yourself: choose, begin with a yes, tell each day, and hear what your days say."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbline.care.n_of_1 import Power
from plumbline.errors import BadInput
from plumbline.journal.own_trials import OwnTrial
from plumbline.knowledge.schema import Trial
from plumbline.present import trial_words, wording
from plumbline.present.words import _
from plumbline.web import trying_days, trying_view
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text
from plumbline.web.pages import go, render
from plumbline.web.trying_days import Told, trying

router = APIRouter()


@router.get("/try")
async def choose(request: Request, case: CaseDep) -> Response:
    """What can be tried, and what cannot just now, with the reason."""
    own = await run_in_threadpool(trying(case).look, case.today)
    found = trying_view.look(case)
    before = [one for one in trying(case).all() if one.ended]
    return render(
        request,
        "trying/choose.html",
        listed=found,
        running=trying_view.now(case, own, drawn=False) if own and own.ended is None else None,
        before=[trying_view.now(case, one, drawn=False) for one in reversed(before)],
        safety_first=any(one.choice.may.safety_first for one in found),
        acute=_acute(found),
        see_someone=bool(case.book.standing(case.today).triage.open_flags),
        wording=wording,
    )


@router.get("/try/now")
async def now(request: Request, case: CaseDep) -> Response:
    """Today's way, what is asked, and what the days say so far."""
    own = await run_in_threadpool(trying(case).look, case.today)
    if own is None:
        return go("/try")
    return await _now(request, case, own)


@router.post("/try/now")
async def tell(request: Request, case: CaseDep, form: Form) -> Response:
    """Store what was told of a day, and look whether it is settled."""
    tried = trying(case)
    own = tried.last()
    if own is None:
        return go("/try")
    told = trying_days.read_form(case, own, form)
    if told.problem:
        return await _now(request, case, own, told, status=422)
    request_id = text(form, "request_id") or None
    if tried.tell(told.on, told.kept, told.score, safe=told.safe, request_id=request_id):
        return _ask_again(case)
    case.session.notice = _("Thank you, that is kept.")
    return go("/try/now")


@router.post("/try/stop")
async def stop(case: CaseDep) -> Response:
    """Stop at any time; no reason is asked."""
    await run_in_threadpool(trying(case).stop, case.today)
    return go("/try/now")


@router.post("/try/ask")
async def ask(case: CaseDep, form: Form) -> Response:
    """The questions that decide whether something may be tried."""
    trial = _trial(case, text(form, "trial"))
    choice = trying(case).choice(trial, case.today)
    running = trying(case).running()
    back = "/try/now" if running else f"/try/{trying_view.name_of(case, trial)}"
    asked = trying_view.first_questions(choice, dict(case.knowledge.findings))
    if not asked:
        return go(back)
    case.session.revisit, case.session.return_to = asked, back
    return go("/check")


@router.get("/try/{name}")
async def one(request: Request, case: CaseDep, name: str) -> Response:
    """One trial before it begins; `by` is the place of the outcome that was chosen."""
    trial, asked = _trial(case, name), request.query_params
    by = _by(trial, asked["by"]) if "by" in asked else None
    return await _one(request, case, trial, by, longer="longer" in asked)


@router.post("/try/{name}")
async def start(request: Request, case: CaseDep, name: str, form: Form) -> Response:
    """Begin it, with a yes; where it would more likely miss a difference, with one more."""
    trial, tried = _trial(case, name), trying(case)
    by = _by(trial, text(form, "by"))
    own = await run_in_threadpool(tried.look, case.today)
    if own and own.ended is None:
        # Also when the same form is sent twice.
        case.session.notice = _("One trial at a time. This one goes on.")
        return go("/try/now")
    if not tried.choice(trial, case.today).allowed:
        case.session.notice = _("You cannot begin this one today. Nothing was begun.")
        return go("/try")
    blocks = _blocks(trial, form)
    finding = trial.outcomes[by].finding
    chance: Power = await run_in_threadpool(tried.chance, trial, finding, case.today, blocks)
    if chance.low and text(form, "knows") != "yes":
        return await _one(request, case, trial, by, longer=False, status=422)
    request_id = text(form, "request_id") or None
    tried.start(trial, finding, case.today, chance, request_id=request_id)
    case.session.notice = _("It begins tomorrow. Each day we tell you which way it is.")
    return go("/try/now")


def _ask_again(case: Case) -> Response:
    """On to every question about safety; the trial waits for them by itself."""
    session = case.session
    session.revisit, session.return_to, session.progress = (), "", 0.0
    session.trail.clear()
    session.notice = _(
        "Thank you, that is kept. Something is different now, so we ask you everything about "
        "safety again. Your trial waits meanwhile."
    )
    return go("/check")


def _acute(found: tuple[trying_view.Listed, ...]) -> bool:
    """Whether nothing at all is tried yet because the pain is young."""
    rules = [{one.rule for one in each.against if one.known} for each in found]
    return bool(rules) and all(trying_view.ACUTE in each for each in rules)


def _trial(case: Case, name: str) -> Trial:
    trial = trying_view.named(case, name)
    if trial is None:
        raise HTTPException(404)
    return trial


def _by(trial: Trial, said: str) -> int:
    if said not in map(str, range(len(trial.outcomes))):
        raise BadInput(_("your answer"), _("is not one of ours"), allowed=_("one of the list"))
    return int(said)


def _blocks(trial: Trial, form: FormData) -> int:
    said = text(form, "blocks") or str(trial.blocks)
    if said not in map(str, range(trial.blocks, trial.most_blocks + 1)):
        raise BadInput(_("the length"), _("is not one of ours"), allowed=_("one of the list"))
    return int(said)


async def _one(
    request: Request,
    case: Case,
    trial: Trial,
    by: int | None,
    *,
    longer: bool,
    status: int = 200,
) -> Response:
    view = await run_in_threadpool(trying_view.offer, case, trial, by, longer=longer)
    return render(
        request,
        "trying/one.html",
        status=status,
        view=view,
        trial=trial,
        running=trying(case).running() is not None,
        outcomes=trial_words.OUTCOMES,
        better=trial_words.BETTER,
        chance_says=trial_words.chance,
        missed=status == 422,
        wording=wording,
    )


async def _now(
    request: Request, case: Case, own: OwnTrial, told: Told | None = None, *, status: int = 200
) -> Response:
    view = await run_in_threadpool(trying_view.now, case, own)
    return render(
        request,
        "trying/now.html",
        status=status,
        view=view,
        told=told,
        today=case.today,
        wording=wording,
    )
