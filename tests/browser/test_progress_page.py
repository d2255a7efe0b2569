"""How it is going, a review, and a letter, on a phone and a wide screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.plan_person import CALM, House, OpenPage, Served, answer_all, enter, press

PATHS = ("/progress", "/review", "/letter")
DAYS = 43


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Nora, who has nothing yet; Bea, with a plan since today; and Ida, with six weeks behind her
    in which nothing got better."""
    with Served(tmp_path_factory.mktemp("home")) as house:
        ida = house.planned("Ida", weeks=3, pain_usual_nrs=6, pain_now_nrs=6)
        ida.measure({"side_bridge_left_s": 20.0}, house.clock.today)
        for day in range(1, DAYS + 1):
            house.clock.sleep()
            today, programme = house.clock.today, ida.programme()
            assert programme is not None
            planned = ida.agenda.days(today, today)[0]
            if planned.session:
                held = programme.session(planned.template)
                ida.session_done(today, {one.exercise: "done" for one in held})
            if day % 3 == 0:
                ida.check_in({**CALM, "pain_usual_nrs": 6, "pain_day_nrs": 6}, today)
        ida.measure({"side_bridge_left_s": 40.0}, house.clock.today)
        answer_all(ida, house.clock.today, 9, {"pain_usual_nrs": 6, "pain_now_nrs": 6})
        house.planned("Bea")
        house.move_in("Nora")
        yield house


@pytest.mark.parametrize("name", ["Nora", "Bea", "Ida"])
def test_pages_fit_the_screen_and_have_one_heading(
    open_page: OpenPage, house: House, name: str
) -> None:
    for path in PATHS:
        page = enter(open_page, house, name, at=path)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            assert page.locator("[style], script:not([src])").count() == 0, path


def test_one_picture_of_each_is_shown_and_is_named(open_page: OpenPage, house: House) -> None:
    page = enter(open_page, house, "Ida", at="/progress")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        shown = page.locator("figure svg[role=img]:visible")
        expect(shown).to_have_count(2)
    expect(page.get_by_role("img", name="Average pain of the day")).to_have_count(1)
    expect(page.locator(".chart.change:not(.swatch):visible")).to_have_count(1)


def test_from_progress_to_the_letter(open_page: OpenPage, house: House) -> None:
    page = enter(open_page, house, "Ida", at="/progress")
    press(page, "Look at it together now")
    page.wait_for_url("**/review")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_focused()
    page.get_by_text("Where we read it").first.click()
    expect(page.locator(".sources:visible").first).to_be_visible()
    page.get_by_role("link", name="Read your letter").click()
    page.wait_for_url("**/letter")
    expect(page.locator("article")).to_contain_text("Ida")
    page.get_by_label("No, leave a line").check()
    press(page, "Show it like this")
    page.wait_for_url("**/letter?name=0")
    expect(page.locator("article")).not_to_contain_text("Ida")


def test_the_navigation_knows_where_one_is(open_page: OpenPage, house: House) -> None:
    page = enter(open_page, house, "Bea")
    for path in ("/progress", "/review", "/letter", "/history"):
        page.goto(path)
        here = page.locator(".nav [aria-current=page]")
        expect(here).to_have_count(1)
        expect(here).to_have_attribute("href", "/progress")
