"""Why this plan, and what somebody wishes for: shown before, stored with a yes, told in history."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from plumbline.care.explanation import Explanation
from plumbline.care.programme import Programme, Wish
from plumbline.journal.casebook import replayable
from plumbline.journal.wishing import weigh
from plumbline.web import plan_why
from plumbline.web.case import Case
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser, rulebook

__all__ = ["living", "planned"]
Living = Callable[[], WebUser]


def title(name: str) -> str:
    return rulebook().knowledge.exercises[name].title


def programme(user: WebUser) -> Programme:
    found = book(user).programme()
    assert found is not None
    return found


def names(found: Programme) -> set[str]:
    return {one.exercise for one in found.exercises}


def opaque(user: WebUser, name: str) -> str:
    """What the pages call an exercise."""
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    return str(session.name_for(f"exercises/{name}"))


def ask(user: WebUser, name: str, wish: str, **more: str) -> None:
    """Look at what a wish would do."""
    told = {"exercise": opaque(user, name), "wish": wish, **more}
    user.send("GET", "/plan/wish", params=told)


def yes(user: WebUser) -> None:
    user.submit("/plan/wish")


def kinds(user: WebUser) -> list[str]:
    return [event.kind for event in book(user).events()]


def test_every_exercise_says_why_it_is_in(living: Living) -> None:
    user = living()
    user.get("/plan/why")
    said = user.text()
    for one in programme(user).exercises:
        assert title(one.exercise) in said
    assert said.count("It fits the stage you are in") == len(programme(user).exercises)
    assert said.count("Without it,") + said.count("would do as well") >= 1
    assert "By the points we count, none is better." in said
    assert "How sure is this?" in said


def test_the_weights_can_be_looked_up(living: Living) -> None:
    user = living()
    user.get("/plan/why")
    [link] = re.findall(r'href="(/why/\w+)">See every number', user.page.text)
    user.get(link)
    assert user.page.status_code == 200
    assert "What a week is worth" in user.text()
    assert "keeping on the move: 150 min a week" in user.text()


def test_up_to_five_others_can_be_asked_about(living: Living) -> None:
    user = living()
    wanted = ["superman", "pallof_press", "bridge", "split_squat", "deadlift", "squat"]
    user.send("GET", "/plan/why", params={"about": ["no_such_thing", *wanted]})
    assert "does the same more kindly: Bird dog" in user.text()
    assert "as many as we can look at together" in user.text()
    assert user.text().count("It can come when you are ready.") >= 3
    user.get("/plan/why")
    form = next(form for form in user.forms() if form.action.startswith("/plan/why"))
    assert form.method == "get"
    found = [opaque(user, "superman")]
    user.send("GET", "/plan/why", params={"about": found})
    assert user.text().count("does the same more kindly: Bird dog") == 2  # asked, and in the list


def test_an_explanation_is_worked_out_once(living: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    user, made = living(), list[tuple[str, ...]]()
    real = plan_why.explain

    def counted(rules: object, decision: object, about: tuple[str, ...]) -> Explanation:
        made.append(tuple(about))
        return real(rules, decision, about)  # type: ignore[arg-type]

    monkeypatch.setattr(plan_why, "explain", counted)
    for _ in range(3):
        user.get("/plan/why")
    user.send("GET", "/plan/why", params={"about": "superman"})
    assert made == [(), ("superman",)]


def test_what_is_kept_in_memory_is_bounded(living: Living) -> None:
    user = living()
    kept = plan_why.Explained(most=2)
    made = next(event for event in book(user).events() if event.kind == "decision")
    decision = replayable(made)
    assert decision is not None
    house = user.app.state.house
    profile = house.journal.profiles()[0]
    case = Case(house, None, profile, book(user), user.clock.today)  # type: ignore[arg-type]
    for number in range(4):
        kept.of(case, number, decision, ())
    assert len(kept._kept) == 2  # pyright: ignore[reportPrivateUsage]


def test_a_ban_is_shown_first_then_done_and_told(living: Living) -> None:
    user = living()
    before = programme(user)
    name = before.exercises[0].exercise
    ask(user, name, "ban")
    assert f"{title(name)} rests for now." in user.text()
    assert programme(user) == before, "looking changes nothing"
    assert not book(user).wishes().all
    yes(user)
    assert "Done. Your plan has changed as you saw it." in user.text()
    assert book(user).wishes().all == (Wish("ban", name),)
    assert name not in names(programme(user))
    assert kinds(user)[-3:] == ["wish", "decision", "programme"]
    user.get("/history")
    assert "You asked to leave it out" in user.text()
    assert "made anew around what you asked for" in user.text()
    user.send("GET", "/plan/why", params={"about": name})
    assert "You asked to leave it out." in user.text()


def test_what_the_preview_says_is_what_happens(living: Living) -> None:
    user = living()
    name = programme(user).exercises[0].exercise
    would = book(user).would_be(user.clock.today, book(user).wishes().with_(Wish("ban", name)))
    ask(user, name, "ban")
    for new in names(would) - names(programme(user)):
        assert f"{title(new)} is new." in user.text()
    yes(user)
    assert names(programme(user)) == names(would)


def test_a_wish_the_plan_already_keeps_changes_no_day(living: Living) -> None:
    user = living()
    before = programme(user)
    name = before.exercises[0].exercise
    for wish in ("like", "pin", "dose"):
        ask(user, name, wish, **({"dose": "0"} if wish == "dose" else {}))
        assert "Today nothing else changes." in user.text()
        yes(user)
        assert programme(user) == before
        assert [one.kind for one in book(user).wishes().all] == [wish]
    ask(user, name, "none")
    yes(user)
    assert not book(user).wishes().all
    assert programme(user) == before


def test_a_wish_is_stored_once_however_often_the_form_is_sent(living: Living) -> None:
    user = living()
    ask(user, programme(user).exercises[0].exercise, "ban")
    form = user.form("/plan/wish")
    told = {name: form.values(name) for name, _ in form.fields}
    for _ in range(2):
        user.send("POST", "/plan/wish", data=told)
    assert kinds(user).count("wish") == 1
    assert "look at it once more" in user.text()


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("wish", ["pin", "dose"])
def test_what_is_contraindicated_cannot_be_wished_for(living: Living, wish: str) -> None:
    user = living()
    before = kinds(user)
    more = {"dose": "0"} if wish == "dose" else {}
    ask(user, "superman", wish, **more)
    assert "That does not go at the moment" in user.text()
    assert "Nothing was changed." in user.text()
    assert not [form for form in user.forms() if form.action == "/plan/wish"]
    ask(user, programme(user).exercises[0].exercise, "pin")
    form = user.form("/plan/wish")
    told = {name: form.values(name) for name, _ in form.fields}
    told |= {"exercise": [opaque(user, "superman")], "wish": [wish]}
    user.send("POST", "/plan/wish", data={**told, **{k: [v] for k, v in more.items()}})
    assert kinds(user) == before


@pytest.mark.hazard("load_raised_without_consent")
def test_a_person_cannot_wish_for_more_than_now(living: Living) -> None:
    user = living()
    name = programme(user).exercises[0].exercise
    ask(user, name, "dose", dose="1")
    assert user.page.status_code == 422
    ask(user, name, "dose", dose="1", by="clinician")
    assert user.page.status_code == 200


def test_a_clinician_asks_and_everybody_sees_who_it_was(living: Living) -> None:
    user = living()
    user.get("/print/gp")
    assert 'href="/plan/wishes?by=clinician"' in user.page.text
    user.get("/plan/wishes?by=clinician")
    assert "For your doctor or physiotherapist" in user.text()
    name = programme(user).exercises[0].exercise
    ask(user, name, "pin", by="clinician")
    yes(user)
    assert book(user).wishes().all == (Wish("pin", name, "clinician"),)
    for page in ("/plan/wishes", "/plan/why", "/print/gp"):
        user.get(page)
        assert "Your doctor or physiotherapist asked to keep it always." in user.text(), page
    user.get("/history")
    assert "Your doctor or physiotherapist asked to keep it always" in user.text()


def test_wishes_that_do_not_go_together_say_so_and_store_nothing(living: Living) -> None:
    user = living()
    case, today = book(user), user.clock.today
    enough = [one.exercise for one in programme(user).left_out if one.kind == "enough"]
    case.wish(Wish("pin", enough[0]), today)
    case.session_done(today, {programme(user).exercises[0].exercise: "done"})
    # Once the plan has begun, a session holds at most one exercise that is new.
    clash = (name for name in enough[1:] if weigh(case, rulebook(), today, name, "pin").conflict)
    other, before = next(clash), kinds(user)
    ask(user, other, "pin")
    assert "These wishes do not go together" in user.text()
    assert title(other) in user.text()
    assert f"Take back: {title(enough[0])}" in user.text()
    assert not [form for form in user.forms() if form.action == "/plan/wish"]
    assert kinds(user) == before
    ask(user, enough[0], "none")
    yes(user)
    ask(user, other, "pin")
    assert f"{title(other)} is new." in user.text()


NOT_OURS: tuple[dict[str, str], ...] = (
    {"exercise": "no_such_thing", "wish": "pin"},
    {"exercise": "bridge", "wish": "marry"},
    {"exercise": "bridge", "wish": "dose"},
    {"exercise": "bridge", "wish": "dose", "dose": "-1"},
    {"exercise": "bridge", "wish": "dose", "dose": "99"},
    {"exercise": "bridge", "wish": "pin", "by": "neighbour"},
    {"exercise": "walking", "wish": "ban"},
    {},
)


def test_what_is_not_ours_is_refused(living: Living) -> None:
    user = living()
    before = kinds(user)
    for told in NOT_OURS:
        user.send("GET", "/plan/wish", params=told)
        assert user.page.status_code == 422, told
    assert kinds(user) == before


@pytest.mark.hazard("exercise_with_open_flag")
def test_while_safety_is_open_no_exercise_is_talked_about(living: Living) -> None:
    user = living()
    book(user).recheck(user.clock.today)
    for path in ("/plan/why", "/plan/wishes", "/plan/ahead", "/plan/wish?exercise=bridge&wish=pin"):
        user.get(path)
        assert user.page.url.path == "/today", path


def test_the_weeks_ahead_are_an_outline_and_change_nothing(living: Living) -> None:
    user = living()
    before = kinds(user)
    user.get("/plan/ahead")
    assert "The weeks ahead, if all goes well" in user.text()
    assert user.text().count("After ") == 3
    assert kinds(user) == before


def test_after_a_review_the_page_says_what_changed_it(living: Living) -> None:
    user = living()
    book(user).flare(user.clock.today)
    user.get("/plan/why")
    assert "Since your plan was put together it has changed" in user.text()
    assert "lighter for the flare-up" in user.text()
