"""Can every movement be done by a body, and has everything that moves its movement?"""

import json
from collections.abc import Iterator
from functools import cache

from plumbline.care.knowledge_check.walk import Finder
from plumbline.errors import KnowledgeError
from plumbline.knowledge import Knowledge, Problem
from plumbline.knowledge.schema import Exercise, Model, MovementFile, PhysicalTest
from plumbline.motion import check, read_movement


def check_movement(knowledge: Knowledge, model: Model, at: Finder) -> Iterator[Problem]:
    """Problems of a movement, or of what should have one."""
    match model:
        case MovementFile():
            if fault := _fault(model.id, json.dumps(model.authored)):
                yield at((), fault)
            if not _is_shown(knowledge, model.id):
                yield at((), "no exercise and no test of this name shows it")
        case PhysicalTest(movement=str(name)) if name not in knowledge.movements:
            yield at(("movement",), f"the movement {name} does not exist")
        case Exercise() if model.id not in knowledge.movements:
            yield at((), f"it has no movement: movements/{model.id}.yaml does not exist")
        case _:
            return


@cache
def _fault(name: str, authored: str) -> str:
    """What is wrong with a movement; empty where nothing is. Played once for each text."""
    try:
        check(read_movement(json.loads(authored), name), name)
    except KnowledgeError as error:
        return str(error)
    return ""


def _is_shown(knowledge: Knowledge, name: str) -> bool:
    return name in knowledge.exercises or any(t.movement == name for t in knowledge.tests.values())
