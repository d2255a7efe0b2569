"""The shipped movements, read as they stand."""

from importlib import resources
from pathlib import Path

from plumbline.knowledge.yaml_file import read
from plumbline.motion import Movement, read_movement

FOLDER = Path(str(resources.files("plumbline") / "knowledge" / "movements"))
NAMES = sorted(file.stem for file in FOLDER.glob("*.yaml"))


def shipped(name: str) -> Movement:
    """One movement by the name of its file."""
    return read_movement(read(FOLDER / f"{name}.yaml").value, name)
