"""One page for every "no": what is wrong, that nothing was lost, and where to go."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from plumbline.errors import (
    BadInput,
    JournalBusy,
    JournalError,
    NotReady,
    PlumblineError,
    ProfileLocked,
    TooLarge,
)
from plumbline.present.words import _
from plumbline.web.case import NobodyHere
from plumbline.web.forms import StaleForm
from plumbline.web.pages import go, render
from plumbline.web.security import STATIC

_STATUS: tuple[tuple[type[PlumblineError], int], ...] = (
    (TooLarge, 413),
    (BadInput, 422),
    (ProfileLocked, 403),
    (JournalBusy, 503),
    (JournalError, 500),
    (NotReady, 409),
)


def install(app: FastAPI) -> None:
    """Every error gets a page that a person can read."""
    app.add_exception_handler(PlumblineError, _expected)
    app.add_exception_handler(NobodyHere, _nobody)
    app.add_exception_handler(StaleForm, _stale)
    app.add_exception_handler(RequestValidationError, _missing)
    app.add_exception_handler(HTTPException, _http)


def broken(request: Request) -> Response:
    """The page for an error nobody foresaw."""
    return render(
        request,
        "error.html",
        status=500,
        title=_("Something went wrong on our side"),
        line=_(
            "That is a fault in Plumbline, not something you did. What you saved before is safe. "
            "Please go back and try once more."
        ),
    )


async def _expected(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    return render(request, "error.html", status=status, title=_title(error), line=str(error))


def _title(error: Exception) -> str:
    match error:
        case JournalBusy():
            return _("Plumbline is busy for a moment")
        case ProfileLocked():
            return _("This profile is locked")
        case JournalError():
            return _("We could not save or read that")
        case NotReady():
            return _("Not yet")
        case TooLarge():
            return _("That is too large")
        case _:
            return _("We could not use that")


async def _nobody(request: Request, error: Exception) -> Response:
    return go("/")


async def _stale(request: Request, error: Exception) -> Response:
    return render(
        request,
        "error.html",
        status=403,
        title=_("This page has been open too long"),
        line=_(
            "To keep you safe, nothing was stored. Please go back, load the page again, and send "
            "it once more."
        ),
    )


async def _missing(request: Request, error: Exception) -> Response:
    return await _http(request, HTTPException(404))


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith(STATIC):  # has no session, so no page
        return PlainTextResponse("", status)
    return render(
        request,
        "error.html",
        status=status,
        title=_("There is nothing here"),
        line=_("This page does not exist, or it is no longer the one you left."),
    )
