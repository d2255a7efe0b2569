"""Questionnaires about mood: a low mood is never just scored, and help comes before a score."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.test_web_questionnaire import HERE, LINE, Living, home, later, mood, no
from tests.functional.test_web_session import book, living, planned
from tests.functional.wording_person import loaded

__all__ = ["home", "living", "planned"]


@pytest.mark.hazard("danger_undercalled")
@pytest.mark.parametrize("answers", [(2, 0), (1, 1), (3, 3), (2, ""), ("", 3)])
def test_low_mood_asks_about_safety_at_once_and_crisis_help_follows(
    living: Living, home: Path, answers: tuple[int | str, int | str]
) -> None:
    user = living()
    loaded(home, "phq2", "phq8", "rmdq")
    mood(user, *answers)
    assert user.page.url.path == "/check"
    assert user.asked() == ["suicidal_thoughts"]
    user.submit("/check", {"choice.suicidal_thoughts": "yes"})
    assert user.page.url.path == "/verdict"
    user.get(HERE)
    assert "There is nothing to fill in now" in user.text(), "help comes before more questions"
    user.get("/today")
    assert LINE not in user.text()


@pytest.mark.hazard("danger_undercalled")
def test_it_is_asked_each_time_the_mood_is_low(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "phq2")
    mood(user, 2, 0)
    no(user)
    assert user.page.url.path == "/today"
    later(user, 14)
    mood(user, 2, 0)
    no(user)


@pytest.mark.hazard("danger_undercalled")
def test_an_answer_is_heard_even_when_its_wording_has_gone(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "phq2")
    user.get(HERE)
    (home / "wordings" / "phq2.yaml").unlink()
    user.submit(HERE, {"choice.phq_1": "3", "choice.phq_2": "3"})
    no(user)


@pytest.mark.hazard("danger_undercalled")
def test_who_does_not_open_it_is_still_asked_about_mood_by_the_check_in(
    living: Living, home: Path
) -> None:
    user = living()
    loaded(home, "phq2", "phq8")
    user.get("/checkin")
    assert 'name="choice.mood_two_weeks"' in user.page.text


@pytest.mark.hazard("danger_undercalled")
def test_while_crisis_help_is_open_every_form_leads_to_it(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "rmdq")
    user.get(HERE)
    book(user).answer({"suicidal_thoughts": True}, user.clock.today)
    user.submit(HERE, {"none": "1"})
    assert user.page.url.path == "/verdict"
