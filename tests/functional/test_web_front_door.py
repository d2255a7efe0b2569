"""The front door: whose requests are answered, what every page carries, what nobody can send."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plumbline.web import case, offline
from tests.functional.web_user import ORDINARY, Clock, WebUser, settle

pytestmark = pytest.mark.hazard("health_data_leaves")

POLICY = (
    "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'"
)
OFFLINE_JS = offline.STATIC / "js" / "offline.js"
PAGES = (
    "/",
    "/about",
    "/help",
    "/check",
    "/verdict",
    "/answers",
    "/seen",
    "/print/gp",
    "/settings",
)
POSTS = (
    "/profiles",
    "/open",
    "/unlock",
    "/lock",
    "/import",
    "/check",
    "/check/back",
    "/check/change",
    "/check/leave",
    "/recheck",
    "/seen",
    "/settings/country",
    "/settings/pin",
    "/settings/export",
    "/settings/erase",
)


@pytest.fixture
def user(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    yield user
    user.close()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1:9", "localhost", "127.0.0.1.evil:8123"]
)
def test_only_this_machines_own_address_is_answered(user: WebUser, host: str) -> None:
    answer = user.send("GET", "/", headers={"host": host})
    assert answer.status_code == 421
    assert "Plumbline answers on this machine only" in answer.text
    assert "set-cookie" not in answer.headers


def test_localhost_is_this_machine(user: WebUser) -> None:
    assert user.send("GET", "/", headers={"host": "localhost:8123"}).status_code == 200


def test_every_page_is_dressed(user: WebUser) -> None:
    user.arrive()
    for path in (*PAGES, "/nowhere"):
        headers = user.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"


def test_no_page_holds_anything_inline(user: WebUser) -> None:
    user.arrive()
    settle(user, {**ORDINARY, "saddle_numbness": True})
    for path in PAGES:
        html = user.get(path).text
        assert not re.search(r"\sstyle=|\son\w+=|javascript:|<style", html), path
        assert re.findall(r"<script(?![^>]*\ssrc=)", html) == [], path


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(user: WebUser) -> None:
    cookie = user.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in user.get("/").headers


def test_opening_a_profile_gives_a_new_session(user: WebUser) -> None:
    user.get("/")
    before = user.client.cookies["plumbline_session"]
    user.arrive()
    after = user.client.cookies["plumbline_session"]
    assert after != before
    user.client.cookies.set("plumbline_session", before)
    user.get("/settings")
    assert user.page.url.path == "/"


def test_what_the_browser_fetches_by_itself_signs_nobody_out(user: WebUser) -> None:
    """The service worker may ask with the cookie of before while a profile is being opened."""
    user.get("/")
    before = user.client.cookies["plumbline_session"]
    user.arrive()
    after = user.client.cookies["plumbline_session"]
    worker = re.search(r'(?<=register\(")[^"]+', OFFLINE_JS.read_text(encoding="utf-8"))
    assert worker
    for path in (worker[0], "/shell.json", "/offline", "/manifest.webmanifest"):
        user.client.cookies.set("plumbline_session", before)
        answer = user.get(path)
        assert answer.status_code == 200, path
        assert "set-cookie" not in answer.headers, path
    user.client.cookies.set("plumbline_session", after)
    user.get("/settings")
    assert "Profile: Kim" in user.text()


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", [None, "", "x" * 43])
def test_no_form_is_taken_without_its_token(user: WebUser, path: str, token: str | None) -> None:
    user.arrive("Kim")
    data = {"typed_name": "Kim"} | ({} if token is None else {"token": token})
    answer = user.send("POST", path, data=data)
    assert answer.status_code == 403
    assert "nothing was stored" in user.text()
    user.get("/settings")
    assert "Profile: Kim" in user.text()


def test_the_list_of_forms_above_is_whole(user: WebUser) -> None:
    """Every address that our own parts of the app take a form at is in POSTS."""
    from plumbline.web import check, explain, settings, verdict, welcome

    taken = {
        route.path  # type: ignore[attr-defined]
        for part in (welcome, check, verdict, explain, settings)
        for route in part.router.routes
        if "POST" in route.methods  # type: ignore[attr-defined]
    }
    assert taken == set(POSTS)


def test_another_sessions_token_is_no_token(user: WebUser, tmp_path: Path) -> None:
    other = WebUser(tmp_path, app=user.app)
    other.get("/")
    foreign = other.form("/profiles").values("token")[0]
    other.close()
    user.get("/")
    told = {"token": foreign, "name": "Kim", "country": "gb"}
    assert user.send("POST", "/profiles", data=told).status_code == 403


def test_a_form_that_is_too_large_is_refused(user: WebUser) -> None:
    user.get("/")
    token = user.form("/profiles").values("token")[0]
    answer = user.send("POST", "/profiles", data={"token": token, "name": "n" * 300_000})
    assert answer.status_code == 413
    assert "That is too large" in user.text()


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_a_form_in_another_dress_is_refused(user: WebUser, kind: str) -> None:
    user.get("/")
    answer = user.send("POST", "/lock", content=b"{}", headers={"content-type": kind})
    assert answer.status_code in (403, 422)


def test_what_is_not_there_has_a_page(user: WebUser) -> None:
    answer = user.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in user.text()
    assert user.send("DELETE", "/settings").status_code in (403, 405)


def test_a_fault_of_ours_shows_and_logs_nothing_of_the_person(
    user: WebUser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    user.arrive()

    def broken(_self: object) -> None:
        raise ValueError("saddle_numbness of Kim")

    monkeypatch.setattr(case.Case, "contact", broken)
    with caplog.at_level(logging.DEBUG):
        answer = user.get("/settings")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in user.text()
    assert "ValueError" in caplog.text
    for place in (answer.text, caplog.text):
        assert "saddle_numbness" not in place
        assert "Traceback" not in place


@pytest.mark.parametrize(
    "path", ["/check", "/verdict", "/answers", "/seen", "/print/gp", "/settings"]
)
def test_a_persons_pages_are_closed_without_a_profile(user: WebUser, path: str) -> None:
    user.get(path)
    assert user.page.url.path == "/"


def test_no_address_says_anything_about_the_person(user: WebUser) -> None:
    user.arrive()
    settle(user, {**ORDINARY, "saddle_numbness": True})
    state = user.app.state.house.knowledge
    for path in ("/verdict", "/answers", "/seen", "/print/gp"):
        for address in re.findall(r'(?:href|action|src)="([^"]*)"', user.get(path).text):
            told = [name for name in (*state.red_flags, *state.findings) if name in address]
            assert told == [], address


def test_an_unused_session_ends(tmp_path: Path) -> None:
    clock = Clock()
    user = WebUser(tmp_path, clock)
    user.arrive(pin="4711")
    clock.pass_time(minutes=31)
    user.get("/settings")
    assert user.page.url.path == "/"
    user.close()


def test_a_static_file_needs_no_session(user: WebUser) -> None:
    answer = user.get("/static/css/base.css")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert user.get("/static/../app.py").status_code == 404


def test_all_links_and_files_of_a_page_exist(user: WebUser) -> None:
    user.arrive()
    settle(user, ORDINARY)
    seen: set[str] = set()
    for path in ("/", *PAGES):
        html = user.get(path).text
        seen |= set(re.findall(r'(?:href|src)="(/[^"#]*)"', html))
    missing = [address for address in sorted(seen) if user.get(address).status_code != 200]
    assert missing == []
