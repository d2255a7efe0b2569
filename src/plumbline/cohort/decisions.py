"""The decisions of one person as terms over a row: what `care` decides, for a table.

Each part says which function of `care` it follows; the tests hold them equal, row for row.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from plumbline.care.pathway import STEPS
from plumbline.care.patterns import Band
from plumbline.cohort.facts import FactColumns
from plumbline.cohort.terms import (
    NULL,
    Filled,
    Literal,
    Ref,
    Score,
    Term,
    both,
    either,
    named,
    negated,
    outcome,
    pick,
    unknown,
    yes,
)
from plumbline.cohort.urgency import Weighed, weigh
from plumbline.errors import KnowledgeError
from plumbline.knowledge.schema import Instrument, NextStep, Pattern
from plumbline.logic.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Decided:
    """Layers that come after the facts, and what is written."""

    layers: tuple[Mapping[str, Term], ...]
    outputs: Mapping[str, Term]


def decisions(rulebook: Rulebook, known: FactColumns) -> Decided:
    """Every decision of a row, from its facts."""
    weighed: Weighed = weigh(rulebook, known)
    bands = {p.id: _held_bands(known, p) for p in rulebook.knowledge.patterns.values()}
    outputs: dict[str, Term] = {**weighed.outputs}
    for name, held in bands.items():
        outputs[f"pattern_{name}"] = pick(
            [(condition, Literal(band)) for band, condition in held], Literal("cannot_say")
        )
    for instrument in rulebook.knowledge.instruments.values():
        outputs |= _score(known, instrument)
    outputs |= _course(rulebook, known)
    outputs |= _next_step(rulebook, known, weighed, bands)
    return Decided(weighed.layers, {name: named(term) for name, term in outputs.items()})


_HeldBands = list[tuple[Band, Term]]


def _held_bands(known: FactColumns, pattern: Pattern) -> _HeldBands:
    """The bands of a pattern, each with the condition that its rule is the first that is true."""
    held: _HeldBands = []
    for index, band in enumerate(pattern.bands):
        held.append((band.band, yes(outcome(known.rule(f"patterns/{pattern.id}/bands/{index}")))))
    return held


def _score(known: FactColumns, instrument: Instrument) -> Mapping[str, Term]:
    """As `care.instruments.score`: nothing where the table has none of the items."""
    fixed = known.forms["now"].fixed
    items = tuple(item for item in instrument.items if item not in fixed)
    if not items:
        return {}
    whole = len(items) == len(instrument.items)
    named = instrument.id
    found: dict[str, Term] = {f"answered_{named}": Filled(items)}
    if instrument.score != "rule":
        blanks_count = instrument.score == "mean" or instrument.blank_as_zero
        needs = instrument.needs if blanks_count else len(instrument.items)
        possible = whole or blanks_count
        total = Score(items, max(needs, instrument.needs), instrument.score == "mean")
        found[f"score_{named}"] = total if possible else Literal(None)
    rules = [
        (yes(outcome(known.rule(f"instruments/{named}/{rule.id}"))), Literal(rule.id))
        for rule in instrument.rules
        if rule.basis.status != "unverified"
    ]
    if rules:
        found[f"group_{named}"] = pick(rules, NULL)
    return found


def _course(rulebook: Rulebook, known: FactColumns) -> Mapping[str, Term]:
    """As `care.prognosis.prognosis`: the first course whose rule is true."""
    cases = [
        (yes(outcome(known.rule(f"courses/{course}"))), Literal(course))
        for course in rulebook.knowledge.courses
    ]
    return {"course": pick(cases, NULL)}


def _next_step(
    rulebook: Rulebook, known: FactColumns, weighed: Weighed, bands: Mapping[str, _HeldBands]
) -> Mapping[str, Term]:
    """As `care.pathway.review_step`: safety first, then the first file that holds, and of its
    level one whose pattern is likely before one whose pattern is only possible."""
    files = sorted(rulebook.knowledge.next_steps.values(), key=lambda file: file.order)
    choices = [_Choice.of(known, file, bands) for file in files]
    look_first = [choice for choice in choices if choice.file.level == "look_first"]
    fallback = [choice for choice in choices if choice.file.level == "cannot_tell"]
    if not look_first or not fallback:
        raise KnowledgeError("next_steps: no file for look_first or cannot_tell")
    chosen = pick(
        [
            (choice.holds, _of_level(choice, [c for c in choices if c.level == choice.level]))
            for choice in choices
        ],
        Literal(fallback[0].file.id),
    )
    allowed = Ref(weighed.allowed)
    barred = [(weighed.must_look, NULL), (negated(allowed), Literal(look_first[0].file.id))]
    step = pick(barred, chosen)
    held = [(choice.holds, Literal(choice.level)) for choice in choices]
    levels = pick(held, Literal(fallback[0].level))
    level = pick([(negated(allowed), Literal("look_first"))], levels)
    return {"step_level": level, "step": step}


@dataclass(frozen=True, slots=True)
class _Choice:
    """One file of next steps: whether it fits and holds, and whether its pattern is likely."""

    file: NextStep
    holds: Term
    likely: Term

    @property
    def level(self) -> str:
        return self.file.level

    @staticmethod
    def of(known: FactColumns, file: NextStep, bands: Mapping[str, _HeldBands]) -> "_Choice":
        rule = outcome(known.rule(f"{STEPS}{file.id}"))
        holds = either([yes(rule), unknown(rule)]) if file.when_unknown == "holds" else yes(rule)
        likely = either(_in_band(bands[name], "likely") for name in file.patterns)
        possible = either(_in_band(bands[name], "possible") for name in file.patterns)
        if file.patterns:
            fits = likely if file.fits == "likely" else either([likely, possible])
            holds = both([holds, fits])
        return _Choice(file, holds, likely)


def _in_band(held: _HeldBands, wanted: Band) -> Term:
    """Whether the first rule of a pattern that is true gives this band."""
    earlier: list[Term] = []
    found: list[Term] = []
    for band, condition in held:
        if band == wanted:
            found.append(both([condition, *map(negated, earlier)]))
        earlier.append(condition)
    return either(found)


def _of_level(first: _Choice, alike: list[_Choice]) -> Term:
    """The file told where `first` is the first that holds: one of its level that is likely, or
    itself."""
    likely = [(both([each.holds, each.likely]), Literal(each.file.id)) for each in alike]
    return pick(likely, Literal(first.file.id))
