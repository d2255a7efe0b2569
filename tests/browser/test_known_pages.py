"""Treatments, conditions, claims and the manual in a browser: they fit, and load nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.contrast import CONTRAST
from tests.browser.plan_person import COOKIE, Served

pytestmark = pytest.mark.browser
PAGES = (
    "/treatments",
    "/before",
    "/medicines",
    "/conditions",
    "/read",
    "/why",
    "/work",
    "/lifting",
)
INSIDE = {"/treatments": "/treatments/", "/before": "/before/", "/conditions": "/conditions/"}
"""Lists of which one page is opened as well."""


def test_every_page_fits_a_phone_and_can_be_read(tmp_path: Path, browser: Browser) -> None:
    with Served(tmp_path) as house:
        house.planned("Ann")
        context = browser.new_context(
            base_url=house.address, viewport={"width": 360, "height": 740}
        )
        key = {"name": COOKIE, "value": house.key_of("Ann"), "url": house.address}
        context.add_cookies([{**key, "httpOnly": True, "sameSite": "Strict"}])  # type: ignore[list-item]
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda sent: None if sent.url.startswith(house.address) else wrong.append(sent.url),
        )
        for path in PAGES:
            opened = [path]
            page.goto(path)
            if inside := INSIDE.get(path):
                links = page.locator(f"main a[href^='{inside}']")
                opened.append(str(links.first.get_attribute("href")))
            for address in opened:
                page.goto(address)
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                assert page.locator("h1").count() == 1, address
                assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                    assert page.evaluate(CONTRAST) == [], (address, scheme)
        assert not wrong
        context.close()
