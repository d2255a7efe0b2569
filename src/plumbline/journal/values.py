"""What the journal takes and gives: profiles, events and canonical JSON."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, cast

from plumbline.errors import BadInput, TooLarge

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
Payload: TypeAlias = Mapping[str, JSON]
Entry: TypeAlias = tuple[str, Payload]
"""An event to be stored: its kind and its payload."""

LARGEST_PAYLOAD = 5_000_000
"""Bytes of canonical JSON that one event may hold."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person whose record this is. `locked_until` is set while PIN tries must wait."""

    id: str
    name: str
    created_at: datetime
    has_pin: bool = False
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `id` orders events; `at` is what the clock said (UTC).

    An `id` belongs to one database (an import numbers anew): in a payload, name another event
    by its `request_id`. `part` counts the events of one request from 0.
    """

    id: int
    profile_id: str
    at: datetime
    kind: str
    # Not in the repr: what a person said must not reach a log or a traceback by accident.
    payload: Payload = field(repr=False)
    knowledge_version: str
    app_version: str
    request_id: str | None = None
    part: int = 0


def canonical_json(value: JSON, *, what: str = "payload") -> str:
    """JSON with sorted keys, no spaces, UTF-8 and no NaN: equal values give equal bytes.

    Raises BadInput, which never quotes the value.
    """
    try:
        _check_keys(value)
        text = json.dumps(
            value,
            sort_keys=True,
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
            default=_plain,
        )
        text.encode("utf-8")
    except (TypeError, ValueError, RecursionError):
        # `from None`: the cause would quote the value.
        raise BadInput(
            what,
            "cannot be stored as JSON",
            allowed="text, whole and finite numbers, true, false, null, lists, "
            "and objects with text keys",
        ) from None
    return text


def canonical_payload(payload: Payload) -> str:
    """The stored form of one event's payload: a JSON object of bounded size."""
    # A caller in Python may hand over anything; the journal must not store it.
    if not isinstance(payload, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise BadInput("payload", "is not an object", allowed="a mapping with text keys")
    text = canonical_json(payload)
    if len(text.encode("utf-8")) > LARGEST_PAYLOAD:
        raise TooLarge("payload", "is too large", allowed=f"up to {LARGEST_PAYLOAD} bytes")
    return text


def checked_text(value: str, what: str, *, longest: int) -> str:
    """`value` if it is one line of 1 to `longest` characters; else BadInput."""
    hidden = any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in value)
    if hidden or not 0 < len(value) <= longest or value != value.strip():
        raise BadInput(
            what,
            "cannot be used",
            allowed=f"one line of 1 to {longest} characters, no space at either end",
        )
    return value


def same_letters(one: str, other: str) -> bool:
    """Whether two texts are the same to a reader: keyboards may spell one é in two ways."""
    return unicodedata.normalize("NFC", one.strip()) == unicodedata.normalize("NFC", other.strip())


def _check_keys(value: object) -> None:
    """json.dumps would turn the keys 1 and None into text without a word: refuse them."""
    if isinstance(value, Mapping):
        for key, inner in cast("Mapping[object, object]", value).items():
            if not isinstance(key, str):
                raise TypeError("a key is not text")
            _check_keys(inner)
    elif isinstance(value, list | tuple):
        for inner in cast("Sequence[object]", value):
            _check_keys(inner)


def _plain(value: object) -> object:
    """Read-only mappings (MappingProxyType and the like) are stored as objects."""
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, object]", value))
    raise TypeError
