"""The calendar over the web: what a day shows, moving, days off, wrong input, safety first."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.calendar_user import book, iso, later, line, planned
from tests.functional.web_user import BEGIN, WebUser

MONDAY = BEGIN.date()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("calendar") / "home"
    planned(made)
    return made


@pytest.fixture
def user(tmp_path: Path, home: Path) -> Iterator[WebUser]:
    """Their browser, on the page of the calendar."""
    shutil.copytree(home, tmp_path / "home")
    user = WebUser(tmp_path / "home")
    user.get("/")
    user.submit("/open")
    user.get("/calendar")
    yield user
    user.close()


def days(user: WebUser) -> list[str]:
    """The words of each day of the week."""
    found = re.findall(r'<li class="agenda-day.*?</li>\n', user.page.text, re.DOTALL)
    return [" ".join(re.sub("<.*?>", " ", one).split()) for one in found]


def exercises(user: WebUser, template: str) -> list[str]:
    programme = book(user).programme()
    assert programme is not None
    return [item.exercise for item in programme.exercises if template in item.templates]


def titles(user: WebUser, template: str) -> list[str]:
    known = user.app.state.house.knowledge.exercises
    return [known[name].title for name in exercises(user, template)]


def test_the_week_shows_sessions_exercises_minutes_and_walks(user: WebUser) -> None:
    week = days(user)
    assert len(week) == 7
    assert week[0].startswith("Mon 2 Mar Today Session A about")
    assert all(title in week[0] for title in titles(user, "A"))
    assert "Session B" in week[2]
    assert all(title in week[2] for title in titles(user, "B"))
    assert week[1] == "Tue 3 Mar On the move: 10 minutes"
    assert [("Move" in one) for one in week] == [True, False, True, False, True, False, False]


def test_the_month_shows_every_day_and_leads_to_its_week(user: WebUser) -> None:
    page = user.get("/calendar?view=month&on=2026-03-02").text
    assert page.count("<td") == 42
    assert "March 2026" in user.text()
    assert page.count("session A") == 2 * 4 + 1 + 1  # four weeks, the fifth, and the next month
    assert '<a href="/calendar?on=2026-03-31">' in page


def test_today_has_the_exercises_of_its_session_only(user: WebUser) -> None:
    user.get("/today")
    assert "Your exercises: session A" in user.text()
    only_b = set(titles(user, "B")) - set(titles(user, "A"))
    left = user.text().partition("What we left out")[0]
    assert only_b
    assert not [title for title in only_b if title in left]
    later(user, 1)
    user.get("/today")
    assert "Your next exercises: session B" in user.text()


def test_the_session_page_asks_for_those_of_the_day(user: WebUser) -> None:
    later(user, 2)
    user.get("/session")
    programme = book(user).programme()
    assert programme is not None
    expected = [item.exercise for item in programme.session("B")]
    assert user.form("/session").values("exercise")[: len(expected)] == expected


def test_a_session_moves_by_a_plain_form(user: WebUser) -> None:
    user.get(f"/calendar/move?from={iso(user, 4)}")
    assert "Saturday 7 March" in user.text()
    assert "There are strength exercises on" in user.text()
    user.submit("/calendar/move", {"to": iso(user, 5)})
    assert "Your session of Friday 6 March is now on Saturday 7 March." in user.text()
    assert line(user, MONDAY) == "A.B..A."
    assert "Moved here from Friday 6 March." in days(user)[5]
    assert "Its session is on Saturday 7 March." in days(user)[4]


def test_sessions_after_it_move_along(user: WebUser) -> None:
    user.get(f"/calendar/move?from={iso(user)}")
    assert "Tuesday 3 March; the sessions after it move on too: Thu 5 Mar, Sat 7 Mar" in user.text()
    user.submit("/calendar/move", {"to": f"along:{iso(user, 1)}"})
    assert user.page.status_code == 200
    assert line(user, MONDAY) == ".A.B.A."


def test_a_day_that_does_not_fit_is_refused_with_the_reason(user: WebUser) -> None:
    cases = [
        ("", "Please choose a day."),
        ("2026-03-04", "This day has a session already."),
        ("2026-03-03", "There are strength exercises on Wed 4 Mar"),
        ("2026-03-01", "That day is over."),
        ("2026-03-30", "That is too far away."),
        ("along:2026-03-06", "This day has a session already."),
    ]
    for to, says in cases:
        user.get(f"/calendar/move?from={iso(user)}")
        user.submit("/calendar/move", {"to": to})
        assert user.page.status_code == 422
        assert says in user.text()
        assert line(user, MONDAY) == "A.B.A.."


def test_an_address_that_cannot_be_read_is_told_in_words(user: WebUser) -> None:
    cases = [
        "/calendar?on=nonsense",
        "/calendar?view=year",
        "/calendar?on=9999-12-31",
        "/calendar/move?from=",
        "/calendar/move?from=9999-12-31",
        "/calendar/move?from=0001-01-01",
        "/calendar/move?from=<script>",
    ]
    for path in cases:
        assert user.get(path).status_code == 422
        assert "We could not use that" in user.text()


def test_a_day_without_a_session_says_so(user: WebUser) -> None:
    assert user.get(f"/calendar/move?from={iso(user, 1)}").status_code == 200
    assert "There is no session on Tuesday 3 March that could be moved." in user.text()


def test_days_off_and_where_their_sessions_go(user: WebUser) -> None:
    told = {"first": iso(user, 4), "last": iso(user, 4), "kind": "travel"}
    user.submit(off(user), told)
    assert "1 day is off. The session of Friday 6 March goes to Saturday 7 March." in user.text()
    assert "Away On the move: 10 minutes" in days(user)[4]
    user.submit("/calendar/off/clear")
    assert "Friday 6 March is as your plan says again." in user.text()
    assert line(user, MONDAY) == "A.B.A.."
    user.submit(off(user), {"first": iso(user, 2), "last": iso(user, 6), "kind": "rest"})
    assert "5 days are off." in user.text()
    assert "rests: no other day of that week fits" in user.text()
    assert line(user, MONDAY) == "A......"
    assert days(user)[3] == "Thu 5 Mar Rest day Not off after all"


def off(user: WebUser) -> str:
    return next(one.action for one in user.forms() if one.action.startswith("/calendar/off?"))


def test_days_off_that_cannot_be(user: WebUser) -> None:
    cases: list[tuple[dict[str, str], str]] = [
        ({"first": "", "kind": "rest"}, "Please give a day."),
        ({"first": "soon", "kind": "rest"}, "Please give a day."),
        ({"first": "2026-03-04"}, "Please choose one."),
        ({"first": "2026-03-04", "kind": "party"}, "Please choose one."),
        ({"first": "2026-03-01", "kind": "rest"}, "That day is over."),
        ({"first": "2026-03-05", "last": "2026-03-04", "kind": "rest"}, "is before the first"),
        ({"first": "2026-03-05", "last": "2027-03-04", "kind": "rest"}, "At most 120 days"),
        ({"first": "9999-12-30", "kind": "rest"}, "within a year of today"),
        ({"first": "2027-02-20", "last": "2027-03-10", "kind": "rest"}, "within a year of today"),
    ]
    for fields, says in cases:
        user.get("/calendar")
        user.submit(off(user), fields)
        assert user.page.status_code == 422
        assert says in user.text()
        assert book(user).agenda.changes().off == {}


def test_what_was_done_is_shown_without_blame(user: WebUser) -> None:
    a = exercises(user, "A")
    book(user).session_done(MONDAY, dict.fromkeys(a, "done"))
    later(user, 2)
    b = exercises(user, "B")
    book(user).session_done(user.clock.today, {b[0]: "done", b[1]: "skipped"})
    later(user, 4)
    user.get("/calendar?on=2026-03-02")
    week = days(user)
    assert "Done" in week[0]
    assert "Done in part" in week[2]
    assert "Not done" in week[4]
    assert [name for name in ("missed", "failed", "late", "should") if name in user.text()] == []
    assert "A session that did not happen is no step back" in user.text()
    user.get("/calendar/move?from=2026-03-02")
    assert "There is no session on Monday 2 March that could be moved" in user.text()


def test_a_session_already_done_is_not_moved_by_an_old_form(user: WebUser) -> None:
    user.get(f"/calendar/move?from={iso(user)}")
    book(user).session_done(user.clock.today, dict.fromkeys(exercises(user, "A"), "done"))
    user.submit("/calendar/move", {"to": f"along:{iso(user, 1)}"})
    assert user.page.status_code == 422
    assert line(user, MONDAY) == "A.B.A.."


def test_a_form_of_somebody_else_changes_nothing(user: WebUser) -> None:
    data = {"from": iso(user, 4), "to": iso(user, 5), "token": "wrong"}
    for path in ("/calendar/move", "/calendar/off", "/calendar/off/clear", "/calendar/feed"):
        assert user.send("POST", path, data=data).status_code == 403
    assert line(user, MONDAY) == "A.B.A.."


def test_while_the_plan_waits_no_session_stands_ahead(user: WebUser) -> None:
    book(user).recheck(user.clock.today)
    user.get("/calendar")
    assert "Your plan waits for now" in user.text()
    assert "Session A" not in user.text()
    assert not [one for one in user.forms() if one.action.startswith("/calendar")]
    user.get(f"/calendar/move?from={iso(user, 4)}")
    assert not [one for one in user.forms() if one.action.startswith("/calendar")]


def test_without_a_plan_the_calendar_says_what_comes_first(tmp_path: Path) -> None:
    new = WebUser(tmp_path / "new")
    new.get("/calendar")
    assert new.page.url.path == "/"
    new.arrive()
    new.get("/calendar")
    assert "There is no plan yet" in new.text()
    assert new.get("/calendar/sessions.ics").status_code == 200
    new.close()


def test_the_same_date_twice_has_one_session_and_a_skipped_date_loses_none(user: WebUser) -> None:
    """Over the date line: back to the day before, and over a day that never was."""
    done = dict.fromkeys(exercises(user, "A"), "done")
    book(user).session_done(MONDAY, done)
    later(user, 1)
    later(user, -1)
    user.get("/today")
    assert "Done for today" in user.text()
    later(user, 3)  # Tuesday and Wednesday never came
    assert book(user).agenda.missed(user.clock.today) is None  # Friday is too near
    user.get(f"/calendar/move?from={iso(user, -1)}")
    user.submit("/calendar/move", {"to": f"along:{iso(user)}"})
    assert line(user, MONDAY) == "A..B.A."
