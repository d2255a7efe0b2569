"""Whatever is moved, taken off, given back and done: no session is lost, doubled or crowded."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.care.programme.model import Programme
from plumbline.care.programme.moving import Move, along, missed, problems, strong_templates
from plumbline.care.programme.schedule import (
    Changes,
    Session,
    made_up,
    schedule,
    sessions,
    week_of,
)
from tests.unit.care.people import knowledge
from tests.unit.care.schedules import day, programme

DAYS = 28
PATTERNS = st.text("AB..", min_size=7, max_size=7).filter(lambda text: set(text) != {"."})
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "along", "rest", "travel", "clear", "do", "night"]),
        st.integers(0, DAYS - 1),
        st.integers(-3, 12),
    ),
    max_size=12,
)


def longest_run(days: list[bool]) -> int:
    """The most days running that are true."""
    return max(len(run) for run in "".join("x" if one else "." for one in days).split("."))


def step(
    plan: Programme, changes: Changes, today: date, what: str, at: int, far: int
) -> tuple[Changes, date]:
    """One thing a person does, if they may."""
    on = day(at)
    move = Move(on, day(at + far))
    match what:
        case "move" if not problems(knowledge(), plan, changes, move, today):
            strong = strong_templates(knowledge(), plan)
            found = placed(plan, changes)
            origin = next((one.origin for one in found if one.on == on), on)
            changes = changes.move(origin, move.to)
            went = sessions(plan, changes, day(DAYS + 30), strong=strong)
            assert any(one.origin == origin and one.on == move.to for one in went)
        case "along":
            for one in along(knowledge(), plan, changes, move, today):
                origin = next(s.origin for s in placed(plan, changes) if s.on == one.since)
                changes = changes.move(origin, one.to)
        case "rest" | "travel" if on >= today and on not in changes.done:
            changes = changes.set_off(on, "rest" if what == "rest" else "travel", today)
        case "clear" if on >= today:
            changes = changes.clear_off(on)
        case "do" if today not in changes.done:
            planned = any(one.on == today for one in placed(plan, changes))
            if planned or missed(knowledge(), plan, changes, today):
                done = Changes(changes.moved, changes.off, changes.told, changes.done | {today})
                changes = made_up(plan, done, strong=strong_templates(knowledge(), plan))
        case "night":
            today = max(today, day(min(at, DAYS - 1)))
        case _:
            pass
    return changes, today


def placed(plan: Programme, changes: Changes) -> tuple[Session, ...]:
    strong = strong_templates(knowledge(), plan)
    return sessions(plan, changes, day(DAYS + 30), strong=strong)


@settings(max_examples=60)
@given(PATTERNS, st.sampled_from(["AB", "A", ""]), STEPS)
def test_no_way_of_changing_days_breaks_a_rule(
    pattern: str, strong_names: str, steps: list[tuple[str, int, int]]
) -> None:
    plan = programme(pattern, strong=strong_names)
    strong = strong_templates(knowledge(), plan)
    own = schedule(plan, Changes(), day(0), day(DAYS + 30), strong=strong)
    allowed = max(1, longest_run([one.session and one.template in strong for one in own]))
    changes, today = Changes(), day(0)
    for what, at, far in steps:
        changes, today = step(plan, changes, today, what, at, far)
        found = placed(plan, changes)
        taken = [one.on for one in found if one.on is not None]
        assert len(taken) == len(set(taken)), "two sessions on one day"
        assert len({one.origin for one in found}) == len(found) == sum(d.session for d in own)
        assert not {on for on in taken if on in changes.off and on not in changes.done}
        assert changes.done <= set(taken), "what was done has gone"
        days = schedule(plan, changes, day(0), day(DAYS + 20), strong=strong)
        run = longest_run([one.session and one.template in strong for one in days])
        assert run <= allowed, "strength on too many days running"
        weeks = [week_of(plan, on) for on in taken]
        assert all(weeks.count(week) <= 7 - pattern.count(".") for week in weeks)
        if not changes.off:
            assert None not in [one.on for one in found], "a session was lost"
