"""What happened: an append-only log of what each person said, did and was told."""

from .journal import Journal
from .values import JSON, Entry, Event, Payload, Profile

__all__ = ["JSON", "Entry", "Event", "Journal", "Payload", "Profile"]
