"""The page of test results: what is said, what is not said, and what goes into the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from plumbline.logic.schema import Value
from tests.functional.test_pseudo_language import Page
from tests.functional.web_user import ORDINARY, WebUser, book, rulebook, settle

LIMITS = "They do not show what is causing your pain."
LEFT, RIGHT = "side_bridge_left_s", "side_bridge_right_s"
UNEVEN: dict[str, Value] = {LEFT: 21.0, RIGHT: 38.0}
REASON = "Side bridge on your feet: left 21 s, right 38 s, on 2 days: left first."
AGE_WITHOUT_NORM = 80


@pytest.fixture
def user(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    user.arrive()
    yield user
    user.close()


def settle_in(user: WebUser, weeks: int = 12, **told: Value) -> None:
    """Answer the check to its end, with the first week made; pain began so many weeks ago."""
    began = user.clock.today - timedelta(weeks=weeks)
    settle(user, {**ORDINARY, "can_get_to_floor": True, "onset_date": began, **told})
    book(user).make_plan(user.clock.today)


def measure(user: WebUser, **values: Value) -> None:
    book(user).measure(values, user.clock.today)


def days_pass(user: WebUser, days: int) -> None:
    """A later sitting: the browser was closed meanwhile."""
    user.clock.pass_time(days=days)
    user.get("/")
    user.submit("/open", {"profile": user.app.state.house.journal.profiles()[0].id})


def two_days(user: WebUser) -> None:
    measure(user, **UNEVEN)
    days_pass(user, 2)
    measure(user, **UNEVEN)


def read(user: WebUser) -> str:
    assert user.get("/tests/results").status_code == 200
    return user.text()


def test_without_results_nothing_is_said_but_what_the_tests_are(user: WebUser) -> None:
    settle_in(user)
    text = read(user)
    assert LIMITS in text
    assert "There are no results that still count" in text
    assert "What to train first" not in text
    assert user.page.text.count('href="/tests"') >= 1


def test_two_uneven_days_are_a_reason_and_the_plan_takes_it_with_a_yes(user: WebUser) -> None:
    settle_in(user)
    two_days(user)
    before = book(user).programme()
    text = read(user)
    assert LIMITS in text
    assert REASON in text
    assert "the left did less well, on 2 days" in text
    assert "one set more on your left" in text, "what will change is shown before the yes"
    assert book(user).programme() == before, "looking changes nothing"
    user.submit("/tests/use")
    assert user.page.url.path == "/today"
    assert REASON in user.text()
    assert "one set more on your left" in user.text()
    assert any(planned.more_on == "left" for planned in book(user).programme().exercises)  # type: ignore[union-attr]


def test_what_the_tests_chose_can_be_asked_why(user: WebUser) -> None:
    settle_in(user)
    two_days(user)
    book(user).refocus(user.clock.today)
    user.get("/today")
    link = re.search(r'class="reason">.*?href="(/why/[0-9a-f]+)"', user.page.text, re.DOTALL)
    assert link
    assert user.get(link[1]).status_code == 200
    text = user.text()
    assert "This holds when" in text
    assert "The numbers in it" in text
    assert "standard deviations" in text or "on two days" in text
    assert "Usual practice, not proved by a study" in text


def test_the_plan_that_was_turned_is_told_as_that(user: WebUser) -> None:
    settle_in(user)
    two_days(user)
    read(user)
    user.submit("/tests/use")
    assert "Your plan already begins with what your tests found." in read(user)
    user.get("/history")
    text = user.text()
    assert "You turned your plan to what your tests found" in text
    assert text.count("You tested") == 2
    assert "Side bridge on your feet, left: 21 s" in text


def test_a_yes_that_is_sent_twice_turns_the_plan_once(user: WebUser) -> None:
    """As from two windows: the second still shows the question."""
    settle_in(user)
    two_days(user)
    read(user)
    held = dict(user.form("/tests/use").fields)
    user.submit("/tests/use")
    assert "Your plan now begins with what your tests found." in user.text()
    turned = book(user).programme()
    user.send("POST", "/tests/use", data=held)
    assert user.page.url.path == "/today"
    assert "Your plan already uses what your tests found." in user.text()
    assert book(user).programme() == turned
    stored = [event for event in book(user).events() if event.kind == "programme"]
    assert [dict(event.payload)["because"] for event in stored] == ["made", "refocused"]


def test_one_day_is_seen_once_and_no_side_comes_first(user: WebUser) -> None:
    settle_in(user)
    measure(user, **UNEVEN)
    text = read(user)
    assert "the left did less well; seen once; measure again on another day" in text
    assert "left first" not in text
    assert "one set more" not in text


def test_outside_every_norm_no_level_is_said(user: WebUser) -> None:
    settle_in(user, age_years=AGE_WITHOUT_NORM)
    two_days(user)
    text = read(user)
    assert 'class="forest"' not in user.page.text
    assert "Tested, but with nobody to compare you with: Side of the trunk, left" in text
    assert "We know of no fair comparison for people of your age here." in text
    assert "probably low" not in text.lower()
    assert REASON in text, "left against right does not need a norm"


def test_a_known_level_is_drawn_and_stands_in_the_table(user: WebUser) -> None:
    settle_in(user)
    measure(user, sit_to_stand_5_s=30.0)
    text = read(user)
    assert user.page.text.count('class="forest"') == 2, "one for a phone, one for a wide screen"
    assert re.search(r"about \d+ of 100 score lower \(\d+ to \d+\)", text)
    assert "Five stands from a chair: 30 s, probably low." in text
    assert "Compared with: " in text
    bands = rulebook().knowledge.tests["sit_to_stand_5"].bands
    assert any(band.say in text for band in bands)


def test_what_a_test_cannot_tell_stands_with_its_result(user: WebUser) -> None:
    settle_in(user)
    measure(user, active_knee_extension_left_deg=30.0, active_knee_extension_right_deg=28.0)
    assert rulebook().knowledge.tests["active_knee_extension"].limits in read(user)


def test_pain_that_ends_a_test_is_told_and_not_counted(user: WebUser) -> None:
    settle_in(user)
    measure(user, side_bridge_left_pain=True)
    text = read(user)
    assert "Side bridge on your feet, left, on 2 March 2026" in text
    assert "says nothing of strength" in text
    assert "probably low" not in text.lower()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("spread", "leave exercises of this direction out of your plan"),
        ("worse", "leave exercises of this direction out of your plan"),
        ("same", "Nothing follows from that"),
        ("centralised", "That is a good sign"),
    ],
)
def test_how_pain_answered_to_movement(user: WebUser, answer: str, said: str) -> None:
    settle_in(user)
    measure(user, repeated_flexion_response=answer)
    text = read(user)
    assert "Bending forward ten times" in text
    assert said in text


def test_change_and_when_to_measure_again(user: WebUser) -> None:
    settle_in(user)
    measure(user, lateral_bend_left_cm=12.0, fingertip_floor_cm=20.0)
    days_pass(user, 7)
    measure(user, lateral_bend_left_cm=19.0)
    measure(user, fingertip_floor_cm=18.0)
    text = read(user)
    assert (
        "Bending to the side, left: 12 cm, now 19 cm. "
        "That is more than measurement noise (3.6 cm). It is better."
    ) in text
    assert "20 cm, now 18 cm. That is within measurement noise (4.5 cm)." in text
    assert "From 23 March 2026: Bending to the side, Fingertips to the floor" in text
    days_pass(user, 14)
    assert "Due now: Bending to the side, Fingertips to the floor" in read(user)


def test_a_plan_that_has_just_become_lighter_stays_so(user: WebUser) -> None:
    settle_in(user)
    two_days(user)
    went = {
        "spread_down_limb": False,
        "anything_new_or_worse": False,
        "pain_day_nrs": 3,
        "next_morning": "worse",
        "session_felt": "hard",
    }
    found = book(user).check_in(went, user.clock.today)
    assert found.action == "step_back"
    assert "Your plan has just become lighter" in read(user)
    assert all(form.action != "/tests/use" for form in user.forms())


def test_where_this_stage_has_no_exercise_for_it_that_is_said(user: WebUser) -> None:
    settle_in(user, weeks=3)
    two_days(user)
    text = read(user)
    assert REASON in text
    assert "For now your plan stays as it is." in text
    assert all(form.action != "/tests/use" for form in user.forms())


def test_without_a_plan_there_is_nothing_to_turn(user: WebUser) -> None:
    settle(user, {**ORDINARY, "can_get_to_floor": True})
    two_days(user)
    assert "You have no plan yet." in read(user)
    assert all(form.action != "/tests/use" for form in user.forms())


def test_while_safety_is_open_the_plan_is_not_turned(user: WebUser) -> None:
    settle_in(user)
    two_days(user)
    book(user).recheck(user.clock.today)
    assert "Some safety questions come first" in read(user)
    assert all(form.action != "/tests/use" for form in user.forms())


def test_no_address_says_what_was_tested(user: WebUser) -> None:
    settle_in(user)
    two_days(user)
    read(user)
    links = re.findall(r'(?:href|action)="([^"]*)"', user.page.text)
    known = rulebook().knowledge
    names = [*known.tests, *known.chains, *known.test_findings]
    assert [(link, name) for link in links for name in names if name in link] == []


def test_the_doctors_page_holds_the_results(user: WebUser) -> None:
    settle_in(user)
    two_days(user)
    measure(user, supine_bridge_pain=True)
    user.get("/print/gp")
    text = user.text()
    assert "Physical tests" in text
    assert LIMITS in text
    assert REASON in text
    assert "Stopped by pain: Bridge hold, on 4 March 2026" in text
    question = rulebook().knowledge.findings[LEFT].question
    assert question not in text, "results are told once, as results"


def test_no_word_of_it_escapes_translation(user: WebUser, monkeypatch: pytest.MonkeyPatch) -> None:
    settle_in(user)
    measure(user, **UNEVEN, modified_thomas_left_reached=True, sit_to_stand_5_s=30.0)
    measure(user, repeated_extension_response="centralised", side_bridge_knees_left_pain=True)
    days_pass(user, 2)
    measure(user, **UNEVEN, single_leg_stance_left_s=10.0, single_leg_stance_right_s=30.0)
    measure(user, lateral_bend_left_cm=12.0, active_knee_extension_left_deg=30.0)
    monkeypatch.setenv("PLUMBLINE_LANGUAGE", "xx")
    paths = ["/tests/results"]
    for path in paths:
        page = Page(user.get(path).text)
        # What the person typed, their name, is theirs.
        assert [words for words in page.escaped if "Kim" not in words] == [], path
        if path == "/tests/results":
            paths += [link for link in page.links if link.startswith("/why/")]
    assert len(paths) > 10
    book(user).refocus(user.clock.today)
    for path in ("/today", "/history"):
        assert Page(user.get(path).text).escaped == [], path
