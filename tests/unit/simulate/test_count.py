"""What is counted of a life: each count can be wrong, so each is made to rise once."""

from dataclasses import replace

from plumbline.simulate.count import count, delay
from plumbline.simulate.log import Change, Life, Load, Reviewed, Silence, Step, Told, rises
from plumbline.simulate.model import people

CALM = Life(
    number=0,
    policy="plumbline",
    pattern="non_specific",
    stage="acute",
    cause=None,
    declared=None,
    dropped=None,
    pain=(3.0,) * 60,
    effort=(0.0,) * 60,
    opened=(True,) * 60,
    stopped=(False,) * 60,
    rested=(False,) * 60,
    emptied=(False,) * 60,
)
SMALL = Load({"bridge": 0}, 20.0, 30)


def test_more_of_anything_is_more() -> None:
    assert not rises(SMALL, SMALL)
    assert rises(SMALL, replace(SMALL, doses={"bridge": 1}))
    assert rises(SMALL, replace(SMALL, session_minutes=21.0))
    assert rises(SMALL, replace(SMALL, walk_minutes=31))
    assert not rises(SMALL, Load({"bird_dog": 0}, 20.0, 30)), "another in its place is not more"
    assert not rises(SMALL, Load({}, 0.0, 0))


def test_more_after_worse_and_more_without_a_yes_are_counted() -> None:
    more = replace(SMALL, walk_minutes=40)
    changes = (
        Change(0, "made", None, SMALL, worse=False, agreed=True),
        Change(5, "accepted", SMALL, more, worse=False, agreed=True),
        Change(6, "step_back", more, SMALL, worse=True, agreed=False),
        Change(7, "oops", SMALL, more, worse=True, agreed=False),
    )
    safety = count("plumbline", [replace(CALM, changes=changes)], people().counting).safety
    assert (safety.raised, safety.raised_after_worse, safety.raised_without_yes) == (2, 1, 1)


def test_a_cause_is_told_late_missed_or_nobody_was_there() -> None:
    ill = replace(CALM, cause="cancer", declared=20)
    told = Told(26, "within_days", ("malignancy_cluster",), harmless=False)
    early = Told(3, "within_days", ("fever",), harmless=True)
    away = replace(ill, opened=(*((True,) * 25), *((False,) * 35)))
    lives = [replace(ill, told=(early, told), found=29), ill, away]
    assert [delay(life) for life in lives] == [6, None, None]
    safety = count("plumbline", lives, people().counting).safety
    (cancer,) = safety.delays
    assert (cancer.people, cancer.told, cancer.missed, cancer.not_there) == (3, 1, 1, 1)
    assert (cancer.median_days, cancer.longest_days, safety.missed) == (6, 6, 1)
    assert safety.false_alarms == 1


def test_where_nobody_asks_every_cause_is_missed() -> None:
    ill = replace(CALM, policy="nothing", cause="cancer", declared=20, opened=(False,) * 60)
    assert count("nothing", [ill], people().counting).safety.missed == 1


def test_days_to_wait_empty_days_and_silence_are_counted() -> None:
    days = (*((True,) * 3), *((False,) * 57))
    back = (
        Silence(20, 8, noticed=True),
        Silence(44, 9, noticed=False),
        Silence(48, 4, noticed=False),
    )
    gone = replace(CALM, dropped=50, stopped=days, emptied=days, rested=days, silences=back)
    going = count("plumbline", [gone, CALM], people().counting).following
    assert (going.days_stopped, going.days_emptied, going.days_rested) == (3, 3, 3)
    assert (going.days, going.lives, going.days_opened) == (120, 2, 120)
    assert (going.silences, going.silences_noticed, going.never_back) == (2, 1, 1)


def test_reviews_and_days_that_looked_different_are_counted() -> None:
    changes = (Change(9, "different", SMALL, SMALL, worse=False, agreed=False),)
    reviews = (Reviewed(14, "carry_on"), Reviewed(42, "gp_review"))
    life = replace(CALM, changes=changes, reviews=reviews, well=50)
    going = count("plumbline", [life, life], people().counting).following
    assert (going.looked_different, going.well) == (2, 2)
    assert going.reviews == {"carry_on": 2, "gp_review": 2}


def test_a_step_is_on_time_within_days_of_a_good_check_in() -> None:
    steps = (Step(1, None), Step(4, 4), Step(30, None))
    going = count("plumbline", [replace(CALM, steps=steps)], people().counting).following
    assert (going.good_check_ins, going.steps_on_time, going.steps_never) == (3, 2, 1)
