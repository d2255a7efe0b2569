"""The second-opinion sheets: they name what there is, can be answered, and rest on something."""

from functools import cache
from importlib import resources

import pytest

from plumbline.care.record import facts
from plumbline.knowledge.schema import Basis, Model, Number
from plumbline.knowledge.schema.second_opinions import Procedure, SecondOpinion
from plumbline.knowledge.yaml_file import parse
from plumbline.logic.expression import columns
from plumbline.logic.parsing import parse as parse_rule
from plumbline.logic.reference import evaluate
from plumbline.logic.rulebook import inline
from plumbline.logic.schema import Value
from tests.unit.care.people import TODAY, calm_record, knowledge, rulebook
from tests.unit.knowledge.test_safety_of_content import walk

SHEETS = ("operation", "injection", "scan")


@cache
def sheet(name: str) -> SecondOpinion:
    folder = resources.files("plumbline.knowledge") / "second_opinions"
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    return SecondOpinion.model_validate(parse(text, f"second_opinions/{name}.yaml").value)


PROCEDURES = [(name, one.id) for name in SHEETS for one in sheet(name).procedures]


def procedure(name: str, own: str) -> Procedure:
    return next(one for one in sheet(name).procedures if one.id == own)


def holds(text: str, **told: Value) -> bool | None:
    """Whether a rule is true of the calm person, with what is told besides."""
    rule = inline({"rule": parse_rule(text, rulebook().columns)}, rulebook().derived)["rule"]
    return evaluate(rule, facts(rulebook(), calm_record(**told), TODAY).values)


@pytest.mark.parametrize("name", SHEETS)
def test_what_a_sheet_names_is_there(name: str) -> None:
    for urgent in sheet(name).urgent:
        assert set(urgent.red_flags) <= set(knowledge().red_flags)
    for one in sheet(name).procedures:
        if one.treatment is None:
            assert not one.rows
            continue
        uses = {use.row for use in knowledge().treatments[one.treatment].uses}
        assert one.rows
        assert set(one.rows) <= uses


@pytest.mark.parametrize("name", SHEETS)
def test_every_word_and_number_of_a_sheet_rests_on_something(name: str) -> None:
    for part in walk(sheet(name)):
        if isinstance(part, Number):
            assert part.basis.status in ("verified", "secondary", "derived")
        if isinstance(part, Basis):
            assert part.status != "unverified"
            assert part.sources or part.note
            assert set(part.sources) <= set(knowledge().sources)


def rules_of(one: Procedure) -> list[str]:
    tried = [first.when for first in one.first]
    return [*tried, one.matches_when] if one.matches_when else tried


@pytest.mark.parametrize(("name", "own"), PROCEDURES)
def test_every_rule_reads_what_a_person_can_be_asked(name: str, own: str) -> None:
    for text in rules_of(procedure(name, own)):
        rule = inline({"rule": parse_rule(text, rulebook().columns)}, rulebook().derived)["rule"]
        for column in columns(rule):
            finding = knowledge().findings.get(column)
            assert finding is None or finding.asked_of in ("person", "journal"), column


@pytest.mark.parametrize(("name", "own"), PROCEDURES)
def test_nothing_matches_somebody_with_ordinary_back_pain(name: str, own: str) -> None:
    """Back pain alone, no leg signs, no scan: no operation, injection or scan is made for it."""
    wanted = procedure(name, own).matches_when
    if wanted is not None:
        assert holds(wanted) is False


SCIATICA: dict[str, Value] = {
    "pain_below_knee": True,
    "leg_pins_needles": True,
    "leg_pain_worse_than_back": True,
}
STENOSIS: dict[str, Value] = {"symptoms_on_walking_standing": True, "relief_sitting": True}


@pytest.mark.parametrize(
    ("name", "own", "told"),
    [
        ("operation", "discectomy", {**SCIATICA, "imaging_matches": True}),
        ("operation", "minimally_invasive", {**SCIATICA, "imaging_matches": True}),
        ("operation", "decompression", {**STENOSIS, "imaging_matches": True}),
        ("operation", "surgery_pild", {**STENOSIS, "ligament_thick": True}),
        ("operation", "surgery_laminoplasty", {"neck_cord_pressed": True}),
        ("operation", "spinal_cord_stimulator", {"spine_operated": True, "leg_pins_needles": True}),
        ("operation", "surgery_fusion", {"spine_unstable": True, "imaging_matches": True}),
        ("injection", "epidural_nerve", SCIATICA),
        (
            "injection",
            "radiofrequency_denervation",
            {"block_eased_pain": True, "pain_usual_nrs": 6},
        ),
        ("scan", "xray", {"trauma_major": True}),
        ("scan", "ct", {"trauma_major": True}),
    ],
)
def test_each_matches_the_pattern_it_is_made_for(
    name: str, own: str, told: dict[str, Value]
) -> None:
    wanted = procedure(name, own).matches_when
    assert wanted is not None
    assert holds(wanted, **told) is True


@pytest.mark.parametrize("own", ["discectomy", "minimally_invasive", "decompression"])
def test_a_scan_alone_matches_no_operation(own: str) -> None:
    wanted = procedure("operation", own).matches_when
    assert wanted is not None
    assert holds(wanted, imaging_matches=True) is False


@pytest.mark.parametrize("own", ["epidural_canal", "trigger_point_injection"])
def test_what_was_never_shown_to_help_matches_nobody(own: str) -> None:
    one = procedure("injection", own)
    assert one.matches_when is None
    assert one.matches_say is None
    assert one.not_say


@pytest.mark.parametrize("name", SHEETS)
def test_what_is_urgent_is_no_last_resort(name: str) -> None:
    flags = {flag for urgent in sheet(name).urgent for flag in urgent.red_flags}
    assert {"cauda_equina", "motor_deficit_new", "cord_compression", "infection_hard"} <= flags
    assert {"fracture_cluster", "malignancy_known", "myelopathy_slow"} <= flags


def test_a_matched_sheet_says_so_and_an_unmatched_one_too() -> None:
    for name, own in PROCEDURES:
        one = procedure(name, own)
        assert (one.matches_when is None) == (one.matches_say is None), own


def test_the_walk_reaches_the_figures() -> None:
    """Guards the tests above: a walk that finds nothing would find no fault."""
    found = [part for part in walk(sheet("operation")) if isinstance(part, Model)]
    assert sum(isinstance(part, Number) for part in found) > 15
