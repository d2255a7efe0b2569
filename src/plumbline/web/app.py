"""The app put together: front door, routers, and one page for every error."""

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles

from plumbline.journal import Journal
from plumbline.knowledge import load
from plumbline.knowledge.wording import FOLDER, Wordings
from plumbline.logic.rulebook import Rulebook, compile_rules
from plumbline.web import (
    calendar_reminders,
    calendar_routes,
    check,
    claims_routes,
    coming_back_routes,
    conditions_routes,
    explain,
    flare_routes,
    learn_routes,
    manual_routes,
    medicines_routes,
    offline,
    opinion_routes,
    options_routes,
    plan_ahead,
    plan_new_week,
    plan_paper,
    plan_routes,
    plan_session,
    plan_why,
    plan_wishes,
    progress_routes,
    questionnaire_routes,
    refusals,
    results_routes,
    review_routes,
    settings,
    staying_well_routes,
    testing_routes,
    trying_routes,
    verdict,
    welcome,
)
from plumbline.web.case import House
from plumbline.web.forms import take_form
from plumbline.web.security import FrontDoor
from plumbline.web.sessions import Sessions

PLANS = (
    *(plan_routes, plan_session, plan_paper, plan_why, plan_wishes, plan_new_week, plan_ahead),
    *(flare_routes, coming_back_routes, learn_routes, staying_well_routes),
)
WEEKS = (
    *(calendar_routes, calendar_reminders),
    *(progress_routes, review_routes, trying_routes, questionnaire_routes),
)
KNOWN = (
    *(options_routes, opinion_routes, medicines_routes, conditions_routes),
    *(claims_routes, manual_routes),
)
"""What is known of treatments and conditions, for the person who asks."""
STATIC = Path(__file__).parent / "static"


def local_time() -> datetime:
    """The machine's own time, with its zone, also after it has travelled to another."""
    if hasattr(time, "tzset"):
        time.tzset()  # else a process keeps for good the zone it started in
    return datetime.now().astimezone()


def create_app(
    home: Path,
    *,
    clock: Callable[[], datetime] = local_time,
    rulebook: Rulebook | None = None,
) -> FastAPI:
    """The web app over the journal in `home`. Raises JournalError when that cannot be opened."""
    journal = Journal.open(home, clock=clock)
    sessions = Sessions(clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        yield
        journal.close()

    app = FastAPI(
        title="Plumbline",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        # No form is ever taken without its token, whoever adds the route.
        dependencies=[Depends(take_form)],
    )
    app.state.clock = clock
    rules = rulebook or compile_rules(load())
    wordings = Wordings(home / FOLDER, rules.knowledge)
    app.state.house = House(journal, rules, sessions, wordings)
    app.state.explained = plan_why.Explained()
    parts = (welcome, check, verdict, explain, settings, testing_routes, results_routes, offline)
    for part in parts:
        app.include_router(part.router)
    for plan in PLANS:
        app.include_router(plan.router, dependencies=[Depends(coming_back_routes.greet)])
    for part in (*WEEKS, *KNOWN):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    refusals.install(app)
    app.add_middleware(FrontDoor, sessions=sessions, broken=refusals.broken)
    return app
