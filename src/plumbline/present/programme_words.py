"""Why a plan is as it is, in sentences: each is made from weeks that were solved again.

Every function speaks the language in use. Points are never shown: they say what comes before what,
and are no unit of health.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plumbline.care.explanation import Explanation
from plumbline.care.programme import Proof
from plumbline.care.programme.explain import MORE_MINUTES, SMALL, Chosen, Lever, NotChosen
from plumbline.knowledge import Knowledge
from plumbline.present import wording
from plumbline.present.words import N_, _

VALUE = "value/value"
"""The thing of the knowledge in which every weight stands."""
MOST_NEEDS = 2
MOST_NAMED = 3
_PURPOSES: Mapping[str, str] = {
    "aerobic": N_("keeping on the move"),
    "balance": N_("your balance"),
    "comfort": N_("easing your pain"),
    "control": N_("steering your trunk well"),
    "mobility": N_("moving freely"),
    "strength": N_("your strength"),
    "stretch": N_("stretching"),
}
_CHAINS: Mapping[str, str] = {
    "general": N_("your strength as a whole"),
    "back": N_("the muscles of your back"),
    "front": N_("the muscles at the front of your trunk"),
    "side": N_("the muscles at the side of your trunk"),
    "hip_back": N_("your buttocks and the back of your thighs"),
    "legs": N_("your thighs"),
    "balance": N_("standing on one leg"),
    "side_bend": N_("bending to the side"),
}
_DIRECTIONS: Mapping[str, str] = {
    "flexion": N_("movements that bend you forward"),
    "extension": N_("movements that bend you back"),
    "rotation": N_("movements that turn you"),
    "lateral": N_("movements that bend you to the side"),
    "neutral": N_("movements that keep your back level"),
}
_WISHED: Mapping[str, str] = {
    "wishes/person": N_("You asked for it."),
    "wishes/clinician": N_("Your doctor or physiotherapist asked for it."),
}


@dataclass(frozen=True, slots=True)
class WhyIn:
    """Why an exercise is in the plan."""

    exercise: str
    because: str
    rule: str
    """A rule that can be explained in turn; empty for a wish."""
    without: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why an exercise that was asked about is not in the plan; `say` is empty where a rule keeps
    it out: the words of that rule say why."""

    exercise: str
    say: str


@dataclass(frozen=True, slots=True)
class Why:
    """A whole explanation in words."""

    chosen: tuple[WhyIn, ...]
    not_chosen: tuple[WhyNot, ...]
    levers: tuple[str, ...]
    proof: str


def why(knowledge: Knowledge, found: Explanation, reasons: Mapping[str, str]) -> Why:
    """An explanation in words. `reasons` says by its rule what tests found for an exercise."""
    return Why(
        chosen=tuple(_in(knowledge, one, reasons) for one in found.chosen),
        not_chosen=tuple(_out(knowledge, found, one) for one in found.not_chosen),
        levers=levers(knowledge, found.levers),
        proof=proof(found.proof),
    )


def _in(knowledge: Knowledge, one: Chosen, reasons: Mapping[str, str]) -> WhyIn:
    said = because(knowledge, one.because, reasons)
    rule = "" if one.because in _WISHED else one.because
    return WhyIn(one.exercise, said, rule, without(knowledge, one))


def because(knowledge: Knowledge, rule: str, reasons: Mapping[str, str]) -> str:
    """The rule that speaks for an exercise, in one sentence."""
    kind, _sep, name = rule.partition("/")
    if rule in _WISHED:
        return _(_WISHED[rule])
    if reasons.get(rule):
        return _("Your tests say so: %(reason)s") % {"reason": reasons[rule]}
    if kind == "findings":
        goal = wording.fact(knowledge.findings[name])
        return _("You told us what you want to do again: %(goal)s.") % {"goal": goal}
    if kind == "first_weeks":
        stage = _(knowledge.first_weeks[name].title)
        return _("It fits the stage you are in: %(stage)s.") % {"stage": stage}
    return _("Your tests put it first.")


def without(knowledge: Knowledge, one: Chosen) -> str:
    """What the best week without an exercise would be like."""
    needs = listed(need(knowledge, name) for name, _points in one.serves[:MOST_NEEDS])
    others = titles(knowledge, one.displaced)
    told = {"needs": needs, "others": others}
    if others and one.loses <= SMALL:
        return (
            _("%(others)s would do as well in its place. If you like that better, say so.") % told
        )
    if others and needs:
        line = _("Without it, %(others)s would come in, and your week would do less for %(needs)s.")
        return line % told
    if others:
        return (
            _("Without it, %(others)s would come in, and your week would be nearly as good.") % told
        )
    if needs:
        line = _(
            "Without it, nothing would take its place, and your week would do less for %(needs)s."
        )
        return line % told
    return _("Without it, nothing would take its place, and your week would be nearly as good.")


def _out(knowledge: Knowledge, found: Explanation, one: NotChosen) -> WhyNot:
    return WhyNot(one.exercise, "" if one.left else _costs(knowledge, found, one))


def _costs(knowledge: Knowledge, found: Explanation, one: NotChosen) -> str:
    """What having it would cost the week."""
    if one.loses is None:
        return _(
            "It suits you, but no week that keeps your limits has room for it: your time, the load "
            "on your back, what may be new at once, and what you asked to keep."
        )
    goes = titles(knowledge, one.would_go)
    if one.loses <= SMALL:
        if not goes:
            return _("It would do you just as well. If you like it, say so.")
        return _("It would do as well as %(goes)s. If you like it better, say so.") % {"goes": goes}
    if not goes:
        return _(
            "It would fit in, but only by taking time from the rest or by adding load, and the "
            "rest does more for you now."
        )
    gone = (one_in for one_in in found.chosen if one_in.exercise in one.would_go)
    first = dict.fromkeys(name for one_in in gone for name, _points in one_in.serves[:1])
    needs = listed(need(knowledge, name) for name in list(first)[:MOST_NEEDS])
    told = {"goes": goes, "needs": needs}
    if not needs:
        return _("It would push out %(goes)s, which counts for more in your week.") % told
    return _("It would push out %(goes)s, which counts for more now: it is for %(needs)s.") % told


def levers(knowledge: Knowledge, found: Sequence[Lever]) -> tuple[str, ...]:
    """What more time or more things would add, and where they would add nothing."""
    said = [_lever(knowledge, one) for one in found]
    if not found:
        return (
            _(
                "More time, one more day, or things you do not have: nothing of that would make "
                "this plan better. What you gave is enough."
            ),
        )
    if not any(one.kind == "minutes" for one in found):
        said.append(_("More minutes a day would not make this plan better."))
    return tuple(said)


def _lever(knowledge: Knowledge, one: Lever) -> str:
    what = _with(knowledge, one)
    told = {
        "what": what,
        "adds": titles(knowledge, one.adds),
        "goes": titles(knowledge, one.goes),
    }
    if one.adds and one.goes:
        return _("%(what)s: %(adds)s instead of %(goes)s.") % told
    if one.adds:
        return _("%(what)s: %(adds)s would come in.") % told
    if one.goes:
        return _("%(what)s: %(goes)s would go, and the rest would get its time.") % told
    if one.kind == "day":
        return _("%(what)s: the same exercises, and one more day on the move.") % told
    return (
        _("%(what)s: the same exercises, with a little more of some of them or of the walk.") % told
    )


def _with(knowledge: Knowledge, one: Lever) -> str:
    match one.kind:
        case "minutes":
            return _("With %(n)s more minutes a day") % {"n": MORE_MINUTES}
        case "day":
            return _("With one more day a week")
        case "kit":
            thing = wording.fact(knowledge.findings[f"kit_{one.what}"])
            return _("If you had this, “%(thing)s”") % {"thing": thing}


def proof(known: Proof) -> str:
    """How good the week is known to be, in one sentence."""
    if known.proven:
        return _(
            "We looked at all weeks that keep these limits. By the points we count, none is better."
        )
    if known.method == "greedy":
        return _(
            "This week was put together step by step. It keeps all limits, but there may be a "
            "better one."
        )
    share = max(1, round(known.gap * 100))
    return _(
        "This is the best week we found in the time we take. By the points we count, at most "
        "%(share)s %% may be missing to the best one."
    ) % {"share": share}


def need(knowledge: Knowledge, name: str) -> str:
    """What a need of the week is, to be read after "for"."""
    kind, _sep, what = name.partition("/")
    match kind:
        case "purpose" if what in _PURPOSES:
            return _(_PURPOSES[what])
        case "chain":
            return _(_CHAINS.get(what) or knowledge.chains[what].title)
        case "goal":
            return _("what you want to do again (%(goal)s)") % {
                "goal": wording.fact(knowledge.findings[what])
            }
        case "direction" if what in _DIRECTIONS:
            return _(_DIRECTIONS[what])
        case _:
            return what


def titles(knowledge: Knowledge, names: Iterable[str], most: int = MOST_NAMED) -> str:
    """Exercises by their titles, the first few of many."""
    every = list(names)
    shown = [f"“{_(knowledge.exercises[name].title)}”" for name in every[:most]]
    return listed([*shown, *([_("others")] if len(every) > most else [])])


def listed(items: Iterable[str]) -> str:
    """Things one after the other: "a", "a and b", "a, b and c"."""
    *before, last = [*items] or [""]
    if not before:
        return last
    return _("%(before)s and %(last)s") % {"before": ", ".join(before), "last": last}
