"""Nothing a person reads escapes translation: in the language `xx` every message stands in ⟦⟧.

What may stand outside: numbers, the name Plumbline, what people typed themselves, and what a page
marks `translate="no"`, lists as sources or sets as code: references to papers, ids, rules as
written.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from plumbline.care.answers import accept_all
from plumbline.care.intake import next_page
from plumbline.cli.reference import cited
from plumbline.journal import Journal
from plumbline.journal.casebook import Casebook
from plumbline.present.words import CLOSE, OPEN
from plumbline.web import create_app
from tests.functional.cli_user import TODAY, calm_answers, plumbline, rulebook, write

SPOKEN_ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "aria-valuetext"}
REFERENCES = "sources"
NOT_READ = ("script", "style", "code", "pre", "kbd", "samp")
VOID = "area base br col embed hr img input link meta source track wbr"
EMPTY = frozenset(VOID.split())
NAME = f"{OPEN}Sam{CLOSE}"
"""What a person types is theirs; in marks, so that the crawl passes over it."""


def unmarked(text: str, depth: int = 0) -> tuple[list[str], int]:
    """Words outside the marks, and how deep in marks the text ends."""
    found, word = [], ""
    for character in f"{text}\n":
        depth += (character == OPEN) - (character == CLOSE)
        if depth == 0 and character.isalpha():
            word += character
        elif word:
            found.append(word)
            word = ""
    return [word for word in found if word != "Plumbline"], depth


class Page(HTMLParser):
    """A page's links, and the words on it that were never handed to gettext."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.csrf = ""
        self.escaped: list[str] = []
        self._depth = 0
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        original = told.get("translate") == "no" or REFERENCES in told.get("class", "").split()
        hidden = tag in NOT_READ or original or self._hidden
        if tag not in EMPTY:
            self._open.append((tag, hidden))
        if tag == "a":
            self.links.append(told.get("href", ""))
        if told.get("name") == "token":
            self.csrf = told["value"]
        if not hidden:
            for name in sorted(SPOKEN_ATTRIBUTES):
                words, _ = unmarked(told.get(name, ""))
                self.escaped += [f"<{tag} {name}> {' '.join(words)}"] if words else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        words, self._depth = unmarked(data, self._depth)
        if words:
            around = self._open[-1][0] if self._open else ""
            self.escaped.append(f"<{around}> {' '.join(data.split())[:90]}")

    @property
    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]


OF_A_KIND = {
    "/why/manual": 2,
    "/why": 60,
    "/calendar": 8,
    "/plan/wish": 8,
    "/plan.pdf": 0,
    "/treatments/": 12,
    "/conditions/": 6,
}
"""Pages of which there is no end, and how many of each are enough."""


def of_a_kind(path: str) -> str | None:
    return next((kind for kind in OF_A_KIND if path.startswith(kind)), None)


class Reader:
    """Somebody who opens every page there is a link to."""

    def __init__(self, home: Path) -> None:
        self.clock = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
        app = create_app(home, clock=lambda: self.clock, rulebook=rulebook())
        self._loop = asyncio.new_event_loop()
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app),
            base_url="http://127.0.0.1:8123",
            follow_redirects=True,
        )
        self.escaped: dict[str, list[str]] = {}
        self.read: set[str] = set()

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()

    def send(self, method: str, path: str, **more: dict[str, str]) -> httpx.Response:
        return self._loop.run_until_complete(self._client.request(method, path, **more))

    def open_page(self, path: str) -> Page:
        answer = self.send("GET", path)
        if "text/html" not in answer.headers.get("content-type", ""):
            return Page("")
        page = Page(answer.text)
        self.read.add(path)
        for words in page.escaped:
            self.escaped.setdefault(words, []).append(path)
        return page

    def choose(self, profile_id: str) -> None:
        token = self.open_page("/").csrf
        self.send("POST", "/open", data={"token": token, "profile": profile_id})

    def crawl(self, start: str) -> None:
        waiting = [start]
        while waiting:
            path = waiting.pop()
            if path in self.read or not path.startswith("/") or path.startswith("/static"):
                continue
            kind = of_a_kind(path)
            if kind and sum(of_a_kind(seen) == kind for seen in self.read) > OF_A_KIND[kind]:
                continue
            waiting += [link.split("#")[0] for link in self.open_page(path).links]


@pytest.fixture(autouse=True)
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_LANGUAGE", "xx")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(tmp_path / "home")
    yield reader
    reader.close()


def casebook(reader: Reader, tmp_path: Path) -> tuple[Casebook, str]:
    journal = Journal.open(tmp_path / "home", clock=lambda: reader.clock)
    profile = journal.create_profile(NAME)
    return Casebook(journal, rulebook(), profile.id), profile.id


def typed() -> dict[str, object]:
    findings = rulebook().knowledge.findings
    return {name: value for name, value in calm_answers().items() if name in findings}


def values(**changed: object) -> dict:
    return accept_all(rulebook().knowledge.findings, {**typed(), **changed}, TODAY)


def nothing_escaped(reader: Reader) -> None:
    told = [
        f"{words}   on {', '.join(sorted(set(on))[:3])}" for words, on in reader.escaped.items()
    ]
    assert told == [], "\n" + "\n".join(sorted(told))


def test_pages_for_anybody(reader: Reader) -> None:
    reader.crawl("/")
    for path in ("/help", "/about", "/tonight", "/no/such/page"):
        reader.crawl(path)
    assert len(reader.read) > 3
    nothing_escaped(reader)


def test_every_question(reader: Reader, tmp_path: Path) -> None:
    case, profile_id = casebook(reader, tmp_path)
    reader.choose(profile_id)
    told = values()
    asked = 0
    while page := next_page(rulebook(), case.record(), TODAY):
        reader.open_page("/check")
        case.answer({name: told.get(name, False) for name in page.findings}, TODAY)
        asked += 1
    assert asked > 20
    nothing_escaped(reader)


@pytest.mark.parametrize("symptom", ["saddle_numbness", "trauma_minor_fall", "suicidal_thoughts"])
def test_verdicts_that_send_to_somebody(reader: Reader, tmp_path: Path, symptom: str) -> None:
    case, profile_id = casebook(reader, tmp_path)
    case.answer(values(**{symptom: True}), TODAY)
    reader.choose(profile_id)
    reader.crawl("/verdict")
    for path in ("/seen", "/print/gp", "/answers", "/settings"):
        reader.crawl(path)
    nothing_escaped(reader)


def test_plan_and_what_follows(reader: Reader, tmp_path: Path) -> None:
    case, profile_id = casebook(reader, tmp_path)
    case.answer(values(), TODAY)
    case.verdict(TODAY)
    case.make_plan(TODAY)
    reader.choose(profile_id)
    for path in ("/today", "/session", "/session/done", "/checkin", "/history", "/flare"):
        reader.crawl(path)
    reader.clock += timedelta(days=1)
    went = {
        "spread_down_limb": False,
        "anything_new_or_worse": False,
        "pain_day_nrs": 3,
        "next_morning": "better",
        "session_felt": "easy",
    }
    case.check_in(went, reader.clock.date())
    reader.read.clear()
    for path in ("/today", "/checkin/answer", "/history"):
        reader.crawl(path)
    nothing_escaped(reader)


def on_terminal(*words: str) -> str:
    said = plumbline(*words, env={"COLUMNS": "20000", "PLUMBLINE_LANGUAGE": "xx"})
    assert said.code == 0, said.err
    return "\n".join(line.rstrip() for line in said.out.splitlines())


def ids() -> Iterator[str]:
    for kind, name, _ in rulebook().knowledge.things():
        yield from (f"{kind}/{name}", name)


def only_marked(text: str) -> None:
    for source in rulebook().knowledge.sources.values():
        text = text.replace(cited(source), "").replace(source.seen, "")
    text = re.sub(r"(?<!\w)[a-z_]+(/[a-z0-9_]+)+", "", text)
    known = set(ids())
    text = re.sub(r"[a-z][a-z0-9_]+", lambda word: "" if word[0] in known else word[0], text)
    words, depth = unmarked(text)
    assert words == []
    assert depth == 0


def test_check_on_a_terminal(tmp_path: Path) -> None:
    for changed in ({}, {"saddle_numbness": True}, {"suicidal_thoughts": True}):
        file = write(tmp_path / "a.json", calm_answers(**changed))
        only_marked(on_terminal("check", "--answers", file))
    only_marked(on_terminal("check", "--answers", write(tmp_path / "b.json", {"age_years": 46})))


def test_plan_on_a_terminal(tmp_path: Path) -> None:
    only_marked(on_terminal("plan", "--answers", write(tmp_path / "a.json", calm_answers())))


@pytest.mark.parametrize(
    "name",
    ["cauda_equina", "fracture_cluster", "saddle_numbness", "bridge", "radicular", "episode_days"],
)
def test_explain_on_a_terminal(name: str) -> None:
    only_marked(on_terminal("explain", name))


def test_the_crawl_would_see_an_escape() -> None:
    page = Page('<p title="⟦a⟧">⟦Read <b>this</b>⟧ 3 <i>loose</i></p><code>x</code><img alt="raw">')
    assert page.escaped == ["<i> loose", "<img alt> raw"]
