"""Silent days: a smaller plan is offered once, the plan steps back once, and changes are undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from plumbline.care.programme import Programme
from tests.functional.test_web_new_week import WENT_WELL
from tests.functional.test_web_plan_why import Living, programme
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import FormOnPage, WebUser

__all__ = ["living", "planned"]
SMALLER, UNDO = "/plan/smaller", "/plan/undo"


def asked_for(found: Programme) -> tuple[Any, ...]:
    """What a plan asks for, whatever its version."""
    return found.exercises, found.days, found.start


def minutes(found: Programme) -> float:
    return sum(one.minutes for one in found.exercises) + sum(d.walk_minutes for d in found.days)


def silent(user: WebUser, days: int) -> None:
    """Days go by; every answer of the check is still good."""
    user.clock.now += timedelta(days=days)
    renew(user)


def renew(user: WebUser) -> None:
    """Every answer of the check told once more, and the profile opened."""
    told = book(user).record().answers.items()
    values = {name: one.value for name, one in told if one.origin == "person"}
    book(user).answer(values, user.clock.today)
    user.get("/")
    user.submit("/open")


def form(user: WebUser, action: str, page: str = "/today") -> FormOnPage | None:
    user.get(page)
    assert user.page.status_code == 200, user.text()
    return next((one for one in user.forms() if one.action == action), None)


def changes(user: WebUser) -> list[str]:
    return [str(event.payload["because"]) for event in book(user).events("programme")]


def test_after_two_days_nothing_is_said_and_after_three_it_is_asked(living: Living) -> None:
    user = living()
    silent(user, 2)
    assert form(user, SMALLER) is None
    silent(user, 1)
    assert form(user, SMALLER) is not None
    assert "Shall we make it smaller?" in user.text()
    assert changes(user) == ["made"], "nothing changes without a yes"


def test_a_yes_makes_it_about_half_and_can_be_undone(living: Living) -> None:
    user = living()
    before = programme(user)
    silent(user, 3)
    form(user, SMALLER)
    user.submit(SMALLER, {"answer": "yes"})
    after = programme(user)
    assert minutes(after) < 0.75 * minutes(before)
    assert len(after.exercises) >= 2
    assert [day.session for day in after.days] == [day.session for day in before.days]
    assert after.version == before.version + 1
    assert form(user, SMALLER) is None, "asked once"
    assert form(user, UNDO) is not None
    user.submit(UNDO)
    assert "Undone." in user.text()
    assert asked_for(programme(user)) == asked_for(before)
    assert changes(user) == ["made", "smaller", "undone"]
    assert form(user, UNDO) is None, "what was undone is not undone again"
    silent(user, 1)
    assert form(user, SMALLER) is None, "once in a silence"
    user.get("/history")
    assert "You made your plan smaller" in user.text()


def test_keeping_it_is_remembered_for_this_silence_only(living: Living) -> None:
    user = living()
    silent(user, 3)
    form(user, SMALLER)
    user.submit(SMALLER, {"answer": "keep"})
    assert changes(user) == ["made"]
    assert form(user, SMALLER) is None
    book(user).check_in(WENT_WELL, user.clock.today)
    silent(user, 3)
    assert form(user, SMALLER) is not None


def test_an_old_or_odd_answer_changes_nothing(living: Living) -> None:
    user = living()
    silent(user, 3)
    asked = form(user, SMALLER)
    assert asked is not None
    told = {name: asked.values(name) for name, _ in asked.fields}
    user.send("POST", SMALLER, data={**told, "answer": ["perhaps"]})
    assert user.page.status_code == 422
    book(user).check_in(WENT_WELL, user.clock.today)
    user.send("POST", SMALLER, data={**told, "answer": ["yes"]})
    assert "no longer open" in user.text()
    assert "smaller" not in changes(user)


@pytest.mark.parametrize("page", ["/today", "/session", "/checkin"])
def test_after_seven_days_it_is_one_step_lighter_wherever_they_come_in(
    living: Living, page: str
) -> None:
    user = living()
    before = programme(user)
    silent(user, 7)
    user.get(page)
    user.get(page)
    assert changes(user) == ["made", "lighter"], "once"
    assert minutes(programme(user)) < minutes(before)
    assert form(user, SMALLER) is None
    assert "took one step back by itself" in user.text()
    user.submit(UNDO)
    assert asked_for(programme(user)) == asked_for(before)
    silent(user, 3)
    user.get(page)
    assert changes(user) == ["made", "lighter", "undone"], "not again in this silence"


def test_who_kept_it_is_taken_at_their_word_for_a_week(living: Living) -> None:
    user = living()
    silent(user, 4)
    form(user, SMALLER)
    user.submit(SMALLER, {"answer": "keep"})
    silent(user, 5)
    user.get("/today")
    assert changes(user) == ["made"]
    silent(user, 2)
    user.get("/today")
    assert changes(user) == ["made", "lighter"]


def test_days_off_are_no_silence(living: Living) -> None:
    user = living()
    today = user.clock.today
    book(user).agenda.set_off(today, "travel", today, last=today + timedelta(days=9))
    silent(user, 9)
    assert form(user, SMALLER) is None
    assert changes(user) == ["made"]


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.parametrize("since", ["flare", "worse", "hurt", "recheck"])
def test_going_back_up_is_closed_once_something_spoke_against_it(
    living: Living, since: str
) -> None:
    user = living()
    silent(user, 7)
    assert form(user, UNDO) is not None
    case, today = book(user), user.clock.today
    match since:
        case "flare":
            case.flare(today)
        case "worse":
            case.check_in({**WENT_WELL, "next_morning": "worse"}, today)
        case "hurt":
            case.session_done(today, {programme(user).exercises[0].exercise: "stopped_pain"})
        case _:
            case.recheck(today)
    before = programme(user)
    told = {"token": user.form("/lock").values("token"), "ticket": "x"}
    user.send("POST", UNDO, data=told)
    assert "can no longer be undone" in user.text()
    assert programme(user) == before
    assert form(user, UNDO) is None


def test_a_step_up_can_always_be_taken_back(living: Living) -> None:
    user = living()
    silent(user, 1)
    before = programme(user)
    book(user).check_in(WENT_WELL, user.clock.today)
    form(user, "/offer", "/checkin/answer")
    user.submit("/offer", {"answer": "yes"})
    assert minutes(programme(user)) > minutes(before)
    assert form(user, UNDO, "/checkin/answer") is not None
    assert "You took a small step up" in user.text()
    name = programme(user).exercises[0].exercise
    book(user).session_done(user.clock.today, {name: "stopped_pain"})
    assert form(user, UNDO) is not None, "also after it hurt"
    user.submit(UNDO)
    assert minutes(programme(user)) <= minutes(before)
    doses = {one.exercise: one.dose for one in before.exercises}
    assert all(one.dose <= doses[one.exercise] for one in programme(user).exercises)


def test_nothing_of_this_goes_into_a_calendar(living: Living) -> None:
    user = living()
    today = user.clock.today
    before = book(user).agenda.appointments(today, today + timedelta(days=27))
    silent(user, 4)
    form(user, SMALLER)
    user.submit(SMALLER, {"answer": "yes"})
    after = book(user).agenda.appointments(today, today + timedelta(days=27))
    assert [one.on for one in after] == [one.on for one in before]
