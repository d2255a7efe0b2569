"""The rules of the whole table

One weak sign alone sends nobody anywhere; absence of signs rules nothing out; every row is shown.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from plumbline.care.triage import triage
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

HERE = Path(__file__).parent
WEAK: dict[str, dict[str, Value]] = {
    "aged 75": {"age_years": 75},
    "aged 90, man": {"age_years": 90, "sex_at_birth": "male"},
    "stiff in the second half of the night": {"night_waking_second_half": True},
    "stiff for the first hour": {"pain_worse_first_hour": True},
    "had back pain never before": {"first_ever_back_pain": True},
    "began suddenly": {"pain_sudden_onset": True},
    "wakes at night": {"pain_night_waking": True},
    "severe pain": {"pain_severe": True},
    "smokes": {"smoker": True},
    "osteoporosis": {"osteoporosis": True},
    "operation months ago": {"operation_recent": True},
    "on a blood thinner": {"blood_thinner": True},
    "old saddle numbness, examined": {"saddle_numbness": True, "cauda_assessed_unchanged": True},
    "old foot drop, examined": {"leg_weakness_left": True, "motor_assessed_unchanged": True},
    "one leg tingles": {"leg_pins_needles": True},
    "no better after six weeks": {
        "no_improvement_6_weeks": True,
        "onset_date": TODAY - timedelta(days=50),
    },
}


@pytest.mark.hazard("single_weak_flag_escalates")
@pytest.mark.parametrize("answers", WEAK.values(), ids=WEAK.keys())
def test_one_weak_sign_alone_never_escalates(answers: dict[str, Value]) -> None:
    """With everything else answered no, a weak sign alone sends nobody anywhere."""
    verdict = triage(rulebook(), calm_record(**answers), TODAY)
    assert (verdict.urgency, verdict.open_flags) == ("self_care", ())
    assert verdict.exercise_allowed


@pytest.mark.hazard("cauda_equina_ruled_out_by_absence")
def test_the_safety_net_has_something_for_everybody() -> None:
    """What to look for and when to go is shown without a condition, so with every verdict."""
    steps = knowledge().advice["safety_net"].steps
    unconditional = [step.say.lower() for step in steps if step.when is None]
    always = " ".join(unconditional)
    for sign in ("genitals", "pee", "poo", "both legs", "stiff or unsteady"):
        assert sign in always, f"the safety net for everybody does not speak of {sign!r}"
    assert all(step.not_when is None for step in steps), "a safety net is never withheld"


def test_every_red_flag_has_its_spec() -> None:
    """Each row of the table is shown here, so the manual printed from it is whole."""
    shown = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    missing = [name for name in knowledge().red_flags if f'        "{name}",\n' not in shown]
    assert not missing


def test_every_level_and_every_unknown_is_shown() -> None:
    """Each level of each flag, and its "don't know", is the verdict of some row."""
    words = {
        "emergency_now": "emergency now",
        "same_day": "same day",
        "within_days": "within ",
        "routine": "routine",
        "self_care": "nothing",
    }
    lines = [
        line for path in HERE.glob("test_*.py") for line in path.read_text("utf-8").splitlines()
    ]
    shown: dict[str, list[tuple[str, str]]] = {}
    current = ""
    for line in lines:
        bare = line.strip().strip('",')
        if bare in knowledge().red_flags:
            current = bare
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 3 and cells[0] != "told":
            shown.setdefault(current, []).append((cells[1], cells[2]))
    missing: list[str] = []
    for flag in knowledge().red_flags.values():
        rows = shown[flag.id]
        for level in flag.levels:
            if not any(verdict.startswith(words[level.urgency]) for _, verdict in rows):
                missing.append(f"{flag.id}: {level.urgency}")
        unsure = [verdict for answers, verdict in rows if "?" in answers]
        if not any(verdict.startswith(words[flag.when_unknown]) for verdict in unsure):
            missing.append(f"{flag.id}: don't know -> {flag.when_unknown}")
        if not any(verdict == "nothing" for _, verdict in rows):
            missing.append(f"{flag.id}: a near miss")
    assert not missing
