"""Walking over a knowledge file's model, and naming the line of what is found there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from plumbline.knowledge import Loaded, Problem
from plumbline.knowledge.schema import Model

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """Makes problems of one file."""

    file: Loaded

    def __call__(self, place: Place, text: str) -> Problem:
        document = self.file.document
        return Problem(document.path, document.line(place), text)

    def here(self, place: Place) -> Callable[[str], Problem]:
        """A maker of problems at one place."""
        return partial(self, place)


def walk(model: Model, place: Place = ()) -> Iterator[tuple[Place, Model]]:
    """The model and every model inside it, each with its place in the file."""
    yield place, model
    for field in type(model).model_fields:
        yield from _inside(getattr(model, field), (*place, field))


def _inside(value: Any, place: Place) -> Iterator[tuple[Place, Model]]:
    if isinstance(value, Model):
        yield from walk(value, place)
    elif isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[Any, ...]", value)):
            yield from _inside(item, (*place, index))
    elif isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield from _inside(item, (*place, key))
