"""The guided tests as a person does them: the gate, one try after the other, and the sitting."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plumbline.logic.schema import Value
from tests.functional.test_pseudo_language import Page
from tests.functional.testing_user import (
    arrive,
    begin,
    book,
    finish,
    measured,
    settle,
    tell,
    title,
    token,
    wake_up,
)
from tests.functional.web_user import WebUser, rulebook

Living = Callable[..., WebUser]


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an ordinary person, made once; each test gets a copy."""
    return settle(tmp_path_factory.mktemp("calm"))


@pytest.fixture
def living(tmp_path: Path, calm: Path) -> Iterator[Living]:
    """Makes a person at the tests' page; `told` is what is not as with everybody."""
    users: list[WebUser] = []

    def new(pain: int | None = 3, **told: Value) -> WebUser:
        home = tmp_path / f"home{len(users)}"
        settle(home, **told) if told else shutil.copytree(calm, home)
        users.append(arrive(home, pain))
        return users[-1]

    yield new
    for user in users:
        user.close()


@pytest.mark.hazard("exercise_with_open_flag")
def test_with_an_open_flag_there_is_no_test(living: Living) -> None:
    user = living(pain=None, saddle_numbness=True, cauda_assessed_unchanged=False)
    user.get("/tests")
    assert "Tests wait for now" in user.text()
    assert user.get("/tests/now").url.path == "/tests"
    assert "/tests/start" not in {form.action for form in user.forms()}


def test_before_the_check_its_questions_come_first(tmp_path: Path) -> None:
    user = WebUser(tmp_path / "home")
    user.arrive()
    user.get("/tests")
    assert "First, a few questions" in user.text()
    user.close()


def test_pain_now_is_asked_first_and_a_number_is_needed(living: Living) -> None:
    user = living(pain=None)
    assert "how strong is your pain right now" in user.text()
    user.submit("/tests/pain")
    assert user.page.status_code == 422
    assert "Please choose a number from 0 to 10" in user.text()
    user.submit("/tests/pain", {"pain": "11"})
    assert user.page.status_code == 422


def test_strong_pain_closes_the_tests_until_it_eases(living: Living) -> None:
    user = living(pain=7)
    assert "let the pain calm down first" in user.text()
    assert "7 out of 10" in user.text()
    user.submit("/tests/pain", {"pain": "4"})
    assert "You can begin" in user.text()


def test_the_sentence_of_limits_is_on_the_page(living: Living) -> None:
    assert rulebook().knowledge.impairments.limits in living().text()


@pytest.mark.hazard("contraindicated_offered")
def test_a_blocked_test_gives_its_reason_and_cannot_be_started(living: Living) -> None:
    user = living(osteoporosis=True)
    caution = rulebook().knowledge.tests["repeated_flexion"].cautions[0]
    assert caution.say in user.text()
    user.send("POST", "/tests/start", data={**token(user), "test": "repeated_flexion"})
    assert user.page.url.path == "/tests"
    assert title("repeated_flexion") not in finish(user)


def test_a_hold_is_stored_for_each_side_and_tried_as_often_as_the_protocol_says(
    living: Living,
) -> None:
    user = begin(living(), "single_leg_stance")
    for amount in ("12", "9,5", "14.5", "0:11"):
        tell(user, how="amount", amount=amount)
    assert measured(user, "single_leg_stance_left_s") == [12, 14.5]
    assert measured(user, "single_leg_stance_right_s") == [9.5, 11]
    assert measured(user, "single_leg_stance_left_pain") == [False, False]
    assert title("single_leg_stance") not in user.page.text.partition("<h1>")[2][:80]


def test_who_reaches_the_cap_need_not_try_again(living: Living) -> None:
    user = begin(living(), "single_leg_stance")
    tell(user, how="amount", amount="30")
    tell(user, how="amount", amount="30")
    assert measured(user, "single_leg_stance_left_s") == [30]
    assert measured(user, "single_leg_stance_right_s") == [30]
    assert user.text().count("at least 30 s") == 1


@pytest.mark.parametrize("amount", ["", "a while", "46", "-1", "nan", "1:99"])
def test_a_number_that_cannot_be_is_named_and_not_stored(living: Living, amount: str) -> None:
    user = begin(living(), "side_bridge")
    tell(user, how="amount", amount=amount)
    assert user.page.status_code == 422
    assert "from 0 to 45 (seconds)" in user.text()
    assert measured(user, "side_bridge_left_s") == []


def test_fingers_may_come_past_the_floor(living: Living) -> None:
    user = begin(living(), "fingertip_floor")
    tell(user, how="amount", amount="−2,5")
    assert measured(user, "fingertip_floor_cm") == [-2.5]


def test_reached_or_not_is_one_tap(living: Living) -> None:
    user = begin(living(), "modified_thomas")
    tell(user, how="reached")
    assert user.page.status_code == 422
    tell(user, how="reached", reached="no")
    assert measured(user, "modified_thomas_left_reached") == [False]


@pytest.mark.parametrize(
    ("test", "finding", "worst"),
    [("side_bridge", "side_bridge_left_s", 0), ("sit_to_stand_5", "sit_to_stand_5_s", 60)],
)
def test_could_not_do_it_stores_the_worst_value(
    living: Living, test: str, finding: str, worst: float
) -> None:
    user = begin(living(), test)
    assert "I could not do it" in user.text()
    tell(user, how="could_not")
    assert measured(user, finding) == [worst]


def test_a_distance_has_no_worst_value(living: Living) -> None:
    user = begin(living(), "fingertip_floor")
    assert "I could not do it" not in user.text()
    tell(user, how="could_not")
    assert user.page.status_code == 422
    assert measured(user, "fingertip_floor_cm") == []


def test_an_answer_sent_twice_counts_once(living: Living) -> None:
    user = begin(living(), "single_leg_stance")
    form = dict(user.form("/tests/now").fields)
    sent = {**form, "how": "amount", "amount": "12"}
    user.send("POST", "/tests/now", data=sent)
    user.send("POST", "/tests/now", data=sent)
    user.send("POST", "/tests/now", data={**sent, "request_id": "another", "amount": "25"})
    assert measured(user, "single_leg_stance_left_s") == [12]


def test_a_wrong_number_can_be_taken_back(living: Living) -> None:
    """It stays in the journal, and counts no more."""
    user = living()
    today = user.clock.today
    book(user).measure({"fingertip_floor_cm": 70, "fingertip_floor_pain": False}, today)
    user.get("/tests")
    user.submit("/tests/undo", {"test": "fingertip_floor"})
    assert "taken back" in user.text()
    assert not [r for r in book(user).assessment(today).readings if r.test == "fingertip_floor"]
    state = {item.test: item.state for item in book(user).battery(today).items}
    assert state["fingertip_floor"] == "to_do"
    book(user).measure({"fingertip_floor_cm": 7, "fingertip_floor_pain": False}, today)
    told = [r.value for r in book(user).assessment(today).readings]
    assert told == [7.0]


def test_a_test_left_out_does_not_come_again_in_this_sitting(living: Living) -> None:
    user = living()
    user.get("/tests/now")
    first = user.page.text.partition("<h1>")[2].partition("</h1>")[0]
    tell(user, how="skip")
    assert first not in finish(user)
    assert f"Not done today {first}" in " ".join(user.text().split())
    user.submit("/tests/start")
    assert first in user.text()


def test_it_says_when_it_is_enough_and_the_rest_can_be_done_anyway(living: Living) -> None:
    user = living(age_years=30)
    early = finish(user)
    assert "That is enough for today" in user.text()
    assert "/tests/results" in user.page.text
    if any(form.action == "/tests/start" for form in user.forms()):
        user.submit("/tests/start")
        early += finish(user)
    every = rulebook().knowledge.tests.values()
    home = {t.title for t in every if t.battery == "home" and t.stands_in_for is None}
    assert set(early) == home
    assert "all the tests that are for you" in user.text()


def test_what_was_begun_is_taken_up_again_after_leaving(living: Living) -> None:
    user = begin(living(), "side_bridge")
    tell(user, how="amount", amount="20")
    user.submit("/lock")
    user.submit("/open")
    user.get("/tests/now")
    assert title("side_bridge") in user.text()
    assert "Right side" in user.text()


def test_the_minutes_go_down(living: Living) -> None:
    user = living()
    assert "At most 10 minutes in all" in user.text()
    begin(user, "side_bridge")
    tell(user, how="amount", amount="20")
    tell(user, how="amount", amount="20")
    user.get("/tests")
    assert "At most 9 of 10 minutes left" in user.text()


def test_next_day_it_says_when_and_offers_what_one_day_cannot_settle(living: Living) -> None:
    user = begin(living(), "side_bridge")
    tell(user, how="amount", amount="15")
    tell(user, how="amount", amount="44")
    wake_up(user, days=1)
    user.get("/tests")
    user.submit("/tests/pain", {"pain": "2"})
    assert "Due again on" in user.text()
    assert "One side was weaker once" in user.text()
    begin(user, "side_bridge")
    tell(user, how="amount", amount="16")
    assert measured(user, "side_bridge_left_s") == [15, 16]


def test_every_word_of_the_tests_can_be_translated(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = living(pain=None)
    book(user).make_plan(user.clock.today)
    monkeypatch.setenv("PLUMBLINE_LANGUAGE", "xx")
    escaped: dict[str, str] = {}

    def look(*path: str) -> None:
        if path:
            user.get(*path)
        escaped.update(dict.fromkeys(Page(user.page.text).escaped, str(user.page.url.path)))

    look("/tests")
    user.submit("/tests/pain", {"pain": "9"})
    look()
    user.submit("/tests/pain", {"pain": "3"})
    for test in ("side_bridge", "fingertip_floor", "modified_thomas", "repeated_extension"):
        begin(user, test)
        look()
        tell(user)
        look()
    tell(user, how="skip")
    begin(user, "single_leg_stance")
    tell(user, how="amount", amount="12")
    look()
    tell(user, how="pain")
    look()
    look("/tests/table")
    user.submit("/tests/table", {"result.side_bridge_left_s": "x", "result.sorensen_s": "9"})
    look()
    begin(user, "repeated_flexion")
    tell(user, how="spread")
    look()
    user.send("POST", "/tests/use", data=token(user))
    look()
    assert escaped == {}


def test_why_a_test_is_held_back_can_be_read(living: Living) -> None:
    user = living(osteoporosis=True)
    reasons = _reasons(user)
    assert reasons
    for link in [*reasons, *_reasons(begin(user, "side_bridge"))]:
        assert user.get(link).status_code == 200, link


def _reasons(user: WebUser) -> list[str]:
    links = [link.partition('"')[0] for link in user.page.text.split('href="')[1:]]
    return [link for link in links if link.startswith("/why/")]
