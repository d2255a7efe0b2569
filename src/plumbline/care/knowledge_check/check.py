"""Everything a build asks of the knowledge files beyond their shape, named by file and line.

The shape of each file is checked when it is read; here stands what needs the other files: do
the things exist that are named, does every number rest on something, can every rule be reached.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, cast

from plumbline.care.knowledge_check.basis import check_basis
from plumbline.care.knowledge_check.movement import check_movement
from plumbline.care.knowledge_check.references import check_references
from plumbline.care.knowledge_check.rules import check_rules
from plumbline.care.knowledge_check.walk import Finder, Place, walk
from plumbline.errors import KnowledgeError
from plumbline.knowledge import Loaded, Problem, assemble
from plumbline.knowledge.schema import Hazard, Model, SourceFile, Topic

WARNING = "warning: "


def check_knowledge(
    loaded: Sequence[Loaded],
    problems: Sequence[Problem] = (),
    *,
    code_exists: Callable[[str], bool] = lambda _name: True,
) -> list[Problem]:
    """Every problem of the files read, those of reading included, by file and line.

    `code_exists` tells whether a hazard's control is there. A problem whose text begins with
    "warning: " does not fail a build.
    """
    found = [*problems, *_names(loaded), *_hazards(loaded, code_exists)]
    try:
        knowledge = assemble(loaded)
    except KnowledgeError as error:
        return sorted({*found, Problem("programme/rules.yaml", 1, str(error))})
    for item in loaded:
        at = Finder(item)
        found += check_references(knowledge, item.model, at)
        found += check_movement(knowledge, item.model, at)
        found += check_basis(knowledge, item.model, at)
    found += check_rules(knowledge, _rule_lines(loaded))
    return sorted(set(found))


def is_warning(problem: Problem) -> bool:
    """Whether it is only a hint for a reviewer."""
    return problem.text.startswith(WARNING)


def _names(loaded: Sequence[Loaded]) -> Iterator[Problem]:
    """A file is called like what it holds, and no name stands for two things a rule may read."""
    places: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for item in loaded:
        at = Finder(item)
        own = str(getattr(item.model, "id", ""))
        if own != PurePosixPath(item.document.path).stem:
            yield at(("id",), f"the id {own} differs from the name of the file")
        if not isinstance(item.model, Topic | SourceFile):
            places[item.kind, own].append(at(("id",), f"the id {own} stands twice"))
        for scope, name, place in _inner_names(item.model):
            places[scope, name].append(at(place, f"the id {name} stands twice"))
    for same in places.values():
        yield from same[1:]


def _inner_names(model: Model) -> Iterator[tuple[str, str, Place]]:
    """Names inside a file, each with the scope in which it has to be the only one.

    Findings and derived findings share one: a rule could not tell them apart.
    """
    scopes = {"findings": "column", "derived": "column", "lists": "list", "sources": "source"}
    own = str(getattr(model, "id", ""))
    for field in type(model).model_fields:
        things: Any = getattr(model, field)
        if not isinstance(things, tuple):
            continue
        for index, thing in enumerate(cast("tuple[Any, ...]", things)):
            if isinstance(thing, Model) and hasattr(thing, "id"):
                scope = scopes.get(field) or f"{type(model).__name__}/{own}"
                yield scope, str(getattr(thing, "id", "")), (field, index, "id")


def _hazards(loaded: Sequence[Loaded], code_exists: Callable[[str], bool]) -> Iterator[Problem]:
    for item in loaded:
        if isinstance(item.model, Hazard):
            for index, control in enumerate(item.model.controls):
                if not code_exists(control):
                    text = f"the control {control} does not exist"
                    yield Finder(item)(("controls", index), text)


_NAMED: dict[str, str] = {
    "contraindications": "treatments/{own}/{id}",
    "cautions": "{kind}/{own}/{id}",
    "rules": "instruments/{own}/{id}",
    "responses": "monitoring/{id}",
    "levels": "red_flags/{own}/levels/{index}",
    "bands": "patterns/{own}/bands/{index}",
    "factors": "courses/{own}/factors/{index}",
    "needs": "programme/needs/{finding}",
    "shifts": "value/{id}",
    "caps": "value/{id}",
    "aerobic_first": "programme/aerobic_first/{exercise}",
    "findings": "findings/{id}",
    "derived": "derived/{id}",
}


def _rule_lines(loaded: Sequence[Loaded]) -> dict[str, Callable[[str], Problem]]:
    """For each rule's name, how to make a problem at its line."""
    lines: dict[str, Callable[[str], Problem]] = {}
    for item in loaded:
        at = Finder(item)
        own = str(getattr(item.model, "id", ""))
        for place, model in walk(item.model):
            for name, key in _rule_names(item.kind, own, place, model):
                lines[name] = at.here((*place, key))
    return lines


def _rule_names(kind: str, own: str, place: Place, model: Model) -> Iterator[tuple[str, str]]:
    """The names of the rules that stand right in this model, and the keys they stand under."""
    if not place:
        folder = {"programme": "first_weeks"}.get(kind, kind)
        yield f"{folder}/{own}", "when"
    elif place[0] == "steps" and kind in ("advice", "modules"):
        yield f"{kind}/{own}/{place[1]}/when", "when"
        yield f"{kind}/{own}/{place[1]}/not_when", "not_when"
    elif kind == "second_opinions" and place[0] == "procedures":
        named = str(getattr(model, "id", ""))
        if len(place) == 2:
            yield f"{kind}/{own}/{named}/match", "matches_when"
    elif len(place) == 2 and str(place[0]) in _NAMED:
        parts = {"id": "", "finding": "", "exercise": "", **model.model_dump()}
        name = _NAMED[str(place[0])].format(
            kind=kind,
            own=own,
            index=place[1],
            id=parts["id"],
            finding=parts["finding"],
            exercise=parts["exercise"],
        )
        yield name, "applies_when" if place[0] == "findings" else "when"
