"""The time zone of this machine, and which names of zones there are."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

LOCALTIME = Path("/etc/localtime")
_FOLDER = "zoneinfo"
_NOT_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")
"""Names that are offsets, old spellings or other editions of the same."""


def machine_zone(environment: Mapping[str, str] = os.environ, link: Path = LOCALTIME) -> str | None:
    """The IANA name of the zone this machine is in; None where it does not say."""
    told = environment.get("TZ", "").removeprefix(":")
    if told:
        return told if is_zone(told) else None
    try:
        parts = link.resolve(strict=True).parts
    except OSError:
        return None
    if _FOLDER not in parts:
        return None
    name = "/".join(parts[parts.index(_FOLDER) + 1 :])
    return name if is_zone(name) else None


def is_zone(name: str) -> bool:
    """Whether the time zone database has a zone of that name."""
    if not name or len(name) > 64:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def zones() -> tuple[str, ...]:
    """The zones named after places, in the order of the alphabet."""
    names = (name for name in available_timezones() if "/" in name)
    return tuple(sorted(name for name in names if not name.startswith(_NOT_PLACES)))
