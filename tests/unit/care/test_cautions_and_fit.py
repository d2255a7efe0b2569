"""What keeps an exercise away: cautions that hold or may hold, place, kit and level."""

import pytest

from plumbline.care.cautions import objections, plan_objections
from plumbline.care.programme import first_week
from plumbline.care.programme.fit import fit
from plumbline.care.record import Facts, Record, facts
from plumbline.knowledge.schema import Exercise
from plumbline.logic import evaluate
from plumbline.logic.expression import columns
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

EXERCISES = list(knowledge().exercises.values())
OWN = [(e, c) for e in EXERCISES for c in e.cautions if c.level != "caution"]
LATER = knowledge().first_weeks["later"]


def known_of(record: Record) -> Facts:
    return facts(rulebook(), record, TODAY)


def possible(**answers: Value) -> dict[str, Exercise]:
    able = fit(rulebook(), known_of(calm_record(**answers)), LATER)
    return {exercise.id: exercise for exercise, _ in able.possible}


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize(("exercise", "caution"), OWN, ids=lambda x: x.id)
def test_a_contraindication_blocks_while_true_or_unknown(exercise: Exercise, caution) -> None:
    rule = f"exercises/{exercise.id}/{caution.id}"
    named = rulebook().behind(columns(rulebook().rules[rule]))
    read = sorted(named & knowledge().findings.keys())
    assert read, "a caution reads a finding"
    for record, outcome in (
        (calm_record(**dict.fromkeys(read, None)), None),
        (calm_record().forget(read), None),
    ):
        known = known_of(record)
        if evaluate(rulebook().rules[rule], known.values) is not outcome:
            continue  # a gate that is closed decides it
        found = {o.rule: o for o in objections(rulebook(), known, exercise)}
        assert rule in found
        assert found[rule].blocks
        assert not found[rule].known
        assert set(found[rule].missing) <= named
        left = {item.exercise: item for item in fit(rulebook(), known, LATER).left_out}
        assert left[exercise.id].kind in ("cannot_rule_out", "contraindicated")


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_with_nothing_known_no_exercise_is_possible(exercise: Exercise) -> None:
    able = fit(rulebook(), known_of(Record()), LATER)
    assert exercise.id not in {each.id for each, _ in able.possible}
    assert exercise.id in {left.exercise for left in able.left_out}


@pytest.mark.hazard("contraindicated_offered")
def test_nothing_known_speaks_against_every_plan() -> None:
    against = plan_objections(rulebook(), known_of(Record()))
    assert any(objection.blocks for objection in against)
    assert not any(o.blocks for o in plan_objections(rulebook(), known_of(calm_record())))


def test_the_strictest_objection_comes_first() -> None:
    order = ["absolute", "relative", "caution"]
    for exercise in EXERCISES:
        levels = [o.level for o in objections(rulebook(), known_of(Record()), exercise)]
        assert levels == sorted(levels, key=order.index)


@pytest.mark.parametrize("unsure", [True, None], ids=["wheelchair", "not known"])
def test_in_a_wheelchair_nothing_is_done_on_ones_feet(unsure: bool | None) -> None:
    able = possible(uses_wheelchair=unsure)
    assert not {e.position for e in able.values()} & {"standing", "walking"}
    if unsure:
        assert able, "a wheelchair leaves something to do"
    week = first_week(rulebook(), known_of(calm_record(uses_wheelchair=unsure)), TODAY)
    assert not any(day.walk_minutes for day in week.days)


@pytest.mark.parametrize("unsure", [True, None], ids=["in bed", "not known"])
def test_in_bed_everything_can_be_done_in_bed(unsure: bool | None) -> None:
    able = possible(stays_in_bed=unsure)
    for exercise in able.values():
        assert exercise.seated_or_bed, exercise.id
        assert exercise.position not in ("standing", "walking"), exercise.id
        assert "chair" not in exercise.kit, exercise.id
    assert able, "a bed leaves something to do"


@pytest.mark.parametrize("floor", [False, None], ids=["cannot", "not known"])
def test_who_cannot_get_to_the_floor_does_nothing_on_it(floor: bool | None) -> None:
    down = {"supine", "prone", "side_lying", "quadruped", "kneeling"}
    for exercise in possible(can_get_to_floor=floor).values():
        assert exercise.seated_or_bed or exercise.position not in down, exercise.id
    assert {e.id for e in possible().values() if e.position in down and not e.seated_or_bed}


@pytest.mark.parametrize("answer", [False, None])
def test_kit_that_is_not_there_is_not_asked_for(answer: bool | None) -> None:
    for kit in ("band", "step", "stick", "bike", "pool"):
        needing = {e.id for e in EXERCISES if kit in e.kit}
        assert not needing & possible(**{f"kit_{kit}": answer}).keys()
    assert "seated_band_row" in possible(kit_band=True)


def test_each_exercise_left_out_says_why() -> None:
    able = fit(rulebook(), known_of(calm_record()), LATER)
    for left in able.left_out:
        exercise = knowledge().exercises[left.exercise]
        if left.kind == "level":
            assert exercise.level > LATER.max_level
        elif left.kind == "purpose":
            assert not set(exercise.purpose) & set(LATER.exercises.purposes)
        elif left.kind == "kit":
            assert set(exercise.kit) - {"chair", "wall", "bed", "mat"}
        elif left.kind in ("contraindicated", "cannot_rule_out"):
            assert left.rule in rulebook().rules
