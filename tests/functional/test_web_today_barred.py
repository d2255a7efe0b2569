"""An exercise that an answer has barred since: every page of the plan says "not today"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from plumbline.care.decision import dump
from plumbline.care.programme import Wish
from plumbline.journal import Journal
from plumbline.present import wording
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser, rulebook

__all__ = ["living", "planned"]
BARRED = "clamshell"


@pytest.fixture
def user(living: Callable[[], WebUser]) -> WebUser:
    """Somebody in whose plan the clamshell stands first."""
    user = living()
    plan = book(user).programme()
    assert plan is not None
    others = [one for one in plan.exercises if one.exercise != BARRED]
    first = replace(others[0], exercise=BARRED, dose=0, more_on=None)
    plan = replace(plan, exercises=(first, *others[1:]), proof=None)
    journal: Journal = user.app.state.house.journal
    journal.append(
        journal.profiles()[0].id,
        "programme",
        {"because": "made", "programme": dump(plan)},
        knowledge_version=rulebook().knowledge.version,
    )
    return user


def near(user: WebUser) -> str:
    """What stands around the exercise's name, up to the next exercise."""
    exercise = rulebook().knowledge.exercises[BARRED]
    page = " ".join(re.sub("<[^>]*>", " ", user.page.text).split())
    return page[page.index(exercise.title) :][:400]


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("path", ["/plan/why", "/plan/ahead", "/plan/wishes"])
def test_what_is_barred_is_not_today_and_has_no_dose(user: WebUser, path: str) -> None:
    dose = wording.dose(rulebook().knowledge.exercises[BARRED].doses[0])
    user.get(path)
    assert dose in near(user)
    assert "Not today." not in near(user)
    book(user).answer({"hip_replacement": True}, user.clock.today)
    user.get(path)
    assert user.page.url.path == path
    assert "Not today." in near(user)
    assert dose not in near(user)


@pytest.mark.hazard("contraindicated_offered")
def test_a_dose_asked_for_is_not_named_while_barred(user: WebUser) -> None:
    book(user).wish(Wish("dose", BARRED, "clinician", 0), user.clock.today)
    book(user).answer({"hip_replacement": True}, user.clock.today)
    user.get("/plan/wishes")
    assert "counts when this exercise may be done again" in user.text()
    assert wording.dose(rulebook().knowledge.exercises[BARRED].doses[0]) not in near(user)


@pytest.mark.hazard("contraindicated_offered")
def test_the_calendar_leaves_it_out(user: WebUser) -> None:
    title = rulebook().knowledge.exercises[BARRED].title
    user.get("/calendar")
    assert title in user.text()
    book(user).answer({"hip_replacement": True}, user.clock.today)
    user.get("/calendar")
    assert title not in user.text()


@pytest.mark.hazard("exercise_with_open_flag")
def test_in_an_emergency_today_has_no_walk_though_its_session_was_told(user: WebUser) -> None:
    plan = book(user).programme()
    assert plan is not None
    today = user.clock.today
    book(user).session_done(today, {plan.exercises[0].exercise: "done"})
    user.get("/calendar")
    assert "On the move" in user.text()
    book(user).answer({"rash_stays": True}, today)
    user.get("/calendar")
    assert "Done" in user.text()
    assert "On the move" not in user.text()
