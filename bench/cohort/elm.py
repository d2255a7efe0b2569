"""Rules as ELM, the form in which CQL's engines run them.

A list is written as an OR of equals: in CQL `null in {..}` is false, in SQL and here unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from plumbline.logic import And, AtLeast, Column, Compare, Expression, Kind, Not, Or
from plumbline.logic.expression import Between, In, IsNull, Known

Node = dict[str, Any]
_TYPES = "{urn:hl7-org:elm-types:r1}"
_SIGNS = {
    "<": "Less",
    "<=": "LessOrEqual",
    ">": "Greater",
    ">=": "GreaterOrEqual",
    "=": "Equal",
    "<>": "NotEqual",
}


def library(rules: Mapping[str, Expression]) -> Node:
    """A library with one definition for each rule, asked of every person."""
    everybody = {"type": "Retrieve", "dataType": "{urn:plumbline}Person"}
    person = {"type": "SingletonFrom", "operand": everybody}
    definitions = [_definition("Patient", person)]
    definitions += [_definition(name, elm(rule)) for name, rule in rules.items()]
    return {
        "library": {
            "identifier": {"id": "Rules", "version": "1"},
            "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
            "usings": {"def": [{"localIdentifier": "System", "uri": _TYPES[1:-1]}]},
            "statements": {"def": definitions},
        }
    }


def _definition(name: str, expression: Node) -> Node:
    return {
        "name": name,
        "context": "Patient",
        "accessLevel": "Public",
        "expression": expression,
    }


def elm(rule: Expression) -> Node:
    """One rule."""
    match rule:
        case Known(column):
            return _field(column)
        case Compare(column, comparison, literal):
            return _binary(_SIGNS[comparison], _field(column), _literal(column, literal))
        case In(column, items):
            equals = [_binary("Equal", _field(column), _literal(column, item)) for item in items]
            return _joined("Or", equals)
        case Between(column, low, high):
            above = _binary("GreaterOrEqual", _field(column), _literal(column, low))
            return _binary(
                "And", above, _binary("LessOrEqual", _field(column), _literal(column, high))
            )
        case IsNull(column, negated):
            null = {"type": "IsNull", "operand": _field(column)}
            return {"type": "Not", "operand": null} if negated else null
        case Not(operand):
            return {"type": "Not", "operand": elm(operand)}
        case And(args):
            return _joined("And", [elm(arg) for arg in args])
        case Or(args):
            return _joined("Or", [elm(arg) for arg in args])
        case AtLeast(k, args):
            return _at_least(k, [elm(arg) for arg in args])


def _at_least(k: int, args: list[Node]) -> Node:
    true = _count(args)
    false = _count([{"type": "Not", "operand": arg} for arg in args])
    enough = _binary("GreaterOrEqual", true, _whole(k))
    too_many = _binary("Greater", false, _whole(len(args) - k))
    return _if(enough, _boolean(True), _if(too_many, _boolean(False), {"type": "Null"}))


def _count(args: list[Node]) -> Node:
    return _joined("Add", [_if(arg, _whole(1), _whole(0)) for arg in args])


def _if(condition: Node, then: Node, otherwise: Node) -> Node:
    return {"type": "If", "condition": condition, "then": then, "else": otherwise}


def _joined(how: str, parts: list[Node]) -> Node:
    return reduce(lambda left, right: _binary(how, left, right), parts)


def _binary(how: str, left: Node, right: Node) -> Node:
    return {"type": how, "operand": [left, right]}


def _field(column: Column) -> Node:
    person = {"type": "ExpressionRef", "name": "Patient"}
    return {"type": "Property", "path": column.name, "source": person}


def _literal(column: Column, value: Any) -> Node:
    names = {Kind.INTEGER: "Integer", Kind.NUMBER: "Decimal", Kind.CHOICE: "String"}
    return {"type": "Literal", "valueType": _TYPES + names[column.kind], "value": str(value)}


def _whole(number: int) -> Node:
    return {"type": "Literal", "valueType": f"{_TYPES}Integer", "value": str(number)}


def _boolean(value: bool) -> Node:
    return {"type": "Literal", "valueType": f"{_TYPES}Boolean", "value": str(value).lower()}
