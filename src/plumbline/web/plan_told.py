"""What was done of the last session, asked at a check-in where the player has not told it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plumbline.care.today import able
from plumbline.errors import BadInput
from plumbline.present.words import _
from plumbline.web.case import Case

Did = Literal["all", "part", "none"]
SAID: tuple[Did, ...] = ("all", "part", "none")
YESTERDAY = timedelta(days=1)


@dataclass(frozen=True)
class LastSession:
    """The session a check-in speaks of, and what is known of it; `said` is empty where nothing
    was told of it yet."""

    on: date
    said: Did | Literal[""]


def last_session(case: Case) -> LastSession | None:
    """The session told of today or yesterday, else the one that is open; None without one."""
    agenda = case.book.agenda
    told = max((day for day in agenda.told if day >= case.today - YESTERDAY), default=None)
    if told is not None:
        return LastSession(told, _sum_of(agenda.told[told]))
    missed = agenda.missed(case.today)
    if missed is not None and missed.on is not None:
        return LastSession(missed.on, "")
    today = agenda.days(case.today, case.today)
    return LastSession(case.today, "") if today and today[0].session else None


def store(case: Case, said: str, request_id: str | None) -> None:
    """Store what was done of a session nobody had told of: all of it, or a part of each."""
    last = last_session(case)
    if not said or last is None or last.said:
        return  # the player has told it exercise by exercise
    if said not in SAID:
        raise BadInput(_("what you did"), _("is not one of ours"), allowed=", ".join(SAID))
    if said == "none":
        return
    mark = "done" if said == "all" else "part"
    marks = dict.fromkeys(_exercises(case, last.on), mark)
    if marks:
        sent = f"{request_id}.session" if request_id else None
        case.book.session_done(last.on, marks, request_id=sent)


def _exercises(case: Case, on: date) -> tuple[str, ...]:
    """What that day's session held of what may be done."""
    agenda, known = case.book.agenda, case.book.standing(case.today).known
    programme, session = agenda.programme, agenda.session_of(on)
    if programme is None or session is None:
        return ()
    now = able(case.rulebook, known, programme).programme
    return tuple(planned.exercise for planned in now.session(session.template))


def _sum_of(marks: Mapping[str, str]) -> Did:
    done = [mark for mark in marks.values() if mark in ("done", "part")]
    if not done:
        return "none"
    return "all" if all(mark == "done" for mark in marks.values()) else "part"
