"""What you may have read: the search, every claim by topic, and both sides of a contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plumbline.present import claim_words
from tests.functional.web_user import ORDINARY, WebUser, rulebook, settle

KNOWLEDGE = rulebook().knowledge
FOOT = "What you may have read about this"


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebUser]:
    """Somebody who has just come in."""
    someone = WebUser(tmp_path_factory.mktemp("read") / "home")
    someone.arrive()
    yield someone
    someone.close()


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebUser]:
    """Somebody with ordinary back pain, all questions answered, and a plan."""
    someone = WebUser(tmp_path_factory.mktemp("settled") / "home")
    someone.arrive()
    settle(someone, ORDINARY)
    someone.get("/today")
    someone.submit("/plan")
    yield someone
    someone.close()


@pytest.fixture(scope="module")
def urgent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebUser]:
    """Somebody with a sign that cannot wait."""
    someone = WebUser(tmp_path_factory.mktemp("urgent") / "home")
    someone.arrive()
    settle(someone, {**ORDINARY, "saddle_numbness": True})
    yield someone
    someone.close()


def flat(text: str) -> str:
    return " ".join(text.split())


def look_up(user: WebUser, words: str) -> str:
    user.get("/read")
    user.submit("/read", {"words": words})
    return user.text()


def found_part(said: str) -> str:
    """What was found, without the list of everything below it."""
    return said[said.index("What we found") : said.index("All claims, by topic")]


def test_every_claim_stands_there_with_its_verdict(user: WebUser) -> None:
    user.get("/read")
    assert user.page.status_code == 200
    said = user.text()
    for claim in KNOWLEDGE.claims.values():
        start = said.index(flat(claim.heard))
        after = said[start : start + len(flat(claim.heard)) + 60]
        assert claim_words.verdict(claim.verdict) in after, claim.id
        assert flat(claim.answer) in said, claim.id


def test_every_contradiction_stands_there_with_all_its_sides(user: WebUser) -> None:
    user.get("/read")
    said = user.text()
    for one in KNOWLEDGE.contradictions.values():
        for line in (one.topic, one.answer, *(side.says for side in one.sides)):
            assert flat(line) in said, one.id


def test_somebody_asks_in_their_own_words(user: WebUser) -> None:
    said = found_part(look_up(user, "sciatica goes to the arms?"))
    assert flat(KNOWLEDGE.claims["c008"].answer) in said
    assert "Not true" in said


def test_a_wrong_spelling_is_said(user: WebUser) -> None:
    said = found_part(look_up(user, "accupuncture"))
    assert "We looked for: acupuncture" in said
    assert flat(KNOWLEDGE.claims["c093"].answer) in said


def test_both_sides_come_with_a_search(user: WebUser) -> None:
    said = found_part(look_up(user, "heat or ice"))
    assert flat(KNOWLEDGE.contradictions["heat_and_cold"].answer) in said


def test_nothing_found_says_so_and_judges_nothing(user: WebUser) -> None:
    assert "neither true nor untrue" in look_up(user, "xyzzyqwert")


@pytest.mark.parametrize(("words", "says"), [("", "holds no word"), ("a" * 201, "too long")])
def test_a_search_that_cannot_be_says_so_beside_the_field(
    user: WebUser, words: str, says: str
) -> None:
    said = look_up(user, words)
    assert user.page.status_code == 422
    assert says in said
    assert "All claims, by topic" in said


@pytest.mark.hazard("health_data_leaves")
def test_what_is_looked_for_never_stands_in_an_address(user: WebUser) -> None:
    look_up(user, "depression")
    assert user.page.url.path == "/read"
    assert not user.page.url.query
    assert user.page.headers["cache-control"] == "no-store"
    [form] = [form for form in user.forms() if form.action == "/read"]
    assert form.method == "post"
    user.get("/read?words=depression")
    assert "What we found" not in user.text()


def test_a_search_without_its_token_is_refused(user: WebUser) -> None:
    user.send("POST", "/read", data={"words": "ice"})
    assert user.page.status_code == 403


def test_what_is_typed_is_shown_as_it_is_and_never_runs(user: WebUser) -> None:
    look_up(user, '<script>x</script> "OR" heat* NEAR(')
    assert "<script>x" not in user.page.text
    assert user.page.status_code == 200


def test_it_can_be_read_before_a_profile_is_made(tmp_path: Path) -> None:
    nobody = WebUser(tmp_path / "home")
    nobody.get("/read")
    nobody.close()
    assert nobody.page.status_code == 200
    assert "/why/" not in nobody.page.text, "what a link leads to needs a profile"
    assert flat(KNOWLEDGE.claims["c001"].heard) in nobody.text()


@pytest.mark.hazard("danger_undercalled")
def test_safety_stands_before_anything_to_read(urgent: WebUser) -> None:
    said = look_up(urgent, "rest")
    assert said.index("Safety comes first") < said.index("Much is written about backs")


@pytest.mark.hazard("danger_undercalled")
def test_an_urgent_verdict_stands_alone(urgent: WebUser) -> None:
    urgent.get("/verdict")
    assert urgent.page.status_code == 200
    assert FOOT not in urgent.text()


def test_links_lead_on_by_names_that_say_nothing(settled: WebUser) -> None:
    settled.get("/read")
    links = set(
        re.findall(r'href="(/(?:why|learn|treatments|conditions)/[^"]+)"', settled.page.text)
    )
    assert links
    assert all(re.fullmatch(r"/\w+/[0-9a-f]{20}", link) for link in links)
    for link in sorted(link for link in links if link.startswith(("/why/", "/learn/"))):
        settled.get(link)
        assert settled.page.status_code == 200, link
