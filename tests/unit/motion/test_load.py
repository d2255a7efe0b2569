"""The load of the lower back: statics by hand, what carries, what cannot be told, the record."""

from typing import Any

import numpy as np
import pytest

from plumbline.motion import ANGLES, TURNS, forward, mirrored, moments, play, read_movement
from plumbline.motion.anthropometry import HEIGHT, MASSES
from plumbline.motion.load import (
    Person,
    SpineLoad,
    crossed,
    movement_load,
    span,
    spine_load,
)
from plumbline.motion.load_acceptance import BANDS, error, outcomes, ratio, shows_newtons
from plumbline.motion.load_lever import AHEAD, ARM, GRAVITY, PRESSURE_FROM, SACRAL_SLOPE
from plumbline.motion.load_order import against_standing, lighter_first, standing
from plumbline.motion.load_postures import POSTURES
from plumbline.motion.load_supports import FLOOR, contacts, surfaces
from plumbline.motion.skeleton import ANGLE, SEGMENTS, Frames
from tests.unit.care.people import knowledge

BELOW = ("pelvis", "thigh", "shank", "foot")
ABOVE_SHARE = 0.536
"""Of body mass above L4-L5, added up from the same table in the source (head, arms, trunk)."""


def posed(count: int = 1, **angles: float) -> Frames:
    """A body in the air: nothing carries it."""
    rows = np.zeros((count, len(ANGLES)))
    for name, value in angles.items():
        rows[:, ANGLE[name]] = value
    return forward(rows, np.tile([0.0, 9.0, 0.0], (count, 1)))


def movement(**raw: Any) -> Any:
    whole = {"base": "standing", "anchor": "foot_right", "keys": [{"name": "k"}], "period": 1}
    return read_movement({**whole, **raw}, "made")


def load_of(name: str) -> SpineLoad:
    return movement_load(POSTURES[name].movement(), POSTURES[name].person)


def test_what_weighs_above_is_what_the_table_says() -> None:
    parts = {s.name: s.name.removesuffix("_left").removesuffix("_right") for s in SEGMENTS}
    above = sum(MASSES[part] for part in parts.values() if part not in BELOW)
    assert above == pytest.approx(ABOVE_SHARE)


def test_quiet_standing_by_hand() -> None:
    weight = ABOVE_SHARE * 75 * GRAVITY
    load = spine_load(posed())
    slope = np.deg2rad(SACRAL_SLOPE.value)
    muscle = weight * AHEAD.value / ARM.value
    assert load.extension == pytest.approx(weight * AHEAD.value)
    assert load.compression == pytest.approx(weight * np.cos(slope) + muscle)
    assert load.shear == pytest.approx(weight * np.sin(slope))


def test_a_weight_in_the_hand_by_hand() -> None:
    """An arm held out: its weight's lever is where the knuckles are, ahead of the disc."""
    body = posed(shoulder_right_flexion=90)
    before = spine_load(body)
    after = spine_load(body, Person(right=10))
    disc = body.place("pelvis", (-AHEAD.value / HEIGHT, 0, 0))[0, 0]
    knuckles = (body.place("hand_right") + body.tip("hand_right"))[0] / 2
    added = after.extension - before.extension
    assert added == pytest.approx(10 * GRAVITY * (knuckles[0] - disc))
    # On the right, the muscles of the left hold it, about the leaning endplate's forward axis.
    lean = np.cos(np.deg2rad(SACRAL_SLOPE.value))
    assert after.sideways - before.sideways == pytest.approx(10 * GRAVITY * knuckles[2] * lean)


def slow(frames: Frames, at: int) -> tuple[float, float]:
    """The bending moments of one frame, segment by segment, from the far ends' middles."""
    disc = frames.place("pelvis", (-AHEAD.value / HEIGHT, SEGMENTS[0].tip[1], 0))[at]
    masses = 0.0
    moment = np.zeros(3)
    for name, share in (("upper_arm", 0.436), ("forearm", 0.43), ("hand", 0.253)):
        for side in ("left", "right"):
            begin = frames.place(f"{name}_{side}")[at]
            end = frames.tip(f"{name}_{side}")[at]
            masses += MASSES[name]
            moment += np.cross(begin + share * (end - begin) - disc, [0, -MASSES[name], 0])
    for name, share in (("lumbar", 0.56), ("thorax", 0.18), ("head", 0.05 / 0.13)):
        begin, end = frames.place(name)[at], frames.tip(name)[at]
        masses += MASSES[name]
        moment += np.cross(begin + share * (end - begin) - disc, [0, -MASSES[name], 0])
    assert masses == pytest.approx(ABOVE_SHARE)
    pelvis = frames.rotation("pelvis")[at]
    lean = np.deg2rad(SACRAL_SLOPE.value)
    forward_axis = pelvis @ np.array([np.cos(lean), -np.sin(lean), 0])
    return -moment @ pelvis[:, 2] * 75 * GRAVITY, moment @ forward_axis * 75 * GRAVITY


def test_it_agrees_with_the_slow_sum_in_any_pose() -> None:
    random = np.random.default_rng(5)
    low, high = (np.array([getattr(t, end) for t in TURNS.values()]) for end in ("low", "high"))
    frames = forward(random.uniform(low, high, (40, len(ANGLES))), np.tile([0.0, 9, 0], (40, 1)))
    load = spine_load(frames)
    expected = np.array([slow(frames, at) for at in range(40)])
    assert np.stack([load.extension, load.sideways], axis=1) == pytest.approx(expected)


def test_it_scales_as_statics_does() -> None:
    body = posed(pelvis_tilt=40)
    one, heavy = spine_load(body), spine_load(body, Person(mass=150))
    tall, short_arm = spine_load(body, Person(height=2 * HEIGHT)), spine_load(body, arm=0.03)
    assert heavy.compression == pytest.approx(2 * one.compression)
    assert tall.extension == pytest.approx(2 * one.extension)
    assert tall.shear == pytest.approx(one.shear)
    assert short_arm.muscle == pytest.approx(2 * one.muscle)


@pytest.mark.parametrize("name", ["leg_raise", "bird_dog", "walking", "bridge"])
def test_the_mirror_image_loads_the_other_side(name: str) -> None:
    posture = POSTURES[name].movement()
    load, other = movement_load(posture), movement_load(mirrored(posture))
    assert other.sideways == pytest.approx(-load.sideways, abs=0.05)
    assert other.compression == pytest.approx(load.compression, abs=1)


def test_hands_and_knees_share_the_weight_like_a_beam() -> None:
    crawl = movement(
        base="quadruped", anchor="knee_left", pins=["knee_right", "hand_left", "hand_right"]
    )
    frames = play(crawl, np.zeros(1))
    hands, knees = frames.place("hand_left")[0, 0], frames.place("shank_left")[0, 0]
    alone, carried = spine_load(frames, on=()), spine_load(frames)
    disc = frames.place("pelvis", (-AHEAD.value / HEIGHT, SEGMENTS[0].tip[1], 0))[0, 0]
    pushed = float((alone.extension - carried.extension)[0]) / (hands - disc)
    whole = 75 * GRAVITY
    # The centre of the whole body's mass by the same masses, from what the hands carry.
    centre = knees + pushed / whole * (hands - knees)
    assert 0.25 < pushed / whole < 0.45
    assert frames.place("shank_left")[0, 0] < centre < frames.place("lumbar")[0, 0] + 0.3
    assert carried.told.all()
    assert carried.supported.all()


def test_the_floor_carries_a_body_that_lies() -> None:
    for base in ("supine", "prone", "hook_lying"):
        load = movement_load(movement(base=base, anchor="pelvis"))
        assert load.lies.all()
        assert load.told.all()
        assert np.abs(load.extension).max() < 6
        assert np.abs(load.compression).max() < 0.3 * standing()


def test_an_arm_that_lies_beside_does_not_lift_a_bridge() -> None:
    assert 1.5 < ratio("bridge") < 2.2


def test_a_bed_carries_only_as_far_as_it_reaches() -> None:
    lying = {
        "base": "supine", "anchor": {"at": "pelvis", "raised": 0.3},
        "keys": [{"name": "flat"}], "period": 1,
    }  # fmt: skip
    long = movement(**lying, props=[{"kind": "bed"}])
    short = movement(**lying, props=[{"kind": "bed", "size": (0.3, 0.03, 0.2)}])
    assert movement_load(long).supported.all()
    assert not movement_load(short).supported.any()


def test_somebody_who_stands_does_not_lean_on_the_wall() -> None:
    """A touch steadies: it carries only what balance needs."""
    arms = {"shoulder_both_flexion": 80.0, "elbow_both_flexion": 10.0}
    free = movement(start=arms)
    by_wall = movement(start=arms, props=[{"kind": "wall", "at": "hand_right", "to": "ahead"}])
    frames = play(by_wall, np.zeros(1))
    assert contacts(frames, surfaces(by_wall)).readiness[0].min() >= 0
    assert movement_load(by_wall).supported.all()
    difference = movement_load(by_wall).extension - movement_load(free).extension
    assert np.abs(difference).max() < 2


@pytest.mark.parametrize(
    "raw",
    [
        {"props": [{"kind": "band", "at": "hand_right"}]},
        {"pins": [{"at": "hand_right", "on": "air"}]},
        {"base": "supine", "anchor": "pelvis",
         "pins": [{"at": "hand_right", "on": "thigh_right", "place": (-0.05, -0.1, 0)}]},
    ],
)  # fmt: skip
def test_a_force_that_is_not_seen_is_not_told(raw: dict[str, Any]) -> None:
    assert crossed(movement(**raw))
    assert not movement_load(movement(**raw)).told.any()
    assert against_standing(movement(**raw)) is None


def test_who_rests_on_nothing_or_on_their_own_thighs_is_not_told() -> None:
    hanging = movement(base="prone", anchor={"at": "pelvis", "raised": 0.8})
    assert not movement_load(hanging).told.any()
    assert not load_of("sitting_bent").told.any()
    assert load_of("sitting").told.all()


def test_a_pose_that_would_topple_is_not_told() -> None:
    """Hands and knees with both hands where nothing lies between them and the weight."""
    toppling = movement(
        base="quadruped", anchor="knee_left",
        start={"pelvis_tilt": 20.0, "shoulder_both_flexion": 0.0, "hip_both_flexion": 20.0},
    )  # fmt: skip
    frames = play(toppling, np.zeros(1))
    load = spine_load(frames, on=(FLOOR,))
    assert not load.supported.any() or not load.told.any()


def test_many_frames_are_many_single_frames() -> None:
    bird_dog = POSTURES["bird_dog"].movement()
    cat = read_movement({**POSTURES["arching"].raw, "period": 4}, "cat")  # moves between two poses
    for moving in (bird_dog, cat):
        frames = play(moving, moments(moving, 8))
        together = spine_load(frames)
        for at in range(len(frames.angles)):
            one = Frames(*(part[[at]] for part in (frames.angles, frames.rotations, frames.joints)))
            assert spine_load(one).compression == pytest.approx(together.compression[at])


def test_the_span_holds_the_value_and_pressure_counts_only_in_heavy_work() -> None:
    light, heavy = posed(pelvis_tilt=10), posed(pelvis_tilt=70)
    for body, relieved in ((light, False), (heavy, True)):
        low, high = span(body)
        value = spine_load(body)
        kindest = spine_load(body, arm=ARM.high or 0)
        assert (kindest.moment > PRESSURE_FROM.value).all() == relieved
        assert low < value.compression < high
        assert (low < kindest.compression - 1).all() == relieved


FAILING = {
    "Lying on the front loads less than lying on the side",
    "Standing, bent forward by 36 degrees: 1.8 to 2.6 times standing",
    "Lifting 20 kg with a round back: 3.5 to 5.5 times standing",
    "Holding 20 kg close to the body: 1.8 to 2.6 times standing",
    "Walking loads no more than on all fours, one arm out",
    "Walking loads no more than bird dog: one arm and the other leg out",
    "Walking loads no more than on all fours, back arched like a cat",
    "Lying on the front: within 30% of 0.2",
    "Sitting without a back rest: within 30% of 0.92",
    "Sitting, bent right forward: within 30% of 1.66",
    "Holding 20 kg close to the body: within 30% of 2.2",
    "Lifting 20 kg with bent knees: within 30% of 3.4",
    "Lifting 20 kg with a round back: within 30% of 4.6",
}
"""What the model fails, as it is: whoever makes it better or worse changes this list."""


def test_the_record_of_the_acceptance_tests() -> None:
    assert {outcome.asks for outcome in outcomes() if not outcome.passed} == FAILING
    assert len(outcomes()) == 29
    assert not shows_newtons()


def test_every_band_has_its_posture_and_every_measured_one_its_error() -> None:
    assert set(BANDS) <= set(POSTURES)
    measured = [posture for posture in POSTURES.values() if posture.measured is not None]
    assert all(error(posture) is not None for posture in measured)
    assert error(POSTURES["standing"]) == 0
    assert error(POSTURES["walking"]) is None


def test_the_published_class_decides_before_the_model() -> None:
    whole = knowledge()
    movements = {
        name: read_movement(file.authored, name) for name, file in whole.movements.items()
        if name in ("bridge", "hip_hinge", "walking", "sit_to_stand", "seated_band_row")
    }  # fmt: skip
    chosen = [whole.exercises[name] for name in movements]
    ordered = [exercise.id for exercise in lighter_first(chosen, movements)]
    classes = [whole.exercises[name].load.spine for name in ordered]
    assert classes == sorted(classes)
    told = {name: against_standing(movements[name]) for name in ordered}
    assert told["seated_band_row"] is None
    for letter in set(classes):
        same = [told[name] for name in ordered if whole.exercises[name].load.spine == letter]
        known = [value for value in same if value is not None]
        assert known == sorted(known)
        assert same == known + [None] * (len(same) - len(known))
