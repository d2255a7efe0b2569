"""A new week on offer: shown before, begun only with a yes, and a no is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plumbline.logic.schema import Value
from tests.functional.test_web_plan_why import Living, programme
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import FormOnPage, WebUser

__all__ = ["living", "planned"]
WENT_WELL: dict[str, Value] = {
    "pain_day_nrs": 3,
    "pain_usual_nrs": 3,
    "session_felt": "easy",
    "next_morning": "same",
    "spread_down_limb": False,
    "anything_new_or_worse": False,
}


def _offer(user: WebUser) -> FormOnPage | None:
    user.get("/today")
    return next((form for form in user.forms() if form.action == "/plan/new-week"), None)


def _week_later(user: WebUser) -> None:
    """A session is done; then eight days on, with every answer renewed."""
    done = dict.fromkeys((one.exercise for one in programme(user).exercises), "done")
    book(user).session_done(user.clock.today, done)
    user.clock.now += timedelta(days=8)
    book(user).answer(
        {
            name: answer.value
            for name, answer in book(user).record().answers.items()
            if answer.origin == "person"
        },
        user.clock.today,
    )
    user.get("/")
    user.submit("/open")


def test_a_new_week_is_offered_and_begins_only_with_a_yes(living: Living) -> None:
    user = living()
    assert _offer(user) is None
    _week_later(user)
    book(user).check_in(WENT_WELL, user.clock.today)
    before = programme(user)
    assert _offer(user) is not None
    assert "A week of your plan is over." in user.text()
    assert programme(user) == before
    user.submit("/plan/new-week", {"answer": "yes"})
    assert "Your new week begins today." in user.text()
    assert programme(user).start == user.clock.today
    assert _offer(user) is None
    user.get("/history")
    assert "You began a new week" in user.text()


def test_staying_as_it_is_changes_nothing_and_is_remembered(living: Living) -> None:
    user = living()
    _week_later(user)
    book(user).check_in(WENT_WELL, user.clock.today)
    before = programme(user)
    assert _offer(user) is not None
    user.submit("/plan/new-week", {"answer": "stay"})
    assert programme(user) == before
    assert _offer(user) is None
    user.get("/history")
    assert "you said: stay as it is" in user.text()


@pytest.mark.hazard("load_raised_after_worse")
def test_after_a_flare_no_new_week_is_offered(living: Living) -> None:
    user = living()
    book(user).flare(user.clock.today)
    _week_later(user)
    assert _offer(user) is None


def test_other_answers_offer_another_plan(living: Living) -> None:
    user = living()
    book(user).answer({"minutes_per_day": 8}, user.clock.today)
    assert _offer(user) is not None
    assert "You changed an answer that your plan is made of." in user.text()
    user.submit("/plan/new-week", {"answer": "yes"})
    assert programme(user).minutes_a_day == 8
    assert _offer(user) is None


def test_an_old_offer_is_not_taken(living: Living) -> None:
    user = living()
    book(user).answer({"minutes_per_day": 8}, user.clock.today)
    form = _offer(user)
    assert form is not None
    told = {name: form.values(name) for name, _ in form.fields} | {"answer": ["yes"]}
    book(user).answer({"minutes_per_day": 20}, user.clock.today)
    before = programme(user)
    user.send("POST", "/plan/new-week", data=told)
    assert "no longer open" in user.text()
    assert programme(user) == before
    user.send("POST", "/plan/new-week", data={**told, "answer": ["perhaps"]})
    assert user.page.status_code == 422
