"""Staying well over the web: offered, taken, and "it is back"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.functional.test_web_checkin import GOOD, next_day
from tests.functional.test_web_session import living, planned
from tests.functional.web_user import WebUser, book
from tests.unit.care.people import calm_values

__all__ = ["living", "planned"]
Living = Callable[[], WebUser]


def settle(user: WebUser) -> None:
    """What has grown old is answered as by somebody calm, and a paused plan goes on."""
    case, calm = book(user), calm_values()
    while page := case.standing(user.clock.today).next_page:
        case.answer({name: calm[name] for name in page.findings}, user.clock.today)


def quiet_weeks(user: WebUser) -> None:
    for _ in range(9):
        next_day(user, days=4)
        settle(user)
        went = {name.removeprefix("choice."): value for name, value in GOOD.items()}
        told = {"spread_down_limb": False, "anything_new_or_worse": False, "pain_day_nrs": 0}
        book(user).check_in({**went, **told}, user.clock.today)
        settle(user)


def test_one_thing_is_offered_at_a_time_and_a_yes_makes_it_lighter(living: Living) -> None:
    user = living()
    quiet_weeks(user)
    user.get("/today")
    assert "You have been well for a while" in user.text()
    assert "A new week, if you like" not in user.text()
    user.submit("/well", {"answer": "yes"})
    assert user.page.url.path == "/well"
    programme = book(user).programme()
    assert programme is not None
    assert sum(day.session for day in programme.days) <= 2
    user.get("/today")
    assert "You are staying well" in user.text()


def test_an_answer_that_was_never_offered_is_refused(living: Living) -> None:
    user = living()
    quiet_weeks(user)
    user.get("/today")
    user.submit("/well", {"answer": "perhaps"})
    assert user.page.status_code == 422
    assert not book(user).following.is_well


@pytest.mark.hazard("exercise_with_open_flag")
def test_it_is_back_asks_first_and_then_makes_a_new_plan(living: Living) -> None:
    user = living()
    quiet_weeks(user)
    user.get("/today")
    user.submit("/well", {"answer": "yes"})
    user.submit("/back")
    assert user.page.url.path == "/check"
    user.get("/session")
    assert "Begin" not in user.text()
    settle(user)
    user.get("/today")
    user.submit("/plan/resume")
    assert "Your new plan begins today." in user.text()
    programme = book(user).programme()
    assert programme is not None
    assert programme.start == user.clock.today
