"""Who sits at this browser: a random token in a cookie, everything else in memory here.

Nothing of a session is written to disk; when the process ends, everybody is signed out.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from plumbline.journal.casebook import Casebook

COOKIE = "plumbline_session"
IDLE = timedelta(hours=12)
IDLE_WITH_PIN = timedelta(minutes=30)
MOST = 500
"""Sessions kept at once; the one that was quiet longest goes first."""


def _token() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Sitting:
    """The physical tests of one sitting on one day; what was measured stands in the journal."""

    on: date
    skipped: set[str] = field(default_factory=set[str])
    """Tests the person does not want to do today."""
    test: str = ""
    """The test on the screen, by choice or because it was begun."""
    everything: bool = False
    """Go on, though no further test is likely to change the order."""
    hurt: str = ""
    """The finding of a pain stop that was just told."""


@dataclass
class Session:
    """One browser. `profile_id` is None until somebody chose (and unlocked) a profile."""

    used: datetime
    token: str = field(default_factory=_token, repr=False)
    csrf: str = field(default_factory=_token, repr=False)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    profile_id: str | None = None
    unlocking: str | None = None
    """A profile that was chosen and waits for its PIN."""
    has_pin: bool = False
    notice: str = ""
    """One line to show on the next page, once."""
    trail: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]], repr=False)
    """The questions answered in this sitting, so that "Back" can show them again."""
    revisit: tuple[str, ...] = ()
    """Questions that the person asked to see again."""
    return_to: str = ""
    progress: float = 0.0
    """The furthest the progress bar has been, 0 to 1: it never runs backwards."""
    opaque: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    sitting: Sitting | None = field(default=None, repr=False)
    book: Casebook | None = field(default=None, repr=False)
    """The case of the open profile, so that only what is new in it is read for the next page."""

    def name_for(self, thing: str) -> str:
        """A name for a knowledge thing that says nothing to whoever reads the address."""
        name = hmac.new(self.secret, thing.encode(), sha256).hexdigest()[:20]
        self.opaque[name] = thing
        return name

    def tests_of(self, today: date) -> Sitting:
        """The sitting of a day; a new day begins a new one."""
        if self.sitting is None or self.sitting.on != today:
            self.sitting = Sitting(today)
        return self.sitting

    def take_notice(self) -> str:
        notice, self.notice = self.notice, ""
        return notice

    def expired(self, now: datetime) -> bool:
        return now - self.used > (IDLE_WITH_PIN if self.has_pin else IDLE)


class Sessions:
    """Every session of this process."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._by_token: dict[str, Session] = {}

    def find(self, token: str | None) -> Session | None:
        """The live session of a token; an expired one is forgotten."""
        session = self._by_token.get(token or "")
        if session is None:
            return None
        now = self._clock()
        if session.expired(now):
            del self._by_token[session.token]
            return None
        session.used = max(session.used, now)
        return session

    def start(self, *, kept: bool = True) -> Session:
        """A new session; one that is not `kept` ends with its request."""
        if not kept:
            return Session(used=self._clock())
        if len(self._by_token) >= MOST:
            quietest = min(self._by_token.values(), key=lambda session: session.used)
            del self._by_token[quietest.token]
        session = Session(used=self._clock())
        self._by_token[session.token] = session
        return session

    def enter(self, session: Session, profile_id: str, *, has_pin: bool) -> Session:
        """Open a profile under new secrets, so that what was known before is worth nothing."""
        self.end(session)
        fresh = self.start()
        fresh.profile_id, fresh.has_pin = profile_id, has_pin
        return fresh

    def end(self, session: Session) -> None:
        self._by_token.pop(session.token, None)

    def end_all_of(self, profile_id: str) -> None:
        """Close a profile in every browser."""
        for session in [s for s in self._by_token.values() if s.profile_id == profile_id]:
            self.end(session)
