"""A session that outlives a moment without the app: finished offline, sent later, never lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from plumbline.journal.casebook import Casebook
from tests.browser.plan_person import House, OpenPage, Served, enter, press

ANSWERS = """
  () => navigator.serviceWorker.controller !== null || new Promise((done) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => done(true));
  })
"""
CACHED = """
  async () => (await Promise.all((await caches.keys()).map(
    async (name) => (await (await caches.open(name)).keys()).map((r) => new URL(r.url).pathname)
  ))).flat()
"""


@pytest.fixture
def service_workers() -> Literal["allow"]:
    return "allow"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


def sessions(book: Casebook) -> list[dict[str, Any]]:
    return [dict(event.payload) for event in book.events() if event.kind == "session"]


def expected(complaints: list[str], *kinds: str) -> None:
    """The browser notes each answer that did not come; those are what the test is about."""
    assert complaints
    assert all(any(kind in line for kind in kinds) for line in complaints), complaints
    complaints.clear()


def under_the_worker(page: Page) -> None:
    """Wait until the service worker answers for this page."""
    page.evaluate(ANSWERS)


def test_a_session_finished_offline_is_kept_and_sent_by_itself(
    open_page: OpenPage, house: House, complaints: list[str]
) -> None:
    book = house.planned("Ada")
    page = enter(open_page, house, "Ada")
    page.goto("/session")
    under_the_worker(page)
    page.context.set_offline(True)
    press(page, "Begin")
    for _ in range(page.locator(".items > .item").count()):
        expect(page.locator(".item.current svg:visible")).to_have_count(1)
        page.locator("[data-next]").click()
    press(page, "I did all of it")
    press(page, "Finish the session")
    expect(page.locator("[data-news]")).to_contain_text("Your session is kept on this page")
    assert sessions(book) == []
    page.context.set_offline(False)
    page.wait_for_url("**/session/done")
    [told] = sessions(book)
    assert set(told["done"].values()) == {"done"}
    expected(complaints, "ERR_INTERNET_DISCONNECTED")


def test_a_swap_works_offline(open_page: OpenPage, house: House, complaints: list[str]) -> None:
    book = house.planned("Bea")
    page = enter(open_page, house, "Bea")
    page.goto("/session")
    page.context.set_offline(True)
    press(page, "Begin")
    press(page, "Swap")
    press(page, "It hurts")
    page.locator("[data-take]").first.click()
    expect(page.locator(".item.current .figure-moving:visible")).to_have_count(1)
    page.context.set_offline(False)
    press(page, "Stop")
    press(page, "Finish the session")
    page.wait_for_url("**/session/done")
    assert len(sessions(book)[0]["swapped"]) == 1
    complaints.clear()


def test_a_restart_of_the_app_asks_to_open_the_profile_and_loses_nothing(
    open_page: OpenPage, house: House, complaints: list[str]
) -> None:
    book = house.planned("Cleo")
    page = enter(open_page, house, "Cleo")
    page.goto("/session")
    press(page, "Begin")
    press(page, "Stop")
    press(page, "I did all of it")
    # Whoever was signed in before a restart is not any more.
    page.context.clear_cookies()
    press(page, "Finish the session")
    expect(page.locator("[data-news]")).to_contain_text("your profile has to be opened again")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open my profile in a new window").click()
    opened.value.get_by_role("button", name="Cleo").click()
    page.wait_for_url("**/session/done")
    assert set(sessions(book)[0]["done"].values()) == {"done"}
    expected(complaints, "403")


def test_another_persons_profile_does_not_get_the_session(
    open_page: OpenPage, house: House, complaints: list[str]
) -> None:
    book, other = house.planned("Dina"), house.planned("Elsa")
    page = enter(open_page, house, "Dina")
    page.goto("/session")
    press(page, "Begin")
    press(page, "Stop")
    page.context.clear_cookies()
    second = page.context.new_page()
    second.goto("/")
    second.get_by_role("button", name="Elsa").click()
    press(page, "Finish the session")
    expect(page.locator("[data-news]")).to_contain_text("could not take this session")
    assert sessions(book) == sessions(other) == []
    expected(complaints, "403", "409")


@pytest.mark.hazard("health_data_leaves")
def test_the_browser_keeps_no_page_about_a_person(
    open_page: OpenPage, house: House, complaints: list[str]
) -> None:
    house.planned("Fay")
    page = enter(open_page, house, "Fay")
    for path in ("/session", "/today", "/history"):
        page.goto(path)
    under_the_worker(page)
    kept = page.evaluate(CACHED)
    assert "/static/js/session.js" in kept
    assert [path for path in kept if not path.startswith("/static/")] == ["/offline"]
    page.context.set_offline(True)
    page.goto("/history")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plumbline is not running just now")
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).display") != "inline"
    assert page.locator("body").inner_text().count("Fay") == 0
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Plumbline is not running")
    complaints.clear()


def test_the_app_can_be_installed(open_page: OpenPage, house: House) -> None:
    page = open_page(base_url=house.address)
    page.goto("/")
    under_the_worker(page)
    inspector = page.context.new_cdp_session(page)
    assert inspector.send("Page.getAppManifest")["errors"] == []
    against = inspector.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A test's window is a private one, which installs nothing; that is all there is against it.
    assert {error["errorId"] for error in against} <= {"in-incognito"}
