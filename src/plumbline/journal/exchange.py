"""The export file: one profile's whole record as canonical JSON, and its strict reading."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, TypeAlias, cast
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from plumbline.errors import BadInput, TooLarge

from .values import JSON, Event, Profile, canonical_json, canonical_payload, checked_text

FORMAT: Final = "plumbline-journal"
FORMAT_VERSION: Final = 1
LARGEST_IMPORT: Final = 50_000_000
"""Bytes of an export file that we are willing to read."""
LARGEST_SNAPSHOT: Final = 50_000_000
"""Bytes of one knowledge snapshot once unpacked: a small file must not fill the memory."""
_WHERE: Final = "export file"


@lru_cache(maxsize=1)
def compress(text: str) -> bytes:
    """A knowledge snapshot, packed; the same one for every journal of a process."""
    return zlib.compress(text.encode("utf-8"), 9)


def decompress(packed: bytes) -> str:
    """The text of a knowledge snapshot; BadInput when it is broken or unpacks to too much."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(packed, LARGEST_SNAPSHOT)
        if unpacking.unconsumed_tail:
            raise TooLarge("knowledge", "is too large", allowed=f"up to {LARGEST_SNAPSHOT} bytes")
        if not unpacking.eof or unpacking.unused_data:
            raise BadInput("knowledge", "is broken")
        return data.decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        raise BadInput("knowledge", "is broken") from None


def _moment(value: object) -> datetime:
    """An ISO 8601 moment with its zone, as UTC."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise ValueError("not a moment with date, time and zone")


def _base64(value: object) -> bytes:
    if isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except ValueError:
            pass
    raise ValueError("not base64 text")


def _uuid(value: str) -> str:
    if str(UUID(value)) != value:
        raise ValueError("not a UUID in lower case")
    return value


def _one_line(longest: int) -> AfterValidator:
    def check(value: str) -> str:
        try:
            return checked_text(value, "text", longest=longest)
        except BadInput as error:
            raise ValueError(error.allowed) from None

    return AfterValidator(check)


def _strict_payload(value: object) -> object:
    """The journal's own rules for a payload hold for one that comes from a file too."""
    try:
        canonical_payload(cast("Mapping[str, JSON]", value))
    except BadInput as error:
        raise ValueError(error.problem) from None
    return value


_Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]
_Packed: TypeAlias = Annotated[bytes, BeforeValidator(_base64)]
_Version: TypeAlias = Annotated[str, _one_line(128)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class _ProfileRecord(_Strict):
    id: Annotated[str, AfterValidator(_uuid)]
    name: Annotated[str, _one_line(80)]
    created_at: _Moment


class _EventRecord(_Strict):
    at: _Moment
    kind: Annotated[str, _one_line(100)]
    payload: Annotated[Any, BeforeValidator(_strict_payload)]
    knowledge_version: _Version
    app_version: Annotated[str, _one_line(50)]
    request_id: Annotated[str, _one_line(200)] | None
    part: Annotated[int, Field(ge=0, le=1_000_000)]


class _ExportRecord(_Strict):
    format: Literal["plumbline-journal"]
    format_version: Literal[1]
    profile: _ProfileRecord
    events: list[_EventRecord]
    knowledge: dict[_Version, _Packed]
    sha256: str


@dataclass(frozen=True, slots=True)
class Export:
    """What one export file holds. `knowledge` maps version to the compressed snapshot."""

    profile: Profile
    events: Sequence[Event]
    knowledge: Mapping[str, bytes]

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same record gives the same bytes. The PIN is not part of it."""
        return canonical_json({**self._content(), "sha256": self.sha256()}).encode("utf-8")

    def sha256(self) -> str:
        return _digest(self._content())

    def _content(self) -> dict[str, JSON]:
        return {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "profile": {
                "id": self.profile.id,
                "name": self.profile.name,
                "created_at": self.profile.created_at.isoformat(),
            },
            "events": [
                {
                    "at": event.at.isoformat(),
                    "kind": event.kind,
                    "payload": event.payload,
                    "knowledge_version": event.knowledge_version,
                    "app_version": event.app_version,
                    "request_id": event.request_id,
                    "part": event.part,
                }
                for event in self.events
            ],
            "knowledge": {
                version: base64.b64encode(packed).decode("ascii")
                for version, packed in self.knowledge.items()
            },
        }


def read_export(data: bytes) -> Export:
    """The record in an export file; BadInput names the field that is wrong, and never its value.

    Events are numbered 1, 2, 3...: the order in the file is their order.
    """
    if len(data) > LARGEST_IMPORT:
        raise TooLarge(_WHERE, "is too large", allowed=f"up to {LARGEST_IMPORT // 1_000_000} MB")
    content = _parsed(data)
    if isinstance(content.get("format_version"), int) and content["format_version"] > 1:
        raise BadInput(
            "format_version",
            "is from a newer Plumbline, update Plumbline to read it",
            allowed=str(FORMAT_VERSION),
            where=_WHERE,
        )
    try:
        record = _ExportRecord.model_validate(content)
    except ValidationError as error:
        # `from None`: the cause could quote what the person said.
        raise _first_problem(error) from None
    _check_whole(record, content)
    profile = Profile(record.profile.id, record.profile.name, record.profile.created_at)
    events = [
        Event(
            id=number,
            profile_id=profile.id,
            at=event.at,
            kind=event.kind,
            payload=event.payload,
            knowledge_version=event.knowledge_version,
            app_version=event.app_version,
            request_id=event.request_id,
            part=event.part,
        )
        for number, event in enumerate(record.events, start=1)
    ]
    return Export(profile, events, record.knowledge)


def _check_whole(record: _ExportRecord, content: dict[str, Any]) -> None:
    """What no single field can show: the digest, the snapshots used, requests told apart."""
    if record.sha256 != _digest({k: v for k, v in content.items() if k != "sha256"}):
        raise BadInput(
            "sha256",
            "does not match the content: the file was changed or damaged",
            allowed="a file just as Plumbline wrote it",
            where=_WHERE,
        )
    if set(record.knowledge) != {event.knowledge_version for event in record.events}:
        raise BadInput(
            "knowledge",
            "does not hold what its events used",
            allowed="each version that an event names, and no other",
            where=_WHERE,
        )
    for packed in record.knowledge.values():
        decompress(packed)
    requests = [(e.request_id, e.part) for e in record.events if e.request_id is not None]
    if len(set(requests)) != len(requests):
        raise BadInput("request_id", "stands at two events", allowed="one use", where=_WHERE)


def _digest(content: JSON) -> str:
    return hashlib.sha256(canonical_json(content).encode("utf-8")).hexdigest()


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        content: object = json.loads(
            data.decode("utf-8"), object_pairs_hook=_no_twins, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise BadInput(
            _WHERE, "is not a Plumbline export", allowed="a JSON file that Plumbline wrote"
        )
    return cast("dict[str, Any]", content)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two keys alike Python would keep the last; which one was meant nobody can tell."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _first_problem(error: ValidationError) -> BadInput:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    field = ".".join(str(part) for part in first["loc"] if part != "[key]")
    if first["loc"][:1] not in [(name,) for name in _ExportRecord.model_fields]:
        field = _WHERE  # an unknown field's name is the file's own text: do not repeat it
    return BadInput(field, first["msg"].removeprefix("Value error, "), where=_WHERE)
