"""A session that comes late or twice loses no pain, and what hurt is known the next time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from plumbline.care.programme import Wish
from tests.functional.test_web_session import TOLD, Offers, book, living, on_page, planned, stored
from tests.functional.web_user import WebUser, settle

__all__ = ["living", "planned"]
Living = Callable[[], WebUser]
Form = Mapping[str, str | list[str]]


def opened(user: WebUser) -> dict[str, str | list[str]]:
    """The form of the session as it stands in the page."""
    form = user.form("/session")
    return {name: form.values(name) for name, _value in form.fields}


def again(form: Form) -> Form:
    """The same form of another tab: its request has another name."""
    return {**form, "request_id": "of-another-tab"}


def send(user: WebUser, form: Form) -> None:
    user.send("POST", "/session", data={name: form[name] for name in form})


def come_back(user: WebUser, after: timedelta) -> None:
    """Moves the clock; the app has locked itself meanwhile."""
    user.clock.now += after
    user.get("/")
    user.submit("/open")


def next_session(user: WebUser) -> None:
    """Moves the clock to the next day with a session and opens its page."""
    sessions = book(user).agenda.sessions(user.clock.today + timedelta(days=14))
    following = min(s.on for s in sessions if s.on and s.on > user.clock.today)
    come_back(user, following - user.clock.today)
    user.get("/session")


def cards(user: WebUser) -> dict[str, str]:
    """The card of each exercise of the session."""
    page = re.sub(r"<template.*?</template>", "", user.page.text, flags=re.DOTALL)
    parts = re.split(r'data-item="(\w+)"', page)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def offered(user: WebUser) -> set[str]:
    found = Offers(user.page.text).by_exercise
    return {name for one in found.values() for names in one.values() for name in names}


@pytest.mark.hazard("load_raised_after_worse")
def test_a_session_before_a_plan_that_was_made_anew_is_kept(living: Living) -> None:
    user = living()
    first, form = on_page(user)[0], opened(user)
    user.clock.now += timedelta(days=1)
    book(user).replan(user.clock.today)
    user = living()
    token = user.forms()[0].values("token")
    send(user, {**form, "token": token, f"done.{first}": "stopped_pain"})
    assert user.page.url.path == "/session/done"
    assert [(told["on"], told["done"][first]) for told in stored(user)] == [
        ("2026-03-02", "stopped_pain")
    ]
    assert first in book(user).practice(user.clock.today).hurt
    send(user, {**form, "token": token, "on": "2026-03-01"})
    assert user.page.status_code == 422


@pytest.mark.hazard("load_raised_after_worse")
@pytest.mark.parametrize("tab", [again, dict], ids=["another tab", "the same page"])
def test_pain_told_in_a_second_form_of_the_day_is_kept(
    living: Living, tab: Callable[[Form], Form]
) -> None:
    user = living()
    first, second, *others = on_page(user)
    form = opened(user)
    send(user, {**form, f"done.{first}": "done", f"done.{second}": "part"})
    send(user, {**tab(form), f"done.{first}": "stopped_pain", f"done.{second}": "done"})
    assert user.page.url.path == "/session/done"
    assert "Stopping was the right thing to do" in user.text()
    assert [told["done"] for told in stored(user)[1:]] == [{first: "stopped_pain"}]
    told = book(user).agenda.told[user.clock.today]
    assert told == {first: "stopped_pain", second: "part", **dict.fromkeys(others, "skipped")}
    assert set(book(user).practice(user.clock.today).hurt) == {first}


@pytest.mark.hazard("load_raised_after_worse")
def test_a_second_form_never_takes_pain_back_and_counts_nothing_twice(living: Living) -> None:
    user = living()
    first, second, *_others = on_page(user)
    form = opened(user)
    told: Form = {**form, f"done.{first}": "stopped_pain", f"done.{second}": "done"}
    send(user, told)
    send(user, {**again(told), f"done.{first}": "done"})
    send(user, told)
    assert len(stored(user)) == 1
    assert book(user).agenda.told[user.clock.today][first] == "stopped_pain"
    assert book(user).practice(user.clock.today).done == {second: 1}


def test_that_it_hurt_is_kept_from_a_swap_of_a_second_form(living: Living) -> None:
    user = living()
    first, form = on_page(user)[0], opened(user)
    marked: Form = {**form, f"done.{first}": "part", f"swap.{first}": "too_easy:"}
    send(user, marked)
    for _time in range(2):
        send(user, {**again(marked), f"swap.{first}": "hurts:"})
    assert [told.get("swapped") for told in stored(user)] == [
        {first: {"because": "too_easy", "to": None}},
        {first: {"because": "hurts", "to": None}},
    ]
    assert first in book(user).practice(user.clock.today).hurt
    user.get("/history")
    assert user.page.status_code == 200


def test_without_a_plan_no_session_is_stored(tmp_path: Path) -> None:
    user = WebUser(tmp_path / "home")
    user.arrive()
    token = user.forms()[0].values("token")
    for day in ("", "2026-03-02"):
        told: Form = {"token": token, "exercise": "clamshell", "done.clamshell": "done", "on": day}
        send(user, told)
        assert user.page.status_code == 409
        assert "you have no plan yet, so nothing was stored" in user.text().lower()
    assert stored(user) == []
    user.close()


@pytest.mark.hazard("contraindicated_offered")
def test_what_is_not_wanted_or_hurt_is_no_offer(living: Living) -> None:
    user = living()
    first, *_others = on_page(user)
    before = sorted(offered(user))
    assert len(before) >= 2
    banned, hurt = before[0], before[1]
    book(user).wish(Wish("ban", banned), user.clock.today)
    user.get("/session")
    assert hurt in offered(user)
    assert banned not in offered(user)
    case = book(user)
    case.session_done(user.clock.today, {first: "done", hurt: "stopped_pain"})
    case.replan(user.clock.today)
    next_session(user)
    assert hurt not in on_page(user)
    assert offered(user)
    assert offered(user).isdisjoint({banned, hurt})


@pytest.mark.hazard("load_raised_after_worse")
def test_what_hurt_is_marked_in_the_next_sessions_for_two_weeks(living: Living) -> None:
    user = living()
    first, *others = on_page(user)
    assert "data-hurt-lately" not in user.page.text
    user.submit("/session", {f"done.{first}": "stopped_pain"})
    next_session(user)
    says = "<strong>It hurt on Monday.</strong> Leave it out today, or take something gentler."
    assert says in cards(user)[first]
    assert not any(
        "data-hurt-lately" in cards(user)[name] for name in others if name in cards(user)
    )
    user.get("/today")
    assert says in user.page.text
    come_back(user, timedelta(days=12))
    settle(user, TOLD)
    user.get("/session")
    assert "It hurt on 2 March 2026." in user.page.text
    come_back(user, timedelta(days=1))
    settle(user, TOLD)
    user.get("/session")
    assert first in cards(user)
    assert "It hurt on" not in user.page.text


def test_the_day_is_named_whole_when_it_is_longer_ago(living: Living) -> None:
    user = living()
    user.submit("/session", {f"done.{on_page(user)[0]}": "stopped_pain"})
    user.get("/today")
    assert "It hurt today." in user.page.text
    assert "You may leave it out next time, or take something gentler." in user.page.text
    come_back(user, timedelta(days=8))
    settle(user, TOLD)
    user.get("/today")
    assert "It hurt on 2 March 2026." in user.page.text
