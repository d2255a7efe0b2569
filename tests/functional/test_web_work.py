"""Work: what is asked, what is shown for it, the note for an employer, and the lifting guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.functional.web_user import ORDINARY, Told, WebUser, book, fields_for, rulebook, settle

LIST = (
    "off_work_for_back", "work_is_heavy", "work_fear_harm", "work_doubt_return", "work_no_changes",
)  # fmt: skip
LIFT: Mapping[str, str] = {
    "kg": "12", "reach": "30", "start": "75", "end": "75", "turn": "0", "per_minute": "0.2",
    "lasts": "short", "grip": "good",
}  # fmt: skip


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[WebUser]:
    user = WebUser(tmp_path)
    user.arrive()
    settle(user, ORDINARY)
    yield user
    user.close()


def pages_asked(home: Path, told: Told) -> list[list[str]]:
    user, asked = WebUser(home), list[list[str]]()
    user.arrive()
    while user.page.url.path == "/check":
        asked.append(user.asked())
        user.answer(told)
    user.close()
    return asked


def test_the_check_asks_once_on_one_list_and_only_at_working_age(tmp_path: Path) -> None:
    working = pages_asked(tmp_path / "a", ORDINARY)
    assert [page for page in working if set(page) & set(LIST)] == [list(LIST)]
    retired = pages_asked(tmp_path / "b", {**ORDINARY, "age_years": 75})
    assert not [page for page in retired if set(page) & set(LIST)]


def test_what_was_ticked_brings_its_steps(worker: WebUser) -> None:
    worker.get("/work")
    assert "Carry on as you do" in worker.text()
    worker.submit("/work-ask")
    assert worker.page.url.path == "/check"
    assert set(worker.asked()) == set(LIST)
    ticked = fields_for(worker.asked(), {"work_is_heavy": True, "off_work_for_back": True})
    worker.submit("/check", {**ticked, "none": []})
    assert worker.page.url.path == "/work"
    said = worker.text()
    assert "three heaviest things" in said
    assert "Agree on a day to begin again" in said
    assert "Carry on as you do" not in said
    assert "Pick one task that worries you" not in said


def test_steps_wait_where_safety_comes_first(tmp_path: Path) -> None:
    user = WebUser(tmp_path)
    user.arrive()
    user.answer_all({**ORDINARY, "saddle_numbness": True})
    user.get("/work")
    assert "Safety comes first" in user.text()
    assert "Carry on as you do" not in user.text()
    user.close()


def test_the_page_says_all_of_it(worker: WebUser) -> None:
    worker.get("/work")
    one = rulebook().knowledge.conditions["work"]
    for statement in (*one.what, *one.helps, *one.watch, *one.sure):
        assert " ".join(statement.say.split()) in worker.text()


def test_the_note_says_what_was_ticked_and_is_kept_nowhere(worker: WebUser) -> None:
    worker.get("/work-note")
    form = worker.form("/work-note")
    assert not form.values("able")
    assert not form.values("helps")
    assert not form.values("says_back")
    assert form.values("name") == [""], "not even the name is filled in beforehand"
    before = book(worker).place()
    worker.submit(
        "/work-note",
        {"able": ["light"], "helps": ["breaks", "nonsense"], "weeks": "4", "own": "A <b>word</b>"},
    )
    assert worker.page.status_code == 200
    assert worker.page.url.path == "/work-note"
    assert not worker.page.url.query
    said = worker.text()
    for words in ("I can do lighter tasks.", "Short extra breaks", "4 weeks", "A <b>word</b>"):
        assert words in said
    assert "<b>word</b>" not in worker.page.text
    assert "nonsense" not in said
    assert "I have back pain" not in said
    assert book(worker).place() == before
    worker.submit("/work-note", {"says_back": "yes"})
    assert "I have back pain" in worker.text(), "and what was chosen before still stands there"
    assert "I can do lighter tasks." in worker.text()


def test_an_empty_note_is_none(worker: WebUser) -> None:
    worker.get("/work-note")
    worker.submit("/work-note", {"name": "Kim"})
    assert worker.page.status_code == 422
    assert "There is nothing in the note yet" in worker.text()
    assert "Thank you." not in worker.text()


def test_what_the_guide_says_to_a_weight(worker: WebUser) -> None:
    worker.get("/lifting")
    before = book(worker).place()
    worker.submit("/lifting", LIFT)
    said = worker.text()
    assert "Its mark: 19 kg. Yours: 12 kg." in said
    assert "That is no promise for your back." in said
    assert "how far away from you it is" in said
    assert not worker.page.url.query
    worker.submit("/lifting", {**LIFT, "kg": "80"})
    assert "far above its mark" in worker.text()
    worker.submit("/lifting", {**LIFT, "reach": "90"})
    assert "Its mark: no weight at all" in worker.text()
    assert book(worker).place() == before, "nothing is stored"


@pytest.mark.parametrize(
    "wrong", [{"kg": ""}, {"kg": "nan"}, {"reach": "-3"}, {"turn": "400"}, {"lasts": "always"},
              {"grip": ""}, {"per_minute": "<script>"}]
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_words(worker: WebUser, wrong: dict[str, str]) -> None:
    worker.get("/lifting")
    worker.submit("/lifting", {**LIFT, **wrong})
    assert worker.page.status_code == 422
    assert "Nearly there" in worker.text()
    assert "Its mark" not in worker.text()
    assert "<script>" not in worker.page.text.replace("<script src", "").replace("<script type", "")


def test_a_comma_is_a_point(worker: WebUser) -> None:
    worker.get("/lifting")
    worker.submit("/lifting", {**LIFT, "kg": "7,5"})
    assert "Yours: 7.5 kg." in worker.text()
