"""Directional preference: which way of bending draws the pain in, and which spreads it.

What spreads or worsens is barred by the contraindications of that direction; here is the other
half: what draws pain in comes first.
"""

from plumbline.care.record import Facts
from plumbline.knowledge.schema.movement import Direction

RESPONSES: dict[Direction, str] = {
    "flexion": "repeated_flexion_response",
    "extension": "repeated_extension_response",
}
TESTS: dict[Direction, str] = {"flexion": "repeated_flexion", "extension": "repeated_extension"}
DRAWS_IN = "centralised"


def because(way: Direction) -> str:
    """How a programme names what put a direction first: the test that showed it."""
    return f"tests/{TESTS[way]}"


def preferred(known: Facts) -> Direction | None:
    """The direction that draws the pain in towards the spine; None where neither or both do."""
    found: list[Direction] = [
        way for way, finding in RESPONSES.items() if known.values.get(finding) == DRAWS_IN
    ]
    return found[0] if len(found) == 1 else None
