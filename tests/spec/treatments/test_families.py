# ruff: noqa: E501 (a row of a table stays on one line)
"""Treatments: what Plumbline says of each kind of treatment to different people

For every family somebody for whom it is blocked, somebody who is warned, somebody of whom one thing
is not known, somebody whom it fits, and somebody for whom it is pointless. Nothing that speaks
against a treatment is ever outweighed by how well it might help.
"""

import pytest


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_comfort_at_home(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment           | answers                          | answer
        Fresh pain, nothing against it             | heat                | days = 10                        | fits
        Skin there is numb                         | heat                | days = 10, skin_numb_there       | not for you
        May be pregnant                            | heat                | days = 10, pregnant              | ask a clinician first
        Has MS                                     | heat                | days = 10, multiple_sclerosis    | with care
        Has not told of a patch                    | heat                | days = 10, medicine_patch_there? | a question first
        Pain for half a year                       | heat                | -                                | for another kind of pain
        Anybody                                    | cold                | -                                | nobody has tested it
        Fingers go white in the cold               | cold                | cold_raynaud                     | not for you
        Takes a blood thinner                      | percussive_massager | blood_thinner                    | not for you
        Anybody                                    | percussive_massager | -                                | nobody has tested it
        """
    )


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_daily_life_and_aids(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment    | answers                     | answer
        Fresh pain                                 | stay_active  | days = 10                   | fits
        Losing weight without trying               | weight       | weight_loss_unexplained     | not for you
        May be pregnant                            | weight       | pregnant                    | ask a clinician first
        Was not asked about weight loss            | weight       | weight_loss_unexplained?    | a question first
        Pain for half a year                       | weight       | -                           | fits
        Anybody                                    | posture      | -                           | nobody has tested it
        Anybody                                    | belt_brace   | -                           | no difference
        Plasters give a rash                       | tape         | plaster_allergy             | not for you
        Pain for half a year                       | tape         | -                           | fits
        """
    )


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_moving_and_training(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment        | answers                       | answer
        Pain for half a year                       | strength         | -                             | fits
        A heart that is not settled                | strength         | heart_unstable                | not for you
        An operation on the spine not long ago     | walking          | spine_surgery_recent          | ask a clinician first
        Was not asked about the heart              | walking          | heart_unstable?               | a question first
        Fresh pain                                 | exercise_any     | days = 10                     | no difference
        Pain for half a year                       | exercise_any     | -                             | fits
        Thin bones                                 | yoga             | osteoporosis                  | ask a clinician first
        Anybody                                    | imbalance_programme | -                          | nobody has tested it
        No pain in the neck                        | neck_exercise    | -                             | for another kind of pain
        """
    )


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_hands_on(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment    | answers                     | answer
        Pain for half a year                       | manipulation | -                           | fits
        Numb between the legs                      | manipulation | saddle_numbness             | not for you
        Takes a blood thinner                      | manipulation | blood_thinner               | ask a clinician first
        Was not asked about metal in the spine     | manipulation | spine_metal?                | a question first
        A clot in a deep vein                      | massage      | clot_deep                   | not for you
        May be pregnant                            | massage      | pregnant                    | with care
        Anybody                                    | osteopathy   | -                           | no difference
        Anybody                                    | traction     | -                           | no difference
        """
    )


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_needles_and_currents(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment    | answers                     | answer
        Pain for half a year                       | acupuncture  | -                           | fits
        Takes a blood thinner                      | acupuncture  | blood_thinner               | with care
        Cannot keep still                          | acupuncture  | cannot_keep_still           | not for you
        Bleeds easily                              | acupuncture  | bleeding_disorder           | ask a clinician first
        Was not asked about bleeding               | acupuncture  | bleeding_disorder?          | a question first
        A pacemaker                                | tens         | implant_electric            | not for you
        Anybody                                    | tens         | -                           | still unclear
        A pacemaker: what holds for TENS holds here | electroacupuncture_pens | implant_electric  | not for you
        Anybody                                    | ultrasound_therapy | -                     | no difference
        """
    )


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_mind_and_body(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment    | answers                     | answer
        Pain for half a year                       | cbt          | -                           | fits
        Pain for half a year                       | mindfulness  | -                           | fits
        Hears or sees what others do not           | mindfulness  | psychosis_now               | ask a clinician first
        Was not asked                              | mindfulness  | psychosis_now?              | a question first
        Thoughts of ending their life              | cbt          | suicidal_thoughts           | not for you
        Fresh pain                                 | cft          | days = 10                   | for another kind of pain
        """
    )


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_medicines(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment    | answers                     | answer
        Fresh pain, nothing against it             | nsaid_oral   | days = 10                   | fits
        Bleeding or an ulcer now                   | nsaid_oral   | ulcer_now                   | not for you
        Already takes one                          | nsaid_oral   | takes_nsaid                 | not for you
        Takes a blood thinner                      | nsaid_oral   | blood_thinner               | ask a clinician first
        Over 65                                    | nsaid_oral   | age_years = 70              | with care
        Was not asked about the kidneys            | nsaid_oral   | kidney_disease?             | a question first
        Anybody                                    | paracetamol  | -                           | no difference
        Anybody                                    | opioid       | -                           | not for you
        Takes an MAOI                              | amitriptyline | takes_maoi_14_days         | not for you
        No pain in the leg                         | amitriptyline | -                          | for another kind of pain
        """
    )


@pytest.mark.hazard("contraindicated_offered")
@pytest.mark.hazard("unknown_as_no")
def test_injections_and_operations(spec_treatment) -> None:
    spec_treatment(
        """
        person                                     | treatment               | answers                  | answer
        Back pain alone                            | epidural_steroid        | -                        | ask a clinician first
        An infection now                           | epidural_steroid        | infection_now            | not for you
        No test injection that helped              | radiofrequency_denervation | -                     | not for you
        A test injection helped                    | radiofrequency_denervation | block_eased_pain      | no difference
        A scan that does not match                 | discectomy              | -                        | not for you
        Nobody has told of a scan                  | discectomy              | imaging_matches?         | a question first
        A scan that matches, but no pain in the leg | discectomy             | imaging_matches          | for another kind of pain
        Back pain alone                            | surgery_fusion          | imaging_matches          | ask a clinician first
        Anybody                                    | surgery_laminoplasty    | imaging_matches          | not for you
        Anybody                                    | spinal_cord_stimulator  | -                        | no difference
        """
    )


@pytest.mark.hazard("contraindicated_offered")
def test_what_bars_every_plan_bars_every_treatment(spec_treatment) -> None:
    """Under 18, or with thoughts of ending their life, nobody is sent to choose for themselves."""
    spec_treatment(
        """
        person                                     | treatment | answers                       | answer
        Sixteen years old                          | walking   | age_years = 16                | not for you
        Sixteen years old                          | heat      | days = 10, age_years = 16     | not for you
        Dark thoughts                              | massage   | suicidal_thoughts             | not for you
        """
    )
