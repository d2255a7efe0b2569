"""The plan's pages as such: the timer, the night, the history, small screens and empty states."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from plumbline.care.programme import Wish
from tests.browser.plan_person import CALM, House, OpenPage, Served, enter, stand_still

NAV_HEIGHT = 64
PATHS = ("/today", "/session", "/checkin", "/history", "/flare", "/tonight", "/session/done")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


@pytest.fixture(scope="module")
def lived(house: House) -> House:
    """Somebody with two weeks behind them, and a gap: "Tess"."""
    book = house.planned("Tess", knee_problem=True)
    for day, pain in enumerate((3, 4, 5, 3)):
        house.clock.sleep()
        book.session_done(house.clock.today, {"pelvic_tilt": "done", "clamshell": "part"})
        book.check_in({**CALM, "pain_day_nrs": pain}, house.clock.today)
        if day == 1:
            book.flare(house.clock.today)
    return house


@pytest.mark.parametrize("path", PATHS)
def test_pages_fit_the_screen_and_have_one_heading(
    open_page: OpenPage, lived: House, path: str
) -> None:
    page = enter(open_page, lived, "Tess", at=path)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("innerWidth") == width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.locator("[style], script:not([src])").count() == 0, width


def test_every_target_is_large_enough_for_a_thumb(open_page: OpenPage, lived: House) -> None:
    page = enter(open_page, lived, "Tess")
    for path in ("/today", "/checkin", "/flare"):
        page.goto(path)
        for target in page.locator("main .button:visible, main .option:visible").all():
            box = target.bounding_box()
            assert box is not None
            assert box["width"] >= 24, path
            assert box["height"] >= 40, path


def test_the_check_in_is_one_screen_of_a_phone(open_page: OpenPage, lived: House) -> None:
    page = enter(open_page, lived, "Tess")
    page.goto("/checkin")
    box = page.get_by_role("button", name="Tell my plan").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740 - NAV_HEIGHT


def test_the_check_in_can_be_done_with_the_keyboard(open_page: OpenPage, lived: House) -> None:
    page = enter(open_page, lived, "Tess")
    page.goto("/checkin")
    page.locator('input[name="choice.pain_day_nrs"]').first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.locator('input[name="choice.pain_day_nrs"][value="1"]')).to_be_checked()


BRACE = "[data-item=abdominal_brace]"
"""Five holds of five seconds."""


def bracing(house: House, name: str) -> None:
    """A person whose plan holds that exercise."""
    book = house.person(name)
    book.wish(Wish("pin", "abdominal_brace"), house.clock.today)
    book.make_plan(house.clock.today)


def test_the_timer_counts_holds_and_can_pause(open_page: OpenPage, house: House) -> None:
    bracing(house, "Uma")
    page = enter(open_page, house, "Uma")
    stand_still(page)
    page.goto("/session")
    timer = page.locator(f"{BRACE} .timer")
    expect(timer.locator("[data-clock]")).to_have_text("0:03")
    timer.get_by_role("button", name="Start the timer").click()
    expect(timer.locator("[data-live]")).to_have_text("Slowly into it")
    page.clock.run_for(5000)
    expect(timer.locator("[data-live]")).to_have_text("Hold")
    expect(timer.locator("[data-clock]")).to_have_text("0:03")
    timer.get_by_role("button", name="Pause").click()
    page.clock.run_for(10_000)
    expect(timer.locator("[data-clock]")).to_have_text("0:03")
    timer.get_by_role("button", name="Go on").click()
    page.clock.run_for(3500)
    expect(timer.locator("[data-phase]")).to_have_text("Let go and breathe")
    page.clock.run_for(120_000)
    expect(timer.locator("[data-live]")).to_have_text("Finished")


def test_only_one_timer_runs(open_page: OpenPage, house: House) -> None:
    house.planned("Vera")
    page = enter(open_page, house, "Vera")
    page.goto("/session")
    starts = page.get_by_role("button", name="Start the timer")
    starts.first.click()
    starts.first.click()
    expect(page.get_by_role("button", name="Pause")).to_have_count(1)


@pytest.mark.hazard("health_data_leaves")
def test_a_reload_keeps_the_place_without_a_word_of_health(
    open_page: OpenPage, house: House
) -> None:
    bracing(house, "Wilma")
    page = enter(open_page, house, "Wilma")
    stand_still(page)
    page.goto("/session")
    page.locator(f"{BRACE} .marks").get_by_label("In part").check()
    page.locator(BRACE).get_by_role("button", name="Start the timer").click()
    page.clock.run_for(5000)
    page.get_by_role("button", name="Pause").click()
    kept = page.evaluate("sessionStorage.getItem('plumbline.session')")
    assert re.fullmatch(r'\{"n":"[\d.-]+","m":[\d,\[\]-]+,"t":[\d,\[\]]+,"c":[\d,\[\]]+\}', kept)
    page.reload()
    expect(page.locator(f"{BRACE} .marks").get_by_label("In part")).to_be_checked()
    expect(page.locator(f"{BRACE} [data-clock]")).to_have_text("0:03")
    page.get_by_role("button", name="Finish the session").click()
    page.wait_for_url("**/session/done")
    assert page.evaluate("sessionStorage.getItem('plumbline.session')") is None
    assert page.evaluate("localStorage.length") == 0


def test_sound_is_off_until_asked_for(open_page: OpenPage, house: House) -> None:
    house.planned("Xena")
    page = enter(open_page, house, "Xena")
    page.add_init_script("window.tones = 0; AudioContext = class { constructor() { tones++ } }")
    page.goto("/session")
    page.get_by_role("button", name="Start the timer").first.click()
    expect(page.get_by_label("Play a soft tone")).not_to_be_checked()
    assert page.evaluate("window.tones") == 0


@pytest.mark.hazard("contraindicated_offered")
def test_help_tonight_needs_no_profile_and_holds_back_what_may_not_suit(
    open_page: OpenPage, house: House
) -> None:
    page = open_page(base_url=house.address)
    page.goto("/tonight")
    steps = page.locator(".advice > li")
    expect(steps.first).to_contain_text("pillow between your knees")
    expect(page.locator(".figure-drawing")).to_have_count(2)
    expect(steps.filter(has_text="gentle heat")).to_have_count(0)
    expect(page.get_by_text("Some tips depend on your health")).to_be_visible()
    steps.first.get_by_text("Why?").click()
    expect(steps.first).to_contain_text("no one right position")


def test_help_tonight_shows_more_to_somebody_we_know(open_page: OpenPage, lived: House) -> None:
    page = enter(open_page, lived, "Tess")
    page.goto("/tonight")
    expect(page.locator(".advice > li").filter(has_text="gentle heat")).to_have_count(1)


def test_one_thing_is_said_before_a_session(house: House) -> None:
    active = house.rulebook.knowledge.advice["stay_active"].steps
    assert sum(step.before_exercise for step in active) == 1


def test_history_shows_days_chart_and_table(open_page: OpenPage, lived: House) -> None:
    page = enter(open_page, lived, "Tess")
    page.goto("/history")
    chart = page.locator("figure svg[role=img]:visible")
    expect(chart).to_have_count(1)
    expect(chart.locator("circle.dot.now")).to_have_count(4)
    expect(chart.locator("path.course")).to_have_count(1)
    expect(chart.locator("path.band")).to_have_count(0)
    expect(page.get_by_text("average of people with pain like this")).to_be_visible()
    page.get_by_text("The numbers as a table").first.click()
    expect(page.locator(".readings tbody tr")).to_have_count(5)
    days = page.locator(".timeline")
    for line in ("A session", "You checked in", "It flared up", "Your plan was made"):
        expect(days.get_by_text(line, exact=True).first).to_be_visible()
    expect(days).to_contain_text("In part: Clamshell")


def test_the_course_of_new_pain_has_its_band(open_page: OpenPage, house: House) -> None:
    house.planned("Yara", weeks=2)
    page = enter(open_page, house, "Yara")
    page.goto("/history")
    expect(page.locator("figure svg[role=img]:visible path.band")).to_have_count(1)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/today", "First we look, then we plan"),
        ("/session", "First we look, then we plan"),
        ("/session/done", "First we look, then we plan"),
        ("/checkin", "There is no plan to check in on yet"),
        ("/checkin/answer", "There is no plan to check in on yet"),
        ("/history", "How it has gone so far"),
        ("/flare", "When it flares up"),
    ],
)
def test_before_there_is_a_plan_every_page_says_what_comes_next(
    open_page: OpenPage, house: House, path: str, says: str
) -> None:
    if not any(profile.name == "Zoe" for profile in house.journal.profiles()):
        house.move_in("Zoe")
    page = enter(open_page, house, "Zoe")
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(says)
    expect(page.locator("main a:visible, main button:visible").first).to_be_enabled()
