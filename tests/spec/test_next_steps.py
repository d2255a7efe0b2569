# ruff: noqa: E501 (a row of a table stays on one line)
"""Reviews: carry on, change the plan, or ask somebody else

Each row is somebody with ordinary low back pain, six weeks into a plan that they did (80 % of the
sessions) and that has not clearly helped; the row says what differs. "sciatica" and "stenosis"
stand for the signs of these patterns.
"""

import pytest

from tests.unit.care.reviews import next_step, read


def spec_review(table: str) -> None:
    """Check a table `told | answers | next | file`."""
    heads, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in heads.split("|")] == ["told", "answers", "next", "file"]
    wrong: list[str] = []
    for line in lines:
        told, answers, level, file = (cell.strip() for cell in line.split("|"))
        found = next_step(**read(answers))
        if (found.level.replace("_", " "), found.rule.split("/")[1]) != (level, file):
            wrong.append(f"{told!r} ({answers}) should be {level}, {file}, is {found.rule}")
    assert lines
    assert not wrong, "\n" + "\n".join(wrong)


def test_ordinary_back_pain() -> None:
    """More weeks without clear gain lead one step further; getting better never leads anywhere else."""
    spec_review(
        """
        told                                    | answers                                   | next                      | file
        The first days                          | plan_weeks = 0, improvement = not_yet     | carry on                  | too_early
        Two weeks, no gain                      | plan_weeks = 2                            | change plan               | change_plan
        Five weeks, no gain                     | plan_weeks = 5                            | change plan               | change_plan
        Six weeks, no gain                      | -                                         | supervised physiotherapy  | supervised
        Twelve weeks, no gain                   | plan_weeks = 12                           | gp review                 | persistent_gp
        Half a year, mild pain                  | plan_weeks = 24                           | gp review                 | persistent_gp
        Half a year, pain of 5                  | plan_weeks = 24, pain_usual_nrs = 5       | specialist review         | persistent_specialist
        Half a year, better                     | plan_weeks = 24, pain_usual_nrs = 5, improvement = improving | carry on | carry_on
        """
    )


def test_leg_pain_from_a_nerve() -> None:
    """With the signs of sciatica a doctor looks at six weeks and a specialist at twelve, if the plan was really tried; strong pain waits for no week."""
    spec_review(
        """
        told                                    | answers                                   | next                      | file
        Two weeks, no gain                      | sciatica, plan_weeks = 2                  | change plan               | change_plan
        Six weeks, no gain                      | sciatica                                  | gp review                 | radicular_gp
        Twelve weeks, no gain                   | sciatica, plan_weeks = 12                 | specialist review         | radicular_specialist
        Twelve weeks, the plan was hardly done  | sciatica, plan_weeks = 12, sessions_of_planned_percent = 30 | gp review | radicular_gp
        Twelve weeks, nobody knows what was done | sciatica, plan_weeks = 12, sessions_of_planned_percent? | gp review | radicular_gp
        Strong pain in the first days           | sciatica, pain_severe, plan_weeks = 0, improvement = not_yet | gp review | radicular_severe
        Half a year, better                     | sciatica, plan_weeks = 24, improvement = improving | carry on         | carry_on
        """
    )


def test_a_narrowed_canal() -> None:
    """With the signs of stenosis a doctor looks at the legs and asks for physiotherapy first, then a specialist is asked. A likely pattern is told before one that is only possible."""
    spec_review(
        """
        told                                    | answers                                   | next                      | file
        Six weeks, no gain                      | stenosis                                  | gp review                 | stenosis_gp
        Twelve weeks, no gain                   | stenosis, plan_weeks = 12                 | specialist review         | stenosis_specialist
        Six weeks, also a sign of sciatica      | stenosis, pain_below_knee                 | gp review                 | stenosis_gp
        Twelve weeks, also a sign of sciatica   | stenosis, pain_below_knee, plan_weeks = 12 | specialist review        | stenosis_specialist
        """
    )


def test_a_plan_that_was_too_big() -> None:
    """Less than half done means a smaller plan before anybody else is asked; once it was changed, or after twelve weeks, somebody helps in person."""
    spec_review(
        """
        told                                    | answers                                   | next                      | file
        Under half done                         | sessions_of_planned_percent = 49          | change plan               | smaller_plan
        Half done                               | sessions_of_planned_percent = 50          | supervised physiotherapy  | supervised
        Under half done, cannot tell            | sessions_of_planned_percent = 49, improvement = cannot_tell | change plan | smaller_plan
        Under half done, and better             | sessions_of_planned_percent = 10, improvement = improving | carry on | carry_on
        Under half done of a changed plan       | sessions_of_planned_percent = 49, plan_changed_since_review | supervised physiotherapy | supervised
        Under half done, twelve weeks           | sessions_of_planned_percent = 49, plan_weeks = 12 | gp review         | persistent_gp
        """
    )


def test_changes_and_flares() -> None:
    """A change is given its time; several flare-ups take load off."""
    spec_review(
        """
        told                                    | answers                                   | next                      | file
        Changed a while ago, week three         | plan_weeks = 3, plan_changed_since_review | change plan               | new_plan_needs_time
        Three flare-ups, yet better             | flares_in_plan = 3, improvement = improving | change plan             | many_flares
        Two flare-ups, and better               | flares_in_plan = 2, improvement = improving | carry on                | carry_on
        """
    )


@pytest.mark.hazard("unknown_as_no")
def test_what_is_not_known() -> None:
    """Without entries nobody is told to carry on."""
    spec_review(
        """
        told                                    | answers                                   | next                      | file
        Neither better nor not                  | improvement = cannot_tell                 | cannot tell               | cannot_tell
        No entries                              | improvement?                              | cannot tell               | cannot_tell
        Better, flare-ups not known             | improvement = improving, flares_in_plan?  | cannot tell               | cannot_tell
        No gain, weeks not known                | plan_weeks?                               | cannot tell               | cannot_tell
        """
    )


@pytest.mark.hazard("danger_undercalled")
def test_safety_comes_first() -> None:
    """Whatever the plan has done: a danger sign, or pain that changes suddenly, leads to triage and never to surgery."""
    spec_review(
        """
        told                                    | answers                                   | next                      | file
        Numb between the legs                   | saddle_numbness, plan_weeks = 24          | look first                | cauda_equina
        New weakness, on the way to a specialist | sciatica, leg_weakness_left, plan_weeks = 12 | look first             | motor_deficit_new
        Suddenly worse, all questions calm      | anything_new_or_worse, plan_weeks = 12    | look first                | answer_first
        Pain further down the leg               | sciatica, spread_down_limb, improvement = improving | look first      | answer_first
        Slowly worse, week after week           | pain_getting_worse, plan_weeks = 3        | gp review                 | getting_worse
        Pain in the neck most of all            | pain_main_place = neck, plan_weeks = 1    | gp review                 | other_pattern
        """
    )
