"""Treatments for a page: what fits, what comes first, and one treatment whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from plumbline.care.treatment_options import (
    Comparison,
    Option,
    Order,
    alike,
    comparisons,
    on_own_scale,
    options,
    ordered,
    points,
    shown,
    shown_counts,
)
from plumbline.journal.beside import Beside, Companion
from plumbline.knowledge.schema import Basis, Effect, OutOf, Source, Treatment
from plumbline.present import treatment_words as words
from plumbline.present.icon_array import Counts, icon_array
from plumbline.present.own_scale import Moved, in_words, own_scale
from plumbline.present.words import N_, _
from plumbline.web.case import Case
from plumbline.web.spoken import cited

KIND = "treatments/"
ORDERS: Mapping[Order, str] = {
    "benefit": N_("how much it helps"),
    "certainty": N_("how sure that is"),
    "effort": N_("how little effort"),
    "cost": N_("how little it costs"),
    "harm": N_("how little harm"),
}
PAIN = ("pain_day_nrs", "pain_now_nrs", "pain_usual_nrs")
"""The person's own pain, the newest word of it first."""
PHONE, WIDE = 300, 440


@dataclass(frozen=True)
class Row:
    """One option in the comparison; `says` and `drawn` where it has a number of that kind."""

    option: Option
    name: str
    says: str
    drawn: str
    effect: Effect | None


@dataclass(frozen=True)
class Looked:
    """All treatments for one person, those that fit first."""

    safety_first: bool
    """Questions about safety are open."""
    see_someone: bool
    """A sign is open that somebody should look at: nothing is offered."""
    rows: tuple[Row, ...]
    order: Order
    kinds: tuple[Comparison, ...]
    kind: Comparison | None
    asks: tuple[Row, ...]
    clear_first: tuple[Row, ...]
    not_for_you: tuple[Row, ...]
    untested: tuple[Row, ...]
    unproven: tuple[Row, ...]
    no_effect: tuple[Row, ...]
    other_kind: tuple[Row, ...]
    pain: int | None
    beside: tuple[Companion, ...]


def look(case: Case, order: str, kind: str) -> Looked:
    """Every treatment for this person; `order` and `kind` as the page's form sends them."""
    standing = case.book.standing(case.today)
    waits = bool(standing.triage.open_flags) or not standing.triage.exercise_allowed
    found = options(case.rulebook, standing.known, standing.patterns)
    offered = () if waits else tuple(one for one in found if one.offered)
    kinds = comparisons(offered)
    place = int(kind) if kind.isdigit() and int(kind) < len(kinds) else 0
    chosen = kinds[place] if kinds else None
    by: Order = next((name for name in get_args(Order) if name == order), "benefit")
    pain = own_pain(case)

    def rows(which: Iterable[Option]) -> tuple[Row, ...]:
        return tuple(_row(case, one, chosen, pain) for one in which)

    rest = [one for one in found if not one.offered]
    safe = [one for one in rest if one.state in ("open", "caution")]
    suits = [one for one in rest if one.fit in ("fits", "may_fit")]
    return Looked(
        safety_first=standing.next_page is not None and not standing.triage.exercise_allowed,
        see_someone=bool(standing.triage.open_flags),
        rows=rows(ordered(offered, by, chosen)),
        order=by,
        kinds=kinds,
        kind=chosen,
        asks=rows(one for one in suits if one.state == "ask"),
        clear_first=rows(one for one in suits if one.state == "clear_first"),
        not_for_you=rows(one for one in rest if one.state == "not_for_you"),
        untested=rows(one for one in safe if one.fit == "no_evidence"),
        unproven=rows(one for one in safe if one.fit == "unproven"),
        no_effect=rows(one for one in rest if one.fit == "no_effect"),
        other_kind=rows(one for one in safe if one.fit == "other_kind"),
        pain=pain,
        beside=Beside(case.book).now(case.today),
    )


def own_pain(case: Case) -> int | None:
    """The person's pain on 0 to 10 as they told it last."""
    values = case.book.standing(case.today).known.values
    told = (values.get(name) for name in PAIN)
    return next((value for value in told if isinstance(value, int)), None)


def _row(case: Case, one: Option, kind: Comparison | None, pain: int | None) -> Row:
    effect = alike(one.use, kind) if kind else None
    name = name_of(case, one.treatment)
    drawn = _drawn(effect, pain, f"row-{name}", PHONE) if effect else ""
    return Row(one, name, words.effect(effect) if effect else "", drawn, effect)


def _drawn(effect: Effect, pain: int | None, name: str, width: int) -> str:
    found = on_own_scale(effect, pain) if pain is not None else None
    if found is None:
        return ""
    moved = Moved(found.now, found.then, found.low, found.high)
    title = _("On your own scale from 0 to 10")
    return own_scale(moved, title=title, width=width, name=name)


def name_of(case: Case, treatment: Treatment) -> str:
    """What its address calls it: nothing of somebody's health stands in an address."""
    return case.session.name_for(f"{KIND}{treatment.id}")


def named(case: Case, name: str) -> Treatment | None:
    """The treatment that an address of this session means."""
    thing = case.session.opaque.get(name, "")
    if not thing.startswith(KIND):
        return None
    found = case.knowledge.treatments.get(thing.removeprefix(KIND))
    return found if found and found.uses else None


@dataclass(frozen=True)
class Picture:
    """A picture with the sentence that says the same."""

    drawn: str
    says: str
    basis: Basis


@dataclass(frozen=True)
class One:
    """One treatment whole, for one person."""

    option: Option
    name: str
    waits: bool
    effects: tuple[tuple[Effect, str], ...]
    own: tuple[Picture, ...]
    of_hundred: tuple[Picture, ...]
    disagree: bool
    may_add: bool
    beside: bool
    trial: str
    """The name in the address of the trial on oneself; empty without one."""
    sources: tuple[Source, ...]


def one(case: Case, treatment: Treatment) -> One:
    """One treatment with its pictures, for the person whose case it is."""
    beside = Beside(case.book)
    found = beside.option(treatment.id, case.today)
    standing = case.book.standing(case.today)
    effects = shown(found.use)
    used = {each.option.treatment.id for each in beside.now(case.today)}
    trial = case.session.name_for(f"trials/{treatment.self_trial}") if treatment.self_trial else ""
    return One(
        option=found,
        name=name_of(case, treatment),
        waits=bool(standing.triage.open_flags) or not standing.triage.exercise_allowed,
        effects=tuple((effect, words.effect(effect)) for effect in effects),
        own=_own(effects, own_pain(case)),
        of_hundred=tuple(
            _hundred(item, place) for place, item in enumerate(shown_counts(found.use))
        ),
        disagree=words.disagree(found.use),
        may_add=beside.may_add(found, case.today),
        beside=treatment.id in used,
        trial=trial,
        sources=sources(case, treatment),
    )


def _own(effects: tuple[Effect, ...], pain: int | None) -> tuple[Picture, ...]:
    """The pain numbers on the person's own scale, the soonest against each comparator."""
    found: dict[str, Picture] = {}
    for place, effect in enumerate(effects):
        moved = on_own_scale(effect, pain) if pain is not None else None
        number = points(effect)
        if moved is None or number is None or effect.comparator in found:
            continue
        said = Moved(moved.now, moved.then, moved.low, moved.high)
        told = {"against": _(effect.against), "time": _(effect.time)}
        title = _("Compared with %(against)s, %(time)s") % told
        drawn = own_scale(said, title=title, width=WIDE, name=f"own-{place}")
        found[effect.comparator] = Picture(drawn, f"{title}: {in_words(said)}", number[3])
    return tuple(found.values())


def _hundred(item: OutOf, place: int) -> Picture:
    with_it, without = round(item.with_it.value), round(item.without.value)
    told = {
        "outcome": _(item.outcome),
        "time": _(item.time),
        "with": with_it,
        "without": without,
        "against": _(item.against),
    }
    title = _("Of 100 people, how many %(outcome)s, %(time)s") % told
    drawn = icon_array(
        Counts(with_it, without, item.good),
        title=title,
        against=_(item.against),
        name=f"hundred-{place}",
    )
    says = _("%(title)s: %(with)s with it, %(without)s with %(against)s.") % {
        **told,
        "title": title,
    }
    return Picture(drawn, says, item.with_it.basis)


def sources(case: Case, treatment: Treatment) -> tuple[Source, ...]:
    """Everything the numbers, positions and rules of a treatment rest on."""
    use_bases = [
        basis
        for use in treatment.uses
        for basis in (
            use.basis,
            *(effect.number.basis for effect in shown(use)),
            *(item.with_it.basis for item in shown_counts(use)),
            *(item.basis for item in use.positions if item.basis.status != "unverified"),
        )
    ]
    rules = [caution.basis for caution in treatment.contraindications]
    harms = [harm.basis for harm in treatment.harms]
    names = (name for basis in (*use_bases, *harms, *rules) for name in basis.sources)
    return tuple(cited(case.knowledge, dict.fromkeys(names)))


def first_questions(case: Case, asked: Iterable[str]) -> tuple[str, ...]:
    """The questions of one page that decide: the first, with all that stand on its list."""
    findings = [case.knowledge.findings[name] for name in asked]
    if not findings:
        return ()
    shared = findings[0].list
    together = tuple(one.id for one in findings if one.list and one.list == shared)
    return together or (findings[0].id,)
