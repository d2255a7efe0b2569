"""A person for the plan's browser tests: the real app on a clock that a test can move, and a
check answered to its end through the casebook."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Page

from plumbline.care.programme import Programme
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.knowledge.schema import Finding
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value
from plumbline.web import create_app
from plumbline.web.sessions import COOKIE, Sessions
from tests import intake
from tests.unit.care.people import rulebook

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOLD: Mapping[str, Value] = {
    "age_years": 42,
    "pain_low_back": True,
    "pain_main_place": "low_back",
    "pain_now_nrs": 3,
    "pain_usual_nrs": 4,
    "pain_worst_nrs": 6,
    "minutes_per_day": 25,
    "days_per_week": 4,
    "walk_minutes_comfortable": 15,
    "can_get_to_floor": True,
    "country": "gb",
    "uses_wheelchair": False,
    "stays_in_bed": False,
}
CALM: Mapping[str, Value] = {
    "pain_day_nrs": 3,
    "pain_usual_nrs": 4,
    "session_felt": "right",
    "next_morning": "same",
    "spread_down_limb": False,
    "anything_new_or_worse": False,
}
"""A check-in after a session that went well."""
GOOD = {
    "pain_day_nrs": "3",
    "pain_day_worst_nrs": "5",
    "session_felt": "right",
    "next_morning": "same",
    "spread_down_limb": "no",
    "anything_new_or_worse": "no",
}
"""The same as a form says it."""

OpenPage = Callable[..., Page]


@dataclass
class Clock:
    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        return self.now.date()

    def sleep(self, days: int = 1) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)


@dataclass
class House:
    """A running app with its own home; `book` opens the case of a profile made by `move_in`."""

    address: str
    clock: Clock
    journal: Journal
    rulebook: Rulebook
    sessions: Sessions

    def key_of(self, name: str) -> str:
        """The session of a browser in which this person's profile was just opened."""
        profile = next(one for one in self.journal.profiles() if one.name == name)
        opened = self.sessions.enter(self.sessions.start(), profile.id, has_pin=profile.has_pin)
        return opened.token

    def move_in(self, name: str) -> Casebook:
        """A new profile."""
        profile = self.journal.create_profile(name)
        return Casebook(self.journal, self.rulebook, profile.id)

    def person(self, name: str, weeks: int = 12, **told: Value) -> Casebook:
        """A person whose check is answered to its end; pain began so many weeks ago."""
        book = self.move_in(name)
        answer_all(book, self.clock.today, weeks, told)
        book.verdict(self.clock.today)
        return book

    def planned(self, name: str, weeks: int = 12, **told: Value) -> Casebook:
        """The same person with a first week."""
        book = self.person(name, weeks, **told)
        book.make_plan(self.clock.today)
        return book


def answer_all(book: Casebook, today: date, weeks: int, told: Mapping[str, Value]) -> None:
    """Answer every question that is asked: as told, else in the harmless way."""
    said = {**TOLD, "onset_date": today - timedelta(weeks=weeks), **told}
    intake.answer_all(book, today, said, harmless)


def harmless(finding: Finding) -> Value:
    """The answer that means least danger."""
    match finding.type:
        case "boolean":
            return finding.danger == "no"
        case "choice":
            return (finding.danger_order or [choice.id for choice in finding.choices])[0]
        case "date":
            return None
        case _:
            least = finding.max if finding.danger == "lower" else finding.min
            assert least is not None
            return int(least) if finding.type == "integer" else least


class Served:
    """`with Served(home) as house:` runs the app in this process until the block ends."""

    def __init__(self, home: Path) -> None:
        self._clock = Clock()
        app = create_app(home, clock=self._clock, rulebook=rulebook())
        self._sessions: Sessions = app.state.house.sessions
        config = uvicorn.Config(
            app, host="127.0.0.1", port=0, log_level="warning", access_log=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._journal = Journal.open(home, clock=self._clock)

    def __enter__(self) -> House:
        self._thread.start()
        give_up = time.monotonic() + 30
        while not self._server.started:
            assert time.monotonic() < give_up, "the app did not start"
            time.sleep(0.02)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        return House(address, self._clock, self._journal, rulebook(), self._sessions)

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._journal.close()


def enter(open_page: OpenPage, house: House, name: str, at: str = "", **options: Any) -> Page:
    """A phone on which this person's profile is open, with the page `at` if one is named."""
    page = open_page(base_url=house.address, **options)
    key: Any = {"name": COOKIE, "value": house.key_of(name), "url": house.address}
    page.context.add_cookies([{**key, "httpOnly": True, "sameSite": "Strict"}])
    if at:
        page.goto(at)
    return page


def choose(open_page: OpenPage, house: House, name: str, **options: Any) -> Page:
    """The same by hand: the profile is opened on the welcome page."""
    page = open_page(base_url=house.address, **options)
    page.goto("/")
    # Whoever goes on before the answer has come would not be signed in.
    with page.expect_navigation(url=lambda url: urlsplit(url).path != "/"):
        press(page, name)
    return page


def stand_still(page: Page) -> None:
    """From here on, time passes for this page only when the test says so."""
    page.clock.install(time=BEGIN)
    page.clock.pause_at(BEGIN + timedelta(hours=1))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def check_in(page: Page, **answers: str) -> None:
    """Fill in the check-in and send it."""
    page.goto("/checkin")
    for name, value in {**GOOD, **answers}.items():
        page.locator(f'input[name="choice.{name}"][value="{value}"]').check()
    press(page, "Tell my plan")


def do_session(page: Page, **marks: str) -> None:
    """Mark every exercise as done, or as said, and finish."""
    page.goto("/session")
    for group in page.locator(".marks").all():
        group.get_by_label("Done", exact=True).check()
    for name, value in marks.items():
        page.locator(f'input[name="done.{name}"][value="{value}"]').check()
    press(page, "Finish the session")
    page.wait_for_url("**/session/done")


def doses(programme: Programme | None) -> Mapping[str, int]:
    assert programme is not None
    return {planned.exercise: planned.dose for planned in programme.exercises}


def walk(programme: Programme | None) -> int:
    assert programme is not None
    return max(day.walk_minutes for day in programme.days)


def not_more(book: Casebook, before: Programme | None) -> bool:
    after = book.programme()
    was, now = doses(before), doses(after)
    same = all(name in was and dose <= was[name] for name, dose in now.items())
    return same and walk(after) <= walk(before)
