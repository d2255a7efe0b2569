"""Cues and counting in the player: each at its moment, in the figure's own tempo, never a nag."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from plumbline.motion.tempo import tempo
from plumbline.present.pictures import Pictures
from plumbline.web.plan_figures import sided
from tests.browser.plan_person import House, OpenPage, Served, enter, press, stand_still
from tests.browser.player_steps import begin, current, items, stored
from tests.browser.test_player_senses import VOICES

FIGURE = """
  (card) => {
    const svg = card.querySelector(".item-figure:not([hidden]) .figure-moving svg");
    const { period } = card.querySelector("[data-timer]").dataset;
    return [svg.getCurrentTime() % Number(period), svg.animationsPaused()];
  }
"""
PHASES = """
  async (doses) => {
    const { phasesOf } = await import("/static/js/session_phases.js");
    return doses.map((dose) => phasesOf(dose).map((p) => [p.say, p.seconds, p.round, p.rounds]));
  }
"""
CUES = """
  async ([cues, counted, moments]) => {
    const { Cues } = await import("/static/js/session_cues.js");
    const shown = new Cues(cues, document.createElement("p"), { counted });
    return moments.map(([repetition, at, now]) => shown.at({ repetition, at, moves: true }, now));
  }
"""
Moment = tuple[int, float, float]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


@pytest.fixture
def bare(open_page: OpenPage, house: House) -> Page:
    page = open_page(base_url=house.address)
    page.goto("/")
    return page


def repetitions(count: int, period: float, step: float = 0.25) -> list[Moment]:
    """The moments of repetitions that follow one another without a pause."""
    whole = round(count * period / step)
    return [(int(n * step // period), n * step % period, n * step) for n in range(whole)]


def said(page: Page, cues: dict[float, str], moments: list[Moment], *, counted: bool = True) -> Any:
    told = [{"at": at, "say": say} for at, say in cues.items()]
    return page.evaluate(CUES, [told, counted, moments])


def test_two_repetitions_have_every_cue_then_only_the_last(bare: Page) -> None:
    moments = repetitions(5, 20)
    found = said(bare, {1: "lift", 8: "breathe"}, moments)
    told = [(m[0], m[1], line) for m, line in zip(moments, found, strict=True) if line]
    first = [(n, at, line) for n in (0, 1) for at, line in ((1, "lift"), (8, "breathe"))]
    assert told == [*first, *((n, 8, "breathe") for n in (2, 3, 4))]


def test_a_quick_movement_is_reminded_seldom(bare: Page) -> None:
    moments = repetitions(60, 3)
    lines = [line for line in said(bare, {0: "tall", 1.5: "easy"}, moments) if line]
    assert lines[:4] == ["tall", "easy", "tall", "easy"]
    assert set(lines[4:]) == {"easy"}
    assert len(lines[4:]) <= 60 * 3 / 15
    long = said(bare, {0: "tall", 0.8: "easy"}, repetitions(750, 1.6), counted=False)
    assert 4 <= len([line for line in long if line]) <= 10, "in twenty minutes of walking"


def test_a_phone_that_slept_says_the_latest_cue_only(bare: Page) -> None:
    cues = {1.0: "lift", 4.0: "hold", 6.0: "breathe"}
    assert said(bare, cues, [(0, 0, 0), (0, 6.5, 6.5), (4, 0.2, 40), (4, 6.1, 46)]) == [
        "",
        "breathe",
        "",
        "breathe",
    ]


def test_every_dose_takes_about_the_minutes_it_says(bare: Page, house: House) -> None:
    """Counted in the figure's tempo; whoever is slower pauses."""
    knowledge = house.rulebook.knowledge
    pictures, doses, names = Pictures(knowledge), [], []
    for exercise in knowledge.exercises.values():
        pace = tempo(pictures.movement(exercise.id))
        for dose in exercise.doses:
            if exercise.why_not or not (dose.repetitions or dose.hold_seconds):
                continue
            told = {
                "sets": dose.sets,
                "repetitions": dose.repetitions or 0,
                "hold": dose.hold_seconds or 0,
                "sides": 2 if sided(pictures, exercise, dose) else 1,
                "seconds": dose.minutes * 60,
                "moreOn": "",
                "period": pace.period,
                "into": pace.into,
                "leave": pace.leave,
            }
            doses.append(told)
            names.append(f"{exercise.id} {dose}")
    assert len(doses) > 150
    found = bare.evaluate(PHASES, doses)
    for name, dose, phases in zip(names, doses, found, strict=True):
        taken = sum(seconds for _say, seconds, _round, _rounds in phases)
        assert taken <= 1.2 * dose["seconds"], f"{name}: {taken:.0f} s"
        most = max(rounds for _say, _seconds, _round, rounds in phases)
        assert most == max(1, dose["repetitions"]), name


def hold_card(page: Page) -> Locator:
    """Go on to an exercise with a way into it, that is held for longer than its figure holds it."""
    card = page.locator(".item.current")
    while True:
        into, leave, hold = (
            float(card.locator("[data-timer]").get_attribute(f"data-{name}") or 0)
            for name in ("into", "leave", "hold")
        )
        if into and hold > leave - into + 1.5:
            return card
        press(page, "Next")


def test_the_figure_waits_in_the_pose_while_it_is_held(open_page: OpenPage, house: House) -> None:
    house.planned("Ada")
    page = enter(open_page, house, "Ada")
    begin(page)
    card = hold_card(page)
    timer = card.locator("[data-timer]")
    into, leave = (float(timer.get_attribute(f"data-{n}") or 0) for n in ("into", "leave"))
    expect(card.locator("[data-round]")).to_have_text(re.compile(r"^1 of \d+$|^$"))
    press(page, "Start the timer")
    expect(card.locator("[data-phase]")).to_have_text("Slowly into it")
    while card.locator("[data-phase]").inner_text() != "Hold":
        page.clock.run_for(250)
    page.clock.run_for(250)
    at, _paused = card.evaluate(FIGURE)
    assert into - 0.3 <= at <= leave + 0.3
    page.clock.run_for(round((leave - into) * 1000) + 500)
    expect(card.locator("[data-phase]")).to_have_text("Hold")
    at, paused = card.evaluate(FIGURE)
    assert paused
    assert at == pytest.approx(leave, abs=0.05)
    press(page, "Pause")
    assert card.evaluate(FIGURE)[1], "who pauses sees the figure wait"
    line = card.locator("[data-cue]").inner_text()
    page.clock.run_for(60_000)
    expect(card.locator("[data-cue]")).to_have_text(line)


def test_repetitions_are_counted_and_the_count_can_be_paused(
    open_page: OpenPage, house: House
) -> None:
    book = house.planned("Bea")
    page = enter(open_page, house, "Bea")
    begin(page)
    card = page.locator(".item.current")
    timer = card.locator("[data-timer]")
    for _ in range(items(page)):
        held, counted = (
            int(timer.get_attribute(f"data-{n}") or 0) for n in ("hold", "repetitions")
        )
        if counted > 2 and not held:
            break
        press(page, "Next")
    name, period = current(page), float(timer.get_attribute("data-period") or 0)
    count = card.locator("[data-round]")
    expect(count).to_have_text(re.compile(rf"^1 of {counted}"))
    press(page, "Start the timer")
    page.clock.run_for(round(period * 2000) + 500)
    expect(count).to_have_text(re.compile(rf"^3 of {counted}"))
    press(page, "Pause")
    page.clock.run_for(120_000)
    expect(count).to_have_text(re.compile(rf"^3 of {counted}"))
    press(page, "Go on")
    page.locator("[data-next]").click()
    press(page, "Stop")
    press(page, "Finish the session")
    page.wait_for_url("**/session/done")
    assert stored(book)["done"][name] == "part", "it can be ended at any time"


@pytest.mark.parametrize("aloud", [False, True])
def test_cues_are_read_and_only_with_the_voice_on_heard(
    open_page: OpenPage, house: House, aloud: bool
) -> None:
    name = f"Cleo {aloud}"
    house.planned(name)
    page = enter(open_page, house, name)
    page.add_init_script(VOICES.replace("LOCAL", "true"))
    stand_still(page)
    page.goto("/session")
    if aloud:
        page.get_by_label("Say aloud what comes next").check()
    press(page, "Begin")
    card = page.locator(".item.current")
    cues = [cue["say"] for cue in json.loads(card.get_attribute("data-cues") or "[]")]
    expect(card.locator("[data-cue]")).to_have_text(cues[0])
    seen = [cues[0]]
    press(page, "Start the timer")
    for _ in range(60):
        page.clock.run_for(500)
        line = card.locator("[data-cue]").inner_text()
        if line != seen[-1]:
            seen.append(line)
    assert seen[: len(cues)] == cues
    heard = [words for words, _own in page.evaluate("spoken") if words in cues]
    if aloud:
        assert heard[: len(cues)] == cues
        assert len(heard) <= 2 * len(cues) + 2
    else:
        assert page.evaluate("spoken") == []


def test_the_other_way_of_swapping_needs_no_script(open_page: OpenPage, house: House) -> None:
    book = house.planned("Dina")
    page = enter(open_page, house, "Dina", java_script_enabled=False)
    page.goto("/session")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    swap = page.locator(".swap-plain").first
    swap.locator("summary").focus()
    page.keyboard.press("Enter")
    choice = swap.locator('input[value^="hurts:"]').first
    planned, value = choice.get_attribute("name") or "", choice.get_attribute("value") or ""
    choice.check()
    press(page, "Finish the session")
    page.wait_for_url("**/session/done")
    told = stored(book)
    other = value.removeprefix("hurts:")
    assert told["swapped"] == {planned.removeprefix("swap."): {"because": "hurts", "to": other}}
    assert told["done"][other] == "done"


def test_an_offer_says_whether_it_is_lighter(open_page: OpenPage, house: House) -> None:
    house.planned("Elsa")
    page = enter(open_page, house, "Elsa")
    begin(page, frozen=False)
    press(page, "Swap")
    press(page, "It hurts")
    for option in page.locator("[data-take]").all():
        expect(option).to_contain_text(re.compile("Lighter|About as heavy"))
        expect(option).not_to_contain_text("Heavier")
