"""The letter for a clinician: what stands in it, as text and as a PDF of one page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest

from plumbline.care.pathway import review_step
from plumbline.care.record import Clearance, Record
from plumbline.care.standing import standing
from plumbline.errors import NotReady
from plumbline.logic.schema import Value
from plumbline.present.letter import WIDTH, Case, Followed, Letter, Tried, as_text, letter
from plumbline.present.paper import letter as paper_letter
from plumbline.present.paper.letter import letter_paper
from plumbline.present.words import use
from tests.unit.care.people import TODAY, knowledge, rulebook
from tests.unit.care.reviews import SCIATICA, at_review

LONG_WISH = "Walk the whole coast path with my brother, all seven days of it, without a stop. " * 6


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def case_of(record: Record, **more: Any) -> Case:
    today = standing(rulebook(), record, TODAY)
    step = review_step(rulebook(), today, today.known)
    return replace(Case(rulebook(), today, step, TODAY), **more)


def case(answers: Mapping[str, Value] | None = None, **more: Any) -> Case:
    return case_of(at_review(**(answers or {})), **more)


def short() -> Case:
    pain = Followed("pain_usual_nrs", ((ago(42), 6.0), (ago(0), 5.5)))
    return case(tried=Tried(6, 15, 18, ("bridge", "bird_dog")), scores=(pain,))


def long() -> Case:
    """As much as a letter may ever hold."""
    findings = knowledge().findings.values()
    features = {f.id for f in knowledge().topics["features"].findings if f.asked_of == "person"}
    signs = {f.id: True for f in findings if f.id in features and f.list == "leg_features"}
    goals = {f.id: True for f in findings if f.list == "goals"}
    worse = {f.id: True for f in findings if f.list == "what_changes_it"}
    told = {**signs, **goals, **worse, **SCIATICA, "plan_weeks": 30, "leg_weakness_left": True}
    places = {"pain_leg_left": True, "pain_leg_right": True, "pain_buttock": True}
    record = at_review(**told, **places).clear(
        Clearance("motor_deficit_new", "Dr Adeyemi " * 20, ago(3), "cleared", order=9)
    )
    days = (126, 112, 84, 56, 28, 14, 0)
    scores = tuple(
        Followed(name, tuple((ago(day), 6.333) for day in days))
        for name in ("pain_usual_nrs", "pain_worst_nrs", "psfs", "rmdq", "phq2", "gad2", "phq8")
    )
    return case_of(
        record,
        name="Alexandra Featherstonehaugh-Montgomery of the Long Road by the Sea",
        tried=Tried(30, 61, 84, tuple(knowledge().exercises), 2, 13),
        reviews=tuple(map(ago, days)),
        found=("Chair rise, 5 times: 14.2 s",) * 20,
        scores=scores,
        medicines=LONG_WISH,
        wants=LONG_WISH,
    )


def pages(whole: Letter) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(letter_paper(whole)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def flat(whole: Letter) -> str:
    return " ".join(as_text(whole).split())


def test_it_says_what_was_told_and_asks_its_question() -> None:
    text = flat(letter(short()))
    for said in (
        "Could you please examine how I move",
        "After 6 weeks with a plan it suggests that I show you this.",
        "Since about 14 August 2025 (7 months).",
        "My answers fit well with: Ordinary low back pain.",
        "home for 6 weeks. I did 15 of 18 sessions.",
        "Exercises: strength (Bridge); control of the trunk (Bird dog).",
        "40 years, female",
        "It was not sent to anybody.",
    ):
        assert said in text


@pytest.mark.parametrize("make", [short, long])
@pytest.mark.parametrize("spoken", ["en", "xx"])
def test_no_line_of_the_text_is_longer_than_80_columns(make: Any, spoken: str) -> None:
    with use(spoken):
        lines = as_text(letter(make())).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize("make", [short, long])
@pytest.mark.parametrize("spoken", ["en", "xx"])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_it_is_one_page(make: Any, spoken: str, paper: Any) -> None:
    with use(spoken):
        content = letter_paper(letter(make()), paper)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1


def test_paper_and_text_say_the_same() -> None:
    (page,) = pages(letter(short()))
    for part in ("Could you please examine how I move", "15 of 18 sessions", "19 Jan", "5.5"):
        assert part in page
        assert part in flat(letter(short()))


def test_the_pdf_can_be_read_aloud_and_is_always_the_same() -> None:
    whole = letter(short())
    content = letter_paper(whole)
    reader = pypdf.PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == whole.title
    assert b"pdfuaid" in content
    assert letter_paper(whole) == content


def test_a_name_is_the_persons_to_give() -> None:
    assert "From" not in as_text(letter(short()))
    whole = letter(replace(short(), name="  Kim \n O'Neill "))
    assert "From: Kim O'Neill, 40 years, female" in flat(whole)
    assert "Kim O'Neill" in pages(whole)[0]


@pytest.mark.parametrize(
    "name", ['#strong[x] *b* $1$ "', "Ж" * 70, "\N{SNOWMAN} 名前", "\U0001f9d8"]
)
def test_whatever_is_typed_is_set_as_text(name: str) -> None:
    whole = letter(replace(short(), name=name))
    assert len(pages(whole)) == 1
    assert len(whole.name) <= 60


def test_what_is_typed_too_long_is_cut_at_a_word() -> None:
    wants = letter(case(wants=LONG_WISH)).after[-1].lines[-1]
    assert wants.endswith("…")
    assert len(wants) <= 240
    assert wants[:-1] in LONG_WISH


def test_the_first_days_of_a_plan_have_no_weeks() -> None:
    answers: dict[str, Value] = {**SCIATICA, "pain_severe": True, "plan_weeks": 0}
    text = flat(letter(case({**answers, "improvement": "not_yet"}, tried=Tried(0, 0, 0))))
    assert "plans exercise. It suggests that I show you this." in text
    assert "A plan of exercise and walking at home for less than a week." in text
    assert " 0 " not in text


def test_what_was_not_told_is_left_out() -> None:
    text = as_text(letter(case()))
    for heading in ("SCORES OVER TIME", "WHAT I HAVE TRIED", "Medicines", "HOME TESTS"):
        assert heading not in text
    assert "Medicines: none" in flat(letter(case(medicines="none")))


@pytest.mark.hazard("unknown_as_no")
def test_only_what_was_answered_with_no_is_said_to_be_so() -> None:
    sign = "Trouble starting, feeling or holding my pee"
    told = case()
    assert sign in flat(letter(told))
    for record in (at_review(bladder_trouble=None), at_review().forget(["bladder_trouble"])):
        unsure = replace(told, standing=standing(rulebook(), record, TODAY))
        assert sign not in flat(letter(unsure))


def test_a_sign_answered_with_yes_stands_there_as_such() -> None:
    whole = letter(case(SCIATICA))
    said = {part.title: part.lines for part in whole.before}
    assert any("pins and needles" in line for line in said["What I answered with yes"])
    assert not any("pins and needles" in line for line in said["Safety questions"])


def test_who_has_looked_is_named_with_the_day() -> None:
    record = at_review(**SCIATICA, leg_weakness_left=True).clear(
        Clearance("motor_deficit_new", "Dr Adeyemi", ago(5), "cleared", order=9)
    )
    text = flat(letter(case_of(record)))
    assert "New weakness in a leg or foot: seen by Dr Adeyemi on 25 February 2026" in text


def test_how_safe_somebody_feels_is_not_in_it() -> None:
    findings = knowledge().topics["mood"].findings
    titles = [flag.title for flag in knowledge().red_flags.values() if flag.crisis]
    text = flat(letter(long())).lower()
    for words in (*(f.question for f in findings), *(f.item for f in findings if f.item), *titles):
        assert words.lower().rstrip("?.") not in text


def test_nobody_to_ask_means_no_letter() -> None:
    for answers in ({"improvement": "improving"}, {"saddle_numbness": True}, {"plan_weeks": 3}):
        with pytest.raises(NotReady):
            letter(case(answers))


def test_scores_stand_at_the_start_each_review_and_now() -> None:
    pain = Followed("pain_usual_nrs", ((ago(84), 7), (ago(71), 6), (ago(44), 5), (ago(0), 4.26)))
    late = Followed("psfs", ((ago(80), 3), (ago(20), 5)))
    table = letter(case(scores=(pain, late), reviews=(ago(70), ago(42)))).scores
    assert table is not None
    assert table.dates == ("8 Dec", "22 Dec", "19 Jan", "2 Mar")
    assert [row.values for row in table.rows] == [("7", "6", "5", "4.3"), ("3", "–", "–", "–")]
    assert [row.scale for row in table.rows] == [
        "0 to 10, more is worse",
        "0 to 10, more is better",
    ]


def test_a_first_score_is_not_told_twice() -> None:
    once = Followed("pain_usual_nrs", ((ago(40), 6),))
    other = Followed("rmdq", ((ago(42), 12), (ago(28), 9)))
    table = letter(case(scores=(once, other), reviews=(ago(30),))).scores
    assert table is not None
    assert [row.values for row in table.rows] == [("6", "–", "–"), ("12", "–", "9")]


def test_every_word_of_ours_can_be_translated() -> None:
    with use("xx"):
        whole = letter(short())
    parts = (whole.question, *whole.before, *whole.after)
    words = [whole.title, whole.opening, whole.made, whole.name_label]
    words += [text for part in parts for text in (part.title, *part.lines)]
    assert whole.scores
    words += [whole.scores.title, whole.scores.head, *(row.scale for row in whole.scores.rows)]
    assert [text for text in words if "⟦" not in text] == []


@pytest.mark.parametrize("letters", ["หมอ", "\U0001f9d8", "名前", "\U0001f468\u200d\U0001f469"])
def test_a_letter_that_no_font_has_never_costs_the_pdf(
    letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = paper_letter._fonts(False)
    monkeypatch.setattr(paper_letter, "_fonts", lambda _system: fonts)
    record = at_review(**SCIATICA, leg_weakness_left=True).clear(
        Clearance("motor_deficit_new", f"Dr {letters} Ñandú", ago(5), "cleared", order=9)
    )
    told = case_of(record, name="Zoë", wants=f"Walk {letters} far", medicines=f"{letters}x")
    whole = letter(told)
    assert letters in as_text(whole)
    (page,) = pages(whole)
    assert "? Ñandú on 25 February 2026" in page
    assert "? far" in page
    assert "?x" in page
    assert "Zoë" in page
    (page,) = pages(replace(whole, name=letters))
    assert "Ñandú" in page
    assert "From: ?" not in page


@pytest.mark.hazard("danger_undercalled")
def test_many_signs_are_named_by_the_first_and_counted_so_that_it_stays_one_page() -> None:
    record = at_review()
    for finding in knowledge().findings.values():
        if finding.type == "boolean" and finding.danger == "yes" and finding.id in record.answers:
            record = record.tell(finding.id, None, TODAY, times=2)
    now = standing(rulebook(), record, TODAY)
    whole = letter(replace(long(), standing=now))
    [lines] = [part.lines for part in whole.before if part.title == "Safety questions"]
    there = {one.id: one for one in now.triage.flags if one.open or one.counted_as_unknown}
    told = [one for one in there if not knowledge().red_flags[one].crisis]
    first = [one.id for one in now.triage.open_flags if one.id in told][:6]
    asked = "Please look at this as well: "
    named = [line.removeprefix(asked) for line in lines if line.startswith(asked)]
    assert named == [f"{knowledge().red_flags[one].title}." for one in first]
    assert f"And {len(told) - 6} more: please ask me about them." in lines
    assert len(pages(whole)) == 1
