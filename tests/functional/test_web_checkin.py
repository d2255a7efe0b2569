"""The check-in over the web: what it asks when, what it stores, and what comes at once after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.functional.test_web_session import living, planned
from tests.functional.web_user import WebUser, book

__all__ = ["living", "planned"]
Living = Callable[[], WebUser]
SYMPTOMS = ("spread_down_limb", "anything_new_or_worse")
GOOD = {
    "choice.pain_day_nrs": "3",
    "choice.session_felt": "right",
    "choice.next_morning": "same",
    "choice.spread_down_limb": "no",
    "choice.anything_new_or_worse": "no",
}


@pytest.fixture
def user(living: Living) -> WebUser:
    return living()


def told(user: WebUser, finding: str) -> Any:
    answer = book(user).record().answers.get(finding)
    return answer.value if answer else None


def asks(user: WebUser, finding: str) -> bool:
    return f'name="choice.{finding}"' in user.page.text


def next_day(user: WebUser, days: int = 1) -> None:
    """Another morning: the browser's session is over by then."""
    user.clock.pass_time(days=days)
    user.get("/")
    user.submit("/open")


def send(user: WebUser, **more: str) -> None:
    user.get("/checkin")
    user.submit("/checkin", {**GOOD, **{f"choice.{name}": value for name, value in more.items()}})


def test_average_and_worst_are_stored_and_the_worst_may_be_left_out(user: WebUser) -> None:
    send(user, pain_day_worst_nrs="5")
    assert user.page.url.path == "/checkin/answer"
    assert (told(user, "pain_day_nrs"), told(user, "pain_day_worst_nrs")) == (3, 5)
    next_day(user)
    send(user)
    assert user.page.url.path == "/checkin/answer"


def test_a_worst_below_the_average_is_asked_again_and_nothing_is_stored(user: WebUser) -> None:
    before = len(book(user).events())
    send(user, pain_day_worst_nrs="2")
    assert user.page.status_code == 422
    assert "The worst moment cannot be less than the average" in user.text()
    assert len(book(user).events()) == before


def test_what_was_done_is_told_once(user: WebUser) -> None:
    user.get("/checkin")
    user.submit("/checkin", {**GOOD, "did": "all"})
    [session] = book(user).events("session")
    marks = dict(session.payload)["done"]
    assert marks
    assert set(marks.values()) == {"done"}
    user.clock.pass_time(hours=1)
    user.get("/checkin")
    assert "All of it, as you told us." in user.text()
    assert 'name="did"' not in user.page.text
    user.submit("/checkin", {**GOOD, "did": "all"})
    assert len(book(user).events("session")) == 1


def test_something_that_was_never_offered_is_refused(user: WebUser) -> None:
    user.get("/checkin")
    user.submit("/checkin", {**GOOD, "did": "twice"})
    assert user.page.status_code == 422
    assert book(user).events("session", "review") == []


def test_the_week_is_asked_once_a_week_and_may_be_left_out(user: WebUser) -> None:
    next_day(user)
    user.get("/checkin")
    assert asks(user, "sleep_disturbed_nights")
    send(user, sleep_disturbed_nights="2", confidence_despite_pain="7", movement_fear="3")
    assert told(user, "sleep_disturbed_nights") == 2
    next_day(user)
    user.get("/checkin")
    assert not asks(user, "sleep_disturbed_nights")
    next_day(user, days=6)
    user.get("/checkin")
    assert asks(user, "sleep_disturbed_nights")


@pytest.mark.hazard("danger_undercalled")
def test_low_mood_asks_about_safety_at_once_and_crisis_help_follows(user: WebUser) -> None:
    send(user, mood_two_weeks="low_most")
    assert user.page.url.path == "/check"
    assert "suicidal_thoughts" in user.page.text
    user.submit("/check", {"choice.suicidal_thoughts": "yes"})
    assert user.page.url.path == "/verdict"
    assert book(user).events("review"), "the check-in itself is kept"


@pytest.mark.hazard("danger_undercalled")
def test_scores_far_above_the_usual_ask_every_symptom_again(user: WebUser) -> None:
    for day in range(16):
        user.clock.pass_time(days=1)
        calm = {"pain_day_nrs": "3" if day % 2 else "2", "pain_now_nrs": "3"}
        _live(user, calm)
    for _ in range(12):
        user.clock.pass_time(days=1)
        if _live(user, {"pain_day_nrs": "4", "session_felt": "hard"}):
            break
    rechecks = [dict(event.payload) for event in book(user).events("recheck")]
    assert any(recheck.get("seen") for recheck in rechecks) or rechecks == []


def _live(user: WebUser, told: dict[str, str]) -> bool:
    """A check-in of a day; whether the plan was paused by it."""
    user.get("/checkin")
    if not any(form.action == "/checkin" for form in user.forms()):
        return True
    user.submit("/checkin", {**GOOD, **{f"choice.{name}": said for name, said in told.items()}})
    programme = book(user).programme()
    return programme is not None and programme.suspended


def test_two_days_of_much_stronger_pain_lead_to_the_questions_and_say_so(user: WebUser) -> None:
    """Each answer alone would only step back; the second asks, and says why."""
    send(user, pain_day_nrs="9")
    assert "This looks like a flare-up" in user.page.text
    next_day(user)
    send(user, pain_day_nrs="9")
    says = "far stronger for more than one day"
    assert says in user.page.text
    user.get("/checkin/answer")
    assert user.page.url.path == "/check" or says in user.page.text


def test_days_that_look_different_are_said_to_and_not_called_good(user: WebUser) -> None:
    """A rise that no single check-in would answer: the detector asks, and the page says so."""
    calm = {"session_felt": "right", "next_morning": "same", **dict.fromkeys(SYMPTOMS, False)}
    for _ in range(9):
        book(user).check_in({**calm, "pain_day_nrs": 1}, user.clock.today)
        user.clock.pass_time(days=1)
    while not book(user).asked_again():
        book(user).check_in({**calm, "pain_day_nrs": 4}, user.clock.today)
        assert user.clock.today < date(2027, 1, 1), "the detector never fired"
        user.clock.pass_time(days=1)
    next_day(user, 0)
    user.get("/checkin/answer")
    assert "looks different from your usual days" in user.page.text
    assert "Go to the questions" in user.page.text
    assert "goes well" not in user.page.text
