"""A real browser against the real app: Debian's Chromium, driven by Playwright.

Any console error, page error or request that leaves this machine fails the test that caused it.
A test that expects such a complaint asserts on the `complaints` fixture and then clears it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

SOURCE = Path(__file__).resolve().parents[2] / "src"
START_SECONDS = 60
# How long to wait before saying that something does not come: a busy machine is slow, not wrong.
EXPECT_MS, ACT_MS = 20_000, 60_000
expect.set_options(timeout=EXPECT_MS)
IN_CI = os.environ.get("CI") == "true"
# Chromium heeds only the last --disable-features, so Playwright's own list is said again here.
# The last two are the pop-ups of the address bar: nobody sees them in a test, yet each fresh
# context started a process for them, at twice the work of all the rest of it.
DISABLED_FEATURES = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
FLAGS = (
    f"--disable-features={','.join(DISABLED_FEATURES)}",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    # Whatever a page might ask for, no name but our own is ever looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a browser test that did not run is a failure, not a footnote."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr[2]}"
    return report


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser to drive."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine; to run this test: apt-get install chromium")
    return path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the real app, with an empty home of its own, e.g. `http://127.0.0.1:40123`."""
    home = tmp_path_factory.mktemp("home")
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "plumbline", "serve", "--port", str(port), "--no-open"]
    surroundings = {**os.environ, "PLUMBLINE_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    with log.open("w") as output:
        process = subprocess.Popen(command, env=surroundings, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(address, process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"`plumbline serve` did not answer at {address}:\n{log.read_text()}", pytrace=False)


# Not for the whole session: Playwright's event loop would still be running under other tests.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about in this test; anything left at the end fails it."""
    heard: list[str] = []
    yield heard
    if heard:
        pytest.fail("the browser complained:\n" + "\n".join(heard), pytrace=False)


@pytest.fixture
def service_workers() -> Literal["allow", "block"]:
    """Whether pages may have their service worker. Each fresh context would fill its cache with
    the whole app, so only modules about the worker say "allow"."""
    return "block"


@pytest.fixture
def open_page(
    browser: Browser,
    complaints: list[str],
    service_workers: Literal["allow", "block"],
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Page]]:
    """Makes a watched page in a fresh context; options are Playwright's for `new_context`.

    Default: a phone of 360 x 740, addresses relative to the server (`page.goto("/")`), which is
    started by the first page that names no other.
    """
    contexts: list[BrowserContext] = []

    def new(**options: object) -> Page:
        if "base_url" not in options:
            options["base_url"] = request.getfixturevalue("server")
        phone = {"viewport": {"width": 360, "height": 740}, "service_workers": service_workers}
        context = browser.new_context(**{**phone, **options})
        contexts.append(context)
        context.set_default_timeout(ACT_MS)
        context.set_default_navigation_timeout(ACT_MS)
        _watch(context, complaints)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A phone's page, 360 x 740."""
    return open_page()


def _watch(context: BrowserContext, complaints: list[str]) -> None:
    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def address(kind: str, url: str) -> None:
        if _leaves_the_machine(url):
            complaints.append(f"{kind} leaves the machine: {url}")

    context.on("console", console)
    context.on("weberror", lambda error: complaints.append(f"page: {error.error}"))
    context.on("request", lambda request: address("request", request.url))
    context.on(
        "page", lambda page: page.on("websocket", lambda socket: address("socket", socket.url))
    )


def _leaves_the_machine(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"
