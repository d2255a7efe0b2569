"""What stands before every page: whose host, which session, which language, which headers.

Three rules, each held by tests: only this machine's own address is answered; a form is taken
only with the token of its session; nothing inline runs, and nothing leaves the machine.
"""

import logging
import os
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plumbline.journal.steady import steady
from plumbline.present import words
from plumbline.web.sessions import COOKIE, Session, Sessions

POLICY = (
    "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}
STATIC = "/static/"
NOBODYS = frozenset({"/service-worker.js", "/shell.json", "/offline", "/manifest.webmanifest"})
"""Answered alike to everybody, and asked for by the browser itself at any moment: also while a
profile is being opened, with the cookie of the moment before. A new cookie in such an answer
would sign out the person who has just come in."""
FEED = "/calendar/feed/"
"""Asked for by calendar programs, every hour and without a cookie: they must not crowd out the
sessions of the people at the pages."""
_OWN_NAMES = ("127.0.0.1", "localhost")
_log = logging.getLogger("plumbline.web")


class FrontDoor:
    """Pure ASGI, outermost. `broken` makes the page for an error nobody foresaw."""

    def __init__(
        self, app: ASGIApp, sessions: Sessions, broken: Callable[[Request], Response]
    ) -> None:
        self._app, self._sessions, self._broken = app, sessions, broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        page = not scope["path"].startswith(STATIC)
        kept = page and scope["path"] not in NOBODYS and not scope["path"].startswith(FEED)
        told = _cookie(headers)
        state = scope.setdefault("state", {})

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                session = state.get("session") if kept else None
                _dress(MutableHeaders(scope=message), page, session, told)
            await send(message)

        if not _is_own(headers.get("host", ""), scope):
            refusal = PlainTextResponse("Plumbline answers on this machine only.\n", 421)
            await refusal(scope, receive, guarded)
            return
        if page:
            state["session"] = self._sessions.find(told) or self._sessions.start(kept=kept)
        wanted = os.environ.get(words.ENVIRONMENT) or headers.get("accept-language", "")
        # Showing a page reads one view of the journal; a form that stores reads it afresh.
        shows = steady() if scope["method"] in ("GET", "HEAD") else nullcontext()
        with words.use(wanted), shows:
            await self._answer(scope, receive, guarded)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            # Type and place only: a message could quote what a person said.
            _log.error("%s at %s", type(error).__name__, _place(error))
            if not started:
                await self._apology(scope, receive)(scope, receive, send)

    def _apology(self, scope: Scope, receive: Receive) -> Response:
        try:
            return self._broken(Request(scope, receive))
        except Exception as error:
            _log.error("%s at %s", type(error).__name__, _place(error))
            return PlainTextResponse("Something went wrong in Plumbline.\n", 500)


def _is_own(host: str, scope: Scope) -> bool:
    """Whether the request names this machine: a page elsewhere cannot point its name at us."""
    port = (scope.get("server") or ("", None))[1]
    allowed = {f"{name}:{port}" for name in _OWN_NAMES}
    if port in (None, 80):
        allowed |= set(_OWN_NAMES)
    return host in allowed


def _cookie(headers: Headers) -> str | None:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except Exception:  # a broken cookie of somebody else's is no cookie of ours
        return None
    return jar[COOKIE].value if COOKIE in jar else None


def _dress(headers: MutableHeaders, page: bool, session: Session | None, told: str | None) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Cache-Control"] = "no-store" if page else "no-cache"
    if session is not None and session.token != told:
        cookie = f"{COOKIE}={session.token}; Path=/; HttpOnly; SameSite=Strict"
        headers.append("Set-Cookie", cookie)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "plumbline" in frame.filename] or frames
    return f"{own[-1].filename.rpartition('plumbline')[2]}:{own[-1].lineno}" if own else "?"
