"""What lets the app be installed and lets an open page outlive a moment without the app.

Only what is the same for everybody is kept by the browser: styles, scripts, pictures and one page
that says the app is not running. No page about a person is ever kept there.
"""

from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, JSONResponse, Response

from plumbline.present.words import _, language
from plumbline.web.pages import environment

STATIC = Path(__file__).parent / "static"
WORKER = STATIC / "js" / "service_worker.js"
PAGE = "/offline"
_SHELL = ("css", "js", "img", "vendor")
_INK, _PAPER = "#14524d", "#faf7f1"

router = APIRouter()


@router.get("/service-worker.js")
async def service_worker() -> Response:
    """The service worker; it stands at the root because it may answer for the whole app."""
    return FileResponse(WORKER, media_type="text/javascript")


@router.get("/shell.json")
async def shell() -> Response:
    """The files to keep, and a name for this set of them."""
    files = sorted(file for kind in _SHELL for file in (STATIC / kind).rglob("*.*"))
    content = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    names = [f"/static/{file.relative_to(STATIC).as_posix()}" for file in files if file != WORKER]
    return JSONResponse({"name": content, "files": [PAGE, *names]})


@router.get(PAGE)
async def not_running(request: Request) -> Response:
    """The page shown when the app does not answer: no session, no form, nobody's name."""
    text = environment().get_template("offline.html").render()
    return Response(text, media_type="text/html")


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
