"""`serve`: on this machine only, one line when it starts, one line when it cannot."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from plumbline.web import serve
from plumbline.web.server import PortTaken

SOURCE = Path(__file__).resolve().parents[2] / "src"
PROGRAM = "import sys; from pathlib import Path; from plumbline.web import serve; " + (
    "serve(Path(sys.argv[1]), 0, False)"
)


def test_a_port_in_use_gives_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as caught:
            serve(tmp_path, port, open_browser=False)
    assert f"Port {port} is in use" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.hazard("health_data_leaves")
def test_it_says_its_address_and_nothing_else(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        assert _get(f"{address}/about") == 200
        port = int(address.rpartition(":")[2])
        assert not _reachable(_own_address(), port)
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=20)
    assert rest == ""


def _get(address: str) -> int:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.1)
    return 0


def _own_address() -> str:
    """Another address of this machine: loopback has many, a listener on 127.0.0.1 only one."""
    return "127.0.0.2"


def _reachable(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((host, port)) == 0
