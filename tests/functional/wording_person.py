"""Wordings for tests: invented sentences, never those of a real questionnaire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plumbline.knowledge.wording import answers_of
from tests.unit.care.people import knowledge


def invented(instrument: str, /, **changed: Any) -> dict[str, Any]:
    """The content of a wording file; None takes a field away."""
    asked = knowledge().instruments[instrument]
    numbers = answers_of(knowledge(), asked)
    found: dict[str, Any] = {
        "instrument": instrument,
        "language": "en",
        "intro": f"Beginning of the {instrument} test.",
        "items": {
            name: f"Sentence {place} of a test ({instrument})."
            for place, name in enumerate(asked.items, 1)
        },
        "attribution": f"Nobody wrote this {instrument}.",
        "permission": "Made for a test.",
    }
    if numbers:
        found["answers"] = {str(number): f"Answer {number} of a test" for number in numbers}
    return {name: value for name, value in {**found, **changed}.items() if value is not None}


def written(place: Path, wording: Mapping[str, Any]) -> Path:
    """A wording file. JSON is YAML, one field to a line."""
    place.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in wording.items()]
    place.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place


def loaded(home: Path, *instruments: str) -> None:
    """Wordings as `plumbline wording add` leaves them."""
    for name in instruments:
        written(home / "wordings" / f"{name}.yaml", invented(name))
