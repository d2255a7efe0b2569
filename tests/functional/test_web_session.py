"""Today's session over the web: what the page holds, what is stored, what a browser may keep."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from plumbline.present.pictures import Pictures
from plumbline.web import offline
from tests.functional.web_user import ORDINARY, Clock, WebUser, book, rulebook, settle

TOLD = {**ORDINARY, "can_get_to_floor": True, "walk_minutes_comfortable": 15}


@cache
def pictures() -> Pictures:
    return Pictures(rulebook().knowledge)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody with a first week, made once; each test gets a copy."""
    home = tmp_path_factory.mktemp("planned") / "home"
    user = WebUser(home)
    user.arrive()
    settle(user, TOLD)
    user.get("/today")
    user.submit("/plan")
    user.close()
    return home


@pytest.fixture
def living(tmp_path: Path, planned: Path) -> Iterator[Callable[[], WebUser]]:
    """Makes a browser of that person, on the page of the session; all share one home."""
    shutil.copytree(planned, tmp_path / "home")
    clock, users = Clock(), list[WebUser]()

    def new() -> WebUser:
        user = WebUser(tmp_path / "home", clock, users[0].app if users else None)
        users.append(user)
        # Figures are the same in every app: drawn once for all tests.
        vars(user.app.state.house)["pictures"] = pictures()
        user.get("/")
        user.submit("/open")
        user.get("/session")
        return user

    yield new
    for user in users:
        user.close()


def stored(user: WebUser) -> list[dict[str, Any]]:
    return [dict(event.payload) for event in book(user).events() if event.kind == "session"]


def on_page(user: WebUser) -> list[str]:
    return user.form("/session").values("exercise")


class Offers(HTMLParser):
    """What the page offers instead: exercise -> reason -> names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.by_exercise: dict[str, dict[str, list[str]]] = {}
        self.templates: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "template":
            self.templates.append(told["data-offer"])
        elif tag == "li" and "data-item" in told:
            self.by_exercise[told["data-item"]] = {
                name.removeprefix("data-offers-"): value.split()
                for name, value in told.items()
                if name.startswith("data-offers-")
            }


def test_marks_are_stored_and_what_is_not_marked_was_left_out(
    living: Callable[[], WebUser],
) -> None:
    user = living()
    first, *others = on_page(user)
    user.submit("/session", {f"done.{first}": "part"})
    assert user.page.url.path == "/session/done"
    assert stored(user) == [
        {"on": "2026-03-02", "done": {first: "part", **dict.fromkeys(others, "skipped")}}
    ]


def test_a_swap_is_stored_with_its_reason(living: Callable[[], WebUser]) -> None:
    user = living()
    names = on_page(user)
    offers = Offers(user.page.text).by_exercise
    name, other = next((n, o["hurts"][0]) for n, o in offers.items() if o.get("hurts"))
    user.submit(
        "/session",
        {
            "exercise": [*names, other],
            f"done.{name}": "stopped_pain",
            f"done.{other}": "done",
            f"swap.{name}": f"hurts:{other}",
            f"swap.{names[0] if names[0] != name else names[1]}": "too_easy:",
        },
    )
    [told] = stored(user)
    assert told["done"][other] == "done"
    assert told["swapped"][name] == {"because": "hurts", "to": other}
    assert {"because": "too_easy", "to": None} in told["swapped"].values()
    assert "Stopping was the right thing to do" in user.text()


@pytest.mark.hazard("load_raised_without_consent")
def test_too_easy_changes_nothing_in_the_plan(living: Callable[[], WebUser]) -> None:
    user = living()
    before = book(user).programme()
    user.submit("/session", {f"swap.{on_page(user)[0]}": "too_easy:"})
    assert len(stored(user)) == 1
    assert book(user).programme() == before
    assert book(user).offer(user.clock.today) is None


@pytest.mark.hazard("contraindicated_offered")
def test_what_is_offered_may_be_done_and_is_not_in_the_session(
    living: Callable[[], WebUser],
) -> None:
    user = living()
    found = Offers(user.page.text)
    offered = {
        name for one in found.by_exercise.values() for names in one.values() for name in names
    }
    assert offered
    assert offered == set(found.templates)
    assert len(found.templates) == len(offered)
    assert offered.isdisjoint(on_page(user))
    programme = book(user).programme()
    assert programme is not None
    barred = {left.exercise for left in programme.left_out if left.kind not in ("room", "enough")}
    assert offered.isdisjoint(barred)


@pytest.mark.parametrize(
    "wrong",
    [
        {"swap.nonsense": "hurts:"},
        {"swap.{first}": "because:"},
        {"swap.{first}": "hurts:nonsense"},
        {"done.{first}": "superb"},
        {"exercise": "nonsense"},
        {"on": "yesterday"},
        {"on": "2026-03-03"},
        {"on": "2026-03-01"},
    ],
    ids=str,
)
def test_what_is_not_ours_is_refused_and_nothing_is_stored(
    living: Callable[[], WebUser], wrong: dict[str, str]
) -> None:
    user = living()
    first = on_page(user)[0]
    told = {name.replace("{first}", first): value for name, value in wrong.items()}
    user.submit("/session", told)
    assert user.page.status_code == 422
    assert stored(user) == []


def test_a_session_that_arrives_late_counts_for_its_own_day(
    living: Callable[[], WebUser],
) -> None:
    user = living()
    first = on_page(user)[0]
    form = {name: user.form("/session").values(name) for name, _ in user.form("/session").fields}
    user.clock.now += timedelta(days=1)
    user = living()
    form["token"] = user.forms()[0].values("token")
    user.send("POST", "/session", data={**form, f"done.{first}": "done"})
    assert user.page.url.path == "/session/done"
    assert [told["on"] for told in stored(user)] == ["2026-03-02"]


def test_a_session_that_is_sent_twice_counts_once(living: Callable[[], WebUser]) -> None:
    user = living()
    first = on_page(user)[0]
    form = {name: user.form("/session").values(name) for name, _ in user.form("/session").fields}
    for _ in range(2):
        user.send("POST", "/session", data={**form, f"done.{first}": "done"})
        assert user.page.url.path == "/session/done"
    assert len(stored(user)) == 1


def test_a_session_is_never_stored_for_another_person(living: Callable[[], WebUser]) -> None:
    user = living()
    form = {name: user.form("/session").values(name) for name, _ in user.form("/session").fields}
    other = user.app.state.house.journal.create_profile("Another")
    user.send("POST", "/session", data={**form, "person": other.id})
    assert user.page.status_code == 409
    assert stored(user) == []


def test_a_flag_that_opens_meanwhile_does_not_lose_what_was_done(
    living: Callable[[], WebUser],
) -> None:
    user = living()
    first = on_page(user)[0]
    form = {name: user.form("/session").values(name) for name, _ in user.form("/session").fields}
    book(user).recheck(user.clock.today)
    user.send("POST", "/session", data={**form, f"done.{first}": "stopped_pain"})
    assert [told["done"][first] for told in stored(user)] == ["stopped_pain"]
    user.get("/session")
    assert user.page.url.path == "/today"


def test_the_page_shows_a_figure_for_each_side(living: Callable[[], WebUser]) -> None:
    user = living()
    exercises, movements = rulebook().knowledge.exercises, rulebook().knowledge.movements
    page = re.sub(r"<template.*?</template>", "", user.page.text, flags=re.DOTALL)
    for name in on_page(user):
        if name not in movements:
            continue
        sided = exercises[name].doses[0].each_side and movements[name].authored.get("side")
        sides = ("left", "right") if sided else ("both",)
        for side in sides:
            assert f'id="moving-{name}-{side}-title"' in page
            assert f'id="still-{name}-{side}-title"' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert "style=" not in user.page.text


def test_what_lets_the_app_be_installed(living: Callable[[], WebUser]) -> None:
    user = living()
    manifest = user.get("/manifest.webmanifest")
    assert manifest.headers["content-type"].startswith("application/manifest+json")
    told = manifest.json()
    assert (told["start_url"], told["display"]) == ("/", "standalone")
    for icon in told["icons"]:
        assert user.get(icon["src"]).headers["content-type"].startswith(icon["type"])
    worker = user.get("/service-worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")


@pytest.mark.hazard("health_data_leaves")
def test_the_browser_keeps_only_what_is_the_same_for_everybody(
    living: Callable[[], WebUser],
) -> None:
    user = living()
    files = user.get("/shell.json").json()["files"]
    assert {"/offline", "/static/js/session.js", "/static/css/player.css"} <= set(files)
    assert [name for name in files if not name.startswith("/static/")] == ["/offline"]
    for name in files:
        assert user.get(name).status_code == 200, name
    page = user.get("/offline").text
    for words in (*user.client.cookies.values(), "Kim", "csrf", 'name="token"', 'method="post"'):
        assert words not in page


def test_a_changed_file_gives_the_shell_a_new_name(
    living: Callable[[], WebUser], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = living()
    before, worker = user.get("/shell.json").json()["name"], user.get("/service-worker.js").content
    assert user.get("/shell.json").json()["name"] == before
    assert user.get("/service-worker.js").content == worker
    copy = Path(shutil.copytree(offline.STATIC, tmp_path / "static"))
    (copy / "css" / "player.css").write_text("a{}")
    monkeypatch.setattr(offline, "STATIC", copy)
    assert user.get("/shell.json").json()["name"] != before
    # Only a worker of other bytes is another worker to a browser, and keeps the files anew.
    assert user.get("/service-worker.js").content != worker


def test_every_exercise_shows_its_class_of_five(living: Callable[[], WebUser]) -> None:
    user = living()
    shown = re.findall(r'data-load="(\w)">.*?aria-hidden="true">(.*?)</span>', user.page.text, re.S)
    assert shown
    for letter, dots in shown:
        assert dots.count("<i") == len("ABCDE")
        assert dots.count('class="full"') == "ABCDE".index(letter) + 1
