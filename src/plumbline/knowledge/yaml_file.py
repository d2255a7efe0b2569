"""YAML 1.2 (core schema) with the line of every value, so that a problem can be pointed at.

PyYAML reads YAML 1.1, where a bare `no` is False and `1:30` a number; the resolvers are
therefore replaced by those of YAML 1.2's core schema.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from plumbline.errors import BadInput, KnowledgeError

_Path = tuple[str | int, ...]


_TAG = "tag:yaml.org,2002:"
_STRING = f"{_TAG}str"
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), f"{_TAG}null"),
    **dict.fromkeys(("true", "True", "TRUE", "false", "False", "FALSE"), f"{_TAG}bool"),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


class _Loader(yaml.CSafeLoader):
    """The C parser with the 1.2 core schema.

    The parser calls these for every node; PyYAML's own look through lists that are empty here.
    """

    def descend_resolver(self, current_node: Any, current_index: Any) -> None: ...

    def ascend_resolver(self) -> None: ...

    def resolve(self, kind: Any, value: str, implicit: Any) -> str:
        if kind is not yaml.ScalarNode:
            return f"{_TAG}{'seq' if kind is yaml.SequenceNode else 'map'}"
        if not implicit[0]:
            return _STRING
        if value[:1] in "+-.0123456789" and value:
            if _INTEGER.fullmatch(value):
                return f"{_TAG}int"
            return f"{_TAG}float" if _FLOAT.fullmatch(value) else _STRING
        return _WORDS.get(value, _STRING)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's plain values, and the line (from 1) on which each of them stands."""

    path: str
    value: Any
    lines: dict[_Path, int]

    def line(self, place: _Path) -> int:
        """The line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def parse(text: str, path: str) -> Document:
    """Read one document. Raises KnowledgeError naming file and line."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        lines: dict[_Path, int] = {}
        value = None if node is None else _construct(loader, node, (), lines, path)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "not readable as YAML"
        raise KnowledgeError(f"{path}:{line}: {problem}") from None
    finally:
        loader.dispose()
    return Document(path, value, lines)


def read(path: Path, shown_as: str | None = None) -> Document:
    """Read a knowledge file as UTF-8."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(shown_as or path.name, f"cannot be read ({type(error).__name__})") from None
    return parse(text, shown_as or str(path))


def _construct(
    loader: _Loader, node: yaml.Node, place: _Path, lines: dict[_Path, int], path: str
) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                raise KnowledgeError(f"{path}:{key_node.start_mark.line + 1}: {key} stands twice")
            result[key] = _construct(loader, value_node, (*place, key), lines, path)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(loader, item, (*place, index), lines, path)
            for index, item in enumerate(node.value)
        ]
    if node.tag == _STRING:
        return node.value
    if not node.tag.startswith(_TAG):
        raise KnowledgeError(f"{path}:{lines[place]}: the tag {node.tag} is not allowed")
    return cast(Any, loader).construct_object(node)
