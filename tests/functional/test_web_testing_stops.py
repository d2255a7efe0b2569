"""What a stop means in the tests, the clinician's table, and what the plan makes of the results."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plumbline.logic.schema import Value
from plumbline.web.testing_told import response
from tests.functional.testing_user import (
    RESPONSE,
    answer_all,
    arrive,
    begin,
    book,
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


def test_a_pain_stop_stores_no_value(living: Living) -> None:
    user = begin(living(), "side_bridge")
    tell(user, how="pain")
    assert "Stopping was the right thing to do" in user.text()
    assert "/recheck" in {form.action for form in user.forms()}
    assert measured(user, "side_bridge_left_pain") == [True]
    assert measured(user, "side_bridge_left_s") == []
    user.submit("/tests/on", {"how": "next"})
    assert title("side_bridge") not in user.page.text.partition("<h1>")[2][:80]


def test_after_a_pain_stop_the_other_side_may_be_done(living: Living) -> None:
    user = begin(living(), "side_bridge")
    tell(user, how="pain")
    user.submit("/tests/on", {"how": "other_side"})
    tell(user, how="amount", amount="20")
    assert measured(user, "side_bridge_right_s") == [20]
    assert measured(user, "side_bridge_left_s") == []


def test_a_pain_stop_that_was_a_slip_is_taken_back(living: Living) -> None:
    user = begin(living(), "side_bridge")
    tell(user, how="pain")
    user.submit("/tests/on", {"how": "no_pain"})
    tell(user, how="amount", amount="21")
    assert measured(user, "side_bridge_left_s") == [21]
    assert book(user).assessment(user.clock.today).stopped == ()


@pytest.mark.parametrize("after", ["pain", "at once"])
def test_an_easier_version_is_offered(living: Living, after: str) -> None:
    user = begin(living(), "side_bridge")
    if after == "pain":
        tell(user, how="pain")
        user.submit("/tests/on", {"how": "easier"})
    else:
        tell(user, how="easier")
    assert title("side_bridge_knees") in user.text()
    tell(user, how="amount", amount="20")
    tell(user, how="amount", amount="25")
    assert measured(user, "side_bridge_knees_left_s") == [20]
    assert measured(user, "side_bridge_knees_right_s") == [25]


@pytest.mark.hazard("exercise_with_open_flag")
def test_pain_that_spreads_ends_the_tests_until_it_is_asked_about(living: Living) -> None:
    user = begin(living(), "repeated_flexion")
    tell(user, how="spread")
    assert measured(user, "repeated_flexion_response") == ["spread"]
    assert "Your pain spread" in user.text()
    assert user.get("/tests/now").url.path == "/tests"
    assert "/tests/start" not in {form.action for form in user.forms()}
    user.submit("/recheck")
    assert user.page.url.path == "/check"
    answer_all(user, {})
    user.get("/tests")
    assert "Your pain spread" not in user.text()


@pytest.mark.parametrize(
    ("told", "means"),
    [
        ({}, "centralised"),
        ({"after_reach": "4"}, "spread"),
        ({"new_place": "yes"}, "spread"),
        ({"before_reach": "1", "after_reach": "1"}, "worse"),
        ({"before_reach": "1", "after_reach": "1", "after_pain": "4"}, "same"),
        ({"after_reach": "3", "after_pain": "2"}, "better"),
        ({"after_reach": "0", "after_pain": ""}, "better"),
        ({"before_reach": "0", "before_pain": "", "after_reach": "1"}, "worse"),
        ({"before_reach": "0", "before_pain": "", "after_reach": "2"}, "spread"),
        ({"before_reach": "0", "after_reach": "0"}, "same"),
    ],
)
def test_before_and_after_become_one_of_the_five(told: dict[str, str], means: str) -> None:
    assert response({**RESPONSE, **told}) == means


def test_before_and_after_are_needed(living: Living) -> None:
    user = begin(living(), "repeated_extension")
    tell(user, how="response", before_reach="1", before_pain="3")
    assert user.page.status_code == 422
    assert "how far the pain reached" in user.text()
    tell(user, **RESPONSE)
    assert measured(user, "repeated_extension_response") == ["centralised"]


def cell(values: dict[str, str]) -> dict[str, str]:
    return {f"result.{name}": value for name, value in values.items()}


def test_a_table_is_stored_whole(living: Living) -> None:
    user = living(pain=None)
    user.get("/tests/table")
    told = {"side_bridge_left_s": "77,5", "side_bridge_right_s": "60", "sorensen_s": "1:40"}
    chosen = {"repeated_flexion_response": "same", "modified_thomas_left_reached": "no"}
    user.submit("/tests/table", {**cell({**told, **chosen}), "pain": ["supine_bridge_pain"]})
    record = book(user).record()
    assert measured(user, "side_bridge_left_s") == [77.5]
    assert measured(user, "sorensen_s") == [100]
    assert measured(user, "modified_thomas_left_reached") == [False]
    assert measured(user, "supine_bridge_pain") == [True]
    assert measured(user, "supine_bridge_s") == []
    assert record.readings["side_bridge_right_s"][0].origin == "clinician"
    assert "lateral_bend_left_cm" not in record.readings


def test_one_wrong_row_stores_nothing_and_is_named(living: Living) -> None:
    user = living()
    user.get("/tests/table")
    user.submit(
        "/tests/table",
        {
            **cell({"side_bridge_left_s": "20", "lateral_bend_right_cm": "300"}),
            **cell({"supine_bridge_s": "9"}),
            "pain": ["supine_bridge_pain"],
        },
    )
    assert user.page.status_code == 422
    assert "Bending to the side, right" in user.text()
    assert "from 0 to 60 (centimetres)" in user.text()
    assert "has no result" in user.text()
    assert 'value="20"' in user.page.text
    assert measured(user, "side_bridge_left_s") == []


def test_an_empty_table_stores_nothing(living: Living) -> None:
    user = living()
    user.get("/tests/table")
    user.submit("/tests/table")
    assert user.page.status_code == 422
    assert "The table is empty" in user.text()


def test_a_table_sent_twice_counts_once(living: Living) -> None:
    user = living()
    user.get("/tests/table")
    fields = dict(user.form("/tests/table").fields)
    for _ in range(2):
        data = {**fields, "result.side_bridge_left_s": "20"}
        user.send("POST", "/tests/table", data=data)
    assert measured(user, "side_bridge_left_s") == [20]


def test_without_findings_there_is_nothing_to_turn_a_plan_to(living: Living) -> None:
    user = living()
    user.send("POST", "/tests/use", data=token(user))
    assert "You have no plan yet" in user.text()
    book(user).make_plan(user.clock.today)
    user.send("POST", "/tests/use", data=token(user))
    assert user.page.url.path == "/today"
    assert "your plan stays as it is" in user.text()
    made = [e for e in book(user).events() if e.kind == "programme"]
    assert len(made) == 1


def test_a_paused_plan_is_not_turned(living: Living) -> None:
    user = living()
    book(user).make_plan(user.clock.today)
    book(user).recheck(user.clock.today)
    user.send("POST", "/tests/use", data=token(user))
    assert "safety questions come first" in user.text()


def test_today_points_to_the_tests(living: Living) -> None:
    user = living()
    book(user).make_plan(user.clock.today)
    assert "Measure what to train first" in user.get("/today").text
    begin(user, "sit_to_stand_5")
    tell(user, how="amount", amount="11")
    assert "Tests due again on 16 March 2026" in user.get("/today").text
    wake_up(user, days=14)
    assert "Your tests are due again" in user.get("/today").text


@pytest.mark.hazard("health_data_leaves")
def test_no_address_names_a_test_or_a_result(living: Living) -> None:
    user = begin(living(), "side_bridge")
    seen: list[str] = []
    user.client.event_hooks["request"].append(_noting(seen))
    tell(user, how="amount", amount="17")
    tell(user, how="pain")
    user.submit("/tests/on", {"how": "next"})
    user.get("/tests/table")
    names = {*rulebook().knowledge.tests, *rulebook().knowledge.test_findings}
    links = user.page.text.split('href="')[1:]
    seen += [link.partition('"')[0] for link in links]
    assert len(seen) > 10
    assert [url for url in seen for name in names if name in url] == []


def _noting(seen: list[str]) -> Callable[..., object]:
    async def note(request: object) -> None:
        seen.append(str(getattr(request, "url", "")))

    return note
