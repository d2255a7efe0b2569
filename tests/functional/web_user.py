"""A user at the pages: the real app, real forms, a cookie jar, and a clock that a test can move."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx

from plumbline.journal.casebook import Casebook
from plumbline.knowledge.schema import Finding
from plumbline.logic.schema import Value
from plumbline.web import create_app
from tests import intake
from tests.unit.care.people import rulebook

ADDRESS = "http://127.0.0.1:8123"
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Told = Mapping[str, Value]


@dataclass
class Clock:
    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now

    @property
    def today(self) -> date:
        return self.now.date()

    def pass_time(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass
class FormOnPage:
    """A form as it stands in a page: where it goes and what its fields hold."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.text: list[str] = []
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.forms.append(FormOnPage(told["action"], told.get("method", "get")))
        elif tag == "input" and "name" in told and self.forms:
            pressed = told.get("type", "text") not in ("radio", "checkbox") or "checked" in told
            if pressed and told.get("type") != "file":
                self.forms[-1].fields.append((told["name"], told.get("value", "")))
        elif tag == "select":
            self._select = told["name"]
        elif tag == "option" and self._select and "selected" in told:
            self.forms[-1].fields.append((self._select, told["value"]))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


class WebUser:
    """One browser. `page` is the last answer; forms are sent with what stands in them."""

    def __init__(self, home: Path, clock: Clock | None = None, app: Any = None) -> None:
        self.clock = clock or Clock()
        self.app = app or create_app(home, clock=self.clock, rulebook=rulebook())
        self._loop = asyncio.new_event_loop()
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app), base_url=ADDRESS, follow_redirects=True
        )
        self.page: httpx.Response

    def close(self) -> None:
        self._loop.run_until_complete(self.client.aclose())
        self._loop.close()

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        self.page = self._loop.run_until_complete(self.client.request(method, path, **more))
        return self.page

    def get(self, path: str) -> httpx.Response:
        return self.send("GET", path)

    def forms(self) -> list[FormOnPage]:
        """No form stands in a drawing, and drawings are most of a page."""
        return _parsed(DRAWING.sub("", self.page.text)).forms

    def form(self, action: str) -> FormOnPage:
        return next(form for form in self.forms() if form.action == action)

    def text(self) -> str:
        """The words of the page, spaces made single."""
        return " ".join(" ".join(_parsed(self.page.text).text).split())

    def submit(
        self,
        form_action: str,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        *,
        to: str = "",
        **files: bytes,
    ) -> httpx.Response:
        """Send a form of the page; `fields` replace what stood there; `to` is a formaction."""
        form, given = self.form(form_action), fields or {}
        data: dict[str, list[str]] = {}
        for name, value in form.fields:
            if name not in given:
                data.setdefault(name, []).append(value)
        for name, value in given.items():
            data[name] = [value] if isinstance(value, str) else list(value)
        uploads = {name: ("record.json", content) for name, content in files.items()}
        return self.send("POST", to or form_action, data=data, files=uploads or None)

    def arrive(self, name: str = "Kim", country: str = "gb", pin: str = "") -> httpx.Response:
        """Make a profile; the check begins."""
        self.get("/")
        told = {"name": name, "country": country, "pin": pin, "pin_again": pin}
        return self.submit("/profiles", told)

    def asked(self) -> list[str]:
        return self.form("/check").values("ask")

    def answer(self, told: Told) -> httpx.Response:
        """Answer the page of questions; what is not in `told` is no, or what harms least."""
        return self.submit("/check", fields_for(self.asked(), told))

    def answer_all(self, told: Told, most: int = 80) -> int:
        """Answer until the questions end; gives the number of pages."""
        pages = 0
        while self.page.url.path == "/check":
            assert self.page.status_code == 200, self.text()
            assert pages < most, self.asked()
            self.answer(told)
            pages += 1
        return pages


def _parsed(page: str) -> _Forms:
    parsed = _Forms()
    parsed.feed(page)
    return parsed


def book(user: WebUser) -> Casebook:
    """The case of the first profile, as the journal holds it."""
    house = user.app.state.house
    return Casebook(house.journal, house.rulebook, house.journal.profiles()[0].id)


def settle(user: WebUser, told: Told) -> None:
    """The check of the open profile as `answer_all` answers it on its pages, stored at once."""
    intake.answer_all(book(user), user.clock.today, {"country": "gb", **told}, untold)


def untold(finding: Finding) -> Value:
    """What `fields_for` puts in for a question that nothing was told about."""
    match finding.type:
        case "boolean":
            return False
        case "choice":
            return finding.choices[0].id
        case "date":
            return BEGIN.date() - timedelta(weeks=3)
        case _:
            return 3 if finding.input == "scale" else 20


ORDINARY: Told = {
    "age_years": 40,
    "sex_at_birth": "female",
    "pain_low_back": True,
    "pain_main_place": "low_back",
    "days_per_week": 4,
    "minutes_per_day": 20,
}
"""Somebody with ordinary low back pain for three weeks."""


def fields_for(ids: list[str], told: Told) -> dict[str, str | list[str]]:
    """What a person puts into the fields of these questions; None is "I'm not sure"."""
    findings = rulebook().knowledge.findings
    if len(ids) > 1:
        ticked = [name for name in ids if told.get(name) is True]
        unsure = [name for name in ids if name in told and told[name] is None]
        nothing = {} if ticked or unsure else {"none": "1"}
        return {"tick": ticked, "unsure": unsure, **nothing}
    return _field(findings[ids[0]], told)


def _field(finding: Finding, told: Told) -> dict[str, str | list[str]]:
    name = finding.id
    if name in told and told[name] is None:
        return {f"choice.{name}": "unsure", "unsure": name}
    value = told.get(name)
    match finding.type:
        case "boolean":
            return {f"choice.{name}": "yes" if value else "no"}
        case "choice":
            return {f"choice.{name}": str(value or finding.choices[0].id)}
        case "date":
            return {f"amount.{name}": "3", f"unit.{name}": "week"}
        case _ if finding.input == "scale":
            return {f"choice.{name}": str(3 if value is None else value)}
        case _:
            return {f"text.{name}": str(20 if value is None else value)}
