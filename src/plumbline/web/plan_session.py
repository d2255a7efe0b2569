"""Today's session: the exercises one after the other, and what was done of them."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from plumbline.care.advice import discomfort
from plumbline.errors import BadInput, NotReady
from plumbline.journal.reading import data_of
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Exercise
from plumbline.present import wording
from plumbline.present.load_words import load_class
from plumbline.present.words import _
from plumbline.web import plan_checkin, plan_figures, plan_history, plan_swap, plan_today
from plumbline.web.case import Case, CaseDep
from plumbline.web.forms import Form, text, texts
from plumbline.web.pages import go, render

router = APIRouter()
_BADNESS = {"skipped": 0, "done": 1, "part": 2, "stopped_pain": 3}
"""Of two marks for one exercise and day the higher one stands."""


@router.get("/session")
async def session(request: Request, case: CaseDep) -> Response:
    """Today's exercises with figures and timers; everything a player needs is in the page."""
    view = plan_today.look(case)
    if view.state != "plan":
        return go("/today")
    swaps = plan_swap.swaps(case, view)
    return _show(
        request,
        case,
        "plan/session.html",
        view=view,
        swaps=swaps,
        beside=plan_swap.beside(case, swaps),
        swap_says=plan_swap.SAYS,
        drawn=plan_figures.drawn,
        spoken=partial(_spoken, case.knowledge),
        side_says=plan_figures.side_says,
        sided=plan_figures.sided,
        tempo_of=plan_figures.tempo_of,
        pictures=case.house.pictures,
        still_of=plan_figures.still_of(case.house.pictures),
        load_says=load_class,
        discomfort=discomfort(case.rulebook),
    )


@router.post("/session")
async def finish(case: CaseDep, form: Form) -> Response:
    """Store what was done. What nobody marked counts as left out.

    The form may come late, from a page that waited for the app to answer again: it names its own
    person and day, and counts for that day. Of a further form of a day, and so of the same one sent
    once more, only what is new or worse is stored: a stop because of pain is never lost.
    """
    person = text(form, "person")
    if person and person != case.profile.id:
        raise NotReady(_("this session belongs to another person, so nothing was stored"))
    on = _day(case, text(form, "on"))
    done = _marks(case, form)
    if not done:
        return go("/today")
    swapped, request_id = plan_swap.read_swaps(case, form), text(form, "request_id") or None
    unmarked = [name for name in done if not text(form, f"done.{name}")]
    done = plan_swap.marked(done, unmarked, swapped)
    before = case.book.agenda.told.get(on)
    if before is not None:
        done, swapped = _more(before, done), _more_swapped(case, on, swapped)
        # The page may have gone out, was brought back and now says something else.
        request_id = None if case.book.agenda.was_sent(request_id) else request_id
    if before is None or done or swapped:
        case.book.session_done(on, done, swapped=swapped, request_id=request_id)
    return go("/session/done")


@router.get("/session/done")
async def session_done(request: Request, case: CaseDep) -> Response:
    """Thank you, and what the plan will do tomorrow; safety questions that opened come first."""
    told = plan_history.last_session(case)
    if told is None:
        return go("/today")
    today = case.book.agenda.told.get(case.today, {})
    return _show(
        request,
        case,
        "plan/session_done.html",
        view=plan_today.look(case),
        hurt="stopped_pain" in {*told.values(), *today.values()},
        what_ifs=plan_checkin.what_ifs(case),
    )


def _day(case: Case, said: str) -> date:
    """The day of the page that was sent: today, or earlier since the plan began."""
    agenda = case.book.agenda
    if agenda.programme is None:
        raise NotReady(_("you have no plan yet, so nothing was stored"))
    try:
        on = date.fromisoformat(said) if said else case.today
    except ValueError:
        raise BadInput(_("the day of the session"), _("cannot be read")) from None
    # The plan may have been made anew since: its earlier days are days of it too.
    if on > case.today or agenda.programme_on(on) is None:
        raise BadInput(_("the day of the session"), _("is not a day of your plan"))
    return on


def _marks(case: Case, form: FormData) -> dict[str, str]:
    """The mark of every exercise on the page; the page itself says which those were."""
    done: dict[str, str] = {}
    for name in texts(form, "exercise"):
        mark = text(form, f"done.{name}") or "skipped"
        if mark not in plan_today.DONE or name not in case.knowledge.exercises:
            raise BadInput(_("the mark of an exercise"), _("is not one of ours"))
        done[name] = mark
    return done


def _more(before: Mapping[str, str], done: Mapping[str, str]) -> dict[str, str]:
    """The marks that are new, or worse than what was told of the same day before."""
    return {
        name: mark
        for name, mark in done.items()
        if _BADNESS[mark] > _BADNESS.get(before.get(name, ""), -1)
    }


def _more_swapped(
    case: Case, on: date, swapped: Mapping[str, plan_swap.Swapped]
) -> dict[str, plan_swap.Swapped]:
    """The swaps that were not told of the same day before; that it hurt is added to any reason."""
    before: dict[str, set[str]] = {}
    for event in case.book.events("session"):
        if data_of(event)["on"] == on.isoformat():
            for name, swap in data_of(event).get("swapped", {}).items():
                before.setdefault(name, set()).add(swap["because"])
    return {
        name: swap
        for name, swap in swapped.items()
        if name not in before or (swap["because"] == "hurts" and "hurts" not in before[name])
    }


def _spoken(knowledge: Knowledge, exercise: Exercise) -> list[dict[str, float | str]]:
    """What is told while an exercise is done, each `at` its second of a repetition.

    Cues of a movement that has none are those of the exercise, at the start of a repetition.
    """
    movement = knowledge.movements.get(exercise.id)
    if movement and movement.cues:
        return [{"at": cue.at, "say": _(cue.say)} for cue in movement.cues]
    return [{"at": 0.0, "say": _(cue)} for cue in exercise.cues[:1]]


def _show(request: Request, case: Case, template: str, **more: Any) -> Response:
    return render(request, template, today=case.today, wording=wording, person=case.profile, **more)
