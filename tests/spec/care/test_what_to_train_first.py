# ruff: noqa: E501 (a row of a table stays on one line)
"""What to train first: what results of physical tests say, and what they do not say

Results are of a woman of 40, if nothing else is told. Both sides stand as left/right. Something is
said only where it is likely enough; a side only where two days agree; and nothing of a level where
no sample of people speaks of this person.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from plumbline.care.impairments import assess
from plumbline.care.record import Record, facts
from plumbline.knowledge.schema import PhysicalTest
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, knowledge, rulebook

Spec = Callable[[str], None]
STOPPED = "pain"


@pytest.fixture
def spec_tests() -> Spec:
    """Check a table `measured | results | said`.

    `results` are `test = value` or `left/right`, days apart by "then"; `said` are statements of
    chains ("legs: probably low"), of tests with two sides ("side_bridge: differs, left"), of what
    comes first ("first: side, left"), or "nothing": no level, no side and nothing to train first.
    """
    return check


def check(table: str) -> None:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in header.split("|")] == ["measured", "results", "said"]
    assert lines
    wrong: list[str] = []
    for line in lines:
        measured, results, said = (cell.strip() for cell in line.split("|"))
        found = statements(results)
        wrong += [
            f"{measured!r} ({results}) should say {each!r}, says {sorted(found)}"
            for each in (part.strip() for part in said.split(";"))
            if each not in found
        ]
    assert not wrong, "\n" + "\n".join(wrong)


def statements(results: str) -> set[str]:
    """Everything that is said of these results, in the words of the table."""
    record = read(results)
    found = assess(knowledge(), record, facts(rulebook(), record, TODAY))
    said = {f"{s.chain}{' ' + s.side if s.side else ''}: {words(s.says)}" for s in found.chains}
    for side in found.sides:
        named = side.says == "differs"
        said.add(f"{side.test}: {words(side.says)}" + (f", {side.weaker}" if named else ""))
    for place, priority in enumerate(found.priorities):
        head = "first" if place == 0 else "then"
        said.add(f"{head}: {priority.chain}" + (f", {priority.side}" if priority.side else ""))
    said |= {f"stopped: {each.test}" for each in found.stopped}
    spoken = {"probably_low", "probably_not", "differs"}
    if not spoken & {s.says for s in (*found.chains, *found.sides)} and not found.priorities:
        said.add("nothing")
    if not found.priorities:
        said.add("first: nothing")
    return said


def words(says: str) -> str:
    return says.replace("_", " ")


def read(results: str) -> Record:
    """A record of results, the last day today, the days before it four days apart."""
    record = Record().tell_all({"age_years": 40, "sex_at_birth": "female"}, TODAY)
    for each in (part.strip() for part in results.split(";")):
        name, _, told = (part.strip() for part in each.partition("="))
        if name in ("age_years", "sex_at_birth"):
            value = int(told) if told.isdigit() else None if told == "?" else told
            record = record.tell(name, value, TODAY, times=2)
            continue
        days = [day.strip() for day in told.split("then")]
        for ago, day in enumerate(reversed(days)):
            values = values_of(knowledge().tests[name], day)
            on = TODAY - timedelta(days=4 * ago)
            record = record.measure(values, on, order=100 - ago)
    return record


def values_of(test: PhysicalTest, day: str) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for result, text in zip(test.results, day.split("/"), strict=True):
        if text.strip() == STOPPED:
            assert result.pain
            values[result.pain] = True
        elif test.measure == "reached":
            values[result.value] = text.strip() == "yes"
        else:
            values[result.value] = float(text)
    return values


def test_a_low_result_is_weighed_with_its_error(spec_tests: Spec) -> None:
    """A level is called low or not low only where that is likely; between them nothing is clear."""
    spec_tests(
        """
        measured                                       | results                                  | said
        Five stands in 20 seconds                      | sit_to_stand_5 = 20                      | legs: probably low; first: legs
        Five stands in 6 seconds                       | sit_to_stand_5 = 6                       | legs: probably not; first: nothing
        Five stands in 9 seconds                       | sit_to_stand_5 = 9                       | legs: not clear; nothing
        Side bridge 12 and 13 seconds                  | side_bridge = 12/13                      | side left: probably low; side right: probably low; first: side
        Bends 19 cm to each side                       | lateral_bend = 19/19                     | side_bend left: probably not; lateral_bend: alike; first: nothing
        Bends 12 cm to each side                       | lateral_bend = 12/12                     | side_bend left: probably low; side_bend right: probably low; first: side_bend
        """
    )


def test_a_test_that_ends_at_its_cap_means_at_least(spec_tests: Spec) -> None:
    """Both sides at the cap are never called different, on however many days."""
    spec_tests(
        """
        measured                                       | results                                  | said
        Both side bridges up to the cap                | side_bridge = 45/45                      | side left: probably not; side right: probably not; first: nothing
        The same on two days                           | side_bridge = 45/45 then 45/45           | side_bridge: not clear; first: nothing
        """
    )


@pytest.mark.hazard("side_matters")
def test_a_side_is_named_only_when_two_days_agree(spec_tests: Spec) -> None:
    """More than measurement error, the same side, on two days."""
    spec_tests(
        """
        measured                                       | results                                  | said
        Left 21 s, right 38 s, once                    | side_bridge = 21/38                      | side_bridge: once
        The same on a second day                       | side_bridge = 21/38 then 21/38           | side_bridge: differs, left; first: side, left
        The other side on the second day               | side_bridge = 38/21 then 21/38           | side_bridge: once
        Within the error, twice                        | side_bridge = 30/38 then 30/38           | side_bridge: not clear
        On one leg 20 s and 25 s, twice                | single_leg_stance = 20/25 then 20/25     | single_leg_stance: not clear; nothing
        """
    )


@pytest.mark.hazard("number_without_source")
def test_outside_every_sample_no_level_is_told(spec_tests: Spec) -> None:
    """For somebody whom no sample speaks of, only the sides and the change are told."""
    spec_tests(
        """
        measured                                       | results                                  | said
        Age 70, side bridge 12 s each                  | age_years = 70; side_bridge = 12/12      | side left: no norm; nothing
        Age not known, side bridge 12 s each           | age_years = ?; side_bridge = 12/12       | side left: no norm; nothing
        Age not known, five stands in 20 s             | age_years = ?; sit_to_stand_5 = 20       | legs: no norm; first: nothing
        Age 70, left 12 s, right 25 s, on two days     | age_years = 70; side_bridge = 12/25 then 12/25 | side left: no norm; side_bridge: differs, left; first: side, left
        """
    )


@pytest.mark.hazard("unknown_as_no")
def test_a_test_that_pain_stopped_says_nothing_of_strength(spec_tests: Spec) -> None:
    """It is missing for strength, and told for safety."""
    spec_tests(
        """
        measured                                       | results                                  | said
        Both sides stopped by pain                     | side_bridge = pain/pain                  | stopped: side_bridge; side left: not tested; nothing
        Left stopped by pain, right 38 s               | side_bridge = pain/38                    | stopped: side_bridge; side_bridge: not tested; side left: not tested
        """
    )


def test_several_results_that_agree_say_more(spec_tests: Spec) -> None:
    """Strength comes before mobility, and one chain has one place in the order."""
    spec_tests(
        """
        measured                                       | results                                  | said
        Bridge 20 s                                    | supine_bridge = 20                       | hip_back left: not clear; nothing
        Bridge 20 s, five stands in 20 s               | supine_bridge = 20; sit_to_stand_5 = 20  | hip_back left: probably low; hip_back right: probably low
        Bending 10 cm, side bridges uneven twice       | lateral_bend = 10/10; side_bridge = 21/38 then 21/38 | first: side, left; then: side_bend
        Thigh not level, once                          | modified_thomas = no/no                  | hip_length left: not clear; nothing
        """
    )
