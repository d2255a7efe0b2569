"""The PIN: how it is kept and how long a wrong one must wait.

A PIN keeps other people at the same screen out. It does not encrypt the file: whoever can read
the person's files can read the journal.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from plumbline.errors import BadInput, JournalError, ProfileLocked

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
SHORTEST_PIN, LONGEST_PIN = 4, 64

_hasher = PasswordHasher()  # argon2id, RFC 9106 low-memory profile


def hash_pin(pin: str) -> str:
    """The argon2id hash of a new PIN; BadInput when it is too short or too long."""
    if not SHORTEST_PIN <= len(_normal(pin)) <= LONGEST_PIN:
        raise BadInput(
            "PIN",
            "has the wrong length",
            allowed=f"{SHORTEST_PIN} to {LONGEST_PIN} digits or letters",
        )
    return _hasher.hash(_normal(pin))


def pin_matches(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher.verify(pin_hash, _normal(pin))
    except VerifyMismatchError:
        return False
    except (InvalidHashError, VerificationError) as error:
        raise JournalError("the stored PIN cannot be read: the journal is damaged") from error


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong PINs in a row, and until when the next try must wait."""

    failed: int = 0
    locked_until: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """How long to wait from `now`; never longer than the wait that was set.

        Otherwise a clock that ran ahead and was put back would lock the person out for as long
        as it had run ahead.
        """
        if self.locked_until is None:
            return timedelta(0)
        return max(timedelta(0), min(self.locked_until - now, wait_after(self.failed)))

    def one_more(self, now: datetime) -> "Tries":
        """After one more wrong try at `now`."""
        wait = wait_after(self.failed + 1)
        return Tries(self.failed + 1, now + wait if wait else None)


def wait_after(failed: int) -> timedelta:
    """How long the next try must wait: none up to 4 wrong ones, then 30 s, doubling to 1 h."""
    if failed < FREE_TRIES:
        return timedelta(0)
    doublings = min(failed - FREE_TRIES, 10)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def must_wait(wait: timedelta) -> ProfileLocked:
    return ProfileLocked(f"too many wrong tries: wait {_spoken(wait)}, then try again")


def was_wrong(tries: Tries, now: datetime) -> ProfileLocked:
    wait = tries.wait(now)
    if wait:
        return ProfileLocked(f"that PIN is not right: wait {_spoken(wait)}, then try again")
    left = FREE_TRIES - tries.failed
    times = "once" if left == 1 else f"{left} times"
    return ProfileLocked(f"that PIN is not right: you can try {times} more before you must wait")


def _spoken(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    return f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"


def _normal(pin: str) -> str:
    """The same PIN typed on another keyboard (full-width digits, composed accents) is the same."""
    return unicodedata.normalize("NFKC", pin)
