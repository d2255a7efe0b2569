"""The clinician's battery holds what its sources say, and nothing that nobody has read."""

from collections.abc import Iterator
from itertools import groupby, pairwise

import pytest

from plumbline.care.cautions import objections
from plumbline.care.impairments.scale import Person, norm_for, ruler
from plumbline.care.knowledge_check.walk import walk
from plumbline.care.record import Facts, facts
from plumbline.knowledge.schema import Basis, Norm, Number, PhysicalTest
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

CLINIC = [test for test in knowledge().tests.values() if test.battery == "clinic"]
TESTS = {test.id: test for test in CLINIC}
EXPECTED = {
    "sorensen",
    "front_plank",
    "trunk_flexor_hold",
    "single_leg_bridge",
    "chair_stand_30",
    "chair_stand_60",
    "heel_raise",
    "pelvic_control",
    "straight_leg_raise",
    "crossed_straight_leg_raise",
    "slump",
    "prone_knee_bend",
    "hip_rotation",
    "ankle_lunge",
    "thoracic_rotation",
    "modified_schober",
    "passive_lumbar_extension",
    "laslett_cluster",
    "active_straight_leg_raise",
    "wall_occiput",
    "deep_neck_flexors",
    "craniovertebral_angle",
}

# test, sex, first and last age, mean, SD, status
MEANS = {
    ("sorensen", None, 19, 67, 113.0, 46.0, "verified"),
    ("sorensen", None, 18, 55, 101.0, 51.0, "verified"),
    ("front_plank", "female", 18, 25, 96.25, 43.16, "verified"),
    ("front_plank", "male", 18, 25, 116.58, 65.49, "verified"),
    ("trunk_flexor_hold", None, 18, 55, 160.0, 102.0, "verified"),
    ("single_leg_bridge", None, 20, 20, 64.55, 33.2, "derived"),
}
# test, sex, first and last age, {percent: value}, status
POINTS = {
    ("chair_stand_30", "male", 60, 64, ((25, 14), (75, 19)), "secondary"),
    ("chair_stand_30", "male", 65, 69, ((25, 12), (75, 18)), "secondary"),
    ("chair_stand_30", "male", 70, 74, ((25, 12), (75, 17)), "secondary"),
    ("chair_stand_30", "male", 75, 79, ((25, 11), (75, 17)), "secondary"),
    ("chair_stand_30", "male", 80, 84, ((25, 10), (75, 15)), "secondary"),
    ("chair_stand_30", "male", 85, 89, ((25, 8), (75, 14)), "secondary"),
    ("chair_stand_30", "male", 90, 94, ((25, 7), (75, 12)), "secondary"),
    ("chair_stand_30", "female", 60, 64, ((25, 12), (75, 17)), "secondary"),
    ("chair_stand_30", "female", 65, 69, ((25, 11), (75, 16)), "secondary"),
    ("chair_stand_30", "female", 70, 74, ((25, 10), (75, 15)), "secondary"),
    ("chair_stand_30", "female", 75, 79, ((25, 10), (75, 15)), "secondary"),
    ("chair_stand_30", "female", 80, 84, ((25, 9), (75, 14)), "secondary"),
    ("chair_stand_30", "female", 85, 89, ((25, 8), (75, 13)), "secondary"),
    ("chair_stand_30", "female", 90, 94, ((25, 4), (75, 11)), "secondary"),
    ("chair_stand_60", "male", 20, 24, ((25, 41), (50, 50), (75, 57)), "verified"),
    ("chair_stand_60", "female", 20, 24, ((25, 39), (50, 47), (75, 55)), "verified"),
    ("chair_stand_60", "male", 75, 79, ((25, 25), (50, 30), (75, 37)), "verified"),
    ("chair_stand_60", "female", 75, 79, ((25, 22), (50, 27), (75, 30)), "verified"),
    ("heel_raise", "male", 20, 81, ((50, 24),), "verified"),
    ("heel_raise", "female", 20, 81, ((50, 21),), "verified"),
}
DETECTABLE = {
    "sorensen": (36, "%", "derived"),
    "front_plank": (36, "%", "expert"),
    "trunk_flexor_hold": (42, "%", "expert"),
    "single_leg_bridge": (36, "%", "expert"),
    "heel_raise": (6.3, "reps", "derived"),
    "straight_leg_raise": (7, "deg", "verified"),
    "prone_knee_bend": (8, "deg", "verified"),
    "hip_rotation": (10.1, "deg", "verified"),
    "ankle_lunge": (1.9, "cm", "verified"),
    "thoracic_rotation": (5.6, "deg", "verified"),
    "modified_schober": (1.8, "cm", "verified"),
    "deep_neck_flexors": (45.8, "s", "verified"),
}
SIDES = {
    "single_leg_bridge": (25, "%"),
    "heel_raise": (15, "%"),
    "straight_leg_raise": (7, "deg"),
    "prone_knee_bend": (8, "deg"),
    "hip_rotation": (10.1, "deg"),
    "ankle_lunge": (3, "cm"),
    "thoracic_rotation": (5.6, "deg"),
}
# What is no strength and no length: more of it is neither better nor worse.
SIGNS = {
    "crossed_straight_leg_raise",
    "slump",
    "passive_lumbar_extension",
    "active_straight_leg_raise",
    "laslett_cluster",
    "wall_occiput",
    "craniovertebral_angle",
    "deep_neck_flexors",
}


def norms() -> Iterator[tuple[PhysicalTest, Norm]]:
    return ((test, norm) for test in CLINIC for norm in test.norms)


def test_the_battery_is_whole_and_comes_after_the_home_tests() -> None:
    assert set(TESTS) == EXPECTED
    assert [test.order for test in CLINIC] == list(range(101, 101 + len(CLINIC)))
    assert {"prone_hip_extension", "sit_and_reach", "multifidus"} & set(knowledge().tests) == set()


@pytest.mark.hazard("number_without_source")
def test_every_mean_is_the_published_one_within_its_own_sample() -> None:
    found = {
        (test.id, n.sex, n.age_from, n.age_to, n.mean, n.sd, n.basis.status)
        for test, n in norms()
        if n.mean is not None
    }
    assert found == MEANS


@pytest.mark.hazard("number_without_source")
def test_every_percentile_is_the_published_one_within_its_own_sample() -> None:
    found = {
        (
            test.id,
            n.sex,
            n.age_from,
            n.age_to,
            tuple((p.percent, p.value) for p in n.percentiles),
            n.basis.status,
        )
        for test, n in norms()
        if n.percentiles
    }
    assert found == POINTS


@pytest.mark.hazard("number_without_source")
def test_nothing_unverified_stands_in_the_battery() -> None:
    for test in CLINIC:
        for place, part in walk(test):
            if isinstance(part, Basis):
                assert part.status != "unverified", (test.id, place)


def test_measurement_errors_are_the_published_ones() -> None:
    found = {
        test.id: (d.value, d.unit, d.basis.status)
        for test in CLINIC
        if (d := test.error.detectable)
    }
    assert found == DETECTABLE


def test_an_error_and_its_smallest_detectable_difference_agree() -> None:
    """2.77 errors are the smallest difference between two days that is more than noise."""
    for test in CLINIC:
        sem, detectable = test.error.sem, test.error.detectable
        if sem is not None and detectable is not None:
            assert 2.77 * sem.value == pytest.approx(detectable.value, rel=0.09), test.id


def test_side_differences_are_named_only_above_the_measurement_error() -> None:
    found = {test.id: (d.value, d.unit) for test in CLINIC if (d := test.side_difference)}
    assert found == SIDES
    for name, (value, unit) in SIDES.items():
        detectable = TESTS[name].error.detectable
        assert isinstance(detectable, Number)
        if unit == detectable.unit != "%":
            assert value >= detectable.value, name


def test_signs_are_not_turned_into_better_and_worse() -> None:
    assert {test.id for test in CLINIC if test.better is None} == SIGNS
    for name in SIGNS:
        assert TESTS[name].norms == ()
        assert ruler(knowledge().impairments, TESTS[name], Person(40, "female")) is None
    loading = {row.test for row in knowledge().impairments.loads}
    assert loading & SIGNS == set()


def test_nobody_reckons_with_the_neck_hold() -> None:
    """Its error is longer than the mean of any sample."""
    test = TESTS["deep_neck_flexors"]
    assert test.norms == ()
    assert test.bands == ()
    assert test.error.log_sem is None
    assert test.error.sem is None
    assert "no norm" in test.limits


@pytest.mark.parametrize(
    ("name", "age", "sex", "expected"),
    [
        ("sorensen", 18, "female", 1),
        ("sorensen", 19, "female", 0),
        ("sorensen", 67, "male", 0),
        ("sorensen", 68, "male", None),
        ("front_plank", 26, "male", None),
        ("front_plank", 25, "male", 1),
        ("trunk_flexor_hold", 56, "male", None),
        ("single_leg_bridge", 20, "male", 0),
        ("single_leg_bridge", 21, "male", None),
        ("chair_stand_60", 25, "female", None),
        ("chair_stand_60", 80, "male", None),
        ("chair_stand_30", 59, "female", None),
        ("heel_raise", 82, "male", None),
    ],
)
def test_a_norm_speaks_of_nobody_outside_its_sample(
    name: str, age: int, sex: str, expected: int | None
) -> None:
    assert norm_for(TESTS[name], Person(age, sex)) == expected


def test_norms_of_one_test_do_not_overlap_except_by_preference() -> None:
    """Where two samples fit a person, the first is used; the note has to say that they differ."""
    for test in CLINIC:
        by_sex = groupby(sorted(test.norms, key=lambda n: n.sex or ""), key=lambda n: n.sex)
        for _, group in by_sex:
            several = sorted(group, key=lambda n: n.age_from)
            for left, right in pairwise(several):
                if left.age_to >= right.age_from:
                    assert any("disagree" in n.basis.note for n in test.norms), test.id


@pytest.mark.parametrize("name", ["slump", "modified_schober", "trunk_flexor_hold"])
@pytest.mark.parametrize("bones", ["osteoporosis", "vertebral_fracture", "fragility_fracture"])
@pytest.mark.hazard("contraindicated_offered")
def test_bending_far_forward_is_barred_with_thin_bones(name: str, bones: str) -> None:
    facts = _facts(**{bones: True})
    levels = {o.level for o in objections(rulebook(), facts, TESTS[name]) if o.known}
    assert "absolute" in levels


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    "name",
    [test.id for test in CLINIC if test.measure == "hold" and test.id != "deep_neck_flexors"],
)
def test_long_holds_wait_for_high_blood_pressure(name: str) -> None:
    facts = _facts(blood_pressure_uncontrolled=True)
    assert any(o.blocks and o.known for o in objections(rulebook(), facts, TESTS[name]))


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("name", [test.id for test in CLINIC if test.position == "prone"])
def test_nothing_is_tested_on_the_front_in_pregnancy(name: str) -> None:
    facts = _facts(pregnant=True)
    assert any(
        o.level == "absolute" and o.known for o in objections(rulebook(), facts, TESTS[name])
    )


def _facts(**values: bool) -> Facts:
    return facts(rulebook(), calm_record(**values), TODAY)


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        ("straight_leg_raise", {"sad17", "nourbakhsh02"}),
        ("prone_knee_bend", {"nourbakhsh02"}),
        ("pelvic_control", {"dimattia05", "mas20", "cooper16"}),
        ("wall_occiput", {"swa20", "green04"}),
        ("craniovertebral_angle", {"swa20"}),
        ("sorensen", {"hamberg07", "steiger12"}),
    ],
)
@pytest.mark.hazard("sentence_without_source")
def test_the_truth_beside_a_claim_rests_on_its_studies(name: str, sources: set[str]) -> None:
    assert sources <= set(TESTS[name].basis.sources)


def test_pelvic_control_is_not_called_a_weak_muscle() -> None:
    test = TESTS["pelvic_control"]
    assert "does not show that a hip muscle is weak" in test.limits
    shown = " ".join([test.title, test.plain, test.why])
    assert "weak" not in shown
    assert "gluteus" not in shown


def test_results_are_kept_for_six_weeks_and_pain_for_two() -> None:
    findings = knowledge().findings
    for test in CLINIC:
        for result in test.results:
            assert findings[result.value].valid_days == 42
            assert findings[result.value].danger == "none"
            if result.pain is not None:
                assert findings[result.pain].valid_days == 14
                assert findings[result.pain].danger == "yes"
