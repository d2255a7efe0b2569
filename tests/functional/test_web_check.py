"""The check at the pages: asked, answered, changed, decided, stored, and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plumbline.care.decision import Decision, replay
from plumbline.journal import Event
from tests.functional.web_user import ORDINARY, WebUser, rulebook

NUMB = {**ORDINARY, "saddle_numbness": True}


@pytest.fixture
def user(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    user.arrive()
    yield user
    user.close()


def events(user: WebUser, kind: str) -> list[Event]:
    journal = user.app.state.house.journal
    return journal.events(journal.profiles()[0].id, kinds=[kind])


def answers(user: WebUser) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for event in events(user, "answers"):
        told |= event.payload["values"]  # type: ignore[operator]
    return told


def until(user: WebUser, finding: str, told: dict[str, Any]) -> None:
    """Answer up to the page that asks about a finding."""
    for _ in range(60):
        if finding in user.asked():
            return
        user.answer(told)
    pytest.fail(f"{finding} was never asked")


@pytest.mark.hazard("danger_undercalled")
def test_an_emergency_says_what_to_do_at_once(user: WebUser) -> None:
    user.answer_all(NUMB)
    assert user.page.url.path == "/verdict"
    body = user.page.text[user.page.text.index("<main") :]
    assert body.index("Get emergency help now") < body.index("tel:999") < body.index("<h2")
    assert "Go to a hospital emergency department now" in user.text()
    assert "Exercise waits" in user.text()


def test_ordinary_pain_ends_calmly_with_the_safety_card(user: WebUser) -> None:
    user.answer_all(ORDINARY)
    text = user.text()
    assert "Nothing in your answers needs urgent care" in text
    assert "Ordinary low back pain likely" in text
    assert "What to look out for" in text
    assert "What usually happens" in text


@pytest.mark.hazard("danger_undercalled")
def test_dark_thoughts_bring_help_before_any_further_question(user: WebUser) -> None:
    told = {**ORDINARY, "suicidal_thoughts": True, "suicidal_intent": False}
    until(user, "suicidal_thoughts", told)
    user.answer(told)
    assert user.page.url.path == "/check"
    assert "You are not alone with this" in user.text()
    assert "tel:116123" in user.page.text


@pytest.mark.hazard("unknown_as_no")
def test_not_sure_is_asked_once_more_in_other_words_and_never_taken_as_no(user: WebUser) -> None:
    told: dict[str, Any] = {**ORDINARY, "saddle_numbness": None}
    finding = rulebook().knowledge.findings["saddle_numbness"]
    until(user, "saddle_numbness", told)
    user.answer(told)
    seen: list[str] = []
    while user.page.url.path == "/check":
        seen.append(user.text())
        user.answer(told)
    assert sum(finding.again in text for text in seen) == 1
    assert answers(user)["saddle_numbness"] is None
    assert "Speak to a health professional today" in user.text()
    assert "Contact your doctor or the urgent care line" in user.text()
    assert "Go to a hospital emergency department now" not in user.text()


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"tick": [], "unsure": []}, "Please tick what you have"),
        ({"tick": ["saddle_numbness"], "none": "1"}, "also “None of these”"),
        ({"unsure": ["saddle_numbness"], "none": "1"}, "also “None of these”"),
        ({"tick": ["saddle_numbness"], "unsure": ["saddle_numbness"]}, "also “Not sure”"),
    ],
)
def test_a_list_stores_nothing_until_it_was_answered(
    user: WebUser, fields: dict[str, Any], line: str
) -> None:
    until(user, "saddle_numbness", ORDINARY)
    before = answers(user)
    assert user.submit("/check", fields).status_code == 422
    assert line in user.text()
    assert answers(user) == before
    kept = user.form("/check")
    assert kept.values("tick") == fields.get("tick", [])
    assert kept.values("unsure") == fields.get("unsure", [])


@pytest.mark.parametrize("typed", ["", "abc", "-3", "400", "41.5"])
def test_a_number_that_cannot_be_is_kept_and_explained(user: WebUser, typed: str) -> None:
    answer = user.submit("/check", {"text.age_years": typed})
    assert answer.status_code == 422
    assert user.form("/check").values("text.age_years") == [typed]
    wanted = "from 0 to 120" if typed else "Please choose an answer"
    assert wanted in user.text()
    assert "age_years" not in answers(user)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"amount.onset_date": "3", "date.onset_date": "2026-01-01"}, "a number and a date"),
        ({"amount.onset_date": "soon"}, "for example 3 weeks"),
        ({"date.onset_date": "2030-01-01"}, "a date that has passed"),
        ({"amount.onset_date": "3", "unsure": "onset_date"}, "also “I’m not sure”"),
        ({}, "Please choose an answer"),
    ],
)
def test_a_date_that_cannot_be_is_kept_and_explained(
    user: WebUser, fields: dict[str, str], line: str
) -> None:
    until(user, "onset_date", ORDINARY)
    assert user.submit("/check", fields).status_code == 422
    assert line in user.text()
    for name in ("amount.onset_date", "date.onset_date"):
        assert user.form("/check").values(name) == [fields.get(name, "")]


def test_a_date_is_stored_as_a_day(user: WebUser) -> None:
    until(user, "onset_date", ORDINARY)
    user.submit("/check", {"amount.onset_date": "3", "unit.onset_date": "week"})
    assert answers(user)["onset_date"] == "2026-02-09"


def test_back_shows_the_answer_that_was_given(user: WebUser) -> None:
    user.answer({"age_years": 41})
    user.answer({"sex_at_birth": "male"})
    user.submit("/check", to="/check/back")
    assert user.asked() == ["sex_at_birth"]
    assert user.form("/check").values("choice.sex_at_birth") == ["male"]
    user.submit("/check", to="/check/back")
    assert user.form("/check").values("text.age_years") == ["41"]
    user.answer({"age_years": 45})
    assert answers(user)["age_years"] == 45


@pytest.mark.hazard("danger_undercalled")
def test_any_answer_can_be_changed_and_changes_the_verdict(user: WebUser) -> None:
    user.answer_all(ORDINARY)
    user.get("/answers")
    user.submit("/check/change", {"finding": "saddle_numbness"})
    assert user.asked() == ["saddle_numbness"]
    user.submit("/check", {"choice.saddle_numbness": "yes"})
    assert user.page.url.path == "/verdict"
    assert "Get emergency help now" in user.text()


def test_a_change_can_be_left(user: WebUser) -> None:
    user.answer({"age_years": 41})
    user.get("/answers")
    user.submit("/check/change", {"finding": "age_years"})
    assert "Change an answer" in user.text()
    assert "Leave it as it was" in user.text()
    user.submit("/check", {"text.age_years": "12"}, to="/check/leave")
    assert user.page.url.path == "/answers"
    assert answers(user)["age_years"] == 41


def test_what_no_longer_applies_is_kept_and_said_so(user: WebUser) -> None:
    told = {**ORDINARY, "pregnant": True, "pregnancy_week": 20}
    user.answer_all(told)
    user.get("/answers")
    user.submit("/check/change", {"finding": "pregnant"})
    user.submit("/check", {"choice.pregnant": "no"})
    user.get("/answers")
    assert "Kept, but not used" in user.text()


@pytest.mark.hazard("answer_lost")
def test_a_form_sent_twice_is_stored_once(user: WebUser) -> None:
    form = user.form("/check")
    data = dict(form.fields) | {"text.age_years": "41"}
    for _ in range(2):
        user.send("POST", "/check", data=data)
        assert user.page.url.path == "/check"
    ages = [event for event in events(user, "answers") if "age_years" in event.payload["values"]]  # type: ignore[operator]
    assert len(ages) == 1


@pytest.mark.parametrize("name", ["no_such_finding", "straight_leg_raise", ""])
def test_only_questions_of_ours_can_be_answered(user: WebUser, name: str) -> None:
    assert user.submit("/check", {"ask": name}).status_code == 422
    assert "We could not use that" in user.text()


@pytest.mark.hazard("decision_not_replayable")
def test_the_verdict_on_the_page_is_stored_and_can_be_made_again(user: WebUser) -> None:
    user.answer_all(NUMB)
    user.get("/verdict")
    (stored,) = events(user, "verdict")
    decision = Decision.from_json(stored.payload)
    assert decision.outcome is not None
    assert decision.outcome["triage"]["urgency"] == "emergency_now"
    assert replay(rulebook(), decision) == decision


@pytest.mark.hazard("exercise_with_open_flag")
def test_a_flag_stays_open_until_somebody_settled_it(user: WebUser) -> None:
    user.answer_all({**ORDINARY, "leg_swollen_left": True})
    assert "Speak to a health professional today" in user.text()
    user.get("/seen")
    told = {"flag": "clot_leg", "seen_by": "Dr Lee", "on": "2026-03-02"}
    assert user.submit("/seen", {**told, "result": ""}).status_code == 422
    assert user.form("/seen").values("seen_by") == ["Dr Lee"]
    assert (
        user.submit("/seen", {**told, "on": "2026-03-09", "result": "cleared"}).status_code == 422
    )
    user.submit("/seen", {**told, "result": "not_cleared"})
    user.get("/verdict")
    assert "Speak to a health professional today" in user.text()
    user.get("/seen")
    user.submit("/seen", {**told, "result": "cleared"})
    user.answer_all(ORDINARY)
    assert "Nothing in your answers needs urgent care" in user.text()
    assert "Dr Lee, 2 March 2026" in user.text()


@pytest.mark.hazard("danger_undercalled")
def test_new_or_worse_asks_the_symptoms_again(user: WebUser) -> None:
    user.answer_all(ORDINARY)
    user.submit("/recheck")
    assert user.page.url.path == "/check"
    user.get("/verdict")
    assert "Nothing in your answers needs urgent care" not in user.text()


@pytest.mark.hazard("unknown_as_no")
def test_an_old_answer_is_not_used(user: WebUser) -> None:
    user.answer_all(ORDINARY)
    user.clock.pass_time(days=40)
    user.get("/")
    profile = user.form("/open").values("profile")[0]  # the session has ended meanwhile
    user.submit("/open", {"profile": profile})
    assert user.page.url.path == "/check"
    user.get("/answers")
    assert "too old to use" in user.text()


@pytest.mark.hazard("sentence_without_source")
def test_every_reason_leads_to_its_rule_and_sources(user: WebUser) -> None:
    user.answer_all(NUMB)
    (address,) = {
        part.split('"')[0] for part in user.page.text.split('href="')[1:] if "/why/" in part[:6]
    }
    user.get(address)
    text = user.text()
    assert "This holds when" in text
    assert "cauda_hard_sign AND (NOT cauda_assessed_unchanged)" in text
    assert "Usual practice, not proved by a study" in text
    assert f"Knowledge version {rulebook().knowledge.version[:12]}" in text
    assert user.get("/why/0123456789abcdef0123").status_code == 404


def test_the_page_for_the_doctor_names_what_was_said_and_denied(user: WebUser) -> None:
    user.answer_all(NUMB)
    user.get("/print/gp")
    text = user.text()
    assert "Nerves to the bladder, bowel and saddle" in text
    said, denied = text.split("Asked about, and answered with no")
    item = "Numbness or changed feeling between my legs"
    assert item in said
    assert item not in denied
    assert "Fever, or shaking chills" in denied
