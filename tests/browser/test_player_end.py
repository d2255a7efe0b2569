"""One tap for the whole session: it takes nothing back that was said of one exercise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.plan_person import House, OpenPage, Served, enter, press
from tests.browser.player_steps import at_end, begin, current, finish, stored


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Served(tmp_path_factory.mktemp("home")) as house:
        yield house


@pytest.mark.parametrize("reload", [False, True])
def test_all_of_it_keeps_what_was_left_out_or_marked_by_hand(
    open_page: OpenPage, house: House, *, reload: bool
) -> None:
    name = f"Ada {reload}"
    book = house.planned(name)
    page = enter(open_page, house, name)
    begin(page)
    left = current(page)
    press(page, "Swap")
    press(page, "It is too easy")
    press(page, "Leave it out")
    by_hand = current(page)
    assert by_hand != left
    press(page, "Stop")
    at_end(page)
    page.locator(f'[data-item="{by_hand}"] .marks').get_by_label("In part", exact=True).check()
    if reload:
        page.reload()
        at_end(page)
    press(page, "I did all of it")
    marks = page.locator(f'[data-item="{by_hand}"] .marks')
    expect(marks.get_by_label("In part", exact=True)).to_be_checked()
    finish(page)
    done = stored(book)["done"]
    assert (done.pop(left), done.pop(by_hand)) == ("skipped", "part")
    assert set(done.values()) == {"done"}
