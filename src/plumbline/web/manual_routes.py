"""The clinical manual under "Why": the same for everybody, written once in each language."""

from collections.abc import Callable, Mapping
from functools import cached_property
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plumbline.present.manual import Manual
from plumbline.present.pictures import Pictures
from plumbline.present.words import language
from plumbline.web.case import House, HouseDep
from plumbline.web.pages import environment, render

CONTENTS = "/why"
CHAPTERS = "/why/manual"

router = APIRouter()


class Pages:
    """The manual's pages in one language, each written when it is first asked for."""

    def __init__(self, house: House) -> None:
        self.manual = Manual(house.rulebook)
        self._pictures = house.pictures
        self._kept: dict[str, Markup] = {}
        self._lock = Lock()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.manual.outlines)

    def opening(self) -> Markup:
        return self._written("", lambda: opening(self.manual, address))

    def chapter(self, name: str) -> Markup:
        """The text of a chapter. Raises KeyError for one that is not there."""
        self.manual.outlines[name]
        return self._written(name, lambda: chapter(self.manual, name, address, self._pictures))

    def _written(self, name: str, write: Callable[[], Markup]) -> Markup:
        with self._lock:
            if name not in self._kept:
                self._kept[name] = write()
            return self._kept[name]

    def beside(self, name: str) -> Mapping[str, Any]:
        """The chapters before and after."""
        place = self.names.index(name)
        near = {"before": place - 1, "after": place + 1}
        return {
            which: self.manual.outlines[self.names[at]] if 0 <= at < len(self.names) else None
            for which, at in near.items()
        }


_PAGES: dict[tuple[str, str], Pages] = {}
"""By knowledge version and language: the same knowledge always gives the same pages."""


def pages_of(house: House) -> Pages:
    """The pages in the language in use."""
    return _PAGES.setdefault((house.knowledge.version, language()), Pages(house))


def address(chapter: str, anchor: str) -> str:
    """Where something stands in the app."""
    return f"{CHAPTERS}/{chapter}{f'#{anchor}' if anchor else ''}"


Address = Callable[[str, str], str]


def opening(manual: Manual, at: Address) -> Markup:
    """What the manual is, its contents and its index, as HTML; `at` gives the links."""
    return _made(
        "opening",
        manual,
        at,
        opening=manual.opening(),
        contents=manual.contents(),
        index=manual.index(),
        draw=None,
    )


def chapter(manual: Manual, name: str, at: Address, pictures: Pictures) -> Markup:
    """A chapter as HTML, its figures drawn. Raises KeyError for one that is not there."""
    return body(manual, manual.chapter(name), at, pictures)


def body(manual: Manual, held: Any, at: Address, pictures: Pictures) -> Markup:
    """A chapter that was written already, as HTML."""
    return _made("body", manual, at, chapter=held, draw=pictures.still)


def _made(template: str, manual: Manual, at: Address, **more: Any) -> Markup:
    def where(to: str) -> str:
        return at(*manual.find(to))

    return Markup(environment().get_template(f"manual/{template}.html").render(where=where, **more))


@router.get(CONTENTS)
async def contents(request: Request, house: HouseDep) -> Response:
    """What the manual is, its chapters, and all that can be looked up."""
    text = await run_in_threadpool(pages_of(house).opening)
    return render(request, "manual/contents.html", body=text)


@router.get(CHAPTERS + "/{name}")
async def one_chapter(request: Request, house: HouseDep, name: str) -> Response:
    """One chapter; the first to ask waits until it is written."""
    pages = pages_of(house)
    if name not in pages.names:
        raise HTTPException(404)
    text = await run_in_threadpool(pages.chapter, name)
    title = pages.manual.outlines[name].title
    return render(
        request, "manual/chapter.html", body=text, title=title, **pages.beside(name)
    )  # fmt: skip
