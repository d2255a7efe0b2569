"""Try it on yourself: a proper trial with one person, of things that are harmless for them."""

from plumbline.care.n_of_1.analysis import (
    Entry,
    Stop,
    TrialState,
    Verdict,
    follow,
    method_of,
    outcome_of,
    saying,
)
from plumbline.care.n_of_1.design import Arm, Design, draw
from plumbline.care.n_of_1.may_try import MayTry, choices, may_try
from plumbline.care.n_of_1.power import Power, long_enough, power

__all__ = [
    "Arm",
    "Design",
    "Entry",
    "MayTry",
    "Power",
    "Stop",
    "TrialState",
    "Verdict",
    "choices",
    "draw",
    "follow",
    "long_enough",
    "may_try",
    "method_of",
    "outcome_of",
    "power",
    "saying",
]
