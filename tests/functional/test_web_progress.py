"""How it is going, for a user of the pages: what is said, drawn, and told in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.functional.test_pseudo_language import Page
from tests.functional.web_user import ORDINARY, WebUser, book, settle
from tests.functional.weeks_person import live

TOLD = {**ORDINARY, "can_get_to_floor": True, "walk_minutes_comfortable": 15}
SHAMING = ("missed", "failed", "streak", "only ", "should have", "fell behind")


@pytest.fixture
def user(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    user.arrive()
    yield user
    user.close()


def begin(user: WebUser) -> None:
    settle(user, {**TOLD, "onset_date": user.clock.today - timedelta(weeks=3)})
    book(user).verdict(user.clock.today)
    book(user).make_plan(user.clock.today)


def read(user: WebUser) -> str:
    assert user.get("/progress").status_code == 200
    return user.text()


def weeks_later(user: WebUser, first: int, last: int, days: int) -> None:
    """A life of so many days with pain that goes from one score to another."""
    on = user.clock.today
    live(book(user), on, days, lambda day: round(first + (last - first) * day / days))
    come_back(user, days)


def come_back(user: WebUser, days: int) -> None:
    """Days pass, and the profile is opened again."""
    user.clock.pass_time(days=days)
    user.get("/")
    user.submit("/open", {"profile": user.app.state.house.journal.profiles()[0].id})


def test_it_stands_in_the_navigation_and_beside_the_history(user: WebUser) -> None:
    assert 'href="/progress"' in user.page.text
    user.get("/history")
    assert "How it is going" in user.text()


def test_without_a_plan_it_says_what_will_stand_here(user: WebUser) -> None:
    assert "When you have a plan" in read(user)
    assert "<svg" in user.page.text  # icons of the navigation, but no picture of days
    assert 'role="img"' not in user.page.text


def test_before_the_first_check_in_the_way_leads_there(user: WebUser) -> None:
    begin(user)
    text = read(user)
    assert "Nothing is told yet." in text
    assert 'href="/checkin"' in user.page.text
    assert "any day is a good day to begin" in text


def test_few_days_draw_what_was_told_and_promise_no_line(user: WebUser) -> None:
    begin(user)
    weeks_later(user, 5, 5, 6)
    text = read(user)
    assert "We cannot tell yet." in text
    assert "1 more check-in on another day" in text
    assert "dot told" in user.page.text
    assert "line level" not in user.page.text
    assert "Band" not in text


def test_weeks_that_go_well_are_said_drawn_and_tabled(user: WebUser) -> None:
    begin(user)
    weeks_later(user, 8, 2, 36)
    text = read(user)
    assert "Your pain is clearly lower than when you began." in text
    assert re.search(r"We are about \d in 10 sure", text)
    assert "average of people with pain like this, not a forecast for you" in text
    assert user.page.text.count('class="line level ahead"') >= 2
    rows = re.findall(
        r"<tr><th scope=\"row\">[^<]+</th><td>(\d+)</td><td>[\d.]+</td>", user.page.text
    )
    assert rows[0] == "2"
    assert len(rows) == 12


def test_sessions_are_counted_and_nobody_is_blamed(user: WebUser) -> None:
    begin(user)
    weeks_later(user, 5, 5, 8)
    done = len(book(user).agenda.told)
    text = read(user)
    assert f"You have done {done} sessions since your plan began." in text
    assert "Any amount counts" in text
    assert not [word for word in SHAMING if word in text.lower()]
    weeks = re.findall(
        r"<th scope=\"row\">\d+</th><td>[^<]+</td><td>(\d+)</td><td>(\d+)</td>", user.page.text
    )
    assert sum(int(done) for done, _planned in weeks) == done
    assert all(int(done) <= int(planned) for done, planned in weeks)


def test_nothing_done_is_no_reproach(user: WebUser) -> None:
    begin(user)
    on = user.clock.today
    live(book(user), on, 10, lambda _day: 5, sessions=False)
    come_back(user, 10)
    text = read(user)
    assert "Any amount counts" in text
    assert not [word for word in SHAMING if word in text.lower()]


def test_a_test_is_called_better_only_beyond_its_noise(user: WebUser) -> None:
    begin(user)
    case, day = book(user), user.clock.today
    case.measure({"side_bridge_left_s": 20.0, "side_bridge_right_s": 30.0}, day)
    come_back(user, 1)
    case.measure({"side_bridge_left_s": 40.0, "side_bridge_right_s": 33.0}, user.clock.today)
    text = read(user)
    assert "Side bridge on your feet, left Clearly better. 20 s at first, now 40 s." in text
    assert "Side bridge on your feet, right No clear change. 30 s at first, now 33 s." in text
    assert user.page.text.count('class="chart change"') == 2


def test_a_change_of_plan_leads_to_its_rule(user: WebUser) -> None:
    begin(user)
    book(user).flare(user.clock.today)
    text = read(user)
    assert "Your plan became lighter for the flare-up" in text
    (link,) = set(re.findall(r'href="(/why/\w+)">See the rule behind it', user.page.text))
    assert user.get(link).status_code == 200


def test_the_time_of_a_review_is_said_once_and_calmly(user: WebUser) -> None:
    begin(user)
    assert "Time to look at your plan together" not in read(user)
    weeks_later(user, 5, 4, 15)
    assert "Time to look at your plan together" in read(user)
    book(user).review_plan(user.clock.today)
    assert "Time to look at your plan together" not in read(user)
    assert "Read the last time" in user.text()


def test_every_word_passes_through_translation(
    user: WebUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(user)
    book(user).flare(user.clock.today)
    weeks_later(user, 6, 3, 20)
    case = book(user)
    for held in (20.0, 45.0):
        case.measure({"side_bridge_left_s": held}, user.clock.today)
        come_back(user, 1)
    case.review_plan(user.clock.today)
    monkeypatch.setenv("PLUMBLINE_LANGUAGE", "xx")
    for path in ("/progress", "/review", "/letter", "/history"):
        assert Page(user.get(path).text).escaped == [], path


def test_without_a_person_there_is_no_page(tmp_path: Path) -> None:
    nobody = WebUser(tmp_path)
    assert nobody.get("/progress").url.path == "/"
    nobody.close()
