"""Serve the app on this machine only."""

import logging
import socket
import threading
import webbrowser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import uvicorn

from plumbline.errors import PlumblineError
from plumbline.logic.rulebook import Rulebook
from plumbline.web.app import create_app, local_time

HOST = "127.0.0.1"


class PortTaken(PlumblineError):
    """Another program listens there already."""


def serve(
    home: Path,
    port: int = 8123,
    open_browser: bool = True,
    *,
    clock: Callable[[], datetime] = local_time,
    rulebook: Rulebook | None = None,
) -> None:
    """Serve until interrupted. Raises PortTaken (one clear line) where the port is in use."""
    listening = _listen(port)
    try:
        app = create_app(home, clock=clock, rulebook=rulebook)
        address = f"http://{HOST}:{listening.getsockname()[1]}"
        print(address, flush=True)  # noqa: T201 - what the person is to open
        if open_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        # No access log: an address and a time already say something about a person.
        config = uvicorn.Config(
            app,
            log_level=logging.WARNING,
            access_log=False,
            server_header=False,
            proxy_headers=False,
        )
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def _listen(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except (OSError, OverflowError):
        listening.close()
        raise PortTaken(
            f"Port {port} is in use by another program, or may not be used. "
            "Stop the other program, or choose another port with --port."
        ) from None
    listening.listen(128)
    return listening
