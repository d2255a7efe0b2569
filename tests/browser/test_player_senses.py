"""The player for everybody: keys only, no motion, by ear, on small and large screens, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.plan_person import House, OpenPage, Served, enter, press, stand_still
from tests.browser.player_steps import at_end, begin, current, items, stored

WAKE_LOCK = """
  window.held = 0;
  const release = async () => { held -= 1 };
  navigator.wakeLock.request = async () => { held += 1; return { release } };
"""
SETTLED = "new Promise((done) => setTimeout(() => done(held), 50))"
VOICES = """
  window.spoken = [];
  const voice = (local) => ({ localService: local, lang: "en-GB", name: String(local) });
  speechSynthesis.getVoices = () => LOCAL ? [voice(false), voice(true)] : [voice(false)];
  speechSynthesis.speak = (words) => spoken.push([words.text, words.voice.localService]);
  SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


def test_the_keyboard_is_enough(open_page: OpenPage, house: House) -> None:
    book = house.planned("Ines")
    page = enter(open_page, house, "Ines", viewport={"width": 1280, "height": 800})
    stand_still(page)
    page.goto("/session")
    page.get_by_role("button", name="Begin", exact=True).focus()
    keys = page.keyboard
    keys.press("Enter")
    expect(page.get_by_text("space starts and pauses the timer")).to_be_in_viewport()
    first = current(page)
    phase = page.locator(".item.current [data-phase]")
    keys.press("Space")
    expect(phase).to_have_text(re.compile("Slowly into it|Hold|Go on calmly"))
    page.clock.run_for(1000)
    keys.press("Space")
    expect(phase).to_have_text("Paused")
    keys.press("ArrowRight")
    assert current(page) != first
    expect(page.locator(".item.current h2")).to_be_focused()
    keys.press("ArrowLeft")
    assert current(page) == first
    expect(page.locator("main a:visible, main button:visible").first).to_be_enabled()
    for _ in range(items(page)):
        keys.press("ArrowRight")
    at_end(page)
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("button", name="I did all of it")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="Finish the session").focus()
    keys.press("Enter")
    page.wait_for_url("**/session/done")
    assert set(stored(book)["done"].values()) == {"done"}


def test_the_keyboard_reaches_nothing_behind_the_player(open_page: OpenPage, house: House) -> None:
    house.planned("Jana")
    page = enter(open_page, house, "Jana")
    begin(page, frozen=False)
    page.keyboard.press("Escape")
    at_end(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Begin", exact=True)).to_be_visible()
    press(page, "Begin")
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('main, body').tagName"))
    assert "MAIN" in seen
    assert page.locator(".nav:visible, .foot:visible, .top:visible").count() == 0
    press(page, "Swap")
    expect(page.get_by_role("dialog", name="Something else instead?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".item.current")).to_have_count(1)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_motion_is_as_the_person_likes_it(open_page: OpenPage, house: House, motion: str) -> None:
    if not any(profile.name == "Kim" for profile in house.journal.profiles()):
        house.planned("Kim")
    page = enter(open_page, house, "Kim", reduced_motion=motion)
    begin(page, frozen=False)
    card = page.locator(".item.current")
    still = motion == "reduce"
    expect(card.locator(".figure-still:visible")).to_have_count(int(still))
    expect(card.locator(".figure-moving:visible")).to_have_count(int(not still))
    moving = (
        "[...document.querySelectorAll('.figure-moving svg')].filter(f => !f.animationsPaused())"
    )
    own = f"{moving}.every(f => f.closest('.item.current'))"
    assert page.evaluate(own)
    assert page.evaluate(f"{moving}.length") > 0


@pytest.mark.hazard("health_data_leaves")
@pytest.mark.parametrize("local", [False, True])
def test_only_a_voice_of_this_machine_speaks(
    open_page: OpenPage, house: House, local: bool
) -> None:
    name = f"Lea {local}"
    house.planned(name)
    page = enter(open_page, house, name)
    page.add_init_script(VOICES.replace("LOCAL", str(local).lower()))
    page.goto("/session")
    switch = page.get_by_label("Say aloud what comes next")
    expect(switch).not_to_be_checked()
    expect(page.get_by_text("This machine has no voice of its own")).to_be_visible(
        visible=not local
    )
    if not local:
        expect(switch).to_be_disabled()
        return
    press(page, "Begin")
    assert page.evaluate("spoken") == []
    page.keyboard.press("Escape")
    press(page, "Back to the list")
    switch.check()
    press(page, "Begin")
    press(page, "Start the timer")
    said = page.evaluate("spoken")
    assert len(said) > 2
    assert all(own for _words, own in said)
    assert said[0][0] == page.locator(".item.current .title").inner_text()


def test_the_screen_stays_awake_while_exercising(open_page: OpenPage, house: House) -> None:
    house.planned("Mia")
    page = enter(open_page, house, "Mia")
    page.add_init_script(WAKE_LOCK)
    page.goto("/session")
    assert page.evaluate("held") == 0
    press(page, "Begin")
    assert page.evaluate(SETTLED) == 1
    press(page, "Stop")
    assert page.evaluate(SETTLED) == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_every_screen_fits(open_page: OpenPage, house: House, width: int) -> None:
    if not any(profile.name == "Nora" for profile in house.journal.profiles()):
        house.planned("Nora", knee_problem=True)
    viewport = {"width": width, "height": 740}
    page = enter(open_page, house, "Nora", viewport=viewport)
    begin(page, frozen=False)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    for place in range(items(page) + 1):
        assert page.evaluate(fits), place
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.locator("[style]").count() == 0
        for target in page.locator("main .button:visible, main .option:visible").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 40, place
        if place < items(page):
            go = page.locator(".item.current [data-go]").bounding_box()
            bar = page.locator(".player-bottom").bounding_box()
            assert go is not None
            assert bar is not None
            assert go["y"] + go["height"] <= bar["y"], f"the start is below the fold at {place}"
            page.locator("[data-next]").click()


def test_on_paper_the_steps_and_still_figures_stand(open_page: OpenPage, house: House) -> None:
    house.planned("Pia")
    page = enter(open_page, house, "Pia")
    page.goto("/session")
    page.emulate_media(media="print")
    expect(page.locator(".item .dose:visible")).to_have_count(items(page))
    assert page.locator(".item .figure-still:visible").count() > 0
    expect(page.locator(".timer:visible, .marks:visible, .figure-moving:visible")).to_have_count(0)
