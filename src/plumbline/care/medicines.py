"""What somebody takes, what of it goes badly together, and what to ask about it.

There is no table of interactions: what speaks against a medicine is in its own file, and a
combination is one of those rules that holds for a medicine which is taken. A medicine never
speaks against itself. Where a pain is, and how old, is what a medicine is for; it is never a
combination.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from plumbline.care.intake import askable
from plumbline.care.record import Facts
from plumbline.knowledge.schema import Basis, Caution, Treatment
from plumbline.logic.expression import Expression, columns
from plumbline.logic.reasons import carried_by
from plumbline.logic.reference import evaluate
from plumbline.logic.rulebook import Rulebook
from plumbline.logic.schema import Value

TOPIC = "medicines"
"""The findings that are asked of everybody who looks at medicines: silence is not safety."""
PURPOSE = "pain"
"""The findings that say what a medicine would be for."""
When = Literal["now", "today", "next_time"]
Level = Literal["absolute", "relative", "caution"]
_LEVELS: tuple[Level, ...] = ("absolute", "relative", "caution")


@dataclass(frozen=True, slots=True)
class Taken:
    """A medicine that somebody takes, or cannot say whether they take."""

    treatment: Treatment
    finding: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Combination:
    """A medicine that is taken, with what it goes badly together with."""

    treatment: str
    """The medicine whose rule says so."""
    others: tuple[str, ...]
    """Other medicines with a file of their own that are part of it."""
    because: tuple[str, ...]
    """The findings that make it so, or could, beside the medicine itself."""
    level: Level
    say: str
    known: bool
    """False where it only cannot be ruled out."""
    rules: tuple[str, ...]
    """Where it stands: `treatments/nsaid_oral/anticoagulant_use`. The first is the one said."""
    basis: Basis

    @property
    def when(self) -> When:
        """How soon to ask a pharmacist or a doctor about it."""
        if self.level == "caution" or (self.level == "relative" and not self.known):
            return "next_time"
        return "now" if self.level == "absolute" and self.known else "today"


def medicines(rulebook: Rulebook) -> tuple[Treatment, ...]:
    """Every medicine with a file of its own, in the order of the files."""
    return tuple(one for one in rulebook.knowledge.treatments.values() if one.medicine)


def cupboard(rulebook: Rulebook, known: Facts) -> tuple[Taken, ...]:
    """The medicines that are taken, and those of which the person could not say."""
    return tuple(
        Taken(one, one.medicine.taken, known.values.get(one.medicine.taken) is True)
        for one in medicines(rulebook)
        if one.medicine and one.medicine.taken and _in_cupboard(known, one.medicine.taken)
    )


def _in_cupboard(known: Facts, finding: str) -> bool:
    """Taken, or asked and not known. What was never asked is asked first."""
    value = known.values.get(finding)
    return value is True or (value is None and finding not in known.not_asked)


def combinations(rulebook: Rulebook, known: Facts) -> tuple[Combination, ...]:
    """What goes badly together among what is taken and with the person's illnesses, or cannot be
    ruled out; what is known comes first, then the strictest."""
    purpose = _purpose(rulebook)
    found = [
        one
        for taken in cupboard(rulebook, known)
        for one in _against(rulebook, known, taken)
        if not set(one.because) <= purpose
    ]
    return tuple(sorted(_once(rulebook, found), key=_place))


def not_meant(rulebook: Rulebook, known: Facts) -> tuple[Combination, ...]:
    """Rules of medicines that are taken which say that they are not meant for this pain."""
    purpose = _purpose(rulebook)
    return tuple(
        one
        for taken in cupboard(rulebook, known)
        for one in _against(rulebook, known, taken)
        if one.known and set(one.because) <= purpose
    )


def questions(rulebook: Rulebook, known: Facts) -> tuple[str, ...]:
    """What to ask somebody who looks at medicines, in the order to ask. The lists are asked of
    everybody; the rest only where a medicine that is taken, or sold to anybody, hangs on it."""
    own = [one for one in rulebook.knowledge.topics[TOPIC].findings if not _on_the_skin(one.list)]
    wanted = dict.fromkeys(one.id for one in own)
    wanted.update(dict.fromkeys(_hanging(rulebook, known)))
    return tuple(askable(rulebook, known, (name for name in wanted if name in known.unanswered)))


def _on_the_skin(tick_list: str | None) -> bool:
    """Whether it is about the place of a cream, which is asked where one is used."""
    return tick_list == "skin_there"


def _hanging(rulebook: Rulebook, known: Facts) -> list[str]:
    """The findings behind undecided rules, in the order of the findings' files."""
    taken = {one.treatment.id for one in cupboard(rulebook, known)}
    names: set[str] = set()
    for one in medicines(rulebook):
        sold = one.medicine is not None and one.medicine.counter != "no"
        for name, caution in _rules(one):
            counts = one.id in taken or (sold and caution.scope == "systemic")
            if counts and known.outcomes[name] is None:
                names |= rulebook.behind(columns(rulebook.rules[name]))
    return [name for name in rulebook.knowledge.findings if name in names]


def _rules(treatment: Treatment) -> Iterator[tuple[str, Caution]]:
    for caution in treatment.contraindications:
        yield f"treatments/{treatment.id}/{caution.id}", caution


def _purpose(rulebook: Rulebook) -> frozenset[str]:
    return frozenset(one.id for one in rulebook.knowledge.topics[PURPOSE].findings)


def _against(rulebook: Rulebook, known: Facts, taken: Taken) -> Iterator[Combination]:
    """Every rule of one medicine that holds, or may hold, by more than its being taken."""
    values = {**known.values, taken.finding: True}
    others = {one.finding: one.treatment.id for one in cupboard(rulebook, known)}
    for name, caution in _rules(taken.treatment):
        because, holds = _beside(rulebook, rulebook.rules[name], values, taken.finding)
        if not because:
            continue
        yield Combination(
            treatment=taken.treatment.id,
            others=tuple(sorted(others[one] for one in because if one in others)),
            because=tuple(one for one in rulebook.knowledge.findings if one in because),
            level=caution.level,
            say=caution.say,
            known=holds and taken.sure,
            rules=(name,),
            basis=caution.basis,
        )


def _beside(
    rulebook: Rulebook, rule: Expression, values: Mapping[str, Value], own: str
) -> tuple[frozenset[str], bool]:
    """What makes a rule hold beside the medicine itself, and whether it is known to hold."""
    outcome = evaluate(rule, values)
    if outcome is False:
        return frozenset(), False
    carried = rulebook.behind(carried_by(rule, values)) - {own}
    if outcome and carried:
        return carried, True
    if outcome and evaluate(rule, {**values, own: False}) is False:
        return frozenset(), False
    read = rulebook.behind(columns(rule))
    return frozenset(name for name in read if values.get(name) is None) - {own}, False


def _once(rulebook: Rulebook, found: Iterable[Combination]) -> list[Combination]:
    """Two medicines that name each other are one combination, at the stricter level."""
    kept: list[Combination] = []
    for one in sorted(found, key=_place):
        for number, other in enumerate(kept):
            if other.known == one.known and _the_same(rulebook, one, other):
                kept[number] = replace(other, rules=(*other.rules, *one.rules))
                break
        else:
            kept.append(one)
    return kept


def _the_same(rulebook: Rulebook, one: Combination, other: Combination) -> bool:
    pair = {one.treatment, other.treatment}
    if len(pair) < 2 or one.treatment not in other.others or other.treatment not in one.others:
        return False
    medicine = rulebook.knowledge.treatments[other.treatment].medicine
    # Whatever else makes the milder one so has to be said as well.
    return medicine is not None and one.because == (medicine.taken,)


def _place(one: Combination) -> tuple[bool, int]:
    return not one.known, _LEVELS.index(one.level)
