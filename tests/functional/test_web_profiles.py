"""Profiles at the pages: several people, the PIN, the whole record out and in, and erasing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.web_user import ORDINARY, WebUser, settle


@pytest.fixture
def user(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    yield user
    user.close()


def lock(user: WebUser) -> None:
    user.get("/settings")
    user.submit("/lock")


def choose(user: WebUser, name: str) -> None:
    user.get("/")
    profiles = {p.name: p.id for p in user.app.state.house.journal.profiles()}
    user.submit("/open", {"profile": profiles[name]})


def test_a_new_person_is_asked_for_name_and_country(user: WebUser) -> None:
    user.get("/")
    answer = user.submit("/profiles", {"name": " ", "country": ""})
    assert answer.status_code == 422
    assert "Please type a name" in user.text()
    assert "Please choose a country" in user.text()
    user.submit("/profiles", {"name": "Kim", "country": "gb"})
    assert user.page.url.path == "/check"
    assert user.asked() == ["age_years"]


def test_what_was_typed_is_kept_beside_the_mistake(user: WebUser) -> None:
    user.get("/")
    user.submit("/profiles", {"name": "Kim", "country": "de", "pin": "4711", "pin_again": "4712"})
    form = user.form("/profiles")
    assert form.values("name") == ["Kim"]
    assert form.values("country") == ["de"]
    assert form.values("pin") == [""]
    assert "The two PINs are not the same" in user.text()


def test_a_name_is_words_and_never_markup(user: WebUser) -> None:
    name = "<b>{0.__class__} %s Kim</b>"
    user.arrive(name)
    for path in ("/settings", "/print/gp"):
        user.get(path)
        assert "<b>" not in user.page.text
        assert name in user.text()


def test_two_people_keep_apart(user: WebUser) -> None:
    user.arrive("Kim")
    user.answer({"age_years": 71})
    lock(user)
    user.arrive("Lee", country="de")
    user.get("/answers")
    assert "71 years" not in user.text()
    assert "Germany" in user.text()
    lock(user)
    choose(user, "Kim")
    user.get("/answers")
    assert "71 years" in user.text()


def test_a_name_is_taken_once(user: WebUser) -> None:
    user.arrive("Kim")
    lock(user)
    user.arrive("Kim")
    assert user.page.status_code == 422
    assert "There is a profile of that name already" in user.text()


def test_a_pin_keeps_others_out_and_slows_down_guessing(user: WebUser) -> None:
    user.arrive(pin="4711")
    lock(user)
    choose(user, "Kim")
    assert user.page.url.path == "/unlock"
    user.get("/answers")
    assert user.page.url.path == "/"
    user.get("/unlock")
    for _ in range(5):
        assert user.submit("/unlock", {"pin": "0000"}).status_code == 403
    assert "Please wait 30 seconds" in user.text()
    assert user.submit("/unlock", {"pin": "4711"}).status_code == 403
    user.clock.pass_time(seconds=31)
    user.submit("/unlock", {"pin": "4711"})
    assert user.page.url.path == "/check"


def test_a_pin_can_be_changed_and_taken_away(user: WebUser) -> None:
    user.arrive(pin="4711")
    user.get("/settings")
    user.submit("/settings/pin", {"current": "1", "pin": "rosebud", "pin_again": "rosebud"})
    assert user.page.status_code == 403
    user.submit("/settings/pin", {"current": "4711", "pin": "rosebud", "pin_again": "rosebud"})
    assert "Your PIN is set" in user.text()
    user.submit("/settings/pin", {"current": "rosebud", "pin": "", "pin_again": ""})
    assert "This profile has no PIN now" in user.text()
    lock(user)
    choose(user, "Kim")
    assert user.page.url.path == "/check"


def test_a_record_goes_out_and_comes_in_whole(user: WebUser, tmp_path: Path) -> None:
    user.arrive()
    settle(user, {**ORDINARY, "age_years": 41})
    user.get("/settings")
    out = user.submit("/settings/export")
    assert out.headers["content-disposition"].endswith('record-2026-03-02.json"')
    record = out.content
    assert json.loads(record)["profile"]["name"] == "Kim"

    other = WebUser(tmp_path / "other")
    other.get("/")
    other.submit("/import", record=record)
    assert "The record of Kim is here now" in other.text()
    other.get("/answers")
    assert "41 years" in other.text()
    other.get("/verdict")
    assert "Nothing in your answers needs urgent care" in other.text()
    other.close()


@pytest.mark.parametrize("broken", [b"", b"{}", b"\xff\xfe", b'{"format": "something else"}'])
def test_a_file_that_is_no_record_is_refused_kindly(user: WebUser, broken: bytes) -> None:
    user.get("/")
    assert user.submit("/import", record=broken).status_code == 422
    assert "We could not use that" in user.text()
    assert user.app.state.house.journal.profiles() == []


@pytest.mark.hazard("health_data_leaves")
def test_erasing_needs_the_name_and_leaves_nothing(user: WebUser, tmp_path: Path) -> None:
    user.arrive("Kim")
    user.answer({"age_years": 41})
    user.get("/settings")
    assert user.submit("/settings/erase", {"typed_name": "kim"}).status_code == 422
    assert "nothing was erased" in user.text()
    user.submit("/settings/erase", {"typed_name": "Kim"})
    assert user.page.url.path == "/"
    assert "Everything in that profile has been erased" in user.text()
    left = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"age_years" not in left


def test_the_numbers_follow_the_country(user: WebUser) -> None:
    user.get("/help")
    assert "tel:" not in user.page.text
    user.arrive(country="gb")
    user.get("/help")
    assert "tel:999" in user.page.text
    user.get("/settings")
    user.submit("/settings/country", {"country": "de"})
    user.get("/help")
    assert "tel:112" in user.page.text
    assert "tel:999" not in user.page.text
    user.get("/settings")
    assert user.submit("/settings/country", {"country": "zz"}).status_code == 422
