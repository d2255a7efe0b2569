"""The player as a person uses it: a whole session, a swap, a reload, keys only, no motion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.plan_person import House, OpenPage, Served, enter, press
from tests.browser.player_steps import at_end, begin, current, finish, items, stored

MINUTE = 60_000
OURS = """
  Object.entries(sessionStorage).filter(([name]) => name.startsWith("plumbline")).map(([, v]) => v)
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


def test_a_whole_session_with_the_timer(open_page: OpenPage, house: House) -> None:
    book = house.planned("Ada")
    page = enter(open_page, house, "Ada")
    begin(page)
    names = []
    while page.locator(".item.current").count():
        names.append(current(page))
        expect(page.locator(".item:visible")).to_have_count(1)
        expect(page.locator("[data-place]")).to_have_text(f"{len(names)} of {items(page)}")
        press(page, "Start the timer")
        page.clock.run_for(20 * MINUTE)
        expect(page.locator(".item.current [data-live]")).to_have_text("Finished")
        page.locator("[data-next]").click()
    at_end(page)
    for group in page.locator(".marks").all():
        expect(group.get_by_label("Done", exact=True)).to_be_checked()
    finish(page)
    assert stored(book)["done"] == dict.fromkeys(names, "done")
    assert "swapped" not in stored(book)


def test_how_was_it_takes_two_taps(open_page: OpenPage, house: House) -> None:
    book = house.planned("Bea")
    page = enter(open_page, house, "Bea")
    begin(page)
    press(page, "Stop")
    at_end(page)
    press(page, "I did all of it")
    finish(page)
    assert set(stored(book)["done"].values()) == {"done"}


def test_what_was_begun_and_stopped_is_told_as_it_was(open_page: OpenPage, house: House) -> None:
    book = house.planned("Cleo")
    page = enter(open_page, house, "Cleo")
    begin(page)
    first = current(page)
    press(page, "Start the timer")
    page.clock.run_for(2000)
    press(page, "Next")
    second = current(page)
    press(page, "Stop")
    press(page, "It hurt, so I stopped")
    finish(page)
    done = stored(book)["done"]
    assert (done.pop(first), done.pop(second)) == ("part", "stopped_pain")
    assert set(done.values()) == {"skipped"}
    expect(page.locator(".lead")).to_contain_text("Stopping was the right thing to do")


def test_the_side_at_work_is_named_and_shown(open_page: OpenPage, house: House) -> None:
    house.planned("Dina")
    page = enter(open_page, house, "Dina")
    begin(page)
    while page.locator(".item.current [data-figure]").count() < 2:
        press(page, "Next")
    card = page.locator(".item.current")
    expect(card.locator("[data-working]")).to_have_text("Your left side")
    expect(card.locator("[data-figure]:visible")).to_have_attribute("data-figure", "left")
    press(page, "Start the timer")
    while card.locator("[data-phase]").inner_text() != "Change sides":
        page.clock.run_for(1000)
    expect(card.locator("[data-working]")).to_have_text("Your right side")
    expect(card.locator("[data-figure]:visible")).to_have_attribute("data-figure", "right")
    expect(card.locator("[data-live]")).to_have_text("Change sides. Your right side")
    press(page, "Skip the rest")
    expect(card.locator("[data-phase]")).not_to_have_text("Change sides")


@pytest.mark.parametrize(
    ("dose", "says"),
    [
        (
            {"sets": 2, "repetitions": 1, "hold": 5, "sides": 2, "seconds": 90, "moreOn": "right"},
            "hold left, side right, hold right, set left, hold left, side right, hold right, "
            "more right, hold right",
        ),
        (
            {"sets": 1, "repetitions": 8, "hold": 0, "sides": 2, "seconds": 100, "moreOn": ""},
            "go left, side right, go right",
        ),
        (
            {"sets": 1, "repetitions": 2, "hold": 3, "sides": 1, "seconds": 30, "moreOn": ""},
            "hold, relax, hold",
        ),
    ],
)
def test_the_timer_counts_sets_sides_and_the_set_more(
    open_page: OpenPage, house: House, dose: dict[str, Any], says: str
) -> None:
    page = open_page(base_url=house.address)
    page.goto("/")
    phases = page.evaluate(
        "async (dose) => (await import('/static/js/session_phases.js')).phasesOf(dose)", dose
    )
    assert ", ".join(f"{p['say']} {p['side']}".strip() for p in phases) == says
    if not dose["hold"]:
        assert sum(phase["seconds"] for phase in phases) == dose["seconds"]


@pytest.mark.hazard("load_raised_after_worse")
def test_it_hurts_offers_something_gentler(open_page: OpenPage, house: House) -> None:
    book = house.planned("Elsa")
    page = enter(open_page, house, "Elsa")
    begin(page)
    planned = current(page)
    press(page, "Start the timer")
    press(page, "Swap")
    press(page, "It hurts")
    expect(page.get_by_text("Thank you for stopping.")).to_be_visible()
    page.locator("[data-take]").first.click()
    other = current(page)
    assert other != planned
    exercises = house.rulebook.knowledge.exercises
    assert exercises[other].load.spine <= exercises[planned].load.spine
    assert exercises[other].level <= exercises[planned].level
    expect(page.locator(".item.current h2")).to_be_focused()
    press(page, "Start the timer")
    page.clock.run_for(20 * MINUTE)
    press(page, "Stop")
    finish(page)
    told = stored(book)
    assert told["swapped"] == {planned: {"because": "hurts", "to": other}}
    assert (told["done"][planned], told["done"][other]) == ("stopped_pain", "done")


@pytest.mark.hazard("load_raised_without_consent")
def test_too_easy_is_noted_and_adds_nothing(open_page: OpenPage, house: House) -> None:
    book = house.planned("Fay")
    before = book.programme()
    page = enter(open_page, house, "Fay")
    begin(page)
    planned = current(page)
    press(page, "Swap")
    press(page, "It is too easy")
    expect(page.get_by_text("More comes only with your yes")).to_be_visible()
    press(page, "Note it, and stay with this one")
    assert current(page) == planned
    press(page, "Stop")
    press(page, "I did all of it")
    finish(page)
    assert stored(book)["swapped"] == {planned: {"because": "too_easy", "to": None}}
    assert stored(book)["done"][planned] == "done"
    assert book.programme() == before


def test_pain_may_end_the_session_at_once(open_page: OpenPage, house: House) -> None:
    book = house.planned("Gwen")
    page = enter(open_page, house, "Gwen")
    begin(page)
    planned = current(page)
    press(page, "Swap")
    press(page, "It hurts")
    press(page, "End the session here")
    at_end(page)
    finish(page)
    assert stored(book)["done"][planned] == "stopped_pain"


@pytest.mark.hazard("health_data_leaves")
def test_a_reload_goes_on_where_it_was(open_page: OpenPage, house: House) -> None:
    book = house.planned("Hope")
    page = enter(open_page, house, "Hope")
    begin(page)
    planned = current(page)
    press(page, "Swap")
    press(page, "It hurts")
    page.locator("[data-take]").first.click()
    other = current(page)
    press(page, "Start the timer")
    page.clock.run_for(2000)
    press(page, "Pause")
    clock = page.locator(".item.current [data-clock]").inner_text()
    kept = page.evaluate(OURS)
    assert len(kept) == 2
    assert all(re.fullmatch(r'\{"n":"[\d.-]+",[\d,\[\]"mtcps:-]+\}', line) for line in kept), kept
    page.reload()
    assert current(page) == other
    expect(page.locator(".item.current [data-clock]")).to_have_text(clock)
    press(page, "Stop")
    finish(page)
    assert stored(book)["swapped"] == {planned: {"because": "hurts", "to": other}}
    assert stored(book)["done"][other] == "part"
    assert page.evaluate(OURS) == []
    assert page.evaluate("localStorage.length") == 0
