"""The programme: what to do this week, and how it answers what happened."""

from plumbline.care.programme.adapt import (
    BY_DIRECTION,
    adapt,
    leave_out,
    next_step,
    resume,
    step_back,
    suspend,
)
from plumbline.care.programme.model import Day, Left, Planned, Programme, Proof, Template
from plumbline.care.programme.practice import By, Practice, Wish, Wishes, WishKind
from plumbline.care.programme.week import first_week

__all__ = [
    "BY_DIRECTION",
    "By",
    "Day",
    "Left",
    "Planned",
    "Practice",
    "Programme",
    "Proof",
    "Template",
    "Wish",
    "WishKind",
    "Wishes",
    "adapt",
    "first_week",
    "leave_out",
    "next_step",
    "resume",
    "step_back",
    "suspend",
]
