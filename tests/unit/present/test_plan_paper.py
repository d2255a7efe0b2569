"""The plan on paper: a PDF whose text can be selected, tagged, the same for the same plan."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pypdf
import pytest

from plumbline.care.cautions import objections
from plumbline.care.monitoring.check_in import review
from plumbline.care.programme import Day, Planned, Programme
from plumbline.care.record import Record, facts
from plumbline.care.standing import standing
from plumbline.errors import BadInput, NotReady
from plumbline.knowledge import load
from plumbline.logic.rulebook import Rulebook, compile_rules
from plumbline.present.paper import PAPERS, Form, PlanToPrint, form_for, may_print, plan_paper
from plumbline.present.paper.pain import too_much, usual_pain
from plumbline.present.paper.plan import sheet
from plumbline.present.paper.sheet import BODY_POINTS, LARGE_POINTS
from plumbline.present.words import use

ON = date(2026, 11, 20)
TOLD: dict[str, Any] = {
    "age_years": 46,
    "country": "gb",
    "pain_main_place": "low_back",
    "pain_usual_nrs": 4,
    "episode_days": 60,
    "can_get_to_floor": True,
    "knee_problem": True,
}


@cache
def rulebook() -> Rulebook:
    return compile_rules(load())


def record(**changed: Any) -> Record:
    """Somebody calm: every question about danger and every condition was answered with no."""
    findings = rulebook().knowledge.findings
    no = {name: False for name, finding in findings.items() if finding.type == "boolean"}
    told = {**no, **{n: v for n, v in TOLD.items() if n in findings}, **changed}
    return Record().tell_all(told, ON, times=2)


def week(**changed: Any) -> Programme:
    """Two sessions that share one exercise, and walks that grow by the day."""
    exercises = (
        Planned("bridge", 0, 2.0, (), "first_weeks/later", None, ("A", "B")),
        Planned("clamshell", 0, 2.0, (), "first_weeks/later", "left", ("A",)),
        Planned("seated_side_bend", 0, 2.0, (), "first_weeks/later", None, ("B",)),
    )
    days = tuple(
        Day(ON + timedelta(days=n), n in (0, 2), 8 + n if n < 3 else 0, "B" if n == 2 else "A")
        for n in range(7)
    )
    made = Programme(ON, "later", exercises, days, (), 20)
    return replace(made, **changed)


def plan(name: str = "Kim", **told: Any) -> PlanToPrint:
    return replace(_plan(tuple(told.items())), name=name)


@cache
def _plan(told: tuple[tuple[str, Any], ...]) -> PlanToPrint:
    said = record(**dict(told))
    now = standing(rulebook(), said, ON)
    # What is tested here is the paper: whether these answers would be enough is not.
    safe = replace(now.triage, exercise_allowed=True, urgency="self_care")
    free = replace(now, triage=safe, against_any_plan=())
    return PlanToPrint(rulebook(), said, free, week(), ON)


@cache
def printed() -> bytes:
    return plan_paper(plan())


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def tags(content: bytes) -> tuple[Counter[str], list[str]]:
    """How often each structure tag occurs, and every alternative text."""
    count: Counter[str] = Counter()
    alternatives: list[str] = []
    waiting: list[Any] = [read(content).trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            count[str(node.get("/S"))] += 1
            alternatives += [str(node["/Alt"])] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
        elif isinstance(node, list):
            waiting += node
    return count, alternatives


def test_every_word_of_the_sheet_can_be_selected() -> None:
    text, said = words(printed()), sheet(plan())
    for card in said.cards:
        for line in (card.name, card.dose, *card.steps, *card.cues, card.error, *card.warnings):
            assert " ".join(line.split()) in text
    for guide in said.guides:
        assert guide.do in text
    for sign in said.signs.lines:
        assert sign in text
    for call in said.calls:
        assert all(number.number in text for number in call.numbers)
    assert "Kim" in text
    assert "20 November 2026 to 26 November 2026" in text
    assert rulebook().knowledge.version[:12] in text


def test_it_is_tagged_has_a_title_and_a_language() -> None:
    root = read(printed()).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(printed()).metadata.title == "Your plan for the week"  # type: ignore[union-attr]
    count, alternatives = tags(printed())
    assert count["/H1"] == 1
    assert count["/Table"] == 1
    assert count["/TH"] >= 8
    assert count["/Figure"] == len(alternatives)
    assert any("Your hips lift" in said or "your hips lift" in said for said in alternatives)


def test_there_is_a_box_for_each_session_day_and_each_walk() -> None:
    _count, alternatives = tags(printed())
    # Two exercises in A and two in B, each on one day; three walks.
    assert alternatives.count("box to tick") == 2 + 2 + 3


def test_its_fonts_are_inside() -> None:
    for page in read(printed()).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inner.get_object())


def test_the_same_plan_gives_the_same_bytes_dated_by_the_plan() -> None:
    assert plan_paper(plan()) == printed()
    created = read(printed()).metadata.creation_date  # type: ignore[union-attr]
    assert created is not None
    assert created.date() == ON
    assert plan_paper(plan("Sam")) != printed()


@pytest.mark.parametrize(
    "name",
    [
        '#image("x.svg") $x^2$ ] } " \\ *b* _i_ @a <l> // c',
        "= Heading",
        "O’Neill & “Co” <b>",
        "Zoë Κώστας Жук שלום",
        "x" * 80,
    ],
)
def test_a_name_is_text_and_never_code(name: str) -> None:
    text = words(plan_paper(plan(name))).replace("\u200b", "").replace(" ", "")
    shown = name if "שלום" not in name else name.split("ש")[0]
    assert shown.replace(" ", "") in text


@pytest.mark.parametrize("name", ["Kim 😀", "中文", "مرحبا", "\U000f0000"])
def test_a_name_in_letters_nobody_has_still_gives_a_sheet(name: str) -> None:
    assert "Your plan for the week" in words(plan_paper(plan(name)))


def test_a_day_without_a_session_has_no_box() -> None:
    first, second, moving = sheet(plan()).groups
    assert first.title == "Session A, about 4 minutes"
    assert [row.name for row in first.rows] == ["Bridge", "Clamshell"]
    assert [row.days for row in first.rows] == [("", None, None, None, None, None, None)] * 2
    assert [row.number for row in second.rows] == [1, 3]
    assert moving.rows[0].days == ("8", "9", "10", None, None, None, None)


def test_each_exercise_is_explained_once_with_both_moments() -> None:
    cards = sheet(plan()).cards
    assert [card.number for card in cards] == [1, 2, 3, None]
    assert [card.sessions for card in cards] == ["sessions A and B", "session A", "session B", ""]
    assert [len(card.moments) for card in cards] == [2, 2, 2, 1]
    assert all(card.moments[0].svg != card.moments[-1].svg for card in cards[:3])
    assert "one set more on your left" in cards[1].dose
    assert "left" in cards[1].moments[1].alt
    # The walk's caution for knees holds, so it is on the paper; where nobody knows, that too.
    [care] = [warning for warning in cards[3].warnings if "knees" in warning]
    unsure = sheet(plan(knee_problem=None)).cards[3].warnings
    assert f"If this is so for you: {care}" in unsure


def test_what_may_not_be_done_today_waits_and_says_why() -> None:
    made = plan(pregnant=True, osteoporosis=True)
    exercise = rulebook().knowledge.exercises["sit_up"]
    against = objections(rulebook(), made.standing.known, exercise)
    assert any(o.blocks for o in against)
    more = (*week().exercises, Planned("sit_up", 0, 2.0, (), "x", None, ("A",)))
    said = sheet(replace(made, programme=week(exercises=more)))
    assert exercise.title not in [card.name for card in said.cards]
    assert exercise.title in "".join(said.resting)


@pytest.mark.hazard("exercise_with_open_flag")
def test_no_paper_for_a_plan_that_waits() -> None:
    allowed = plan()
    assert may_print(allowed.standing, allowed.programme)
    closed = replace(allowed.standing.triage, exercise_allowed=False)
    for waits in (
        replace(allowed, programme=week(suspended=True)),
        replace(allowed, standing=replace(allowed.standing, triage=closed)),
    ):
        assert not may_print(waits.standing, waits.programme)
        with pytest.raises(NotReady):
            plan_paper(waits)
    assert not may_print(allowed.standing, None)


@pytest.mark.parametrize("usual", range(11))
def test_the_three_answers_to_pain_are_those_of_the_check_in(usual: int) -> None:
    told = record(pain_usual_nrs=usual)
    rise = too_much(rulebook(), told, ON)
    calm = {
        "pain_usual_before_nrs": usual,
        "next_morning": "same",
        "session_felt": "right",
        "spread_down_limb": False,
        "anything_new_or_worse": False,
    }

    def action(**changed: Any) -> str:
        imagined = told.tell_all({**calm, "pain_day_nrs": usual, **changed}, ON, times=2)
        return review(rulebook(), facts(rulebook(), imagined, ON)).action

    assert usual_pain(told) == usual
    assert action() in ("hold", "may_progress", "quota")
    for now in range(usual + 1, 11):
        eases = rise is not None and now >= usual + rise
        assert (action(pain_day_nrs=now) == "step_back") == eases
    assert action(next_morning="worse") == action(session_felt="too_hard") == "step_back"
    assert action(spread_down_limb=True) == action(anything_new_or_worse=True) == "stop_and_check"


def test_the_levels_of_pain_stand_on_the_sheet() -> None:
    go_on, ease, stop = sheet(plan()).guides
    assert "5 out of 10 or less (your usual is 4)" in go_on.when[0]
    assert "6 out of 10 or more" in ease.when[0]
    assert "spreads further down" in stop.when[0]
    unknown = sheet(plan(pain_usual_nrs=None)).guides
    assert "10" not in unknown[0].when[0] + unknown[1].when[0]


@pytest.mark.parametrize(("country", "paper"), [("gb", "a4"), ("us", "us-letter"), (None, "a4")])
def test_the_paper_is_that_of_the_country(country: str | None, paper: str) -> None:
    known = plan(country=country).standing.known
    assert form_for(known) == Form(paper, BODY_POINTS)  # type: ignore[arg-type]
    assert form_for(known, "a4", large=True) == Form("a4", LARGE_POINTS)
    with pytest.raises(BadInput, match="a4, us-letter"):
        form_for(known, "a5")


def test_letters_are_large_enough_and_pages_few() -> None:
    assert BODY_POINTS >= 11
    sizes = {"a4": (595, 842), "us-letter": (612, 792)}
    for paper in PAPERS:
        pages = read(plan_paper(plan(), Form(paper))).pages
        assert len(pages) <= 4
        assert tuple(round(float(n)) for n in pages[0].mediabox[2:]) == sizes[paper]
        assert f"Page 2 of {len(pages)}" in pages[1].extract_text()
    assert len(read(plan_paper(plan(), Form("a4", LARGE_POINTS))).pages) > 3


def test_every_word_passes_through_the_catalogue() -> None:
    with use("xx"):
        said = sheet(plan())
    told = [said.title, said.dates, said.made, *(card.why for card in said.cards)]
    told += [group.title for group in said.groups] + [column.weekday for column in said.columns]
    told += [line for guide in said.guides for line in (guide.title, *guide.when, guide.do)]
    assert [line for line in told if "⟦" not in line] == []
    assert "⟦" in words(_typeset_in("xx"))


def _typeset_in(spoken: str) -> bytes:
    with use(spoken):
        return plan_paper(plan())
