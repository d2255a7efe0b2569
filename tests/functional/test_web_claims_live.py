"""Every claim is followed to the page of its place, which shows the claim and its verdict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plumbline.knowledge.schema.claims import Claim, Contradiction
from plumbline.present import claim_words
from plumbline.web import claims_view
from plumbline.web.sessions import Session
from tests.functional.web_user import ORDINARY, WebUser, rulebook, settle

KNOWLEDGE = rulebook().knowledge
EVERY: dict[str, Claim | Contradiction] = {**KNOWLEDGE.claims, **KNOWLEDGE.contradictions}
PLACES = sorted({(one.place.kind, one.place.id) for one in EVERY.values()})
FOOT = "What you may have read about this"


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebUser]:
    """Somebody with ordinary back pain, all questions answered, and a plan."""
    someone = WebUser(tmp_path_factory.mktemp("live") / "home")
    someone.arrive()
    settle(someone, ORDINARY)
    someone.get("/today")
    someone.submit("/plan")
    yield someone
    someone.close()


def session_of(user: WebUser) -> Session:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    return session


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("kind", "name"), PLACES)
def test_a_place_shows_its_claims_and_their_verdicts(user: WebUser, kind: str, name: str) -> None:
    here = [one for one in EVERY.values() if (one.place.kind, one.place.id) == (kind, name)]
    if name == "read":
        user.get("/read")
    else:
        links = claims_view.disputed(KNOWLEDGE, session_of(user), here)  # type: ignore[arg-type]
        assert links[0].link, "there is no way to this place"
        user.get(links[0].link.href)
    assert user.page.status_code == 200, user.text()
    said = user.text()
    if name != "read":
        assert said.count(FOOT) == 1, "the claims are not on this page"
        said = said[said.index(FOOT) :]
    for one in here:
        assert flat(one.answer) in said, one.id
        if isinstance(one, Claim):
            start = said.index(flat(one.heard)) + len(flat(one.heard))
            verdict = claim_words.verdict(one.verdict)
            assert verdict in said[start : start + len(verdict) + 10], one.id
        else:
            assert all(flat(side.says) in said for side in one.sides), one.id
