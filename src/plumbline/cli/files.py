"""Files that a command writes: checked before anybody is asked anything, and written whole."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from plumbline.errors import BadInput


def check_place(file: Path, option: str, *, force: bool) -> None:
    """Raises BadInput, naming the `option` that asked for it, where the file could not be written,
    or would replace another that is there without `force`."""
    if file.is_dir():
        problem = "cannot be written, it is a folder"
        raise BadInput(option, problem, allowed="the name of a file", where=str(file))
    if not file.parent.is_dir():
        problem = "cannot be written, its folder does not exist"
        raise BadInput(option, problem, allowed="a file in a folder that exists", where=str(file))
    target_of(file, option)
    if file.exists() and not force:
        problem = "there is a file already"
        raise BadInput(option, problem, allowed="a new name, or --force", where=str(file))


def write_whole(file: Path, content: bytes, option: str) -> None:
    """The file with all of the content, or as it was before: never half of it. A link stays, and
    what it leads to is replaced. Raises BadInput, naming the `option` that asked for it, where it
    cannot be written."""
    target, place = target_of(file, option), None
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=".plumbline-", suffix=".part", delete=False
        ) as part:
            place = Path(part.name)
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        place.replace(target)
    except OSError as error:
        if place is not None:
            with suppress(OSError):
                place.unlink()
        problem = f"cannot be written ({error.strerror})"
        raise BadInput(option, problem, allowed="another place", where=str(file)) from None


def target_of(file: Path, option: str) -> Path:
    """Where a file really lies, behind links. Raises BadInput for a device or another thing that
    is no file: to replace one would destroy it."""
    try:
        target = file.resolve()
        plain = target.is_file() or not target.exists()
    except (OSError, RuntimeError):  # links that lead in a circle
        plain, target = False, file
    if not plain:
        raise BadInput(option, "is not a file", allowed="the name of a file", where=str(file))
    return target
