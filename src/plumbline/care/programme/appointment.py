"""Sessions as another calendar sees them: a day, perhaps a time, and nothing about health."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Times:
    """When on a day somebody likes to do a session; without `at` a session takes the whole day."""

    at: time | None = None
    """By the clock on the wall in `zone`: 18:00 stays 18:00 when the clocks change."""
    remind: int | None = None
    """Minutes before it; None for no reminder."""
    zone: str | None = None
    """A name of the IANA time zone database, such as Europe/London."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One session. `uid` stays the same when the session moves; `minutes` are whole."""

    uid: str
    on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Revision:
    """How often what a calendar shows has changed, and when it last did."""

    count: int
    at: datetime | None
