"""The programme: what to do this week, and how it answers what happened."""

from plumbline.care.programme.adapt import (
    adapt,
    leave_out,
    next_step,
    refocus,
    resume,
    step_back,
    suspend,
)
from plumbline.care.programme.first_week import first_week
from plumbline.care.programme.model import Day, Left, Planned, Programme

__all__ = [
    "Day",
    "Left",
    "Planned",
    "Programme",
    "adapt",
    "first_week",
    "leave_out",
    "next_step",
    "refocus",
    "resume",
    "step_back",
    "suspend",
]
