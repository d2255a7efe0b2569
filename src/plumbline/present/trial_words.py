"""What is said of a trial of one's own: the chance before, the answer after, and why it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plumbline.care.n_of_1 import Arm, Power, TrialState, method_of, saying
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Trial
from plumbline.present.words import N_, _, ngettext

OUTCOMES: Mapping[str, str] = {
    "pain_day_nrs": N_("Your average pain of the day"),
    "sleep_last_night": N_("How well you sleep the night after"),
    "stiffness_this_morning": N_("How stiff you are the next morning"),
}
BETTER: Mapping[str, str] = {
    "lower": N_("0 to 10; lower is better"),
    "higher": N_("0 to 10; higher is better"),
}
ENDED: Mapping[str, str] = {
    "person": N_("You stopped it. That is fine at any time."),
    "safety": N_("It ended because something you told us has to be looked at first."),
    "barred": N_("It ended because it is no longer a good idea for you:"),
}
"""Why it ended, where its days did not decide that."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said at one turn."""

    title: str
    say: str
    then: str


def title_of(trial: Trial, arm: Arm) -> str:
    """The name of one of the two ways."""
    return _((trial.a if arm == "a" else trial.b).title)


def answer(knowledge: Knowledge, trial: Trial, state: TrialState) -> Answer:
    """What a state says, all of them in the same tone."""
    words = saying(method_of(knowledge, trial), state)
    better: Mapping[str, Arm] = {"a_better": "a", "b_better": "b"}
    if state.verdict in better:
        way = title_of(trial, better[state.verdict])
        title = _("Better for you: %(way)s") % {"way": way}
        return Answer(title, _(words.say), _(words.then))
    return Answer(_(words.say), "", _(words.then))


def chance(power: Power) -> tuple[str, ...]:
    """What the trial can find in this person, before it begins."""
    words = {"points": _points(power.difference), "n": round(10 * power.finds)}
    found = ngettext(
        "If one way is really better for you by %(points)s, about %(n)s in 10 such trials would "
        "find it.",
        "If one way is really better for you by %(points)s, about %(n)s in 10 such trials would "
        "find it.",
        round(10 * power.finds),
    )
    none = _("If there is no difference, about %(n)s in 10 would say so. The rest could not tell.")
    return found % words, none % {"n": round(10 * power.says_none)}, _rests_on(power)


def _rests_on(power: Power) -> str:
    days = power.rests_on_days
    if not days:
        return _("We do not know your days yet, so this is reckoned with what is usual for others.")
    line = ngettext(
        "This is reckoned with %(n)s day you told us, and what is usual for others.",
        "This is reckoned with %(n)s days you told us, and what is usual for others.",
        days,
    )
    return line % {"n": days}


def difference(trial: Trial, state: TrialState) -> str:
    """The difference in words, with what it may be; empty while too little is known."""
    if state.mean_a is None or state.mean_b is None:
        return ""
    a, b = title_of(trial, "a"), title_of(trial, "b")
    told = {"a": a, "b": b, "mean_a": f"{state.mean_a:.1f}", "mean_b": f"{state.mean_b:.1f}"}
    means = _("Your days came to %(mean_a)s with “%(a)s” and %(mean_b)s with “%(b)s”.") % told
    ahead, low, high = (a, state.low, state.high)
    if state.effect < 0:
        ahead, low, high = (b, -state.high, -state.low)
    size = {"way": ahead, "by": _points(abs(state.effect)), "low": signed(low)}
    line = _(
        "Set against the ups and downs of your days, “%(way)s” looks better by %(by)s. The "
        "true difference most likely lies between %(low)s and %(high)s."
    )
    return f"{means} {line % {**size, 'high': signed(high)}}"


def counted(trial: Trial, state: TrialState) -> tuple[str, ...]:
    """Which days that rests on, and which were left out."""
    told = {"na": state.counted_a, "nb": state.counted_b}
    ways = {"a": title_of(trial, "a"), "b": title_of(trial, "b")}
    lines = [_("Days that count: %(na)s with “%(a)s”, %(nb)s with “%(b)s”.") % {**told, **ways}]
    left: Sequence[tuple[int, str]] = (
        (state.not_scored, _("Days without a number: %(n)s.")),
        (state.not_kept, _("Days not done as planned, or not told: %(n)s.")),
        (state.after_change, _("First days after a change: %(n)s.")),
    )
    lines += [line % {"n": n} for n, line in left if n]
    return tuple(lines)


def signed(points: float) -> str:
    """A number of points with its sign; what rounds to nothing has none."""
    shown = f"{points:+.1f}".replace("-", "−")
    return "0" if shown[1:] == "0.0" else shown


def _points(points: float) -> str:
    shown = f"{points:.1f}".removesuffix(".0")
    line = _("1 point") if shown == "1" else _("%(n)s points")
    return line.replace("%(n)s", shown)
