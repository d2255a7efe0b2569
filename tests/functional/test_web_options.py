"""What could help, over the web: compared, one by one, and beside the plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from plumbline.journal.beside import KIND, Beside
from tests.functional.test_web_session import living, planned
from tests.functional.web_user import WebUser, book, rulebook

__all__ = ["living", "planned"]
LINK = re.compile(r'href="(/treatments/\w+)"')
Living = Callable[[], WebUser]
KNOWLEDGE = rulebook().knowledge
SAFE = [
    finding.id
    for name in ("trying", "comfort")
    for finding in KNOWLEDGE.topics[name].findings
    if finding.type == "boolean"
]


@pytest.fixture
def user(living: Living) -> WebUser:
    return living()


def address(user: WebUser, treatment: str) -> str:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    return f"/treatments/{session.name_for(f'treatments/{treatment}')}"


def tell(user: WebUser, **told: object) -> None:
    book(user).answer(dict(told), user.clock.today)  # type: ignore[arg-type]


def suits(user: WebUser) -> None:
    """Pain of eight weeks, nothing that speaks against warmth."""
    onset = user.clock.today - timedelta(days=60)
    tell(user, onset_date=onset, **dict.fromkeys((*SAFE, "blood_thinner"), False))


def page(user: WebUser, treatment: str) -> str:
    user.get(address(user, treatment))
    assert user.page.status_code == 200
    return user.text()


def test_the_list_says_what_fits_and_compares_one_kind_of_number(user: WebUser) -> None:
    suits(user)
    user.get("/treatments")
    said = user.text()
    assert "What fits you" in said
    assert "Numbers side by side are always of one kind" in said
    assert "A question comes first" in said
    assert "Nobody has tested these well" in said
    assert "Tested: no difference" in said


@pytest.mark.parametrize("order", ["benefit", "certainty", "effort", "cost", "harm", "nonsense"])
def test_every_order_shows_the_same_treatments(user: WebUser, order: str) -> None:
    suits(user)
    user.get("/treatments")
    first = sorted(LINK.findall(user.page.text))
    user.get(f"/treatments?order={order}&kind=99")
    assert len(first) > 40
    assert sorted(LINK.findall(user.page.text)) == first


@pytest.mark.hazard("contraindicated_offered")
def test_what_is_told_against_it_stands_first_and_it_cannot_be_added(user: WebUser) -> None:
    suits(user)
    tell(user, skin_numb_there=True)
    said = page(user, "heat")
    assert "Not for you" in said
    assert "Leave heat off skin that is numb" in said
    token = user.forms()[0].values("token")[0]
    user.send("POST", f"{address(user, 'heat')}/beside", data={"token": token, "answer": "use"})
    assert not book(user).events(KIND)


@pytest.mark.hazard("unknown_as_no")
def test_a_question_decides_and_is_asked(user: WebUser) -> None:
    said = page(user, "heat")
    assert "A question comes first" in said
    user.submit(f"{address(user, 'heat')}/ask")
    assert user.page.url.path == "/check"


def test_something_passive_stands_beside_the_plan_and_is_looked_at_anew(user: WebUser) -> None:
    suits(user)
    page(user, "heat")
    user.submit(f"{address(user, 'heat')}/beside", {"answer": "use"})
    beside = Beside(book(user))
    assert [one.option.treatment.id for one in beside.now(user.clock.today)] == ["heat"]
    user.get("/treatments")
    assert "Beside your plan" in user.text()
    user.get("/today")
    assert "They do not take its place" in user.text()
    tell(user, skin_numb_there=True)
    user.get("/today")
    assert "Please leave it for now" in user.text()
    page(user, "heat")
    user.submit(f"{address(user, 'heat')}/beside", {"answer": "leave"})
    assert not beside.now(user.clock.today)


def test_sent_twice_it_is_stored_once(user: WebUser) -> None:
    suits(user)
    page(user, "heat")
    user.submit(f"{address(user, 'heat')}/beside", {"answer": "use"})
    Beside(book(user)).add("heat", user.clock.today)
    assert len(book(user).events(KIND)) == 1


def test_what_is_active_is_never_put_beside_the_plan(user: WebUser) -> None:
    suits(user)
    assert "I use it beside my plan" not in page(user, "walking")


def test_while_a_sign_is_open_nothing_is_offered(user: WebUser) -> None:
    suits(user)
    tell(user, saddle_numbness=True)
    user.get("/treatments")
    said = user.text()
    assert "What fits you" not in said
    assert "we offer nothing here" in said
    for name in ("heat", "walking", "cbt"):
        said = page(user, name)
        assert "Safety comes first" in said
        assert "Nothing speaks against it" not in said
        assert "Try it on yourself" not in said.split("A fair trial on yourself")[1]


def test_under_18_nothing_is_offered(user: WebUser) -> None:
    suits(user)
    tell(user, age_years=16)
    assert "Not for you" in page(user, "heat")


def test_a_name_that_is_none_leads_nowhere(user: WebUser) -> None:
    assert user.get("/treatments/0000").status_code == 404
    assert user.get("/before/0000").status_code == 404


def test_every_treatment_has_its_page_with_harm_and_trial(user: WebUser) -> None:
    for treatment in KNOWLEDGE.treatments.values():
        if treatment.uses:
            said = page(user, treatment.id)
            assert treatment.title in said
            assert "Would it help me?" in said, treatment.id
            assert "Might it harm me?" in said, treatment.id
            assert "A fair trial on yourself" in said, treatment.id
            for harm in treatment.harms:
                assert flat(harm.say) in flat(said), treatment.id
            if len(treatment.uses) == 1 and "Of 100 people" in said:
                assert "There is no number here" not in said, treatment.id


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_sheet_says_what_cannot_wait_what_comes_first_and_what_to_ask(user: WebUser) -> None:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    for name, sheet in KNOWLEDGE.second_opinions.items():
        user.get(f"/before/{session.name_for(f'second_opinions/{name}')}")
        said = flat(user.text())
        assert "Signs that cannot wait" in said
        for procedure in sheet.procedures:
            assert procedure.title in said
            for question in procedure.questions:
                assert flat(question.say) in said
        for urgent in sheet.urgent:
            assert flat(urgent.say) in said


@pytest.mark.hazard("danger_undercalled")
def test_what_is_urgent_comes_before_an_operation(user: WebUser) -> None:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    tell(user, saddle_numbness=True)
    user.get(f"/before/{session.name_for('second_opinions/operation')}")
    said = user.text()
    assert "This cannot wait" in said
    assert said.index("This cannot wait") < said.index("Does it match?")
