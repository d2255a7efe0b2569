"""The course people like this had: chosen by how long it has lasted, and only what was read."""

from datetime import timedelta

import pytest

from plumbline.care.prognosis import prognosis
from plumbline.care.record import facts
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook


@pytest.mark.parametrize(
    ("days", "course"),
    [
        (0, "acute"),
        (41, "acute"),
        (42, "subacute"),
        (83, "subacute"),
        (84, "persistent"),
        (363, "persistent"),
        (364, "long_standing"),
        (9000, "long_standing"),
    ],
)
def test_which_course(days: int, course: str) -> None:
    onset = TODAY - timedelta(days=days)
    found = prognosis(rulebook(), facts(rulebook(), calm_record(onset_date=onset), TODAY))
    assert found is not None
    assert found.course == course
    assert [point.week for point in found.points] == sorted(point.week for point in found.points)
    assert found.has_band is all(p.low is not None and p.high is not None for p in found.points)


@pytest.mark.hazard("unknown_as_no")
@pytest.mark.parametrize("told", [None, "blank"])
def test_an_unknown_onset_has_no_course(told: Value) -> None:
    record = calm_record(onset_date=None)
    record = record.forget(["onset_date"]) if told == "blank" else record
    assert prognosis(rulebook(), facts(rulebook(), record, TODAY)) is None


@pytest.mark.hazard("number_without_source")
def test_no_point_and_no_factor_rests_on_nothing() -> None:
    for course in knowledge().courses.values():
        for point in course.points:
            assert point.pain_0_100.basis.status in ("verified", "secondary", "derived")
            assert point.pain_0_100.basis.sources, course.id
        for factor in course.factors:
            assert factor.basis.status in ("verified", "secondary"), course.id


def test_an_unverified_point_is_left_out() -> None:
    from dataclasses import replace

    course = knowledge().courses["acute"]
    first = course.points[0]
    doubtful = first.pain_0_100.model_copy(
        update={"basis": first.pain_0_100.basis.model_copy(update={"status": "unverified"})}
    )
    points = (first.model_copy(update={"pain_0_100": doubtful}), *course.points[1:])
    courses = {**knowledge().courses, "acute": course.model_copy(update={"points": points})}
    changed = replace(rulebook(), knowledge=replace(knowledge(), courses=courses))
    found = prognosis(changed, facts(rulebook(), calm_record(), TODAY))
    assert found is not None
    assert [point.week for point in found.points] == [p.week for p in course.points[1:]]
