"""One view of the journal while a page is made: what was read once is not read again.

Only for what shows something. What stores reads afresh, and whatever is stored while a page is
made is seen by the rest of it.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

_Found = TypeVar("_Found")
_view: ContextVar[dict[tuple[object, ...], Any] | None] = ContextVar("view", default=None)


@contextmanager
def steady() -> Generator[None]:
    """Within it, in this task and the threads it starts, each thing is read once."""
    token = _view.set({})
    try:
        yield
    finally:
        _view.reset(token)


def once(key: tuple[object, ...], read: Callable[[], _Found]) -> _Found:
    """What `read` gives, or gave before in the same view."""
    seen = _view.get()
    if seen is None:
        return read()
    if key not in seen:
        seen[key] = read()
    return cast(_Found, seen[key])


@contextmanager
def closed_view() -> Generator[None]:
    """Something is stored within it: what was read before is read afresh afterwards."""
    try:
        yield
    finally:
        seen = _view.get()
        if seen is not None:
            seen.clear()
