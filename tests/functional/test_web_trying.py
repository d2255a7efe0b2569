"""Try it on yourself over the web: chosen, begun with a yes, told day by day, and ended.

Length: one trial of one person, from the list to its end and what may come between.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from plumbline.care.decision import canonical, dump
from plumbline.care.n_of_1 import Design, Power, follow
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.journal.own_trials import DAY, END, TRIAL, OwnTrial
from plumbline.journal.trying import Trying
from plumbline.logic.schema import Value
from tests.functional.test_web_new_week import WENT_WELL
from tests.functional.test_web_plan_why import Living
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser, rulebook

__all__ = ["living", "planned"]
KNOWLEDGE = rulebook().knowledge
BEFORE = [one.id for one in KNOWLEDGE.topics["trying"].findings if one.type == "boolean"]
CURRENT = ("pads_on_neck", "pads_on_head_or_chest", "current_when_driving_or_wet")
ASKED = [*BEFORE, "blood_thinner", *CURRENT]
SLEEP = 1
"""The place of sleep among the outcomes."""
SURE = Power(28, 7, 1.0, 0.6, 0.5, 1.2, 0, False)
"""What is stored beside a plan where the chance itself is not what is tested."""


def tell(user: WebUser, **told: Value) -> None:
    book(user).answer(told, user.clock.today)


def fit(user: WebUser, **told: Value) -> None:
    """Pain of long standing, and nothing that speaks against any trial, or as told."""
    long_ago = user.clock.today - timedelta(days=120)
    tell(user, **{"onset_date": long_ago, **dict.fromkeys(ASKED, False), **told})


def trials(user: WebUser) -> Trying:
    return Trying(book(user))


def own(user: WebUser) -> OwnTrial:
    found = trials(user).last()
    assert found is not None
    return found


def address(user: WebUser, trial: str) -> str:
    [session] = [s for s in user.app.state.house.sessions._by_token.values() if s.profile_id]
    return f"/try/{session.name_for(f'trials/{trial}')}"


def token(user: WebUser) -> str:
    user.get("/try")
    return user.forms()[0].values("token")[0]


def begin(user: WebUser, trial: str = "heat", outcome: int = 0) -> Design:
    """A trial begun today, of which tomorrow is the first day."""
    finding = KNOWLEDGE.trials[trial].outcomes[outcome].finding
    trials(user).start(KNOWLEDGE.trials[trial], finding, user.clock.today, SURE, seed=lambda: 7)
    return own(user).design


def next_day(user: WebUser, days: int = 1) -> None:
    user.clock.now += timedelta(days=days)
    user.get("/")
    user.submit("/open")


def renew(user: WebUser) -> None:
    """Every answer told once more: what was asked is still good. Scores of a day are not."""
    told = book(user).record().answers.items()
    passing = {one.id for one in KNOWLEDGE.findings.values() if one.valid_days == 1}
    same = {name: one.value for name, one in told if one.origin == "person" and name not in passing}
    tell(user, **same)


def live(user: WebUser, design: Design, score: Callable[[int, str], int], days: int) -> None:
    """So many days of a trial, told each evening; a check-in keeps all answers good."""
    for _ in range(days):
        user.clock.now += timedelta(days=1)
        today = user.clock.today
        at, arm = (today - design.first_day).days, str(design.arm_on(today))
        renew(user)
        kept = {today: True} if design.arm_on(today) else {}
        trials(user).tell(today, kept, score(at, arm))
        trials(user).look(today)
    user.get("/")
    user.submit("/open")


def events(user: WebUser, kind: str) -> list[dict[str, Any]]:
    return [dict(event.payload) for event in book(user).events(kind)]


# What may be tried


def test_what_can_be_tried_is_listed_with_what_is_known(living: Living) -> None:
    user = living()
    fit(user)
    user.get("/today")
    assert 'href="/try"' in user.page.text
    user.get("/try")
    said = user.text()
    for trial in KNOWLEDGE.trials.values():
        assert trial.question in said
        for known in trial.known:
            assert " ".join(known.say.split()) in said
    assert said.count("Look at it") == len(KNOWLEDGE.trials)
    for name in KNOWLEDGE.trials:
        assert not re.search(rf"/try/\w*{name}", user.page.text), "nothing of health in an address"


def test_in_the_first_weeks_nothing_is_tried(living: Living) -> None:
    user = living()
    fit(user, onset_date=user.clock.today - timedelta(days=20))
    user.get("/today")
    assert 'href="/try"' not in user.page.text
    user.get("/try")
    assert "Your pain is still young." in user.text()
    assert "Look at it" not in user.text()
    user.get(address(user, "heat") + "?by=0")
    assert "begin tomorrow" not in user.text()


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    ("trial", "sign", "value"),
    [
        ("heat", "skin_numb_there", True),
        ("cold", "cold_raynaud", True),
        ("tens", "implant_electric", True),
        ("massage", "blood_thinner", True),
        ("heat", "onset_date", date(2026, 2, 20)),
        ("tape", "saddle_numbness", True),
    ],
)
def test_what_is_barred_cannot_be_begun_by_any_form(
    living: Living, trial: str, sign: str, value: Value
) -> None:
    user = living()
    fit(user, **{sign: value})
    csrf = token(user)
    told = {"token": csrf, "by": "0", "knows": "yes", "request_id": "made by hand"}
    user.send("POST", address(user, trial), data=told)
    assert user.page.url.path == "/try"
    assert "Nothing was begun." in user.text()
    assert events(user, TRIAL) == []


@pytest.mark.hazard("unknown_as_no")
def test_what_was_never_asked_cannot_be_begun_and_is_asked(living: Living) -> None:
    user = living()
    tell(user, onset_date=user.clock.today - timedelta(days=120))
    csrf, where = token(user), address(user, "heat")
    told = {"token": csrf, "by": "0", "knows": "yes"}
    user.send("POST", where, data=told)
    assert events(user, TRIAL) == []
    user.get(where)
    for _ in range(12):
        if "Ask me now" not in user.text():
            break
        user.submit("/try/ask")
        assert user.page.url.path == "/check"
        user.answer({})
        assert user.page.url.path == where, "and back to what they wanted to try"
    assert "What shall decide?" in user.text()


def test_a_form_without_its_token_is_refused(living: Living) -> None:
    user = living()
    fit(user)
    for path in (address(user, "heat"), "/try/now", "/try/stop", "/try/ask"):
        user.send("POST", path, data={"by": "0", "knows": "yes"})
        assert user.page.status_code in (400, 403), path
    assert events(user, TRIAL) == []


# Beginning


def test_the_chance_is_said_before_and_it_begins_with_a_yes(living: Living) -> None:
    user = living()
    fit(user)
    where = address(user, "heat")
    user.get(where)
    assert "Chance decides the order of the days" in user.text()
    assert "begin tomorrow" not in user.text(), "what decides is chosen before"
    user.get(f"{where}?by={SLEEP}")
    assert "in 10 such trials would find it" in user.text()
    user.submit(where, {"knows": "yes"})
    assert user.page.url.path == "/try/now"
    [event] = book(user).events(TRIAL)
    design = own(user).design
    assert event.knowledge_version == KNOWLEDGE.version
    assert (design.trial, design.outcome) == ("heat", "sleep_last_night")
    assert design.first_day == user.clock.today + timedelta(days=1)
    assert "It begins on" in user.text()


def test_a_low_chance_is_said_and_needs_its_own_yes(living: Living) -> None:
    user = living()
    fit(user)
    restless = [0, 10, 1, 9, 0, 8, 2, 10, 0, 9, 1, 10, 3, 9]
    today = user.clock.today
    for ago, score in enumerate(restless, start=1):
        book(user).answer({"pain_day_nrs": score}, today - timedelta(days=ago))
    where = address(user, "heat")
    user.get(f"{where}?by=0")
    assert "more likely miss a difference than find it" in user.text()
    user.submit(where)
    assert user.page.status_code == 422
    assert "Nothing was begun." in user.text()
    assert events(user, TRIAL) == []
    user.submit(where, {"knows": "yes"})
    assert user.page.url.path == "/try/now"
    assert len(events(user, TRIAL)) == 1


def test_a_yes_sent_twice_and_a_second_trial_begin_nothing_more(living: Living) -> None:
    user = living()
    fit(user)
    begin(user)
    csrf = token(user)
    user.send("POST", address(user, "cold"), data={"token": csrf, "by": "0", "knows": "yes"})
    assert "One trial at a time." in user.text()
    assert [one.design.trial for one in trials(user).all()] == ["heat"]


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
