"""Why this plan and what somebody wishes for, on a phone and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.plan_person import House, OpenPage, Served, enter, press


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("why")) as served:
        yield served


def test_a_plan_is_explained_and_changed_on_a_phone_without_scripts(
    open_page: OpenPage, house: House
) -> None:
    case = house.planned("Wilma")
    page = enter(open_page, house, "Wilma", "/plan/why", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Why this plan?")
    page.get_by_label("Ask about an exercise").select_option(
        label="Superman: arms and legs up together"
    )
    press(page, "Ask")
    expect(page.locator(".asked")).to_contain_text("more kindly: Bird dog")
    card = page.locator(".reason-card").first
    name = card.get_by_role("heading").inner_text()
    card.get_by_text("Change this").click()
    card.get_by_role("button", name="Not this one").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Leave “{name}” out?")
    expect(page.locator(".changes")).to_contain_text(f"{name} rests for now.")
    assert not case.wishes().all
    press(page, "Yes, do that")
    expect(page.locator(".notice")).to_contain_text("as you saw it")
    assert [wish.kind for wish in case.wishes().all] == ["ban"]


def test_nothing_is_wider_than_the_screen(open_page: OpenPage, house: House) -> None:
    house.planned("Xavi", goal_lifting=True)
    page = enter(open_page, house, "Xavi")
    for path in ("/plan/why", "/plan/wishes?by=clinician", "/plan/ahead"):
        page.goto(path)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        touched = page.locator("main a.button, main button, main select")
        heights = touched.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert min(heights) >= 44, path
