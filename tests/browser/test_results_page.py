"""The page of test results in a browser: it fits, its drawings show, it prints on two sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from plumbline.logic.schema import Value
from tests.browser.plan_person import House, OpenPage, Served, enter

RESULTS = "/tests/results"
WIDE = 1280
FIRST_DAY: tuple[dict[str, Value], ...] = (
    {"side_bridge_left_s": 15.0, "side_bridge_right_s": 38.0},
    {"lateral_bend_left_cm": 14.0, "lateral_bend_right_cm": 15.0},
    {"active_knee_extension_left_deg": 25.0, "active_knee_extension_right_deg": 22.0},
    {"single_leg_stance_left_s": 12.0, "single_leg_stance_right_s": 30.0},
    {"modified_thomas_left_reached": True, "modified_thomas_right_reached": False},
    {"repeated_flexion_response": "spread"},
    {"repeated_extension_response": "centralised"},
)
SECOND_DAY: tuple[dict[str, Value], ...] = (
    {"side_bridge_left_s": 17.0, "side_bridge_right_s": 40.0},
    {"lateral_bend_left_cm": 19.0, "lateral_bend_right_cm": 16.0},
    {"sit_to_stand_5_s": 17.5, "supine_bridge_pain": True},
    {"fingertip_floor_cm": 12.0},
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Somebody who did the whole battery on two days: "Tess"."""
    with Served(tmp_path_factory.mktemp("home")) as house:
        book = house.planned("Tess", sex_at_birth="female")
        for values in FIRST_DAY:
            book.measure(values, house.clock.today)
        house.clock.sleep(2)
        for values in SECOND_DAY:
            book.measure(values, house.clock.today)
        house.planned("Nils")
        yield house


def results(open_page: OpenPage, house: House, name: str = "Tess", **options: object) -> Page:
    page = enter(open_page, house, name, **options)
    page.goto(RESULTS)
    return page


def test_it_fits_the_screen(open_page: OpenPage, house: House) -> None:
    page = results(open_page, house)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    for width in (320, 360, WIDE):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("innerWidth") == width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.locator("[style], script:not([src])").count() == 0, width
        assert page.locator("svg.forest:visible").count() == 1, "one drawing for each width"


def test_the_sentence_of_limits_is_on_the_first_screen(open_page: OpenPage, house: House) -> None:
    page = results(open_page, house)
    box = page.get_by_text("They do not show what is causing your pain.").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740


@pytest.mark.parametrize("width", [360, WIDE])
def test_no_words_of_the_plot_run_into_each_other(
    open_page: OpenPage, house: House, width: int
) -> None:
    page = results(open_page, house, viewport={"width": width, "height": 740})
    boxes = page.locator("svg.forest:visible").evaluate(
        """plot => [...plot.querySelectorAll('text')].map(text => {
             const box = text.getBoundingClientRect()
             return [text.textContent, box.left, box.right, box.top, box.bottom]
           })"""
    )
    frame = page.locator("svg.forest:visible").bounding_box()
    assert frame is not None
    for at, (one, left, right, top, bottom) in enumerate(boxes):
        assert frame["x"] - 1 <= left, one
        assert right <= frame["x"] + frame["width"] + 1, one
        for other, left_too, right_too, top_too, bottom_too in boxes[at + 1 :]:
            beside = right <= left_too or right_too <= left
            above = bottom <= top_too + 3 or bottom_too <= top + 3
            assert beside or above, (one, other)


def test_marks_and_lines_can_be_seen_on_their_ground(open_page: OpenPage, house: House) -> None:
    page = results(open_page, house)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colour, ground = (
            page.locator(f"svg.forest:visible {what}").first.evaluate(
                "one => getComputedStyle(one).fill"
            )
            for what in (".point.probably-low", ".low-region")
        )
        assert contrast(colour, ground) >= 3, scheme


def test_the_drawing_and_the_table_say_the_same(open_page: OpenPage, house: House) -> None:
    page = results(open_page, house, viewport={"width": WIDE, "height": 900})
    plot = page.locator("svg.forest:visible")
    rows = page.locator("table.levels").first.locator("tbody tr")
    names = [row.locator("th").inner_text() for row in rows.all()]
    says = [row.locator("td").first.inner_text().strip() for row in rows.all()]
    assert plot.locator("text.name").all_text_contents() == names
    assert plot.locator("text.says-word").all_text_contents() == says


def test_it_prints_on_two_sheets(open_page: OpenPage, house: House) -> None:
    page = results(open_page, house, viewport={"width": WIDE, "height": 900})
    sheets = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4")))
    assert sheets <= 2
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 711, "height": 1040})
    expect(page.get_by_text("They do not show what is causing your pain.")).to_be_visible()
    expect(page.locator("svg.forest:visible")).to_have_count(1)
    expect(page.locator("svg.body-map")).to_be_visible()
    expect(page.get_by_role("button", name="Use this in my plan")).to_be_hidden()
    expect(page.get_by_text("It is not a diagnosis.")).to_be_visible()


def test_with_a_yes_the_plan_begins_with_it(open_page: OpenPage, house: House) -> None:
    page = results(open_page, house)
    page.get_by_role("button", name="Use this in my plan").click()
    expect(page).to_have_url(re.compile("/today$"))
    expect(page.get_by_text("From your tests:").first).to_be_visible()
    expect(page.get_by_text("left 17 s, right 40 s, on 2 days: left first.").first).to_be_visible()


def test_without_results_it_leads_to_the_tests(open_page: OpenPage, house: House) -> None:
    page = results(open_page, house, "Nils")
    page.get_by_role("main").get_by_role("link", name="To the tests").first.click()
    expect(page).to_have_url(re.compile("/tests$"))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
