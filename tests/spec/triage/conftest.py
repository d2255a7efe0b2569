"""The form of a triage spec: what a person told us, in plain words, and the verdict of one flag.

    told                                   | answers                      | verdict
    Cannot feel when wiping since Monday   | saddle_numbness              | emergency now

`answers` lists what differs from an adult of 40 with ordinary back pain who said no to every
other question: `finding` (yes), `NOT finding` (no), `finding ?` ("don't know", twice) or
`finding = value`. `onset = 20 days` sets when the pain began. The verdict is the flag's own;
"nothing" means that this flag stays silent.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from plumbline.care.triage import BLOCKS_EXERCISE, FlagState, rank, triage
from plumbline.knowledge.schema import Urgency
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

ANY = -1
"""The table gives the level and leaves the hours to the file."""
VERDICTS: dict[str, tuple[Urgency | None, int | None]] = {
    "emergency now": ("emergency_now", 0),
    "same day": ("same_day", 24),
    "within days": ("within_days", ANY),
    "within 24 hours": ("within_days", 24),
    "within 2 days": ("within_days", 48),
    "within 3 days": ("within_days", 72),
    "within 7 days": ("within_days", 168),
    "within 14 days": ("within_days", 336),
    "routine": ("routine", None),
    "nothing": (None, None),
}
Spec = Callable[[str, str], None]


@pytest.fixture
def spec() -> Spec:
    """Check a table `told | answers | verdict` for one red flag."""
    return check


def check(flag_id: str, table: str) -> None:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in header.split("|")] == ["told", "answers", "verdict"]
    assert lines, "a spec shows at least one row"
    wrong = [problem for line in lines for problem in check_row(flag_id, line)]
    assert not wrong, "\n" + "\n".join(wrong)


def check_row(flag_id: str, line: str) -> list[str]:
    """What is wrong with a row; empty when it holds."""
    told, answers, verdict = (cell.strip() for cell in line.split("|"))
    expected = VERDICTS[verdict]
    given = read(answers)
    whole = triage(rulebook(), calm_record(**given), TODAY)
    flag = whole.flag(flag_id)
    problems: list[str] = []
    hours = ANY if expected[1] == ANY else flag.see_within_hours
    if (flag.urgency, hours) != expected:
        got = f"{flag.urgency} within {flag.see_within_hours} h"
        problems.append(f"{flag_id}: {told!r} ({answers}) should be {verdict}, is {got}")
    if expected[0] is None and None not in given.values() and flag.state is not False:
        problems.append(f"{flag_id}: {told!r} should be known not to hold")
    return problems + _whole_verdict(flag, told, whole.urgency, whole.see_within_hours)


def _whole_verdict(
    flag: FlagState, told: str, urgency: Urgency | None, hours: int | None
) -> list[str]:
    if flag.urgency is None:
        return []
    assert urgency is not None
    if rank(urgency, hours) < flag.rank:
        return [f"{flag.id}: {told!r} is called lower as a whole than by this flag"]
    blocked = urgency in BLOCKS_EXERCISE
    return [] if blocked or flag.urgency == "routine" else [f"{flag.id}: exercise is not held back"]


def read(answers: str) -> dict[str, Value]:
    """Answers as values; anything that is no finding is refused."""
    given: dict[str, Value] = {}
    for part in (each.strip() for each in answers.split(",")):
        if not part or part == "-":
            continue
        name, _, text = (each.strip() for each in part.partition("="))
        if name == "onset":
            given["onset_date"] = TODAY - timedelta(days=int(text.split()[0]))
        elif text:
            kind = knowledge().findings[name].type
            given[name] = text if kind == "choice" else int(text)
        elif part.endswith("?"):
            given[part[:-1].strip()] = None
        elif part.startswith("NOT "):
            given[part[4:].strip()] = False
        else:
            given[part] = True
    return given
