"""Something else instead: said without scripts, told in the history; and load, cues and safety."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

import pytest

from plumbline.journal.casebook import Casebook
from plumbline.present.load_words import Ratios, load_beside, load_class
from tests.functional.test_web_session import book, living, on_page, planned, stored
from tests.functional.web_user import WebUser, rulebook

__all__ = ["living", "planned"]
Living = Callable[[], WebUser]


def radios(user: WebUser) -> dict[str, list[str]]:
    """What may be said of each exercise without scripts: exercise -> values."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="swap\.(\w+)" value="([^"]*)"', user.page.text):
        found.setdefault(name, []).append(value)
    return found


def offer(user: WebUser, reason: str) -> tuple[str, str]:
    """An exercise of the page and one that it offers instead."""
    for name, values in radios(user).items():
        for value in values:
            because, _colon, other = value.partition(":")
            if because == reason and other:
                return name, other
    raise AssertionError(reason)


def title(name: str) -> str:
    return rulebook().knowledge.exercises[name].title


def test_without_scripts_the_page_says_what_may_be_done_instead(living: Living) -> None:
    user = living()
    plain = unescape("".join(re.findall(r"<noscript>.*?</noscript>", user.page.text, re.DOTALL)))
    for values in radios(user).values():
        assert values[0] == ""
        assert {"hurts:", "too_easy:"} <= set(values)
        for other in {value.partition(":")[2] for value in values} - {""}:
            assert f"“{title(other)}”" in plain
            assert all(step in plain for step in rulebook().knowledge.exercises[other].steps)


def test_a_swap_without_scripts_is_stored_as_the_page_with_scripts_stores_it(
    living: Living,
) -> None:
    user = living()
    name, other = offer(user, "hurts")
    user.submit("/session", {f"swap.{name}": f"hurts:{other}"})
    [told] = stored(user)
    assert told["swapped"] == {name: {"because": "hurts", "to": other}}
    assert (told["done"][name], told["done"][other]) == ("stopped_pain", "done")
    assert "Stopping was the right thing to do" in user.text()


def test_a_mark_of_the_person_is_never_overruled_by_a_swap(living: Living) -> None:
    user = living()
    name, other = offer(user, "hurts")
    user.submit("/session", {f"swap.{name}": f"hurts:{other}", f"done.{name}": "part"})
    assert stored(user)[0]["done"][name] == "part"


@pytest.mark.parametrize(
    ("said", "mark"), [("hurts:", "stopped_pain"), ("too_easy:", "skipped"), ("", "skipped")]
)
def test_a_reason_alone_is_kept(living: Living, said: str, mark: str) -> None:
    user = living()
    name = next(iter(radios(user)))
    user.submit("/session", {f"swap.{name}": said})
    [told] = stored(user)
    assert told["done"][name] == mark
    reason = said.removesuffix(":")
    assert told.get("swapped", {}) == ({name: {"because": reason, "to": None}} if said else {})


@pytest.mark.parametrize(
    ("reason", "done", "says"),
    [
        ("hurts", {}, "Instead of “{name}” you did “{other}”, because it hurt."),
        ("too_easy", {}, "Instead of “{name}” you did “{other}”, because it was too easy."),
        (
            "hurts",
            {"other": "skipped"},
            "Instead of “{name}” you chose “{other}”, because it hurt.",
        ),
    ],
)
def test_the_history_tells_of_swaps(
    living: Living, reason: str, done: dict[str, str], says: str
) -> None:
    user = living()
    name, other = offer(user, reason)
    marks = {f"done.{other}": mark for mark in done.values()}
    names = [*on_page(user), *([other] if done else [])]
    user.submit("/session", {"exercise": names, f"swap.{name}": f"{reason}:{other}", **marks})
    user.get("/history")
    assert says.format(name=title(name), other=title(other)) in user.text()


def test_the_history_tells_of_reasons_alone(living: Living) -> None:
    user = living()
    names = on_page(user)
    user.submit(
        "/session",
        {f"swap.{names[0]}": "too_easy:", f"swap.{names[1]}": "hurts:", f"swap.{names[2]}": ""},
    )
    user.get("/history")
    assert f"You told us that “{title(names[0])}” is too easy." in user.text()
    assert f"You told us that “{title(names[1])}” hurt." in user.text()
    assert f"“{title(names[2])}”" not in user.text()


@pytest.mark.hazard("exercise_with_open_flag")
def test_when_safety_questions_opened_meanwhile_they_come_next(living: Living) -> None:
    user = living()
    first = on_page(user)[0]
    open_form = user.form("/session")
    form = {name: open_form.values(name) for name, _ in open_form.fields}
    book(user).recheck(user.clock.today)
    user.send("POST", "/session", data={**form, f"done.{first}": "done"})
    assert [told["done"][first] for told in stored(user)] == ["done"]
    assert "What you did is kept" in user.text()
    assert "Well done" not in user.text()
    assert 'class="button" href="/check"' in user.page.text
    user.get("/check")
    assert user.page.url.path == "/check"
    assert user.asked()


@pytest.mark.hazard("exercise_with_open_flag")
def test_when_somebody_has_to_look_that_comes_next(living: Living) -> None:
    user = living()
    first = on_page(user)[0]
    open_form = user.form("/session")
    form = {name: open_form.values(name) for name, _ in open_form.fields}
    now_numb(book(user), user)
    user.send("POST", "/session", data={**form, f"done.{first}": "done"})
    assert len(stored(user)) == 1
    assert "somebody should look at you before you exercise again" in user.text()
    assert 'class="button" href="/verdict"' in user.page.text
    assert "Well done" not in user.text()


def now_numb(case: Casebook, user: WebUser) -> None:
    case.answer({"saddle_numbness": True}, user.clock.today)


def test_each_exercise_says_how_heavy_it_is_and_why(living: Living) -> None:
    user = living()
    page = re.sub(r"<template.*?</template>", "", user.page.text, flags=re.DOTALL)
    exercises = rulebook().knowledge.exercises
    for name in on_page(user):
        card = page.partition(f'data-item="{name}"')[2].partition("</li>\n<li")[0]
        assert load_class(exercises[name]) in card
        assert f"This one is in class {exercises[name].load.spine}." in card
    assert "newton" not in user.text().lower()


def test_offers_say_whether_they_are_lighter(living: Living) -> None:
    user = living()
    found = re.findall(r"data-item=\"(\w+)\"[^>]* data-beside='([^']*)'", user.page.text)
    exercises, ratios = rulebook().knowledge.exercises, Ratios(rulebook().knowledge)
    assert found
    for name, beside in found:
        for other, says in json.loads(beside).items():
            assert says == load_beside(exercises[other], exercises[name], ratios)
            assert says.endswith(f"“{title(name)}”")


def test_cues_come_with_their_moment(living: Living) -> None:
    user = living()
    page = re.sub(r"<template.*?</template>", "", user.page.text, flags=re.DOTALL)
    cues = dict(re.findall(r"data-item=\"(\w+)\" data-cues='([^']*)'", page))
    movements = rulebook().knowledge.movements
    assert list(cues) == on_page(user)
    for name, told in cues.items():
        assert json.loads(told) == [cue.model_dump() for cue in movements[name].cues]
