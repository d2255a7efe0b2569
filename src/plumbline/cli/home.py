"""Where this machine keeps what people tell Plumbline."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ENVIRONMENT = "PLUMBLINE_HOME"


def home(chosen: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for data: what was chosen, else PLUMBLINE_HOME, else the system's own place."""
    if chosen is not None:
        return chosen.expanduser()
    if environment.get(ENVIRONMENT):
        return Path(environment[ENVIRONMENT]).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Plumbline"
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local or Path.home() / "AppData" / "Local") / "Plumbline"
    data = environment.get("XDG_DATA_HOME")
    return Path(data or Path.home() / ".local" / "share") / "plumbline"
