"""Treatments for one person: what must not be, what has to be settled first, and what fits.

Contraindications come before everything else: what is known to be wrong for the person is never
an option, and what is not known is none until the question that decides it is answered. Then the
kind and the age of the pain; only then can options be compared, like with like.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from plumbline.care.cautions import ANY_PLAN, LEVELS, Objection, treatment_objections
from plumbline.care.patterns import PatternState
from plumbline.care.record import Facts
from plumbline.knowledge.schema import Basis, Effect, OutOf, Treatment, Use
from plumbline.knowledge.schema.treatments import Comparator, Outcome, TimeBand
from plumbline.logic.rulebook import Rulebook

State = Literal["open", "caution", "ask", "clear_first", "not_for_you"]
"""What the contraindications say: nothing; a warning; a question decides; a clinician has to clear
it; not for this person."""
Fit = Literal["fits", "may_fit", "unproven", "no_evidence", "no_effect", "other_kind"]
"""Whether it is meant for this kind and age of pain. `no_evidence` and `no_effect` are two things:
nobody has looked well enough, and it is known not to help. `unproven`: it was tested, and for no
kind of pain it is clear that it helps."""
STAGE = "pain_stage"
SHAREABLE: frozenset[Fit] = frozenset({"fits", "may_fit"})


@dataclass(frozen=True, slots=True)
class Option:
    """One treatment for one person."""

    treatment: Treatment
    use: Use
    """The row of evidence that is nearest to the person."""
    state: State
    fit: Fit
    objections: tuple[Objection, ...]
    """Everything that speaks against it, strictest first."""
    questions: tuple[str, ...]
    """Findings that decide whether it can be an option at all, where that is open."""

    @property
    def offered(self) -> bool:
        """It may be shown as an option: safe as far as is known, and meant for this pain."""
        return self.state in ("open", "caution") and self.fit in SHAREABLE


def options(
    rulebook: Rulebook, known: Facts, patterns: Sequence[PatternState]
) -> tuple[Option, ...]:
    """Every treatment of the knowledge for this person, in the order of the files."""
    bands = fitting(patterns)
    return tuple(
        option(rulebook, known, bands, treatment)
        for treatment in rulebook.knowledge.treatments.values()
        if treatment.uses
    )


def fitting(patterns: Iterable[PatternState]) -> dict[str, str]:
    """The band of each pattern. Where everything was answered and no band was reached, the pain
    shows no sign of the pattern, and nothing meant for it fits."""
    return {
        state.id: "unlikely" if state.band == "cannot_say" and not state.unanswered else state.band
        for state in patterns
    }


def option(
    rulebook: Rulebook, known: Facts, bands: Mapping[str, str], treatment: Treatment
) -> Option:
    """One treatment for this person; `bands` as `fitting` gives them."""
    # What bars every plan bars every option: under 18, and whoever thinks of ending their life.
    against = (
        *treatment_objections(rulebook, known, ANY_PLAN),
        *treatment_objections(rulebook, known, treatment.id),
    )
    stage = known.values.get(STAGE)
    fits: list[Fit] = [_fit(use, bands, stage) for use in treatment.uses]
    fit = min(fits, key=_place)
    state = _state(against)
    return Option(
        treatment=treatment,
        use=treatment.uses[fits.index(fit)],
        state=state,
        fit=fit,
        objections=tuple(sorted(against, key=lambda one: LEVELS.index(one.level))),
        questions=_questions(against) if state == "ask" else (),
    )


_FITS: tuple[Fit, ...] = ("fits", "may_fit", "unproven", "no_evidence", "no_effect", "other_kind")


def _place(fit: Fit) -> int:
    return _FITS.index(fit)


def _fit(use: Use, of: Mapping[str, str], stage: object) -> Fit:
    if stage is not None and stage not in use.stages:
        return "other_kind"
    bands = {of.get(pattern, "cannot_say") for pattern in use.patterns}
    if use.verdict in ("no_effect", "no_evidence") and (not bands or bands - {"unlikely"}):
        return use.verdict
    if not use.patterns:
        return "unproven"
    if not bands - {"unlikely"}:
        return "other_kind"
    return "fits" if stage is not None and bands & {"likely", "possible"} else "may_fit"


def _state(against: Sequence[Objection]) -> State:
    known = {objection.level for objection in against if objection.known}
    if "absolute" in known:
        return "not_for_you"
    if "relative" in known:
        return "clear_first"
    if any(objection.blocks for objection in against):
        return "ask"
    return "caution" if against else "open"


def _questions(against: Iterable[Objection]) -> tuple[str, ...]:
    """What decides, what decides most first."""
    asked = [name for each in against if each.blocks for name in each.missing]
    return tuple(sorted(dict.fromkeys(asked), key=lambda name: (-asked.count(name), name)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The one kind of number that is put side by side: like with like only."""

    comparator: Comparator
    band: TimeBand
    outcome: Outcome = "pain"


def shown(use: Use) -> tuple[Effect, ...]:
    """The numbers of a use that may be shown to a person."""
    return tuple(
        effect
        for effect in use.effects
        if effect.number.basis.status != "unverified" and not effect.not_shown
    )


def shown_counts(use: Use) -> tuple[OutOf, ...]:
    """The counts of a use that may be shown to a person."""
    return tuple(
        counts
        for counts in use.out_of
        if "unverified" not in (counts.with_it.basis.status, counts.without.basis.status)
    )


def points(effect: Effect) -> tuple[float, float | None, float | None, Basis] | None:
    """The effect on 0-100 points with its interval, where it is on that scale or was converted;
    minus is better."""
    number = effect.number if effect.scale == "points_100" else effect.points
    if number is None or number.basis.status == "unverified":
        return None
    return number.value, number.low, number.high, number.basis


def alike(use: Use, comparison: Comparison) -> Effect | None:
    """The number of a use that belongs into a comparison: of several in points the smallest, so
    that nothing rises by its best group of people."""
    found = [
        effect
        for effect in shown(use)
        if (effect.comparator, effect.band, effect.outcome)
        == (comparison.comparator, comparison.band, comparison.outcome)
    ]
    sized = [(size[0], place) for place, effect in enumerate(found) if (size := points(effect))]
    if sized:
        return found[max(sized)[1]]
    return found[0] if found else None


def comparisons(offered: Iterable[Option]) -> tuple[Comparison, ...]:
    """The comparisons that hold at least two options in points: pain first, then those that hold
    most."""
    counted: dict[Comparison, int] = {}
    for each in offered:
        kinds = {
            Comparison(effect.comparator, effect.band, effect.outcome)
            for effect in shown(each.use)
            if points(effect) is not None
        }
        for kind in kinds:
            counted[kind] = counted.get(kind, 0) + 1
    several = [kind for kind, count in counted.items() if count > 1]
    return tuple(
        sorted(several, key=lambda kind: (kind.outcome != "pain", -counted[kind], *_key(kind)))
    )


def _key(kind: Comparison) -> tuple[str, str, str]:
    return kind.outcome, kind.comparator, kind.band


Order = Literal["benefit", "certainty", "effort", "cost", "harm"]
_CERTAINTY = ("high", "moderate", "low", "very_low", "not_rated")
_VERDICT = ("helps", "helps_a_little", "uncertain", "no_evidence", "no_effect")
_EFFORT = ("none", "little", "some", "much")
_COST = ("free", "low", "medium", "high")
_HARM = ("none_known", "mild", "serious_rarely", "serious")


def ordered(
    offered: Iterable[Option], order: Order, comparison: Comparison | None = None
) -> tuple[Option, ...]:
    """Options in an order a person chose; nothing is left out, whatever the order.

    By benefit, only numbers of the one comparison are ranked; options without such a number follow
    by what the evidence says in words.
    """

    def benefit(each: Option) -> tuple[float, ...]:
        effect = alike(each.use, comparison) if comparison else None
        number = points(effect) if effect else None
        verdict = float(_VERDICT.index(each.use.verdict))
        return (0.0, number[0], verdict) if number else (1.0, verdict, 0.0)

    def certainty(each: Option) -> tuple[float, ...]:
        effect = alike(each.use, comparison) if comparison else None
        graded = [effect.certainty] if effect else [e.certainty for e in shown(each.use)]
        return (float(min((_CERTAINTY.index(one) for one in graded), default=len(_CERTAINTY))),)

    def place(each: Option) -> tuple[float, ...]:
        match order:
            case "benefit":
                return benefit(each)
            case "certainty":
                return certainty(each)
            case "effort":
                return (float(_EFFORT.index(each.treatment.effort)),)
            case "cost":
                return (float(_COST.index(each.treatment.cost)),)
            case "harm":
                return (float(_HARM.index(each.treatment.harm)),)

    return tuple(sorted(offered, key=lambda each: (*place(each), *benefit(each))))


@dataclass(frozen=True, slots=True)
class OwnScale:
    """An effect on somebody's own 0-10 scale: where they are, and where the difference would
    put them, with its interval; never below 0 or above 10."""

    now: float
    then: float
    low: float | None
    """The better end of the interval."""
    high: float | None


def on_own_scale(effect: Effect, pain: float) -> OwnScale | None:
    """The average difference laid on the person's pain (0-10); None without a number in points."""
    number = points(effect)
    if number is None or effect.outcome not in ("pain", "leg_pain"):
        return None
    value, low, high, _ = number

    def moved(by: float | None) -> float | None:
        return None if by is None else min(10.0, max(0.0, round(pain + by / 10, 1)))

    then = moved(value)
    assert then is not None, "a number in points has a value"
    return OwnScale(float(pain), then, moved(low), moved(high))
