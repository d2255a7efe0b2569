"""Pain that is told in a trial, without a plan, goes with the questions about safety; crisis help
and the questions about safety come before everything else on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.functional.test_web_plan_why import Living
from tests.functional.test_web_questionnaire import home
from tests.functional.test_web_session import book, living, planned
from tests.functional.trying_user import address, begin, events, fit, next_day, own, token
from tests.functional.trying_user import trials as tried
from tests.functional.web_user import ORDINARY, WebUser, settle
from tests.functional.wording_person import loaded

__all__ = ["home", "living", "planned"]
SPREAD, NEW = "choice.spread_down_limb", "choice.anything_new_or_worse"
CALM = {SPREAD: "no", NEW: "no"}
CRISIS = "Somebody to talk to, at once"


@pytest.fixture
def planless(tmp_path: Path) -> Iterator[WebUser]:
    """Somebody with no plan, on the first day of a trial about pain."""
    user = WebUser(tmp_path / "home")
    user.arrive()
    settle(user, {**ORDINARY, "onset_date": user.clock.today - timedelta(days=200)})
    fit(user)
    begin(user, "massage")
    next_day(user)
    user.get("/try/now")
    yield user
    user.close()


def told(user: WebUser, score: int, **more: str) -> None:
    user.submit("/try/now", {"score": str(score), **CALM, **more})


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("without", [(SPREAD,), (NEW,), (SPREAD, NEW)])
def test_pain_without_a_plan_is_not_kept_without_the_questions_about_safety(
    planless: WebUser, without: tuple[str, ...]
) -> None:
    asked = planless.page.text
    assert all(f'name="{name}"' in asked for name in (SPREAD, NEW))
    given = {name: say for name, say in CALM.items() if name not in without}
    planless.submit("/try/now", {"score": "2", **given})
    assert planless.page.status_code == 422
    assert "the two questions after your pain" in planless.text()
    assert book(planless).series("pain_day_nrs") == []


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("yes", [SPREAD, NEW])
def test_a_yes_asks_everything_again_and_the_trial_waits(planless: WebUser, yes: str) -> None:
    told(planless, 2, **{yes: "yes"})
    assert planless.page.url.path == "/check"
    assert "everything about safety again" in planless.text()
    assert book(planless).series(yes.removeprefix("choice."))[-1] == (planless.clock.today, True)
    assert len(events(planless, "recheck")) == 1
    planless.get("/try/now")
    assert "Your trial waits" in planless.text()
    assert own(planless).ended is None


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize(("scores", "asked"), [((2, 2, 2, 5), True), ((2, 3, 2, 4), False)])
def test_pain_that_rises_sharply_asks_everything_again(
    planless: WebUser, scores: tuple[int, ...], asked: bool
) -> None:
    for score in scores[:-1]:
        told(planless, score)
        assert planless.page.url.path == "/try/now"
        next_day(planless)
        planless.get("/try/now")
    told(planless, scores[-1])
    assert (planless.page.url.path == "/check") == asked
    assert len(events(planless, "recheck")) == asked
    assert book(planless).series("pain_day_nrs")[-1] == (planless.clock.today, scores[-1])


def test_with_a_plan_a_score_made_by_hand_is_refused(living: Living) -> None:
    user = living()
    fit(user)
    begin(user)
    next_day(user)
    user.send("POST", "/try/now", data={"token": token(user), "score": "10"})
    assert user.page.status_code == 422
    assert book(user).series("pain_day_nrs") == []


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_a_day_outside_the_calendar_is_refused(planless: WebUser, on: str) -> None:
    data = {"token": token(planless), "on": on, "score": "3", **CALM}
    assert planless.send("POST", "/try/now", data=data).status_code == 422
    assert "from another day" in planless.text()


def test_a_name_of_another_form_begins_no_trial(planless: WebUser) -> None:
    csrf, today = token(planless), planless.clock.today.isoformat()
    data = {"token": csrf, "on": today, f"kept.{today}": "yes", "request_id": "abc"}
    planless.send("POST", "/try/now", data=data)
    planless.submit("/try/stop")
    where = address(planless, "heat")
    more = {"token": csrf, "by": "0", "knows": "yes", "request_id": "abc"}
    assert planless.send("POST", where, data=more).status_code == 422
    assert len(events(planless, "trial")) == 1


def test_the_same_form_with_another_answer_is_kept_too(planless: WebUser) -> None:
    csrf, today = token(planless), planless.clock.today
    for said in ("yes", "no", "no"):
        data = {"token": csrf, "on": today.isoformat(), f"kept.{today}": said, "request_id": "abc"}
        assert planless.send("POST", "/try/now", data=data).status_code == 200
    assert own(planless).kept == {today: False}


@pytest.mark.hazard("danger_undercalled")
def test_crisis_help_comes_first_on_every_page_about_the_person(living: Living) -> None:
    user = living()
    fit(user)
    begin(user)
    pages = ("/progress", "/review", "/letter", "/try/now", "/today")
    for path in pages:
        assert CRISIS not in user.get(path).text, path
    assert "Safety comes first" not in user.get("/progress").text
    book(user).answer({"suicidal_thoughts": True}, user.clock.today)
    for path in pages:
        assert CRISIS in user.get(path).text, path
        assert user.page.text.index(CRISIS) < user.page.text.index("<h1"), path
        assert 'href="tel:' in user.page.text, path


@pytest.mark.hazard("exercise_with_open_flag")
def test_how_it_is_going_says_that_safety_comes_first(living: Living) -> None:
    user = living()
    book(user).answer({"saddle_numbness": True}, user.clock.today)
    user.get("/progress")
    assert "Safety comes first" in user.text()
    assert 'href="/verdict"' in user.page.text


@pytest.mark.hazard("danger_undercalled")
def test_the_longer_form_waits_for_the_question_about_safety(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "phq2", "phq8")
    book(user).answer({"phq_1": 3, "phq_2": 3}, user.clock.today)
    user.get("/questionnaire")
    assert "There is nothing to fill in now" in user.text()
    book(user).answer({"suicidal_thoughts": False}, user.clock.today)
    user.get("/questionnaire")
    assert "(phq8)" in user.text()


def test_a_day_told_in_the_journal_is_told_once(planless: WebUser) -> None:
    today = planless.clock.today
    for _ in range(2):
        tried(planless).tell(
            today, {today: True}, 3, safe={"spread_down_limb": True}, request_id="x"
        )
    assert len(events(planless, "recheck")) == len(events(planless, "trial_day")) == 1
