"""Every word a person reads goes through here: gettext, in the language of the context.

English is the text in the code, the templates and the knowledge files itself. A translation is a
catalogue `locale/<language>/LC_MESSAGES/plumbline.po`. The language `xx` needs no catalogue: it
sets every message in ⟦⟧, so that a test can find text that was never handed over.
"""

import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from importlib import resources
from pathlib import Path

DOMAIN = "plumbline"
ENGLISH = "en"
PSEUDO = "xx"
OPEN, CLOSE = "⟦", "⟧"
ENVIRONMENT = "PLUMBLINE_LANGUAGE"
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")

_chosen: ContextVar[str | None] = ContextVar("plumbline_language", default=None)


def language() -> str:
    """The language in use here: what `use` said, else the environment's, else English."""
    return _chosen.get() or choose(os.environ.get(ENVIRONMENT, ""))


@contextmanager
def use(wanted: str) -> Generator[None]:
    """Speak `wanted` inside this block (and only in this thread or task)."""
    token = _chosen.set(choose(wanted))
    try:
        yield
    finally:
        _chosen.reset(token)


def available() -> tuple[str, ...]:
    """Languages people can choose; the pseudo language is not among them."""
    return _available(_folder())


def choose(wanted: str) -> str:
    """The best language we have for a tag (`de-AT`) or an Accept-Language header; else English."""
    ranked = sorted(map(_weighed, wanted.split(",")), key=lambda pair: -pair[1])
    for tag, weight in ranked:
        base = re.split("[-_]", tag)[0].lower()
        if weight > 0 and (base == PSEUDO or base in available()):
            return base
    return ENGLISH


def gettext(message: str) -> str:
    """`message` in the language in use."""
    # The empty message is gettext's own header.
    if not message:
        return message
    spoken = language()
    if spoken == PSEUDO:
        return f"{OPEN}{message}{CLOSE}"
    return _catalogue(_folder(), spoken).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n` things, in the language in use; the number is put in by the caller."""
    spoken = language()
    if spoken == PSEUDO:
        return f"{OPEN}{singular if n == 1 else plural}{CLOSE}"
    return _catalogue(_folder(), spoken).ngettext(singular, plural, n)


_ = gettext


def N_(message: str) -> str:  # noqa: N802 - gettext's name for "translate this later"
    """Mark a message for the catalogue where it cannot be translated yet."""
    return message


def _weighed(part: str) -> tuple[str, float]:
    tag, _sep, quality = part.strip().partition(";q=")
    if not _TAG.fullmatch(tag):
        return "", 0.0
    try:
        return tag, float(quality) if quality else 1.0
    except ValueError:
        return tag, 0.0


@cache
def _folder() -> Path:
    return Path(str(resources.files("plumbline") / "locale"))


@cache
def _available(folder: Path) -> tuple[str, ...]:
    compiled = folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return tuple(sorted({ENGLISH, *(file.parent.parent.name for file in compiled)}))


@cache
def _catalogue(folder: Path, spoken: str) -> NullTranslations:
    return translation(DOMAIN, folder, [spoken], fallback=True)
