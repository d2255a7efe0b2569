"""The home tests as a person lives them: a clock that counts up, stops, a skip, and coming back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from plumbline.journal.casebook import Casebook
from plumbline.logic.schema import Value
from tests.browser.plan_person import House, OpenPage, Served, enter, press, stand_still

PHONE = 360


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


def ready(open_page: OpenPage, house: House, name: str, **options: object) -> Page:
    """The tests' page of a person with a plan, on a day with little pain."""
    house.planned(name)
    page = enter(open_page, house, name, at="/today", **options)
    page.get_by_role("link", name="Measure what to train first").click()
    page.locator("[name=pain][value='3']").check()
    press(page, "Go on")
    expect(page.get_by_role("heading", name="You can begin")).to_be_visible()
    return page


def book(house: House, name: str) -> Casebook:
    profile = next(one for one in house.journal.profiles() if one.name == name)
    return Casebook(house.journal, house.rulebook, profile.id)


def measured(house: House, name: str, finding: str) -> list[Value]:
    return [answer.value for answer in book(house, name).record().readings.get(finding, ())]


def begin(page: Page, house: House, test: str) -> None:
    page.goto("/tests")
    title = house.rulebook.knowledge.tests[test].title
    page.locator(".test-row").filter(has_text=title).get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def hold(page: Page, seconds: int) -> None:
    """Start the clock, get into place (five seconds), hold, and stop."""
    press(page, "Start")
    expect(page.locator(".stopwatch")).to_have_attribute("data-state", "lead")
    page.clock.run_for(5_000)
    expect(page.locator(".stopwatch")).to_have_attribute("data-state", "running")
    page.clock.run_for(seconds * 1000)


def narrow(page: Page) -> None:
    """Nothing is wider than a small phone, with everything unfolded."""
    page.wait_for_load_state()  # before its styles have come, a page may well be wider
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def do_calmly(page: Page) -> str:
    """One screen done without trouble; gives what kind it was."""
    if page.locator(".response").count():
        for name, reach in {"before": "2", "after": "1"}.items():
            page.locator(f"[name={name}_reach][value='{reach}']").check()
            page.locator(f"[name={name}_pain][value='4']").check()
        page.locator("[name=new_place][value=no]").check()
        kind = "response"
    elif page.locator("[name=reached]").count():
        page.locator("[name=reached][value=yes]").check()
        kind = "reached"
    elif page.locator(".stopwatch").count():
        page.locator(".stopwatch").wait_for()
        press(page, "Start")
        page.clock.run_for(30_000)
        stop = page.get_by_role("button", name="Stop", exact=True)
        if stop.count():  # a shorter test has stopped by itself
            stop.click()
        kind = "timed"
    else:
        page.locator("#amount").fill("15,5")
        kind = "amount"
    press(page, "Keep this result")
    return kind


def test_the_whole_home_battery(open_page: OpenPage, house: House) -> None:
    page = ready(open_page, house, "Ada")
    stand_still(page)
    press(page, "Start")
    kinds: list[str] = []
    skipped = ""
    for _ in range(60):
        page.wait_for_load_state()
        narrow(page)
        if page.locator(".other-ways").count() == 0:
            break
        heading = page.get_by_role("heading", level=1).inner_text()
        assert heading != skipped
        if heading.startswith("Side bridge on your feet"):
            press(page, "I stopped because of pain")
            expect(page.get_by_role("heading", level=1)).to_contain_text("because of pain")
            press(page, "On with the next test")
        elif heading.startswith("Fingertips"):
            skipped = heading
            press(page, "Not today: leave this test out")
        else:
            kinds.append(do_calmly(page))
        if len(kinds) == 3:  # a pause: come back to what is next
            page.goto("/today")
            page.goto("/tests")
            press(page, "Go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("That is enough for today")
    assert skipped
    assert kinds.count("response") == 2
    assert {"timed", "amount"} <= set(kinds)
    expect(page.get_by_role("link", name="See what the tests say")).to_be_visible()
    assert measured(house, "Ada", "side_bridge_left_pain") == [True]
    assert measured(house, "Ada", "side_bridge_left_s") == []
    assert book(house, "Ada").assessment(house.clock.today).tested


def test_the_clock_counts_up_and_stops_by_itself_at_the_cap(
    open_page: OpenPage, house: House
) -> None:
    page = ready(open_page, house, "Bea")
    stand_still(page)
    begin(page, house, "side_bridge")
    hold(page, 12)
    expect(page.locator("[data-clock]")).to_have_text("12")
    expect(page.locator("[data-live]")).to_have_text("10 seconds")
    page.clock.run_for(40_000)
    expect(page.locator("[data-phase]")).to_contain_text("the end of the test")
    expect(page.locator("#amount")).to_have_value("45")
    expect(page.get_by_role("button", name="Keep this result")).to_be_focused()
    press(page, "Keep this result")
    expect(page.get_by_role("status")).to_contain_text("at least 45 s")
    expect(page.locator(".side-name")).to_have_text("Right side")
    assert measured(house, "Bea", "side_bridge_left_s") == [45]


def test_a_timed_test_is_stopped_by_hand_and_can_be_measured_again(
    open_page: OpenPage, house: House
) -> None:
    page = ready(open_page, house, "Cleo")
    stand_still(page)
    begin(page, house, "sit_to_stand_5")
    press(page, "Start")
    press(page, "Not yet")
    expect(page.locator("#amount")).to_have_value("")
    press(page, "Start")
    page.clock.run_for(3_000 + 11_400)
    press(page, "Stop")
    expect(page.locator("#amount")).to_have_value("11.4")
    press(page, "Measure again")
    page.clock.run_for(3_000 + 10_000)
    press(page, "Stop")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("10 s")
    assert measured(house, "Cleo", "sit_to_stand_5_s") == [10]


def test_pain_while_the_clock_runs_leads_on_and_to_an_easier_version(
    open_page: OpenPage, house: House
) -> None:
    page = ready(open_page, house, "Dina")
    stand_still(page)
    begin(page, house, "side_bridge")
    hold(page, 4)
    stop = page.get_by_role("button", name="Stop", exact=True).bounding_box()
    pain = page.get_by_role("button", name="I stopped because of pain").bounding_box()
    assert stop is not None
    assert pain is not None
    assert pain["height"] >= stop["height"]
    assert pain["width"] >= stop["width"]
    press(page, "I stopped because of pain")
    expect(page.locator(".lead")).to_contain_text("Stopping was the right thing to do")
    narrow(page)
    press(page, "Try the easier version: Side bridge on your knees")
    expect(page.get_by_role("heading", level=1)).to_have_text("Side bridge on your knees")
    assert measured(house, "Dina", "side_bridge_left_s") == []
    assert measured(house, "Dina", "side_bridge_left_pain") == [True]


def test_enter_in_the_field_keeps_the_number_and_never_means_pain(
    open_page: OpenPage, house: House
) -> None:
    page = ready(open_page, house, "Elsa")
    begin(page, house, "side_bridge")
    page.locator("#amount").fill("21")
    page.locator("#amount").press("Enter")
    expect(page.locator(".side-name")).to_have_text("Right side")
    assert measured(house, "Elsa", "side_bridge_left_s") == [21]
    page.go_back()
    page.reload()
    expect(page.locator(".side-name")).to_have_text("Right side")
    assert measured(house, "Elsa", "side_bridge_left_s") == [21]


def test_beeps_are_off_until_asked_for_and_then_mark_start_and_end(
    open_page: OpenPage, house: House
) -> None:
    page = ready(open_page, house, "Fay")
    page.add_init_script(
        """window.tones = [];
        const Plain = OscillatorNode;
        window.OscillatorNode = class extends Plain {
          constructor(context, options) { super(context, options); tones.push(options.frequency); }
        };"""
    )
    stand_still(page)
    begin(page, house, "side_bridge")
    hold(page, 46)
    assert page.evaluate("tones") == []
    page.get_by_label("Beep at the start").check()
    assert len(page.evaluate("tones")) == 1
    page.reload()
    expect(page.get_by_label("Beep at the start")).to_be_checked()
    hold(page, 46)
    assert page.evaluate("tones") == [880, 660, 660, 660, 660, 880]


def test_the_tests_can_be_done_without_javascript(open_page: OpenPage, house: House) -> None:
    page = ready(open_page, house, "Gwen", java_script_enabled=False)
    begin(page, house, "side_bridge")
    expect(page.locator(".stopwatch")).to_be_hidden()
    page.locator("#amount").fill("0:31")
    press(page, "Keep this result")
    press(page, "I stopped because of pain")
    press(page, "On with the next test")
    assert measured(house, "Gwen", "side_bridge_left_s") == [31]
    assert measured(house, "Gwen", "side_bridge_right_pain") == [True]


def test_a_clinician_fills_in_the_table_on_any_screen(
    open_page: OpenPage, house: House, complaints: list[str]
) -> None:
    page = ready(open_page, house, "Hope")
    page.goto("/tests/table")
    narrow(page)
    page.get_by_label("Side bridge on your feet, left").first.fill("300000")
    press(page, "Store the table")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is stored yet")
    expect(page.get_by_role("alert")).to_contain_text("Side bridge on your feet, left")
    assert all("422" in line for line in complaints)
    complaints.clear()
    narrow(page)
    page.get_by_label("Side bridge on your feet, left").first.fill("30")
    press(page, "Store the table")
    assert measured(house, "Hope", "side_bridge_left_s") == [30]
