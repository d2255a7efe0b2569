"""Every word on a page was handed to the translation: the pseudo language sets it in ⟦⟧."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.functional.web_user import ORDINARY, WebUser

SPOKEN = ("aria-label", "placeholder", "title", "alt")
AS_WRITTEN = {"cite", "code", "pre", "script"}
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Unmarked(HTMLParser):
    """Words of a page that stand outside the marks; sources and rules are shown as written."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN and value and not value.startswith("⟦"):
                self.found.append(f"{name}={value}")
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in AS_WRITTEN or "sources" in kind for tag, kind in self.open):
            return
        for letter in re.findall(r"⟦|⟧|[^⟦⟧]+", data):
            if letter == "⟦":
                self.depth += 1
            elif letter == "⟧":
                self.depth -= 1
            elif self.depth == 0 and re.search(r"[^\W\d_]{2,}", letter):
                self.found.append(letter.strip())


@pytest.fixture
def user(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    user.client.headers["accept-language"] = "xx"
    yield user
    user.close()


def unmarked(user: WebUser, *allowed: str) -> list[str]:
    parser = Unmarked()
    parser.feed(user.page.text)
    assert parser.depth == 0
    return [text for text in parser.found if text not in allowed]


def test_the_test_sees_words_that_were_not_handed_over() -> None:
    parser = Unmarked()
    parser.feed('<p>⟦said⟧ plain</p><p aria-label="bare">12 <code>as written</code></p>')
    assert parser.found == ["plain", "aria-label=bare"]


@pytest.mark.parametrize("flag", ["", "saddle_numbness", "leg_swollen_left", "suicidal_thoughts"])
def test_every_page_of_the_check(user: WebUser, flag: str) -> None:
    told = {**ORDINARY, flag: True}
    user.get("/")
    assert unmarked(user) == []
    user.arrive()
    while user.page.url.path == "/check":
        assert unmarked(user) == [], user.asked()
        user.answer(told)
    whys = re.findall(r'href="(/why/[^"]+)"', user.page.text)
    for path in ("/verdict", "/answers", "/seen", "/print/gp", "/help", *whys):
        user.get(path)
        assert unmarked(user, "Kim") == [], path


@pytest.mark.parametrize("path", ["/about", "/settings", "/nowhere", "/unlock"])
def test_the_other_pages(user: WebUser, path: str) -> None:
    user.arrive(pin="4711")
    if path == "/unlock":
        user.get("/settings")
        user.submit("/lock")
        profile = user.form("/open").values("profile")[0]
        user.submit("/open", {"profile": profile})
        for _ in range(6):
            user.submit("/unlock", {"pin": "0000"})
            assert unmarked(user, "Kim") == []
    user.get(path)
    assert unmarked(user, "Kim") == []


def test_mistakes_speak_too(user: WebUser) -> None:
    user.get("/")
    user.submit("/profiles", {"name": "", "country": "", "pin": "1", "pin_again": "1"})
    assert unmarked(user) == []
    user.arrive()
    user.submit("/check", {"text.age_years": "400"})
    assert unmarked(user) == []
    user.get("/settings")
    user.submit("/settings/erase", {"typed_name": "x"})
    assert unmarked(user, "Kim") == []


def test_the_page_says_its_language(user: WebUser) -> None:
    assert '<html lang="xx">' in user.get("/").text
    assert '<html lang="en">' in user.send("GET", "/", headers={"accept-language": "en"}).text
