"""What the physical tests say, as JSON for other programs: stable names, plain values."""

from typing import Any

from plumbline.care.battery import Battery, Item
from plumbline.care.impairments import ChainState, Change, Priority, Reading, SideState
from plumbline.care.impairments.offers import Offer
from plumbline.care.record import Facts
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Norm, Number, PhysicalTest
from plumbline.present import assessment as words
from plumbline.present.words import _

Json = dict[str, Any]
MAY_TRAIN = ("open", "ask_pain", "pain_high")
"""Gates that only speak of testing: training may go on."""
DIGITS = 4
"""Enough for a probability or a state; the same on machines that round differently."""


def assessment(
    knowledge: Knowledge, known: Facts, today: Battery, changed: tuple[Change, ...]
) -> Json:
    """All that is said of the tests, and what could be tested next."""
    found = today.assessment
    return {
        "as_of": found.as_of.isoformat(),
        "limits": _(knowledge.impairments.limits),
        "train_first": [_priority(knowledge, today, priority) for priority in found.priorities],
        "chains": [_chain(knowledge, state) for state in found.chains],
        "sides": [_sides(knowledge, state) for state in found.sides],
        "changes": [_change(knowledge, change) for change in changed],
        "stopped_by_pain": [
            {"test": each.test, "side": each.side, "on": each.on.isoformat()}
            for each in found.stopped
        ],
        "responses": [
            {"test": test.id, "response": known.values.get(test.results[0].value)}
            for test in knowledge.tests.values()
            if test.measure == "response"
        ],
        "readings": [_reading(knowledge, reading) for reading in found.readings],
        "gate": today.gate,
        "next_test": today.next,
        "worth_testing": [_offer(knowledge, offer) for offer in worth(today)],
        "battery": [_item(item) for item in today.items],
        "knowledge_version": knowledge.version,
    }


def worth(today: Battery) -> tuple[Offer, ...]:
    """The tests worth offering: none while testing is not right today."""
    return today.offered if today.gate in ("open", "ask_pain") else ()


def tests(knowledge: Knowledge) -> list[Json]:
    """Every test: what it takes, where its results go, and whose norms it has."""
    return [_test(test) for test in knowledge.tests.values()]


def _offer(knowledge: Knowledge, offer: Offer) -> Json:
    return {
        "test": offer.test,
        "title": _(knowledge.tests[offer.test].title),
        "changes_probability": round(offer.changes, DIGITS),
        "settles": round(offer.settles, DIGITS),
        "minutes": offer.minutes,
    }


def _item(item: Item) -> Json:
    return {
        "test": item.test,
        "state": item.state,
        "due": item.due.isoformat() if item.due else None,
        "minutes": item.minutes,
        "against": [
            {"rule": each.rule, "level": each.level, "known": each.known} for each in item.against
        ],
    }


def _test(test: PhysicalTest) -> Json:
    return {
        "id": test.id,
        "title": _(test.title),
        "battery": test.battery,
        "minutes": test.minutes,
        "measure": test.measure,
        "unit": test.unit or None,
        "better": test.better,
        "cap": test.cap,
        "attempts": test.attempts,
        "stands_in_for": test.stands_in_for,
        "results": [
            {"side": result.side, "value": result.value, "pain": result.pain}
            for result in test.results
        ],
        "norms": [_norm(norm) for norm in usable(test)],
        "retest_days": test.retest_days,
        "status": test.basis.status,
        "sources": list(test.basis.sources),
    }


def usable(test: PhysicalTest) -> list[Norm]:
    """The norms that were checked; one that waits is neither shown nor used."""
    return [norm for norm in test.norms if norm.basis.status != "unverified"]


def _norm(norm: Norm) -> Json:
    return {
        "sample": _(norm.sample),
        "sex": norm.sex,
        "age_from": norm.age_from,
        "age_to": norm.age_to,
        "status": norm.basis.status,
        "sources": list(norm.basis.sources),
    }


def _priority(knowledge: Knowledge, today: Battery, priority: Priority) -> Json:
    chain = knowledge.chains[priority.chain]
    return {
        "rule": priority.rule,
        "chain": priority.chain,
        "side": priority.side,
        "kind": priority.kind,
        "title": words.chain_name(chain, priority.side),
        "probability": round(priority.probability, DIGITS),
        "test": priority.test,
        "reason": words.reason(knowledge, today.assessment, priority),
        "train": _(chain.train) if today.gate in MAY_TRAIN else None,
    }


def _chain(knowledge: Knowledge, state: ChainState) -> Json:
    chain = knowledge.chains[state.chain]
    known = state.says not in ("not_tested", "no_norm")
    return {
        "chain": state.chain,
        "side": state.side,
        "quality": chain.quality,
        "title": words.chain_name(chain, state.side),
        "says": state.says,
        # Without a norm of the person's own kind, a place among other people would be made up.
        "mean_sd": round(state.mean, DIGITS) if known else None,
        "low_sd": round(state.low, DIGITS) if known else None,
        "high_sd": round(state.high, DIGITS) if known else None,
        "deficit_probability": round(state.deficit, DIGITS) if known else None,
        "norms": [
            {"test": test, **_norm(knowledge.tests[test].norms[place])}
            for test, place in state.norms
        ],
        "tests": sorted({reading.test for reading in state.readings}),
    }


def _sides(knowledge: Knowledge, state: SideState) -> Json:
    return {
        "test": state.test,
        "title": _(knowledge.tests[state.test].title),
        "chain": state.chain,
        "says": state.says,
        "weaker": state.weaker,
        "probability": None if state.probability is None else round(state.probability, DIGITS),
        "days": [
            {
                "on": day.on.isoformat(),
                "left": day.left,
                "right": day.right,
                "beyond_noise": day.beyond,
            }
            for day in state.days
        ],
    }


def _change(knowledge: Knowledge, change: Change) -> Json:
    noise = change.noise
    checked = noise is not None and noise.basis.status != "unverified"
    return {
        "test": change.test,
        "side": change.side,
        "since": change.since.isoformat(),
        "on": change.on.isoformat(),
        "before": change.before,
        "now": change.now,
        "noise": _number(noise) if noise and checked else None,
        "more_than_noise": change.real,
        "better": change.better,
        "says": words.change(knowledge, change),
    }


def _number(number: Number) -> Json:
    return {
        "value": number.value,
        "unit": number.unit,
        "status": number.basis.status,
        "sources": list(number.basis.sources),
    }


def _reading(knowledge: Knowledge, reading: Reading) -> Json:
    return {
        "test": reading.test,
        "side": reading.side,
        "on": reading.on.isoformat(),
        "value": reading.value,
        "unit": knowledge.tests[reading.test].unit or None,
        "attempts": reading.attempts,
        "at_cap": reading.capped,
    }
