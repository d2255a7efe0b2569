"""Try it on yourself over the web: what may be tried, and a beginning with a yes."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from plumbline.journal.own_trials import TRIAL
from plumbline.logic.schema import Value
from tests.functional.test_web_plan_why import Living
from tests.functional.test_web_session import book, living, planned
from tests.functional.trying_user import (
    KNOWLEDGE,
    SLEEP,
    address,
    begin,
    events,
    fit,
    own,
    tell,
    token,
    trials,
)

__all__ = ["living", "planned"]


# What may be tried


def test_what_can_be_tried_is_listed_with_what_is_known(living: Living) -> None:
    user = living()
    fit(user)
    user.get("/today")
    assert 'href="/try"' in user.page.text
    user.get("/try")
    said = user.text()
    for trial in KNOWLEDGE.trials.values():
        assert trial.question in said
        for known in trial.known:
            assert " ".join(known.say.split()) in said
    assert said.count("Look at it") == len(KNOWLEDGE.trials)
    for name in KNOWLEDGE.trials:
        assert not re.search(rf"/try/\w*{name}", user.page.text), "nothing of health in an address"


def test_in_the_first_weeks_nothing_is_tried(living: Living) -> None:
    user = living()
    fit(user, onset_date=user.clock.today - timedelta(days=20))
    user.get("/today")
    assert 'href="/try"' not in user.page.text
    user.get("/try")
    assert "Your pain is still young." in user.text()
    assert "Look at it" not in user.text()
    user.get(address(user, "heat") + "?by=0")
    assert "begin tomorrow" not in user.text()


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    ("trial", "sign", "value"),
    [
        ("heat", "skin_numb_there", True),
        ("cold", "cold_raynaud", True),
        ("tens", "implant_electric", True),
        ("massage", "blood_thinner", True),
        ("heat", "onset_date", date(2026, 2, 20)),
        ("tape", "saddle_numbness", True),
    ],
)
def test_what_is_barred_cannot_be_begun_by_any_form(
    living: Living, trial: str, sign: str, value: Value
) -> None:
    user = living()
    fit(user, **{sign: value})
    csrf = token(user)
    told = {"token": csrf, "by": "0", "knows": "yes", "request_id": "made by hand"}
    user.send("POST", address(user, trial), data=told)
    assert user.page.url.path == "/try"
    assert "Nothing was begun." in user.text()
    assert events(user, TRIAL) == []


@pytest.mark.hazard("unknown_as_no")
def test_what_was_never_asked_cannot_be_begun_and_is_asked(living: Living) -> None:
    user = living()
    tell(user, onset_date=user.clock.today - timedelta(days=120))
    csrf, where = token(user), address(user, "heat")
    told = {"token": csrf, "by": "0", "knows": "yes"}
    user.send("POST", where, data=told)
    assert events(user, TRIAL) == []
    user.get(where)
    for _ in range(12):
        if "Ask me now" not in user.text():
            break
        user.submit("/try/ask")
        assert user.page.url.path == "/check"
        user.answer({})
        assert user.page.url.path == where, "and back to what they wanted to try"
    assert "What shall decide?" in user.text()


def test_a_form_without_its_token_is_refused(living: Living) -> None:
    user = living()
    fit(user)
    for path in (address(user, "heat"), "/try/now", "/try/stop", "/try/ask"):
        user.send("POST", path, data={"by": "0", "knows": "yes"})
        assert user.page.status_code in (400, 403), path
    assert events(user, TRIAL) == []


# Beginning


def test_the_chance_is_said_before_and_it_begins_with_a_yes(living: Living) -> None:
    user = living()
    fit(user)
    where = address(user, "heat")
    user.get(where)
    assert "Chance decides the order of the days" in user.text()
    assert "begin tomorrow" not in user.text(), "what decides is chosen before"
    user.get(f"{where}?by={SLEEP}")
    assert "in 10 such trials would find it" in user.text()
    user.submit(where, {"knows": "yes"})
    assert user.page.url.path == "/try/now"
    [event] = book(user).events(TRIAL)
    design = own(user).design
    assert event.knowledge_version == KNOWLEDGE.version
    assert (design.trial, design.outcome) == ("heat", "sleep_last_night")
    assert design.first_day == user.clock.today + timedelta(days=1)
    assert "It begins on" in user.text()


def test_a_low_chance_is_said_and_needs_its_own_yes(living: Living) -> None:
    user = living()
    fit(user)
    restless = [0, 10, 1, 9, 0, 8, 2, 10, 0, 9, 1, 10, 3, 9]
    today = user.clock.today
    for ago, score in enumerate(restless, start=1):
        book(user).answer({"pain_day_nrs": score}, today - timedelta(days=ago))
    where = address(user, "heat")
    user.get(f"{where}?by=0")
    assert "more likely miss a difference than find it" in user.text()
    user.submit(where)
    assert user.page.status_code == 422
    assert "Nothing was begun." in user.text()
    assert events(user, TRIAL) == []
    user.submit(where, {"knows": "yes"})
    assert user.page.url.path == "/try/now"
    assert len(events(user, TRIAL)) == 1


def test_a_yes_sent_twice_and_a_second_trial_begin_nothing_more(living: Living) -> None:
    user = living()
    fit(user)
    begin(user)
    csrf = token(user)
    user.send("POST", address(user, "cold"), data={"token": csrf, "by": "0", "knows": "yes"})
    assert "One trial at a time." in user.text()
    assert [one.design.trial for one in trials(user).all()] == ["heat"]
