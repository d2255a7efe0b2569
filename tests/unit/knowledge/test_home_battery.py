"""The home battery: short enough, whole, honest about its norms, and barred where it could harm."""

from collections.abc import Mapping

import pytest

from plumbline.care.cautions import objections
from plumbline.care.record import facts
from plumbline.knowledge.schema import Caution, Finding, PhysicalTest
from plumbline.logic.reference import evaluate
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, calm_values, knowledge, rulebook

HOME = sorted(
    (test for test in knowledge().tests.values() if test.battery == "home"),
    key=lambda test: test.order,
)
PAIRED = [test for test in HOME if test.paired]
HOLDS = [test for test in HOME if test.measure == "hold"]
MOST_MINUTES = 10
CAPS = {"sit_to_stand_5": 60, "side_bridge": 45, "supine_bridge": 130, "single_leg_stance": 30}
ON_FEET = ("standing", "sitting")
FRAGILE = ("osteoporosis", "vertebral_fracture", "fragility_fracture")


def named(test: PhysicalTest) -> str:
    return test.id


def finding(name: str | None) -> Finding:
    assert name is not None
    return knowledge().findings[name]


def rules(test: PhysicalTest) -> dict[str, Caution]:
    """Every caution of a test and of the groups it stands in, by the name of its rule."""
    found = {f"tests/{test.id}/{caution.id}": caution for caution in test.cautions}
    for group in test.treatment_groups:
        for caution in knowledge().treatments[group].contraindications:
            found[f"treatments/{group}/{caution.id}"] = caution
    return found


def holding(test: PhysicalTest, answers: Mapping[str, Value]) -> set[str]:
    """The levels of the cautions that hold for the calm person with these answers."""
    values = {**calm_values(), **answers}
    known = facts(rulebook(), calm_record(**answers), TODAY).values
    return {
        caution.level
        for name, caution in rules(test).items()
        if evaluate(rulebook().rules[name], {**values, **known}) is True
    }


def test_the_battery_is_whole_and_in_order() -> None:
    assert [test.order for test in HOME] == list(range(1, len(HOME) + 1))
    assert {test.id for test in HOME} == {
        "sit_to_stand_5",
        "fingertip_floor",
        "lateral_bend",
        "repeated_extension",
        "repeated_flexion",
        "active_knee_extension",
        "modified_thomas",
        "side_bridge",
        "side_bridge_knees",
        "supine_bridge",
        "single_leg_stance",
    }


def test_it_takes_ten_minutes_at_most() -> None:
    """An easier version is done in place of another test, not after it."""
    assert sum(test.minutes for test in HOME if test.stands_in_for is None) <= MOST_MINUTES


def test_a_test_takes_the_time_of_its_holds() -> None:
    """Somebody who reaches the cap on both sides needs that time at least."""
    for test in HOLDS:
        assert test.cap is not None, test.id
        assert test.minutes * 60 >= test.cap * len(test.results), test.id


def test_one_gets_up_and_down_once_and_the_hardest_hold_is_not_last() -> None:
    feet = [test.position in ON_FEET for test in HOME]
    assert feet == sorted(feet, reverse=True)
    assert HOME[-1].measure != "hold"


@pytest.mark.parametrize("test", PAIRED, ids=named)
def test_a_paired_test_has_both_sides_and_they_mirror(test: PhysicalTest) -> None:
    left, right = test.results
    assert (left.side, right.side) == ("left", "right")
    for one, other in ((left.value, right.value), (left.pain, right.pain)):
        assert finding(one).mirror == other
        assert finding(other).mirror == one
        assert one is not None
        assert other == one.replace("_left_", "_right_")


@pytest.mark.parametrize("test", HOME, ids=named)
def test_what_a_test_finds_can_be_kept(test: PhysicalTest) -> None:
    """Its findings are results of tests, hold every result up to the cap, and fade."""
    for result in test.results:
        value = finding(result.value)
        assert value.asked_of == "test"
        assert value.danger == "none"
        # What once spread pain stays out until the test is done again.
        assert value.valid_days == (None if test.measure == "response" else 42)
        assert value.again != value.question
        if test.unit:
            assert value.unit == test.unit
            assert value.id.endswith(f"_{test.unit}")
            assert value.max is not None
            assert value.max >= (test.cap or 0)
        if test.measure == "response":
            assert result.pain is None
            continue
        pain = finding(result.pain)
        assert (pain.type, pain.danger, pain.asked_of) == ("boolean", "yes", "test")
        assert pain.valid_days == 14


@pytest.mark.parametrize("test", HOME, ids=named)
def test_a_test_says_how_why_and_what_it_does_not_say(test: PhysicalTest) -> None:
    assert 1 <= len(test.steps) <= 6
    for text in (test.plain, test.ends, test.why, test.limits):
        assert text.endswith(".")
    assert test.cautions, "nothing is without a caution"
    assert not test.helper, "at home one may be alone"
    assert test.movement == test.id


@pytest.mark.hazard("number_without_source")
@pytest.mark.parametrize("test", HOME, ids=named)
def test_no_number_is_used_unchecked(test: PhysicalTest) -> None:
    errors = (test.error.sem, test.error.log_sem, test.error.detectable, test.side_difference)
    bases = [norm.basis for norm in test.norms] + [band.basis for band in test.bands]
    bases += [number.basis for number in errors if number is not None]
    for basis in bases:
        assert basis.status != "unverified"
        assert basis.status in ("expert", "measured") or basis.sources


@pytest.mark.parametrize("test", HOME, ids=named)
def test_a_norm_speaks_of_adults_and_gets_better_from_point_to_point(test: PhysicalTest) -> None:
    sign = -1 if test.better == "lower" else 1
    for norm in test.norms:
        assert norm.age_from >= 18
        assert any(letter.isdigit() for letter in norm.sample), "how many they were"
        values = [sign * point.value for point in norm.percentiles]
        assert values == sorted(set(values))
        if norm.mean is not None and norm.sd is not None:
            youngest, oldest = (
                norm.mean + norm.per_year * (age - norm.at_age)
                for age in (norm.age_from, norm.age_to)
            )
            assert min(youngest, oldest) > norm.sd, "a mean within one SD of nothing"


def test_tests_without_a_published_norm_have_none() -> None:
    for name in (
        "fingertip_floor",
        "side_bridge_knees",
        "modified_thomas",
        "repeated_flexion",
        "repeated_extension",
    ):
        assert knowledge().tests[name].norms == (), name


def test_hamstrings_are_compared_with_students_only() -> None:
    for norm in knowledge().tests["active_knee_extension"].norms:
        assert (norm.age_from, norm.age_to) == (18, 24)
        assert norm.sex is not None


def test_lateral_bend_falls_with_age_as_published() -> None:
    """The line runs through the middles of the printed intervals."""
    (norm,) = knowledge().tests["lateral_bend"].norms
    assert norm.mean is not None
    assert norm.sd is not None
    for age, low, high in ((25, 16.2, 28.0), (45, 13.2, 25.0), (65, 10.1, 21.9)):
        mean = norm.mean + norm.per_year * (age - norm.at_age)
        assert mean == pytest.approx((low + high) / 2, abs=0.06)
        assert 3.92 * norm.sd == pytest.approx(high - low, abs=0.1)


@pytest.mark.parametrize(("name", "cap"), CAPS.items())
def test_caps_are_those_of_the_recommended_battery(name: str, cap: float) -> None:
    assert knowledge().tests[name].cap == cap


def test_the_easier_version_is_the_same_test() -> None:
    full, easier = (knowledge().tests[name] for name in ("side_bridge", "side_bridge_knees"))
    assert easier.stands_in_for == full.id
    assert (easier.cap, easier.position, easier.scale) == (full.cap, full.position, full.scale)
    assert easier.order == full.order + 1


def test_bands_of_standing_up_are_those_of_the_paper() -> None:
    bands = knowledge().tests["sit_to_stand_5"].bands[:4]
    assert [(band.at_least, band.at_most) for band in bands] == [
        (None, 10.4),
        (10.5, 15.2),
        (15.3, 22.0),
        (22.1, None),
    ]


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("test", HOME, ids=named)
def test_a_test_stands_in_the_groups_of_its_position(test: PhysicalTest) -> None:
    groups = set(test.treatment_groups)
    assert {"any_plan", "exercise_any"} <= groups
    assert groups <= knowledge().treatments.keys()
    assert ("exercise_supine" in groups) is (test.position == "supine")
    assert ("exercise_loaded_flexion" in groups) is (test.direction == "flexion")
    for caution in test.cautions:
        assert caution.swap is None or caution.swap in knowledge().exercises


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("bone", FRAGILE)
@pytest.mark.parametrize("name", ["repeated_flexion", "fingertip_floor"])
def test_bending_forward_is_barred_with_thin_bones(name: str, bone: str) -> None:
    test = knowledge().tests[name]
    assert "absolute" not in holding(test, {})
    assert "absolute" in holding(test, {bone: True})


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("test", HOME, ids=named)
def test_nothing_bars_the_calm_person(test: PhysicalTest) -> None:
    """A gate that is always shut would pass every test above."""
    assert not holding(test, {}) & {"absolute", "relative"}


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("way", ["flexion", "extension"])
@pytest.mark.parametrize("answer", ["spread", "worse"])
def test_a_direction_that_harms_is_banned_at_once(way: str, answer: str) -> None:
    """Every exercise of that direction and none of another; the test itself stays possible."""
    told = f"repeated_{way}_response"
    banned = {
        exercise.id
        for exercise in knowledge().exercises.values()
        for against in _objections(exercise.id, {told: answer})
        if against.startswith(f"treatments/exercise_{way}_direction/")
    }
    assert banned == {e.id for e in knowledge().exercises.values() if e.direction == way}
    assert banned
    itself = knowledge().tests[f"repeated_{way}"]
    assert f"exercise_{way}_direction" not in itself.treatment_groups


@pytest.mark.parametrize("way", ["flexion", "extension"])
@pytest.mark.parametrize("answer", ["same", "better", "centralised", None])
def test_nobody_is_kept_from_a_direction_that_did_no_harm(way: str, answer: Value) -> None:
    """Not even who was never tested: unknown does not block here."""
    for exercise in knowledge().exercises.values():
        for rule in _objections(exercise.id, {f"repeated_{way}_response": answer}):
            assert "_direction/" not in rule


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(
    ("exercise", "pain"),
    [
        ("bridge", "supine_bridge_pain"),
        ("side_bridge_knees", "side_bridge_left_pain"),
        ("side_bridge_knees", "side_bridge_right_pain"),
        ("side_bridge_knees", "side_bridge_knees_left_pain"),
        ("side_bridge_knees", "side_bridge_knees_right_pain"),
    ],
)
def test_a_test_stopped_by_pain_keeps_the_like_exercise_away(exercise: str, pain: str) -> None:
    rule = f"exercises/{exercise}/test_stopped_by_pain"
    assert rule in _objections(exercise, {pain: True})
    assert rule not in _objections(exercise, {pain: False})
    assert rule not in _objections(exercise, {pain: None})


def test_every_exercise_trains_chains_that_there_are() -> None:
    for exercise in knowledge().exercises.values():
        assert set(exercise.chains) <= knowledge().chains.keys(), exercise.id
        assert len(set(exercise.chains)) == len(exercise.chains), exercise.id
    trained = {chain for e in knowledge().exercises.values() for chain in e.chains}
    shown = {chain.id for chain in knowledge().chains.values() if chain.shown}
    assert shown - trained <= {"hamstrings"}, "a chain found low, and nothing to train it with"


def _objections(exercise: str, answers: Mapping[str, Value]) -> set[str]:
    """The rules that speak against an exercise for the calm person with these answers."""
    blank = dict.fromkeys(knowledge().test_findings) | dict(answers)
    known = facts(rulebook(), calm_record(**blank), TODAY)
    return {o.rule for o in objections(rulebook(), known, knowledge().exercises[exercise])}
