"""Conditions explained: every page whole, nothing of health in an address, safety first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plumbline.knowledge.schema import Condition
from tests.functional.web_user import ORDINARY, WebUser, rulebook, settle

PAGES = {name: one for name, one in rulebook().knowledge.conditions.items() if name != "work"}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebUser]:
    user = WebUser(tmp_path_factory.mktemp("conditions"))
    user.arrive()
    settle(user, ORDINARY)
    yield user
    user.close()


def plain(words: str) -> str:
    return " ".join(words.split())


def address(user: WebUser, condition: str) -> str:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    return "/conditions/" + str(session.name_for(f"conditions/{condition}"))


def test_the_list_names_every_page_and_no_address_says_which(reader: WebUser) -> None:
    reader.get("/conditions")
    said = reader.text()
    for name, one in PAGES.items():
        assert plain(one.title) in said
        assert plain(one.plain) in said
        assert f'"/conditions/{name}"' not in reader.page.text
        assert address(reader, name) in reader.page.text
    assert 'href="/work"' in reader.page.text


@pytest.mark.parametrize("name", PAGES)
def test_each_page_says_all_of_it_with_what_it_rests_on(reader: WebUser, name: str) -> None:
    one: Condition = PAGES[name]
    reader.get(address(reader, name))
    assert reader.page.status_code == 200
    said = reader.text()
    for statement in (*one.what, *one.helps, *one.watch, *one.sure):
        assert plain(statement.say) in said
    for other in one.names:
        assert plain(other) in said
    assert "How do we know?" in said
    assert "What this page rests on" in said
    known = rulebook().knowledge
    for kind in ("treatments", "exercises", "red_flags", "modules", "patterns"):
        for thing in getattr(one, kind):
            assert plain(getattr(known, kind)[thing].title) in said
    assert " style=" not in reader.page.text


@pytest.mark.parametrize("name", [name for name, one in PAGES.items() if one.drawing])
def test_each_drawing_is_there_in_both_views_with_its_words(reader: WebUser, name: str) -> None:
    reader.get(address(reader, name))
    assert (
        reader.page.text.count('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 300"') == 2
    )
    ids = re.findall(r'\sid="([^"]+)"', reader.page.text)
    assert len(ids) == len(set(ids)), "no id twice on a page"
    assert plain(PAGES[name].drawing_says or "?") in reader.text()


def test_the_page_of_lifting_leads_to_the_guide(reader: WebUser) -> None:
    reader.get(address(reader, "lifting"))
    assert 'href="/lifting"' in reader.page.text


def test_a_name_that_is_none_of_ours_is_not_found(reader: WebUser) -> None:
    assert reader.get("/conditions/plague").status_code == 404
    assert reader.get("/conditions/sciatica").status_code == 200
    assert reader.get("/conditions/work").url.path == "/work"


def test_nobody_reads_it_without_a_profile(tmp_path: Path) -> None:
    user = WebUser(tmp_path)
    for path in ("/conditions", "/work", "/work-note", "/lifting"):
        assert user.get(path).url.path == "/"
    user.close()


def test_safety_comes_first_where_there_is_something_to_look_at(tmp_path: Path) -> None:
    user = WebUser(tmp_path)
    user.arrive()
    user.answer_all({**ORDINARY, "saddle_numbness": True})
    user.get(address(user, "herniated_disc"))
    said = user.text()
    assert said.index("Safety comes first") < said.index("What it is")
    user.close()


def test_crisis_help_comes_before_everything(tmp_path: Path) -> None:
    user = WebUser(tmp_path)
    user.arrive()
    user.answer_all({**ORDINARY, "suicidal_thoughts": True})
    for path in (address(user, "low_mood"), "/conditions", "/work", "/lifting", "/work-note"):
        user.get(path)
        said = user.text()
        assert "Somebody to talk to, at once" in said, path
        assert said.index("Somebody to talk to, at once") < said.index("Lock, or change person")
    user.close()


def test_the_anatomy_is_right() -> None:
    """C008 and C038: the roots of the low back go to the legs, and there is no cord down there."""
    say = " ".join(s.say for one in PAGES.values() for s in (*one.what, *one.watch)).lower()
    assert "nerves from the low back go to the legs. they never go to the arms" in say
    narrow = " ".join(s.say for s in PAGES["lumbar_stenosis"].what)
    assert "does not press on the cord" in narrow


def test_no_page_promises_or_frightens() -> None:
    bad = re.compile(
        r"\b(cure[sd]?|guarante\w+|heals?|miracle|dangerous|cripp\w+|degenerat\w+|damage[sd]?|"
        r"ruptur\w+|never again)\b",
        re.IGNORECASE,
    )
    for name, one in PAGES.items():
        for statement in (*one.what, *one.helps, *one.watch, *one.sure):
            assert not bad.search(statement.say), (name, statement.say)
