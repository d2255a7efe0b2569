"""What a person gets: the wheel alone, in an empty environment, with neither Node nor make."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from plumbline import __version__

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "plumbline"
HTMX = PACKAGE / "web" / "static" / "vendor" / "htmx" / "htmx.min.js"
START_SECONDS = 60


def run(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run to the end; a failure shows what the command said."""
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        **options,
    )
    assert done.returncode == 0, (
        f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}"
    )
    return done


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert HTMX.is_file(), "the browser libraries are missing: run `make setup`"
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    run(*build, "--outdir", folder, ROOT)
    (built,) = folder.glob("plumbline-*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment that holds the locked libraries and the wheel."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home)
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python"]
    pip += ["--disable-pip-version-check", "install"]
    locked = ["--require-hashes", "--only-binary=:all:", "--no-compile"]
    run(*pip, *locked, "-r", ROOT / "requirements" / "app.txt")
    run(*pip, "--no-deps", "--no-index", wheel)
    return home / "bin"


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Surroundings with an empty PATH, an empty home, and nothing of ours."""
    (tmp_path / "path").mkdir()
    home = {"HOME": str(tmp_path), "PLUMBLINE_HOME": str(tmp_path / "plumbline")}
    return {"PATH": str(tmp_path / "path"), "LC_ALL": "C.UTF-8", **home}


@pytest.fixture
def served(installed: Path, bare: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """Address of an app that was started from the wheel."""
    assert shutil.which("node", path=bare["PATH"]) is None
    assert shutil.which("make", path=bare["PATH"]) is None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [str(installed / "plumbline"), "serve", "--port", str(port), "--no-open"],
        env=bare,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    # A server that neither speaks nor ends must not hold the suite.
    alarm = threading.Timer(START_SECONDS, process.kill)
    alarm.start()
    try:
        yield _announced_address(process, port)
    finally:
        alarm.cancel()
        process.terminate()
        process.communicate(timeout=10)


def _announced_address(process: subprocess.Popen[str], port: int) -> str:
    """Read what the server says until it names its address."""
    address = f"http://127.0.0.1:{port}"
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if address in line:
            _wait_until_open(process, port)
            return address
    pytest.fail(f"`plumbline serve` never named {address}:\n{''.join(said)}", pytrace=False)


def _wait_until_open(process: subprocess.Popen[str], port: int) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.1)
    pytest.fail("`plumbline serve` ended before it listened", pytrace=False)


def fetch(url: str) -> tuple[str, bytes]:
    """Content type and body; an error status raises."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as answer:
        return answer.headers.get_content_type(), answer.read()


def test_wheel_holds_every_file_the_app_reads(wheel: Path) -> None:
    left_out = {".po", ".pot", ".pyc"}
    needed = {
        f"plumbline/{file.relative_to(PACKAGE).as_posix()}"
        for file in PACKAGE.rglob("*")
        if file.is_file() and file.suffix not in left_out
    }
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert needed - held == set()
    assert "plumbline/web/static/vendor/htmx/LICENSE" in held
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_wheel_brings_no_tests_or_tools(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"plumbline", f"plumbline-{__version__}.dist-info"}


def test_version(installed: Path, bare: dict[str, str], tmp_path: Path) -> None:
    said = run(installed / "plumbline", "--version", env=bare, cwd=tmp_path).stdout
    assert __version__ in said


def test_findings_as_json(installed: Path, bare: dict[str, str], tmp_path: Path) -> None:
    said = run(installed / "plumbline", "findings", "--json", env=bare, cwd=tmp_path).stdout
    assert "saddle_numbness" in json.dumps(json.loads(said))


def test_serves_its_pages_and_its_own_browser_library(served: str) -> None:
    kind, page = fetch(f"{served}/")
    assert kind == "text/html"
    source = re.search(r'src="(/[^"]*htmx[^"]*)"', page.decode())
    assert source, "the front page does not load htmx"
    kind, library = fetch(served + source[1])
    assert kind in {"text/javascript", "application/javascript"}
    assert library == HTMX.read_bytes()
