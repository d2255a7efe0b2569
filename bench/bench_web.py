"""Pages a second and p95 with 16 connections, beside a bare FastAPI+SQLite page in the same run.

Both run as one process on the loopback interface. Absolute figures are printed; only a ratio is
asserted, since machines are noisy. Usage: python bench/bench_web.py [seconds per turn]
"""

import asyncio
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import httpx

CONNECTIONS = 16
TURNS = 3
PAGES = ("/check", "/verdict", "/today", "/history")
SLOWEST_RATIO = 150
"""A page of ours may take this many times a bare page that decides nothing and says nothing."""

BARE = """
import sqlite3, sys
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Template
import uvicorn
db = sqlite3.connect(sys.argv[1], check_same_thread=False)
page = Template("<ul>{% for r in rows %}<li>{{ r[0] }}: {{ r[1] }}</li>{% endfor %}</ul>")
app = FastAPI()
@app.get("/")
async def rows():
    found = db.execute("select id, text from entry order by id desc limit 14").fetchall()
    return HTMLResponse(page.render(rows=found))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
"""


async def load(port: int, path: str, cookie: str, seconds: float) -> list[float]:
    """Seconds each request took, with CONNECTIONS kept-alive connections asking in turn."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
    ).encode()

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"{path}: {head.splitlines()[0].decode()}")
            length = next(
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length")
            )
            await reader.readexactly(length)
            times.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return times


def report(name: str, times: list[float], seconds: float, bare: float | None) -> float:
    rate = len(times) / seconds
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    ratio = f"{bare / rate:6.1f} x" if bare else "     1  "
    print(f"{name:<12} {rate:8.0f} pages/s   p95 {p95:7.1f} ms   {ratio}")
    return rate


def start_bare(folder: Path, port: int) -> subprocess.Popen[bytes]:
    path = folder / "bare.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("create table entry (id integer primary key, text text)")
        db.executemany("insert into entry (text) values (?)", [(f"entry {i}",) for i in range(500)])
        db.commit()
    return subprocess.Popen([sys.executable, "-c", BARE, str(path), str(port)])


def seed(folder: Path) -> tuple[str, str]:
    """A person in the middle of a plan, and one in the middle of the questions (profile names)."""
    from plumbline.care.answers import accept_all
    from plumbline.journal import Journal
    from plumbline.journal.casebook import Casebook
    from plumbline.knowledge import load as load_knowledge
    from plumbline.knowledge.yaml_file import read
    from plumbline.logic.rulebook import compile_rules
    from plumbline.web.app import local_time

    rulebook = compile_rules(load_knowledge())
    path = Path(__file__).parents[1] / "examples" / "persistent_simple.yaml"
    today = local_time().date()
    given = {k: v for k, v in read(path).value.items() if k != "as_of"}
    with Journal.open(folder, clock=local_time) as journal:
        book = Casebook(journal, rulebook, journal.create_profile("Planned").id)
        book.answer(accept_all(rulebook.knowledge.findings, given, today), today)
        book.verdict(today)
        book.make_plan(today)
        book.check_in({**CHECK_IN}, today)
        asked = Casebook(journal, rulebook, journal.create_profile("Asked").id)
        asked.answer({"age_years": 44, "sex_at_birth": "female"}, today)
    return "Planned", "Asked"


CHECK_IN = {
    "spread_down_limb": False,
    "anything_new_or_worse": False,
    "pain_day_nrs": 3,
    "next_morning": "better",
    "session_felt": "right",
}


def main(seconds: float = 3.0) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        planned, asked = seed(folder / "home")
        bare = start_bare(folder, 8961)
        ours = subprocess.Popen(
            [sys.executable, "-m", "plumbline", "serve", "--port", "8962", "--no-open"],
            env={"PLUMBLINE_HOME": str(folder / "home"), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.DEVNULL,
        )
        try:
            measure(seconds, wait_and_enter(8962, planned), wait_and_enter(8962, asked))
        finally:
            for process in (bare, ours):
                process.terminate()
                process.wait(10)


def wait_and_enter(port: int, profile: str) -> str:
    """The cookie of a browser in which this profile is open."""
    base = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            httpx.get(base, timeout=1)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    with httpx.Client(base_url=base, follow_redirects=True) as browser:
        page = browser.get("/").text
        token = page.split('name="token" value="')[1].split('"')[0]
        before = page[: page.index(f">{profile}")]
        chosen = before.rsplit('name="profile" value="', 1)[1].split('"')[0]
        browser.post("/open", data={"token": token, "profile": chosen})
        return f"plumbline_session={browser.cookies['plumbline_session']}"


def measure(seconds: float, planned: str, asked: str) -> None:
    taken: dict[str, list[float]] = {"bare": [], **{page: [] for page in PAGES}}
    for _ in range(TURNS):
        taken["bare"] += asyncio.run(load(8961, "/", "", seconds))
        for page in PAGES:
            cookie = asked if page == "/check" else planned
            taken[page] += asyncio.run(load(8962, page, cookie, seconds))
    print(f"{CONNECTIONS} connections, {TURNS} turns of {seconds:g} s each, in turn")
    bare = report("bare page", taken["bare"], TURNS * seconds, None)
    for page in PAGES:
        rate = report(page, taken[page], TURNS * seconds, bare)
        assert bare / rate < SLOWEST_RATIO, f"{page} is {bare / rate:.0f} times a bare page"


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
