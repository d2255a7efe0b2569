"""`plumbline serve`: the app on this machine, at the port and in the folder that were asked for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.functional.cli_user import SOURCE, process


def test_serves_pages_here_and_keeps_data_where_told(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(SOURCE), "PLUMBLINE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "plumbline", "serve", "--port", "0", "--no-open"]
    program = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert program.stdout is not None
        address = program.stdout.readline().decode().split()[-1]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert b"Plumbline" in answer.read()
        assert (tmp_path / "home" / "journal.sqlite3").is_file()
    finally:
        program.terminate()
        program.communicate(timeout=20)


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = process("serve", "--port", port, "--no-open", "--home", str(tmp_path))
    assert said.code == 1
    assert len(said.err.strip().splitlines()) == 1
    assert port in said.err
