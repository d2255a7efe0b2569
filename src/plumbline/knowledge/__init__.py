"""What is true: YAML files that a clinician can read, loaded into one frozen `Knowledge`."""

from plumbline.knowledge.load import (
    Loaded,
    Problem,
    assemble,
    from_snapshot,
    load,
    read_all,
    shipped,
)
from plumbline.knowledge.model import Knowledge

__all__ = [
    "Knowledge",
    "Loaded",
    "Problem",
    "assemble",
    "from_snapshot",
    "load",
    "read_all",
    "shipped",
]
