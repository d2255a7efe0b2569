"""The body map beside the list of places: touch, keyboard and list are one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.plan_person import House, Served, enter, press

OpenPage = Callable[..., Page]
LEFT, RIGHT = "Left leg", "Right leg"
LOWER_LEFT, LOWER_RIGHT = "Left leg, below the knee", "Right leg, below the knee"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


def open_list(
    open_page: OpenPage, house: House, asked: Sequence[str] = (), **options: object
) -> Page:
    """The list, or those of it that are asked; it was answered with "none" and is seen again.

    Which of them are asked of somebody is for the rules to say, so they are all sent here.
    """
    name = f"Kim {len(house.journal.profiles())}"
    house.move_in(name)
    page = enter(open_page, house, name, **options)
    page.goto("/check")
    token = page.locator("form.question [name=token]").input_value()
    every = [
        one.id for one in house.rulebook.knowledge.findings.values() if one.list == "pain_where"
    ]
    fields = [("token", token), ("none", "1"), *(("ask", one) for one in asked or every)]
    page.request.post(
        "/check",
        data=urlencode(fields),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    page.goto("/check")
    press(page, "Back")
    expect(page.locator(".body-map")).to_be_visible()
    return page


def place(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name, exact=True).and_(page.locator("g.place"))


def box(page: Page, finding: str) -> Locator:
    return page.locator(f"[name=tick][value={finding}]")


def ticked(page: Page) -> set[str]:
    return {one.input_value() for one in page.locator("[name=tick]:checked").all()}


def click(page: Page, name: str) -> None:
    """Touch the first shape of a place in its middle, as a finger does."""
    bounds = place(page, name).locator("path").first.bounding_box()
    assert bounds is not None
    middle = bounds["x"] + bounds["width"] / 2, bounds["y"] + bounds["height"] / 2
    page.evaluate("([x, y]) => scrollBy(0, y - innerHeight / 2)", list(middle))
    moved = place(page, name).locator("path").first.bounding_box()
    assert moved is not None
    page.mouse.click(moved["x"] + moved["width"] / 2, moved["y"] + moved["height"] / 2)


@pytest.mark.parametrize("width", [360, 1280])
def test_touching_a_place_ticks_the_list_and_touching_again_unticks_it(
    open_page: OpenPage, house: House, width: int
) -> None:
    page = open_list(open_page, house, viewport={"width": width, "height": 740})
    low = place(page, "Low back, between the lowest ribs and the buttocks")
    expect(low).to_have_attribute("aria-checked", "false")
    click(page, "Low back, between the lowest ribs and the buttocks")
    expect(box(page, "pain_low_back")).to_be_checked()
    expect(low).to_have_attribute("aria-checked", "true")
    expect(page.get_by_role("status")).to_contain_text("Low back")
    click(page, "Low back, between the lowest ribs and the buttocks")
    expect(box(page, "pain_low_back")).not_to_be_checked()
    expect(low).to_have_attribute("aria-checked", "false")
    expect(page.get_by_role("status")).to_contain_text("no longer ticked")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_every_place_can_be_ticked_by_key_and_shows_where_one_is(
    open_page: OpenPage, house: House, key: str
) -> None:
    page = open_list(open_page, house)
    page.locator("[name=none]").focus()
    for number in range(page.locator("g.place").count()):
        page.keyboard.press("Tab")
        here = page.locator("g.place").nth(number)
        expect(here).to_be_focused()
        width = here.evaluate("one => parseFloat(getComputedStyle(one).strokeWidth)")
        assert width >= 3
        if here.get_attribute("aria-checked") == "false":
            page.keyboard.press(key)
        expect(here).not_to_have_attribute("aria-checked", "false")
    asked = {str(one.get_attribute("value")) for one in page.locator("[name=ask]").all()}
    assert ticked(page) == asked
    assert page.url.endswith("/check")


def test_the_list_ticks_the_map_and_none_clears_both(open_page: OpenPage, house: House) -> None:
    page = open_list(open_page, house)
    box(page, "pain_neck").check()
    box(page, "pain_arm").check()
    page.locator("[name=unsure][value=pain_groin]").check()
    expect(place(page, "Neck")).to_have_attribute("aria-checked", "true")
    expect(place(page, "Arm or hand")).to_have_attribute("aria-checked", "true")
    page.locator("[name=none]").check()
    assert ticked(page) == set()
    expect(page.locator("[name=unsure]:checked")).to_have_count(0)
    expect(page.locator("g.place:not([aria-checked=false])")).to_have_count(0)
    click(page, "Neck")
    expect(page.locator("[name=none]")).not_to_be_checked()
    assert ticked(page) == {"pain_neck"}


def test_below_the_knee_ticks_the_leg_of_its_side(open_page: OpenPage, house: House) -> None:
    page = open_list(open_page, house)
    click(page, LOWER_LEFT)
    assert ticked(page) == {"pain_below_knee", "pain_leg_left"}
    expect(page.get_by_role("status")).to_contain_text("Left leg: ticked.")
    expect(page.get_by_role("status")).to_contain_text("Below the knee")
    expect(place(page, LEFT)).to_have_attribute("aria-checked", "true")
    expect(place(page, LOWER_LEFT)).to_have_attribute("aria-checked", "true")
    expect(place(page, LOWER_RIGHT)).to_have_attribute("aria-checked", "false")
    click(page, LEFT)
    assert ticked(page) == set()


def test_the_map_does_not_claim_a_side_that_the_list_cannot_say(
    open_page: OpenPage, house: House
) -> None:
    page = open_list(open_page, house)
    box(page, "pain_below_knee").check()
    for lower in (LOWER_LEFT, LOWER_RIGHT):
        expect(place(page, lower)).to_have_attribute("aria-checked", "mixed")
    box(page, "pain_leg_right").check()
    expect(place(page, LOWER_RIGHT)).to_have_attribute("aria-checked", "true")
    expect(place(page, LOWER_LEFT)).to_have_attribute("aria-checked", "false")
    click(page, LOWER_LEFT)
    expect(place(page, LOWER_RIGHT)).to_have_attribute("aria-checked", "mixed")
    click(page, LOWER_RIGHT)
    assert ticked(page) == {"pain_leg_left", "pain_leg_right"}


def test_what_the_map_ticked_is_what_is_kept(open_page: OpenPage, house: House) -> None:
    page = open_list(open_page, house)
    click(page, LOWER_RIGHT)
    before = page.locator("form.question [name=request_id]").get_attribute("value")
    page.locator("form.question .actions .button").first.click()
    expect(page.locator(f"[name=request_id][value='{before}']")).to_have_count(0)
    # The page came without a load; the map of the page before works there too.
    press(page, "Back")
    expect(page.locator(".body-map")).to_be_visible()
    assert ticked(page) == {"pain_below_knee", "pain_leg_right"}
    expect(place(page, LOWER_RIGHT)).to_have_attribute("aria-checked", "true")
    click(page, "Neck")
    assert "pain_neck" in ticked(page)


def test_without_scripts_the_map_is_a_picture_of_what_is_ticked(
    open_page: OpenPage, house: House
) -> None:
    page = open_list(open_page, house, java_script_enabled=False)
    assert page.get_by_role("img").and_(page.locator(".body-map")).count() == 1
    expect(page.locator("g.place[role]")).to_have_count(0)
    box(page, "pain_neck").check()
    page.locator("[name=none]").uncheck()
    page.locator("form.question .actions .button").first.click()
    expect(page.locator(".body-map")).to_have_count(0)
    press(page, "Back")
    expect(page.locator("g.place[data-finding=pain_neck]")).to_have_attribute("data-state", "true")
    expect(page.locator("g.place[data-state=true]")).to_have_count(1)


def test_only_what_is_asked_can_be_ticked(open_page: OpenPage, house: House) -> None:
    page = open_list(open_page, house, ("pain_groin", "pain_below_knee"))
    expect(page.locator("g.place")).to_have_count(3)
    click(page, LOWER_LEFT)
    assert ticked(page) == {"pain_below_knee"}
    # The legs are not asked here, so nobody knows which one it is.
    for lower in (LOWER_LEFT, LOWER_RIGHT):
        expect(place(page, lower)).to_have_attribute("aria-checked", "mixed")


def test_a_page_without_the_list_has_no_map(open_page: OpenPage, house: House) -> None:
    house.move_in("Ada")
    page = enter(open_page, house, "Ada")
    page.goto("/check")
    expect(page.locator("form.question")).to_be_visible()
    expect(page.locator(".body-map")).to_have_count(0)
