"""The weeks ahead, if all goes well: each is solved from the one before, as a new week will be.

Nothing of it is promised or stored: what really happens decides.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

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
) -> tuple[Programme, ...]:
    """The weeks after a programme's own, when every session is done, every answer stays as it is,
    and the person says yes to one step up a week. Raises NotReady as `first_week` does."""
    practice = practice or Practice()
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
            last_session=max((day.on for day in programme.days if day.session), default=None),
            earned=True,
        )
        first = assess(rulebook.knowledge, told, known).priorities
        programme = first_week(rulebook, known, known_on, first, went_well, wishes)
        found.append(programme)
    return tuple(found)


def _done(done: Mapping[str, int], programme: Programme) -> Mapping[str, int]:
    """How often each exercise was done after one more week of it."""
    times = Counter(done)
    for day in programme.days:
        times.update(planned.exercise for planned in programme.exercises_on(day.on))
    return dict(times)
