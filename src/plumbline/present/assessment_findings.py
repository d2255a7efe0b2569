"""What stands beside the levels: muscles on the body map, how pain answered to movement, and the
published bands a result falls into."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plumbline.care.impairments import Assessment, Reading
from plumbline.care.impairments.model import LevelSays
from plumbline.care.impairments.scale import Person
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Band, Chain, PhysicalTest, Side
from plumbline.knowledge.schema.testing import chain_sides
from plumbline.logic.schema import Value
from plumbline.present import wording
from plumbline.present.assessment import (
    chain_name,
    is_capped,
    level,
    of_side,
    result,
    test_name,
)
from plumbline.present.body_map import Kind, Mark
from plumbline.present.words import N_, _

_KIND: Mapping[LevelSays, Kind] = {
    "probably_low": "low",
    "not_clear": "unclear",
    "probably_not": "fine",
}
_MATTERS: tuple[Kind, ...] = ("low", "side", "unclear", "fine")
"""A muscle that belongs to several chains is drawn as the first of these that holds."""
_MOVES = {
    "flexion": N_("Bending forward"),
    "extension": N_("Leaning back"),
}
_RESPONSE = {
    "spread": N_("%(move)s ten times sent your pain further out, or to a new place."),
    "worse": N_("%(move)s ten times made your pain stronger where it was."),
    "same": N_("%(move)s ten times made no difference to your pain."),
    "better": N_("%(move)s ten times eased your pain."),
    "centralised": N_("%(move)s ten times drew your pain back towards your spine."),
}
_FOLLOWS = {
    "spread": N_(
        "So we leave exercises of this direction out of your plan for now. The next test may show "
        "something else."
    ),
    "worse": N_(
        "So we leave exercises of this direction out of your plan for now. The next test may show "
        "something else."
    ),
    "same": N_("Nothing follows from that for your plan."),
    "better": N_("That is a good sign: movements of this direction suit you at the moment."),
    "centralised": N_(
        "That is a good sign. Movements of this direction come first when your plan is made."
    ),
}

Marks = Mapping[tuple[str, Side | None], Mark]


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing that is said of a chain and side."""

    chain: Chain
    side: Side | None
    kind: Kind
    words: str


def marks(knowledge: Knowledge, assessment: Assessment) -> Marks:
    """The body map's marks: a muscle is drawn as the chain it is trained in, never by itself."""
    found: dict[tuple[str, Side | None], list[_Said]] = {}
    for said in _said(knowledge, assessment):
        for muscle in said.chain.muscles:
            paired = knowledge.muscles[muscle].paired
            sides = chain_sides(said.chain) if said.side is None else (said.side,)
            for side in sides if None not in sides else ("left", "right"):
                found.setdefault((muscle, side if paired else None), []).append(said)
    return {at: _mark(knowledge, at, told) for at, told in found.items()}


def response(test: PhysicalTest, answer: str) -> tuple[str, str]:
    """How pain answered to a repeated movement, and what follows for the plan."""
    move = _(_MOVES.get(test.direction, N_("Moving like this")))
    return _(_RESPONSE[answer]) % {"move": move}, _(_FOLLOWS[answer])


def measured(knowledge: Knowledge, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The results among some answers, one line each; what pain stopped is told as that."""
    lines: list[str] = []
    for name, value in values.items():
        test = knowledge.test_findings.get(name)
        if test is None:
            continue
        at = next(each for each in test.results if name in (each.value, each.pain))
        told = {"test": test_name(test, at.side)}
        if name == at.pain:
            lines += [_("%(test)s: stopped because of pain") % told] if value is True else []
        elif isinstance(value, int | float):
            said = result(test, value, is_capped(test, value))
            lines.append(_("%(test)s: %(result)s") % {**told, "result": said})
        elif value is not None:
            said = wording.value(knowledge.findings[name], value)
            lines.append(_("%(test)s: %(result)s") % {**told, "result": said})
    return tuple(lines)


def bands(test: PhysicalTest, reading: Reading, person: Person) -> tuple[Band, ...]:
    """The published bands that a result falls into, for people of this age and sex only."""
    return tuple(
        band
        for band in test.bands
        if band.basis.status != "unverified"
        and person.age is not None
        and band.age_from <= person.age <= band.age_to
        and band.sex in (None, person.sex)
        and (band.at_least is None or reading.value >= band.at_least)
        and (band.at_most is None or reading.value <= band.at_most)
    )


def _said(knowledge: Knowledge, assessment: Assessment) -> Iterator[_Said]:
    """Everything that is said of a chain and side."""
    for state in assessment.chains:
        if state.says in _KIND:
            chain = knowledge.chains[state.chain]
            yield _Said(chain, state.side, _KIND[state.says], level(state.says))
    for uneven in assessment.sides:
        if uneven.says == "differs" and uneven.chain is not None:
            words = _("lower than the other side")
            yield _Said(knowledge.chains[uneven.chain], uneven.weaker, "side", words)


def _mark(knowledge: Knowledge, at: tuple[str, Side | None], told: list[_Said]) -> Mark:
    muscle, side = at
    kind: Kind = next(kind for kind in _MATTERS if any(said.kind == kind for said in told))
    lines = dict.fromkeys(f"{chain_name(said.chain, said.side)}: {said.words}." for said in told)
    return Mark(kind, " ".join([f"{of_side(_(knowledge.muscles[muscle].title), side)}.", *lines]))
