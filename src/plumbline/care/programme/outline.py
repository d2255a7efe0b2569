"""The weeks ahead, if all goes well: each is solved from the one before, as a new week will be.

Nothing of it is promised or stored: what really happens decides.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from plumbline.care.impairments import assess
from plumbline.care.programme.model import Programme
from plumbline.care.programme.practice import Practice, Wishes
from plumbline.care.programme.week import DAYS, first_week
from plumbline.care.record import Record, facts
from plumbline.logic.rulebook import Rulebook

WEEKS = 3


def outline(
    rulebook: Rulebook,
    record: Record,
    programme: Programme,
    practice: Practice | None = None,
    wishes: Wishes | None = None,
    *,
    weeks: int = WEEKS,
    today: date | None = None,
) -> tuple[Programme, ...]:
    """The weeks after a programme's own (after the one that holds `today`), when every session is
    done, every answer stays as it is, and the person says yes to one step up a week; after a
    check-in that backed off the first of them adds nothing. Raises NotReady as `first_week` does.
    """
    practice, programme = practice or Practice(), _now(programme, today)
    done: Mapping[str, int] = practice.done
    found: list[Programme] = []
    for ahead in range(1, weeks + 1):
        done = _done(done, programme)
        known_on = programme.start + timedelta(days=DAYS)
        told = record.renew(list(record.answers), known_on)
        known = facts(rulebook, told, known_on)
        went_well = Practice(
            week=practice.week + ahead,
            before=programme,
            done=done,
            hurt=practice.hurt if ahead == 1 else frozenset(),
            last_session=max((day.on for day in programme.days if day.session), default=None),
            earned=practice.may_grow or ahead > 1,
        )
        first = assess(rulebook.knowledge, told, known).priorities
        programme = first_week(rulebook, known, known_on, first, went_well, wishes)
        found.append(programme)
    return tuple(found)


def _now(programme: Programme, today: date | None) -> Programme:
    """The same week where it stands now: its pattern has repeated since it began."""
    past = 0 if today is None else max(0, (today - programme.start).days // DAYS)
    if not past:
        return programme
    shift = timedelta(days=past * DAYS)
    days = tuple(replace(day, on=day.on + shift) for day in programme.days)
    return replace(programme, start=programme.start + shift, days=days)


def _done(done: Mapping[str, int], programme: Programme) -> Mapping[str, int]:
    """How often each exercise was done after one more week of it."""
    times = Counter(done)
    for day in programme.days:
        times.update(planned.exercise for planned in programme.exercises_on(day.on))
    return dict(times)
