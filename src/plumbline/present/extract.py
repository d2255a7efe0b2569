"""Finds the prose of knowledge files for the message catalogue: a Babel extraction method.

What is prose is said by the schema (`Prose`), not by a list of names here.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePath
from types import UnionType
from typing import IO, Annotated, Any, Union, cast, get_args, get_origin

from pydantic.fields import FieldInfo

from plumbline.knowledge.load import as_model
from plumbline.knowledge.schema import Basis, Model
from plumbline.knowledge.yaml_file import parse

Place = tuple[str | int, ...]
Message = tuple[int, None, str, list[str]]


def yaml_prose(
    fileobj: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Message]:
    """Babel's interface: (line, function, message, comments) of every prose field of a file.

    Raises KnowledgeError or pydantic's ValidationError where the file itself is wrong.
    """
    path = PurePath(fileobj.name)
    shown = f"{path.parent.name}/{path.name}"
    document = parse(fileobj.read().decode("utf-8"), shown)
    for place, text in prose(as_model(document)):
        yield document.line(place), None, text, []


def prose(model: Model, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text of a model that people read, with its place in the file.

    A basis' note is one: it is shown beside the status, behind "why?".
    """
    if isinstance(model, Basis) and model.note:
        yield (*place, "note"), model.note
    for name, field in type(model).model_fields.items():
        annotation = Annotated[field.annotation, field] if _marks(field) else field.annotation
        yield from _walk(annotation, getattr(model, name), (*place, name))


def _walk(annotation: Any, value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, Model):
        yield from prose(value, place)
    elif isinstance(value, str):
        if _is_prose(annotation):
            yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[Any, ...]", value)):
            yield from _walk(_inside(annotation, tuple, 0), item, (*place, index))
    elif isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield from _walk(_inside(annotation, dict, 1), item, (*place, key))


def _marks(metadata: object) -> bool:
    extra = metadata.json_schema_extra if isinstance(metadata, FieldInfo) else None
    return isinstance(extra, dict) and cast("dict[str, Any]", extra).get("prose") is True


def _arms(annotation: Any) -> Iterator[Any]:
    """The members of a union, or the one type there is, without what is only annotated on it."""
    if get_origin(annotation) in (Union, UnionType):
        for arm in get_args(annotation):
            yield from _arms(arm)
    else:
        yield annotation


def _is_prose(annotation: Any) -> bool:
    for arm in _arms(annotation):
        if get_origin(arm) is Annotated:
            inner, *metadata = get_args(arm)
            if any(map(_marks, metadata)) or _is_prose(inner):
                return True
    return False


def _inside(annotation: Any, container: type, argument: int) -> Any:
    """The type of what stands in a tuple or dict."""
    for arm in _arms(annotation):
        plain = get_args(arm)[0] if get_origin(arm) is Annotated else arm
        if get_origin(plain) is container:
            return get_args(plain)[argument]
    return Any
