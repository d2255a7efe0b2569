"""Why a test, a chain, a muscle or the reading of all tests says what it says: the rule in words,
and every number with its status and note."""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import (
    Basis,
    Chain,
    ImpairmentModel,
    Model,
    MuscleGroup,
    Number,
    PhysicalTest,
    Status,
)
from plumbline.knowledge.schema.testing import LoadRow, Norm
from plumbline.present.assessment import amount
from plumbline.present.rule_words import Clause
from plumbline.present.words import N_, _, ngettext

MODEL = "impairments/model"
KINDS = ("low", "side")
_NUMBERS = {
    "deficit_below": N_("A state below this counts as low"),
    "speak_above": N_("Probability from which something is said"),
    "left_right": N_("How alike left and right are before any test"),
    "day_share": N_("Share of a reading's error that is the day's"),
    "coarse_noise": N_("Error of a reading whose own error is not known"),
    "reached_noise": N_("Error of a test that is only reached or not"),
    "norm_doubt": N_("How far a sample may lie from people like you"),
    "no_norm_doubt": N_("The same where no norm fits"),
    "reading_days": N_("How long a result counts"),
    "pain_at_most": N_("With more pain than this now, no tests"),
    "worth_testing": N_("A test is offered above this chance of changing what is said"),
}


@dataclass(frozen=True, slots=True)
class ExplainedNumber:
    """One number: what it is, its value in words, and how far it was checked."""

    what: str
    value: str
    status: Status
    note: str


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """Why the tests put something first: what follows, the rule in words and as a formula."""

    follows: str
    says: tuple[str, ...]
    words: Clause
    text: str
    basis: Basis


def numbers(thing: Model) -> tuple[ExplainedNumber, ...]:
    """Every number a thing of the tests holds; what waits for its source is not shown."""
    match thing:
        case PhysicalTest():
            found = [*_of_test(thing)]
        case ImpairmentModel():
            found = [*_of_model(thing)]
        case _:
            found = []
    return tuple(number for number in found if number.status != "unverified")


def plain(knowledge: Knowledge, thing: Model) -> Iterator[str]:
    """What is said about a test, a chain, a muscle or the model; nothing for other things."""
    match thing:
        case PhysicalTest():
            yield from (_(thing.plain), _(thing.why), _(thing.limits))
        case Chain():
            names = ", ".join(_(knowledge.muscles[name].title) for name in thing.muscles)
            if names:
                yield _("It holds: %(muscles)s.") % {"muscles": names}
            yield from (_(thing.low), _("Training it: %(text)s") % {"text": _(thing.train)})
            yield from _tested_by(knowledge, thing)
            yield _(knowledge.impairments.limits)
        case MuscleGroup():
            chains = [c for c in knowledge.chains.values() if thing.id in c.muscles]
            told = ", ".join(_(chain.title) for chain in chains)
            yield _("A muscle is not tested by itself. It is part of: %(chains)s.") % {
                "chains": told
            }
        case ImpairmentModel():
            yield from (_(thing.plain), _(thing.limits))
            for row in thing.loads:
                yield _load(knowledge, row)
        case _:
            return


def basis_of(knowledge: Knowledge, thing: Model) -> Basis | None:
    """What the reading of all tests rests on; None for other things."""
    ours = isinstance(thing, Chain | MuscleGroup | ImpairmentModel)
    return knowledge.impairments.loads_basis if ours else None


def tests_of(knowledge: Knowledge, chain: Chain) -> tuple[PhysicalTest, ...]:
    """The tests that load a chain, in the order of the table of weights."""
    rows = (row for row in knowledge.impairments.loads if chain.id in row.chains)
    return tuple(knowledge.tests[row.test] for row in rows if row.test in knowledge.tests)


def rule(knowledge: Knowledge, name: str) -> PriorityRule | None:
    """The rule behind a priority (`impairments/low/side/left`); None where there is none such."""
    kind, chain, *side = [*name.split("/")[1:], "", ""][:3]
    if kind not in KINDS or chain not in knowledge.chains:
        return None
    if side and side[0] not in ("", "left", "right"):
        return None
    of = knowledge.chains[chain]
    low = kind == "low"
    return PriorityRule(
        follows=_("%(chain)s comes first") % {"chain": _(of.title)},
        says=(_(of.low), _(of.train)) if low else (_(of.train),),
        words=_low(knowledge) if low else _uneven(knowledge),
        text=_formula(knowledge, chain, low=low),
        basis=knowledge.impairments.speak_above.basis,
    )


def _low(knowledge: Knowledge) -> Clause:
    model = knowledge.impairments
    told = {
        "days": f"{model.reading_days.value:g}",
        "below": f"{model.deficit_below.value:g}",
        "chance": f"{model.speak_above.value:g}",
    }
    return Clause(
        _("all of these:"),
        (
            Clause(_("a test of it was done in the last %(days)s days") % told),
            Clause(_("a norm or a published criterion speaks of people of your age and sex")),
            Clause(
                _(
                    "read together, the tests put it below %(below)s standard deviations with a "
                    "probability of more than %(chance)s"
                )
                % told
            ),
        ),
    )


def _uneven(knowledge: Knowledge) -> Clause:
    chance = {"chance": f"{knowledge.impairments.speak_above.value:g}"}
    return Clause(
        _("all of these:"),
        (
            Clause(_("both sides were tested on two days")),
            Clause(_("the same side did less well on both days")),
            Clause(_("each time by more than measurement noise and more than is worth naming")),
            Clause(
                _(
                    "where both sides can be placed on one scale, the probability of such a "
                    "difference is more than %(chance)s"
                )
                % chance
            ),
        ),
    )


def _formula(knowledge: Knowledge, chain: str, *, low: bool) -> str:
    model = knowledge.impairments
    speak = f"{model.speak_above.value:g}"
    if low:
        return f"P({chain} < {model.deficit_below.value:g} SD | results) > {speak}"
    return f"2 days beyond noise, same side AND P({chain} sides differ | results) > {speak}"


def _of_model(model: ImpairmentModel) -> Iterator[ExplainedNumber]:
    for name, what in _NUMBERS.items():
        yield _number(_(what), getattr(model, name), "")
    for quality, share in model.general_share.items():
        what = _("Shared by all chains of strength")
        other = _("Shared by all chains of mobility")
        yield _number(what if quality == "strength" else other, share, "")


def _of_test(test: PhysicalTest) -> Iterator[ExplainedNumber]:
    for norm in test.norms:
        yield _norm(test, norm)
    for what, number in (
        (_("Measurement error of one reading"), test.error.sem),
        (_("Measurement error of one reading, on the logarithm"), test.error.log_sem),
        (_("Smallest change that is more than noise"), test.error.detectable),
        (_("Difference of the sides worth naming, if seen on two days"), test.side_difference),
    ):
        if number is not None:
            unit = "" if number is test.error.log_sem else test.unit
            yield _number(what, number, unit)
    for band in test.bands:
        told = {"low": band.at_least, "high": band.at_most}
        ends = {key: _exact(end, test.unit) for key, end in told.items() if end is not None}
        yield ExplainedNumber(_(band.say), _ends(ends), band.basis.status, _(band.basis.note))


def _exact(value: float, unit: str) -> str:
    """A number of the knowledge as it stands there."""
    return amount(value, unit, places=4)


def _ends(ends: dict[str, str]) -> str:
    if len(ends) == 2:
        return _("%(low)s to %(high)s") % ends
    return (_("%(low)s or more") if "low" in ends else _("%(high)s or less")) % ends


def _norm(test: PhysicalTest, norm: Norm) -> ExplainedNumber:
    if norm.mean is not None and norm.sd is not None:
        told = {"mean": _exact(norm.mean, test.unit), "sd": _exact(norm.sd, test.unit)}
        value = _("mean %(mean)s, SD %(sd)s") % told
        if norm.per_year:
            years = {"value": value, "more": f"{norm.per_year:+g}", "age": f"{norm.at_age:g}"}
            value = _("%(value)s; %(more)s for each year over %(age)s") % years
    else:
        points = [
            _("%(percent)s %%: %(value)s")
            % {"percent": f"{point.percent:g}", "value": _exact(point.value, test.unit)}
            for point in norm.percentiles
        ]
        value = ", ".join(points)
    return ExplainedNumber(_(norm.sample), value, norm.basis.status, _(norm.basis.note))


def _number(what: str, number: Number, unit: str) -> ExplainedNumber:
    value = _exact(number.value, unit) if number.unit in ("", unit) else _other(number)
    return ExplainedNumber(what, value, number.basis.status, _(number.basis.note))


def _other(number: Number) -> str:
    match number.unit:
        case "days":
            days = round(number.value)
            return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        case "of 10":
            return _("%(n)s of 10") % {"n": f"{number.value:g}"}
        case "SD":
            return _("%(n)s SD") % {"n": f"{number.value:g}"}
        case unit:
            return _exact(number.value, unit)


def _tested_by(knowledge: Knowledge, chain: Chain) -> Iterator[str]:
    names = [_(test.title) for test in tests_of(knowledge, chain)]
    if names:
        yield _("Tests that speak of it: %(tests)s.") % {"tests": ", ".join(names)}


def _load(knowledge: Knowledge, row: LoadRow) -> str:
    test = knowledge.tests.get(row.test)
    shares = [
        _("%(chain)s %(weight)s")
        % {"chain": _(knowledge.chains[name].title), "weight": f"{weight:g}"}
        for name, weight in row.chains.items()
    ]
    told = {"test": _(test.title) if test else row.test, "chains": ", ".join(shares)}
    if row.combine == "weakest":
        return _("%(test)s asks of: %(chains)s. The weakest of them decides.") % told
    return _("%(test)s asks of: %(chains)s.") % told
