"""The player as a person uses it: a whole session, a swap, a reload, keys only, no motion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plumbline.journal.casebook import Casebook
from tests.browser.plan_person import House, OpenPage, Served, enter, press

MINUTE = 60_000
WAKE_LOCK = """
  window.held = 0;
  navigator.wakeLock.request = async () => { held += 1; return { release: async () => { held -= 1 } } };
"""
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


def begin(page: Page, *, frozen: bool = True) -> None:
    """Open the session and begin; `frozen`: time passes only where a test lets it."""
    if frozen:
        page.clock.install(time=datetime(2026, 3, 2, 9))
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


def test_a_whole_session_with_the_timer(open_page: OpenPage, house: House) -> None:
    book = house.planned("Ada")
    page = enter(open_page, house, "Ada")
    begin(page)
    names = []
    while page.locator(".item.current").count():
        names.append(current(page))
        expect(page.locator(".item:visible")).to_have_count(1)
        expect(page.locator("[data-place]")).to_have_text(f"{len(names)} of {items(page)}")
        press(page, "Start the timer")
        page.clock.run_for(20 * MINUTE)
        expect(page.locator(".item.current [data-live]")).to_have_text("Finished")
        page.locator("[data-next]").click()
    at_end(page)
    for group in page.locator(".marks").all():
        expect(group.get_by_label("Done", exact=True)).to_be_checked()
    finish(page)
    assert stored(book)["done"] == dict.fromkeys(names, "done")
    assert "swapped" not in stored(book)


def test_how_was_it_takes_two_taps(open_page: OpenPage, house: House) -> None:
    book = house.planned("Bea")
    page = enter(open_page, house, "Bea")
    begin(page)
    press(page, "Stop")
    at_end(page)
    press(page, "I did all of it")
    finish(page)
    assert set(stored(book)["done"].values()) == {"done"}


def test_what_was_begun_and_stopped_is_told_as_it_was(open_page: OpenPage, house: House) -> None:
    book = house.planned("Cleo")
    page = enter(open_page, house, "Cleo")
    begin(page)
    first = current(page)
    press(page, "Start the timer")
    page.clock.run_for(2000)
    press(page, "Next")
    second = current(page)
    press(page, "Stop")
    press(page, "It hurt, so I stopped")
    finish(page)
    done = stored(book)["done"]
    assert (done.pop(first), done.pop(second)) == ("part", "stopped_pain")
    assert set(done.values()) == {"skipped"}
    expect(page.locator(".lead")).to_contain_text("Stopping was the right thing to do")


def test_the_side_at_work_is_named_and_shown(open_page: OpenPage, house: House) -> None:
    house.planned("Dina")
    page = enter(open_page, house, "Dina")
    begin(page)
    while page.locator(".item.current [data-figure]").count() < 2:
        press(page, "Next")
    card = page.locator(".item.current")
    expect(card.locator("[data-working]")).to_have_text("Your left side")
    expect(card.locator("[data-figure]:visible")).to_have_attribute("data-figure", "left")
    press(page, "Start the timer")
    while card.locator("[data-phase]").inner_text() != "Change sides":
        page.clock.run_for(1000)
    expect(card.locator("[data-working]")).to_have_text("Your right side")
    expect(card.locator("[data-figure]:visible")).to_have_attribute("data-figure", "right")
    expect(card.locator("[data-live]")).to_have_text("Change sides. Your right side")
    press(page, "Skip the rest")
    expect(card.locator("[data-phase]")).not_to_have_text("Change sides")


@pytest.mark.parametrize(
    ("dose", "says"),
    [
        (
            {"sets": 2, "repetitions": 1, "hold": 5, "sides": 2, "seconds": 90, "moreOn": "right"},
            "hold left, side right, hold right, set left, hold left, side right, hold right, "
            "more right, hold right",
        ),
        (
            {"sets": 1, "repetitions": 8, "hold": 0, "sides": 2, "seconds": 100, "moreOn": ""},
            "go left, side right, go right",
        ),
        (
            {"sets": 1, "repetitions": 2, "hold": 3, "sides": 1, "seconds": 30, "moreOn": ""},
            "hold, relax, hold",
        ),
    ],
)
def test_the_timer_counts_sets_sides_and_the_set_more(
    open_page: OpenPage, house: House, dose: dict[str, Any], says: str
) -> None:
    page = open_page(base_url=house.address)
    page.goto("/")
    phases = page.evaluate(
        "async (dose) => (await import('/static/js/session_phases.js')).phasesOf(dose)", dose
    )
    assert ", ".join(f"{p['say']} {p['side']}".strip() for p in phases) == says
    if not dose["hold"]:
        assert sum(phase["seconds"] for phase in phases) == dose["seconds"]


@pytest.mark.hazard("load_raised_after_worse")
def test_it_hurts_offers_something_gentler(open_page: OpenPage, house: House) -> None:
    book = house.planned("Elsa")
    page = enter(open_page, house, "Elsa")
    begin(page)
    planned = current(page)
    press(page, "Start the timer")
    press(page, "Swap")
    press(page, "It hurts")
    expect(page.get_by_text("Thank you for stopping.")).to_be_visible()
    page.locator("[data-take]").first.click()
    other = current(page)
    assert other != planned
    exercises = house.rulebook.knowledge.exercises
    assert exercises[other].load.spine <= exercises[planned].load.spine
    assert exercises[other].level <= exercises[planned].level
    expect(page.locator(".item.current h2")).to_be_focused()
    press(page, "Start the timer")
    page.clock.run_for(20 * MINUTE)
    press(page, "Stop")
    finish(page)
    told = stored(book)
    assert told["swapped"] == {planned: {"because": "hurts", "to": other}}
    assert (told["done"][planned], told["done"][other]) == ("stopped_pain", "done")


@pytest.mark.hazard("load_raised_without_consent")
def test_too_easy_is_noted_and_adds_nothing(open_page: OpenPage, house: House) -> None:
    book = house.planned("Fay")
    before = book.programme()
    page = enter(open_page, house, "Fay")
    begin(page)
    planned = current(page)
    press(page, "Swap")
    press(page, "It is too easy")
    expect(page.get_by_text("More comes only with your yes")).to_be_visible()
    press(page, "Note it, and stay with this one")
    assert current(page) == planned
    press(page, "Stop")
    press(page, "I did all of it")
    finish(page)
    assert stored(book)["swapped"] == {planned: {"because": "too_easy", "to": None}}
    assert stored(book)["done"][planned] == "done"
    assert book.programme() == before


def test_pain_may_end_the_session_at_once(open_page: OpenPage, house: House) -> None:
    book = house.planned("Gwen")
    page = enter(open_page, house, "Gwen")
    begin(page)
    planned = current(page)
    press(page, "Swap")
    press(page, "It hurts")
    press(page, "End the session here")
    at_end(page)
    finish(page)
    assert stored(book)["done"][planned] == "stopped_pain"


@pytest.mark.hazard("health_data_leaves")
def test_a_reload_goes_on_where_it_was(open_page: OpenPage, house: House) -> None:
    book = house.planned("Hope")
    page = enter(open_page, house, "Hope")
    begin(page)
    planned = current(page)
    press(page, "Swap")
    press(page, "It hurts")
    page.locator("[data-take]").first.click()
    other = current(page)
    press(page, "Start the timer")
    page.clock.run_for(2000)
    press(page, "Pause")
    clock = page.locator(".item.current [data-clock]").inner_text()
    kept = page.evaluate("Object.values(sessionStorage)")
    assert len(kept) == 2
    assert all(re.fullmatch(r'\{"n":"[\d.-]+",[\d,\[\]"mtps:-]+\}', line) for line in kept), kept
    page.reload()
    assert current(page) == other
    expect(page.locator(".item.current [data-clock]")).to_have_text(clock)
    press(page, "Stop")
    finish(page)
    assert stored(book)["swapped"] == {planned: {"because": "hurts", "to": other}}
    assert stored(book)["done"][other] == "part"
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_the_keyboard_is_enough(open_page: OpenPage, house: House) -> None:
    book = house.planned("Ines")
    page = enter(open_page, house, "Ines", viewport={"width": 1280, "height": 800})
    page.clock.install(time=datetime(2026, 3, 2, 9))
    page.goto("/session")
    page.get_by_role("button", name="Begin", exact=True).focus()
    keys = page.keyboard
    keys.press("Enter")
    expect(page.get_by_text("space starts and pauses the timer")).to_be_in_viewport()
    first = current(page)
    phase = page.locator(".item.current [data-phase]")
    keys.press("Space")
    expect(phase).to_have_text(re.compile("Hold|Go on calmly"))
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
    page.wait_for_function("held === 1")
    press(page, "Stop")
    page.wait_for_function("held === 0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_screen_fits(open_page: OpenPage, house: House, width: int, scheme: str) -> None:
    if not any(profile.name == "Nora" for profile in house.journal.profiles()):
        house.planned("Nora", knee_problem=True)
    viewport = {"width": width, "height": 740}
    page = enter(open_page, house, "Nora", viewport=viewport, color_scheme=scheme)
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
