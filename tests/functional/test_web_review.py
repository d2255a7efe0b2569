"""Looking at the plan together, and the letter that goes with a step up."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from tests.functional.test_web_progress import come_back
from tests.functional.web_user import ORDINARY, Clock, WebUser, book, settle
from tests.functional.weeks_person import live

TOLD = {
    **ORDINARY,
    "can_get_to_floor": True,
    "walk_minutes_comfortable": 15,
    "pain_usual_nrs": 6,
    "pain_now_nrs": 6,
}
SIX_WEEKS = 43


@pytest.fixture
def user(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    user.arrive()
    settle(user, {**TOLD, "onset_date": user.clock.today - timedelta(weeks=3)})
    yield user
    user.close()


def lived(user: WebUser, days: int, pain: int = 6, last: int = 6) -> None:
    begin = user.clock.today
    book(user).make_plan(begin)
    live(book(user), begin, days, lambda day: round(pain + (last - pain) * day / days))
    come_back(user, days)


def reviews(user: WebUser) -> int:
    return len(book(user).events("next_step"))


def test_without_a_plan_there_is_nothing_to_look_at(user: WebUser) -> None:
    user.get("/review")
    assert "There is no plan yet to look at." in user.text()
    assert user.get("/letter").status_code == 200
    assert "There is no letter now." in user.text()


def test_getting_the_page_holds_no_review(user: WebUser) -> None:
    lived(user, 15)
    user.get("/review")
    assert reviews(user) == 0
    assert "Look at it together now" in user.text()


def test_weeks_that_go_well_carry_on_and_bring_no_letter(user: WebUser) -> None:
    lived(user, 30, pain=8, last=2)
    user.get("/review")
    user.submit("/review")
    text = user.text()
    assert "Carry on" in text
    assert "Your entries show that you are clearly better" in text
    assert "What guidelines and studies say" in text
    assert "What would change this" in text
    assert "Read your letter" not in text
    for path in ("/letter.pdf", "/letter.txt"):
        assert user.get(path).url.path == "/letter"
    assert "There is no letter now." in user.text()


def test_a_second_tap_is_the_same_review(user: WebUser) -> None:
    lived(user, 15)
    user.get("/review")
    user.submit("/review")
    user.submit("/review")
    assert reviews(user) == 1
    book(user).flare(user.clock.today)
    user.submit("/review")
    assert reviews(user) == 2


def test_a_review_needs_the_token_of_its_session(user: WebUser) -> None:
    lived(user, 15)
    assert user.send("POST", "/review", data={}).status_code == 403
    assert reviews(user) == 0


@pytest.fixture(scope="module")
def six_weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """The home of somebody for whom nothing got better, and when the review was held; made once."""
    home = tmp_path_factory.mktemp("six") / "home"
    user = WebUser(home)
    user.arrive()
    settle(user, {**TOLD, "onset_date": user.clock.today - timedelta(weeks=3)})
    lived(user, SIX_WEEKS)
    user.get("/review")
    user.submit("/review")
    user.close()
    return home, user.clock.now


@pytest.fixture
def stepped_up(tmp_path: Path, six_weeks: tuple[Path, datetime]) -> Iterator[WebUser]:
    """Six weeks in which nothing got better, and their review."""
    home, now = six_weeks
    shutil.copytree(home, tmp_path / "home")
    user = WebUser(tmp_path / "home", Clock(now))
    user.get("/")
    user.submit("/open")
    user.get("/review")
    yield user
    user.close()


def test_a_step_up_says_why_and_shows_what_bodies_say_side_by_side(stepped_up: WebUser) -> None:
    text, page = stepped_up.text(), stepped_up.page.text
    assert "Ask for a physiotherapist" in text
    assert "You have had your plan for 6 weeks." in text
    assert "Your entries do not show that you are clearly better." in text
    assert "They do not always agree." in text
    for body in ("NICE, England", "American College of Physicians", "Denmark"):
        assert body in text
    assert page.count("Where we read it") == page.count("<li>\n      <h3>") >= 3
    assert "If your entries showed that you are clearly better: carry on with the plan." in text
    assert "Read your letter" in text


def test_the_letter_is_read_first_with_or_without_the_name(stepped_up: WebUser) -> None:
    stepped_up.get("/letter")
    text = stepped_up.text()
    assert "Could you please examine how I move" in text
    assert "Kim" in text
    assert "sessions." in text
    stepped_up.get("/letter?name=0")
    assert "Kim" not in stepped_up.text()
    assert "letter.pdf?name=0" in stepped_up.page.text


def test_the_letter_is_one_page_that_nobody_keeps(stepped_up: WebUser) -> None:
    answer = stepped_up.get("/letter.pdf?paper=us-letter")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'inline; filename="letter-2026-04-14.pdf"'
    (page,) = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    assert "Kim" in page.extract_text()
    assert round(float(page.mediabox[2])) == 612
    (page,) = pypdf.PdfReader(io.BytesIO(stepped_up.get("/letter.pdf?name=0").content)).pages
    assert "Kim" not in page.extract_text()


def test_the_letter_as_text_says_what_the_page_says(stepped_up: WebUser) -> None:
    answer = stepped_up.get("/letter.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "I did" in answer.text
    assert "Pain, average of the day" in answer.text


@pytest.mark.parametrize("path", ["/letter?name=yes", "/letter.txt?name=2", "/letter.pdf?paper=a5"])
def test_what_cannot_be_used_is_said(stepped_up: WebUser, path: str) -> None:
    assert stepped_up.get(path).status_code == 422


def test_a_new_sign_comes_before_an_old_review(stepped_up: WebUser) -> None:
    book(stepped_up).answer({"saddle_numbness": True}, stepped_up.clock.today)
    for path in ("/review", "/letter"):
        stepped_up.get(path)
        assert "Safety comes first" in stepped_up.text(), path
        assert 'href="/verdict"' in stepped_up.page.text


def test_an_open_sign_makes_the_review_look_first(user: WebUser) -> None:
    lived(user, 15)
    book(user).answer({"saddle_numbness": True}, user.clock.today)
    user.get("/review")
    user.submit("/review")
    assert "Nerves to the bladder, bowel and saddle" in user.text()
    assert 'class="button" href="/verdict"' in user.page.text
    assert "/letter" not in user.page.text


def test_questions_still_open_lead_to_the_questions(user: WebUser) -> None:
    lived(user, 15)
    book(user).recheck(user.clock.today)
    user.get("/review")
    user.submit("/review")
    assert "Safety questions first" in user.text()
    assert 'class="button" href="/check"' in user.page.text


def test_the_history_tells_of_it(stepped_up: WebUser) -> None:
    stepped_up.get("/history")
    assert "We looked at your plan together Ask for a physiotherapist" in stepped_up.text()


def test_nobody_without_a_profile_sees_any_of_it(tmp_path: Path) -> None:
    nobody = WebUser(tmp_path)
    for path in ("/review", "/letter", "/letter.pdf", "/letter.txt"):
        assert nobody.get(path).url.path == "/"
    nobody.close()
