"""Short pages: which are open and why, one quiet line, and crisis help before all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plumbline.knowledge.schema.modules import Module
from plumbline.logic.schema import Value
from tests.functional.test_web_coming_back import silent
from tests.functional.test_web_new_week import WENT_WELL
from tests.functional.test_web_plan_why import Living
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser, rulebook

__all__ = ["living", "planned"]
LINE = "Something short that may help:"
BAD_NIGHTS: dict[str, Value] = {"sleep_disturbed_nights": 5}


def module(name: str) -> Module:
    return rulebook().knowledge.modules[name]


def link_to(user: WebUser, name: str) -> str:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    return "/learn/" + str(session.name_for(f"modules/{name}"))


def open_page(user: WebUser, name: str) -> None:
    user.get(link_to(user, name))
    assert user.page.status_code == 200, user.text()


def told(user: WebUser, **values: Value) -> None:
    book(user).answer(values, user.clock.today)


def test_all_are_there_and_those_that_are_open_come_first_with_why(living: Living) -> None:
    user = living()
    user.get("/learn")
    titles = [one.title for one in rulebook().knowledge.modules.values()]
    assert all(title in user.text() for title in titles)
    assert "Why this may suit you" not in user.text()
    told(user, **BAD_NIGHTS)
    user.get("/learn")
    said = user.text()
    assert min(titles, key=said.index) == module("poor_sleep").title
    assert said.count("Why this may suit you") == 1
    assert "You told us: " in said
    assert link_to(user, "poor_sleep") in user.page.text
    assert "poor_sleep" not in user.page.text, "no health words in an address"


def test_each_page_has_its_steps_its_help_and_what_it_rests_on(living: Living) -> None:
    user = living()
    for name, one in rulebook().knowledge.modules.items():
        open_page(user, name)
        said = user.text()
        for line in (one.title, one.plain, one.never, one.talk, one.steps[0].say):
            assert " ".join(line.split()) in said, name
        assert "What is known?" in said
        assert "What this page rests on" in said
        if one.crisis_first:
            assert said.index(one.crisis_first[:40]) < said.index(one.steps[0].say[:30])


def test_one_quiet_line_until_it_was_read(living: Living) -> None:
    user = living()
    user.get("/today")
    assert LINE not in user.text()
    told(user, **BAD_NIGHTS, movement_fear=8)
    user.get("/today")
    assert user.text().count(LINE) == 1
    assert module("fear_of_movement").title in user.text()
    open_page(user, "fear_of_movement")
    open_page(user, "fear_of_movement")
    assert len(book(user).events("module_read")) == 1, "once a day"
    user.get("/today")
    assert module("poor_sleep").title in user.text()
    open_page(user, "poor_sleep")
    user.get("/today")
    assert LINE not in user.text()
    silent(user, 14)
    told(user, **BAD_NIGHTS, movement_fear=8)
    user.get("/today")
    assert LINE in user.text()


def test_it_stands_by_the_answer_to_a_check_in_too(living: Living) -> None:
    user = living()
    told(user, **BAD_NIGHTS)
    book(user).check_in(WENT_WELL, user.clock.today)
    user.get("/checkin/answer")
    assert user.text().count(LINE) == 1


def test_what_was_open_stays_so_until_an_answer_closes_it(living: Living) -> None:
    user = living()
    told(user, **BAD_NIGHTS)
    user.get("/learn")
    user.clock.now += timedelta(days=60)
    user.get("/")
    user.submit("/open")
    user.get("/learn")
    assert "It suited you before" in user.text()
    told(user, sleep_disturbed_nights=0)
    user.get("/learn")
    assert "Why this may suit you" not in user.text()


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("sign", [True, None])
def test_any_sign_of_self_harm_puts_help_first_and_the_pages_away(
    living: Living, sign: bool | None
) -> None:
    user = living()
    told(user, **BAD_NIGHTS)
    link = link_to(user, "low_mood")
    told(user, suicidal_thoughts=sign)
    told(user, suicidal_thoughts=sign)
    for page in ("/learn", link):
        user.get(page)
        assert "You matter." in user.text()
        assert "tel:" in user.page.text
        assert module("poor_sleep").title not in user.text()
        assert module("low_mood").steps[0].say not in user.text()
    assert book(user).events("module_read") == []
    for page in ("/today", "/checkin/answer"):
        user.get(page)
        assert LINE not in user.text()


def test_a_page_that_there_is_not(living: Living) -> None:
    user = living()
    for name in ("low_mood", "x", link_to(user, "low_mood")[7:] + "0"):
        user.get(f"/learn/{name}")
        assert user.page.status_code == 404


@pytest.mark.hazard("danger_undercalled")
def test_while_exercise_waits_no_page_asks_to_do_more(living: Living) -> None:
    user = living()
    told(user, movement_fear=8, confidence_despite_pain=2)
    user.get("/learn")
    assert "Safety comes first" not in user.text()
    moving = [one for one in rulebook().knowledge.modules.values() if one.moves]
    links = {one.id: link_to(user, one.id) for one in moving}
    told(user, bladder_trouble=True)
    user.get("/learn")
    assert "Safety comes first" in user.text()
    assert 'href="/verdict"' in user.page.text
    assert module("poor_sleep").title in user.text()
    for one in moving:
        assert one.title not in user.text()
    for one in moving:
        user.get(links[one.id])
        assert "Safety comes first" in user.text()
        assert 'href="/verdict"' in user.page.text
        assert one.title not in user.page.text
        assert one.steps[0].say not in user.page.text
    assert book(user).events("module_read") == []
    open_page(user, "poor_sleep")
    assert "Safety comes first" in user.text()
    assert module("poor_sleep").steps[0].say in user.text()
