"""Short pages, the plan for a flare-up and coming back, in a browser: they fit, and can be used
with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.plan_person import House, OpenPage, Served, enter, press

WIDE = 1280


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Four days after their plans were made: "Mia" sleeps badly, "Ben" was away."""
    with Served(tmp_path_factory.mktemp("home")) as house:
        mia, ben = house.planned("Mia"), house.planned("Ben")
        house.clock.sleep(4)
        for book in (mia, ben):
            told = book.record().answers.items()
            again = {name: one.value for name, one in told if one.origin == "person"}
            book.answer(again, house.clock.today)
        mia.answer({"sleep_disturbed_nights": 5}, house.clock.today)
        yield house


def fits(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width in (320, 360, WIDE):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("innerWidth") == width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.locator("[style], script:not([src])").count() == 0


def test_the_short_pages_fit(open_page: OpenPage, house: House) -> None:
    page = enter(open_page, house, "Mia", "/learn")
    fits(page)
    page.get_by_role("link", name="When pain spoils your sleep").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("When pain spoils your sleep")
    assert "sleep" not in page.url
    fits(page)


def test_a_plan_for_a_flare_up_is_made_with_the_keyboard(open_page: OpenPage, house: House) -> None:
    page = enter(open_page, house, "Mia", "/flare/plan")
    fits(page)
    page.locator("input[name=movement]").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("short walks, a few each day").focus()
    page.keyboard.press("Space")
    page.get_by_label("Whom would you call?").focus()
    page.keyboard.type("Jo from next door")
    page.keyboard.press("Enter")
    page.wait_for_url("**/flare")
    expect(page.get_by_role("heading", name="Your own plan")).to_be_visible()
    expect(page.get_by_text("Jo from next door")).to_be_visible()
    fits(page)


def test_enter_in_a_field_keeps_the_plan_and_does_not_go_to_the_questions(
    open_page: OpenPage, house: House
) -> None:
    """The first button of a form is what Enter presses; here that is not the one that asks."""
    page = enter(open_page, house, "Ben", "/flare/plan")
    assert page.get_by_role("button", name="Keep this and ask me now").count() == 2
    page.get_by_label("What helped last time?").press("Enter")
    page.wait_for_url("**/flare")


def test_a_smaller_plan_and_back(open_page: OpenPage, house: House) -> None:
    page = enter(open_page, house, "Ben", "/today")
    expect(page.get_by_role("heading", name="Shall we make it smaller?")).to_be_visible()
    fits(page)
    press(page, "Yes, make it smaller")
    expect(page.get_by_role("status")).to_contain_text("about half")
    page.get_by_text("The last change, and how to undo it").click()
    press(page, "Undo this change")
    expect(page.get_by_role("status")).to_contain_text("Undone.")
