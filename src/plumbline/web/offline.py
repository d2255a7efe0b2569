"""What lets the app be installed and lets an open page outlive a moment without the app.

Only what is the same for everybody is kept by the browser: styles, scripts, pictures and one page
that says the app is not running. No page about a person is ever kept there.
"""

from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from plumbline.present.words import _, language
from plumbline.web.pages import environment

STATIC = Path(__file__).parent / "static"
WORKER = STATIC / "js" / "service_worker.js"
PAGE = "/offline"
_SHELL = ("css", "js", "img", "vendor")
_INK, _PAPER = "#14524d", "#faf7f1"

router = APIRouter()


@router.get("/service-worker.js")
def service_worker() -> Response:
    """The service worker; it stands at the root because it may answer for the whole app.

    Its last line names the files it keeps: to a browser it is a new worker, which keeps them anew,
    only when a byte of it has changed.
    """
    worker = WORKER.read_text(encoding="utf-8").rstrip("\n")
    return Response(f"{worker}\n// keeps {_name(_files())}\n", media_type="text/javascript")


@router.get("/shell.json")
def shell() -> Response:
    """The files to keep, and a name for this set of them."""
    files = _files()
    names = [f"/static/{file.relative_to(STATIC).as_posix()}" for file in files if file != WORKER]
    return JSONResponse({"name": _name(files), "files": [PAGE, *names]})


@router.get(PAGE)
async def not_running(request: Request) -> Response:
    """The page shown when the app does not answer: no session, no form, nobody's name."""
    return Response(_page(), media_type="text/html")


@router.get("/manifest.webmanifest")
async def manifest() -> Response:
    """How the app looks once it is installed."""
    mark = {"src": "/static/img/mark.svg", "sizes": "any", "type": "image/svg+xml"}
    cut_to_fit = {**mark, "src": "/static/img/mark_maskable.svg", "purpose": "maskable"}
    told = {
        "id": "/",
        "name": _("Plumbline"),
        "short_name": _("Plumbline"),
        "description": _("Honest, private help for people with painful backs."),
        "lang": language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _INK,
        "icons": [mark, cut_to_fit],
    }
    return JSONResponse(told, media_type="application/manifest+json")


def _files() -> list[Path]:
    return sorted(file for kind in _SHELL for file in (STATIC / kind).rglob("*.*"))


def _name(files: list[Path]) -> str:
    """A name for what is kept: another byte in a file or in the page, and it is another name."""
    content = b"".join([_page().encode(), *(file.read_bytes() for file in files)])
    return sha256(content).hexdigest()[:16]


def _page() -> str:
    return environment().get_template("offline.html").render()
