"""Medicines, for a page: what goes badly together, each class for this person, what to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plumbline.care import medicines
from plumbline.care.cautions import Objection, treatment_objections
from plumbline.care.medicines import Combination, When
from plumbline.care.record import Facts
from plumbline.journal.modules import Modules
from plumbline.knowledge.schema import Finding, Source, Treatment
from plumbline.knowledge.schema.treatments import Medicine
from plumbline.logic.expression import columns
from plumbline.present.wording import fact
from plumbline.present.words import N_, _
from plumbline.web.case import Case
from plumbline.web.spoken import cited

HEADS: dict[When, str] = {
    "now": N_("Call now"),
    "today": N_("Ask today"),
    "next_time": N_("Ask next time"),
}
TO_DO: dict[When, str] = {
    "now": N_(
        "Call a pharmacist, your doctor or an advice line now, even if you feel well. Add nothing "
        "more on your own."
    ),
    "today": N_("Ask a pharmacist or your doctor today. A phone call is enough."),
    "next_time": N_("Tell a pharmacist or your doctor the next time you are there, or phone."),
}
TAKEN = ("takes_", "uses_")
"""What is taken is named so; the rest is about the person."""
THINNER = "blood_thinner"


@dataclass(frozen=True)
class Noticed:
    """One combination in words."""

    combination: Combination
    title: str
    head: str
    facts: tuple[str, ...]
    """What makes it so, or could: the lines of the tick lists."""
    to_do: str


@dataclass(frozen=True)
class Card:
    """One class of medicine for this person."""

    treatment: Treatment
    medicine: Medicine
    taken: bool
    sure: bool
    against: tuple[Objection | Combination, ...]
    """What is known to speak against it; for one that is taken, only that it is not meant for
    this pain, since the rest stands among the combinations."""
    unknown: int
    """How many things are not known yet that could speak against it."""
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Look:
    """The whole page."""

    to_ask: int
    """How many lists and questions are still to be answered."""
    begun: bool
    noticed: tuple[Noticed, ...]
    perhaps: tuple[Noticed, ...]
    cards: tuple[Card, ...]
    others: tuple[Card, ...]

    @property
    def soonest(self) -> When | None:
        return self.noticed[0].combination.when if self.noticed else None


@dataclass(frozen=True)
class Sheet:
    """What to take along to a pharmacist."""

    takes: tuple[str, ...]
    has: tuple[str, ...]
    unsure: tuple[str, ...]
    noticed: tuple[Noticed, ...]
    ask: tuple[tuple[Treatment, tuple[str, ...]], ...]


def crisis(case: Case) -> bool:
    """Whether crisis help comes first, and nothing about medicines beside it."""
    return Modules(case.book).crisis(case.today)


def known_of(case: Case) -> Facts:
    return case.book.standing(case.today).known


def look(case: Case) -> Look:
    """What the page shows today."""
    known, findings = known_of(case), case.knowledge.findings
    told = [_noticed(case, one) for one in medicines.combinations(case.rulebook, known)]
    cards = [_card(case, known, one) for one in medicines.medicines(case.rulebook)]
    asked = case.knowledge.topics[medicines.TOPIC].findings
    return Look(
        to_ask=len(_pages(findings, medicines.questions(case.rulebook, known))),
        begun=any(one.id not in known.not_asked for one in asked),
        noticed=tuple(one for one in told if one.combination.known),
        perhaps=tuple(one for one in told if not one.combination.known),
        cards=tuple(one for one in cards if one.taken),
        # What anybody can buy comes first: it is taken without asking.
        others=tuple(sorted((c for c in cards if not c.taken), key=_prescribed)),
    )


def _prescribed(card: Card) -> bool:
    return card.medicine.counter == "no"


def next_questions(case: Case) -> tuple[str, ...]:
    """The questions of the next page, or none where everything was asked."""
    asked = medicines.questions(case.rulebook, known_of(case))
    return next(iter(_pages(case.knowledge.findings, asked)), ())


def about_medicines(case: Case, names: Iterable[str]) -> bool:
    """Whether these questions are ones this page asks."""
    return set(names) <= _read(case)


def sheet(case: Case) -> Sheet:
    """What to take along: only what was told, in the words of the lists."""
    known, findings = known_of(case), case.knowledge.findings
    read = [findings[name] for name in findings if name in _read(case)]
    own = {one.id for one in case.knowledge.topics[medicines.PURPOSE].findings}
    yes = [one for one in read if known.values.get(one.id) is True and one.id not in own]
    held = medicines.cupboard(case.rulebook, known)
    seen = look(case)
    return Sheet(
        takes=tuple(fact(one) for one in yes if _is_taken(one)),
        has=tuple(fact(one) for one in yes if not _is_taken(one)),
        unsure=tuple(fact(one) for one in read if _could_not_say(known, one)),
        noticed=seen.noticed + seen.perhaps,
        ask=tuple((one.treatment, one.treatment.ask) for one in held if one.treatment.ask),
    )


def _is_taken(finding: Finding) -> bool:
    return finding.id.startswith(TAKEN) or finding.id == THINNER


def _could_not_say(known: Facts, finding: Finding) -> bool:
    asked = finding.id not in known.not_asked | known.not_applicable
    return finding.type == "boolean" and asked and known.values.get(finding.id) is None


def _read(case: Case) -> frozenset[str]:
    """Every finding that a rule of a medicine reads, or that says that it is taken."""
    book = case.rulebook
    names = [f"treatments/{one.id}/" for one in medicines.medicines(book)]
    rules = book.under(*names).values()
    topic = {one.id for one in case.knowledge.topics[medicines.TOPIC].findings}
    return book.behind(column for rule in rules for column in columns(rule)) | topic


def _pages(findings: Mapping[str, Finding], names: Iterable[str]) -> list[tuple[str, ...]]:
    """Questions as they are asked: those of one tick list together, in order."""
    pages: dict[str, list[str]] = {}
    for name in names:
        pages.setdefault(findings[name].list or f"/{name}", []).append(name)
    return [tuple(page) for page in pages.values()]


def _noticed(case: Case, one: Combination) -> Noticed:
    findings, treatments = case.knowledge.findings, case.knowledge.treatments
    return Noticed(
        combination=one,
        title=" + ".join(_(treatments[name].title) for name in (one.treatment, *one.others)),
        head=_(HEADS[one.when]),
        facts=tuple(fact(findings[name]) for name in one.because),
        to_do=_(TO_DO[one.when]),
    )


def _card(case: Case, known: Facts, treatment: Treatment) -> Card:
    held = {one.treatment.id: one for one in medicines.cupboard(case.rulebook, known)}
    taken = held.get(treatment.id)
    rules = treatment_objections(case.rulebook, known, treatment.id)
    meant = medicines.not_meant(case.rulebook, known)
    against = (
        tuple(one for one in meant if one.treatment == treatment.id)
        if taken
        else tuple(one for one in rules if one.known)
    )
    bases = [use.basis for use in treatment.uses] + [one.basis for one in treatment.harms]
    sources = cited(case.knowledge, [name for basis in bases for name in basis.sources])
    if treatment.medicine is None:
        raise KeyError(treatment.id)
    return Card(
        treatment=treatment,
        medicine=treatment.medicine,
        taken=taken is not None,
        sure=taken is None or taken.sure,
        against=against,
        unknown=0 if taken else len([one for one in rules if not one.known]),
        sources=tuple(sources),
    )
