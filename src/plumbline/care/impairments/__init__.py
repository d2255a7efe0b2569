"""What to train first: physical tests read together, honestly.

A state for each chain and side, in SD units of the person's own age and sex; each test a noisy
reading of it. What comes out ranks what to train first; it does not show what causes pain.
"""

from plumbline.care.impairments.assess import assess
from plumbline.care.impairments.change import Change, changes, due_on
from plumbline.care.impairments.model import (
    Assessment,
    ChainState,
    Day,
    Priority,
    Reading,
    SideState,
    Stopped,
)

__all__ = [
    "Assessment",
    "ChainState",
    "Change",
    "Day",
    "Priority",
    "Reading",
    "SideState",
    "Stopped",
    "assess",
    "changes",
    "due_on",
]
