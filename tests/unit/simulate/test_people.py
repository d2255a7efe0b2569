"""The made-up people: the same again for the same seed, near the published course, every number
with its status, and an answer to whatever is asked."""

from datetime import timedelta
from itertools import pairwise
from statistics import fmean

import pytest

from plumbline.care.answers import accept
from plumbline.logic.schema import Value
from plumbline.simulate.body import Body
from plumbline.simulate.house import BEGAN
from plumbline.simulate.model import missing_findings, people
from plumbline.simulate.person import Person, draw, published, rare_signs
from plumbline.simulate.voice import Voice
from tests.unit.care.people import knowledge

DAYS = 60
MANY = 400


def somebody(number: int, days: int = DAYS, seed: int = 1) -> Person:
    return draw(people(), knowledge(), seed, number, days)


def test_the_same_seed_gives_the_same_person_and_another_seed_another() -> None:
    assert somebody(3) == somebody(3)
    assert somebody(3) != somebody(3, seed=2)
    assert somebody(3) != somebody(4)


def test_every_number_says_what_it_rests_on() -> None:
    """None of them poses as a fact: only the course comes from studies, and stands elsewhere."""
    known = knowledge().sources.keys()
    for name, basis in people().blocks().items():
        assert basis.status != "unverified", name
        assert basis.status == "expert" or basis.sources, name
        assert set(basis.sources) <= known, name
        assert basis.note, name
    for stage in people().stages:
        for point in knowledge().courses[stage.course].points:
            assert point.pain_0_100.basis.status in ("verified", "secondary")


def test_only_findings_that_there_are_are_named() -> None:
    assert missing_findings(people(), knowledge()) == []


def test_a_serious_cause_reads_only_signs_that_a_red_flag_reads() -> None:
    for cause in people().causes.each:
        for sign in (*cause.signs, *cause.always):
            assert knowledge().findings[sign].danger == "yes", (cause.id, sign)


@pytest.mark.parametrize("stage", ["acute", "subacute", "persistent"])
def test_the_natural_course_keeps_near_the_published_one(stage: str) -> None:
    """Half a point of ten: the floor at no pain and the spread of speeds move the mean a little."""
    course = knowledge().courses[stage]
    group = [p for p in (somebody(n, 45) for n in range(MANY)) if p.stage == stage]
    for day in (0, 21, 44):
        begun = [p.onset_days if course.weeks_from == "onset" else 0 for p in group]
        expected = fmean(published(course, since + day) for since in begun)
        lived = fmean(min(max(p.course[day], 0), 10) for p in group)
        assert lived == pytest.approx(expected, abs=0.5)


def test_day_to_day_scatter_has_the_size_and_the_memory_that_were_asked_for() -> None:
    """A persistent course hardly falls, so that what is left of it is scatter."""
    sizes = people().course
    pairs: list[tuple[float, float]] = []
    for person in (somebody(n) for n in range(MANY)):
        middle = fmean(person.course)
        if person.stage == "persistent":
            left = [pain - middle for pain in person.course]
            pairs += pairwise(left)
    spread = fmean(a * a for a, _ in pairs) ** 0.5
    memory = fmean(a * b for a, b in pairs) / spread**2
    assert spread == pytest.approx(sizes.scatter_sd, abs=0.2)
    assert memory == pytest.approx(sizes.autocorrelation, abs=0.12)


def test_too_much_hurts_the_next_morning_and_what_fits_helps() -> None:
    """The same person twice: only what is done differs."""
    person = next(p for p in map(somebody, range(50)) if not p.flares and not p.serious)
    rested, strained, fitting = (Body(people(), person) for _ in range(3))
    for day in range(10):
        for body in (rested, strained, fitting):
            body.wake(day)
        strained.do(person.capacity * 3)
        fitting.do(person.capacity)
    assert strained.pain > rested.pain
    assert fitting.pain <= rested.pain
    assert fitting.grown > 1 > rested.helped == 0


@pytest.mark.parametrize("number", range(8))
def test_every_question_gets_an_answer_that_it_accepts(number: int) -> None:
    """Whatever is asked, also what was added to the knowledge today."""
    voice = a_voice(somebody(number))
    for finding in knowledge().findings.values():
        told = voice.answer(finding.id)
        written = told.isoformat() if hasattr(told, "isoformat") else told
        latest = BEGAN + timedelta(days=1)
        if told is not None:
            assert accept(finding, written, latest) == told, finding.id


def test_a_sign_is_there_from_its_day_on_and_not_before() -> None:
    person = next(p for p in map(somebody, range(300)) if p.serious)
    assert person.serious is not None
    signs, day = person.serious.cause.signs, person.serious.day
    assert not any(a_voice(person, day - 1).truth(sign) for sign in signs)
    assert all(a_voice(person, day).truth(sign) for sign in signs)


def test_harmless_signs_are_rare_ones_that_pass() -> None:
    rare = set(rare_signs(people(), knowledge()))
    met = {name for number in range(MANY) for name, _, _ in somebody(number).passing}
    assert met
    assert met <= rare
    assert all(until > since for n in range(MANY) for _, since, until in somebody(n).passing)


def a_voice(person: Person, day: int = 0) -> Voice:
    body = Body(people(), person)
    for until in range(day + 1):
        body.wake(until)
    return Voice(people(), knowledge(), body, BEGAN)


def test_what_is_felt_comes_from_the_body() -> None:
    person = next(p for p in map(somebody, range(50)) if not p.serious)
    voice = a_voice(person, 20)
    now: Value = voice.answer("pain_now_nrs")
    body = Body(people(), person)
    for day in range(21):
        body.wake(day)
    assert now == round(body.pain)
