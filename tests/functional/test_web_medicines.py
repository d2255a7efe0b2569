"""Medicines over the web: asked by lists, what does not mix first, and a sheet to take along."""

from __future__ import annotations

import pytest

from plumbline.care.medicines import TOPIC
from plumbline.logic.schema import Value
from tests.functional.test_web_plan_why import Living
from tests.functional.test_web_session import book, living, planned
from tests.functional.web_user import WebUser, rulebook

__all__ = ["living", "planned"]
KNOWLEDGE = rulebook().knowledge
OWN = [one.id for one in KNOWLEDGE.topics[TOPIC].findings]
MORE = [
    *("blood_thinner", "bleeding_disorder", "epilepsy", "heart_rhythm", "heart_or_lung_severe"),
    *("injects_drugs", "dialysis"),
]


def tell(user: WebUser, **told: Value) -> None:
    book(user).answer(told, user.clock.today)


def well(user: WebUser, **told: Value) -> None:
    """Every list about medicines answered: nothing, or as told."""
    tell(user, **{**dict.fromkeys([*OWN, *MORE], False), **told})


def say(medicine: str, rule: str) -> str:
    cautions = KNOWLEDGE.treatments[medicine].contraindications
    return " ".join(next(one.say for one in cautions if one.id == rule).split())


def test_nothing_is_called_safe_before_it_was_asked(living: Living) -> None:
    user = living()
    user.get("/medicines")
    assert user.page.status_code == 200, user.text()
    said = user.text()
    assert "First, a few lists to tick" in said
    assert "We found nothing" not in said
    assert "harm can come without a sign" in said


def test_the_lists_come_one_after_the_other_until_all_is_asked(living: Living) -> None:
    user = living()
    user.get("/medicines")
    user.submit("/medicines/ask")
    asked: list[str] = []
    while "/check" in str(user.page.url):
        page = user.asked()
        assert not set(page) & set(asked), "nothing is asked twice"
        asked += page
        user.answer({"takes_nsaid": True, "ulcer_now": True})
    assert str(user.page.url).endswith("/medicines")
    lists = [one for one in OWN if KNOWLEDGE.findings[one].list not in (None, "skin_there")]
    assert set(lists) <= set(asked)
    assert "takes_two_nsaids" in asked
    assert "takes_tizanidine" not in asked, "nobody is asked which relaxant who takes none"
    said = user.text()
    assert "more to ask" not in said
    assert say("nsaid_oral", "active_peptic_ulcer_or_gi_bleeding") in said
    assert "Call now" in said


def test_a_list_that_is_left_leads_back_to_the_page(living: Living) -> None:
    user = living()
    user.get("/medicines")
    user.submit("/medicines/ask")
    user.answer({"takes_nsaid": True})
    assert "/check" in str(user.page.url)
    said = user.text()
    assert "One more question" in said
    assert "Not now" in said
    assert "Change an answer" not in said, "nothing was answered yet"
    user.submit("/check", to="/check/leave")
    assert str(user.page.url).endswith("/medicines")
    assert "There is more to ask" in user.text()


def test_what_does_not_mix_comes_first_and_nobody_is_told_to_stop(living: Living) -> None:
    user = living()
    well(user, takes_opioid=True, takes_benzodiazepine=True)
    user.get("/medicines")
    said = user.text()
    rule = say("benzodiazepine", "opioid_use")
    assert said.index("Call now") < said.index(rule) < said.index("What you take")
    assert "Do not stop a prescribed medicine on your own" in said
    assert "takes_opioid" not in user.page.text.replace('value="takes_opioid"', "")


def test_each_class_says_what_it_does_what_it_does_not_and_what_speaks_against_it(
    living: Living,
) -> None:
    user = living()
    well(user, liver_disease=True)
    user.get("/medicines")
    said = user.text()
    for one in KNOWLEDGE.treatments.values():
        if one.medicine:
            for line in (one.title, one.medicine.does, one.medicine.does_not):
                assert " ".join(line.split()) in said, one.id
            assert one.medicine.prescriber[:40] not in said or not one.medicine.prescriber
    assert say("paracetamol", "severe_liver_disease") in said
    assert "You take none of the medicines that we know of." in said
    assert " mg" not in said, "no doses for people"


def test_dont_know_is_shown_as_what_cannot_be_ruled_out(living: Living) -> None:
    user = living()
    well(user, takes_nsaid=True, ulcer_serious=None)
    tell(user, ulcer_serious=None)
    user.get("/medicines")
    said = user.text()
    assert "What we cannot rule out" in said
    assert say("nsaid_oral", "previous_nsaid_ulcer_bleed_or_perforation") in said
    assert "Call now" not in said


def test_a_sheet_to_take_along(living: Living) -> None:
    user = living()
    well(user, takes_nsaid=True, blood_thinner=True, asthma=True)
    user.get("/medicines/sheet")
    said = user.text()
    assert "What I take or use" in said
    for name in ("takes_nsaid", "blood_thinner", "asthma"):
        assert KNOWLEDGE.findings[name].item in said  # type: ignore[operator]
    assert said.index("I take a blood thinner") < said.index("Asthma")
    assert say("nsaid_oral", "anticoagulant_use") in said
    assert KNOWLEDGE.treatments["nsaid_oral"].ask[0] in said


@pytest.mark.parametrize("path", ["/medicines", "/medicines/sheet"])
def test_crisis_help_comes_first_and_no_medicine_beside_it(living: Living, path: str) -> None:
    user = living()
    well(user, takes_tricyclic=True)
    tell(user, suicidal_thoughts=True)
    user.get(path)
    said = user.text()
    assert "Somebody to talk to, at once" in said
    titles = [one.title for one in KNOWLEDGE.treatments.values() if one.medicine]
    assert not any(title in said for title in titles)
    assert not [one for one in user.forms() if one.action == "/medicines/ask"]


def test_no_health_word_stands_in_an_address(living: Living) -> None:
    user = living()
    well(user, takes_nsaid=True, blood_thinner=True)
    user.get("/medicines")
    links = [part.split('"')[0] for part in user.page.text.split('href="')[1:]]
    assert not [one for one in links if "nsaid" in one or "treatments/" in one]
