"""Medicines: what is taken, what goes badly together, what is asked, and what never happens."""

import random

import pytest

from plumbline.care.medicines import (
    TOPIC,
    Combination,
    combinations,
    cupboard,
    medicines,
    not_meant,
    questions,
)
from plumbline.care.record import Record, facts
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook

CLASSES = {one.id for one in medicines(rulebook())}
TAKEN = {one.id: one.medicine.taken for one in medicines(rulebook()) if one.medicine}


def found(record: Record) -> tuple[Combination, ...]:
    return combinations(rulebook(), facts(rulebook(), record, TODAY))


def together(**told: Value) -> dict[str, Combination]:
    """What goes badly together for somebody who is otherwise well, by its first rule."""
    every = found(calm_record(**told))
    return {one.rules[0].removeprefix("treatments/"): one for one in every}


def asked(record: Record) -> tuple[str, ...]:
    return questions(rulebook(), facts(rulebook(), record, TODAY))


def test_every_medicine_says_which_answer_means_that_it_is_taken() -> None:
    assert set(TAKEN) == CLASSES
    names = list(TAKEN.values())
    assert None not in names
    assert len(set(names)) == len(names)


def test_the_cupboard_holds_what_is_taken_and_what_nobody_could_say() -> None:
    record = calm_record(takes_nsaid=True, takes_opioid=None)
    record = record.tell("takes_opioid", None, TODAY)
    held = cupboard(rulebook(), facts(rulebook(), record, TODAY))
    assert {(one.treatment.id, one.sure) for one in held} == {
        ("nsaid_oral", True),
        ("opioid", False),
    }
    assert cupboard(rulebook(), facts(rulebook(), Record(), TODAY)) == ()


@pytest.mark.parametrize("medicine", sorted(CLASSES))
def test_a_medicine_taken_by_a_well_person_never_speaks_against_itself(medicine: str) -> None:
    assert together(**{TAKEN[medicine]: True}) == {}  # type: ignore[dict-item]


def test_a_second_of_the_same_kind_does_speak() -> None:
    [one] = together(takes_nsaid=True, takes_two_nsaids=True).values()
    assert one.rules == ("treatments/nsaid_oral/already_taking_another_nsaid_incl_otc",)
    assert (one.level, one.known, one.because) == ("absolute", True, ("takes_two_nsaids",))
    [two] = together(takes_paracetamol_product=True, takes_two_paracetamol=True).values()
    assert two.treatment == "paracetamol"


def test_whether_there_is_a_second_one_is_not_taken_as_no() -> None:
    record = calm_record(takes_nsaid=True).forget(["takes_two_nsaids"])
    [one] = found(record)
    assert (one.known, one.because) == (False, ("takes_two_nsaids",))


def test_two_medicines_that_name_each_other_are_said_once_at_the_stricter_level() -> None:
    [one] = together(takes_nsaid=True, takes_duloxetine=True).values()
    assert (one.treatment, one.others, one.level) == ("duloxetine", ("nsaid_oral",), "relative")
    assert one.rules == (
        "treatments/duloxetine/bleeding_disorder_nsaid_or_anticoagulant",
        "treatments/nsaid_oral/ssri_or_snri_use",
    )


def test_what_else_makes_the_milder_one_so_is_not_lost() -> None:
    every = together(takes_nsaid=True, takes_duloxetine=True, takes_ssri_snri=True)
    assert "nsaid_oral/ssri_or_snri_use" in every


def test_where_the_pain_is_is_what_a_medicine_is_for_and_no_combination() -> None:
    record = calm_record(takes_gabapentinoid=True, takes_opioid=False)
    known = facts(rulebook(), record, TODAY)
    assert combinations(rulebook(), known) == ()
    assert [one.rules[0] for one in not_meant(rulebook(), known)] == [
        "treatments/gabapentinoid/back_pain_or_sciatica_only"
    ]


@pytest.mark.parametrize(
    ("told", "level", "when"),
    [
        ({"takes_nsaid": True, "ulcer_now": True}, "absolute", "now"),
        ({"takes_nsaid": True, "takes_lithium": True}, "relative", "today"),
        ({"takes_nsaid": True, "lupus": True}, "caution", "next_time"),
        ({"takes_nsaid": True, "aspirin_reaction": None}, "absolute", "today"),
        ({"takes_nsaid": True, "takes_lithium": None}, "relative", "next_time"),
    ],
)
def test_how_soon_to_ask_follows_the_level(told: dict[str, Value], level: str, when: str) -> None:
    first = next(iter(together(**told).values()))
    assert (first.level, first.when) == (level, when)


def test_what_is_known_comes_first_and_the_strictest_before_others() -> None:
    every = list(
        together(takes_nsaid=True, lupus=True, takes_lithium=True, ulcer_now=True, asthma=None)
        .values()
    )  # fmt: skip
    order = [(not one.known, ["absolute", "relative", "caution"].index(one.level)) for one in every]
    assert order == sorted(order)
    assert len(every) >= 4


def test_a_medicine_of_which_nobody_is_sure_is_never_called_known() -> None:
    record = calm_record(takes_opioid=None, takes_sedative=True)
    record = record.tell("takes_opioid", None, TODAY)
    every = [one for one in found(record) if one.treatment == "opioid"]
    assert every
    assert not any(one.known for one in every)


def test_illnesses_are_asked_also_of_somebody_who_takes_nothing() -> None:
    names = asked(Record())
    own = {one.id for one in knowledge().topics[TOPIC].findings if one.list != "skin_there"}
    gated = {name for name in own if knowledge().findings[name].applies_when}
    assert own - gated <= set(names)
    assert {"blood_thinner", "blood_pressure_uncontrolled"} <= set(names)
    nothing = dict.fromkeys((one for one in TAKEN.values() if one), False)
    assert "ulcer_before" in asked(Record().tell_all(nothing, TODAY))


def test_the_skin_is_asked_about_only_where_a_cream_is_used() -> None:
    skin = {"skin_hurt_there", "skin_swollen_there", "heat_pad_there"}
    record = calm_record().forget(skin)
    assert asked(record) == ()
    assert set(asked(record.tell("uses_capsaicin", True, TODAY))) == skin


def test_nothing_is_asked_twice_of_somebody_who_answered() -> None:
    assert asked(calm_record()) == ()


def test_another_illness_or_medicine_never_takes_one_away() -> None:
    """More in, never less out: whatever is added, every rule that held is still said."""
    source = random.Random(7)
    harmful = [
        one.id
        for one in knowledge().topics[TOPIC].findings
        if one.danger == "yes" and one.type == "boolean"
    ]
    for _ in range(150):
        told: dict[str, Value] = dict.fromkeys(source.sample(harmful, 4), True)
        before = {name for one in found(calm_record(**told)) for name in one.rules}
        more = {**told, source.choice(harmful): True}
        after = {name for one in found(calm_record(**more)) for name in one.rules}
        assert before <= after


def test_no_words_tell_anybody_to_stop_a_prescribed_medicine() -> None:
    for medicine in medicines(rulebook()):
        lines = [one.say for one in medicine.contraindications]
        lines += [one.say for one in medicine.harms]
        for line in lines:
            low = line.lower()
            assert "stop taking" not in low
            assert "come off it now" not in low
            if " stop " in f" {low} ":
                kind = ("do not stop", "never stop", "stop in your sleep", "stop your breathing")
                assert any(each in low for each in (*kind, "must not be stopped")), line
