"""A trial over the web, day by day: told, stopped for safety, and answered at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from plumbline.care.decision import canonical, dump
from plumbline.care.n_of_1 import follow
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.journal.own_trials import DAY, END, TRIAL
from plumbline.journal.trying import Trying
from plumbline.logic.schema import Value
from tests.functional.test_web_new_week import WENT_WELL
from tests.functional.test_web_plan_why import Living
from tests.functional.test_web_session import book, living, planned
from tests.functional.trying_user import (
    ASKED,
    KNOWLEDGE,
    SLEEP,
    begin,
    events,
    fit,
    live,
    next_day,
    own,
    renew,
    tell,
    trials,
)
from tests.functional.web_user import rulebook

__all__ = ["living", "planned"]


# Day by day


def test_today_says_which_way_it_is(living: Living) -> None:
    user = living()
    fit(user)
    design = begin(user, "tape")
    skipped = 0
    for _ in range(6):
        next_day(user)
        renew(user)
        arm = design.arm_on(user.clock.today)
        trial = KNOWLEDGE.trials["tape"]
        user.get("/today")
        assert (trial.a.today in user.text()) == (arm == "a")
        assert (trial.b.today in user.text()) == (arm == "b")
        uncounted = not design.counts(user.clock.today)
        assert ("Today follows a change" in user.text()) == uncounted
        skipped += uncounted
    assert skipped


def test_a_day_is_told_once_and_the_score_where_the_check_in_does_not_ask_it(
    living: Living,
) -> None:
    user = living()
    fit(user)
    begin(user, outcome=SLEEP)
    next_day(user, 2)
    renew(user)
    user.get("/try/now")
    today = user.clock.today.isoformat()
    before = (user.clock.today - timedelta(days=1)).isoformat()
    user.submit("/try/now", {})
    assert user.page.status_code == 422
    told = {f"kept.{today}": "no", f"kept.{before}": "yes", "score": "7"}
    user.submit("/try/now", told)
    assert [(one["day"], one["kept"]) for one in events(user, DAY)] == [
        (today, False),
        (before, True),
    ]
    assert book(user).series("sleep_last_night")[-1] == (user.clock.today, 7)
    assert "Today is told." in user.text()


def test_a_day_sent_twice_is_told_once(living: Living) -> None:
    user = living()
    fit(user)
    begin(user, outcome=SLEEP)
    next_day(user)
    renew(user)
    user.get("/try/now")
    form = user.form("/try/now")
    data = {name: form.values(name) for name, _ in form.fields}
    for _ in range(2):
        user.send(
            "POST", "/try/now", data={**data, f"kept.{user.clock.today.isoformat()}": ["yes"]}
        )
        assert user.page.status_code == 200
    assert len(events(user, DAY)) == 1


def test_pain_comes_from_the_check_in_with_its_questions_about_safety(living: Living) -> None:
    user = living()
    fit(user)
    begin(user)
    next_day(user)
    user.get("/try/now")
    assert user.form("/try/now").values("score") == []
    assert 'name="score"' not in user.page.text
    assert "comes from your check-in" in user.text()
    book(user).check_in({**WENT_WELL, "pain_day_nrs": 4}, user.clock.today)
    user.get("/try/now")
    assert "comes from your check-in" not in user.text()
    assert trials(user).entries(own(user))[-1].score == 4


def test_after_midnight_a_form_still_speaks_of_its_own_day(living: Living) -> None:
    user = living()
    fit(user)
    begin(user, outcome=SLEEP)
    user.clock.now += timedelta(hours=14)
    next_day(user, 2)
    renew(user)
    user.get("/try/now")
    evening = user.clock.today.isoformat()
    user.clock.now += timedelta(hours=1, minutes=5)
    user.submit("/try/now", {f"kept.{evening}": "yes", "score": "6"})
    assert user.clock.today.isoformat() != evening
    assert [(one["on"], one["day"]) for one in events(user, DAY)] == [(evening, evening)]
    assert book(user).series("sleep_last_night")[-1][0].isoformat() == evening


# Safety first


@pytest.mark.hazard("exercise_with_open_flag")
@pytest.mark.parametrize(
    ("told", "why", "says"),
    [
        ({"saddle_numbness": True}, "safety", "has to be looked at first"),
        ({"skin_numb_there": True}, "barred", "Leave heat off skin that is numb."),
        ({"onset_date": date(2026, 3, 1)}, "barred", "Your pain is still young."),
    ],
)
def test_what_is_new_ends_it_and_it_never_begins_again_by_itself(
    living: Living, told: dict[str, Value], why: str, says: str
) -> None:
    user = living()
    fit(user)
    begin(user)
    next_day(user, 2)
    tell(user, **told)
    user.get("/try/now")
    assert says in user.text()
    assert KNOWLEDGE.trials["heat"].a.today not in user.text()
    ended = own(user).ended
    assert ended is not None
    assert ended.why == why
    assert ended.rules
    next_day(user)
    fit(user, saddle_numbness=False)
    user.get("/try/now")
    assert len(events(user, TRIAL)) == len(events(user, END)) == 1
    assert trials(user).running() is None


@pytest.mark.hazard("unknown_as_no")
def test_while_a_question_is_open_it_waits_and_then_goes_on(living: Living) -> None:
    user = living()
    fit(user)
    begin(user)
    next_day(user)
    book(user).recheck(user.clock.today)
    user.get("/try/now")
    today = {one.today for one in (KNOWLEDGE.trials["heat"].a, KNOWLEDGE.trials["heat"].b)}
    assert "Your trial waits" in user.text()
    assert not any(line in user.text() for line in today)
    renew(user)
    told = [one.id for one in KNOWLEDGE.findings.values() if one.valid_days and one.danger == "yes"]
    fit(user, **dict.fromkeys(told, False))
    user.get("/try/now")
    assert any(line in user.text() for line in today)
    assert events(user, END) == []


def test_skin_that_was_looked_at_too_long_ago_is_asked_again(living: Living) -> None:
    user = living()
    fit(user)
    begin(user)
    next_day(user, 16)
    known = [name for name in book(user).record().answers if name not in ASKED]
    told = book(user).record().answers
    tell(user, **{name: told[name].value for name in known})
    user.get("/try/now")
    assert "too old to rely on" in user.text()
    user.submit("/try/ask")
    assert user.page.url.path == "/check"
    assert "skin" in user.text().lower()
    user.answer({})
    assert user.page.url.path == "/try/now"


def test_stop_ends_it_and_what_was_told_is_kept(living: Living) -> None:
    user = living()
    fit(user)
    begin(user, outcome=SLEEP)
    next_day(user)
    renew(user)
    user.get("/try/now")
    today = user.clock.today.isoformat()
    late = {name: user.form("/try/now").values(name) for name, _ in user.form("/try/now").fields}
    user.submit("/try/stop")
    assert "You stopped it." in user.text()
    user.send("POST", "/try/now", data={**late, f"kept.{today}": ["yes"], "score": ["3"]})
    assert user.page.status_code == 200
    assert book(user).series("sleep_last_night")[-1] == (user.clock.today, 3), "never lost"
    assert [one["day"] for one in events(user, DAY)] == [today]
    user.get("/try")
    assert "What you have tried" in user.text()


# What the days say


WOBBLE = (0, 1, -1, 0, 1, 0, -1)
LIVES: dict[str, Callable[[int, str], int]] = {
    "better": lambda at, arm: 6 + WOBBLE[at % 7] - (3 if arm == "a" else 0),
    "none": lambda at, arm: 5,
    "wild": lambda at, arm: (0, 9, 2, 10, 1, 8, 0, 10, 3)[at % 9],
}


@pytest.mark.parametrize(
    ("life", "why", "says"),
    [
        ("better", "settled", "Better for you: Heat"),
        ("none", "settled", "No difference for you."),
        ("wild", "hopeless", "We can stop here."),
    ],
)
def test_each_answer_is_said_as_readily_and_can_be_made_again(
    living: Living, life: str, why: str, says: str
) -> None:
    user = living()
    fit(user)
    design = begin(user)
    live(user, design, LIVES[life], 29)
    user.get("/try/now")
    assert says in user.text(), user.text()
    ended = own(user).ended
    assert ended is not None
    assert ended.why == why
    again = follow(KNOWLEDGE, design, ended.entries, ended.as_of)
    assert canonical(dump(again)) == canonical(dump(ended.state)), "made again it is the same"
    assert user.page.text.count('class="chart trial"') == 4, "days and difference, in two sizes"
    assert "style=" not in user.page.text
    live(user, design, lambda _at, _arm: 9, 1)
    assert own(user).ended == ended, "what is told later changes nothing of it"


def test_before_two_rounds_it_is_too_early_whatever_the_days_say(living: Living) -> None:
    user = living()
    fit(user)
    design = begin(user)
    live(user, design, LIVES["better"], 5)
    user.get("/try/now")
    assert "It is too early to say." in user.text()
    assert "Your days came to" not in user.text()
    assert events(user, END) == []


def test_the_record_moves_to_another_machine_with_its_trials(
    living: Living, tmp_path: Path
) -> None:
    user = living()
    fit(user)
    design = begin(user)
    live(user, design, LIVES["better"], 29)
    here = user.app.state.house.journal
    with Journal.open(tmp_path / "other", clock=user.clock) as there:
        moved = there.import_(here.export(here.profiles()[0].id))
        again = Trying(Casebook(there, rulebook(), moved.id))
        assert again.all() == trials(user).all()
        assert own(user).ended
