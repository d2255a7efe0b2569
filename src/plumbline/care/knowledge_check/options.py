"""Do treatments, conditions and claims name what there is, and is each told as it must be?"""

from collections.abc import Iterable, Iterator
from typing import get_args

from plumbline.care.knowledge_check.walk import Finder, Place
from plumbline.knowledge import Knowledge, Problem
from plumbline.knowledge.schema import ClaimFile, Condition, SecondOpinion, Treatment, Use
from plumbline.knowledge.schema import claims as schema

PAGES: tuple[str, ...] = get_args(schema.Page)


def check_treatment(knowledge: Knowledge, treatment: Treatment, at: Finder) -> Iterator[Problem]:
    """What a treatment names exists, and one that is offered is told whole."""
    for index, group in enumerate(treatment.also):
        if group not in knowledge.treatments:
            yield at(("also", index), f"the treatment {group} does not exist")
        elif group == treatment.id or knowledge.treatments[group].also:
            yield at(("also", index), f"{group} must be a group of its own contraindications only")
    trial = treatment.self_trial
    if trial and trial not in knowledge.trials:
        yield at(("self_trial",), f"the trial {trial} does not exist")
    medicine = treatment.medicine
    if medicine and medicine.taken and medicine.taken not in knowledge.findings:
        yield at(("medicine", "taken"), f"the finding {medicine.taken} does not exist")
    for index, use in enumerate(treatment.uses):
        yield from _use(knowledge, use, ("uses", index), at)
    if treatment.uses:
        yield from _whole(treatment, at)


def _use(knowledge: Knowledge, use: Use, place: Place, at: Finder) -> Iterator[Problem]:
    for index, pattern in enumerate(use.patterns):
        if pattern not in knowledge.patterns:
            yield at((*place, "patterns", index), f"the pattern {pattern} does not exist")
    rows = [u.row for t in knowledge.treatments.values() for u in t.uses]
    if rows.count(use.row) > 1:
        yield at((*place, "row"), f"the row {use.row} stands in the files more than once")
    shown = [e for e in use.effects if e.number.basis.status != "unverified" and not e.not_shown]
    sourced = use.basis.status in ("verified", "secondary")
    if use.verdict in ("helps", "helps_a_little") and not (shown or use.out_of or sourced):
        yield at((*place, "verdict"), "says that it helps without a number or a source")


def _whole(treatment: Treatment, at: Finder) -> Iterator[Problem]:
    """What is offered to people is told with its harms, questions and classes."""
    wanted = ("family", "harms", "ask", "classes", "fair_trial")
    for field in wanted:
        if not getattr(treatment, field):
            yield at((field,), "is missing, though the treatment is offered")
    if treatment.family == "medicine" and treatment.medicine is None:
        yield at(("medicine",), "is missing, though it is a medicine")


def check_condition(knowledge: Knowledge, condition: Condition, at: Finder) -> Iterator[Problem]:
    """What a condition names exists."""
    for field in ("patterns", "red_flags", "treatments", "exercises", "modules"):
        there: Iterable[str] = getattr(knowledge, field)
        for index, name in enumerate(getattr(condition, field)):
            if name not in there:
                yield at((field, index), f"{name} does not exist")
    if (condition.drawing is None) != (condition.drawing_says is None):
        yield at(("drawing",), "a drawing and what it shows go together")


def check_opinion(knowledge: Knowledge, sheet: SecondOpinion, at: Finder) -> Iterator[Problem]:
    """What a sheet names exists, and each procedure that can match says so."""
    for index, urgent in enumerate(sheet.urgent):
        for number, flag in enumerate(urgent.red_flags):
            if flag not in knowledge.red_flags:
                place = ("urgent", index, "red_flags", number)
                yield at(place, f"the red flag {flag} does not exist")
    for index, procedure in enumerate(sheet.procedures):
        here: Place = ("procedures", index)
        treatment = knowledge.treatments.get(procedure.treatment or "")
        if procedure.treatment and treatment is None:
            yield at((*here, "treatment"), f"the treatment {procedure.treatment} does not exist")
        rows = {use.row for use in treatment.uses} if treatment else set[str]()
        for number, row in enumerate(procedure.rows):
            if row not in rows:
                yield at((*here, "rows", number), f"{procedure.treatment} has no row {row}")
        if (procedure.matches_when is None) != (procedure.matches_say is None):
            yield at((*here, "matches_say"), "a match and what is said of it go together")


def check_claims(knowledge: Knowledge, file: ClaimFile, at: Finder) -> Iterator[Problem]:
    """Every claim lives somewhere, once, and every contradiction names claims there are."""
    every = [claim.id for each in knowledge.claim_files.values() for claim in each.claims]
    for index, claim in enumerate(file.claims):
        if every.count(claim.id) > 1:
            yield at(("claims", index, "id"), f"the claim {claim.id} stands here more than once")
        yield from _place(knowledge, claim.place, ("claims", index, "place"), at)
    for index, contradiction in enumerate(file.contradictions):
        here: Place = ("contradictions", index)
        yield from _place(knowledge, contradiction.place, (*here, "place"), at)
        for number, name in enumerate(contradiction.claims):
            if name not in every:
                yield at((*here, "claims", number), f"the claim {name} does not exist")


def _place(
    knowledge: Knowledge, place: schema.Place, where: Place, at: Finder
) -> Iterator[Problem]:
    there: Iterable[str] = PAGES if place.kind == "page" else getattr(knowledge, place.kind)
    if place.id not in there:
        yield at((*where, "id"), f"{place.kind} has no {place.id}")
