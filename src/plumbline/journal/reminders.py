"""What a person asked for in their own calendar: time of day, reminder, and the feed.

The feed is an address with a random token, off until it is switched on. Only the token's digest is
stored. Whoever has the token may read the days of the sessions, and nothing else.
"""

import hmac
import secrets
from datetime import date, time
from hashlib import sha256

from plumbline.care.programme.appointment import Times
from plumbline.errors import BadInput
from plumbline.journal.entries import store
from plumbline.journal.journal import Journal
from plumbline.journal.reading import data_of
from plumbline.journal.values import Payload
from plumbline.journal.zone import is_zone
from plumbline.knowledge import Knowledge

TIMES, FEED = "calendar_times", "calendar_feed"
LONGEST = 24 * 60
"""Minutes a reminder may come before its session."""
TOKEN_BYTES = 32
_NO_DIGEST = "0" * 64


class Reminders:
    """A profile's wishes for its own calendar, read from its journal."""

    def __init__(self, journal: Journal, knowledge: Knowledge, profile_id: str) -> None:
        self._journal = journal
        self._knowledge = knowledge
        self._profile_id = profile_id

    def times(self) -> Times:
        """The time of day and the reminder that were chosen; neither at first."""
        event = self._journal.latest(self._profile_id, TIMES)
        if event is None:
            return Times()
        data = data_of(event)
        at = time.fromisoformat(data["at"]) if data["at"] else None
        return Times(at, data["remind"], data["zone"])

    def set_times(self, times: Times, today: date) -> None:
        """Choose them. Raises BadInput for what cannot be."""
        if times.remind is not None and not 0 <= times.remind <= LONGEST:
            raise BadInput("remind", "is out of range", allowed=f"0 to {LONGEST} minutes")
        if times.zone is not None and not is_zone(times.zone):
            raise BadInput("zone", "is not a time zone", allowed="a name such as Europe/London")
        if times.at is not None and times.zone is None:
            raise BadInput("zone", "is needed for a time of day", allowed="such as Europe/London")
        at = times.at.isoformat("minutes") if times.at else None
        told = {"on": today.isoformat(), "at": at, "remind": times.remind, "zone": times.zone}
        self._store(TIMES, told)

    @property
    def feed_is_on(self) -> bool:
        return self._stored_digest() is not None

    def renew_feed(self, today: date) -> str:
        """Switch the feed on with a new token; an older one is worth nothing from now on. The
        token is told once: it is not stored."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._store_feed(today, _digest(self._profile_id, token))
        return token

    def stop_feed(self, today: date) -> None:
        """Switch it off: its address leads nowhere from now on."""
        if self.feed_is_on:
            self._store_feed(today, None)

    def opens_with(self, token: str) -> bool:
        """Whether the token is the one that was told last; a wrong one takes as long."""
        digest = self._stored_digest()
        given = _digest(self._profile_id, token)
        return hmac.compare_digest(given, digest or _NO_DIGEST) and digest is not None

    def _stored_digest(self) -> str | None:
        event = self._journal.latest(self._profile_id, FEED)
        if event is None:
            return None
        data = data_of(event)
        # A record that was taken in as a second profile has no feed until it is switched on there.
        return data["digest"] if data["profile"] == self._profile_id else None

    def _store_feed(self, today: date, digest: str | None) -> None:
        told = {"on": today.isoformat(), "digest": digest, "profile": self._profile_id}
        self._store(FEED, told)

    def _store(self, kind: str, payload: Payload) -> None:
        store(self._journal, self._knowledge, self._profile_id, [(kind, payload)])


def profile_of(journal: Journal, knowledge: Knowledge, token: str) -> str | None:
    """The id of the profile whose feed a token opens. Every profile is tried, whoever it is."""
    found: str | None = None
    for profile in journal.profiles():
        if Reminders(journal, knowledge, profile.id).opens_with(token):
            found = profile.id
    return found


def _digest(profile_id: str, token: str) -> str:
    return sha256(f"{profile_id}:{token}".encode()).hexdigest()
