"""Why a plan is as it is, in words: every rule has a sentence, and none says more than is known."""

from __future__ import annotations

import pytest

from plumbline.care.explanation import Explanation
from plumbline.care.programme import Left, Proof, Wish, WishKind
from plumbline.care.programme.explain import Chosen, Lever, NotChosen
from plumbline.present import left_words, programme_words, value_words, wish_words, words
from plumbline.present.explain import explain
from tests.unit.care.people import calm_record, knowledge, rulebook

PROVEN = Proof(10, 10, True, "solved")
DISPLACED = ("clamshell", "heel_slide")
SERVES = (("purpose/balance", 2.0), ("chain/side", 1.0), ("purpose/control", 0.5))


def found(**more: object) -> Explanation:
    parts: dict[str, object] = {"chosen": (), "not_chosen": (), "levers": (), "proof": PROVEN}
    return Explanation(**{**parts, **more})  # type: ignore[arg-type]


def title(name: str) -> str:
    return knowledge().exercises[name].title


@pytest.mark.parametrize(
    ("loses", "serves", "displaced", "says"),
    [
        (2.0, SERVES, DISPLACED, "your week would do less for your balance and the muscles at"),
        (2.0, SERVES, (), "nothing would take its place, and your week would do less for"),
        (2.0, (), DISPLACED, "your week would be nearly as good"),
        (0.001, SERVES, DISPLACED, "would do as well in its place"),
        (0.0, (), (), "nothing would take its place, and your week would be nearly as good"),
    ],
)
def test_what_a_week_loses_names_needs_and_what_would_come_in(
    loses: float,
    serves: tuple[tuple[str, float], ...],
    displaced: tuple[str, ...],
    says: str,
) -> None:
    said = programme_words.without(
        knowledge(), Chosen("bridge", "first_weeks/later", loses, serves, displaced)
    )
    assert says in said
    assert all((title(name) in said) for name in displaced)
    assert "steering" not in said, "two needs are enough"
    assert not any(char.isdigit() for char in said), "points are never shown"


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("wishes/person", "You asked for it."),
        ("wishes/clinician", "Your doctor or physiotherapist asked for it."),
        ("findings/goal_lifting", "what you want to do again: Lift and carry things."),
        ("first_weeks/later", "the stage you are in: A first week that builds strength."),
        ("impairments/low/side", "Your tests say so: the side is weak"),
        ("tests/repeated_flexion", "Your tests put it first."),
    ],
)
def test_every_kind_of_rule_has_its_sentence(rule: str, says: str) -> None:
    reasons = {"impairments/low/side": "the side is weak"}
    assert says in programme_words.because(knowledge(), rule, reasons)


def test_every_need_and_every_weight_has_words() -> None:
    value = knowledge().value
    names = {name for stage in value.stages.values() for name in stage.needs}
    names |= {name for shift in value.shifts for name in shift.needs}
    names |= {f"chain/{chain}" for chain in knowledge().chains}
    names |= {f"goal/{goal.finding}" for goal in value.goals}
    for name in names:
        if not name.startswith("exercise/"):
            said = programme_words.need(knowledge(), name)
            assert said
            assert "_" not in said, name
            assert said != name.partition("/")[2], name
    shown = value_words.numbers(knowledge(), value)
    assert len(shown) > len(names)
    assert not [one.what for one in shown if "_" in one.what.partition("“")[0]]


def test_the_page_of_the_weights_tells_rules_and_sources() -> None:
    page = explain(rulebook(), programme_words.VALUE)
    weights = {rule for rule in rulebook().rules if rule.startswith("value/")}
    assert weights
    assert {rule.name for rule in page.rules} == weights
    assert page.numbers
    assert "who20" in {source.id for source in page.sources}
    one = explain(rulebook(), "value/balance")
    assert [rule.name for rule in one.rules] == ["value/balance"]


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (NotChosen("bridge", None), "no week that keeps your limits has room for it"),
        (NotChosen("bridge", None, 0.0, ()), "It would do you just as well."),
        (NotChosen("bridge", None, 0.0, ("clamshell",)), "It would do as well as “Clamshell”"),
        (NotChosen("bridge", None, 1.0, ()), "only by taking time from the rest"),
        (
            NotChosen("bridge", None, 1.0, ("clamshell",)),
            "It would push out “Clamshell”, which counts for more now: it is for your balance.",
        ),
        (NotChosen("bridge", Left("bridge", "exercises/bridge", "level")), ""),
    ],
)
def test_why_not_says_what_it_would_cost(one: NotChosen, says: str) -> None:
    chosen = (Chosen("clamshell", "first_weeks/later", 2.0, SERVES, ()),)
    said = programme_words.why(knowledge(), found(chosen=chosen, not_chosen=(one,)), {})
    [told] = said.not_chosen
    assert told.say == says if not says else says in told.say


def test_a_lever_says_what_comes_in_and_what_goes() -> None:
    band = Lever("kit", "band", 1.0, ("pallof_press",), ("clamshell",))
    minutes = Lever("minutes", "", 0.5, ("bridge",), ())
    day = Lever("day", "", 0.5, (), ())
    said = programme_words.levers(knowledge(), (band, minutes, day))
    assert said == (
        f"If you had this, “An exercise band”: “{title('pallof_press')}” instead of “Clamshell”.",
        "With 10 more minutes a day: “Bridge” would come in.",
        "With one more day a week: the same exercises, and one more day on the move.",
    )
    assert "would not make this plan better" in programme_words.levers(knowledge(), (band,))[-1]
    assert "What you gave is enough." in programme_words.levers(knowledge(), ())[0]


@pytest.mark.parametrize(
    ("proof", "says"),
    [
        (PROVEN, "none is better"),
        (Proof(95, 100, False, "best_found"), "at most 5 % may be missing"),
        (Proof(99.99, 100, False, "best_found"), "at most 1 % may be missing"),
        (Proof(95, 100, False, "greedy"), "there may be a better one"),
    ],
)
def test_the_proof_claims_no_more_than_is_known(proof: Proof, says: str) -> None:
    assert says in programme_words.proof(proof)


def test_what_keeps_an_exercise_out_is_said_with_who_and_when() -> None:
    hurt = Left("bridge", "exercises/bridge", "hurt")
    banned = Left("bridge", "exercises/bridge", "banned")
    on = calm_record().answers["age_years"].on
    assert "2 March 2026" in left_words.reason(knowledge(), hurt, hurt_on=on)
    assert left_words.reason(knowledge(), banned) == "You asked to leave it out."
    assert "Your doctor" in left_words.reason(knowledge(), banned, by="clinician")


@pytest.mark.parametrize("kind", ["like", "pin", "ban", "dose"])
def test_a_wish_says_who_asked(kind: WishKind) -> None:
    dose = 0 if kind == "dose" else None
    mine = wish_words.says(knowledge(), Wish(kind, "bridge", "person", dose))
    theirs = wish_words.says(knowledge(), Wish(kind, "bridge", "clinician", dose))
    assert mine.startswith("You ")
    assert theirs.startswith("Your doctor or physiotherapist")
    assert "%" not in mine + theirs


def test_ways_out_of_a_conflict() -> None:
    two = ("bridge", "clamshell")
    assert "With 12 minutes a day all would fit." in wish_words.ways_out(two, 12)
    assert "More time a day would not change that." in wish_words.ways_out(two, None)
    assert "forms of the same exercise" in wish_words.ways_out(two, None, forms=True)
    assert "Leave one" not in wish_words.ways_out(("bridge",), 12)


def test_every_sentence_goes_through_the_catalogue() -> None:
    with words.use("xx"):
        said = [
            programme_words.proof(PROVEN),
            *programme_words.levers(knowledge(), ()),
            wish_words.ways_out(("bridge", "clamshell"), 12),
            left_words.reason(knowledge(), Left("bridge", "exercises/bridge", "level")),
        ]
    assert all(line.startswith("⟦") for line in said)
