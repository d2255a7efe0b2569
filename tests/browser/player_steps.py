"""What a person does in the player: begin, read where they are, and finish."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from plumbline.journal.casebook import Casebook
from tests.browser.plan_person import press, stand_still


def begin(page: Page, *, frozen: bool = True) -> None:
    """Open the session and begin; `frozen`: time passes only where a test lets it."""
    if frozen:
        stand_still(page)
    page.goto("/session")
    press(page, "Begin")


def stored(book: Casebook) -> dict[str, Any]:
    [told] = [dict(event.payload) for event in book.events() if event.kind == "session"]
    return told


def current(page: Page) -> str:
    return page.locator(".item.current").get_attribute("data-item") or ""


def items(page: Page) -> int:
    return page.locator(".items > .item").count()


def at_end(page: Page) -> None:
    expect(page.get_by_role("heading", name="How was it?")).to_be_visible()


def finish(page: Page) -> None:
    press(page, "Finish the session")
    page.wait_for_url("**/session/done")
