"""A decision made again, from what was stored alone, is the same byte for byte."""

import json
import random
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.care.decision import (
    Decision,
    Kind,
    canonical,
    decide,
    dump,
    read_programme,
    record_from_json,
    record_to_json,
    replay,
)
from plumbline.care.programme import Programme, first_week
from plumbline.care.record import Clearance, facts
from plumbline.errors import KnowledgeError, NotReady
from plumbline.knowledge import from_snapshot
from plumbline.logic.rulebook import Rulebook, compile_rules
from tests.unit.care.people import (
    TODAY,
    calm_record,
    knowledge,
    random_record,
    rulebook,
)

SEEDS = st.integers(0, 2**32 - 1)
KINDS: tuple[Kind, ...] = ("verdict", "programme", "review")


@cache
def remembered() -> Rulebook:
    """The rules as they come back from the snapshot that is kept with decisions."""
    return compile_rules(from_snapshot(knowledge().snapshot))


@cache
def week() -> Programme:
    return first_week(rulebook(), facts(rulebook(), calm_record(), TODAY), TODAY)


@pytest.mark.hazard("decision_not_replayable")
@settings(max_examples=40)
@given(SEEDS, st.sampled_from(KINDS))
def test_a_decision_is_made_again_from_its_json_and_its_snapshot(seed: int, kind: Kind) -> None:
    """Through text and back, with the knowledge of its own snapshot: equal byte for byte."""
    rng = random.Random(seed)
    record = (
        random_record(rng, blank=rng.choice([0.0, 0.3])) if kind == "verdict" else calm_record()
    )
    for flag in rng.sample(sorted(knowledge().red_flags), rng.choice([0, 2])):
        record = record.clear(Clearance(flag, "Dr Ørsted", TODAY, "cleared", "ça va", order=5))
    if kind != "verdict":
        for name in rng.sample(sorted(record.answers), 3):
            record = record.tell(name, record.answers[name].value, TODAY, order=rng.randint(1, 9))
    as_of = TODAY + timedelta(days=rng.choice([0, 0, 1]))
    try:
        made = decide(rulebook(), kind, record, as_of, week() if kind == "review" else None)
    except NotReady:
        assert kind == "review"
        assert as_of > TODAY, "a check-in of today is not too old"
        return
    text = canonical(made.to_json())
    stored = Decision.from_json(json.loads(text))
    assert stored == made
    assert canonical(replay(remembered(), stored).to_json()) == text
    assert canonical(replay(rulebook(), stored).to_json()) == text


@pytest.mark.hazard("decision_not_replayable")
def test_the_order_of_answers_leaves_no_trace() -> None:
    """The same answers told in another order give the same bytes."""
    record = random_record(random.Random(3))
    turned = type(record)(dict(reversed(list(record.answers.items()))), record.clearances)
    there = decide(rulebook(), "verdict", turned, TODAY)
    assert canonical(decide(rulebook(), "verdict", record, TODAY).to_json()) == canonical(
        there.to_json()
    )


@pytest.mark.hazard("decision_not_replayable")
def test_a_snapshot_says_the_same_again() -> None:
    """Snapshot, read, snapshot: the same text, the same version, the same rules."""
    text = knowledge().snapshot
    assert from_snapshot(text).snapshot == text
    assert remembered().rules == rulebook().rules
    assert dict(remembered().columns) == dict(rulebook().columns)
    assert remembered().knowledge == knowledge()


@pytest.mark.hazard("decision_not_replayable")
def test_other_knowledge_does_not_replay() -> None:
    """A decision is never made again with rules it was not made with."""
    made = decide(rulebook(), "verdict", calm_record(), TODAY)
    data = {**made.to_json(), "knowledge_version": "another"}
    with pytest.raises(KnowledgeError, match="another"):
        replay(rulebook(), Decision.from_json(data))


@given(SEEDS)
def test_a_record_survives_json(seed: int) -> None:
    record = random_record(random.Random(seed)).clear(
        Clearance("child", "Dr Shah", TODAY, "not_cleared", order=3)
    )
    text = canonical(record_to_json(record))
    back = record_from_json(knowledge().findings, json.loads(text))
    assert dict(back.answers) == dict(record.answers)
    assert back.clearances == record.clearances


def test_a_programme_survives_json() -> None:
    assert read_programme(json.loads(canonical(dump(week())))) == week()
