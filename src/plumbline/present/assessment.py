"""Test results in plain words: names, results, levels, sides and reasons.

The same for the web and the command line. Every function speaks the language in use. Nothing here
names a cause, and nothing is said that `plumbline.care.impairments` does not say.
"""

from collections.abc import Mapping, Sequence

from plumbline.care.impairments import Assessment, ChainState, Change, Priority, Reading, SideState
from plumbline.care.impairments.model import LevelSays, SideSays
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Chain, Number, PhysicalTest, Side
from plumbline.present import wording
from plumbline.present.words import N_, _, ngettext

SHOWN_RESULTS = 2
"""Days of results that a reason quotes, latest first."""
_LEVEL: Mapping[LevelSays, str] = {
    "probably_low": N_("probably low"),
    "not_clear": N_("not clear yet"),
    "probably_not": N_("probably not low"),
    "no_norm": N_("nothing to compare it with"),
    "not_tested": N_("not tested"),
}
_SIDE: Mapping[SideSays, str] = {
    "differs": N_("different"),
    "once": N_("seen once; measure again on another day"),
    "not_clear": N_("not clear yet"),
    "alike": N_("alike"),
    "not_tested": N_("not tested on both sides"),
}
_LESS: Mapping[Side, str] = {
    "left": N_("the left did less well"),
    "right": N_("the right did less well"),
}
_FIRST: Mapping[Side, str] = {"left": N_("left first"), "right": N_("right first")}
_UNIT: Mapping[str, str] = {
    "s": N_("%(n)s s"),
    "cm": N_("%(n)s cm"),
    "deg": N_("%(n)s°"),
    "%": N_("%(n)s %%"),
}


def chain_name(chain: Chain, side: Side | None) -> str:
    """A chain with its side: "Side of the trunk, left"."""
    return of_side(_(chain.title), side)


def test_name(test: PhysicalTest, side: Side | None) -> str:
    """A test with its side: "Bending to the side, left"."""
    return of_side(_(test.title), side)


def of_side(name: str, side: Side | None) -> str:
    """A name with its side behind it."""
    if side is None:
        return name
    return (_("%(name)s, left") if side == "left" else _("%(name)s, right")) % {"name": name}


def amount(value: float, unit: str, places: int = 1) -> str:
    """A number in a test's unit, to so many decimal places: "38 s", "17.5°", "12 times"."""
    n = f"{round(value, places):g}"
    if unit == "reps":
        return ngettext("%(n)s time", "%(n)s times", round(value)) % {"n": n}
    if unit in _UNIT:
        return _(_UNIT[unit]) % {"n": n}
    return f"{n} {_(unit)}" if unit else n


def result(test: PhysicalTest, value: float, capped: bool) -> str:
    """A result as the person would say it: "38 s", "at least 45 s", "reached"."""
    if test.measure == "reached":
        if test.better is None:
            return _("yes") if value else _("no")
        return _("reached") if value else _("not reached")
    said = amount(value, test.unit)
    if not capped:
        return said
    return (_("%(n)s or longer") if test.better == "lower" else _("at least %(n)s")) % {"n": said}


def on_side(said: str, side: Side | None) -> str:
    """A result with the side it is of: "left 21 s"."""
    if side is None:
        return said
    return (_("left %(result)s") if side == "left" else _("right %(result)s")) % {"result": said}


def is_capped(test: PhysicalTest, value: float) -> bool:
    """Whether a result is one that the test's end cut off."""
    return test.cap is not None and value >= test.cap


def level(says: LevelSays) -> str:
    """What may be said of a level: "probably low", "not clear yet", "probably not low"."""
    return _(_LEVEL[says])


def side_says(state: SideState) -> str:
    """What may be said of left and right; a side is named only where it is the finding."""
    said = _(_SIDE[state.says])
    if state.weaker is None or state.says not in ("differs", "once"):
        return said
    less = _(_LESS[state.weaker])
    if state.says == "once":
        return f"{less}; {said}"
    days = same_days(state)
    return ngettext("%(less)s, on %(n)s day", "%(less)s, on %(n)s days", days) % {
        "less": less,
        "n": days,
    }


def same_days(state: SideState) -> int:
    """On how many of the latest days, one after the other, the same side was behind."""
    count = 0
    for day in state.days:
        if day.beyond != state.weaker:
            break
        count += 1
    return count


def chance(probability: float) -> str:
    """A probability as people count: "about 9 in 10"."""
    tenths = round(probability * 10)
    if tenths < 1:
        return _("less than 1 in 10")
    return _("more than 9 in 10") if tenths > 9 else _("about %(n)s in 10") % {"n": tenths}


def priority_name(knowledge: Knowledge, assessment: Assessment, priority: Priority) -> str:
    """What comes first, with its side where only one side is meant."""
    low = _low_sides(assessment, priority)
    side = priority.side or (low[0].side if len(low) == 1 else None)
    return chain_name(knowledge.chains[priority.chain], side)


def reason(knowledge: Knowledge, assessment: Assessment, priority: Priority) -> str:
    """Why something comes first, in the person's own results."""
    uneven = _uneven(knowledge, assessment, priority)
    if priority.kind == "side":
        return uneven
    test = knowledge.tests[priority.test]
    states = _low_sides(assessment, priority)
    if uneven:
        low = ", ".join(chain_name(knowledge.chains[s.chain], s.side) for s in states)
        return f"{uneven} {_('Probably low: %(chains)s.') % {'chains': low}}"
    others = {r.test for state in states for r in state.readings} - {test.id}
    told = {
        "test": _(test.title),
        "results": _low_results(test, states),
        "others": ", ".join(_(knowledge.tests[other].title) for other in sorted(others)),
    }
    if others:
        return _("%(test)s: %(results)s; read together with %(others)s, probably low.") % told
    return _("%(test)s: %(results)s, probably low.") % told


def reason_of(knowledge: Knowledge, assessment: Assessment, rule: str) -> str:
    """Why an exercise of the plan comes first, by the rule that chose it; empty where the rule is
    not one of the tests."""
    kind, *place = rule.split("/")
    if kind == "tests":
        shown_by = {"test": _(knowledge.tests[place[0]].title)}
        return (
            _("%(test)s drew your pain in, so movements of that direction come first.") % shown_by
        )
    if kind != "impairments":
        return ""
    found = next((p for p in assessment.priorities if p.rule == rule), None)
    if found:
        return reason(knowledge, assessment, found)
    chain = knowledge.chains.get(place[1]) if len(place) > 1 else None
    if chain is None:
        return ""
    side: Side | None = "left" if "left" in place[2:] else "right" if "right" in place[2:] else None
    told = {"chain": chain_name(chain, side)}
    return _("Earlier test results put this first: %(chain)s.") % told


def results(test: PhysicalTest, readings: Sequence[Reading]) -> str:
    """Results of one test and side, the latest first: "12 s, before that 14 s"."""
    said = [result(test, r.value, r.capped) for r in readings[:SHOWN_RESULTS]]
    return _(", before that ").join(said)


def both_sides(test: PhysicalTest, left: float, right: float) -> str:
    """Left and right of one day: "left 21 s, right 38 s"."""
    return _("left %(left)s, right %(right)s") % {
        "left": result(test, left, is_capped(test, left)),
        "right": result(test, right, is_capped(test, right)),
    }


def whose(knowledge: Knowledge, state: ChainState) -> str:
    """Whose norms were used; where nobody's speak of this person, that no level is said."""
    if state.says == "not_tested":
        return ""
    if state.norms:
        samples = [_(knowledge.tests[test].norms[at].sample) for test, at in state.norms]
        return _("Compared with: %(samples)s.") % {"samples": "; ".join(dict.fromkeys(samples))}
    if state.says != "no_norm":
        return _("Read as reached or not; this is not compared with other people.")
    return _(
        "We know of no fair comparison for people of your age here. So we say nothing of the "
        "level: only left against right, and your own change, count."
    )


def change(knowledge: Knowledge, change: Change) -> str:
    """What became of a result, against measurement noise."""
    test = knowledge.tests[change.test]
    told = {
        "test": test_name(test, change.side),
        "before": result(test, change.before, is_capped(test, change.before)),
        "now": result(test, change.now, is_capped(test, change.now)),
    }
    line = _("%(test)s: %(before)s, now %(now)s.") % told
    return f"{line} {_noise(test, change)}"


def noise(number: Number, test: PhysicalTest) -> str:
    """How large measurement noise is: "3.6 cm", "36 %"."""
    return amount(number.value, number.unit or test.unit)


def side_results(test: PhysicalTest, state: SideState) -> tuple[str, ...]:
    """Each day's results of both sides, latest first."""
    return tuple(
        _("%(day)s: %(results)s")
        % {"day": wording.day(day.on), "results": both_sides(test, day.left, day.right)}
        for day in state.days
    )


def _low_sides(assessment: Assessment, priority: Priority) -> list[ChainState]:
    """The sides of a priority's chain that are probably low."""
    return [
        state
        for state in assessment.chains
        if state.chain == priority.chain and state.says == "probably_low"
    ]


def _low_results(test: PhysicalTest, states: Sequence[ChainState]) -> str:
    """The results behind low sides: of a test of both sides, the latest one of each low side."""
    if not test.paired:
        return results(test, [r for r in states[0].readings if r.test == test.id])
    latest: dict[Side | None, str] = {
        reading.side: result(test, reading.value, reading.capped)
        for state in states
        for reading in reversed(state.readings)
        if reading.test == test.id
    }
    return ", ".join(on_side(told, side) for side, told in latest.items())


def _uneven(knowledge: Knowledge, assessment: Assessment, priority: Priority) -> str:
    """The results in which a side is behind; empty where no side was found to be."""
    states = [
        state
        for state in assessment.sides
        if state.chain == priority.chain and state.says == "differs"
    ]
    if not states or priority.side is None:
        return ""
    state = next((s for s in states if s.test == priority.test), states[0])
    days, latest = same_days(state), state.days[0]
    test = knowledge.tests[state.test]
    told = {
        "test": _(test.title),
        "results": both_sides(test, latest.left, latest.right),
        "n": days,
        "first": _(_FIRST[priority.side]),
    }
    return (
        ngettext(
            "%(test)s: %(results)s, on %(n)s day: %(first)s.",
            "%(test)s: %(results)s, on %(n)s days: %(first)s.",
            days,
        )
        % told
    )


def _noise(test: PhysicalTest, change: Change) -> str:
    if change.now == change.before:
        return _("No change.")
    if change.real is None or change.noise is None:
        return _("Nobody has published how much this test changes by itself.")
    told = {"noise": noise(change.noise, test)}
    if not change.real:
        return _("That is within measurement noise (%(noise)s).") % told
    more = _("That is more than measurement noise (%(noise)s).") % told
    if change.better is None:
        return more
    return f"{more} {_('It is better.') if change.better else _('It is not as good as before.')}"
