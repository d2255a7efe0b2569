"""The days as they really are: what stays, what moves, what rests, and what may not be."""

from datetime import date, timedelta

import pytest

from plumbline.care.programme.moving import (
    Kind,
    Move,
    Problem,
    along,
    missed,
    problems,
    strong_templates,
)
from plumbline.care.programme.schedule import Changes, made_up, schedule, sessions
from tests.unit.care.people import knowledge
from tests.unit.care.schedules import MONDAY, day, line, programme

WEEK = programme("A..B...")


def days_of(changes: Changes, pattern: str = "A..B...", weeks: int = 1) -> str:
    return line(schedule(programme(pattern), changes, day(0), day(7 * weeks - 1)))


def why(move: Move, changes: Changes | None = None, today: int = 0) -> list[Kind]:
    found = problems(knowledge(), WEEK, changes or Changes(), move, day(today))
    return [problem.kind for problem in found]


def test_without_changes_the_pattern_repeats() -> None:
    assert days_of(Changes(), weeks=2) == "A..B...A..B..."


def test_nothing_stands_before_the_start() -> None:
    assert schedule(WEEK, Changes(), day(-3), day(-1)) == ()
    assert [one.on for one in schedule(WEEK, Changes(), day(-3), day(0))] == [MONDAY]


def test_a_session_goes_where_it_was_moved_and_keeps_its_exercises() -> None:
    assert days_of(Changes().move(day(3), day(5))) == "A....B."
    assert days_of(Changes().move(day(0), day(1))) == ".A.B..."


def test_moved_back_is_as_if_it_had_never_moved() -> None:
    assert Changes().move(day(3), day(5)).move(day(3), day(3)) == Changes()


def test_it_may_go_into_the_next_week_only_where_that_has_room() -> None:
    there = Changes().move(day(3), day(9))
    assert days_of(there, weeks=2) == "A..B...A..B..."
    freed = Changes().set_off(day(10), "rest", day(12)).move(day(3), day(9))
    for n in range(11, 14):
        freed = freed.set_off(day(n), "rest", day(12))
    assert days_of(freed, weeks=2) == "A......A.B...."


@pytest.mark.parametrize(
    ("told", "expected"),
    [(0, "A...B.."), (3, "A...B..")],
    ids=["told on Monday", "told on the day itself"],
)
def test_a_day_off_sends_its_session_to_the_nearest_day(told: int, expected: str) -> None:
    assert days_of(Changes().set_off(day(3), "rest", day(told))) == expected


def test_the_nearest_day_may_be_an_earlier_one_but_not_one_that_was_over() -> None:
    off = Changes()
    for n in (3, 4, 5, 6):
        off = off.set_off(day(n), "travel", day(0))
    assert days_of(off) == "A.B...."
    late = Changes()
    for n in (3, 4, 5, 6):
        late = late.set_off(day(n), "travel", day(3))
    assert days_of(late) == "A......"


def test_where_nothing_fits_the_week_has_one_session_less_and_the_next_is_whole() -> None:
    off = Changes()
    for n in range(3, 7):
        off = off.set_off(day(n), "rest", day(3))
    assert days_of(off, weeks=2) == "A......A..B..."
    assert [one.on for one in sessions(WEEK, off, day(6))] == [day(0), None]


def test_given_back_it_is_as_before() -> None:
    off = Changes().set_off(day(3), "rest", day(0))
    assert off.clear_off(day(3)) == Changes()


def test_a_rest_day_has_nothing_and_a_travel_day_keeps_its_walk() -> None:
    plan = programme("A..B...", walk="1111100")
    rest = schedule(plan, Changes().set_off(day(1), "rest", day(0)), day(1), day(1))
    away = schedule(plan, Changes().set_off(day(1), "travel", day(0)), day(1), day(1))
    assert (rest[0].session, rest[0].walk_minutes) == (False, 0)
    assert (away[0].session, away[0].walk_minutes) == (False, 10)


def test_the_walk_changes_places_with_the_session() -> None:
    plan = programme("A......", walk="1300000")
    days = schedule(plan, Changes().move(day(0), day(1)), day(0), day(1))
    assert [(one.session, one.walk_minutes) for one in days] == [(False, 30), (True, 10)]


def test_strength_is_never_put_on_two_days_running() -> None:
    changes = Changes().move(day(0), day(2))
    assert days_of(changes) == "A..B..."
    easy = programme("A..B...", strong="")
    strong = strong_templates(knowledge(), easy)
    assert line(schedule(easy, changes, day(0), day(6), strong=strong)) == "..AB..."


def test_a_programme_that_has_two_days_running_may_keep_them() -> None:
    assert days_of(Changes(), "AA.A...") == "AA.A..."
    assert days_of(Changes().move(day(0), day(2)), "AA.A...") == "AA.A..."
    assert days_of(Changes().move(day(3), day(2)), "AA.A...") == "AA.A..."
    assert days_of(Changes().move(day(3), day(4)), "AA.A...") == "AA..A.."
    assert days_of(Changes().move(day(1), day(4)), "AA.A...") == "A..AA.."


def test_what_was_done_stays_where_it_was_done() -> None:
    done = Changes(done=frozenset({day(3)})).set_off(day(3), "rest", day(0))
    assert days_of(done) == "A..B..."


@pytest.mark.parametrize(
    ("since", "to", "today", "expected"),
    [
        (0, 1, 0, []),
        (3, 5, 0, []),
        (1, 5, 0, ["nothing"]),
        (0, 0, 0, ["taken"]),
        (0, 3, 0, ["taken"]),
        (0, 2, 0, ["strength"]),
        (3, 1, 2, ["past"]),
        (3, 14, 0, ["far"]),
        (3, 12, 0, ["full"]),
        (7, 5, 0, ["far"]),
        (-7, 1, 0, ["nothing"]),
    ],
)
def test_why_a_session_cannot_go(since: int, to: int, today: int, expected: list[Kind]) -> None:
    assert why(Move(day(since), day(to)), today=today) == expected


def test_it_names_the_day_beside() -> None:
    found = problems(knowledge(), WEEK, Changes(), Move(day(0), day(2)), day(0))
    assert found == (Problem("strength", day(3)),)


def test_not_onto_a_day_off_nor_once_it_was_done() -> None:
    assert why(Move(day(3), day(5)), Changes().set_off(day(5), "rest", day(0))) == ["off"]
    assert why(Move(day(0), day(1)), Changes(done=frozenset({day(0)})), today=1) == ["done"]


def test_a_session_that_rests_can_be_given_a_day_of_the_next_week_with_room() -> None:
    off = Changes()
    for n in (3, 4, 5, 6):
        off = off.set_off(day(n), "rest", day(3))
    assert why(Move(day(3), day(9)), off, today=4) == ["strength", "full"]
    for n in (10, 11, 12, 13):
        off = off.set_off(day(n), "rest", day(12))
    assert why(Move(day(3), day(9)), off, today=4) == []
    assert why(Move(day(3), day(8)), off, today=4) == ["strength"]


def test_the_whole_rest_of_a_week_may_move_along() -> None:
    plan = programme("A.B.A..")
    move = Move(day(0), day(1))
    assert problems(knowledge(), plan, Changes(), move, day(0)) == (Problem("strength", day(2)),)
    together = along(knowledge(), plan, Changes(), move, day(0))
    assert [(one.since, one.to) for one in together] == [
        (day(4), day(5)),
        (day(2), day(3)),
        (day(0), day(1)),
    ]
    changes = Changes()
    for one in together:
        changes = changes.move(one.since, one.to)
    assert line(schedule(plan, changes, day(0), day(13))) == ".A.B.A.A.B.A.."


def test_it_does_not_move_along_where_the_next_week_is_in_the_way_or_nothing_follows() -> None:
    plan = programme("A.B.A..")
    assert along(knowledge(), plan, Changes(), Move(day(0), day(2)), day(0)) == ()
    assert along(knowledge(), plan, Changes(), Move(day(4), day(5)), day(0)) == ()
    assert along(knowledge(), plan, Changes(), Move(day(2), day(1)), day(0)) == ()


@pytest.mark.parametrize(
    ("today", "offered"), [(0, None), (1, 0), (2, None), (3, None), (4, 3), (5, 3), (6, None)]
)
def test_a_missed_session_may_be_done_where_it_breaks_nothing(
    today: int, offered: int | None
) -> None:
    done = frozenset({day(0)}) if today > 3 else frozenset[date]()
    found = missed(knowledge(), WEEK, Changes(done=done), day(today))
    assert (found.origin if found else None) == (None if offered is None else day(offered))


def test_a_missed_session_is_not_offered_on_a_day_off() -> None:
    off = Changes().set_off(day(1), "rest", day(1))
    assert missed(knowledge(), WEEK, off, day(1)) is None


def test_what_was_made_up_cannot_be_made_up_again() -> None:
    changes = made_up(WEEK, Changes(done=frozenset({day(1)})))
    assert changes.moved == {day(0): day(1)}
    assert missed(knowledge(), WEEK, changes, day(2)) is None
    assert line(schedule(WEEK, changes, day(0), day(6))) == ".A.B..."


def test_a_session_more_than_planned_takes_nothing_away() -> None:
    changes = Changes(done=frozenset({day(0), day(1)}))
    assert made_up(WEEK, changes) == changes


@pytest.mark.parametrize("start", [date(2028, 2, 28), date(2026, 12, 30), date(2027, 2, 27)])
def test_leap_day_and_new_year_are_days_like_others(start: date) -> None:
    plan = programme("A..B...", start)
    days = schedule(plan, Changes(), start, start + timedelta(days=13))
    assert line(days) == "A..B...A..B..."
    assert [one.on for one in days] == [start + timedelta(days=n) for n in range(14)]


def test_the_window_makes_no_difference() -> None:
    changes = Changes().move(day(3), day(5)).set_off(day(8), "rest", day(0))
    whole = schedule(WEEK, changes, day(0), day(40))
    for n in range(41):
        assert schedule(WEEK, changes, day(n), day(n)) == whole[n : n + 1]
