"""What `plumbline try` shows a person."""

from datetime import date

from rich.console import Console
from rich.text import Text

from plumbline.care.n_of_1 import Power, method_of
from plumbline.journal.own_trials import OwnTrial
from plumbline.journal.trying import Choice, Trying
from plumbline.knowledge import Knowledge
from plumbline.knowledge.schema import Trial
from plumbline.present import left_words, trial_words, wording
from plumbline.present.words import _


def against(choice: Choice) -> list[str]:
    """Why something cannot be tried today; empty where it can."""
    if choice.allowed:
        return []
    if choice.may.safety_first:
        return [_("Not now: safety comes first. `plumbline check` says what to do.")]
    if choice.settled:
        known = [one for one in choice.may.objections if one.blocks and one.known]
        every = known or [one for one in choice.may.objections if one.blocks]
        return [_("Not for you now: %(say)s") % {"say": _(one.say)} for one in every]
    if choice.may.questions:
        return [_("First some questions, in the app: under “Try it on yourself”.")]
    return [_("For this you need a plan of exercises that you may follow today.")]


def low_power(knowledge: Knowledge, trial: Trial) -> str:
    """What is said before a trial that is not likely to give an answer."""
    words = method_of(knowledge, trial).sayings.low_power
    return f"{_(words.say)} {_(words.then)}"


def start(
    out: Console,
    knowledge: Knowledge,
    trial: Trial,
    finding: str,
    chance: Power,
    begun: OwnTrial | None,
) -> None:
    words = method_of(knowledge, trial).sayings
    out.print(Text(_(trial.question), style="bold"))
    decides = _("What decides: %(what)s") % {"what": _(trial_words.OUTCOMES[finding])}
    lines = [decides, _("It takes %(days)s days.") % {"days": chance.days}]
    if chance.low:
        lines.append(low_power(knowledge, trial))
    lines += [*trial_words.chance(chance), f"{_(words.before.say)} {_(words.before.then)}"]
    for line in lines:
        out.print(Text(line))
    if begun:
        out.print(Text(_("It begins tomorrow. `plumbline try today` says which way it is.")))
    elif chance.low:
        hint = _("Nothing is stored yet. To do it all the same, add --yes --knows.")
        out.print(Text(hint, style="dim"))
    else:
        out.print(Text(_("Nothing is stored yet. To do it, add --yes."), style="dim"))


def today(
    out: Console,
    knowledge: Knowledge,
    tried: Trying,
    own: OwnTrial,
    waits: Choice | None,
    on: date,
) -> None:
    trial, state = tried.trial_of(own), tried.state(own, on)
    arm = own.design.arm_on(on)
    out.print(Text(_(trial.question), style="bold"))
    if own.ended and own.ended.why in trial_words.ENDED:
        barred = own.ended.rules if own.ended.why == "barred" else ()
        says = [left_words.caution_says(knowledge, rule) for rule in barred]
        for line in (_(trial_words.ENDED[own.ended.why]), *says):
            out.print(Text(line))
        return
    lines: list[str] = []
    if waits:
        lines += [_("Your trial waits. Please leave it for now."), *against(waits)]
    elif own.ended is None and arm:
        lines.append(_((trial.a if arm == "a" else trial.b).today))
        if not own.design.counts(on):
            lines.append(_("Today follows a change, so it is not counted."))
    elif own.ended is None and on < own.design.first_day:
        lines.append(_("It begins on %(day)s.") % {"day": wording.day(own.design.first_day)})
    said = trial_words.answer(knowledge, trial, state)
    if own.ended or on >= own.design.first_day:
        lines += [said.title, *filter(None, (said.say, said.then))]
    least = method_of(knowledge, trial).least_blocks.value
    if own.ended or state.blocks_done >= least:
        lines += [trial_words.difference(trial, state), *trial_words.counted(trial, state)]
    for line in filter(None, lines):
        out.print(Text(line))
