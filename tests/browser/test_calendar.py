"""The calendar in a real browser: without scripts, by keyboard, on a phone, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from plumbline.care.decision import dump
from plumbline.care.programme.model import Template
from plumbline.journal.casebook import Casebook
from tests.browser.plan_person import House, OpenPage, Served, enter, press

PATTERN: dict[int, Template] = {0: "A", 3: "B"}
PAGES = ("/calendar", "/calendar?view=month", "/calendar/reminders")
NAME = "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("calendar")) as house:
        yield house


def person(house: House, name: str) -> Casebook:
    """Somebody with session A on Monday and B on Thursday."""
    book = house.planned(name)
    plan = book.programme()
    assert plan is not None
    days = tuple(
        replace(one, session=n in PATTERN, template=PATTERN.get(n, "A"))
        for n, one in enumerate(plan.days)
    )
    both: tuple[Template, ...] = ("A", "B")
    exercises = tuple(replace(one, templates=both) for one in plan.exercises)
    made = replace(plan, days=days, exercises=exercises, proof=None)
    profile = next(one for one in house.journal.profiles() if one.name == name)
    payload = {"because": "made", "programme": dump(made)}
    version = house.rulebook.knowledge.version
    house.journal.append(profile.id, "programme", payload, knowledge_version=version)
    return book


def week(book: Casebook, house: House) -> str:
    today = house.clock.today
    days = book.agenda.days(today, today + timedelta(days=6))
    return "".join(one.template if one.session else "." for one in days)


def test_everything_works_without_scripts(open_page: OpenPage, house: House) -> None:
    book = person(house, "Uma")
    assert week(book, house) == "A..B..."
    page = enter(open_page, house, "Uma", at="/today", java_script_enabled=False)
    page.get_by_role("link", name="Calendar", exact=True).click()
    page.get_by_role("link", name="Move: Thursday 5 March").click()
    page.get_by_label("Saturday 7 March").check()
    press(page, "Move it")
    expect(page.get_by_role("status")).to_contain_text("is now on Saturday 7 March")
    assert week(book, house) == "A....B."
    page.get_by_label("First day").fill("2026-03-07")
    page.get_by_label("Away: no session").check()
    press(page, "Take these days off")
    expect(page.get_by_role("status")).to_contain_text("1 day is off.")
    press(page, "Not off after all: Saturday 7 March")
    assert week(book, house) == "A....B."
    page.get_by_role("link", name="Sessions in your own calendar").click()
    page.get_by_label("When do you like").fill("18:00")
    page.get_by_label("Where are you?").select_option("Europe/London")
    press(page, "Save")
    press(page, "Switch it on")
    address = page.get_by_role("textbox", name="Address").input_value()
    answer = page.request.get(address)
    assert "DTSTART;TZID=Europe/London:20260302T180000" in answer.text()


def test_a_session_moves_with_the_keyboard_alone(open_page: OpenPage, house: House) -> None:
    book = person(house, "Vera")
    page = enter(open_page, house, "Vera")
    page.goto("/calendar")
    tab_to(page, "Move: Thursday 5 March")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Move a session")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name === 'to'"):
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Move it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your session of Thursday 5 March")
    assert week(book, house) != "A..B..."


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(NAME) == name:
            return
    pytest.fail(f"{name} cannot be reached with the keyboard")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_nothing_is_wider_than_the_screen_and_targets_are_large(
    open_page: OpenPage, house: House, width: int, scheme: str
) -> None:
    name = f"Wanda {width}"
    person(house, name)
    size = {"width": width, "height": 740}
    page = enter(open_page, house, name, viewport=size, color_scheme=scheme)
    for path in (*PAGES, f"/calendar/move?from={house.clock.today.isoformat()}"):
        page.goto(path)
        assert not page.evaluate(TOO_WIDE), path
        for target in page.locator("main .button:visible, main .option:visible").all():
            box = target.bounding_box()
            assert box
            assert box["height"] >= 44, path


def test_on_paper_the_days_stay_and_the_forms_go(open_page: OpenPage, house: House) -> None:
    person(house, "Xena")
    page = enter(open_page, house, "Xena")
    page.goto("/calendar")
    page.emulate_media(media="print")
    expect(page.locator(".agenda-day")).to_have_count(7)
    expect(page.locator(".agenda-day").first).to_be_visible()
    for hidden in (".nav", ".turning", ".off-form", ".agenda-do"):
        expect(page.locator(hidden).first).to_be_hidden()
