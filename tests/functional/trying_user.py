"""Somebody who tries two ways on themselves, over the web: what they tell and how they live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from plumbline.care.n_of_1 import Design, Power
from plumbline.journal.own_trials import OwnTrial
from plumbline.journal.trying import Trying
from plumbline.logic.schema import Value
from tests.functional.test_web_session import book
from tests.functional.web_user import WebUser, rulebook

KNOWLEDGE = rulebook().knowledge
BEFORE = [one.id for one in KNOWLEDGE.topics["trying"].findings if one.type == "boolean"]
CURRENT = ("pads_on_neck", "pads_on_head_or_chest", "current_when_driving_or_wet")
ASKED = [*BEFORE, "blood_thinner", *CURRENT]
SLEEP = 1
"""The place of sleep among the outcomes."""
SURE = Power(28, 7, 1.0, 0.6, 0.5, 1.2, 0, False)
"""What is stored beside a plan where the chance itself is not what is tested."""


def tell(user: WebUser, **told: Value) -> None:
    book(user).answer(told, user.clock.today)


def fit(user: WebUser, **told: Value) -> None:
    """Pain of long standing, and nothing that speaks against any trial, or as told."""
    long_ago = user.clock.today - timedelta(days=120)
    tell(user, **{"onset_date": long_ago, **dict.fromkeys(ASKED, False), **told})


def trials(user: WebUser) -> Trying:
    return Trying(book(user))


def own(user: WebUser) -> OwnTrial:
    found = trials(user).last()
    assert found is not None
    return found


def address(user: WebUser, trial: str) -> str:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    return f"/try/{session.name_for(f'trials/{trial}')}"


def token(user: WebUser) -> str:
    user.get("/try")
    return user.forms()[0].values("token")[0]


def begin(user: WebUser, trial: str = "heat", outcome: int = 0) -> Design:
    """A trial begun today, of which tomorrow is the first day."""
    finding = KNOWLEDGE.trials[trial].outcomes[outcome].finding
    trials(user).start(KNOWLEDGE.trials[trial], finding, user.clock.today, SURE, seed=lambda: 7)
    return own(user).design


def next_day(user: WebUser, days: int = 1) -> None:
    user.clock.now += timedelta(days=days)
    user.get("/")
    user.submit("/open")


def renew(user: WebUser) -> None:
    """Every answer told once more: what was asked is still good. Scores of a day are not."""
    told = book(user).record().answers.items()
    passing = {one.id for one in KNOWLEDGE.findings.values() if one.valid_days == 1}
    same = {name: one.value for name, one in told if one.origin == "person" and name not in passing}
    tell(user, **same)


def live(user: WebUser, design: Design, score: Callable[[int, str], int], days: int) -> None:
    """So many days of a trial, told each evening; a check-in keeps all answers good."""
    for _ in range(days):
        user.clock.now += timedelta(days=1)
        today = user.clock.today
        at, arm = (today - design.first_day).days, str(design.arm_on(today))
        renew(user)
        kept = {today: True} if design.arm_on(today) else {}
        trials(user).tell(today, kept, score(at, arm))
        trials(user).look(today)
    user.get("/")
    user.submit("/open")


def events(user: WebUser, kind: str) -> list[dict[str, Any]]:
    return [dict(event.payload) for event in book(user).events(kind)]
