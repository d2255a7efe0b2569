"""Questionnaires in loaded words: asked when due, stored once; low mood is never just scored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from plumbline.logic.schema import Value
from tests.functional.test_web_new_week import WENT_WELL
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser, rulebook
from tests.functional.wording_person import invented, loaded, written

__all__ = ["living", "planned"]
Living = Callable[[], WebUser]
HERE, LINE = "/questionnaire", "When you have a minute:"
MOOD, MORE, FUNCTION = "(phq2)", "(phq8)", "(rmdq)"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def told(user: WebUser, name: str) -> Value:
    return book(user).record().answers[name].value


def mood(user: WebUser, first: int | str, second: int | str = "") -> None:
    user.get(HERE)
    assert MOOD in user.text()
    user.submit(HERE, {"choice.phq_1": str(first), "choice.phq_2": str(second)})


def later(user: WebUser, days: int) -> None:
    """Days go by; all but the questionnaires was told once more, so that the plan goes on."""
    user.clock.now += timedelta(days=days)
    asked = {"rmdq", "phq", "gad"}
    given = book(user).record().answers.items()
    values = {name: one.value for name, one in given if one.origin == "person"}
    kept = {name: value for name, value in values.items() if name.split("_")[0] not in asked}
    book(user).answer(kept, user.clock.today)
    user.get("/")
    user.submit("/open")
    user.get("/today")
    assert "Your week at a glance" in user.text()


def no(user: WebUser) -> None:
    """The answer to the question about safety."""
    assert user.asked() == ["suicidal_thoughts"]
    user.submit("/check", {"choice.suicidal_thoughts": "no"})


def test_without_a_wording_nothing_is_asked(living: Living) -> None:
    user = living()
    user.get("/today")
    assert LINE not in user.text()
    assert user.get(HERE).status_code == 200
    assert "There is nothing to fill in now" in user.text()


def test_sentences_are_one_list_to_tick(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "rmdq")
    user.get("/today")
    assert LINE in user.text()
    assert user.page.text.count(f'href="{HERE}"') == 1
    user.get(HERE)
    said = user.text()
    assert "Beginning of the rmdq test." in said
    assert all(f"Sentence {n} of a test {FUNCTION}." in said for n in range(1, 25))
    assert "Nobody wrote this rmdq." in said
    user.submit(HERE, {"tick": ["rmdq_03", "rmdq_24"]})
    assert user.page.url.path == "/today"
    assert "Your answers are stored" in user.text()
    assert LINE not in user.text()
    assert [told(user, f"rmdq_{n:02}") for n in (1, 3, 23, 24)] == [False, True, False, True]
    user.get(HERE)
    assert "There is nothing to fill in now" in user.text()


def test_an_empty_or_contradicting_list_is_asked_once_more(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "rmdq")
    user.get(HERE)
    assert user.submit(HERE).status_code == 422
    assert "or “None of these”" in user.text()
    assert user.submit(HERE, {"tick": "rmdq_03", "none": "1"}).status_code == 422
    assert user.form(HERE).values("tick") == ["rmdq_03"]
    assert user.form(HERE).values("none") == ["1"]
    assert "rmdq_03" not in book(user).record().answers
    user.submit(HERE, {"none": "1", "tick": []})
    assert user.page.url.path == "/today"
    assert told(user, "rmdq_03") is False


def test_it_comes_round_again_after_two_weeks(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "rmdq")
    user.get(HERE)
    user.submit(HERE, {"none": "1"})
    later(user, 13)
    assert LINE not in user.text()
    later(user, 1)
    assert LINE in user.text()
    user.get(HERE)
    assert FUNCTION in user.text()


def test_numbers_have_their_own_words_and_one_may_be_left_out(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "phq2")
    user.get(HERE)
    assert user.text().count("Answer 3 of a test") == 2
    assert user.submit(HERE, {}).status_code == 422
    assert "Nothing is chosen yet" in user.text()
    user.submit(HERE, {"choice.phq_1": "0"})
    assert user.page.url.path == "/today"
    assert told(user, "phq_1") == 0
    assert told(user, "phq_2") is None
    user.get(HERE)
    assert "There is nothing" in user.text(), "what was left out is not asked over and over"


def test_a_longer_form_follows_at_once_without_what_was_just_told(
    living: Living, home: Path
) -> None:
    user = living()
    loaded(home, "phq2", "phq8", "rmdq")
    mood(user, 1, 1)
    no(user)
    assert user.page.url.path == HERE
    assert user.text().count(MORE) == 6
    assert user.form(HERE).values("ask") == [f"phq_{n}" for n in range(3, 9)]
    user.submit(HERE, {"choice.phq_3": "2"})
    assert user.page.url.path == "/today", "what was left out does not come back"
    assert told(user, "phq_8") is None
    user.get(HERE)
    assert FUNCTION in user.text(), "and then the next that is due"


def test_worry_leads_to_its_longer_form_and_to_no_other_question(
    living: Living, home: Path
) -> None:
    user = living()
    loaded(home, "gad2", "gad7")
    check_in(user)
    user.get(HERE)
    user.submit(HERE, {"choice.gad_1": "3", "choice.gad_2": "3"})
    assert user.page.url.path == HERE
    assert user.text().count("(gad7)") == 5


def test_what_was_left_out_of_the_short_form_stands_in_the_long_one(
    living: Living, home: Path
) -> None:
    user = living()
    loaded(home, "phq2", "phq8")
    mood(user, 3)
    no(user)
    assert user.form(HERE).values("ask") == [f"phq_{n}" for n in range(2, 9)]


def test_sent_twice_it_is_stored_once(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "phq2")
    user.get(HERE)
    form = user.form(HERE)
    data = {**dict(form.fields), "ask": form.values("ask"), "choice.phq_1": "1"}
    for _ in range(2):
        user.send("POST", HERE, data=data)
        assert user.page.status_code == 200
        if _ == 0:
            count = len(book(user).events())
    assert len(book(user).events()) == count


def test_it_stands_by_the_answer_to_a_check_in_too(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "rmdq")
    check_in(user)
    user.get("/checkin/answer")
    assert user.text().count(LINE) == 1


def test_words_are_shown_as_words(living: Living, home: Path) -> None:
    user = living()
    items = {"phq_1": "<script>alert(1)</script>", "phq_2": "{{ 7 * 7 }} %s & more"}
    wording = invented("phq2", items=items, language="pt-BR")
    written(home / "wordings" / "phq2.yaml", wording)
    user.get(HERE)
    assert "&lt;script&gt;alert(1)" in user.page.text
    assert "<script>alert" not in user.page.text
    assert "{{ 7 * 7 }} %s & more" in user.text()
    assert 'lang="pt-BR"' in user.page.text


@pytest.mark.parametrize("broken", [b"", b"\0\1", b"instrument: rmdq\n"])
def test_a_wording_that_breaks_while_it_runs_counts_as_not_loaded(
    living: Living, home: Path, broken: bytes
) -> None:
    user = living()
    loaded(home, "rmdq")
    user.get(HERE)
    (home / "wordings" / "rmdq.yaml").write_bytes(broken)
    user.submit(HERE)  # nothing was ticked, and the page cannot be shown again
    assert user.page.status_code == 200
    assert "There is nothing to fill in now" in user.text()
    assert user.get("/today").status_code == 200
    assert LINE not in user.text()


def test_nothing_of_it_stands_in_an_address(living: Living, home: Path) -> None:
    user = living()
    loaded(home, *rulebook().knowledge.instruments.keys() & {"phq2", "phq8", "rmdq", "gad2"})
    mood(user, 0, 0)
    seen = [str(one.url) for one in (*user.page.history, user.page)]
    assert not any(word in url for url in seen for word in ("phq", "mood", "rmdq"))


@pytest.mark.parametrize(
    "changed",
    [
        {"which": "nrs"},
        {"which": "rmdq"},
        {"ask": ["suicidal_thoughts"]},
        {"ask": []},
        {"choice.phq_1": "4"},
        {"choice.phq_1": "-1"},
        {"choice.phq_1": "²"},
        {"choice.phq_1": "9" * 5000},
    ],
)
def test_a_form_that_is_not_ours_is_refused(
    living: Living, home: Path, changed: dict[str, Any]
) -> None:
    user = living()
    loaded(home, "phq2")
    user.get(HERE)
    before = len(book(user).events())
    assert user.submit(HERE, changed).status_code in (400, 422)
    assert len(book(user).events()) == before


def test_while_safety_comes_first_nothing_is_asked(living: Living, home: Path) -> None:
    user = living()
    loaded(home, "rmdq")
    book(user).recheck(user.clock.today)
    user.get(HERE)
    assert "There is nothing to fill in now" in user.text()


def check_in(user: WebUser) -> None:
    book(user).check_in(WENT_WELL, user.clock.today)
    week: dict[str, Value] = {
        "mood_two_weeks": "good",
        "psfs_1": 5,
        "sleep_disturbed_nights": 1,
        "movement_fear": 1,
        "confidence_despite_pain": 8,
        "active_days_week": 5,
        "pain_usual_nrs": 3,
    }
    book(user).answer(week, user.clock.today)
