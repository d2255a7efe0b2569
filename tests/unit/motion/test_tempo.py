"""How a figure's repetitions are counted: its period, and when it holds."""

import pytest

from plumbline.motion import read_movement
from plumbline.motion.tempo import Tempo, tempo
from tests.unit.care.people import knowledge

NAMES = sorted(knowledge().exercises.keys() & knowledge().movements.keys())


def played(*keys: dict[str, object], period: float = 8) -> Tempo:
    first = {"name": "stand", "hold": 5}
    raw = {"base": "standing", "anchor": "foot_right", "period": period, "keys": [first, *keys]}
    return tempo(read_movement(raw, "sample"))


def test_the_pose_that_is_kept_longest_is_the_hold() -> None:
    short = {"name": "short", "at": 5.5, "hold": 0.5}
    long = {"name": "long", "at": 6.5, "hold": 1}
    assert played(short, long) == Tempo(8, 6.5, 7.5)


def test_how_long_the_first_pose_is_kept_does_not_count() -> None:
    assert played({"name": "on", "at": 6, "hold": 0.2}) == Tempo(8, 6, 6.2)


def test_what_never_stops_has_no_hold() -> None:
    assert played({"name": "left", "at": 6}) == Tempo(8, 0, 0)
    assert played() == Tempo(8, 0, 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_repetition_is_in_order(name: str) -> None:
    movement = read_movement(knowledge().movements[name].authored, name)
    found = tempo(movement)
    assert 0 <= found.into <= found.leave < found.period == movement.period
    assert (found.into == 0) is (found.leave == 0)
    assert all(cue.at < found.period for cue in movement.cues)


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_planned_has_cues(name: str) -> None:
    """What is in no plan is never played, and needs none."""
    exercise = knowledge().exercises[name]
    cues = knowledge().movements[name].cues
    assert exercise.why_not or 2 <= len(cues) <= 3
    assert len({cue.at for cue in cues}) == len(cues)
    assert all(len(cue.say) <= 48 for cue in cues), "a cue is said in one breath"
