"""A plan for a flare-up made beforehand: offered, chosen, kept, and weighed again on the day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from plumbline.journal.flare_plan import FLARE_PLAN
from tests.functional.test_web_coming_back import silent
from tests.functional.test_web_new_week import WENT_WELL
from tests.functional.test_web_plan_why import Living, opaque, programme, title
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser, rulebook

__all__ = ["living", "planned"]
MAKE = "/flare/plan"
SKIN = (
    "skin_numb_there",
    "skin_hurt_there",
    "skin_swollen_there",
    "medicine_patch_there",
    "drowsy_or_cannot_tell",
    "circulation_poor",
    "clot_deep",
    "bleeding_disorder",
    "multiple_sclerosis",
    "diabetes_or_cord_injury",
    "diabetes_nerves",
    "cold_raynaud",
    "cold_reaction",
    "heart_or_lung_severe",
    "heart_unstable",
    "cancer_history",
    "pregnant",
)


def cautions_told(user: WebUser, **told: bool | None) -> None:
    """Everything that heat and cold ask about is answered: no, or as told."""
    there = [name for name in SKIN if name in rulebook().knowledge.findings]
    book(user).answer({**dict.fromkeys(there, False), **told}, user.clock.today)


def plans(user: WebUser) -> list[dict[str, Any]]:
    return [dict(event.payload) for event in book(user).events(FLARE_PLAN)]


def warmth(user: WebUser) -> set[str]:
    """What may be chosen of heat and cold."""
    found = user.page.text.split('name="warmth" value="')[1:]
    return {part.split('"')[0] for part in found}


def test_it_is_offered_after_a_week_until_there_is_one(living: Living) -> None:
    user = living()
    user.get("/today")
    assert MAKE not in user.page.text
    silent(user, 7)
    book(user).check_in(WENT_WELL, user.clock.today)
    user.get("/today")
    assert MAKE in user.page.text
    user.get(MAKE)
    user.submit(MAKE, {"keep": ["walk"]})
    assert "is kept" in user.text()
    user.get("/today")
    assert MAKE not in user.page.text
    user.get("/history")
    assert "You made a plan for a flare-up" in user.text()


def test_what_is_chosen_stands_first_on_the_page_of_a_flare(living: Living) -> None:
    user = living()
    cautions_told(user)
    user.get(MAKE)
    assert warmth(user) == {"heat", "cold", "either", "none"}
    name = programme(user).exercises[0].exercise
    chosen = {
        "movement": [opaque(user, name)],
        "position": ["side_lying"],
        "warmth": "heat",
        "keep": ["walk", "people"],
        "call": "Jo   from next door",
        "helped": "The <b>yellow</b> cushion",
    }
    user.submit(MAKE, chosen)
    [plan] = plans(user)
    assert plan["movements"] == [name]
    assert plan["call"] == "Jo from next door"
    said = user.text()
    assert said.index("Your own plan") < said.index("What helps most people")
    for words in (title(name), "Jo from next door", "seeing or calling people", "warm pack"):
        assert words in said
    assert "<b>yellow</b>" not in user.page.text
    assert "What the plan will do tomorrow" in said
    user.get(MAKE)
    assert user.form(MAKE).values("keep") == ["walk", "people"], "to be changed, not made anew"
    user.submit(MAKE, {"warmth": "cold", "helped": ""})
    assert [one["warmth"] for one in plans(user)] == ["heat", "cold"]


@pytest.mark.hazard("unknown_as_no")
def test_heat_that_was_never_asked_about_cannot_be_chosen(living: Living) -> None:
    user = living()
    user.get(MAKE)
    assert warmth(user) == {"none"}
    user.submit(MAKE, {"warmth": "heat", "call": "Jo"})
    assert plans(user)[-1]["warmth"] == "none"
    user.get(MAKE)
    user.submit(MAKE, {"ask": "heat"})
    assert user.page.url.path == "/check", "what was written is kept, and the questions come"
    assert plans(user)[-1]["call"] == "Jo"
    for _ in range(12):
        if user.page.url.path != "/check":
            break
        user.answer({})
        if "Keep this and ask me now" in user.text() and 'value="heat"' in user.page.text:
            user.submit(MAKE, {"ask": "heat"})
    assert user.page.url.path == MAKE
    assert "heat" in warmth(user)


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    ("told", "can"),
    [
        ({"skin_numb_there": True}, {"none"}),
        ({"cold_raynaud": True}, {"heat", "none"}),
        ({"medicine_patch_there": True}, {"cold", "none"}),
        ({"circulation_poor": None}, {"none"}),
    ],
)
def test_the_cautions_come_first(
    living: Living, told: dict[str, bool | None], can: set[str]
) -> None:
    user = living()
    cautions_told(user)
    cautions_told(user, **told)
    cautions_told(user, **told)
    user.get(MAKE)
    assert warmth(user) == can


@pytest.mark.hazard("contraindicated_offered")
def test_on_the_day_everything_is_weighed_again(living: Living) -> None:
    user = living()
    cautions_told(user)
    names = [one.exercise for one in programme(user).exercises][:2]
    user.get(MAKE)
    user.submit(MAKE, {"movement": [opaque(user, name) for name in names], "warmth": "heat"})
    assert "warm pack" in user.text()
    book(user).answer({"skin_numb_there": True}, user.clock.today)
    user.get("/flare")
    assert "Leave heat off skin that is numb." in user.text()
    assert "Lay a warm pack" not in user.text()
    user.clock.now += timedelta(days=40)
    book(user).answer({"skin_numb_there": None}, user.clock.today)
    user.get("/")
    user.submit("/open")
    user.get("/flare")
    assert "Lay a warm pack" not in user.text()


@pytest.mark.hazard("exercise_with_open_flag")
def test_while_safety_is_open_no_movement_is_shown(living: Living) -> None:
    user = living()
    name = programme(user).exercises[0].exercise
    user.get(MAKE)
    user.submit(MAKE, {"movement": [opaque(user, name)], "call": "Jo"})
    assert "At its gentlest" in user.text()
    book(user).recheck(user.clock.today)
    user.get("/flare")
    assert "At its gentlest" not in user.text()
    assert "Your movements wait" in user.text()
    assert "Jo" in user.text()


def test_too_many_and_too_long_is_said_kindly_and_nothing_is_lost(living: Living) -> None:
    user = living()
    user.get(MAKE)
    every = [opaque(user, one.exercise) for one in programme(user).exercises]
    user.submit(MAKE, {"movement": every, "call": "x" * 300})
    assert user.page.status_code == 422
    if len(every) > 3:
        assert "Please choose 3 at most." in user.text()
    assert "120 letters at most" in user.text()
    assert "x" * 300 in user.page.text
    assert plans(user) == []


def test_a_form_sent_twice_is_one_plan(living: Living) -> None:
    user = living()
    user.get(MAKE)
    told = {name: user.form(MAKE).values(name) for name, _ in user.form(MAKE).fields}
    for _ in range(2):
        user.send("POST", MAKE, data={**told, "call": ["Jo"]})
    assert len(plans(user)) == 1


def test_without_a_plan_it_can_be_made_too(living: Living, tmp_path: Path) -> None:
    user = WebUser(tmp_path / "other", living().clock)
    user.arrive("Noor")
    user.get(MAKE)
    assert user.page.status_code == 200
    assert "nothing to choose from" in user.text()
    user.submit(MAKE, {"call": "Jo"})
    assert "Jo" in user.text()
    user.close()
