"""The clinical manual under "Why": all of it, the same for everybody, and nothing of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plumbline.present.manual import Manual
from plumbline.present.pictures import Pictures
from plumbline.web import manual_routes
from tests.functional.test_pseudo_language import Page
from tests.functional.web_user import WebUser, rulebook

CHAPTER = "/why/manual/exercises-balance"
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:", re.I)


@pytest.fixture
def anybody(tmp_path: Path) -> Iterator[WebUser]:
    """Somebody without a profile."""
    user = WebUser(tmp_path / "home")
    yield user
    user.close()


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    monkeypatch.setattr(manual_routes, "_PAGES", {})


@cache
def chapters() -> tuple[str, ...]:
    return tuple(Manual(rulebook()).outlines)


def main_of(user: WebUser, path: str) -> str:
    user.get(path)
    assert user.page.status_code == 200, path
    return user.page.text.partition("<main")[2].partition("</main>")[0]


def test_it_is_reached_from_about_and_lists_every_chapter(anybody: WebUser) -> None:
    anybody.get("/about")
    assert 'href="/why"' in anybody.page.text
    text = main_of(anybody, "/why")
    assert [n for n in chapters() if f'href="/why/manual/{n}"' not in text] == []
    for path in ("red_flags/cauda_equina", "treatments/heat", "exercises/bird_dog"):
        name = path.replace("/", "-").replace("_", "-")
        assert re.search(rf'href="/why/manual/[a-z-]+#{name}"', text), path


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures take long to draw; where all chapters are opened, their frames do."""

    def frame(_pictures: Pictures, name: str, title: str) -> str:
        return f'<svg class="figure" id="still-{name}"><title>{title}</title></svg>'

    monkeypatch.setattr(Pictures, "still", frame)


@pytest.mark.usefixtures("fresh", "undrawn")
def test_every_chapter_is_whole_in_every_language(
    anybody: WebUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing runs on its pages, no word escapes translation, and each link leads somewhere."""
    monkeypatch.setenv("PLUMBLINE_LANGUAGE", "xx")
    paths = ("/why", *(f"/why/manual/{name}" for name in chapters()))
    pages = {path: main_of(anybody, path) for path in paths}
    escaped = {path: Page(f"<main{text}</main>").escaped for path, text in pages.items()}
    assert {path: found for path, found in escaped.items() if found} == {}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    for path, text in pages.items():
        assert INLINE.findall(text) == [], path
        for target in set(re.findall(r'<a href="([^"]+)"', text)):
            where, _, anchor = target.partition("#")
            if "://" in target:
                continue
            assert (where or path) in pages, f"{path}: {target}"
            assert not anchor or anchor in ids[where or path], f"{path}: {target}"


@pytest.mark.usefixtures("fresh")
def test_a_chapter_has_its_figures_and_is_written_once(
    anybody: WebUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = main_of(anybody, CHAPTER)
    exercises = rulebook().knowledge.exercises.values()
    of_balance = [e.id for e in exercises if e.purpose[0] == "balance"]
    assert [name for name in of_balance if f'aria-labelledby="still-{name}-' not in first] == []

    def never(*_: Any) -> None:
        raise AssertionError("a chapter is written once")

    monkeypatch.setattr(Manual, "chapter", never)
    assert main_of(anybody, CHAPTER) == first


def test_it_is_the_same_for_everybody(anybody: WebUser) -> None:
    """Word for word before and after a profile is opened."""
    paths = ("/why", "/why/manual/red-flags")
    before = [main_of(anybody, path) for path in paths]
    anybody.arrive("Kimberley", country="de")
    anybody.get("/about")
    assert [main_of(anybody, path) for path in paths] == before
    assert "Kimberley" not in anybody.page.text


def test_no_dose_of_a_prescribed_medicine_is_there(anybody: WebUser) -> None:
    text = main_of(anybody, "/why/manual/treatments-medicine")
    medicines = [t.medicine for t in rulebook().knowledge.treatments.values() if t.medicine]
    doses = [m.prescriber for m in medicines if m.prescriber]
    assert doses
    assert [dose for dose in doses if dose in text] == []


@pytest.mark.parametrize("name", ["nothing", "red_flags", "..%2fabout"])
def test_no_such_chapter(anybody: WebUser, name: str) -> None:
    anybody.get(f"/why/manual/{name}")
    assert anybody.page.status_code == 404
