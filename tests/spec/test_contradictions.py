# ruff: noqa: E501 (a row of a table stays on one line)
# Length: one test for each of the thirteen contradictions.
"""Where the articles contradict each other, and what Plumbline says to both sides

Five articles were read. On thirteen things they contradict each other, or themselves. Each table
shows what they say, the claim that somebody finds who looks for these words, and the verdict on
it; the sentence above says what Plumbline tells both sides. The second table of a chapter shows
people for whom the decision follows that answer: with ordinary back pain unless told otherwise,
and nothing that speaks against exercise.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from plumbline.care.decision import decide, read_programme
from plumbline.care.monitoring.check_in import review
from plumbline.care.programme import Programme
from plumbline.care.record import Record, facts
from plumbline.care.standing import Standing, standing
from plumbline.care.treatment_options import Option, options
from plumbline.knowledge.schema.claims import Contradiction
from plumbline.logic.schema import Value
from plumbline.present import claim_words
from plumbline.present.claims_search import search
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook
from tests.unit.care.reviews import SCIATICA, next_step

PEOPLE: dict[str, dict[str, Value]] = {
    "pain since today": {"onset_date": TODAY},
    "pain for half a year": {"onset_date": TODAY - timedelta(days=200)},
    "sciatica for seven weeks": {"onset_date": TODAY - timedelta(days=50), **SCIATICA},
}


def spec_sides(name: str, table: str) -> None:
    """Check a table `said by | says | found | verdict` against a contradiction: every side, the
    claim of it that a search for its words finds, and the verdict on that claim."""
    it = knowledge().contradictions[name]
    rows = cells(table, ["said by", "says", "found", "verdict"])
    said = [(_told_by(side.articles), side.says) for side in it.sides]
    assert [(by, says) for by, says, *_found in rows] == said
    for _by, says, claim, verdict in rows:
        found = search(knowledge(), says)
        near = [one.id for one in found.claims if one.id in it.claims]
        assert near[:1] == [claim], (says, near)
        assert claim_words.verdict(knowledge().claims[claim].verdict) == verdict, claim
        assert it in found.contradictions, says
    assert stands(it), it.place


def spec_options(table: str) -> None:
    """Check a table `person | treatment | fit`: how far a treatment fits somebody."""
    wrong: list[str] = []
    for person, treatment, fit in cells(table, ["person", "treatment", "fit"]):
        found = option(person, treatment)
        if found.fit.replace("_", " ") != fit:
            wrong.append(f"{treatment} for {person} should be {fit}, is {found.fit}")
    assert not wrong, "\n" + "\n".join(wrong)


def cells(table: str, heads: list[str]) -> list[list[str]]:
    first, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [cell.strip() for cell in first.split("|")] == heads
    assert lines
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def stands(it: Contradiction) -> bool:
    """Whether the place where it lives is there; which pages there are, the schema holds."""
    return it.place.kind == "page" or it.place.id in getattr(knowledge(), it.place.kind)


def today(person: str) -> Standing:
    return standing(rulebook(), calm_record(**PEOPLE[person]), TODAY)


def option(person: str, treatment: str) -> Option:
    """A treatment for one of the people."""
    now = today(person)
    every = options(rulebook(), now.known, now.patterns)
    return next(one for one in every if one.treatment.id == treatment)


def week(person: str) -> Programme:
    """The first week of one of the people."""
    made = decide(rulebook(), "programme", calm_record(**PEOPLE[person]), TODAY)
    assert made.outcome is not None
    return read_programme(made.outcome)


def stand(treatment: str, body: str) -> set[str]:
    """What a guideline says of a treatment."""
    every = knowledge().treatments[treatment].uses
    return {one.stand for use in every for one in use.positions if one.body == body}


def plain(pattern: str) -> str:
    return " ".join(knowledge().patterns[pattern].plain.split())


def _told_by(articles: tuple[str, ...]) -> str:
    return ", ".join(f"Article {int(name[1]) + 1}" for name in articles)


def test_acupuncture() -> None:
    """Acupuncture: a small gain over sham needles, about 10 points over usual care with much doubt; guidelines disagree, and that is shown."""
    spec_sides(
        "acupuncture",
        """
        said by   | says                                                                      | found | verdict
        Article 2 | Acupuncture is among the best treatments.                                 | c093  | Partly true
        Article 3 | Its energy paths are not proved, and where the needles go may not matter. | c096  | True
        Article 4 | It works better than other treatments, but only for some days.            | c099  | Not true
        """,
    )
    spec_options(
        """
        person                   | treatment   | fit
        pain since today         | acupuncture | other kind
        pain for half a year     | acupuncture | fits
        """
    )
    assert stand("acupuncture", "nice") == {"against"}
    assert stand("acupuncture", "who") <= {"for", "consider"}


def test_pain_medicines() -> None:
    """Medicines: a short course of anti-inflammatory tablets helps a little; paracetamol and opioids do not help new pain; a tricyclic is no medicine for ordinary back pain."""
    spec_sides(
        "pain_medicines",
        """
        said by   | says                                                              | found | verdict
        Article 2 | Painkillers that you can buy and those on prescription both help. | c114  | Partly true
        Article 1 | For severe pain there is amitriptyline.                           | c116  | Not true
        Article 4 | Avoid painkillers unless you cannot do without.                   | c118  | Partly true
        Article 3 | Strong painkillers are given too often.                           | c120  | True
        """,
    )
    spec_options(
        """
        person                   | treatment   | fit
        pain since today         | nsaid_oral  | fits
        pain since today         | paracetamol | no effect
        pain since today         | opioid      | no effect
        """
    )
    uses = knowledge().treatments["amitriptyline"].uses
    assert all("non_specific" not in use.patterns or use.verdict == "no_effect" for use in uses)


@pytest.mark.hazard("unknown_as_no")
def test_the_safety_of_medicines() -> None:
    """Noticing nothing is no safety: an ulcer or a bad kidney keeps the tablets away, and so does not knowing of one."""
    spec_sides(
        "drug_safety",
        """
        said by              | says                                                                  | found | verdict
        Article 1            | At a low dose there may be side effects, but you may not notice them. | c111  | Partly true
        Article 3, Article 4 | Painkillers are used too much, so be careful.                         | c120  | True
        """,
    )
    rules = knowledge().treatments["nsaid_oral"].contraindications
    assert [rule.id for rule in rules if rule.level == "absolute"]
    # Nobody is told that they may take them before they were asked.
    asked = {rule.when for rule in rules if rule.level in ("absolute", "relative")}
    assert len(asked) > 3
    now = standing(rulebook(), Record(), TODAY)
    unasked = options(rulebook(), now.known, now.patterns)
    assert not next(one for one in unasked if one.treatment.id == "nsaid_oral").offered


def test_heat_and_cold() -> None:
    """Heat from the first day; cold is not tested, and so is a matter of taste."""
    spec_sides(
        "heat_and_cold",
        """
        said by   | says                                              | found | verdict
        Article 1 | Cold if the pain is fresh, heat if it lasts.      | c048  | Partly true
        Article 4 | Ice for a day or two, then heat, or both in turn. | c146  | Nobody has shown this
        Article 2 | Heat for a spasm.                                 | c050  | Partly true
        """,
    )
    spec_options(
        """
        person                   | treatment   | fit
        pain since today         | heat        | fits
        pain since today         | cold        | no evidence
        """
    )
    assert option("pain since today", "heat").offered


def test_rest() -> None:
    """Keep moving: the first plan has walking from the first day, and no day of rest in bed."""
    spec_sides(
        "rest",
        """
        said by   | says                                     | found | verdict
        Article 4 | Rest for a day or two.                   | c145  | Partly true
        Article 4 | It is better to keep moving, if you can. | c055  | True
        """,
    )
    spec_options(
        """
        person                   | treatment   | fit
        pain since today         | stay_active | fits
        """
    )
    days = week("pain since today").days
    assert any(day.walk_minutes for day in days)
    assert days[0].walk_minutes or days[0].session, "something from the first day"


def test_what_exercise_does() -> None:
    """Exercise works slowly and while it is kept up: a gentle week for new pain, strength for pain that lasts."""
    spec_sides(
        "what_exercise_does",
        """
        said by                         | says                                                                               | found | verdict
        Article 2                       | Exercise gives quick relief that does not last, and the gym makes imbalance worse. | c006  | Not true
        Article 1, Article 3, Article 5 | Exercise makes you stronger and keeps new spells away.                             | c060  | True
        """,
    )
    spec_options(
        """
        person                   | treatment    | fit
        pain since today         | exercise_any | no effect
        pain for half a year     | exercise_any | fits
        """
    )
    assert week("pain since today").stage == "acute"
    lasting = week("pain for half a year")
    trained = [knowledge().exercises[one.exercise].purpose for one in lasting.exercises]
    assert any("strength" in purposes for purposes in trained)
    gentle = [knowledge().exercises[one.exercise] for one in week("pain since today").exercises]
    assert all(one.level <= 1 for one in gentle)


def test_the_cause_of_pain() -> None:
    """No single cause is named: ordinary back pain is a pattern of its own, and tests rank what to train first."""
    spec_sides(
        "cause_of_pain",
        """
        said by   | says                                                    | found | verdict
        Article 4 | Overuse. Later: a muscle imbalance.                     | c023  | Nobody has shown this
        Article 2 | A muscle imbalance.                                     | c023  | Nobody has shown this
        Article 1 | A nerve that is irritated, or a fault in the structure. | c004  | Partly true
        Article 3 | A weak core.                                            | c013  | Partly true
        Article 5 | Wear that comes with age.                               | c028  | True
        """,
    )
    fits = {one.id for one in today("pain for half a year").patterns if one.band == "likely"}
    assert fits <= {"non_specific"}
    assert "no single part of the back can be named as the cause" in plain("non_specific")
    assert "do not show what is causing your pain" in knowledge().impairments.limits


def test_how_fast_it_gets_better() -> None:
    """Weeks, and the average course is shown beside one's own; a plan is not judged in its first days."""
    spec_sides(
        "how_fast",
        """
        said by   | says                                         | found | verdict
        Article 1 | The pain goes quickly once treatment starts. | c153  | Not true
        Article 2 | Pain that lasts is hard to deal with.        | c030  | True
        Article 5 | It may take weeks or months of care.         | c154  | Partly true
        """,
    )
    course = {point.week: point.pain_0_100.value for point in knowledge().courses["acute"].points}
    assert course[0] > course[6] > course[26] > 0
    assert next_step(plan_weeks=0, improvement="not_yet").level == "carry_on"


def test_manipulation() -> None:
    """Manipulation: a small gain, about as much as other advised treatments; osteopathic treatment has been studied, and did hardly better than a sham."""
    spec_sides(
        "manipulation",
        """
        said by   | says                                       | found | verdict
        Article 2 | Manipulation is among the best treatments. | c081  | Partly true
        Article 4 | Manipulation may help in some cases.       | c082  | True
        Article 3 | There are no good studies of osteopathy.   | c090  | Not true
        """,
    )
    spec_options(
        """
        person                   | treatment    | fit
        pain since today         | manipulation | fits
        pain for half a year     | osteopathy   | no effect
        """
    )
    verdicts = {use.verdict for use in knowledge().treatments["manipulation"].uses}
    assert verdicts == {"helps_a_little"}


@pytest.mark.hazard("danger_undercalled")
def test_surgery() -> None:
    """Surgery by pattern, never by time alone: not the next step for ordinary pain, a specialist's opinion for leg pain after twelve weeks of care; what suddenly gets worse goes to the safety questions."""
    spec_sides(
        "surgery",
        """
        said by   | says                                                       | found | verdict
        Article 1 | Surgery is the last resort, and it may not help back pain. | c130  | True
        Article 3 | Physical therapy works just as well as surgery.            | c133  | Partly true
        Article 5 | Think about surgery after some weeks of other care.        | c154  | Partly true
        """,
    )
    spec_options(
        """
        person                   | treatment      | fit
        pain for half a year     | surgery_fusion | no effect
        sciatica for seven weeks | discectomy     | fits
        """
    )
    assert next_step(plan_weeks=12).rule == "next_steps/persistent_gp"
    assert next_step(plan_weeks=2, **SCIATICA).level == "change_plan"
    assert next_step(plan_weeks=12, **SCIATICA).rule == "next_steps/radicular_specialist"
    assert next_step(plan_weeks=2, pain_getting_worse=True).rule == "next_steps/getting_worse"
    suddenly = facts(rulebook(), calm_record(anything_new_or_worse=True), TODAY)
    assert review(rulebook(), suddenly).action == "stop_and_check"


def test_injections() -> None:
    """Injections: a little, for leg pain from a nerve, for less than three months; never an option for ordinary back pain."""
    spec_sides(
        "injections",
        """
        said by   | says                                                           | found | verdict
        Article 1 | An injection will not put it right, but it may ease some pain. | c121  | Partly true
        Article 5 | Injections are part of lasting relief.                         | c123  | Not true
        Article 2 | Injections into sore points are among the best treatments.     | c122  | Nobody has shown this
        """,
    )
    spec_options(
        """
        person                   | treatment        | fit
        sciatica for seven weeks | epidural_steroid | fits
        """
    )
    assert not option("pain since today", "epidural_steroid").offered
    assert not option("pain for half a year", "epidural_steroid").offered
    assert not option("pain for half a year", "trigger_point_injection").offered


def test_support() -> None:
    """Belts and tape line up nothing, and belts are advised against; training helps, with core exercises as much as with others."""
    spec_sides(
        "support",
        """
        said by   | says                                      | found | verdict
        Article 1 | Straps and bands keep your spine in line. | c079  | Not true
        Article 3 | Build a belt of your own muscle.          | c066  | Partly true
        """,
    )
    spec_options(
        """
        person                   | treatment     | fit
        pain for half a year     | belt_brace    | no effect
        pain for half a year     | motor_control | fits
        """
    )
    assert stand("belt_brace", "who") == stand("belt_brace", "nice") == {"against"}


def test_electrical_treatment() -> None:
    """Electrical treatment has a theory and no proof: it is never offered."""
    spec_sides(
        "electrotherapy",
        """
        said by   | says                                                                        | found | verdict
        Article 3 | Electrical devices block pain signals and make the body release endorphins. | c102  | Partly true
        Article 3 | Electrical treatment is not proven.                                         | c106  | True
        """,
    )
    for person in PEOPLE:
        for treatment in ("tens", "interferential"):
            assert not option(person, treatment).offered, (person, treatment)
    assert stand("tens", "nice") == stand("tens", "who") == {"against"}


def test_all_thirteen_are_here() -> None:
    """Every contradiction that is known has its table above."""
    tested = set(re.findall(r'spec_sides\(\s*"(\w+)"', Path(__file__).read_text(encoding="utf-8")))
    assert tested == set(knowledge().contradictions)
    assert len(tested) == 13
