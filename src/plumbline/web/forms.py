"""Forms as they come in: bounded, and taken only with the token of their own session."""

import hmac
from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from plumbline.errors import BadInput, TooLarge
from plumbline.web.sessions import Session

LARGEST_FORM = 200_000
LARGEST_FILE = 50_000_000
CSRF_FIELD = "token"


class StaleForm(Exception):
    """A form without the token of its session: from elsewhere, or from before a restart."""


class _InMemory(MultiPartParser):
    # A record that is being imported must not be spilled to a temporary file.
    spool_max_size = LARGEST_FILE + 1


async def take_form(request: Request) -> AsyncGenerator[None]:
    """For every request that changes something: read its form and check its token."""
    if request.method in ("GET", "HEAD"):
        yield
        return
    form = await _read(request)
    try:
        if not _is_of(request.state.session, form.get(CSRF_FIELD)):
            raise StaleForm
        request.state.form = form
        yield
    finally:
        await form.close()


def _is_of(session: Session, given: object) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), session.csrf.encode())


async def _read(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            stream = _bounded(request, LARGEST_FILE + LARGEST_FORM)
            parser = _InMemory(request.headers, stream, max_files=1, max_fields=50)
            return await parser.parse()
        if kind == "application/x-www-form-urlencoded":
            return await FormParser(request.headers, _bounded(request, LARGEST_FORM)).parse()
    except (MultiPartException, UnicodeDecodeError):
        raise BadInput("form", "cannot be read") from None
    return FormData()


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > most:
            raise TooLarge("form", "is too large", allowed=f"up to {most} bytes")
        yield chunk


def _form(request: Request) -> FormData:
    return request.state.form


Form = Annotated[FormData, Depends(_form)]
"""The form of a POST, its token already checked."""


def text(form: FormData, name: str) -> str:
    """A field's text without space at its ends; empty where it is missing."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> list[str]:
    """Every value of a field."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


async def file_bytes(form: FormData, name: str) -> bytes:
    """What was uploaded in a field; empty where nothing was."""
    value = form.get(name)
    return await value.read() if isinstance(value, UploadFile) else b""
