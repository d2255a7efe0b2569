"""The check in a real browser: on a phone, by keyboard alone, without scripts, in the dark."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.contrast import CONTRAST

OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
NEXT = "form.question .actions .button:first-child"


def arrive(page: Page) -> None:
    page.goto("/")
    summary = page.locator("summary", has_text="Somebody new")
    if summary.count():
        summary.click()
    page.get_by_label("What shall we call you?").fill(f"Kim {uuid.uuid4().hex[:6]}")
    page.get_by_label("Which country are you in now?").select_option("gb")
    page.get_by_role("button", name="Start the check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How old are you?")


def go_on(page: Page) -> None:
    """Press the button and wait until the next page of questions (or the verdict) is there."""
    before = page.locator("form.question [name=request_id]").get_attribute("value")
    page.locator(NEXT).click()
    expect(page.locator(f"[name=request_id][value='{before}']")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def answer_page(page: Page, ticked: str = "") -> None:
    """Answer a page: the finding named `ticked` is yes, everything else no or ordinary."""
    asked = [one.get_attribute("value") for one in page.locator("form.question [name=ask]").all()]
    if page.locator(".ticks").count():
        box = f"[name=tick][value={ticked}]" if ticked in asked else "[name=none]"
        page.locator(box).check()
    elif page.locator("[name='text.age_years']").count():
        page.locator("[name='text.age_years']").fill("40")
    else:
        plain_no = page.locator(".options [value=no]")
        (plain_no if plain_no.count() else page.locator(".options input")).first.check()
    go_on(page)


def to_emergency(page: Page) -> None:
    arrive(page)
    for _ in range(12):
        if page.url.endswith("/verdict"):
            return
        answer_page(page, "saddle_numbness")
    pytest.fail("the verdict never came")


@pytest.mark.hazard("danger_undercalled")
def test_the_emergency_is_whole_on_a_phone_without_scrolling(page: Page) -> None:
    to_emergency(page)
    heading = page.get_by_role("heading", level=1)
    call = page.locator(".verdict-card a[href='tel:999']")
    expect(heading).to_have_text("Get emergency help now")
    bar = page.locator(".nav").bounding_box()
    for thing in (heading, call):
        expect(thing).to_be_in_viewport(ratio=1)
        box = thing.bounding_box()
        assert bar is not None
        assert box is not None
        assert box["y"] + box["height"] <= bar["y"]


@pytest.fixture(scope="module")
def emergency(browser: Browser, server: str) -> StorageState:
    """What the browser keeps of somebody whose check has just ended with the emergency."""
    context = browser.new_context(base_url=server, service_workers="block")
    to_emergency(context.new_page())
    kept = context.storage_state()
    context.close()
    return kept


def test_nothing_is_wider_than_a_small_phone(open_page: OpenPage, emergency: StorageState) -> None:
    page = open_page(storage_state=emergency)
    for path in ("/", "/about", "/help", "/check", "/verdict", "/answers", "/seen"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], path


def test_the_check_can_be_done_by_keyboard_alone(page: Page) -> None:
    arrive(page)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What sex")
    # The reading position is at the new question, so the next stop is its first answer.
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    checked = page.locator(".options input:checked")
    expect(checked).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".ticks")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=tick]").first).to_be_checked()


def test_every_field_has_a_name_and_every_target_is_large_enough(page: Page) -> None:
    arrive(page)
    for _ in range(4):
        for control in page.locator(
            "main input:not([type=hidden]), main button, main select"
        ).all():
            # A named control has a label, or text of its own.
            assert control.evaluate(
                "one => one.labels?.length || one.innerText || one.getAttribute('aria-labelledby')"
            )
            target = control.evaluate_handle("one => one.closest('label') ?? one").as_element()
            assert target is not None
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
        answer_page(page)


def test_a_mistake_stands_beside_the_field_with_what_was_typed(
    page: Page, complaints: list[str]
) -> None:
    arrive(page)
    page.locator("[name='text.age_years']").fill("400")
    go_on(page)
    field = page.locator("[name='text.age_years']")
    expect(field).to_have_value("400")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = (field.get_attribute("aria-describedby") or "").split()
    assert "question-problem" in described
    expect(page.locator("#question-problem")).to_contain_text("from 0 to 120")
    assert all("422" in line for line in complaints)
    complaints.clear()


def test_everything_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    to_emergency(page)
    expect(page.locator("a[href='tel:999']").first).to_be_visible()
    page.goto("/answers")
    page.get_by_role("button", name="Change").first.click()
    expect(page.locator("form.question")).to_be_visible()


def test_a_script_only_speeds_up_and_keeps_nothing(page: Page) -> None:
    arrive(page)
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    page.evaluate("window.stillHere = true")
    answer_page(page)
    answer_page(page)
    assert page.evaluate("window.stillHere") is True
    stored = page.evaluate("Object.entries({...localStorage, ...sessionStorage})")
    assert stored in ([], [["htmx-current-path-for-history", "/check"]])
    assert all(re.fullmatch(r"http://127\.0\.0\.1:\d+/check", url) for url in loads)


def test_back_and_leave_work_with_scripts_too(page: Page) -> None:
    arrive(page)
    answer_page(page)
    page.get_by_role("button", name="Back").click()
    expect(page.locator("[name='text.age_years']")).to_have_value("40")
    page.goto("/answers")
    page.get_by_role("button", name="Change").first.click()
    page.locator("[name='text.age_years']").fill("12")
    page.get_by_role("button", name="Leave it as it was").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers")
    expect(page.locator("main")).to_contain_text("40 years")


def test_going_back_in_the_browser_shows_the_question_anew(page: Page) -> None:
    arrive(page)
    answer_page(page)
    answer_page(page)
    page.go_back()
    expect(page.locator("form.question")).to_be_visible()


def test_text_can_be_read_in_light_and_dark(open_page: OpenPage, emergency: StorageState) -> None:
    """WCAG AA: 4.5 to 1 for text, 3 to 1 for large text, against the nearest painted ground."""
    page = open_page(reduced_motion="reduce", storage_state=emergency)
    grounds: set[str] = set()
    for path in ("/", "/check", "/verdict", "/answers", "/settings", "/help"):
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(CONTRAST) == [], (path, scheme)
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2, "the dark is another ground than the light"
