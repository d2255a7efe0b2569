"""Sessions in another calendar: the file, the feed and its token, the time of day."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from plumbline.web.sessions import COOKIE, MOST
from tests.functional.calendar_user import book, iso, later, planned
from tests.functional.web_user import BEGIN, WebUser

FEED = "/calendar/feed"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("feed") / "home"
    planned(made)
    return made


@pytest.fixture
def user(tmp_path: Path, home: Path) -> Iterator[WebUser]:
    """Their browser, on the page of the reminders."""
    shutil.copytree(home, tmp_path / "home")
    user = WebUser(tmp_path / "home")
    user.get("/")
    user.submit("/open")
    user.get("/calendar/reminders")
    yield user
    user.close()


@pytest.fixture
def program(user: WebUser) -> Iterator[WebUser]:
    """A calendar program on the same machine: no cookie, no form."""
    other = WebUser(Path(), user.clock, user.app)
    yield other
    other.close()


def switch_on(user: WebUser) -> str:
    """The path of the feed that was just switched on."""
    user.submit(FEED, {"feed": "new"})
    found = re.search(
        r'value="http://127\.0\.0\.1:8123(/calendar/feed/[\w-]+\.ics)"', user.page.text
    )
    assert found
    return found[1]


def starts(user: WebUser) -> list[str]:
    return re.findall(r"^DTSTART[^\r]*", user.page.text.partition("BEGIN:VEVENT")[2], re.MULTILINE)


def test_the_file_holds_four_weeks_of_sessions_and_no_name(user: WebUser) -> None:
    user.get("/calendar/sessions.ics")
    assert user.page.headers["content-type"] == "text/calendar; charset=utf-8"
    assert user.page.headers["content-disposition"] == 'attachment; filename="sessions.ics"'
    assert user.page.text.count("BEGIN:VEVENT") == 3 * 4
    assert starts(user)[0] == "DTSTART;VALUE=DATE:20260302"
    assert not re.search("kim|back|pain|exercise", user.page.text, re.IGNORECASE)


def test_a_time_of_day_is_kept_and_stands_in_the_file(user: WebUser) -> None:
    user.submit("/calendar/times", {"at": "18:00", "remind": "30", "zone": "Europe/London"})
    assert "Saved." in user.text()
    assert 'value="18:00"' in user.page.text
    user.get("/calendar/sessions.ics")
    assert starts(user)[0] == "DTSTART;TZID=Europe/London:20260302T180000"
    assert starts(user)[-1] == "DTSTART;TZID=Europe/London:20260327T180000"
    assert "TRIGGER:-PT30M" in user.page.text
    user.get("/calendar/reminders")
    user.submit("/calendar/times", {"at": "", "remind": "", "zone": "Europe/London"})
    user.get("/calendar/sessions.ics")
    assert starts(user)[0] == "DTSTART;VALUE=DATE:20260302"


def test_times_that_cannot_be(user: WebUser) -> None:
    cases: list[tuple[dict[str, str], str]] = [
        ({"at": "25:00", "zone": "Europe/London"}, "Please give a time such as 18:00"),
        ({"at": "soon", "zone": "Europe/London"}, "Please give a time such as 18:00"),
        ({"at": "18:00", "zone": ""}, "Please choose where you are"),
        ({"at": "18:00", "zone": "Europe/Atlantis"}, "Please choose one of the list."),
        ({"at": "18:00", "zone": "../../etc/passwd"}, "Please choose one of the list."),
        ({"remind": "-5"}, "Please choose one of the list."),
        ({"remind": "99999"}, "Please choose one of the list."),
        ({"remind": "7"}, "Please choose one of the list."),
        ({"remind": "0030"}, "Please choose one of the list."),
        ({"remind": "²"}, "Please choose one of the list."),
    ]
    for fields, says in cases:
        user.get("/calendar/reminders")
        user.submit("/calendar/times", fields)
        assert user.page.status_code == 422
        assert says in user.text()
        assert book(user).agenda.reminders.times().at is None


def test_the_feed_is_off_until_it_is_switched_on(user: WebUser, program: WebUser) -> None:
    assert "The feed is off." in user.text()
    for token in ("x", "x" * 5000, "%00", "..", "%F0%9F%98%80"):
        assert program.get(f"{FEED}/{token}.ics").status_code == 404
    path = switch_on(user)
    assert "The feed is on." in user.text()
    assert program.get(path).status_code == 200
    assert program.page.text.count("BEGIN:VEVENT") == 12


def test_it_needs_no_cookie_sets_none_and_leaves_no_session_behind(
    user: WebUser, program: WebUser
) -> None:
    path = switch_on(user)
    for _ in range(3):
        program.get(path)
        assert "set-cookie" not in program.page.headers
    assert COOKIE not in program.client.cookies
    # Who opens it in the browser stays at the pages.
    user.get(path)
    assert user.get("/calendar").url.path == "/calendar"
    assert len(user.app.state.house.sessions._by_token) == 1


def test_it_crowds_nobody_out(user: WebUser, program: WebUser) -> None:
    path, sessions = switch_on(user), user.app.state.house.sessions
    while len(sessions._by_token) < MOST:
        sessions.start()
    before = set(sessions._by_token)
    assert program.get(path).status_code == 200
    assert set(sessions._by_token) == before


def test_a_new_address_ends_the_old_and_off_ends_all(user: WebUser, program: WebUser) -> None:
    old, new = switch_on(user), switch_on(user)
    assert (program.get(old).status_code, program.get(new).status_code) == (404, 200)
    assert new not in user.get("/calendar/reminders").text
    user.submit(FEED, {"feed": "off"})
    assert "The feed is off." in user.text()
    assert program.get(new).status_code == 404


def test_a_moved_session_keeps_its_name_and_its_sequence_rises(
    user: WebUser, program: WebUser
) -> None:
    path = switch_on(user)
    before = events(program.get(path).text)
    user.get(f"/calendar/move?from={iso(user, 4)}")
    user.submit("/calendar/move", {"to": iso(user, 5)})
    after = events(program.get(path).text)
    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid][0] != after[uid][0]]
    assert [after[uid][0] for uid in moved] == ["20260307"]
    assert all(after[uid][1] > before[uid][1] for uid in moved)


def events(text: str) -> dict[str, tuple[str, int]]:
    """UID -> day and sequence."""
    found: dict[str, tuple[str, int]] = {}
    for one in text.split("BEGIN:VEVENT")[1:]:
        fields = dict(line.split(":", 1) for line in one.strip().splitlines() if ":" in line)
        found[fields["UID"]] = (fields["DTSTART;VALUE=DATE"], int(fields["SEQUENCE"]))
    return found


@pytest.mark.hazard("exercise_with_open_flag")
@pytest.mark.parametrize("why", ["recheck", "danger", "unsure", "old"])
def test_no_session_is_announced_while_safety_is_open(
    user: WebUser, program: WebUser, why: str
) -> None:
    path, case, today = switch_on(user), book(user), user.clock.today
    match why:
        case "recheck":
            case.recheck(today)
        case "danger":
            case.answer({"bladder_retention": True, "saddle_numbness": True}, today)
        case "unsure":
            for _ in range(2):
                case.answer({"saddle_numbness": None}, today)
        case _:
            user.clock.pass_time(days=60)  # the answers are too old by then
    assert program.get(path).status_code == 200
    assert "BEGIN:VEVENT" not in program.page.text
    later(user, 0)
    user.get("/calendar/sessions.ics")
    assert user.page.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" not in user.page.text


def test_the_page_of_another_machine_gets_nothing(user: WebUser, program: WebUser) -> None:
    path = switch_on(user)
    assert program.send("GET", path, headers={"host": "evil.example"}).status_code == 421


def test_today_is_the_day_on_the_wall(user: WebUser, program: WebUser) -> None:
    """Twenty hours apart, it is the same moment and two different dates."""
    path = switch_on(user)
    moment = BEGIN + timedelta(days=1)
    user.clock.now = moment.astimezone(timezone(timedelta(hours=14)))
    assert first_day(program.get(path).text) == "20260304"
    user.clock.now = datetime(2026, 3, 3, 12, tzinfo=timezone(timedelta(hours=14)))
    assert first_day(program.get(path).text) == "20260304"
    user.clock.now = user.clock.now.astimezone(timezone(timedelta(hours=-11)))
    assert first_day(program.get(path).text) == "20260302"


def first_day(text: str) -> str:
    return min(day for day, _sequence in events(text).values())
