"""Writing a file for its owner alone, whole or not at all."""

import os
from pathlib import Path


def write_private(path: Path, data: bytes) -> Path:
    """Write `data` to `path` (0600, its new folders 0700); a file of that name is replaced."""
    folder = path.parent
    for new in (folder.parent, folder):
        new.mkdir(mode=0o700, exist_ok=True)
        new.chmod(0o700)
    draft = path.with_suffix(".part")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path
