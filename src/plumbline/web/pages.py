"""Pages from templates: what every template may use, and the one way to render."""

from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from plumbline import __version__
from plumbline.knowledge.schema import Contact
from plumbline.present import wording, words
from plumbline.web import claims_view
from plumbline.web.case import crisis_open, open_case
from plumbline.web.forms import CSRF_FIELD
from plumbline.web.sessions import Session

TEMPLATES = Path(__file__).parent / "templates"
HTMX = (
    '{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,'
    '"historyCacheSize":0,"refreshOnHistoryMiss":true,'
    '"responseHandling":[{"code":"204","swap":false},{"code":"...","swap":true}]}'
)
"""No inline style, no eval, no page kept in the browser's storage; error pages are shown."""


@cache
def environment() -> Environment:
    """Jinja with autoescape and gettext; a name that is missing is an error."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["ext.i18n.trimmed"] = True
    # Old style: knowledge prose passes through `_` too, and may hold a "%" or a "<".
    env.install_gettext_callables(words.gettext, words.ngettext, newstyle=False)  # type: ignore[attr-defined]
    shared: dict[str, Any] = {"language": words.language, "app_version": __version__}
    env.globals.update({**shared, "htmx_config": HTMX})  # type: ignore[arg-type]
    env.filters.update(
        on=wording.day, status=wording.status, band=wording.band, minutes=wording.minutes
    )
    # Drawn here from our own definitions; every word in it is escaped where it is drawn.
    env.filters["svg"] = Markup
    return env


def render(request: Request, template: str, *, status: int = 200, **more: Any) -> HTMLResponse:
    """A page. Every template gets the session's form token, the notice and the navigation."""
    session: Session = request.state.session
    context: dict[str, Any] = {
        "path": request.url.path,
        "csrf_field": _hidden(CSRF_FIELD, session.csrf),
        "request_id_field": _hidden("request_id", uuid4().hex),
        "somebody": session.profile_id is not None,
        "notice": session.take_notice(),
        "why": session.name_for,
        "crisis_contact": partial(_crisis_contact, request),
        "claims_at": partial(claims_view.at, request),
        **more,
    }
    return HTMLResponse(environment().get_template(template).render(context), status)


def _crisis_contact(request: Request) -> Contact | None:
    """Whom to call, where crisis help comes before anything else on a page; else None."""
    case = open_case(request)
    return case.contact() if case is not None and crisis_open(case) else None


def go(path: str) -> RedirectResponse:
    """After a form: on to a page (POST, redirect, GET)."""
    return RedirectResponse(path, status_code=303)


def _hidden(name: str, value: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
