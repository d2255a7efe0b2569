# ruff: noqa: E501 (a row of a table stays on one line)
"""Medicines: what goes badly together, and how soon to ask

Everybody below is well but for what stands in the row. "Now" means: call a pharmacist or a doctor
now. "Today" and "next time" mean to ask then. Nobody is ever told to stop a prescribed medicine.
"""

from collections.abc import Callable

import pytest

from plumbline.care.medicines import Combination, combinations
from plumbline.care.record import facts
from tests.spec.care.conftest import read
from tests.unit.care.people import TODAY, calm_record, rulebook

Spec = Callable[[str], None]


@pytest.fixture
def spec_medicines() -> Spec:
    """Check a table `person | answers | together`."""
    return check


def check(table: str) -> None:
    header, *lines = [line for line in table.strip().splitlines() if line.strip()]
    assert [head.strip() for head in header.split("|")] == ["person", "answers", "together"]
    wrong: list[str] = []
    for line in lines:
        person, answers, expected = (cell.strip() for cell in line.split("|"))
        known = facts(rulebook(), calm_record(**read(answers)), TODAY)
        said = "; ".join(map(words, combinations(rulebook(), known))) or "nothing"
        if said != expected:
            wrong.append(f"{person!r} ({answers}) should be {expected}, is {said}")
    assert not wrong, "\n" + "\n".join(wrong)


def words(one: Combination) -> str:
    may = "" if one.known else "perhaps "
    return f"{may}{one.when.replace('_', ' ')}: {one.rules[0].removeprefix('treatments/')}"


@pytest.mark.hazard("contraindicated_offered")
def test_painkillers_that_anybody_can_buy(spec_medicines) -> None:
    """What is sold without a prescription is weighed like everything else."""
    spec_medicines(
        """
        person                                              | answers                                               | together
        Takes ibuprofen, nothing else                       | takes_nsaid                                           | nothing
        Takes ibuprofen and a flu remedy with another one   | takes_nsaid, takes_two_nsaids                         | now: nsaid_oral/already_taking_another_nsaid_incl_otc
        Ibuprofen and a blood thinner                       | takes_nsaid, blood_thinner                            | today: nsaid_oral/anticoagulant_use
        Ibuprofen and low-dose aspirin                      | takes_nsaid, takes_antiplatelet                       | today: nsaid_oral/antiplatelet_or_low_dose_aspirin
        Ibuprofen and a medicine for mood                   | takes_nsaid, takes_ssri_snri                          | next time: nsaid_oral/ssri_or_snri_use
        Ibuprofen and steroid tablets                       | takes_nsaid, takes_steroid_tablets                    | today: nsaid_oral/systemic_corticosteroid_use
        Ibuprofen, a -pril and a water tablet               | takes_nsaid, takes_ace_or_arb, takes_diuretic         | next time: nsaid_oral/ace_inhibitor_arb_or_diuretic_use
        The same, and short of fluid                        | takes_nsaid, takes_ace_or_arb, takes_diuretic, dehydrated | now: nsaid_oral/dehydration_or_volume_loss; next time: nsaid_oral/ace_inhibitor_arb_or_diuretic_use
        Ibuprofen and weak kidneys                          | takes_nsaid, kidney_disease                           | now: nsaid_oral/ckd_moderate_severe
        Ibuprofen and kidneys that are mildly weak          | takes_nsaid, kidney_disease, kidney_disease_mild      | next time: nsaid_oral/ckd_mild
        Aspirin once made them wheeze                       | takes_nsaid, aspirin_reaction                         | now: nsaid_oral/aspirin_or_nsaid_sensitive_asthma_urticaria_angioedema
        A gel, and aspirin once made them wheeze            | uses_nsaid_gel, aspirin_reaction                      | now: nsaid_topical/aspirin_or_nsaid_sensitive_asthma_urticaria_or_rhinitis
        Two things with paracetamol                         | takes_paracetamol_product, takes_two_paracetamol      | now: paracetamol/already_taking_paracetamol_product
        Paracetamol and a lot of alcohol                    | takes_paracetamol_product, drinks_heavily             | today: paracetamol/alcohol_dependence_or_malnutrition
        Takes nothing, has an ulcer                         | ulcer_now                                             | nothing
        """
    )


@pytest.mark.hazard("contraindicated_offered")
def test_medicines_that_make_sleepy(spec_medicines) -> None:
    """An opioid with a sedative is the most dangerous pair; it is said once."""
    spec_medicines(
        """
        person                                              | answers                                               | together
        An opioid and a benzodiazepine                      | takes_opioid, takes_benzodiazepine                    | now: benzodiazepine/opioid_use
        An opioid and sleeping tablets                      | takes_opioid, takes_sedative                          | now: opioid/benzodiazepine_or_other_sedative_use
        An opioid and gabapentin                            | takes_opioid, takes_gabapentinoid                     | today: gabapentinoid/opioid_or_sedative_use_or_lung_disease
        Stopped an opioid from one day to the next          | takes_opioid, stops_suddenly                          | now: opioid/sudden_stop_after_long_use
        Stopped tizanidine from one day to the next         | takes_muscle_relaxant, takes_tizanidine, stops_suddenly | now: muscle_relaxant_tizanidine/sudden_stop_after_long_or_high_dose_use
        Tizanidine and ciprofloxacin                        | takes_muscle_relaxant, takes_tizanidine, takes_cyp1a2_blocker | now: muscle_relaxant_tizanidine/ciprofloxacin_or_fluvoxamine_use
        A muscle relaxant and driving                       | takes_muscle_relaxant, drives_or_machines             | next time: muscle_relaxant/driving_or_machinery
        A muscle relaxant at 70                             | takes_muscle_relaxant, age_years = 70                 | today: muscle_relaxant/age_65_or_over
        """
    )


@pytest.mark.hazard("contraindicated_offered")
def test_medicines_for_mood(spec_medicines) -> None:
    """Nobody is "on another one" because of the one they take."""
    spec_medicines(
        """
        person                                              | answers                                               | together
        Amitriptyline alone                                 | takes_tricyclic                                       | nothing
        Duloxetine alone                                    | takes_duloxetine                                      | nothing
        Amitriptyline after a MAO inhibitor                 | takes_tricyclic, takes_maoi_14_days                   | now: amitriptyline/maoi_within_14_days
        Duloxetine after a MAO inhibitor                    | takes_duloxetine, takes_maoi_14_days                  | now: duloxetine/maoi_within_14_days_or_linezolid_or_iv_methylene_blue
        Amitriptyline and duloxetine                        | takes_tricyclic, takes_duloxetine                     | today: amitriptyline/ssri_snri_tramadol_or_other_serotonergic
        Amitriptyline and a heart out of rhythm             | takes_tricyclic, heart_rhythm                         | now: amitriptyline/heart_block_arrhythmia_or_coronary_insufficiency
        Duloxetine and ibuprofen                            | takes_duloxetine, takes_nsaid                         | today: duloxetine/bleeding_disorder_nsaid_or_anticoagulant
        Stopped duloxetine from one day to the next         | takes_duloxetine, stops_suddenly                      | now: duloxetine/sudden_stop
        """
    )


@pytest.mark.hazard("unknown_as_no")
def test_what_is_not_known_about_medicines(spec_medicines) -> None:
    """ "I don't know" is never taken as "no"."""
    spec_medicines(
        """
        person                                              | answers                                               | together
        Ibuprofen, cannot say whether an ulcer bled         | takes_nsaid, ulcer_serious ?                          | perhaps today: nsaid_oral/previous_nsaid_ulcer_bleed_or_perforation
        Ibuprofen, cannot say what the blood thinner is     | takes_nsaid, blood_thinner ?                          | perhaps next time: nsaid_oral/anticoagulant_use
        Ibuprofen, pregnant, week not known                 | takes_nsaid, pregnant, pregnancy_due_date ?           | today: nsaid_oral/pregnancy_before_20_weeks_or_trying; perhaps today: nsaid_oral/pregnancy_third_trimester; perhaps today: nsaid_oral/pregnancy_20_weeks_or_more
        Cannot say whether it is an opioid; sleeping tablets | takes_opioid ?, takes_sedative                       | perhaps today: opioid/benzodiazepine_or_other_sedative_use
        """
    )
