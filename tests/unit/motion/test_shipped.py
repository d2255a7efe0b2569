"""Every shipped movement: nothing slides, no joint passes its limit, nobody sinks in."""

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from plumbline.knowledge.yaml_file import read
from plumbline.motion import CONTACTS, TURNS, check, moments, play, slide
from plumbline.present.figure_muscles import MUSCLES
from tests.unit.motion.movements import NAMES, shipped

SINK = 0.035
"""Soft tissue gives way: a contact's ellipsoid may go so far into what it rests on, in metres."""


def test_every_test_that_names_a_movement_has_it() -> None:
    folder = Path(str(resources.files("plumbline") / "knowledge" / "tests"))
    named = {read(file).value.get("movement") for file in folder.glob("*.yaml")} - {None}
    assert named
    assert named <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_pinned_stays_and_no_joint_passes_its_limit(name: str) -> None:
    movement = shipped(name)
    check(movement, name)
    frames = play(movement, np.linspace(0, movement.period, 200))
    for rest in (movement.anchor, *movement.pins):
        assert slide(movement, rest, frames) < 0.005, rest.at
    for turn in TURNS.values():
        angle = frames.angle(turn.name)
        assert turn.low - 0.01 <= angle.min(), turn.name
        assert angle.max() <= turn.high + 0.01, turn.name


@pytest.mark.parametrize("name", NAMES)
def test_nobody_sinks_into_the_floor(name: str) -> None:
    movement = shipped(name)
    frames = play(movement, moments(movement, 5))
    for contact in CONTACTS.values():
        gap = contact.place(frames)[:, 1] - contact.clearance(frames, np.array([0.0, 1.0, 0.0]))
        assert gap.min() > -SINK, contact.name


@pytest.mark.parametrize("name", NAMES)
def test_the_body_moves_smoothly(name: str) -> None:
    movement = shipped(name)
    frames = play(movement, np.linspace(0, movement.period, 400))
    step = np.linalg.norm(np.diff(frames.joints, axis=0), axis=-1) / (movement.period / 399)
    assert step.max() < 3.5, "metres a second"


@pytest.mark.parametrize("name", NAMES)
def test_muscles_and_traces_have_names_we_know(name: str) -> None:
    movement = shipped(name)
    bare = {muscle.removesuffix("_left").removesuffix("_right") for muscle in movement.highlight}
    assert bare <= set(MUSCLES)
    assert set(movement.trace) <= set(CONTACTS)
    assert {prop.at or "pelvis" for prop in movement.props} <= set(CONTACTS)
