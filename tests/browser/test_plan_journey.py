"""The second half as a person lives it: a plan, a session, a check-in, and what the plan does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import expect

from plumbline.journal.casebook import Casebook
from tests.browser.plan_person import (
    House,
    OpenPage,
    Served,
    check_in,
    choose,
    do_session,
    doses,
    enter,
    not_more,
    press,
    walk,
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


def test_from_verdict_to_first_week(open_page: OpenPage, house: House) -> None:
    book = house.person("Ada")
    page = choose(open_page, house, "Ada")
    page.goto("/verdict")
    press(page, "Go to my plan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today: your exercises")
    expect(page.locator(".week .day")).to_have_count(7)
    programme = book.programme()
    assert programme is not None
    expect(page.locator(".exercise .dose")).to_have_count(len(programme.exercises) + 1)
    page.get_by_text("What we left out, and why").click()
    expect(page.get_by_role("heading", name="Needs things you do not have at hand")).to_be_visible()


def test_a_session_is_stored_and_tomorrow_is_told(open_page: OpenPage, house: House) -> None:
    book = house.planned("Bea")
    page = enter(open_page, house, "Bea", at="/today")
    page.get_by_role("link", name="Start").click()
    first = next(iter(doses(book.programme())))
    do_session(page, **{first: "part"})
    expect(page.get_by_role("heading", level=1)).to_contain_text("Well done")
    stronger = page.locator(".what-ifs > div").filter(has_text="much stronger than usual")
    expect(stronger).to_contain_text("lighter")
    stored = [event.payload["done"] for event in book.events() if event.kind == "session"]
    assert len(stored) == 1
    assert isinstance(stored[0], dict)
    assert stored[0][first] == "part"
    assert stored[0]["walking"] == "done"
    page.goto("/session")
    expect(page.locator(".marks")).to_have_count(0)


def test_stopping_because_of_pain_leads_to_the_check_in(open_page: OpenPage, house: House) -> None:
    book = house.planned("Cleo")
    page = enter(open_page, house, "Cleo")
    do_session(page, **{next(iter(doses(book.programme()))): "stopped_pain"})
    expect(page.locator(".lead")).to_contain_text("Stopping was the right thing to do")
    page.get_by_role("link", name="Check in now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How is it going?")


def trained(book: Casebook, house: House) -> None:
    """A session was done: without one there is no step up."""
    programme = book.programme()
    assert programme is not None
    book.session_done(house.clock.today, {one.exercise: "done" for one in programme.exercises})


@pytest.mark.hazard("load_raised_without_consent")
def test_a_step_up_needs_a_yes(open_page: OpenPage, house: House) -> None:
    book = house.planned("Dina")
    trained(book, house)
    page = enter(open_page, house, "Dina")
    before = book.programme()
    check_in(page)
    expect(page.get_by_role("heading", name="A small step up, if you like")).to_be_visible()
    assert book.programme() == before
    press(page, "Not yet")
    assert book.programme() == before
    check_in(page)
    press(page, "Yes, a little more")
    expect(page.get_by_role("status")).to_contain_text("a small step up")
    after = book.programme()
    raised = [name for name, dose in doses(after).items() if dose > doses(before)[name]]
    assert len(raised) == 1


@pytest.mark.hazard("load_raised_without_consent")
def test_an_old_yes_does_not_count_for_a_new_step(open_page: OpenPage, house: House) -> None:
    book = house.planned("Elsa")
    trained(book, house)
    page = enter(open_page, house, "Elsa")
    check_in(page)
    other = page.context.new_page()
    check_in(other)
    press(other, "Yes, a little more")
    after = book.programme()
    trained(book, house)
    check_in(other)
    press(page, "Yes, a little more")
    expect(page.get_by_role("status")).to_contain_text("no longer open")
    assert book.programme() == after


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.parametrize(
    ("name", "worse"),
    [
        ("Fay", {"pain_day_nrs": "8", "pain_day_worst_nrs": "9"}),
        ("Gwen", {"next_morning": "worse"}),
        ("Hope", {"session_felt": "too_hard"}),
    ],
)
def test_after_worse_the_plan_steps_back_by_itself(
    open_page: OpenPage, house: House, name: str, worse: Mapping[str, str]
) -> None:
    book = house.planned(name)
    page = enter(open_page, house, name)
    before = book.programme()
    check_in(page, **worse)
    expect(page.locator(".answer-card.step_back")).to_be_visible()
    expect(page.locator("#changed + .changes")).to_contain_text("Walks: from")
    expect(page.get_by_role("button", name="Yes, a little more")).to_have_count(0)
    assert not_more(book, before)
    assert walk(book.programme()) < walk(before)


@pytest.mark.hazard("load_raised_after_worse")
def test_it_flared_up_is_one_tap_and_steps_back_once(open_page: OpenPage, house: House) -> None:
    book = house.planned("Nora")
    page = enter(open_page, house, "Nora")
    before = book.programme()
    page.goto("/today")
    press(page, "It flared up")
    expect(page.get_by_role("heading", name="Your plan has stepped back")).to_be_visible()
    once = book.programme()
    assert not_more(book, before)
    assert walk(once) < walk(before)
    page.goto("/today")
    press(page, "It flared up")
    assert book.programme() == once
    press(page, "Yes, something is new: check again")
    assert page.url.endswith("/check")


def test_the_whole_way_without_javascript(open_page: OpenPage, house: House) -> None:
    book = house.person("Quin")
    page = choose(open_page, house, "Quin", java_script_enabled=False)
    page.goto("/today")
    press(page, "Make my first week")
    do_session(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Well done")
    check_in(page)
    press(page, "Yes, a little more")
    assert max(doses(book.programme()).values()) == 1
    press(page, "It flared up")
    expect(page.get_by_role("heading", name="Your plan has stepped back")).to_be_visible()
    page.goto("/history")
    expect(page.locator(".timeline")).to_contain_text("It flared up")
    expect(page.locator("figure svg[role=img]:visible")).to_have_count(1)


def test_a_missed_session_may_be_done_on_the_next_day(open_page: OpenPage, house: House) -> None:
    house.planned("Rosa")
    begun = house.clock.now
    try:
        house.clock.sleep()
        page = enter(open_page, house, "Rosa")
        page.goto("/today")
        expect(page.locator(".today-head")).to_contain_text("do the one you missed")
        do_session(page)
        house.clock.sleep()
        page = enter(open_page, house, "Rosa")
        page.goto("/today")
        expect(page.get_by_role("heading", level=1)).to_have_text("Today: a walk")
    finally:
        house.clock.now = begun
