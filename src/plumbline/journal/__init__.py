"""What happened: an append-only log of what each person said, did and was told."""

from .journal import Entry, Journal
from .values import JSON, Event, Payload, Profile

__all__ = ["JSON", "Entry", "Event", "Journal", "Payload", "Profile"]
